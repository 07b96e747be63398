use crate::connector::definition::{Keyword, Typed};
use crate::finding::{Level, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// The values of a list are joined in a way that the platform does not know.
    ///
    /// The platform sends a list as one text with commas. Of the other ways that Swagger 2.0 has, a refusal of `multi` was
    /// seen; no published connector uses any of them.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1/collectionFormat
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string" },
    ///   { "name": "lines", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "multi" }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string" },
    ///   { "name": "lines", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "csv" }
    /// ] } } } }
    /// ```
    CollectionFormatValueNotSupported {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error in a public log (`multi`); all 31 published uses are `csv`",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Unsafe],
        keywords: [CollectionFormat],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(format) = typed.get(Keyword::CollectionFormat) else { return };
    let Some(text) = format.as_str() else { return };
    let is_multi = text.eq_ignore_ascii_case("multi");
    if is_multi || ["ssv", "tsv", "pipes"].iter().any(|other| text.eq_ignore_ascii_case(other)) {
        let finding = cx.report(format, format!("the collection format `{text}` is not supported"));
        finding.help("use `csv` where the service takes it, or a parameter of type `string`").fix(
            Safety::Unsafe,
            "write `csv`",
            [Some(json::replace_value(format, "\"csv\""))],
        );
        if !is_multi {
            finding.at_most(Level::Warning);
        }
    }
}
