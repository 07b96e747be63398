use crate::connector::definition::Operation;
use crate::rule::Cx;

rule! {
    /// An `operationId` is not in PascalCase.
    ///
    /// The guidelines want each word of an id to begin with a capital, without hyphens and underscores; a revision such as
    /// `_V2` at the end is the exception. An id that is published stays as it is: to rename it breaks existing flows.
    ///
    /// There is no fix: a new id breaks the flows that use the operation, and scripts and policies name it in other files.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/operationId
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "get_order" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "GetOrder_V2" } } } }
    /// ```
    OperationIdNotPascalCase {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented; 22 % of the published operations have another form",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some((node, id)) = operation.id.and_then(|node| Some((node, node.as_str()?))) else { return };
    // Ids with other characters are OperationIdSanitized's.
    if id.is_empty()
        || id.contains(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '-'))
    {
        return;
    }
    let stem = without_revision(&id);
    if !stem.starts_with(|first: char| first.is_ascii_uppercase()) || stem.contains(['_', '-']) {
        cx.report(node, format!("`{id}` is not in PascalCase"))
            .help(format!("for a new operation, write `{}`", pascal_case(&id)));
    }
}

fn without_revision(id: &str) -> &str {
    match id.rsplit_once('_') {
        Some((stem, revision)) if is_revision(revision) => stem,
        _ => id,
    }
}

fn is_revision(text: &str) -> bool {
    text.strip_prefix(['V', 'v']).is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn pascal_case(id: &str) -> String {
    let stem = without_revision(id);
    let words = stem.split(['_', '-']).map(|word| {
        let mut characters = word.chars();
        characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect::<String>()
    });
    words.collect::<String>() + &id[stem.len()..]
}
