use crate::finding::{At, Safety};
use crate::json::{Document, ErrorKind};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// A comma stands behind the last entry of an object or list.
    ///
    /// JSON has no such commas. The platform's reader passes over them, but many other tools, among them those that make
    /// solution packages, refuse the file.
    ///
    /// ```raw,bad,at=1:19
    /// { "swagger": "2.0", }
    /// ```
    /// ```raw,good
    /// { "swagger": "2.0" }
    /// ```
    JsonTrailingComma {
        levels: { Warning },
        origin: House,
        codes: ["connector-validate-swagger-isproperjson", "5000.2.6.2"],
        evidence: "documented: definitions must be valid JSON; but 9 certified definitions rely on a lenient reader",
        since: "0.1.0",
        check: Document(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
    for error in document.errors().iter().filter(|error| error.kind == ErrorKind::TrailingComma) {
        cx.report(At::span(document.file(), error.span), "a comma with nothing behind it")
            .help("remove the comma")
            .fix(Safety::Safe, "remove the comma", [Some(Edit::delete(error.span))]);
    }
}
