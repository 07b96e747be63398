use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// A path has two bodies.
    ///
    /// The parameters of a path belong to all of its operations, and a request has one body.
    ///
    /// ```json,bad,at=/paths/~1orders/parameters
    /// { "paths": { "/orders": { "parameters": [
    ///     { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } },
    ///     { "name": "note", "in": "body", "schema": { "type": "string" } }] } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "parameters": [
    ///     { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } },
    ///     { "name": "note", "in": "query", "type": "string" }] } } }
    /// ```
    PathParametersContainMultipleBodyParameters {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        let Some(list) = path_item.get("parameters").filter(|list| list.is_array()) else { continue };
        let mut bodies = list.children().filter_map(|entry| {
            let parameter = definition.entry_of_parameters(entry)?;
            parameter.is_in("body").then_some((entry, parameter))
        });
        let Some((first, first_parameter)) = bodies.next() else { continue };
        // Two of the same name are one parameter that is repeated, and reported as such.
        if let Some((other, _)) = bodies.find(|(_, parameter)| parameter.name() != first_parameter.name()) {
            let path = path_item.key().unwrap_or_default();
            cx.report(list, format!("the path `{path}` has more than one body parameter"))
                .label(first, "the first body")
                .label(other, "another body")
                .help("put everything into one schema, or send some of it in the query or headers");
        }
    }
}
