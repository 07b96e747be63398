//! Three-way merge of texts line by line; what clashes is told, never written into the text as markers.

use similar::{MergeResolution, TextMerge};

use crate::json::Side;

/// Lines that both sides changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The one-based number of the first line in question in ours.
    pub line: u32,
    pub ours: String,
    pub theirs: String,
}

/// Carries the difference from `base` to `theirs` over into `ours`, whose line ends stay. `settle` decides clashes.
pub fn merge(base: &str, ours: &str, theirs: &str, settle: &mut dyn FnMut(Clash) -> Side) -> String {
    let ends_with_newline = ours.is_empty() || ours.ends_with('\n');
    let (base, theirs) = (like(base, ours), like(theirs, ours));
    let full = if ends_with_newline { ours.to_owned() } else { format!("{ours}{}", line_end(ours)) };
    let merge = TextMerge::from_lines(base.as_str(), full.as_str(), theirs.as_str());
    let mut merged = String::with_capacity(full.len());
    for region in merge.regions() {
        let ours: String = region.ours_range().filter_map(|line| merge.ours_line(line)).collect();
        let theirs = || region.theirs_range().filter_map(|line| merge.theirs_line(line)).collect::<String>();
        let takes_theirs = match region.resolution() {
            MergeResolution::Theirs => true,
            MergeResolution::Conflict => {
                let base: String = region.base_range().filter_map(|line| merge.base_line(line)).collect();
                if let Some(both) = beside(&base, &ours, &theirs()).or_else(|| beside(&base, &theirs(), &ours)) {
                    merged.push_str(&both);
                    continue;
                }
                let line = region.ours_range().start as u32 + 1;
                settle(Clash { line, ours: ours.clone(), theirs: theirs() }) == Side::Theirs
            }
            _ => false,
        };
        merged.push_str(&if takes_theirs { theirs() } else { ours });
    }
    if !ends_with_newline {
        merged.truncate(merged.trim_end_matches(['\r', '\n']).len());
    }
    merged
}

/// Both changes, where one side only added lines before or behind lines that the other one changed.
fn beside(base: &str, changed: &str, added: &str) -> Option<String> {
    if base.is_empty() || changed.is_empty() {
        return None;
    }
    match (added.strip_suffix(base), added.strip_prefix(base)) {
        (Some(before), _) if before.ends_with('\n') => Some(format!("{before}{changed}")),
        (_, Some(behind)) => Some(format!("{changed}{behind}")),
        _ => None,
    }
}

/// The end of most lines.
pub fn line_end(text: &str) -> &'static str {
    let all = text.matches('\n').count();
    if all > 0 && text.matches("\r\n").count() * 2 > all { "\r\n" } else { "\n" }
}

/// A text with LF, with the line ends of another one.
pub fn like(text: &str, other: &str) -> String {
    match line_end(other) {
        "\n" => text.to_owned(),
        end => text.replace('\n', end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "one\ntwo\nthree\nfour\nfive\n";

    fn merged(ours: &str, theirs: &str, side: Side) -> (String, Vec<Clash>) {
        let mut clashes = Vec::new();
        let text = merge(BASE, ours, theirs, &mut |clash| {
            clashes.push(clash);
            side
        });
        (text, clashes)
    }

    #[test]
    fn both_changes_are_there() {
        let (text, clashes) =
            merged("ONE\ntwo\nthree\nfour\nfive\nmine\n", "one\ntwo\nthree\nFOUR\nfive\n", Side::Ours);
        assert_eq!((text.as_str(), clashes), ("ONE\ntwo\nthree\nFOUR\nfive\nmine\n", Vec::new()));
    }

    #[test]
    fn line_ends_stay_ours() {
        let ours = "one\r\ntwo\r\nMINE\r\nfour\r\nfive";
        let (text, clashes) = merged(ours, "ONE\ntwo\nthree\nfour\nfive\n", Side::Ours);
        assert_eq!((text.as_str(), clashes), ("ONE\r\ntwo\r\nMINE\r\nfour\r\nfive", Vec::new()));
        assert_eq!(merged(ours, BASE, Side::Theirs).0, ours);
    }

    #[test]
    fn clashes_have_lines_and_no_markers() {
        let (ours, theirs) = ("one\ntwo\nMINE\nfour\nfive\n", "one\ntwo\nTHEIRS\nfour\nfive\n");
        let clash = Clash { line: 3, ours: "MINE\n".to_owned(), theirs: "THEIRS\n".to_owned() };
        assert_eq!(merged(ours, theirs, Side::Ours), (ours.to_owned(), vec![clash.clone()]));
        assert_eq!(merged(ours, theirs, Side::Theirs), (theirs.to_owned(), vec![clash]));
    }

    #[test]
    fn an_addition_beside_a_change_is_no_clash() {
        for (ours, theirs) in [
            ("one\ntwo\nMINE\nfour\nfive\n", "one\ntwo\nnew\nthree\nfour\nfive\n"),
            ("one\ntwo\nnew\nthree\nfour\nfive\n", "one\ntwo\nMINE\nfour\nfive\n"),
        ] {
            assert_eq!(
                merged(ours, theirs, Side::Theirs),
                ("one\ntwo\nnew\nMINE\nfour\nfive\n".to_owned(), Vec::new())
            );
        }
        let (ours, theirs) = ("one\ntwo\nMINE\nfour\nfive\n", "one\ntwo\nthree\nnew\nfour\nfive\n");
        assert_eq!(merged(ours, theirs, Side::Ours).0, "one\ntwo\nMINE\nnew\nfour\nfive\n");
        // Where nothing is left to stand beside, somebody has to look.
        assert_eq!(merged("one\ntwo\nfour\nfive\n", theirs, Side::Ours).1.len(), 1);
    }

    #[test]
    fn what_was_removed_stays_away() {
        assert_eq!(merged("one\nfive\n", "one\ntwo\nthree\nfour\nfive\nsix\n", Side::Ours).0, "one\nfive\nsix\n");
        assert_eq!(merged("", BASE, Side::Ours).0, "");
    }
}
