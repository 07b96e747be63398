//! `connkit new`: takes answers from flags, a file and a terminal, and writes what they render to.

mod flags;
mod prompts;
mod team;

use std::fmt::Write as _;
use std::fs;
use std::io::{ErrorKind, IsTerminal as _};

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use super::{Outcome, judge, status};
use crate::connector::Role;
use crate::connector::files::Memory;
use crate::portable;
use crate::project::Project;
use crate::publisher_kind::PublisherKind;
use crate::report::Counts;
use crate::template::answers::{Answers, Trouble, TroubleKind};
use crate::template::questions::{Applies, Given, Question};
use crate::template::{self, Rendered};
use crate::writes::{Writes, is_temporary};

/// Generate a new connector
///
/// Answers are taken from flags, then from the file of `--answers`. If one is still missing that has no default, a
/// terminal asks for it and for everything else that was not given; without a terminal all missing answers are named.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder to generate into; made from the title when left out
    folder: Option<Utf8PathBuf>,
    /// JSON file with an object of answers, named as in connkit.json; flags win
    #[arg(long, value_name = "FILE")]
    answers: Option<Utf8PathBuf>,
    /// Folder with templates and questions of your own, instead of the built-in ones
    #[arg(long, value_name = "PATH")]
    template: Option<Utf8PathBuf>,
    /// An answer to a question of `--template`; may be given several times
    #[arg(long, value_name = "NAME=TEXT", requires = "template")]
    answer: Vec<String>,
    #[command(flatten)]
    flags: flags::Flags,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    if let Some(folder) = &arguments.folder {
        check_before_questions(folder)?;
    }
    if let Some(template) = &arguments.template {
        return team::run(arguments, template);
    }
    let answers = collect(arguments)?;
    let folder = arguments.folder.clone().unwrap_or_else(|| folder_of(answers.text("title")));
    let files = template::render(&answers)?;
    check_target(&folder, &files)?;
    let errors = judge_in_memory(&folder, answers.publisher_kind(), &files)?.errors;
    plan(&folder, &files).apply()?;
    tell(&folder, &files);
    if errors > 0 {
        status::warning("what these answers make is not valid yet: see the errors above");
    }
    Ok(Outcome::Clean)
}

/// Judges what was generated before a byte of it is written.
fn judge_in_memory(folder: &Utf8Path, kind: PublisherKind, files: &[Rendered]) -> Result<Counts> {
    let files = Memory::new(files.iter().map(|file| (file.name.clone(), file.bytes.clone())));
    let project = Project::in_memory(folder.as_str(), files, kind)?;
    let counts = judge::judge(&project)?;
    judge::tell(counts)?;
    Ok(counts)
}

/// Flags win over the file, and both over prompts.
fn collect(arguments: &Arguments) -> Result<Answers> {
    let mut given = match &arguments.answers {
        Some(file) => read_answers(file)?,
        None => Given::new(),
    };
    given.extend(arguments.flags.given().clone());
    let troubles = match Answers::of(&given) {
        Ok(answers) => return Ok(answers),
        Err(troubles) => troubles,
    };
    let only_missing = troubles.iter().all(|trouble| trouble.kind == TroubleKind::Missing);
    // Prompts are read from stdin and written to stderr.
    if only_missing && std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        prompts::ask(&mut given)?;
        return Answers::of(&given).map_err(|troubles| explain(&refused_or_all(troubles), &given));
    }
    Err(explain(&troubles, &given))
}

/// Prompts stop at a refusal, so what is missing then is no trouble of its own.
fn refused_or_all(troubles: Vec<Trouble>) -> Vec<Trouble> {
    let is_refusal = |trouble: &Trouble| matches!(trouble.kind, TroubleKind::Refused(_));
    if troubles.iter().any(is_refusal) { troubles.into_iter().filter(is_refusal).collect() } else { troubles }
}

fn read_answers(file: &Utf8Path) -> Result<Given> {
    let text = fs::read_to_string(file).with_context(|| format!("could not read the answers in {file}"))?;
    match serde_json::from_str(&text).with_context(|| format!("the answers in {file} are not JSON"))? {
        Value::Object(answers) => Ok(answers),
        _ => bail!("the answers in {file} are not a JSON object such as {{ \"title\": \"Contoso\" }}"),
    }
}

/// One error that names every missing answer and every one that cannot be taken.
fn explain(troubles: &[Trouble], given: &Given) -> anyhow::Error {
    let mut message = "answers are missing or cannot be taken".to_owned();
    for trouble in troubles {
        let question = Question::of_name(&trouble.name);
        let flag = question.map_or_else(|| format!("`{}`", trouble.name), |question| format!("--{}", question.flag));
        let text = match (&trouble.kind, question) {
            (TroubleKind::Refused(reason), _) => format!("{}{reason}", shown(given, &trouble.name)),
            (TroubleKind::Missing, Some(question)) => {
                format!("is missing{}: {}{}", condition(question, given), question.help, values(question))
            }
            (TroubleKind::Missing, None) => "is missing".to_owned(),
        };
        // Writing to a string cannot fail.
        let _ = write!(message, "\n  {flag} {text}");
    }
    message
        .push_str("\nhelp: give answers as flags or in a file with --answers, or run this in a terminal to be asked");
    anyhow!(message)
}

/// Says for whom an answer is missing as long as it is not known whether it is needed.
fn condition(question: &Question, given: &Given) -> String {
    match question.applies(given) {
        Applies::Unknown => format!(" (for {})", question.audience()),
        _ => String::new(),
    }
}

fn values(question: &Question) -> String {
    let values = question.values();
    if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) }
}

/// The answer in backticks, if it is short enough to help.
fn shown(given: &Given, name: &str) -> String {
    const LONGEST: usize = 60;
    match given.get(name) {
        Some(Value::String(text)) if text.chars().count() <= LONGEST => format!("`{}` ", text.escape_debug()),
        _ => String::new(),
    }
}

/// A folder name without blanks and marks, each word with a capital: `Contoso tasks` is `ContosoTasks`.
fn folder_of(title: &str) -> Utf8PathBuf {
    let words = title.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words
        .flat_map(|word| {
            let mut characters = word.chars();
            characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect::<Vec<_>>()
        })
        .collect();
    Utf8PathBuf::from(if name.is_empty() { "connector".to_owned() } else { name })
}

/// Fails unless every system can have the folder, and it is missing or empty, or a run that was killed has begun to fill it.
fn check_before_questions(folder: &Utf8Path) -> Result<()> {
    refuse_name(folder)?;
    let names = names(folder)?;
    let is_begun = names.iter().any(|name| is_temporary(name)) || !holds_a_file(folder, 0);
    if is_begun { Ok(()) } else { refuse(folder, &names) }
}

/// Whether there is a file in the folder or below, apart from what a run that was killed has begun to write.
fn holds_a_file(folder: &Utf8Path, depth: usize) -> bool {
    let mut entries = folder.read_dir_utf8().into_iter().flatten().flatten();
    entries.any(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() && depth < team::MAX_DEPTH => holds_a_file(entry.path(), depth + 1),
        _ => !is_temporary(entry.file_name()),
    })
}

fn refuse_name(folder: &Utf8Path) -> Result<()> {
    if let Some(obstacle) = folder.file_name().and_then(portable::obstacle) {
        bail!("not every system can have a folder called {folder:?}: {obstacle}; name another");
    }
    Ok(())
}

/// Fails when not every system can have the folder, or it holds something else than what is going to be written: nothing is ever overwritten.
fn check_target(folder: &Utf8Path, files: &[Rendered]) -> Result<()> {
    refuse_name(folder)?;
    let is_generated = |name: &str| {
        files.iter().any(|file| match file.name.strip_prefix(name) {
            Some("") => fs::read(folder.join(name)).is_ok_and(|bytes| bytes == file.bytes),
            inside => inside.is_some_and(|inside| inside.starts_with('/')),
        })
    };
    let mut names = names(folder)?;
    names.retain(|name| !is_temporary(name) && !is_generated(name));
    refuse(folder, &names)
}

/// What a folder holds, sorted; nothing where it is missing.
fn names(folder: &Utf8Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => bail!("{folder} exists and is not a folder"),
        Err(error) => return Err(error).with_context(|| format!("could not look into {folder}")),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("could not look into {folder}"))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn refuse(folder: &Utf8Path, names: &[String]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    bail!(
        "{folder} is not empty, and nothing is overwritten; it holds\n  {}\nhelp: name another folder; your own files can be copied over those that are generated",
        names.join("\n  ")
    )
}

/// Files in inner folders come first, so that a temporary one is in the folder itself until all is done: by that the next
/// run knows that it may go on.
fn plan(folder: &Utf8Path, files: &[Rendered]) -> Writes {
    let mut writes = Writes::new();
    let (inner, own): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.name.contains('/'));
    for file in inner.into_iter().chain(own) {
        writes.edit(folder.join(&file.name), None, file.bytes.clone());
    }
    writes
}

fn tell(folder: &Utf8Path, files: &[Rendered]) {
    for file in files {
        status::done("Created", format_args!("{folder}/{}", file.name));
    }
    status::done("Next", format_args!("describe your own API in {folder}/{}", Role::Definition.file_name()));
    status::more(format_args!("fill {folder}/{} with what your users must know", Role::Readme.file_name()));
    status::more(format_args!("check it with `connkit validate {folder}`, after each change"));
    status::more(format_args!("make the bundle with `connkit package {folder}`"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_after_titles() {
        for (title, folder) in [
            ("Contoso", "Contoso"),
            ("Contoso tasks (beta)", "ContosoTasksBeta"),
            ("../etc", "Etc"),
            ("ßharp", "SSharp"),
            ("שלום 2", "שלום2"),
            ("!", "connector"),
        ] {
            assert_eq!(folder_of(title), folder);
        }
    }
}
