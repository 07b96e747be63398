//! `cargo xtask corpus`: what the rules say about a tree of published connectors.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::check::Checker;
use connkit::connector::Role;
use connkit::finding::Level;
use connkit::project::layers::Layers;
use connkit::project::{self, Project};
use connkit::publisher_kind::PublisherKind;
use connkit::rule::Origin;
use connkit::rules::RULES;
use rayon::prelude::*;

/// Connectors first published in this year or later had to pass nearly all rules that are enforced today.
const ENFORCED_SINCE: u32 = 2021;

#[derive(clap::Args)]
pub struct Arguments {
    /// A tree of connectors, with `first-published.csv` beside them where the years are known.
    path: Utf8PathBuf,
    /// Compare the table of rules with this file and fail when it differs.
    #[arg(long, value_name = "FILE", conflicts_with = "write")]
    check: Option<Utf8PathBuf>,
    /// Write the table of rules to this file.
    #[arg(long, value_name = "FILE")]
    write: Option<Utf8PathBuf>,
    /// Show the findings of these rules, and how many there are.
    #[arg(long, value_name = "RULE", value_parser = rule_id)]
    rule: Vec<String>,
    /// Show every connector with an error that was first published in 2021 or later, with its errors.
    #[arg(long)]
    errors: bool,
}

/// What was found about one connector.
struct Judged {
    path: Utf8PathBuf,
    kind: PublisherKind,
    year: Option<u32>,
    roles: Vec<Role>,
    findings: Vec<Found>,
}

struct Found {
    rule: &'static str,
    /// The rule is one of the platform's validator.
    is_official: bool,
    level: Level,
    place: String,
    message: String,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let years = first_published(&arguments.path)?;
    let paths = project::find(std::slice::from_ref(&arguments.path))?;
    let judged = paths.par_iter().map(|path| judge(path, &arguments.path, &years)).collect::<Result<Vec<_>>>()?;
    let table = table(&judged);
    print!("{table}");
    print!("{}", shares(&judged));
    for connector in &judged {
        let recent = connector.is_recent() && connector.kind.certifies();
        for found in &connector.findings {
            if arguments.rule.iter().any(|rule| rule == found.rule)
                || (arguments.errors && recent && found.level == Level::Error)
            {
                println!("{} {} {} {}: {}", connector.path, found.place, found.level.name(), found.rule, found.message);
            }
        }
    }
    for rule in &arguments.rule {
        let of_rule = |connector: &Judged| connector.findings.iter().filter(|found| found.rule == rule).count();
        let counts: Vec<usize> = judged.iter().map(of_rule).filter(|count| *count > 0).collect();
        println!("{rule}: {} findings in {} connectors", counts.iter().sum::<usize>(), counts.len());
    }
    if let Some(file) = &arguments.write {
        fs::write(file, &table).with_context(|| format!("could not write {file}"))?;
    }
    if let Some(file) = &arguments.check {
        compare(file, &table)?;
    }
    Ok(())
}

fn rule_id(text: &str) -> Result<String> {
    ensure!(RULES.iter().any(|rule| rule.id == text), "there is no rule of this name");
    Ok(text.to_owned())
}

fn judge(path: &Utf8Path, root: &Utf8Path, years: &BTreeMap<String, u32>) -> Result<Judged> {
    let project = Project::load_with(path, None, &Layers::default())?;
    let findings = Checker::new(project.kind, &project.configuration.levels)
        .check(&project.connector)
        .into_iter()
        .map(|finding| {
            let artifact = project.connector.file(finding.place.file);
            let position =
                artifact.and_then(|artifact| artifact.text()).map(|text| text.position(finding.place.span.start));
            let name = artifact.map_or("", |artifact| artifact.name.as_str());
            Found {
                rule: finding.rule.id,
                is_official: finding.rule.origin == Origin::Validator,
                level: finding.level,
                place: position.map_or_else(|| name.to_owned(), |position| format!("{name}:{position}")),
                message: finding.message.into_owned(),
            }
        })
        .collect();
    let name = path.strip_prefix(root).unwrap_or(path).as_str().replace('\\', "/");
    let roles = project.connector.artifacts().iter().map(|artifact| artifact.role).collect();
    Ok(Judged { path: path.to_owned(), kind: project.kind, year: years.get(&name).copied(), roles, findings })
}

/// The years of `first-published.csv`, by folder.
fn first_published(root: &Utf8Path) -> Result<BTreeMap<String, u32>> {
    let path = root.join("first-published.csv");
    let Ok(text) = fs::read_to_string(&path) else { return Ok(BTreeMap::new()) };
    text.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (name, year) = line.rsplit_once(',').with_context(|| format!("{path}: no comma in `{line}`"))?;
            Ok((name.trim_matches('"').to_owned(), year.trim().parse().with_context(|| format!("{path}: {line}"))?))
        })
        .collect()
}

/// By rule and level: connectors and findings for each publisher kind.
fn table(judged: &[Judged]) -> String {
    /// For a publisher kind: the numbers of the connectors, and how many findings.
    type Cell = (BTreeSet<usize>, usize);
    let mut rows: BTreeMap<(&str, Level), [Cell; 3]> = BTreeMap::new();
    for (number, connector) in judged.iter().enumerate() {
        for found in &connector.findings {
            let (connectors, findings) =
                &mut rows.entry((found.rule, found.level)).or_default()[connector.kind as usize];
            connectors.insert(number);
            *findings += 1;
        }
    }
    let mut text = format!("# {} connectors; for each publisher kind connectors / findings\n", judged.len());
    // Where a collection leaves out scripts, `ScriptOperationsWithoutScript` is found for all that had one.
    let count = |role: Role| judged.iter().filter(|connector| connector.roles.contains(&role)).count();
    let counts: Vec<String> = Role::ALL.iter().map(|role| format!("{role} {}", count(*role))).collect();
    let _ = writeln!(text, "# artifacts: {}", counts.join(", "));
    let _ = writeln!(text, "{:<60} {:<8} {:>14} {:>14} {:>14}", "rule", "level", "verified", "independent", "custom");
    for ((rule, level), kinds) in rows {
        let cells: Vec<String> =
            kinds.iter().map(|(connectors, findings)| format!("{} / {findings}", connectors.len())).collect();
        let _ = writeln!(text, "{rule:<60} {:<8} {:>14} {:>14} {:>14}", level.name(), cells[0], cells[1], cells[2]);
    }
    text
}

impl Judged {
    fn errors(&self) -> impl Iterator<Item = &Found> {
        self.findings.iter().filter(|found| found.level == Level::Error)
    }

    fn is_recent(&self) -> bool {
        self.year.is_some_and(|year| year >= ENFORCED_SINCE)
    }
}

/// `3 of 401 (0.7 %)`.
fn share(part: usize, all: usize) -> String {
    let tenths = part * 1_000 / all.max(1);
    format!("{part} of {all} ({}.{} %)", tenths / 10, tenths % 10)
}

/// The share of connectors with an error, of any rule and of the official ones: by kind, and of those that are certified
/// in all, of the enforced years, and by year.
fn shares(judged: &[Judged]) -> String {
    let line = |what: &str, chosen: &dyn Fn(&Judged) -> bool| {
        let all: Vec<&Judged> = judged.iter().filter(|connector| chosen(connector)).collect();
        let failing = all.iter().filter(|connector| connector.errors().next().is_some()).count();
        let official = all.iter().filter(|connector| connector.errors().any(|found| found.is_official)).count();
        let (failing, official) = (share(failing, all.len()), share(official, all.len()));
        format!("{what}: {failing} with an error, {official} with one of an official rule\n")
    };
    let mut text = String::from("\n");
    for kind in PublisherKind::ALL {
        text += &line(kind.name(), &|connector| connector.kind == kind);
    }
    text += &line("certified and independent", &|connector| connector.kind.certifies());
    text += &line("of these since 2021", &|connector| connector.kind.certifies() && connector.is_recent());
    let years: BTreeSet<u32> = judged.iter().filter_map(|connector| connector.year).collect();
    for year in years {
        text += &line(&format!("of these in {year}"), &|connector| {
            connector.kind.certifies() && connector.year == Some(year)
        });
    }
    text + "\n" + &error_rules(judged)
}

/// For each rule with errors: the share of certified and independent connectors that has one, in all and since 2021.
fn error_rules(judged: &[Judged]) -> String {
    let certified = || judged.iter().filter(|connector| connector.kind.certifies());
    let recent = certified().filter(|connector| connector.is_recent()).count();
    let mut rules: BTreeMap<(&str, bool), (usize, usize)> = BTreeMap::new();
    for connector in certified() {
        let failing: BTreeSet<_> = connector.errors().map(|found| (found.rule, found.is_official)).collect();
        for rule in failing {
            let (all, since) = rules.entry(rule).or_default();
            *all += 1;
            *since += usize::from(connector.is_recent());
        }
    }
    let row = |((rule, is_official), (all, since)): ((&str, bool), (usize, usize))| {
        let official = if is_official { "official" } else { "" };
        let (all, since) = (share(all, certified().count()), share(since, recent));
        format!("{rule:<60} {official:<8} {all:>18} {since:>18}\n")
    };
    let heading = format!("{:<60} {:<8} {:>18} {:>18}\n", "rule with errors", "", "connectors", "since 2021");
    heading + &rules.into_iter().map(row).collect::<String>()
}

fn compare(file: &Utf8Path, table: &str) -> Result<()> {
    let expected = fs::read_to_string(file).with_context(|| format!("could not read {file}"))?;
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (expected.lines().collect(), table.lines().collect());
    if expected == table {
        println!("\nas in {file}");
        return Ok(());
    }
    for line in old.difference(&new) {
        println!("- {line}");
    }
    for line in new.difference(&old) {
        println!("+ {line}");
    }
    bail!(
        "the rules say something else of these connectors than {file}; if that is right, write it with --write {file}"
    );
}
