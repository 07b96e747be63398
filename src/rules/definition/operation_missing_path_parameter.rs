use foldhash::{HashMap, HashSet};

use crate::connector::definition::{Operation, Parameter, template};
use crate::connector::scaffold;
use crate::finding::Safety;
use crate::json::{Insertion, Slot, insert_member, splice};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// A variable of the path has no parameter.
    ///
    /// Each `{variable}` of a path needs a parameter of exactly this name with `"in": "path"`, of the operation or of
    /// its path. Otherwise the platform has nothing to put there.
    ///
    /// ```json,bad,at=/paths/~1shops~1{shop}~1{Item}/get,at=/paths/~1shops~1{shop}~1{Item}/get
    /// { "paths": { "/shops/{shop}/{Item}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get a shop", "description": "Returns a shop.",
    ///   "parameters": [{ "name": "item", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "parameters": { "Shop": { "name": "shop", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" } },
    ///   "paths": { "/shops/{shop}/{item}": {
    ///   "parameters": [{ "name": "item", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "get": {
    ///   "operationId": "GetShop", "summary": "Get a shop", "description": "Returns a shop.",
    ///   "parameters": [{ "$ref": "#/parameters/Shop" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationMissingPathParameter {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 16,251 published operations lacks one of its 7,840 path parameters",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(definition) = cx.definition().filter(|definition| definition.is_complete()) else { return };
    // A reference that leads nowhere may stand for the parameter.
    if operation.parameters.iter().any(|used| used.parameter.is_none()) {
        return;
    }
    // What stands behind `?` or `#` does not belong there in the first place.
    let path = operation.path.split(['?', '#']).next().unwrap_or_default();
    let Ok(variables) = template::variables(path) else { return };
    let names: HashSet<_> = definition
        .parameters_of(operation)
        .filter(|parameter| parameter.is_in("path"))
        .filter_map(Parameter::name)
        .collect();
    // The set has no order.
    let mut sorted: Vec<_> = names.iter().collect();
    sorted.sort_unstable();
    let other_case: HashMap<String, _> =
        sorted.into_iter().rev().map(|known| (known.to_ascii_lowercase(), known)).collect();
    let other_case = |name: &str| other_case.get(&name.to_ascii_lowercase());
    let mut told = HashSet::default();
    let missing = variables.iter().map(|variable| variable.name);
    let missing: Vec<&str> = missing.filter(|name| !names.contains(*name) && told.insert(*name)).collect();
    // They go to one place: one fix adds them all, in order.
    let unheard: Vec<&str> = missing.iter().copied().filter(|name| other_case(name).is_none()).collect();
    for name in missing {
        let what = format!("`{}` has no path parameter `{name}`", operation.label());
        let finding = cx.report(operation.node, what);
        if let Some(known) = other_case(name) {
            finding.help(format!("write `{known}` in the same way in the path and in the parameter"));
            continue;
        }
        finding.help(format!("add a parameter with the name `{name}` and `\"in\": \"path\"`"));
        if unheard.first() == Some(&name) {
            let title = match unheard.len() {
                1 => "add a placeholder for the parameter".to_owned(),
                count => format!("add placeholders for {count} parameters"),
            };
            finding.fix(Safety::Unsafe, title, scaffold(operation, &unheard));
        }
    }
}

fn scaffold(operation: &Operation<'_>, names: &[&str]) -> Vec<Option<Edit>> {
    let parameters = names.iter().map(|name| scaffold::path_parameter(name));
    let Some(list) = operation.get("parameters") else {
        let parameters = parameters.collect::<Vec<_>>().join(", ");
        return vec![insert_member(operation.node, "parameters", &format!("[{parameters}]"))];
    };
    let insertions: Vec<_> = parameters.map(|value| Insertion { slot: Slot::End, key: None, value }).collect();
    let edits = splice(list, &[], &insertions);
    // Where the list is damaged nothing can be added.
    if edits.is_empty() { vec![None] } else { edits.into_iter().map(Some).collect() }
}
