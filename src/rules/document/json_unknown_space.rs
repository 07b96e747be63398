use crate::finding::{At, Safety};
use crate::json::{Document, ErrorKind};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// Between the values stands a space that JSON does not know.
    ///
    /// JSON knows blanks, tabs and line ends. Others, such as the no-break space or the em space, come with text that was
    /// copied from a web page or a document; they look alike, and many tools refuse the file.
    ///
    /// ```raw,bad,at=1:2,at=1:13
    /// {␀2003"swagger":␀00A0"2.0" }
    /// ```
    /// ```raw,good
    /// { "info": { "title": "Contoso␀00A0Orders" } }
    /// ```
    JsonUnknownSpace {
        levels: { Warning },
        origin: House,
        codes: ["connector-validate-swagger-isproperjson", "5000.2.6.2"],
        evidence: "documented: definitions must be valid JSON; but certified definitions with em spaces were accepted",
        since: "0.1.0",
        check: Document(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
    for error in document.errors().iter().filter(|error| error.kind == ErrorKind::UnicodeSpace) {
        let text = document.text().slice(error.span);
        let code = text.chars().next().map_or(0, u32::from);
        // Between values blanks have no meaning, so that one for each keeps the indentation.
        let blanks = " ".repeat(text.chars().count());
        cx.report(At::span(document.file(), error.span), format!("U+{code:04X} is no space that JSON knows"))
            .help("use blanks")
            .fix(Safety::Safe, "replace it by blanks", [Some(Edit::replace(error.span, blanks))]);
    }
}
