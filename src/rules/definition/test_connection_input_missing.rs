use crate::connector::definition::dynamic::{Call, CallKind, Value};
use crate::connector::definition::{Definition, Keyword, Operation};
use crate::connector::scaffold::pretty;
use crate::finding::{At, Safety};
use crate::json::{insert_member, quote, replace_value};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The test connection leaves a required input open.
    ///
    /// Nobody is asked for anything when a connection is tested: each required input of the operation needs a default, or
    /// a literal among the `parameters` of the test.
    ///
    /// ```json,bad,at=/x-ms-capabilities/testConnection
    /// { "x-ms-capabilities": { "testConnection": { "operationId": "GetOrder" } } }
    /// ```
    /// ```json,bad,at=/x-ms-capabilities/testConnection/parameters/id
    /// { "x-ms-capabilities": { "testConnection": { "operationId": "GetOrder", "parameters": { "id": { "parameter": "id" } } } } }
    /// ```
    /// ```json,good
    /// { "x-ms-capabilities": { "testConnection": { "operationId": "GetOrder", "parameters": { "id": "1" } } } }
    /// ```
    TestConnectionInputMissing {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from 31 published connectors with a test connection",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

/// `PlaceholderText` reports it until the author replaces it.
const PLACEHOLDER: &str = "TODO: a value that exists in every account";

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::TestConnection) {
        let Some(operation) = definition.invoked(call) else { continue };
        for argument in call.arguments.iter().filter(|argument| !matches!(argument.value, Value::Literal(_))) {
            let is_text = is_text(definition, operation, &argument.name);
            cx.report(At::key(argument.node), format!("`{}` refers to an input, but nobody is asked", argument.name))
                .help("write the value itself")
                .fix(
                    Safety::Unsafe,
                    "write a placeholder for the value",
                    [is_text.then(|| replace_value(argument.node, &quote(PLACEHOLDER)))],
                );
        }
        let place = call.arguments_place();
        for input in definition.missing_inputs(operation, call).filter(|_| place.is_object()) {
            let name = &input.name;
            cx.report(At::key(place), format!("`{}` requires `{name}`, which the test leaves open", operation.label()))
                .label(operation.node, "called by the test connection")
                .help(format!("give `{name}` a literal in `parameters`, or a default in the operation"))
                .fix(
                    Safety::Unsafe,
                    "add a placeholder for the value",
                    [given(call, name).filter(|_| is_text(definition, operation, name))],
                );
        }
    }
}

/// Whether an input is a parameter that takes any text; for others no placeholder would fit.
fn is_text(definition: &Definition<'_>, operation: &Operation<'_>, name: &str) -> bool {
    let named = definition.input(operation, name).parameter;
    named.is_some_and(|parameter| parameter.is_type("string") && !parameter.has(Keyword::Enum))
}

/// Adds a value among the arguments.
fn given(call: &Call<'_>, name: &str) -> Option<Edit> {
    match call.node.get("parameters") {
        Some(arguments) => insert_member(arguments, name, &quote(PLACEHOLDER)),
        None => insert_member(call.node, "parameters", &pretty(&[(name, quote(PLACEHOLDER))])),
    }
}
