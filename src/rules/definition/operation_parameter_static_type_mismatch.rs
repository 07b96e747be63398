use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::{CallKind, Value};
use crate::finding::{At, Level};
use crate::json::Kind;
use crate::rule::Cx;

rule! {
    /// A literal argument does not have the type of the input that it is for.
    ///
    /// The platform sends the argument as it stands; an input of another type makes the call fail.
    ///
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values/parameters/id
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": 5 } } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-list/parameters/id/value
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-list": { "operationId": "GetOrder", "itemValuePath": "id", "parameters": { "id": { "value": true } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": "5" } } },
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "ListShops", "value-path": "id", "parameters": { "price": 5, "item": null } } },
    ///   { "name": "price", "in": "query", "type": "number" }
    /// ] } } } }
    /// ```
    OperationParameterStaticTypeMismatch {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 3,745 published literal arguments",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind != CallKind::Notification) {
        let Some(operation) = definition.invoked(call) else { continue };
        for argument in &call.arguments {
            let Value::Literal(literal) = argument.value else { continue };
            let input = definition.input(operation, &argument.name);
            let Some(typed) = definition.input_type(&input) else { continue };
            let Some(name) = typed.type_name() else { continue };
            let fits = typed.fits(literal).unwrap_or(true);
            let is_text = literal.is_string() && name != "string" && name != "file";
            if (!fits || is_text) && !matches!(literal.kind(), Kind::Null | Kind::Invalid) {
                let message = format!(
                    "`{}` of `{}` is of type `{name}`, not {}",
                    argument.name,
                    operation.label(),
                    literal.kind()
                );
                let finding = cx.report(At::from(literal), message);
                finding.label(typed.node, "the input").help(format!("write a value of type `{name}`"));
                // The platform reads such a text as the type in defaults, so it may do so here.
                if fits {
                    finding.at_most(Level::Warning);
                }
            }
        }
    }
}
