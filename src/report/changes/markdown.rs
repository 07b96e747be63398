//! Changes as Markdown, for a pull request or release notes: what users of the connector want to know, no places.

use std::io::{self, Write};

use super::{Comparison, Counts, Group, clean, others, update_line};
use crate::version::{Change, Severity};

/// So many changes of one weight are listed under an operation; the others are counted.
const LISTED: usize = 10;

pub(super) fn write(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let versions = match (&comparison.numbers.old, &comparison.numbers.new) {
        (Some(old), Some(new)) if old != new => format!(" from {} to {}", escaped(old), escaped(new)),
        _ => String::new(),
    };
    writeln!(out, "## Changes{versions}\n")?;
    let counts = Counts::of(&comparison.review.changes).told();
    writeln!(out, "{}{}; {}.", counts[..1].to_uppercase(), &counts[1..], update_line(&comparison.review.update))?;
    for group in Group::all(&comparison.review.changes) {
        match group.operation {
            Some((summary, operation)) => writeln!(out, "\n### {} (`{}`)\n", escaped(summary), code(operation))?,
            None => writeln!(out, "\n### The connector\n")?,
        }
        for severity in [Severity::Breaking, Severity::Risky, Severity::Safe] {
            let changes: Vec<&Change> =
                group.changes.iter().copied().filter(|change| change.severity == severity).collect();
            for change in changes.iter().take(LISTED) {
                write_change(out, change)?;
            }
            if let Some(more) = changes.len().checked_sub(LISTED).filter(|more| *more > 0) {
                writeln!(out, "- ... and {more} more {} changes", severity.name())?;
            }
        }
    }
    Ok(())
}

fn write_change(out: &mut impl Write, change: &Change) -> io::Result<()> {
    let severity = match change.severity {
        Severity::Breaking if change.allowed.is_some() => "**Breaking, allowed:** ",
        Severity::Breaking => "**Breaking:** ",
        _ if change.is_locked() && change.allowed.is_none() => "**Locked:** ",
        Severity::Risky => "*Risky:* ",
        Severity::Safe => "",
    };
    write!(out, "- {severity}{}", outside_code(&clean(&change.message)))?;
    if let Some(meaning) = change.meaning() {
        write!(out, "; {}", outside_code(&clean(&meaning)))?;
    }
    if let Some(reason) = &change.allowed {
        write!(out, "; allowed because: {}", escaped(reason))?;
    }
    let also = others(change);
    if also.is_empty() { writeln!(out) } else { writeln!(out, " (also in {})", escaped(&also)) }
}

/// A text without anything that Markdown or HTML would read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in clean(text).chars() {
        if "\\`*_{}[]<>#|~&".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A name that stands between backticks.
fn code(name: &str) -> String {
    clean(name).replace('`', "'")
}

/// Escapes what stands outside of backticks.
fn outside_code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts: Vec<String> =
        parts.map(|(index, part)| if index % 2 == 0 { escaped(part) } else { part.to_owned() }).collect();
    parts.join("`")
}
