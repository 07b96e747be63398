use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::rule::Cx;

rule! {
    /// The test connection calls an operation that is not a GET.
    ///
    /// The platform calls it whenever a user makes or mends a connection. A call that changes something at the service
    /// has no place there.
    ///
    /// ```json,bad,at=/x-ms-capabilities/testConnection/operationId
    /// { "paths": { "/ping": { "post": { "operationId": "Ping" } } }, "x-ms-capabilities": { "testConnection": { "operationId": "Ping" } } }
    /// ```
    /// ```json,good
    /// { "x-ms-capabilities": { "testConnection": { "operationId": "GetOrder", "parameters": { "id": "1" } } } }
    /// ```
    TestConnectionOperationNotGet {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from 31 published connectors with a test connection",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::TestConnection) {
        let (Some(id), Some(operation)) = (call.id, definition.invoked(call)) else { continue };
        if operation.method != "get" {
            let message = format!("`{}` is a {} operation", operation.label(), operation.method.to_uppercase());
            cx.report(id, message)
                .label(operation.node, "called by the test connection")
                .help("name a GET operation that only reads");
        }
    }
}
