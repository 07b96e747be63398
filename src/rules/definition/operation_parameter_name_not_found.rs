use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::{Argument, Call, CallKind};
use crate::finding::{At, Level};
use crate::rule::Cx;

rule! {
    /// A call gives an argument that the invoked operation does not take, or refers to an input that is not there.
    ///
    /// The keys of `parameters` name inputs of the invoked operation, and references name inputs of the operation that
    /// carries the extension: parameters, or properties of the body as paths. A name that is neither is sent nowhere.
    /// Bodies that do not say what they hold are not judged.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values/parameters/Accept
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": "1", "Accept": "text/plain" } } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/x-ms-dynamic-properties/parameters/id/parameterReference
    /// { "definitions": { "Order": { "type": "object", "x-ms-dynamic-properties": { "operationId": "GetOrder", "parameters": { "id": { "parameterReference": "shop" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "client.id" } } } },
    ///   { "name": "shop", "in": "query", "type": "string", "x-ms-dynamic-list": { "operationId": "AddOrder", "itemValuePath": "id", "parameters": { "body/client/id": { "parameterReference": "body/client/id" } } } },
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-list": { "operationId": "AddOrder", "itemValuePath": "id", "parameters": { "client/more/name": { "parameterReference": "client/more/name" } } } },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "client": { "type": "object", "properties": { "id": { "type": "string" }, "more": { "type": "object" } } } } } }
    /// ] } } } }
    /// ```
    OperationParameterNameNotFound {
        levels: { Error },
        origin: Validator,
        evidence: "observed as an error; 1 of 7,370 published arguments (2021)",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    if !definition.is_complete() {
        return;
    }
    for call in definition.calls.iter().filter(|call| call.kind != CallKind::Notification) {
        for argument in &call.arguments {
            check_name(cx, definition, call, argument);
            check_reference(cx, definition, call, argument);
        }
    }
}

fn check_name<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>, call: &Call<'a>, argument: &Argument<'a>) {
    let Some(operation) = definition.invoked(call) else { return };
    let name = &argument.name;
    if definition.input(operation, name).is_missing() {
        let alike = cx.nearest(name, definition.parameter_names(operation));
        let finding = cx.report(At::key(argument.node), format!("`{}` takes no `{name}`", operation.label()));
        finding.label(operation.node, "the invoked operation");
        match alike {
            Some(alike) => finding.help(format!("did you mean `{}`?", alike.name)),
            None => finding.help("remove it, or add the parameter to the operation"),
        };
    }
}

fn check_reference<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>, call: &Call<'a>, argument: &Argument<'a>) {
    let Some((node, name)) = argument.reference().and_then(|node| Some((node, node.as_str()?))) else { return };
    // A dot between names is nowhere documented, but accepted connectors have it.
    let is_missing = |caller| {
        definition.input(caller, &name).is_missing() && definition.input(caller, &name.replace('.', "/")).is_missing()
    };
    let mut missing = definition.callers(call).filter(|caller| is_missing(*caller));
    let Some(first) = missing.next() else { return };
    let finding = cx.report(node, format!("`{}` has no input `{name}`", first.label()));
    finding.label(first.node, "the operation that makes the call");
    finding.help("name a parameter of the operation, or a property of its body as a path");
    // Another operation that shares the schema has the input: the call works at least there.
    if missing.count() + 1 < definition.callers(call).count() {
        finding.at_most(Level::Warning);
    }
}
