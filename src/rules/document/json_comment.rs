use crate::finding::{At, Safety};
use crate::json::{Document, ErrorKind};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The file holds a comment.
    ///
    /// JSON has no comments. The platform's reader passes over them, but many other tools refuse the file, and what the
    /// platform stores and hands back has lost them.
    ///
    /// ```raw,bad,at=1:20
    /// { "swagger": "2.0" /* the version */ }
    /// ```
    /// ```raw,good
    /// { "swagger": "2.0", "info": { "description": "See https://contoso.com /* no comment */" } }
    /// ```
    JsonComment {
        levels: { Warning },
        origin: House,
        codes: ["connector-validate-swagger-isproperjson", "5000.2.6.2"],
        evidence: "documented: definitions must be valid JSON; the platform's reader is known to be lenient",
        since: "0.1.0",
        check: Document(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
    for error in document.errors().iter().filter(|error| error.kind == ErrorKind::Comment) {
        cx.report(At::span(document.file(), error.span), "JSON has no comments")
            .help("remove the comment; what matters to readers belongs into a description or the readme")
            .fix(Safety::Safe, "remove the comment", [Some(Edit::delete(error.span))]);
    }
}
