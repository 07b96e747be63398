//! Version 1 of changes as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{Comparison, Counts, Location, Numbers};
use crate::finding::Level;
use crate::project::Project;
use crate::version::{Change, Class, Severity, Spot, UpdateClass};

/// Raised when a member changes its meaning or goes away; new members may appear within a version.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'c> {
    version: u32,
    changes: Vec<ChangeReport<'c>>,
    update: UpdateReport,
    numbers: &'c Numbers,
    summary: Counts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChangeReport<'c> {
    class: Class,
    severity: Severity,
    /// How much it weighs for this project; an error fails the command unless it is allowed.
    level: Level,
    /// Why the project allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<&'c str>,
    message: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'c str>,
    /// What the hosted detector prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    detector_message: Option<&'c str>,
    operations: Vec<UseReport<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<SpotReport<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<SpotReport<'c>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UseReport<'c> {
    operation_id: &'c str,
    summary: &'c str,
    value_path: &'c str,
}

#[derive(Serialize)]
struct SpotReport<'c> {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    /// Whether the thing is there; else the place is where it is missing.
    exists: bool,
}

#[derive(Serialize)]
struct UpdateReport {
    class: UpdateClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks: Option<(u32, u32)>,
    reasons: Vec<ReasonReport>,
}

#[derive(Serialize)]
struct ReasonReport {
    artifact: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<String>,
}

pub(super) fn write(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let pointer = |spot: &Option<Spot>| spot.clone().filter(|spot| spot.exists).and_then(|spot| spot.pointer);
    let report = Report {
        version: FORMAT_VERSION,
        changes: comparison.review.changes.iter().map(|change| change_report(comparison, change)).collect(),
        update: UpdateReport {
            class: comparison.review.update.class,
            weeks: comparison.review.update.class.weeks(),
            reasons: comparison
                .review
                .update
                .reasons
                .iter()
                .map(|reason| ReasonReport {
                    artifact: reason.role.name(),
                    old: pointer(&reason.old),
                    new: pointer(&reason.new),
                })
                .collect(),
        },
        numbers: &comparison.numbers,
        summary: Counts::of(&comparison.review.changes),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn change_report<'c>(comparison: &Comparison, change: &'c Change) -> ChangeReport<'c> {
    ChangeReport {
        class: change.class,
        severity: change.severity,
        level: change.level,
        allowed: change.allowed.as_deref(),
        message: &change.message,
        meaning: change.meaning(),
        remedy: change.remedy(),
        detector_message: change.detector,
        operations: change
            .uses
            .iter()
            .map(|used| UseReport {
                operation_id: &used.operation,
                summary: &used.summary,
                value_path: &used.value_path,
            })
            .collect(),
        old: change.old.as_ref().map(|spot| spot_report(&comparison.old, spot)),
        new: change.new.as_ref().map(|spot| spot_report(&comparison.new, spot)),
    }
}

fn spot_report<'c>(version: &Project, spot: &'c Spot) -> SpotReport<'c> {
    let Location { path, range } = Location::of(version, spot.place);
    let position = range.map(|(start, _)| start);
    SpotReport {
        file: path,
        pointer: spot.pointer.as_deref(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        exists: spot.exists,
    }
}
