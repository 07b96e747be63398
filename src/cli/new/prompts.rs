//! Asks in a terminal for the answers that were not given.

use anyhow::{Context as _, Result};
use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Confirm, Input, MultiSelect, Select};
use serde_json::Value;

use crate::template::answers::{TroubleKind, examine};
use crate::template::questions::{Applies, Form, Given, QUESTIONS, Question};
use crate::template::team::Asked;

/// Asks every question that applies and is not answered yet, those with a default too.
pub fn ask(given: &mut Given) -> Result<()> {
    for question in &QUESTIONS {
        if given.contains_key(question.name) || question.applies(given) != Applies::Yes {
            continue;
        }
        given.insert(question.name.to_owned(), finished(ask_one(question, given))?);
        // A flag may turn out wrong for this publisher kind: better now than after twenty questions.
        if examine(given).iter().any(|trouble| matches!(trouble.kind, TroubleKind::Refused(_))) {
            break;
        }
    }
    Ok(())
}

/// Asks every question of a team that is not answered yet, those with a default too.
pub fn ask_team(questions: &[Asked], given: &mut Given) -> Result<()> {
    for question in questions {
        if !given.contains_key(&question.name) {
            given.insert(question.name.clone(), finished(ask_team_one(question))?);
        }
    }
    Ok(())
}

fn ask_team_one(question: &Asked) -> dialoguer::Result<Value> {
    let theme = ColorfulTheme::default();
    if question.is_yes_no {
        let default = question.default == Some(Value::Bool(true));
        return Confirm::with_theme(&theme).with_prompt(&question.prompt).default(default).interact().map(Value::Bool);
    }
    let default = question.default.as_ref().and_then(Value::as_str);
    if !question.choices.is_empty() {
        let chosen = question.choices.iter().position(|choice| Some(choice.as_str()) == default).unwrap_or(0);
        let select = Select::with_theme(&theme).with_prompt(&question.prompt).items(&question.choices);
        let chosen = select.default(chosen).interact()?;
        return Ok(question.choices.get(chosen).map_or(Value::Null, |choice| choice.as_str().into()));
    }
    let mut input = Input::<String>::with_theme(&theme)
        .with_prompt(&question.prompt)
        .allow_empty(question.default.is_some())
        .validate_with(|text: &String| question.objection(&text.trim().into()).map_or(Ok(()), Err));
    if let Some(default) = default {
        input = input.default(default.to_owned());
    }
    input.interact_text().map(|text| text.trim().into())
}

/// A prompt that was broken off leaves the cursor hidden; a terminal that is gone needs none.
fn finished(answer: dialoguer::Result<Value>) -> Result<Value> {
    if answer.is_err() {
        let _ = Term::stderr().show_cursor();
    }
    answer.context("stopped while asking; nothing was written")
}

fn ask_one(question: &Question, given: &Given) -> dialoguer::Result<Value> {
    let theme = ColorfulTheme::default();
    match question.form {
        Form::Choice(choices) => {
            let labels: Vec<String> = choices.iter().map(|(value, label)| format!("{value}: {label}")).collect();
            let chosen =
                Select::with_theme(&theme).with_prompt(question.prompt).items(&labels).default(0).interact()?;
            Ok(choices.get(chosen).map_or(Value::Null, |(value, _)| (*value).into()))
        }
        Form::Choices(choices, _) => ask_several(question, choices, given, &theme),
        Form::YesNo => {
            Confirm::with_theme(&theme).with_prompt(question.prompt).default(false).interact().map(Value::Bool)
        }
        Form::Text | Form::Words => ask_text(question, given, &theme),
    }
}

fn ask_text(question: &Question, given: &Given, theme: &ColorfulTheme) -> dialoguer::Result<Value> {
    let mut input = Input::<String>::with_theme(theme)
        .with_prompt(question.prompt)
        .allow_empty(question.form == Form::Words)
        .validate_with(|text: &String| question.objection(&question.read(text.trim()), given).map_or(Ok(()), Err));
    if let Some(Value::String(default)) = question.default(given) {
        input = input.default(default);
    }
    input.interact_text().map(|text| question.read(text.trim()))
}

fn ask_several(
    question: &Question,
    choices: &'static [&'static str],
    given: &Given,
    theme: &ColorfulTheme,
) -> dialoguer::Result<Value> {
    let term = Term::stderr();
    loop {
        let chosen = MultiSelect::with_theme(theme).with_prompt(question.prompt).items(choices).interact()?;
        let answer: Value = chosen.into_iter().filter_map(|at| choices.get(at).copied()).collect();
        match question.objection(&answer, given) {
            None => return Ok(answer),
            Some(objection) => term.write_line(&objection)?,
        }
    }
}
