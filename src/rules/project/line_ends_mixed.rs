use crate::connector::{Artifact, Content};
use crate::finding::{At, Safety};
use crate::rule::Cx;
use crate::text::{Edit, Span};

rule! {
    /// A file mixes kinds of line ends.
    ///
    /// Most lines end one way and some another, mostly because text was pasted from another system. Comparisons then
    /// show changes that nobody made.
    ///
    /// ```raw:readme.md,bad,at=1:17
    /// # Contoso Orders␀000d
    ///
    /// Orders of shops.
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders␀000d
    /// ␀000d
    /// Orders of shops.␀000d
    /// ```
    LineEndsMixed {
        levels: { Hint },
        origin: House,
        evidence: "published files end their lines one way, apart from a few",
        since: "0.1.0",
        check: Artifact(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    let Some(text) = artifact.text().map(crate::text::Text::as_str) else { return };
    if is_even(text.as_bytes()) {
        return;
    }
    let ends = line_ends(text);
    let windows = ends.iter().filter(|end| end.len() == 2).count();
    let (usual, length) = if windows * 2 > ends.len() { ("\r\n", 2) } else { ("\n", 1) };
    let is_other = |end: &&Span| end.len() != length || length == 1 && &text[end.range()] == "\r";
    let others: Vec<Span> = ends.iter().filter(is_other).copied().collect();
    let Some(first) = others.first() else { return };
    let (name, other) = if length == 2 { ("CR LF", "LF") } else { ("LF", "CR LF") };
    let finding = cx.report(
        At::span(artifact.id, *first),
        format!("{} of {} lines end with {other}, not {name}", others.len(), ends.len()),
    );
    finding.help(format!("end all lines with {name}"));
    // A line end in a script may be part of a text.
    let safety = if matches!(artifact.content, Content::Json(_)) { Safety::Safe } else { Safety::Unsafe };
    finding.fix(
        safety,
        format!("end all lines with {name}"),
        others.iter().map(|end| Some(Edit::replace(*end, usual))),
    );
}

/// Whether all lines end alike, as those of nearly all files do: told without noting where they end.
fn is_even(bytes: &[u8]) -> bool {
    /// So many pairs of bytes are compared without asking in between, which the compiler does many at a time.
    const STEP: usize = 4096;
    let [first, behind @ ..] = bytes else { return true };
    if memchr::memchr(b'\r', bytes).is_none() {
        return true;
    }
    let is_pair = |(left, right): (&u8, &u8)| (*left == b'\r') == (*right == b'\n');
    let mut steps = bytes.chunks(STEP).zip(behind.chunks(STEP));
    *first != b'\n'
        && bytes.last() != Some(&b'\r')
        && steps.all(|(left, right)| left.iter().zip(right).fold(true, |even, pair| even & is_pair(pair)))
}

/// The span of each line end: LF, CR LF or a lone CR.
fn line_ends(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter_map(|at| match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => Some(Span::new(at, at + 2)),
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => None,
            _ => Some(Span::new(at, at + 1)),
        })
        .collect()
}
