use crate::connector::definition::Operation;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An `operationId` holds characters that the platform takes out.
    ///
    /// The id becomes a name in flows and formulas, where only letters, digits and underscores are safe. Underscores
    /// and hyphens are accepted: the documented suffix `_V2` and published samples use them.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/operationId
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "orders.get/one" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "get-Order_V2" } } } }
    /// ```
    OperationIdSanitized {
        levels: { Warning },
        origin: Validator,
        evidence: "documented as advice; 24 operations of 2 accepted connectors, hyphens and underscores in 178 more",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(id) = operation.id else { return };
    let Some(text) = id.as_str().filter(|text| !text.trim().is_empty()) else { return };
    let is_kept = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    let Some((at, character)) = text.char_indices().find(|(_, character)| !is_kept(*character)) else { return };
    let sanitised: String = text.chars().filter(|character| is_kept(*character)).collect();
    cx.report(
        At::within(id, at..at + character.len_utf8()),
        format!("the id `{text}` holds `{character}`: the platform takes it as `{sanitised}`"),
    )
    .help("use letters and digits; but flows break when the id of a published operation changes");
}
