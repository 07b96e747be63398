use crate::connector::definition::Definition;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An argument is taken from an input of another type.
    ///
    /// The platform hands on what the user entered; when the invoked operation wants another type, the call fails. An
    /// integer goes where a number is wanted.
    ///
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values/parameters/id
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "order", "in": "query", "type": "integer", "required": true }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "item" } } } },
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "ListShops", "value-path": "id", "parameters": { "price": { "parameter": "count" } } } },
    ///   { "name": "price", "in": "query", "type": "number" },
    ///   { "name": "count", "in": "query", "type": "integer" }
    /// ] } } } }
    /// ```
    OperationParameterTypeMismatch {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 3,625 published references",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in &definition.calls {
        let Some(operation) = definition.invoked(call) else { continue };
        for argument in &call.arguments {
            let Some(reference) = argument.reference().and_then(crate::json::Node::as_str) else { continue };
            let target = definition.input(operation, &argument.name);
            let Some(wanted) = definition.input_type(&target).and_then(crate::connector::definition::Typed::type_name)
            else {
                continue;
            };
            let other = definition.callers(call).find_map(|caller| {
                let source = definition.input(caller, &reference);
                let typed = definition.input_type(&source)?;
                let name = typed.type_name()?;
                let fits = name == wanted || (name == "integer" && wanted == "number");
                (!fits).then_some((typed, name))
            });
            if let Some((source, name)) = other {
                let message =
                    format!("`{}` is of type `{wanted}`, but `{reference}` is of type `{name}`", argument.name);
                cx.report(At::key(argument.node), message)
                    .label(source.node, "where the argument is taken from")
                    .help("give both the same type");
            }
        }
    }
}
