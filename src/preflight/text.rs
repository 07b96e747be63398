//! The text of the pull request, from its template.

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::Tera;

use super::{Attestation, Update};
use crate::template::readme::escape;

const TEMPLATE: &str = include_str!("../../templates/pull_request.md.tera");

/// What the text is about.
#[derive(Clone, Debug, Serialize)]
pub struct Submitted {
    /// The connector's title.
    pub title: String,
    /// `verified`, `independent` or `custom`.
    pub kind: &'static str,
    pub description: Option<String>,
    /// The folder, from the top of the connectors repository.
    pub folder: String,
    pub is_new: bool,
    pub is_proposal: bool,
    /// Operations of a new connector, by what makers know them by.
    pub operations: Vec<String>,
    /// `None` for a new connector, and where the published one could not be read.
    pub update: Option<Update>,
    /// Why breaking changes are made all the same.
    pub reason: Option<String>,
    pub attestations: Vec<Attestation>,
    /// What was skipped on the user's word.
    pub is_verified: bool,
    /// The line of the repository's file of owners; verified publishers have one.
    pub owners: Option<String>,
    /// The comment that agrees to the contributor licence agreement.
    pub licence_agreement: String,
}

/// The Markdown of the pull request: the same for the same facts.
///
/// Fails only when the template is wrong, which the tests rule out.
pub fn body(submitted: &Submitted) -> Result<String> {
    let mut tera = Tera::new();
    tera.autoescape_on([".tera"]);
    tera.set_escape_fn(|text, out| out.write_all(escape(text).as_bytes()));
    tera.add_raw_template("pull_request.md.tera", TEMPLATE).context("the template of the pull request is wrong")?;
    let context = tera::Context::from_serialize(submitted).context("the pull request's facts cannot be told")?;
    let text = tera.render("pull_request.md.tera", &context).context("could not render the pull request")?;
    Ok(without_gaps(&text))
}

/// Conditions leave blank lines behind: no two follow each other, and the text ends with its last line.
fn without_gaps(text: &str) -> String {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || out.last().is_some_and(|last: &&str| !last.is_empty()) {
            out.push(line);
        }
    }
    while out.last() == Some(&"") {
        out.pop();
    }
    out.join("\n") + "\n"
}
