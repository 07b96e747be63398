//! Connectors of a given number of operations, and what each command costs by that number.

use std::fs;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::connector::Role;
use serde::Serialize as _;
use serde_json::Value;
use serde_json::ser::PrettyFormatter;

use super::cases::Places;
use super::measure::{Case, Measured};

/// How many operations the connectors have.
pub const SIZES: [usize; 4] = [1, 10, 100, 1_000];

/// The example that the connectors are made of; its last operation is the one that is repeated.
const EXAMPLE: &str = "examples/fabrikam-tides";
const PATH: &str = "/harbours/{id}/tides";

pub struct Growth {
    /// For each command, a case for each size.
    pub cases: Vec<Case>,
    /// The bytes of the definition with mistakes, for each size.
    pub bytes: Vec<u64>,
}

/// What one command costs.
pub struct Row {
    pub command: &'static str,
    /// In milliseconds, for each size.
    pub medians: Vec<f64>,
    /// How many times longer ten times the largest but one takes, without the start-up: ten when cost is linear.
    pub last_step: f64,
}

pub fn cases(places: &Places) -> Result<Growth> {
    let mut by_size = Vec::new();
    let mut bytes = Vec::new();
    for size in SIZES {
        let folder = |name: &str| places.scratch.join(format!("{name}-{size}"));
        let example = places.root.join(EXAMPLE);
        let clean = write(&example, &folder("clean"), size, |_| ())?;
        let older = write(&example, &folder("older"), size, |operation| {
            let more = serde_json::json!({ "name": "unit", "in": "query", "type": "string" });
            operation["parameters"].as_array_mut().into_iter().for_each(|parameters| parameters.push(more.clone()));
        })?;
        let wrong = write(&example, &folder("wrong"), size, |operation| {
            operation["description"] = "Returns the next occurence of high and low water.".into();
        })?;
        bytes.push(fs::metadata(wrong.join(Role::Definition.file_name()))?.len());
        let bundle = folder("bundle").with_extension("zip");
        by_size.push([
            places.connkit("validate", "validate WRONG", &["validate", wrong.as_str()]),
            places.connkit("fix", "fix WRONG --check", &["fix", wrong.as_str(), "--check"]),
            places.connkit("fmt", "fmt WRONG --check", &["fmt", wrong.as_str(), "--check"]),
            places.connkit("diff", "diff OLDER CLEAN", &["diff", older.as_str(), clean.as_str()]),
            Case {
                highest_code: 0,
                ..places.connkit(
                    "package",
                    "package CLEAN --output FILE --force",
                    &["package", clean.as_str(), "--output", bundle.as_str(), "--force"],
                )
            },
        ]);
    }
    Ok(Growth { cases: by_size.into_iter().flatten().collect(), bytes })
}

/// The table of growth, from cases in the order of [`cases`].
pub fn rows(measured: &[Measured], start_up: f64) -> Vec<Row> {
    let commands = measured.len() / SIZES.len();
    let row = |command: usize| {
        let of_command: Vec<&Measured> = measured.iter().skip(command).step_by(commands).collect();
        let medians: Vec<f64> = of_command.iter().map(|one| one.median()).collect();
        let last_step = match medians[..] {
            [.., smaller, larger] => (larger - start_up) / (smaller - start_up),
            _ => f64::NAN,
        };
        Row { command: of_command[0].case.name, medians, last_step }
    };
    (0..commands).map(row).collect()
}

/// Writes the example with so many operations, each with a response of its own, indented by tabs.
fn write(example: &Utf8Path, folder: &Utf8Path, size: usize, change: impl Fn(&mut Value)) -> Result<Utf8PathBuf> {
    fs::create_dir_all(folder)?;
    for entry in example.read_dir_utf8().with_context(|| format!("could not read {example}"))? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    let path = folder.join(Role::Definition.file_name());
    let mut definition: Value = serde_json::from_slice(&fs::read(&path)?)?;
    let model = definition["paths"][PATH].clone();
    let response = definition["definitions"]["TideList"].clone();
    for number in 0..size {
        let mut item = model.clone();
        let operation = &mut item["get"];
        operation["operationId"] = format!("GetTides{number}").into();
        operation["summary"] = format!("Get tides of kind {number}").into();
        operation["description"] = format!("Returns the next waters of kind {number}.").into();
        operation["responses"]["200"]["schema"]["$ref"] = format!("#/definitions/TideList{number}").into();
        change(operation);
        definition["paths"][format!("{PATH}/{number}")] = item;
        definition["definitions"][format!("TideList{number}")] = response.clone();
    }
    let mut text = Vec::new();
    definition
        .serialize(&mut serde_json::Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b"\t")))
        .context("a value can be written")?;
    fs::write(&path, text).with_context(|| format!("could not write {path}"))?;
    Ok(folder.to_owned())
}
