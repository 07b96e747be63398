//! Tasks of the project that need more than cargo.

mod bench;
mod conform;
mod corpus;
mod cost;
mod dist;
mod faults;
mod floor;
mod history;
mod manual;
mod mend;
mod repository;
mod rules;
mod typing;

use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of the connkit project")]
enum Task {
    /// Write the list of rules and their reference in docs/rules.
    Rules(rules::Arguments),
    /// Validate a tree of published connectors and count what each rule says.
    Corpus(corpus::Arguments),
    /// Update edited projects across template versions, and count what a merge of lines would have done.
    Conform(conform::Arguments),
    /// Tell what each rule costs over a tree of connectors.
    Cost(cost::Arguments),
    /// Fix and format a tree of connectors in memory and prove what must hold.
    Mend(mend::Arguments),
    /// Compare published updates and count how often an independent reading agrees.
    History(history::Arguments),
    /// Only read and parse the JSON files of a tree, as the least that validating could cost.
    Floor(floor::Arguments),
    /// Measure the commands against floors and how their cost grows, and write docs/performance.md.
    Bench(bench::Arguments),
    /// Let system calls of every writing command fail, kill it before each, and run two at once.
    Faults(faults::Arguments),
    /// Build the archive of a release: the same bytes from the same commit and compilers.
    Dist(dist::Arguments),
    /// Make a repository like that of the published connectors, to measure `submit` in.
    Repository(repository::Arguments),
    /// Write manual pages and completions for shells, to be packaged with the binary.
    Manual(manual::Arguments),
    /// Measure how long the language server takes from a keystroke to its diagnostics.
    Typing(typing::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Rules(arguments) => rules::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Mend(arguments) => mend::run(&arguments),
        Task::Conform(arguments) => conform::run(&arguments),
        Task::Cost(arguments) => cost::run(&arguments),
        Task::History(arguments) => history::run(&arguments),
        Task::Floor(arguments) => floor::run(&arguments),
        Task::Bench(arguments) => bench::run(&arguments),
        Task::Faults(arguments) => faults::run(&arguments),
        Task::Dist(arguments) => dist::run(&arguments),
        Task::Repository(arguments) => repository::run(&arguments),
        Task::Manual(arguments) => manual::run(&arguments),
        Task::Typing(arguments) => typing::run(&arguments),
    }
}

/// The root of the project.
fn root() -> camino::Utf8PathBuf {
    let own = camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}
