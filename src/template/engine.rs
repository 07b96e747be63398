//! Tera, set up so that a template's author cannot forget to escape: every value is escaped for the file's syntax.
//!
//! JSON is parsed and printed again, so its layout never depends on the blanks of a template.

use std::io::{self, Write};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value};
use tera::Tera;

use super::embedded::templates_of;
use super::questions::QUESTIONS;
use super::{DERIVED, readme};

/// What a generated text file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Json,
    Markdown,
    CSharp,
    /// Nothing is known of it, so nothing is escaped.
    Plain,
}

/// Renders the templates of one syntax.
pub struct Engine {
    tera: Tera,
    syntax: Syntax,
}

impl Engine {
    /// The engine for a generated file of this name, with the templates of a version.
    pub fn of_file(name: &str, version: u32) -> Result<Self> {
        Self::with_templates(name, &templates_of(version))
    }

    pub fn with_templates(name: &str, templates: &[(&str, &str)]) -> Result<Self> {
        let syntax = match name.rsplit_once('.') {
            Some((_, "json")) => Syntax::Json,
            Some((_, "md")) => Syntax::Markdown,
            Some((_, "csx")) => Syntax::CSharp,
            _ => Syntax::Plain,
        };
        let mut tera = Tera::new();
        // Fragments are escaped like the template that includes them, so the suffix need not tell the syntax.
        tera.autoescape_on([".tera"]);
        tera.set_escape_fn(match syntax {
            Syntax::Json => write_json,
            Syntax::Markdown => write_markdown,
            Syntax::CSharp => write_csharp,
            Syntax::Plain => write_plain,
        });
        tera.add_raw_templates(templates.iter().copied()).context("the templates do not fit together")?;
        Ok(Self { tera, syntax })
    }

    /// Renders a template to the text of a file, with LF and one final line end.
    pub fn render(&self, template: &str, variables: &Variables) -> Result<String> {
        self.lay_out(template, self.render_raw(template, variables)?)
    }

    /// The text of a file as it is to be written.
    pub fn lay_out(&self, template: &str, text: String) -> Result<String> {
        match self.syntax {
            Syntax::Plain => Ok(text),
            Syntax::Json => {
                let value: Value =
                    serde_json::from_str(&text).with_context(|| format!("{template} does not render to JSON"))?;
                Ok(serde_json::to_string_pretty(&value).context("the rendered JSON cannot be printed")? + "\n")
            }
            Syntax::Markdown => Ok(tidy_lines(&text)),
            Syntax::CSharp => Ok(text.trim_end().to_owned() + "\n"),
        }
    }

    /// Renders a template without laying out the result.
    pub fn render_raw(&self, template: &str, variables: &Variables) -> Result<String> {
        self.check_variables(template)?;
        self.fill(template, variables).with_context(|| format!("could not render {template}"))
    }

    /// Renders a template whose variables were checked, without laying out the result.
    pub fn fill(&self, template: &str, variables: &Variables) -> Result<String, tera::Error> {
        self.tera.render(template, &variables.0)
    }

    /// The variables that a template and what it includes need from outside, in the order of their names.
    pub fn variables_of(&self, template: &str) -> Result<Vec<&str>, tera::Error> {
        let mut names: Vec<&str> = self.tera.get_template_variables(template)?.into_iter().collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Tera takes an undefined variable inside a filter or an `if` for null, so a misspelt name is looked for here.
    pub fn check_variables(&self, template: &str) -> Result<()> {
        let mut unknown = self.variables_of(template)?;
        unknown.retain(|name| !DERIVED.contains(name) && QUESTIONS.iter().all(|question| question.name != *name));
        ensure!(unknown.is_empty(), "{template} uses variables that nobody declares: {}", unknown.join(", "));
        Ok(())
    }
}

/// What the templates can print.
#[derive(Clone, Debug)]
pub struct Variables(tera::Context);

impl Variables {
    pub fn of(answers: &Map<String, Value>) -> Self {
        let mut context = tera::Context::new();
        for (name, value) in answers {
            context.insert(name.clone(), value);
        }
        Self(context)
    }

    pub fn insert(&mut self, name: &'static str, text: &str) {
        self.0.insert(name, text);
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Inserts text that is already in the syntax of the file and must not be escaped again.
    pub fn insert_verbatim(&mut self, name: &'static str, text: &str) {
        self.0.insert_value(name, tera::Value::safe_string(text));
    }
}

/// Conditional fragments leave blank lines behind: no line ends in blanks, and no two blank lines follow each other.
fn tidy_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write_json(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let quoted = serde_json::to_string(text)?;
    // The template has the quotes, so that it reads like the file that it makes.
    let bare = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&quoted);
    out.write_all(bare.as_bytes())
}

fn write_plain(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text.as_bytes())
}

fn write_markdown(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(readme::escape(text).as_bytes())
}

/// Escapes for a regular string literal; the result also stays on the line of a `//` comment.
fn write_csharp(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(out, "\\{character}")?,
            '\n' => out.write_all(b"\\n")?,
            '\r' => out.write_all(b"\\r")?,
            '\t' => out.write_all(b"\\t")?,
            _ if is_hidden(character) => write!(out, "\\u{:04x}", character as u32)?,
            _ => write!(out, "{character}")?,
        }
    }
    Ok(())
}

/// Controls, C#'s other line ends, and the marks that make a line read in another order than it is compiled.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
