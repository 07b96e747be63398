use foldhash::{HashMap, HashSet};

use crate::connector::definition::{Definition, template};
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// A path parameter is not in the path.
    ///
    /// The value of the parameter has no place to go. Its name must stand in the path in braces, in exactly this
    /// spelling.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "shop", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "shop", "in": "query", "type": "string" }] } } } }
    /// ```
    PathParameterNotDefinedInTemplate {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 7,840 published path parameters",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // The parameters of a path item are told once, not for each of its operations.
    let mut told = HashSet::default();
    for operation in &definition.operations {
        let Ok(variables) = template::variables(&operation.path) else { continue };
        let names: HashSet<&str> = variables.iter().map(|variable| variable.name).collect();
        // The first of names that differ in case alone.
        let other_case: HashMap<String, &str> =
            variables.iter().rev().map(|variable| (variable.name.to_ascii_lowercase(), variable.name)).collect();
        for used in &operation.parameters {
            let Some(parameter) = definition.parameter(used).filter(|parameter| parameter.is_in("path")) else {
                continue;
            };
            let Some(name) = parameter.name() else { continue };
            if names.contains(name.as_ref()) || !told.insert(used.node.index()) {
                continue;
            }
            let help = match other_case.get(&name.to_ascii_lowercase()) {
                Some(known) => format!("write `{known}` in the same way in the path and in the parameter"),
                None => format!("add `{{{name}}}` to the path, or remove the parameter"),
            };
            cx.report(used.node, format!("the path `{}` has no `{{{name}}}`", shortened(&operation.path))).help(help);
        }
    }
}
