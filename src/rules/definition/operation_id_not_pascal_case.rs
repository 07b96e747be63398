use crate::connector::definition::Operation;
use crate::connector::definition::revision::split_id;
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
    let stem = split_id(&id).0;
    if !stem.starts_with(|first: char| first.is_ascii_uppercase()) || stem.contains(['_', '-']) {
        cx.report(node, format!("`{id}` is not in PascalCase"))
            .help(format!("for a new operation, write `{}`", pascal_case(&id)));
    }
}

fn pascal_case(id: &str) -> String {
    let stem = split_id(id).0;
    let is_in_capitals = !stem.contains(|letter: char| letter.is_ascii_lowercase());
    let words = stem.split(['_', '-']).map(|word| {
        // Where all is in capitals, they are not those of abbreviations.
        let rest = |letter: char| if is_in_capitals { letter.to_ascii_lowercase() } else { letter };
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters.map(rest)).collect::<String>()
    });
    words.collect::<String>() + &id[stem.len()..]
}
