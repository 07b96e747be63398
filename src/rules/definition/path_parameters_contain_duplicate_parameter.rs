use crate::connector::definition::{Definition, Parameter};
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// A path has two parameters of the same name in the same place.
    ///
    /// The parameters of a path belong to all of its operations. Of two that share name and place, only one reaches the
    /// service.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/parameters/1
    /// { "paths": { "/orders/{id}": { "parameters": [
    ///   { "name": "top", "in": "query", "type": "integer" },
    ///   { "name": "top", "in": "query", "type": "string" }] } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "parameters": [
    ///   { "name": "top", "in": "query", "type": "integer" },
    ///   { "name": "top", "in": "header", "type": "string" }] } } }
    /// ```
    PathParametersContainDuplicateParameter {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        let Some(list) = path_item.get("parameters") else { continue };
        for (entry, first) in definition.repeated_parameters(list) {
            let identity = definition.entry_of_parameters(entry).and_then(Parameter::identity);
            let Some((name, place)) = identity else { continue };
            let path = path_item.key().unwrap_or_default();
            cx.report(entry, format!("the path `{}` has the {place} parameter `{name}` already", shortened(&path)))
                .label(first, "first listed here")
                .help("remove or rename one of the two");
        }
    }
}
