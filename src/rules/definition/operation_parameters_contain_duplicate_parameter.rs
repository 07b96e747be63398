use crate::connector::definition::{Operation, Parameter};
use crate::rule::Cx;

rule! {
    /// An operation has two parameters of the same name in the same place.
    ///
    /// A parameter is known by its name and its place: `path`, `query`, `header`, `body` or `formData`. Of two that
    /// share both, only one reaches the service. Entries that are equal word by word are told by
    /// `OperationParametersAreNotUnique`.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/2
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "top", "in": "query", "type": "integer" },
    ///   { "name": "top", "in": "query", "type": "string" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": {
    ///   "parameters": [{ "name": "top", "in": "query", "type": "integer" }],
    ///   "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "top", "in": "query", "type": "string" },
    ///   { "name": "top", "in": "header", "type": "string" }] } } } }
    /// ```
    OperationParametersContainDuplicateParameter {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let (Some(definition), Some(list)) = (cx.definition(), operation.get("parameters")) else { return };
    for (entry, first) in definition.repeated_parameters(list) {
        if entry.same_value(first) {
            continue;
        }
        let Some((name, place)) = definition.entry_of_parameters(entry).and_then(Parameter::identity) else { continue };
        cx.report(entry, format!("`{}` has the {place} parameter `{name}` already", operation.label()))
            .label(first, "first listed here")
            .help("remove or rename one of the two");
    }
}
