use foldhash::HashMap;

use crate::connector::definition::Schema;
use crate::connector::definition::filter::filter_functions;
use crate::finding::{At, Safety};
use crate::json::{self, Node};
use crate::rule::Cx;

rule! {
    /// `filterFunctions` names a function twice.
    ///
    /// Each function needs to be named once; a second mention is usually a slip for another function.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/x-ms-capabilities/filterFunctions
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq", "ne", "eq"] } } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq", "ne"] } } } } } }
    /// ```
    FilterFunctionsPropertyHasDuplicates {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has filterFunctions",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Safe],
        keywords: [FilterFunctions, Capabilities],
    }
}

fn check(cx: &mut Cx<'_, '_>, schema: &Schema<'_>) {
    for functions in filter_functions(schema).filter(|functions| functions.is_array()) {
        let mut first: HashMap<_, Node<'_>> = HashMap::default();
        let mut double = Vec::new();
        for function in functions.children() {
            let Some(name) = function.as_str() else { continue };
            if let Some(&earlier) = first.get(&name) {
                double.push((earlier, function));
            } else {
                first.insert(name, function);
            }
        }
        let Some(&(earlier, again)) = double.first() else { continue };
        let name = again.as_str().unwrap_or_default();
        let finding = cx.report(At::key(functions), format!("`{name}` is named twice"));
        finding.label(again, "named again").label(earlier, "named first").help("name each function once");
        // Several removals would share commas.
        if double.len() == 1 {
            finding.fix(Safety::Safe, "remove the second one", [json::remove(again)]);
        }
    }
}
