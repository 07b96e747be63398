//! Changes for people at a terminal: by operation, the gravest first.

use std::io::{self, Write};

use foldhash::HashMap;

use super::{Comparison, Counts, Group, clean, others, place, update_line, version_line};
use crate::colours::{BOLD, DIM, GREEN, RED, RESET, YELLOW};
use crate::version::{Change, Class, Severity, Spot};

/// So many safe or risky changes of one class are shown for an operation; the others are counted.
const SHOWN_BEFORE_FOLDING: usize = 3;

/// So many reasons for a major update are shown.
const SHOWN_REASONS: usize = 3;

pub(super) fn write(out: &mut impl Write, comparison: &Comparison, unfolded: bool) -> io::Result<()> {
    for group in Group::all(&comparison.review.changes) {
        match group.operation {
            Some((summary, operation)) if summary == operation => writeln!(out, "{BOLD}{}{RESET}", clean(summary))?,
            Some((summary, operation)) => writeln!(out, "{BOLD}{}{RESET} ({})", clean(summary), clean(operation))?,
            None => writeln!(out, "{BOLD}The connector{RESET}")?,
        }
        write_group(out, comparison, &group, unfolded)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", Counts::of(&comparison.review.changes).told())?;
    writeln!(out, "{}", update_line(&comparison.review.update))?;
    write_reasons(out, comparison)?;
    if let Some(line) = version_line(&comparison.numbers) {
        writeln!(out, "{}", clean(&line))?;
    }
    Ok(())
}

fn write_group(out: &mut impl Write, comparison: &Comparison, group: &Group<'_>, unfolded: bool) -> io::Result<()> {
    let mut shown: HashMap<Class, usize> = HashMap::default();
    let mut folded: Vec<(Class, usize)> = Vec::new();
    for change in &group.changes {
        let count = shown.entry(change.class).or_default();
        *count += 1;
        if unfolded || change.is_breaking() || *count <= SHOWN_BEFORE_FOLDING {
            write_change(out, comparison, change)?;
        } else if let Some((_, more)) = folded.iter_mut().find(|(class, _)| *class == change.class) {
            *more += 1;
        } else {
            folded.push((change.class, 1));
        }
    }
    for (class, more) in folded {
        writeln!(out, "  {DIM}... and {more} more {class} (--no-fold shows all){RESET}")?;
    }
    Ok(())
}

fn write_change(out: &mut impl Write, comparison: &Comparison, change: &Change) -> io::Result<()> {
    let (colour, weight) = match change.severity {
        _ if change.allowed.is_some() => (GREEN, "allowed"),
        Severity::Breaking => (RED, change.severity.name()),
        _ if change.is_locked() => (RED, "locked"),
        Severity::Risky => (YELLOW, change.severity.name()),
        Severity::Safe => (GREEN, change.severity.name()),
    };
    writeln!(out, "  {colour}{weight:<8}{RESET}  {} {DIM}[{}]{RESET}", clean(&change.message), change.class)?;
    if let Some(reason) = &change.allowed {
        writeln!(out, "            {}; connkit.json allows it: {}", change.severity.name(), clean(reason))?;
    }
    if let Some(meaning) = change.meaning() {
        writeln!(out, "            {}", clean(&meaning))?;
    }
    let also = others(change);
    if !also.is_empty() {
        writeln!(out, "            also in {}", clean(&also))?;
    }
    write_sides(out, comparison, change)?;
    if let Some(remedy) = change.remedy().filter(|_| change.allowed.is_none()) {
        writeln!(out, "            help: {remedy}")?;
    }
    Ok(())
}

/// The places on both sides; where something is missing, only when there is nothing else to point at.
fn write_sides(out: &mut impl Write, comparison: &Comparison, change: &Change) -> io::Result<()> {
    let (was, is) = change.values.as_ref().map_or(("", ""), |(was, is)| (was.as_str(), is.as_str()));
    let sides = [('-', RED, &comparison.old, &change.old, was), ('+', GREEN, &comparison.new, &change.new, is)];
    for (sign, colour, version, spot, value) in sides {
        let Some(spot) = spot.as_ref().filter(|spot| spot.exists) else { continue };
        let place = clean(&place(version, spot.place));
        if value.is_empty() {
            writeln!(out, "          {colour}{sign}{RESET} {DIM}{place}{RESET}")?;
        } else {
            writeln!(out, "          {colour}{sign}{RESET} {DIM}{place}{RESET} {}", clean(value))?;
        }
    }
    Ok(())
}

fn write_reasons(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let reasons = &comparison.review.update.reasons;
    for reason in reasons.iter().take(SHOWN_REASONS) {
        let exists = |spot: &Option<Spot>| spot.clone().filter(|spot| spot.exists);
        let place = match (exists(&reason.new), exists(&reason.old)) {
            (Some(spot), _) => place(&comparison.new, spot.place),
            (None, Some(spot)) => place(&comparison.old, spot.place),
            (None, None) => reason.role.file_name().to_owned(),
        };
        writeln!(out, "  more than texts: {}", clean(&place))?;
    }
    match reasons.len().checked_sub(SHOWN_REASONS) {
        Some(more) if more > 0 => writeln!(out, "  ... and {more} more places (--format json lists all)"),
        _ => Ok(()),
    }
}
