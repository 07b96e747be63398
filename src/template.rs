//! What `new` generates: questions, answers, and the files that a set of answers renders to.
//!
//! Rendering is a pure function of the template version and the answers; nothing here reads or writes the disk.

pub mod answers;
mod checks;
mod embedded;
mod engine;
mod icon;
pub mod questions;
pub mod readme;
pub mod region;
pub mod team;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::connector::Role;
use crate::publisher_kind::PublisherKind;
use answers::Answers;
use engine::Engine;
use region::Region;

/// The version of the templates below; it changes whenever the same answers render to other bytes.
///
/// Older versions stay renderable, since `conform` has to know what a project was made from: `templates/1/` holds what
/// version 2 changed, as it was.
pub const TEMPLATE_VERSION: u32 = 2;

/// The name of the file that remembers publisher kind, template version and answers.
pub const CONFIGURATION_FILE: &str = "connkit.json";

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// An artifact that is rendered from a template, and when it is.
struct File {
    role: Role,
    is_wanted: fn(&Answers) -> bool,
}

/// The definition comes first because the readme lists its operations.
const FILES: [File; 5] = [
    File { role: Role::Definition, is_wanted: |_| true },
    File { role: Role::Properties, is_wanted: |_| true },
    File { role: Role::Script, is_wanted: |answers| answers.is_on("script") },
    File { role: Role::Readme, is_wanted: |_| true },
    File { role: Role::Intro, is_wanted: |answers| answers.publisher_kind().certifies() },
];

/// Renders all files of a new connector, in the order in which they are to be shown.
///
/// Fails only when a template is wrong, which the tests rule out.
pub fn render(answers: &Answers) -> Result<Vec<Rendered>> {
    render_version(TEMPLATE_VERSION, answers)
}

/// Renders all files as a version of the templates had them.
pub fn render_version(version: u32, answers: &Answers) -> Result<Vec<Rendered>> {
    let mut variables = variables(answers);
    let mut files = Vec::new();
    for file in FILES.iter().filter(|file| (file.is_wanted)(answers)) {
        let name = file.role.file_name();
        let template = format!("{}/{name}.tera", answers.publisher_kind());
        let text = Engine::of_file(name, version)?.render(&template, &variables)?;
        if file.role == Role::Definition {
            let operations = serde_json::from_str(&text)
                .map(|definition: Value| readme::operations(&definition))
                .context("the generated definition is not JSON")?;
            variables.insert_verbatim(OPERATION_LIST, &Region::Operations.marked(&readme::list(&operations)));
        }
        files.push(Rendered { name: name.to_owned(), bytes: text.into_bytes() });
    }
    if answers.publisher_kind() == PublisherKind::Verified {
        let bytes = icon::draw(answers.text("title"), answers.text("brandColour"))?;
        files.push(Rendered { name: Role::Icon.file_name().to_owned(), bytes });
    }
    files.push(configuration(version, answers)?);
    Ok(files)
}

/// The Markdown that tells how to get credentials, for answers to the questions about the authentication.
///
/// Fails only when a template is wrong, which the tests rule out.
pub fn credentials(answers: &Map<String, Value>) -> Result<String> {
    let engine = Engine::of_file(Role::Readme.file_name(), TEMPLATE_VERSION)?;
    let text = engine.render("shared/readme/credentials.md.tera", &engine::Variables::of(answers))?;
    Ok(text.trim().to_owned())
}

/// The variables that are no answers but made from them.
const DERIVED: [&str; 3] = [DESCRIPTION_SENTENCE, OPERATION_LIST, "publisherKind"];
const DESCRIPTION_SENTENCE: &str = "descriptionSentence";
const OPERATION_LIST: &str = "operationList";

/// Every question that the answers had to answer is a variable, so a template that uses another one fails.
fn variables(answers: &Answers) -> engine::Variables {
    let mut variables = engine::Variables::of(answers.values());
    let description = answers.text("description");
    let end = if description.ends_with(['.', '!', '?']) { "" } else { "." };
    variables.insert(DESCRIPTION_SENTENCE, &format!("{description}{end}"));
    variables.insert("publisherKind", answers.publisher_kind().name());
    variables
}

fn configuration(version: u32, answers: &Answers) -> Result<Rendered> {
    let configuration = json!({
        "publisherKind": answers.publisher_kind(),
        "template": { "version": version, "answers": answers.values() },
    });
    let mut text = serde_json::to_string_pretty(&configuration).context("the answers are not JSON")?;
    text.push('\n');
    Ok(Rendered { name: CONFIGURATION_FILE.to_owned(), bytes: text.into_bytes() })
}

#[cfg(test)]
mod tests;
