use foldhash::HashMap;

use crate::connector::definition::dynamic::{CallKind, Caller};
use crate::connector::definition::{Definition, Keyword, Parameter};
use crate::rule::Cx;

rule! {
    /// A trigger and the operation that subscribes for it disagree about a parameter of the same name.
    ///
    /// The platform takes the inputs of the operation that `x-ms-notification` names from the trigger, by name. Where
    /// type or visibility differ, the subscription gets a value that it does not expect, or none.
    ///
    /// ```json,bad,at=/paths/~1orders/get/parameters/0
    /// { "paths": {
    ///   "/orders": { "get": { "operationId": "OnNewOrder", "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "Subscribe" },
    ///     "parameters": [ { "name": "shop", "in": "query", "type": "integer" } ] } },
    ///   "/hooks": { "post": { "operationId": "Subscribe", "parameters": [ { "name": "shop", "in": "query", "type": "string" } ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders": { "get": { "operationId": "OnNewOrder", "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "Subscribe" },
    ///     "parameters": [ { "name": "shop", "in": "query", "type": "string" }, { "name": "top", "in": "query", "type": "integer" } ] } },
    ///   "/hooks": { "post": { "operationId": "Subscribe", "parameters": [ { "name": "shop", "in": "header", "type": "string" } ] } } } }
    /// ```
    ParamtersWithSameNameMustHaveSameTypeAndVisibility {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has x-ms-notification",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::Notification) {
        let (Caller::Operation(trigger), Some(subscription)) = (call.caller, definition.invoked(call)) else {
            continue;
        };
        let Some(trigger) = definition.operations.get(trigger) else { continue };
        let parameters = definition.parameters_of(subscription);
        let named: HashMap<_, _> = parameters.filter_map(|parameter| Some((parameter.name()?, parameter))).collect();
        for used in &trigger.parameters {
            let Some(parameter) = definition.parameter(used) else { continue };
            let Some((name, other)) = parameter.name().and_then(|name| Some((name.clone(), named.get(&name)?))) else {
                continue;
            };
            if let Some(what) = difference(parameter, other) {
                cx.report(used.node, format!("`{name}` has another {what} in `{}`", subscription.label()))
                    .label(other.node, "the parameter of the same name")
                    .help(format!("give both the same {what}"));
            }
        }
    }
}

fn difference(left: &Parameter<'_>, right: &Parameter<'_>) -> Option<&'static str> {
    let visibility = |parameter: &Parameter<'_>| {
        parameter.str(Keyword::Visibility).filter(|value| value != "none").map(|value| value.to_lowercase())
    };
    if left.type_name() != right.type_name() {
        Some("type")
    } else if visibility(left) != visibility(right) {
        Some("visibility")
    } else {
        None
    }
}
