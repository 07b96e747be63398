use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::connector::definition::Definition;
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// A variable of a path can take the text that another path has in its place.
    ///
    /// A request to `/orders/latest` fits `/orders/{id}`, too. Which of the two it reaches is not certain: it is right
    /// where text goes before variables, as in most services.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get
    /// { "paths": { "/orders/latest": { "get": {
    ///   "operationId": "GetLatestOrder", "summary": "Get the latest order", "description": "Returns the latest order.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/latest": { "post": {
    ///     "operationId": "AddLatestOrder", "summary": "Add the latest order", "description": "Adds an order.",
    ///     "responses": { "200": { "description": "OK" } } } },
    ///   "/orders/latest/lines": { "get": {
    ///     "operationId": "GetLines", "summary": "Get lines", "description": "Returns the lines of the latest order.",
    ///     "responses": { "200": { "description": "OK" } } } },
    ///   "/orders/": { "get": {
    ///     "operationId": "ListOrders", "summary": "List orders", "description": "Returns the orders of the shop.",
    ///     "responses": { "200": { "description": "OK" } } } },
    ///   "/shops/latest": { "get": {
    ///     "operationId": "GetLatestShop", "summary": "Get the latest shop", "description": "Returns the latest shop.",
    ///     "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    PartialDuplicateOperationPath {
        levels: { Warning },
        origin: Validator,
        evidence: "documented; 277 operations of a tenth of the accepted connectors have it",
        since: "0.1.0",
        check: Definition(check),
    }
}

/// Paths of one method and length are told apart by where their variables stand; published connectors have a handful
/// of such patterns. More than these are not compared, so that the cost stays linear.
const MAX_PATTERNS: usize = 16;

/// Which segments are variables: a bit each. Variables behind the last bit count as text.
type Pattern = u64;

struct Path<'d> {
    operation: usize,
    segments: Vec<&'d str>,
}

impl<'d> Path<'d> {
    /// The segments that are compared.
    fn text(&self, is_compared: impl Fn(usize) -> bool) -> Vec<&'d str> {
        let segments = self.segments.iter().enumerate().filter(|(number, _)| is_compared(*number));
        segments.map(|(_, segment)| *segment).collect()
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // No variable can be empty: a path that ends in `/` is matched by others that do.
    let mut groups: BTreeMap<(&str, usize, bool), BTreeMap<Pattern, Vec<Path<'_>>>> = BTreeMap::new();
    for operation in &definition.operations {
        let segments: Vec<&str> = operation.bare_path.split('/').collect();
        let pattern = segments
            .iter()
            .take(Pattern::BITS as usize)
            .enumerate()
            .fold(0, |pattern, (number, segment)| pattern | (Pattern::from(*segment == "{}") << number));
        let group = groups.entry((operation.method, segments.len(), operation.path.ends_with('/'))).or_default();
        if group.len() < MAX_PATTERNS || group.contains_key(&pattern) {
            group.entry(pattern).or_default().push(Path { operation: operation.index, segments });
        }
    }
    let mut matches: BTreeMap<usize, usize> = BTreeMap::new();
    for group in groups.values() {
        for (&wide, paths) in group {
            for (&narrow, others) in group.iter().filter(|(narrow, _)| wide & !**narrow != 0) {
                find_matches(paths, others, wide | narrow, &mut matches);
            }
        }
    }
    for (wide, narrow) in matches {
        let (wide, narrow) = (&definition.operations[wide], &definition.operations[narrow]);
        cx.report(
            wide.node,
            format!("`{} {}` fits requests to `{}`, too", wide.method, wide.path, shortened(&narrow.path)),
        )
        .label(narrow.node, "the other operation")
        .help("make sure that the service tells the two apart, or change one of the paths");
    }
}

/// Notes for each of `paths` the first of `others` with the same text in all segments that are text in both.
fn find_matches(paths: &[Path<'_>], others: &[Path<'_>], ignored: Pattern, matches: &mut BTreeMap<usize, usize>) {
    let is_compared = |number: usize| number >= Pattern::BITS as usize || ignored & (1 << number) == 0;
    let mut index = HashMap::default();
    for other in others {
        index.entry(other.text(is_compared)).or_insert(other.operation);
    }
    for path in paths {
        if let Some(&found) = index.get(&path.text(is_compared)) {
            matches.entry(path.operation).and_modify(|first| *first = found.min(*first)).or_insert(found);
        }
    }
}
