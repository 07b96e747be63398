use crate::connector::Artifact;
use crate::finding::At;
use crate::rule::Cx;
use crate::text::Span;

rule! {
    /// A text file is not in UTF-8.
    ///
    /// JSON is always UTF-8, and so are the other texts of a connector. In another encoding letters with accents and
    /// typographic signs come out as something else, or the file cannot be read at all. What connkit says of the rest of
    /// the file is based on a reading with gaps.
    ///
    /// ```bytes:readme.md,bad,at=2:2
    /// 23 20 41 0A 4D FC 6C 6C 65 72
    /// ```
    /// ```bytes:readme.md,good
    /// 23 20 41 0A 4D C3 BC 6C 6C 65 72
    /// ```
    NotUtf8 {
        levels: { Warning },
        origin: House,
        codes: ["connector-validate-swagger-isproperjson"],
        evidence: "documented: the repository's tools post files as UTF-8; 2 accepted independent definitions are not",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    let Some(offset) = artifact.invalid_utf8 else { return };
    let end = offset + char::REPLACEMENT_CHARACTER.len_utf8() as u32;
    // A text in UTF-16 is full of zero bytes.
    let is_utf16 = artifact.text().is_some_and(|text| text.as_str().contains('\0'));
    let message = if is_utf16 { "the file is in UTF-16, it seems" } else { "from here on the file is not UTF-8" };
    cx.report(At::span(artifact.id, Span { start: offset, end }), message)
        .help("save the file as UTF-8 without byte order mark, and look through its accented letters and signs");
}
