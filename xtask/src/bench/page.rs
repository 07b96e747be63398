//! `docs/performance.md`, from what was measured.

use std::fmt::Write as _;

use super::Results;
use super::cases::{FLOOR, START_UP, VALIDATE, VALIDATE_MEDIAN};
use super::growth::SIZES;
use super::measure::Measured;

/// The most that `validate` of all connectors may cost, in times of the floor.
const MOST_OVER_FLOOR: f64 = 1.6;
const MOST_MEGABYTES: f64 = 80.0;
const MOST_MS_TO_START: f64 = 5.0;
const MOST_MS_FOR_MEDIAN: f64 = 8.0;

pub fn write(results: &Results) -> String {
    let mut text = String::from("<!-- Written by `cargo xtask bench`. Do not edit. -->\n\n# Performance\n\n");
    text += &introduction(results);
    text += &cases(&results.cases);
    text += &targets(results);
    text += &growth(results);
    let _ = writeln!(
        text,
        "\n## Size\n\nThe binary has {} MB; {} crates are linked into it.",
        megabytes(results.binary_bytes),
        results.dependencies
    );
    text
}

/// A number of bytes in megabytes, with one digit after the point.
pub fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn introduction(results: &Results) -> String {
    let machine = &results.machine;
    format!(
        "`cargo xtask bench CORPUS` measures this: it builds connkit and runs all commands in turns, {} rounds after one that \
         does not count. A time is that of a whole process with its output thrown away; the median is given, and in brackets \
         the quartiles. The floors read the files that `validate` reads, and parse the JSON into `serde_json::Value`.\n\n\
         | | |\n|---|---|\n| Processor | {}, {} cores |\n| System | {} |\n| Compiler | {} |\n| Load before | {} |\n\
         | CORPUS | {} |\n",
        results.rounds, machine.processor, machine.cores, machine.system, machine.rustc, machine.load, results.corpus
    )
}

fn cases(cases: &[Measured]) -> String {
    let mut text = String::from(
        "\n## Commands\n\nMEDIAN and LARGEST are the folders of the median and the largest definition of CORPUS, OLDER is LARGEST \
         with a parameter more in each operation, REPOSITORY is a clone as large as that of the published connectors \
         (`cargo xtask repository`).\n\n| what | command | ms | peak MB |\n|---|---|---:|---:|\n",
    );
    for one in cases {
        let peak = one.peak.map_or_else(|| "not measured".to_owned(), |peak| format!("{peak:.1}"));
        let _ = writeln!(
            text,
            "| {} | `{}` | {:.1} ({:.1}-{:.1}) | {peak} |",
            one.case.name,
            one.case.shown.trim_end(),
            one.median(),
            one.quartile(1),
            one.quartile(3)
        );
    }
    text
}

fn targets(results: &Results) -> String {
    let named = |name: &str| results.cases.iter().find(|one| one.case.name == name);
    let median = |name: &str| named(name).map_or(f64::NAN, Measured::median);
    let over_floor = median(VALIDATE) / median(FLOOR);
    let peak = named(VALIDATE).and_then(|one| one.peak);
    let mut text = String::from("\n## Targets\n\n| target | at most | measured | |\n|---|---:|---:|---|\n");
    let mut row = |target: &str, most: f64, measured: Option<f64>, unit: &str| {
        // What is just over the target must not look as if it met it.
        let places = if unit.is_empty() { 2 } else { 1 };
        let (shown, verdict) = match measured {
            Some(measured) => (format!("{measured:.places$}{unit}"), if measured <= most { "met" } else { "missed" }),
            None => ("not measured".to_owned(), ""),
        };
        let _ = writeln!(text, "| {target} | {most}{unit} | {shown} | {verdict} |");
    };
    row("`validate CORPUS`, in times of the floor with two threads", MOST_OVER_FLOOR, Some(over_floor), "");
    row("peak memory of `validate CORPUS`", MOST_MEGABYTES, peak, " MB");
    row("start-up", MOST_MS_TO_START, Some(median(START_UP)), " ms");
    row("`validate MEDIAN`", MOST_MS_FOR_MEDIAN, Some(median(VALIDATE_MEDIAN)), " ms");
    let same = if results.same_for_any_threads { "the same bytes" } else { "**different**" };
    let _ = writeln!(text, "\n`validate CORPUS --format json` with one and with two threads printed {same}.");
    text
}

fn growth(results: &Results) -> String {
    let mut text = String::from(
        "\n## Growth\n\nMedians in milliseconds, by the number of operations of a generated connector. WRONG has a mistake in each \
         operation and is not in canonical form, CLEAN has none, OLDER has a parameter more in each operation. The last column \
         divides the two largest, without the start-up: 10 is linear.\n\n| command |",
    );
    for (size, bytes) in SIZES.iter().zip(&results.grown_bytes) {
        let _ = write!(text, " {size} ({} kB) |", bytes / 1000);
    }
    text += " growth |\n|---|";
    text += &"---:|".repeat(SIZES.len() + 1);
    text.push('\n');
    for row in &results.growth {
        let medians: String = row.medians.iter().map(|median| format!(" {median:.1} |")).collect();
        let _ = writeln!(text, "| {} |{medians} {:.1} |", row.command, row.last_step);
    }
    text
}
