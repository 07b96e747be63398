use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::{CallKind, Value};
use crate::finding::At;
use crate::rule::Cx;

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
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::TestConnection) {
        let Some(operation) = definition.invoked(call) else { continue };
        for argument in call.arguments.iter().filter(|argument| !matches!(argument.value, Value::Literal(_))) {
            cx.report(At::key(argument.node), format!("`{}` refers to an input, but nobody is asked", argument.name))
                .help("write the value itself");
        }
        let place = call.arguments_place();
        let missing = definition.required_inputs(operation).iter().filter(|input| !input.is_given_by(call));
        for input in missing.filter(|_| place.is_object()) {
            let name = &input.name;
            cx.report(At::key(place), format!("`{}` requires `{name}`, which the test leaves open", operation.label()))
                .label(operation.node, "called by the test connection")
                .help(format!("give `{name}` a literal in `parameters`, or a default in the operation"));
        }
    }
}
