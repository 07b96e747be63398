//! `cargo xtask mend`: what `fix` and `fmt` do to a tree of published connectors, and proof that they lose nothing.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::check::Checker;
use connkit::connector::files::{Folder, Memory};
use connkit::connector::{Connector, EntryKind, Files as _};
use connkit::finding::Finding;
use connkit::fix::{self, Selection};
use connkit::json::Document;
use connkit::project::layers::Layers;
use connkit::project::{self, Project};
use connkit::text::FileId;
use rayon::prelude::*;

#[derive(clap::Args)]
pub struct Arguments {
    /// A tree of connectors; nothing is written to it.
    path: Utf8PathBuf,
    /// Also apply fixes that need a decision.
    #[arg(long = "unsafe")]
    with_unsafe: bool,
}

#[derive(Default)]
struct Outcome {
    before: BTreeMap<&'static str, usize>,
    after: BTreeMap<&'static str, usize>,
    formatted: usize,
    troubles: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let paths = project::find(std::slice::from_ref(&arguments.path))?;
    let outcomes = paths.par_iter().map(|path| mend(path, arguments.with_unsafe)).collect::<Result<Vec<_>>>()?;
    let mut total = Outcome::default();
    for outcome in outcomes {
        for (rule, count) in outcome.before {
            *total.before.entry(rule).or_default() += count;
        }
        for (rule, count) in outcome.after {
            *total.after.entry(rule).or_default() += count;
        }
        total.formatted += outcome.formatted;
        total.troubles.extend(outcome.troubles);
    }
    println!("{:<60} {:>8} {:>8}", "rule", "before", "after");
    for (rule, before) in &total.before {
        let after = total.after.get(rule).copied().unwrap_or_default();
        if after != *before {
            println!("{rule:<60} {before:>8} {after:>8}");
        }
    }
    let sum = |counts: &BTreeMap<_, usize>| counts.values().sum::<usize>();
    println!("{:<60} {:>8} {:>8}", "all rules", sum(&total.before), sum(&total.after));
    println!("{} files formatted twice", total.formatted);
    if !total.troubles.is_empty() {
        bail!("{} troubles:\n{}", total.troubles.len(), total.troubles.join("\n"));
    }
    Ok(())
}

fn mend(path: &Utf8Path, with_unsafe: bool) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let project = Project::load_with(path, None, &Layers::default())?;
    let checker = Checker::new(project.kind, &project.configuration.levels);
    let before = checker.check(&project.connector);
    outcome.before = count(&before, &project.connector);
    let selection = Selection { with_unsafe, rules: Vec::new(), with_whole_files: true };
    let folder = Folder(path.to_owned());
    let fixed = fix::fix(&folder, Connector::load(&folder)?, &checker, &selection, &|_, _| {})?;
    let mut trouble = |what: String| outcome.troubles.push(format!("{path}: {what}"));
    if fixed.is_unfinished {
        trouble("the fixes do not end".to_owned());
    }
    let mut files = all_files(path)?;
    for rename in &fixed.renames {
        let bytes = files.remove(&rename.from).unwrap_or_default();
        if files.insert(rename.to.clone(), bytes).is_some() {
            trouble(format!("fixing replaces {}", rename.to));
        }
    }
    for name in &fixed.removals {
        files.retain(|file, _| file != name && !file.starts_with(&format!("{name}/")));
    }
    for picture in &fixed.pictures {
        files.insert(picture.name.clone(), picture.bytes.clone());
    }
    for changed in &fixed.files {
        let damaged = |text: &str| {
            Utf8Path::new(&changed.name).extension() == Some("json") && Document::parse(FileId(0), text).is_damaged()
        };
        if damaged(&changed.after) && !changed.before.as_deref().is_some_and(damaged) {
            trouble(format!("fixing damages {}", changed.name));
        }
        files.insert(changed.name.clone(), changed.after.clone().into_bytes());
    }
    let files = Memory::new(files);
    let mended = Connector::load(&files)?;
    outcome.after = count(&checker.check(&mended), &mended);
    for (rule, after) in &outcome.after {
        let before = outcome.before.get(rule).copied().unwrap_or_default();
        if *after > before {
            trouble(format!("{rule} is found {after} times after fixing, {before} times before"));
        }
    }
    let again = fix::fix(&files, mended, &checker, &selection, &|_, _| {})?;
    if !again.files.is_empty() {
        trouble(format!("fixing again changes {:?}: {:?}", again.files[0].name, again.applied));
    }
    outcome.formatted = format_twice(&project.connector, &mut trouble)?;
    Ok(outcome)
}

/// How often each rule is found; what is found in placeholders is told apart, since unsafe fixes put them in so that it is.
fn count(findings: &[Finding], connector: &Connector) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        if !is_in_placeholder(finding, connector) {
            *counts.entry(finding.rule.id).or_default() += 1;
        }
    }
    counts
}

/// Whether a finding is about a marked text: a value of JSON, or a line of Markdown.
fn is_in_placeholder(finding: &Finding, connector: &Connector) -> bool {
    let is_marked = |text: &str| text.contains("TODO") || text.contains("<<") || text.contains("Publisher's Name");
    if let Some(node) = finding.node(connector) {
        return node.as_str().is_some_and(|text| is_marked(&text));
    }
    let text = connector.file(finding.place.file).and_then(|file| file.text());
    text.is_some_and(|text| is_marked(text.slice(text.line_at(finding.place.span.start))))
}

fn all_files(path: &Utf8Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let folder = Folder(path.to_owned());
    let mut files = BTreeMap::new();
    for entry in folder.entries()?.into_iter().filter(|entry| entry.kind == EntryKind::File) {
        let bytes =
            folder.read(&entry.name, u64::MAX).with_context(|| format!("could not read {path}/{}", entry.name))?;
        files.insert(entry.name, bytes);
    }
    Ok(files)
}

fn format_twice(connector: &Connector, trouble: &mut impl FnMut(String)) -> Result<usize> {
    let mut formatted = 0;
    for artifact in connector.artifacts() {
        let (Ok(once), Some(document)) = (fix::format(artifact), artifact.document()) else { continue };
        formatted += 1;
        let memory = Memory::new([(artifact.name.clone(), once.clone().into_bytes())]);
        let again = Connector::load_file(&memory)?;
        let Some(artifact_again) = again.artifacts().first() else { continue };
        if fix::format(artifact_again).as_deref() != Ok(&once) {
            trouble(format!("formatting {} twice is not the same as once", artifact.name));
        }
        let same = artifact_again.document().is_some_and(|after| after.root().same_value(document.root()));
        if !same {
            trouble(format!("formatting {} changes its value", artifact.name));
        }
    }
    Ok(formatted)
}
