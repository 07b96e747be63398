//! Templates of a team: a folder with its own questions, rendered as the built-in templates are.
//!
//! Takes the folder's files as a value and gives files as a value; what it renders to is no project of a built-in
//! template, so nothing of it is recorded. Every error names the file, line and column of the template.

mod origin;
mod questions;

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use serde_json::{Value, json};

use super::embedded::templates_of;
use super::engine::{Engine, Variables};
use super::questions::{Given, PUBLISHER_KIND};
use super::{CONFIGURATION_FILE, DERIVED, DESCRIPTION_SENTENCE, OPERATION_LIST, Rendered, TEMPLATE_VERSION, readme};
use crate::config::suggestion;
use crate::connector::Role;
use crate::json::Document;
use crate::publisher_kind::PublisherKind;
use crate::template::region::Region;
use crate::text::{FileId, Text};
pub use questions::{Asked, QUESTIONS_FILE};

/// The folder of what is generated; a name that ends with this suffix is a template.
const FILES: &str = "files/";
const SUFFIX: &str = ".tera";

/// A folder of templates with its questions.
#[derive(Debug)]
pub struct TeamTemplate {
    /// As it is shown.
    folder: String,
    /// By path in the folder.
    files: BTreeMap<String, Vec<u8>>,
    pub questions: Vec<Asked>,
    /// Where the template says for which kind of publisher it is.
    pub publisher_kind: Option<PublisherKind>,
}

impl TeamTemplate {
    /// Fails when the questions are missing or wrong, or there is nothing to generate.
    pub fn parse(folder: &str, files: BTreeMap<String, Vec<u8>>) -> Result<Self> {
        let text = files.get(QUESTIONS_FILE).with_context(|| {
            format!("{folder} is no folder of templates: it holds no {QUESTIONS_FILE}; docs/templates.md tells what one holds")
        })?;
        let text =
            String::from_utf8(text.clone()).with_context(|| format!("{folder}/{QUESTIONS_FILE} is not UTF-8"))?;
        let (questions, publisher_kind) = questions::read(&format!("{folder}/{QUESTIONS_FILE}"), &text)?;
        ensure!(
            files.keys().any(|path| path.starts_with(FILES)),
            "{folder} has no {FILES} with what is to be generated"
        );
        Ok(Self { folder: folder.to_owned(), files, questions, publisher_kind })
    }

    /// The kind of publisher that the template or an answer names.
    pub fn kind(&self, answers: &Given) -> Option<PublisherKind> {
        let answered = answers.get(PUBLISHER_KIND).and_then(Value::as_str).and_then(PublisherKind::of_name);
        self.publisher_kind.or(answered)
    }

    /// Renders all files for complete answers, in the order of their names, the definition first.
    ///
    /// Fails when a template is wrong, or makes a path that leaves the folder.
    pub fn render(&self, answers: &Given) -> Result<Vec<Rendered>> {
        let kind = self.kind(answers).context("it is not known who publishes the connector")?;
        let mut variables = Variables::of(answers);
        variables.insert("publisherKind", kind.name());
        if let Some(description) = answers.get("description").and_then(Value::as_str) {
            let end = if description.ends_with(['.', '!', '?']) { "" } else { "." };
            variables.insert(DESCRIPTION_SENTENCE, &format!("{description}{end}"));
        }
        let mut sources: Vec<(&str, &[u8])> = self.sources().collect();
        // The definition comes first because a readme may list its operations.
        sources.sort_by_key(|(path, _)| !path.ends_with(&format!("/{}{SUFFIX}", Role::Definition.file_name())));
        let mut files: Vec<Rendered> = Vec::new();
        let mut names = HashSet::new();
        for (path, bytes) in sources {
            let Some(name) = self.target(path, &variables)? else { continue };
            ensure!(names.insert(name.to_lowercase()), "{}/{path}: another file is called {name}, too", self.folder);
            let bytes = match path.strip_suffix(SUFFIX) {
                Some(_) => self.render_file(path, &name, &variables)?.into_bytes(),
                None => bytes.to_vec(),
            };
            if name == Role::Definition.file_name()
                && let Ok(definition) = serde_json::from_slice::<Value>(&bytes)
            {
                let list = readme::list(&readme::operations(&definition));
                variables.insert_verbatim(OPERATION_LIST, &Region::Operations.marked(&list));
            }
            files.push(Rendered { name, bytes });
        }
        self.configure(kind, &mut files)?;
        Ok(files)
    }

    fn sources(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter().filter(|(path, _)| path.starts_with(FILES));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The path of a generated file, its names rendered; `None` where one of them renders to nothing.
    fn target(&self, path: &str, variables: &Variables) -> Result<Option<String>> {
        let inside = path.strip_prefix(FILES).unwrap_or(path);
        let mut names = Vec::new();
        for part in inside.strip_suffix(SUFFIX).unwrap_or(inside).split('/') {
            let name = if part.contains("{{") || part.contains("{%") {
                let what = format!("{path} (its name)");
                let engine = Engine::with_templates("", &[(&what, part)]).map_err(|error| self.placed(error))?;
                self.check_variables(&engine, &what, variables, &[(&what, part)])?;
                engine.fill(&what, variables).map_err(|error| self.placed(error.into()))?
            } else {
                part.to_owned()
            };
            if name.is_empty() {
                return Ok(None);
            }
            let is_escape = name.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*'])
                || name.contains(char::is_control)
                || name.ends_with(['.', ' ']);
            ensure!(!is_escape, "{}/{path}: `{}` is no name of a file or folder", self.folder, name.escape_debug());
            names.push(name);
        }
        Ok(Some(names.join("/")))
    }

    fn render_file(&self, path: &str, name: &str, variables: &Variables) -> Result<String> {
        let built_in = templates_of(TEMPLATE_VERSION);
        let own = self.texts()?;
        // A template of the team's own takes the place of a built-in one of the same name.
        let is_shared = |name: &str| name.starts_with("shared/") && own.iter().all(|(own, _)| own != &name);
        let shared = built_in.iter().copied().filter(|(name, _)| is_shared(name));
        let templates: Vec<(&str, &str)> = shared.chain(own.iter().copied()).collect();
        let engine = Engine::with_templates(name, &templates).map_err(|error| self.placed(error))?;
        self.check_variables(&engine, path, variables, &templates)?;
        let text = engine.fill(path, variables).map_err(|error| self.placed(error.into()))?;
        engine
            .lay_out(&format!("{}/{path}", self.folder), text.clone())
            .map_err(|error| self.not_json(path, &text, &error, &templates))
    }

    fn texts(&self) -> Result<Vec<(&str, &str)>> {
        let templates = self.files.iter().filter(|(path, _)| path.ends_with(SUFFIX));
        templates
            .map(|(path, bytes)| {
                let text =
                    std::str::from_utf8(bytes).with_context(|| format!("{}/{path} is not UTF-8", self.folder))?;
                Ok((path.as_str(), text))
            })
            .collect()
    }

    /// A misspelt name in an `if` would be taken for null.
    fn check_variables(
        &self,
        engine: &Engine,
        template: &str,
        variables: &Variables,
        templates: &[(&str, &str)],
    ) -> Result<()> {
        let used = engine.variables_of(template).map_err(|error| self.placed(error.into()))?;
        let Some(unknown) = used.into_iter().find(|name| !variables.has(name)) else { return Ok(()) };
        let own = templates.iter().filter(|(name, _)| *name == template);
        let found = own.chain(templates).find_map(|(name, text)| Some((name, text, place_of(text, unknown)?)));
        let place = match found {
            Some((name, text, at)) => format!("{}:{}", self.path_of(name), Text::new(*text).position(at)),
            None => self.path_of(template),
        };
        let known = self.questions.iter().map(|question| question.name.as_str()).chain(DERIVED);
        let suggestion = suggestion(unknown, known.filter(|name| variables.has(name)));
        bail!("{place}: no question is called `{unknown}`{suggestion}")
    }

    /// The error of a template with its place in the words of all our errors.
    fn placed(&self, error: anyhow::Error) -> anyhow::Error {
        let Some(of_tera) = error.downcast_ref::<tera::Error>() else { return error };
        match of_tera.kind() {
            tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
                let (line, column) = (report.span().start_line, report.span().start_col + 1);
                anyhow!("{}:{line}:{column}: {}", self.path_of(report.filename()), report.message())
            }
            _ => self.placed_report(&of_tera.to_string()),
        }
    }

    /// What fits together badly is told as a text only: a message, and a line with an arrow to its place.
    fn placed_report(&self, report: &str) -> anyhow::Error {
        let mut lines = report.lines();
        let message = lines.next().and_then(|line| line.strip_prefix("error: "));
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        match message.zip(place) {
            Some((message, place)) => anyhow!("{}: {message}", self.path_of(place)),
            None => anyhow!("{}: {report}", self.folder),
        }
    }

    /// A template as it is shown; the built-in ones lie in no folder.
    fn path_of(&self, template: &str) -> String {
        let is_own = self.files.keys().any(|path| template.starts_with(path.as_str()));
        if is_own { format!("{}/{template}", self.folder) } else { format!("built-in {template}") }
    }

    /// Where rendered text is no JSON, its line says more than its number, which is not that in the template; the
    /// template's own place is told where it can be found again.
    fn not_json(&self, path: &str, text: &str, error: &anyhow::Error, templates: &[(&str, &str)]) -> anyhow::Error {
        let what = error.root_cause();
        let (line, column) = error.downcast_ref::<serde_json::Error>().map_or((0, 0), |e| (e.line(), e.column()));
        let text = Text::new(text);
        let line = text.line_span(line as u32).map_or("", |span| text.slice(span));
        let own = templates.iter().find(|(name, _)| *name == path);
        let included = templates.iter().filter(|(name, _)| own.is_some_and(|(_, own)| own.contains(name)));
        let found = own.into_iter().chain(included).find_map(|(name, template)| {
            let at = origin::origin(template, line, column.saturating_sub(1))?;
            let place = format!("{}:{}: ", self.path_of(name), Text::new(*template).position(at as u32));
            Some(if *name == path { place } else { format!("{place}{} ", self.path_of(path)) })
        });
        let place = found.unwrap_or_else(|| self.path_of(path) + " ");
        anyhow!("{place}does not render to JSON: {what} of the result: `{}`", line.trim())
    }

    /// The project says who publishes it, and is none of a built-in template.
    fn configure(&self, kind: PublisherKind, files: &mut Vec<Rendered>) -> Result<()> {
        let Some(own) = files.iter().find(|file| file.name == CONFIGURATION_FILE) else {
            let mut text = serde_json::to_string_pretty(&json!({ "publisherKind": kind }))?;
            text.push('\n');
            files.push(Rendered { name: CONFIGURATION_FILE.to_owned(), bytes: text.into_bytes() });
            return Ok(());
        };
        let document = Document::parse(FileId::default(), String::from_utf8_lossy(&own.bytes));
        if document.root().get("template").is_some() {
            bail!(
                "{}/{FILES}{CONFIGURATION_FILE} has a `template`, which is for connkit's own templates; remove it",
                self.folder
            );
        }
        Ok(())
    }
}

/// The first place in a template where a variable is used: a whole word between the brackets of a tag.
fn place_of(text: &str, name: &str) -> Option<u32> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_' || character == '.';
    text.match_indices(name)
        .find(|(at, _)| {
            let before = &text[..*at];
            let open = before.rfind("{{").max(before.rfind("{%"));
            let close = before.rfind("}}").max(before.rfind("%}"));
            let is_alone = !before.ends_with(is_word)
                && !text[at + name.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
            open.is_some() && open > close && is_alone
        })
        .map(|(at, _)| at as u32)
}
