//! `cargo xtask bench`: the release binary measured against floors, and how its cost grows; writes `docs/performance.md`.
//!
//! All commands take turns, so that whatever else the machine does falls on all of them alike.

mod cases;
mod growth;
mod machine;
mod measure;
mod page;

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};

use machine::Machine;
use measure::Measured;

use crate::repository;

#[derive(clap::Args)]
pub struct Arguments {
    /// A tree of connectors.
    #[arg(default_value = "../shared/corpus")]
    corpus: Utf8PathBuf,
    /// How often each command is measured, after one run that does not count.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Measure this binary instead of building one; the page is printed, not written.
    #[arg(long)]
    binary: Option<Utf8PathBuf>,
    /// A repository made by `cargo xtask repository`, to measure `submit` in; made when it is missing.
    #[arg(long, default_value = "target/bench/repository")]
    repository: Utf8PathBuf,
    /// How many connectors and commits a repository gets that has to be made.
    #[arg(long, num_args = 2, value_names = ["CONNECTORS", "COMMITS"], default_values_t = [1050, 3000])]
    history: Vec<usize>,
}

/// What was measured, for the page.
struct Results {
    machine: Machine,
    rounds: u32,
    corpus: String,
    cases: Vec<Measured>,
    growth: Vec<growth::Row>,
    /// The bytes of the definitions that the growth was measured with.
    grown_bytes: Vec<u64>,
    same_for_any_threads: bool,
    binary_bytes: u64,
    dependencies: usize,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let root = crate::root();
    let binary = match &arguments.binary {
        Some(binary) => binary.canonicalize_utf8().with_context(|| format!("there is no {binary}"))?,
        None => build(&root)?,
    };
    let corpus = arguments.corpus.canonicalize_utf8().with_context(|| format!("there is no {}", arguments.corpus))?;
    let repository = large_repository(arguments)?;
    let scratch = tempfile::tempdir().context("could not make a folder for inputs")?;
    let scratch = Utf8Path::from_path(scratch.path()).context("the temporary folder is not UTF-8")?;
    let machine = Machine::of_this();

    let places = cases::Places { root: &root, binary: &binary, corpus: &corpus, repository: &repository, scratch };
    let fixed = cases::all(&places)?;
    let growing = growth::cases(&places)?;
    let count = fixed.len();
    let mut cases = measure::all(fixed.into_iter().chain(growing.cases).collect(), arguments.rounds)?;
    let measured = cases.split_off(count);
    let idle = cases.iter().find(|case| case.case.name == cases::START_UP).map_or(0.0, Measured::median);
    let results = Results {
        machine,
        rounds: arguments.rounds,
        corpus: describe(&corpus)?,
        growth: growth::rows(&measured, idle),
        grown_bytes: growing.bytes,
        cases,
        same_for_any_threads: same_for_any_threads(&binary, &corpus)?,
        binary_bytes: fs::metadata(&binary)?.len(),
        dependencies: dependencies(&root)?,
    };
    let text = page::write(&results);
    if arguments.binary.is_some() || cfg!(debug_assertions) {
        // Figures of a binary or of floors that were not built for speed are for trying this command out.
        print!("{text}");
        eprintln!("docs/performance.md stays as it is: it takes figures of release builds only");
        return Ok(());
    }
    let page = root.join("docs/performance.md");
    fs::write(&page, text).with_context(|| format!("could not write {page}"))?;
    println!("{page} is written");
    Ok(())
}

fn build(root: &Utf8Path) -> Result<Utf8PathBuf> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "connkit", "--bin", "connkit"])
        .current_dir(root)
        .status()
        .context("could not start cargo")?;
    ensure!(status.success(), "connkit was not built");
    Ok(root.join("target/release").join(format!("connkit{}", std::env::consts::EXE_SUFFIX)))
}

fn large_repository(arguments: &Arguments) -> Result<Utf8PathBuf> {
    let path = &arguments.repository;
    if !path.exists() {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("could not make the folder {folder}"))?;
        }
        let [connectors, commits] = arguments.history[..] else { bail!("--history takes two numbers") };
        repository::run(&repository::Arguments { path: path.clone(), connectors, commits, no_repack: false })?;
    }
    path.canonicalize_utf8().with_context(|| format!("there is no {path}"))
}

/// How much there is to validate in a tree.
fn describe(corpus: &Utf8Path) -> Result<String> {
    let definitions = cases::definitions(corpus)?;
    let bytes: u64 = definitions.iter().map(|(bytes, _)| bytes).sum();
    Ok(format!("{} definitions, {} MB", definitions.len(), page::megabytes(bytes)))
}

fn same_for_any_threads(binary: &Utf8Path, corpus: &Utf8Path) -> Result<bool> {
    let report = |threads: &str| {
        Command::new(binary)
            .args(["validate", corpus.as_str(), "--format", "json", "--threads", threads])
            .output()
            .with_context(|| format!("could not start {binary}"))
    };
    let (one, two) = (report("1")?, report("2")?);
    ensure!(!one.stdout.is_empty(), "validate reported nothing: {}", String::from_utf8_lossy(&one.stderr));
    Ok(one.stdout == two.stdout && one.status.code() == two.status.code())
}

/// The crates that are linked into the binary on this system.
fn dependencies(root: &Utf8Path) -> Result<usize> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "connkit", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(root)
        .output()
        .context("could not start cargo")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let names: std::collections::BTreeSet<&str> =
        text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty()).collect();
    Ok(names.len().saturating_sub(1))
}
