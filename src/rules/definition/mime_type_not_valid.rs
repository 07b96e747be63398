use crate::connector::definition::Definition;
use crate::connector::media_type::is_well_formed;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// An entry of `consumes` or `produces` is no MIME type.
    ///
    /// A MIME type is written `type/subtype`, with parameters behind semicolons. The platform sends it as a header.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/produces/1
    /// { "paths": { "/orders/{id}": { "get": { "produces": ["application/json", "json"] } } } }
    /// ```
    /// ```json,good
    /// { "consumes": ["application/vnd.contoso.v1+json; charset=utf-8"], "produces": ["*/*"] }
    /// ```
    MimeTypeNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has such an entry",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for entry in definition.media_type_lists().flat_map(Node::children) {
        if let Some(text) = entry.as_str().filter(|text| !is_well_formed(text)) {
            cx.report(entry, format!("`{text}` is no MIME type"))
                .help("write `type/subtype`, such as `application/json`");
        }
    }
}
