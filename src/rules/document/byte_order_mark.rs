use crate::finding::{At, Safety};
use crate::json::{Document, ErrorKind};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The file begins with a byte order mark.
    ///
    /// Some editors write this invisible character before UTF-8. Readers that do not expect it refuse the file at its
    /// first character.
    ///
    /// ```raw,bad,at=1:1
    /// ␀FEFF{ "swagger": "2.0" }
    /// ```
    /// ```raw,good
    /// { "swagger": "2.0" }
    /// ```
    ByteOrderMark {
        levels: { Warning },
        origin: House,
        codes: ["connector-validate-swagger-isproperjson"],
        evidence: "inferred: 4 certified definitions have one; the repository's tools ask for plain UTF-8",
        since: "0.1.0",
        check: Document(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
    for error in document.errors().iter().filter(|error| error.kind == ErrorKind::ByteOrderMark) {
        cx.report(At::span(document.file(), error.span), "the file begins with a byte order mark")
            .help("save the file as UTF-8 without byte order mark")
            .fix(Safety::Safe, "remove the byte order mark", [Some(Edit::delete(error.span))]);
    }
}
