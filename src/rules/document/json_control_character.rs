use crate::finding::{At, Safety};
use crate::json::{Document, ErrorKind, quote};
use crate::rule::Cx;
use crate::text::{Edit, Span};

rule! {
    /// A text holds a line end, tab or other control character as it is.
    ///
    /// In JSON these are written as `\n`, `\t` or `\u001f`. The platform's reader takes them as they are, but many other
    /// tools refuse the file.
    ///
    /// ```raw,bad,at=1:32
    /// { "info": { "description": "One␀0Atwo␀09three \" four" } }
    /// ```
    /// ```raw,good
    /// { "info": { "description": "One\ntwo\tthree" } }
    /// ```
    JsonControlCharacter {
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
    for error in document.errors().iter().filter(|error| error.kind == ErrorKind::ControlCharacter) {
        let shown = document.text().slice(error.span).chars().next().map_or(0, u32::from);
        let finding = cx.report(
            At::span(document.file(), error.span),
            format!("a text holds the control character U+{shown:04X} as it is"),
        );
        finding.help("write `\\n` for a line end, `\\t` for a tab, `\\uXXXX` for others");
        // In a damaged file the end of the string is not sure.
        if !document.is_damaged() {
            finding.fix(
                Safety::Safe,
                "escape the control characters of this text",
                escapes(document, error.span.start),
            );
        }
    }
}

/// Edits that escape each control character from `start` to the end of its string.
fn escapes(document: &Document, start: u32) -> impl Iterator<Item = Option<Edit>> {
    let bytes = document.text().as_str().as_bytes();
    let mut at = start as usize;
    std::iter::from_fn(move || {
        loop {
            let byte = *bytes.get(at)?;
            at += 1;
            match byte {
                b'"' => return None,
                b'\\' => at += 1,
                control if control < b' ' => {
                    let quoted = quote(&char::from(control).to_string());
                    return Some(Some(Edit::replace(Span::new(at - 1, at), quoted.trim_matches('"'))));
                }
                _ => {}
            }
        }
    })
}
