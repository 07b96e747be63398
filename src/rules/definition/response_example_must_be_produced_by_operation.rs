use foldhash::HashSet;

use crate::connector::definition::{Definition, Operation};
use crate::finding::Safety;
use crate::json::{Node, remove};
use crate::rule::Cx;

rule! {
    /// A response has an example of a MIME type that the operation does not produce.
    ///
    /// The keys of `examples` are MIME types, and each must be in the `produces` of the operation, or of the definition
    /// where the operation has none. Names of one's own are a frequent mistake.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/200/examples/An order
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "200": { "examples": { "An order": { "id": "A1" } } } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": {
    ///     "get": { "responses": { "200": { "examples": { "Application/JSON": { "id": "A1" } } } } },
    ///     "put": { "produces": [], "responses": { "200": { "description": "OK", "examples": { "text/csv": "A1" } } } }
    /// } } }
    /// ```
    ResponseExampleMustBeProducedByOperation {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error; none of 998 published examples has it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // Several operations may share a response.
    let mut reported = HashSet::default();
    for operation in &definition.operations {
        let produced = produced(definition, operation);
        if produced.is_empty() {
            continue;
        }
        let responses = operation.responses.iter().filter_map(|used| definition.response(used));
        let examples = responses.filter_map(|response| response.node.get("examples")).filter(|node| node.is_object());
        for example in examples.flat_map(Node::children) {
            let name = example.key().unwrap_or_default();
            if !produced.contains(&name.to_ascii_lowercase()) && reported.insert(example.index()) {
                // An empty object would say nothing.
                let whole = example.parent().filter(|examples| examples.children().nth(1).is_none()).unwrap_or(example);
                cx.report(example, format!("`{}` does not produce `{name}`", operation.label()))
                    .help("name the example by a MIME type of `produces`, or remove it")
                    .fix(Safety::Unsafe, "remove the example", [remove(whole)]);
            }
        }
    }
}

fn produced<'a>(definition: &Definition<'a>, operation: &Operation<'a>) -> Vec<String> {
    let list = definition.produced_types(operation);
    list.into_iter().flat_map(Node::children).filter_map(Node::as_str).map(|name| name.to_ascii_lowercase()).collect()
}
