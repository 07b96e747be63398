//! The command line: one file per command; arguments, prompts and status lines, no domain logic.
//!
//! stdout carries the product of a command, stderr the talk about it.

pub mod adopt;
pub mod bump;
mod changes;
pub mod checklist;
pub mod config;
pub mod conform;
pub mod diff;
pub mod explain;
pub mod fix;
pub mod fmt;
mod in_order;
mod judge;
pub mod lsp;
pub mod new;
pub mod operation;
pub mod package;
mod progress;
pub mod rules;
pub mod schema;
mod sides;
pub mod solution;
pub mod status;
pub mod submit;
pub mod validate;
pub mod verify;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser};

/// The way of a connector, for those who see connkit for the first time.
const FIRST_STEPS: &str = "\
The usual way:
  connkit new               answer some questions: a connector without findings appears
  connkit validate FOLDER   see what is wrong, here or in a connector that you have
  connkit explain RULE      read what a finding means and how to mend it
  connkit fix FOLDER        mend what can be mended without a decision
  connkit package FOLDER    make the bundle; an error stops it";

/// Generate, validate, package and submit Power Platform connectors, offline.
///
/// Exit codes: 0 nothing wrong, 1 something is wrong with the connector or bundle, 2 the command could not run.
#[derive(Parser)]
#[command(name = "connkit", version, propagate_version = true, max_term_width = 100, after_help = FIRST_STEPS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    New(new::Arguments),
    Adopt(adopt::Arguments),
    Validate(validate::Arguments),
    Fix(fix::Arguments),
    Fmt(fmt::Arguments),
    Conform(conform::Arguments),
    Package(package::Arguments),
    Verify(verify::Arguments),
    Solution(solution::Arguments),
    Checklist(checklist::Arguments),
    Submit(submit::Arguments),
    Diff(diff::Arguments),
    Bump(bump::Arguments),
    Operation(operation::Arguments),
    Schema(schema::Arguments),
    Explain(explain::Arguments),
    Rules(rules::Arguments),
    Config(config::Arguments),
    Lsp(lsp::Arguments),
}

/// How a command that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong: exit code 0.
    Clean,
    /// Something is wrong with what was looked at: exit code 1.
    Findings,
}

/// The whole command line, for what is generated out of it: completions and manual pages.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Parses the arguments and runs the command; the exit code is 0, 1, or 2 when the command could not run.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::New(arguments) => new::run(arguments),
        Command::Adopt(arguments) => adopt::run(arguments),
        Command::Validate(arguments) => validate::run(arguments),
        Command::Fix(arguments) => fix::run(arguments),
        Command::Fmt(arguments) => fmt::run(arguments),
        Command::Conform(arguments) => conform::run(arguments),
        Command::Package(arguments) => package::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Solution(arguments) => solution::run(arguments),
        Command::Checklist(arguments) => checklist::run(arguments),
        Command::Submit(arguments) => submit::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Bump(arguments) => bump::run(arguments),
        Command::Operation(arguments) => operation::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Config(arguments) => config::run(arguments),
        Command::Lsp(arguments) => lsp::run(arguments),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            status::error(&error);
            ExitCode::from(2)
        }
    }
}

/// A reader that closed the pipe (`connkit validate | head`) has seen what it wanted.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
