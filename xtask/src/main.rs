//! Tasks of the project that need more than cargo.

mod rules;

use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of the connkit project")]
enum Task {
    /// Write the list of rules and their reference in docs/rules.
    Rules(rules::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Rules(arguments) => rules::run(&arguments),
    }
}

/// The root of the project.
fn root() -> camino::Utf8PathBuf {
    let own = camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}
