//! `connkit new --template`: reads a team's folder of templates and takes the answers to its questions.

use std::collections::BTreeMap;
use std::fs;
use std::io::IsTerminal as _;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::Utf8Path;
use serde_json::Value;

use super::{Arguments, check_target, folder_of, judge_in_memory, plan, prompts, read_answers, shown, status, tell};
use crate::cli::Outcome;
use crate::connector::MAX_FILE_SIZE;
use crate::template::answers::{Trouble, TroubleKind};
use crate::template::questions::Given;
use crate::template::team::TeamTemplate;

/// Folders of templates are read this deep.
pub const MAX_DEPTH: usize = 16;

pub fn run(arguments: &Arguments, template: &Utf8Path) -> Result<Outcome> {
    let template = load(template)?;
    let answers = collect(arguments, &template)?;
    let title = answers.get("title").and_then(Value::as_str);
    let folder = match (&arguments.folder, title) {
        (Some(folder), _) => folder.clone(),
        (None, Some(title)) => folder_of(title),
        (None, None) => bail!("this template asks for no title; name the folder to generate into"),
    };
    let files = template.render(&answers)?;
    check_target(&folder, &files)?;
    let kind = template.kind(&answers).context("it is not known who publishes the connector")?;
    let errors = judge_in_memory(&folder, kind, &files)?.errors;
    plan(&folder, &files).apply()?;
    tell(&folder, &files);
    if errors > 0 {
        status::warning("what this template makes is not valid yet: see the errors above");
    }
    Ok(Outcome::Clean)
}

fn load(folder: &Utf8Path) -> Result<TeamTemplate> {
    let mut files = BTreeMap::new();
    read_below(folder, "", 0, &mut files)?;
    TeamTemplate::parse(crate::project::shown(folder).trim_end_matches('/'), files)
}

/// Links are refused: what they lead to may be anything.
fn read_below(folder: &Utf8Path, inside: &str, depth: usize, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    if depth > MAX_DEPTH {
        bail!("{folder} lies deeper than {MAX_DEPTH} folders");
    }
    for entry in folder.read_dir_utf8().with_context(|| format!("could not read the templates in {folder}"))? {
        let entry = entry.with_context(|| format!("could not read the templates in {folder}"))?;
        let (path, name) = (entry.path(), entry.file_name());
        if depth == 0 && name.starts_with('.') {
            // Such as `.git`.
            continue;
        }
        let metadata = fs::symlink_metadata(path).with_context(|| format!("could not read {path}"))?;
        if metadata.is_dir() {
            read_below(path, &format!("{inside}{name}/"), depth + 1, files)?;
        } else if !metadata.is_file() {
            bail!("{path} is a link or no file; a folder of templates holds files and folders only");
        } else if metadata.len() > MAX_FILE_SIZE {
            bail!("{path} has {} bytes; a file may have {MAX_FILE_SIZE}", metadata.len());
        } else {
            files.insert(format!("{inside}{name}"), fs::read(path).with_context(|| format!("could not read {path}"))?);
        }
    }
    Ok(())
}

/// Flags win over the file, and both over prompts.
fn collect(arguments: &Arguments, template: &TeamTemplate) -> Result<Given> {
    let mut given = match &arguments.answers {
        Some(file) => read_answers(file)?,
        None => Given::new(),
    };
    given.extend(arguments.flags.given().clone());
    for answer in &arguments.answer {
        let Some((name, text)) = answer.split_once('=') else { bail!("--answer {answer} is no NAME=TEXT") };
        let value = template.question(name).map_or_else(|| text.into(), |question| question.read(text));
        given.insert(name.to_owned(), value);
    }
    let troubles = match template.complete(&given) {
        Ok(answers) => return Ok(answers),
        Err(troubles) => troubles,
    };
    let only_missing = troubles.iter().all(|trouble| trouble.kind == TroubleKind::Missing);
    if only_missing && std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        prompts::ask_team(&template.questions, &mut given)?;
        return template.complete(&given).map_err(|troubles| explain(&troubles, template, &given));
    }
    Err(explain(&troubles, template, &given))
}

/// One error that names every missing answer and every one that cannot be taken.
fn explain(troubles: &[Trouble], template: &TeamTemplate, given: &Given) -> anyhow::Error {
    let mut message = "answers are missing or cannot be taken".to_owned();
    for Trouble { name, kind } in troubles {
        let question = template.question(name);
        let text = match (kind, question) {
            (TroubleKind::Refused(reason), _) => format!("{}{reason}", shown(given, name)),
            (TroubleKind::Missing, Some(question)) if !question.choices.is_empty() => {
                format!("is missing: {} ({})", question.prompt, question.choices.join(", "))
            }
            (TroubleKind::Missing, Some(question)) => format!("is missing: {}", question.prompt),
            (TroubleKind::Missing, None) => "is missing".to_owned(),
        };
        message.push_str(&format!("\n  `{name}` {text}"));
    }
    message.push_str(
        "\nhelp: give answers with --answer NAME=TEXT or in a file with --answers, or run this in a terminal to be asked",
    );
    anyhow!(message)
}
