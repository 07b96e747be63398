use crate::connector::definition::Definition;
use crate::connector::media_type::{SUPPORTED, is_json_like, is_supported, is_well_formed};
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// `consumes` or `produces` lists a MIME type that the platform does not support.
    ///
    /// Flows and apps read and write JSON, plain text and the two kinds of forms; everything else is passed on as
    /// binary or not at all. JSON under other names, such as `text/json`, is understood, and parameters such as
    /// `charset` do not count.
    ///
    /// ```json,bad,at=/consumes/1,at=/paths/~1orders~1{id}/get/produces/0
    /// { "consumes": ["application/json", "application/xml"],
    ///   "paths": { "/orders/{id}": { "get": { "produces": ["application/pdf"] } } } }
    /// ```
    /// ```json,good
    /// { "consumes": ["application/json; charset=utf-8", "text/json", "application/*+json", "multipart/form-data"],
    ///   "produces": ["Application/JSON", "text/plain", "application/problem+json"] }
    /// ```
    MimeTypeNotSupported {
        levels: { Warning },
        origin: Validator,
        evidence: "observed as a warning in public validation logs, for `produces` and `consumes`",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for entry in definition.media_type_lists().flat_map(Node::children) {
        let Some(text) = entry.as_str() else { continue };
        if is_well_formed(&text) && !is_supported(&text) && !is_json_like(&text) {
            cx.report(entry, format!("the platform does not support the MIME type `{text}`"))
                .help(format!("use one of `{}` where the service allows it", SUPPORTED.join("`, `")));
        }
    }
}
