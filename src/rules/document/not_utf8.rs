use crate::connector::Artifact;
use crate::finding::{At, Safety, WholeFile};
use crate::rule::Cx;
use crate::text::{Span, of_utf16};

rule! {
    /// A text file is not in UTF-8.
    ///
    /// JSON is always UTF-8, and so are the other texts of a connector. In another encoding letters with accents and
    /// typographic signs come out as something else, or the file cannot be read at all. What connkit says of the rest of
    /// the file is based on a reading with gaps; a file in UTF-16 that begins with a byte order mark is read as it is meant.
    ///
    /// ```bytes:readme.md,bad,at=2:2
    /// 23 20 41 0A 4D FC 6C 6C 65 72
    /// ```
    /// ```bytes:readme.md,bad,at=1:1
    /// FF FE 23 00 20 00 4D 00 FC 00 6C 00 6C 00 65 00 72 00
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
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    let Some(offset) = artifact.invalid_utf8 else { return };
    if artifact.bytes().and_then(of_utf16).is_some() {
        cx.report(At::span(artifact.id, Span::at(0)), "the file is in UTF-16")
            .help("save the file as UTF-8 without byte order mark")
            .fix_whole(Safety::Safe, "write it in UTF-8", WholeFile::Recode);
        return;
    }
    let end = offset + char::REPLACEMENT_CHARACTER.len_utf8() as u32;
    // A text in UTF-16 is full of zero bytes; without a mark in front nobody knows.
    let is_utf16 = artifact.text().is_some_and(|text| text.as_str().contains('\0'));
    let message = if is_utf16 { "the file is in UTF-16, it seems" } else { "from here on the file is not UTF-8" };
    cx.report(At::span(artifact.id, Span { start: offset, end }), message)
        .help("save the file as UTF-8 without byte order mark, and look through its accented letters and signs");
}
