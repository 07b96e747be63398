use foldhash::HashSet;

use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// A polling trigger has no policy that tells what is new.
    ///
    /// Without a `pollingtrigger` policy the service itself must speak the platform's protocol: answer 202 with
    /// `Location` and `Retry-After` while nothing is new. A script can do that, too. If neither does, the trigger fires
    /// for everything at each poll, or never.
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
            cx.report(operation.node, format!("no policy tells what is new for `{}`", operation.label())).help(
                "add a `pollingtrigger` policy, or a 202 response if the service answers so while nothing is new",
            );
        }
    }
}
