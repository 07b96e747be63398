//! A comment for a review: a table for each connector, for pasting into a pull request.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Counts, Location, Rendered, Style, Summary, counted, counts_in_words};
use crate::finding::Finding;
use crate::project::Project;
use crate::text::printable;

/// So many findings of one rule in one file get a row; the others are counted.
const SHOWN_BEFORE_FOLDING: usize = 5;

pub(super) fn table(project: &Project, findings: &[Finding], counts: Counts, style: Style) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n### {} ({})\n\n{}\n\n| Level | Rule | Place | What is wrong |\n|---|---|---|---|\n",
        cell(&project.title()),
        cell(&project.path),
        counts_in_words(counts)
    );
    let mut rows: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for finding in findings {
        let location = Location::of(project, finding.place);
        let start = location.start();
        let row = rows.entry((finding.rule.id, location.path.clone())).or_default();
        *row += 1;
        if style.unfolded || *row <= SHOWN_BEFORE_FOLDING {
            let name = location.path.rsplit('/').next().unwrap_or_default();
            let help = finding.help.as_ref().map_or_else(String::new, |help| format!("<br>{}", cell(help)));
            text.push_str(&format!(
                "| {} | {} | {}:{} | {}{help} |\n",
                finding.level.name(),
                finding.rule.id,
                cell(name),
                start.line,
                cell(&finding.message)
            ));
        }
    }
    for ((rule, path), count) in rows.iter().filter(|(_, count)| !style.unfolded && **count > SHOWN_BEFORE_FOLDING) {
        let name = path.rsplit('/').next().unwrap_or_default();
        let more = count - SHOWN_BEFORE_FOLDING;
        text.push_str(&format!("| | {rule} | {} | and {more} more (`--no-fold` shows all) |\n", cell(name)));
    }
    text
}

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered], summary: Summary) -> io::Result<()> {
    let connectors = counted(summary.connectors, "connector");
    if summary.counts == Counts::default() {
        return writeln!(out, "**connkit**: nothing to report about {connectors}.");
    }
    writeln!(out, "**connkit** found {} in {connectors}.", counts_in_words(summary.counts))?;
    for connector in rendered {
        out.write_all(connector.findings.as_bytes())?;
    }
    Ok(())
}

/// Text in a cell of a table: on one line, without cell ends, and without HTML outside of code.
fn cell(text: &str) -> String {
    let text = text.split(['\n', '\r']).map(printable).collect::<Vec<_>>().join(" ");
    let has_code = text.matches('`').count().is_multiple_of(2);
    let mut in_code = false;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '`' if has_code => {
                in_code = !in_code;
                out.push('`');
            }
            '`' => out.push_str("\\`"),
            '|' => out.push_str("\\|"),
            '<' if !in_code => out.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '\\' if !in_code => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_stays_a_cell() {
        assert_eq!(cell("`a|b<c` is <b>\nnot"), "`a\\|b<c` is &lt;b> not");
        assert_eq!(cell("one ` tick, *stars*"), "one \\` tick, \\*stars\\*");
        assert_eq!(cell("`a\u{1b}[31m`"), "`a\\u{1b}[31m`");
    }
}
