use std::borrow::Cow;
use std::cell::LazyCell;

use foldhash::{HashMap, HashSet};

use crate::connector::definition::{Definition, Keyword, Operation};
use crate::connector::policies::expression::{Call, calls};
use crate::connector::policies::{POLICY_SECTION, operations_of};
use crate::connector::properties::Properties;
use crate::finding::At;
use crate::rule::Cx;

/// For so many operations each is asked for a parameter: the same ones may be in very many policies.
const FEW_OPERATIONS: usize = 64;

rule! {
    /// A policy refers to a query parameter or header that none of its operations has.
    ///
    /// `@queryParameters('name')` and `@headers('name')` take what the flow sent. The name must be that of a parameter
    /// of an operation to which the policy applies, of the connection's key, or of what another policy sets; else
    /// nothing is there to be taken.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.newPath,file=apiProperties.json
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "routerequesttoendpoint", "title": "A", "parameters": { "x-ms-apimTemplateParameter.newPath": "/@queryParameters('shop')/a" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string" },
    ///   { "name": "Shop", "in": "query", "type": "string" }
    /// ] } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "routerequesttoendpoint",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.newPath": "/@queryParameters('shop')/@headers('X-API-KEY')/@headers('Authorization')" }
    ///       },
    ///       { "templateId": "routerequesttoendpoint", "title": "B", "parameters": { "x-ms-apimTemplateParameter.newPath": "/@queryParameters('open'" } }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyReferenceNotFound {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: nearly all of 91 references name a parameter, the key or a header of HTTP",
        since: "0.1.0",
        check: Connector(check),
    }
}

/// Headers that a request may have without anybody defining them.
const HTTP_HEADERS: [&str; 8] =
    ["authorization", "accept", "content-type", "content-length", "host", "user-agent", "if-match", "cookie"];

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !definition.is_complete() || !properties.is_complete() {
        return;
    }
    let set_elsewhere = names_set_elsewhere(definition, properties);
    let everywhere = LazyCell::new(|| parameter_names(definition, definition.operations.iter()));
    let mut of_operations: HashMap<usize, Names<'_>> = HashMap::default();
    for policy in &properties.policies {
        let is_response = policy
            .parameters()
            .and_then(|parameters| parameters.str_member(POLICY_SECTION))
            .is_some_and(|section| section.eq_ignore_ascii_case("Response"));
        let applies_to_all = policy.operations().next().is_none();
        // The operations are looked through only for policies that refer to something.
        let operations = LazyCell::new(|| operations_of(policy, definition));
        let listed = LazyCell::new(|| parameter_names(definition, operations.iter().copied()));
        for node in policy.texts() {
            let Some(text) = node.as_str().filter(|text| text.contains('@')) else { continue };
            for call in calls(&text) {
                let Some((place, name, range)) = reference(&call, is_response) else { continue };
                let lower = name.to_lowercase();
                let is_http = place == "header" && HTTP_HEADERS.contains(&lower.as_str());
                if is_http || set_elsewhere.contains(&lower) {
                    continue;
                }
                let key = (Cow::Borrowed(place), lower);
                let is_there = if applies_to_all {
                    everywhere.contains(&key)
                } else if operations.len() > FEW_OPERATIONS {
                    listed.contains(&key)
                } else {
                    operations.iter().any(|operation| {
                        let names = of_operations.entry(operation.index);
                        names.or_insert_with(|| parameter_names(definition, [*operation])).contains(&key)
                    })
                };
                if is_there {
                    continue;
                }
                cx.report(
                    At::within(node, range),
                    format!("no operation of this policy has a {place} parameter `{name}`"),
                )
                .help("define the parameter, or mend the name");
            }
        }
    }
}

/// The place, name and range of a reference to what the flow sends.
fn reference<'t>(call: &Call<'t>, is_response: bool) -> Option<(&'static str, &'t str, std::ops::Range<usize>)> {
    let place = match () {
        () if call.is("queryParameters") => "query",
        () if call.is("headers") && !is_response => "header",
        () => return None,
    };
    // An expression that is never closed is wrong as a whole, and told as such.
    let (name, range) = call.argument.clone().filter(|_| !call.has_fallback && call.is_closed)?;
    Some((place, name, range))
}

type Names<'a> = HashSet<(Cow<'a, str>, String)>;

/// The places and names in lower case of all parameters of some operations.
fn parameter_names<'d, 'a: 'd>(
    definition: &'d Definition<'a>,
    operations: impl IntoIterator<Item = &'d Operation<'a>>,
) -> Names<'a> {
    operations
        .into_iter()
        .flat_map(|operation| definition.parameters_of(operation))
        .filter_map(|parameter| Some((parameter.str(Keyword::In)?, parameter.name()?.to_lowercase())))
        .collect()
}

/// Names in lower case that security schemes and other policies send.
fn names_set_elsewhere(definition: &Definition<'_>, properties: &Properties<'_>) -> HashSet<String> {
    let schemes = definition.root.get("securityDefinitions").filter(|schemes| schemes.is_object());
    let schemes =
        schemes.into_iter().flat_map(crate::json::Node::children).filter_map(|scheme| scheme.str_member("name"));
    let policies = properties.policies.iter().filter(|policy| policy.is("setheader") || policy.is("setqueryparameter"));
    let set = policies.filter_map(|policy| policy.parameter("name")?.as_str());
    let mut names: HashSet<String> = schemes.chain(set).map(|name| name.to_lowercase()).collect();
    // What is looked up from a URL is put into a parameter that need not exist before.
    for policy in properties.policies.iter().filter(|policy| policy.is("setvaluefromurl")) {
        let Some(target) = policy.parameter("parameterTemplate").and_then(crate::json::Node::as_str) else { continue };
        let found = calls(&target).into_iter().filter_map(|call| Some(call.argument?.0.to_lowercase()));
        names.extend(found);
    }
    names
}
