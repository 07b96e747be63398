use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use crate::connector::definition::Operation;
use crate::finding::Safety;
use crate::json::{Node, splice};
use crate::rule::Cx;

rule! {
    /// A parameter is listed twice in an operation, word by word.
    ///
    /// The platform refuses a list of parameters that holds equal entries.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters
    /// { "parameters": { "Order": { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" } },
    ///   "paths": { "/orders/{id}": { "get": { "parameters": [{ "$ref": "#/parameters/Order" }, { "$ref": "#/parameters/Order" }] } } } }
    /// ```
    /// ```json,good
    /// { "parameters": { "Order": { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" } },
    ///   "paths": { "/orders/{id}": { "get": { "parameters": [
    ///     { "$ref": "#/parameters/Order" }, { "name": "a", "in": "query", "type": "string" }, { "name": "b", "in": "query", "type": "string" }] } } } }
    /// ```
    OperationParametersAreNotUnique {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(list) = operation.get("parameters").filter(|list| list.is_array()) else { return };
    // Nearly always the names tell them apart already.
    let mut names = HashSet::default();
    if list.children().all(|entry| names.insert(entry.get("$ref").or_else(|| entry.get("name")).map(Node::raw))) {
        return;
    }
    let mut seen = HashMap::default();
    let mut repeated = Vec::new();
    for entry in list.children().filter(|entry| entry.is_object()) {
        match seen.entry(entry.canonical()) {
            Entry::Vacant(vacant) => drop(vacant.insert(entry)),
            Entry::Occupied(first) => repeated.push((*first.get(), entry)),
        }
    }
    let Some(&(first, second)) = repeated.first() else { return };
    let removed: Vec<Node<'_>> = repeated.iter().map(|(_, entry)| *entry).collect();
    let title = if removed.len() == 1 { "remove the second one" } else { "remove all that is repeated" };
    cx.report(list, format!("`{}` lists a parameter twice", operation.label()))
        .label(first, "first here")
        .label(second, "and again here")
        .help("remove one of the two")
        .fix(Safety::Safe, title, splice(list, &removed, &[]).into_iter().map(Some));
}
