use foldhash::HashSet;

use serde_json::{Value, json};

use crate::connector::Role;
use crate::connector::definition::{Definition, Operation};
use crate::connector::properties::Properties;
use crate::finding::Safety;
use crate::json::{append_element, insert_member};
use crate::rule::Cx;
use crate::text::Edit;

/// So many properties of a response are looked through for the list; many operations may share a response.
const MOST_SEARCHED: usize = 64;

/// A longer name is not written into a policy for each operation.
const LONGEST_NAME: usize = 500;

rule! {
    /// A polling trigger has no policy that tells what is new.
    ///
    /// Without a `pollingtrigger` policy the service itself must speak the platform's protocol: answer 202 with
    /// `Location` and `Retry-After` while nothing is new. A script can do that, too. If neither does, the trigger fires
    /// for everything at each poll, or never.
    ///
    /// Where the response has a list, the unsafe fix adds a policy that knows it; how the service is asked for what is new,
    /// only its documents say.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch", "responses": { "202": { "description": "Nothing new" } } } } } }
    /// ```
    PollingTriggerWithoutPolicy {
        levels: { Hint },
        origin: House,
        evidence: "documented; about half of 75 published polling triggers have no policy",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if cx.connector().artifact(Role::Script).is_some() || !properties.is_complete() {
        return;
    }
    let policies = properties.policies.iter().filter(|policy| policy.is("pollingtrigger"));
    let polled: HashSet<_> = policies
        .flat_map(crate::connector::properties::Policy::operations)
        .filter_map(crate::json::Node::as_str)
        .collect();
    for operation in
        definition.operations.iter().filter(|operation| operation.trigger().is_some_and(|kind| kind == "batch"))
    {
        let is_polled = operation.id.and_then(crate::json::Node::as_str).is_some_and(|id| polled.contains(&id));
        let speaks_protocol = operation.responses.iter().any(|response| response.code() == "202");
        if !is_polled && !speaks_protocol {
            let finding = cx.report(operation.node, format!("no policy tells what is new for `{}`", operation.label()));
            finding.help(
                "add a `pollingtrigger` policy, or a 202 response if the service answers so while nothing is new",
            );
            let edit = policy(definition, operation).and_then(|policy| added(properties, &policy));
            let file = properties.root.place().file;
            finding.fix_elsewhere(file, Safety::Unsafe, "add a policy with a placeholder", [edit]);
        }
    }
}

/// The policy of a trigger whose response has a list; its title says what is left to do.
fn policy(definition: &Definition<'_>, operation: &Operation<'_>) -> Option<Value> {
    let id = operation.id?.as_str()?;
    let answer = operation.responses.iter().find(|response| response.is_success())?;
    let schema = definition.resolve(definition.response_schema(answer)?)?;
    let data = if schema.is_type("array") {
        "@triggerBody()".to_owned()
    } else {
        let list = schema.node.get("properties")?.children().take(MOST_SEARCHED).find(|property| {
            let property = definition.schema_at(*property).and_then(|property| definition.resolve(property));
            property.is_some_and(|property| property.is_type("array"))
        })?;
        let name = list.key().filter(|name| !name.contains('\'') && name.len() <= LONGEST_NAME)?;
        format!("@triggerBody()['{name}']")
    };
    Some(json!({
        "templateId": "pollingtrigger",
        "title": "TODO: put into triggerConfig how the service is asked for what is new",
        "type": "PollingTrigger",
        "parameters": {
            "x-ms-apimTemplate-operationName": [id],
            "x-ms-apimTemplateParameter.triggerConfig": {},
            "x-ms-apimTemplateParameter.triggerDataPath": data,
        },
    }))
}

/// The edit that adds a policy as the last one.
fn added(properties: &Properties<'_>, policy: &Value) -> Option<Edit> {
    match properties.get("policyTemplateInstances") {
        Some(list) => append_element(list, &policy.to_string()),
        None => {
            let list = serde_json::to_string_pretty(&[policy]).ok()?;
            insert_member(properties.properties()?, "policyTemplateInstances", &list)
        }
    }
}
