//! Brings a project up to date: with the templates of this connkit, with what is generated from its own artifacts, with safe
//! fixes and with the canonical form.
//!
//! Works in memory; what comes out is a plan. Where the user and the templates changed the same, somebody has to decide:
//! nothing of the user's is overwritten unasked, and what the user removed stays away.

mod configuration;
mod files;
mod identity;
mod lines;
mod readme;
mod regions;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};

use crate::check::{Checker, hold_back};
use crate::config::{CONFIGURATION_FILE, FILE_NAME, TemplateState};
use crate::connector::files::Overlay;
use crate::connector::{Connector, Files, Role};
use crate::fix::{self, Selection};
pub use crate::json::Side;
use crate::project::Project;
use crate::template::answers::Answers;
use crate::template::questions::PUBLISHER_KIND;
use crate::template::region::Region;
use crate::template::{self, Rendered, TEMPLATE_VERSION};
use crate::text::Position;

/// So often regions, fixes and layout are looked at again: one may call for another.
const MAX_ROUNDS: usize = 5;

/// What is asked for beside the merge.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Files of the template that are not there are added.
    pub add_missing: bool,
    /// JSON is put into canonical form.
    pub fmt: bool,
}

/// Something that both the user and the templates changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The file's name.
    pub file: String,
    /// Where it is in the user's file.
    pub position: Position,
    /// A JSON pointer, or what it is about in words.
    pub subject: String,
    pub ours: String,
    /// `None` where the templates no longer have it.
    pub theirs: Option<String>,
}

/// Decides a conflict; `None` leaves it open.
pub type Settle<'s> = &'s mut dyn FnMut(&Conflict) -> Option<Side>;

/// How the merge with the templates went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// The project conforms to the version of this connkit already.
    Current,
    /// From this version.
    From(u32),
    /// The project does not say what it was made from.
    Unknown,
    /// Answers are missing or cannot be taken: each with the reason.
    Unanswered(Vec<String>),
}

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub name: String,
    /// `None` for a new file.
    pub before: Option<Vec<u8>>,
    pub after: Vec<u8>,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    pub update: Update,
    /// In the order of their names; `connkit.json` among them.
    pub files: Vec<Written>,
    /// Those that nobody decided; while there are any, the files must not be written.
    pub conflicts: Vec<Conflict>,
    pub regions: BTreeSet<Region>,
    /// How many fixes of each rule were applied.
    pub fixes: BTreeMap<&'static str, usize>,
    /// Files of the template that are not there, and stay away.
    pub absent: Vec<String>,
}

/// Plans what brings a project up to date.
///
/// Fails when the project was made by a later connkit, or its files cannot be read.
pub fn plan(folder: &dyn Files, project: &Project, options: Options, settle: Settle<'_>) -> Result<Plan> {
    let state = project.configuration.template.as_ref();
    refuse_later(project, state)?;
    let mut work = Work {
        files: Overlay::new(folder),
        settle,
        conflicts: Vec::new(),
        regions: readme::Memory::of(state),
        changed_regions: BTreeSet::new(),
        fixes: BTreeMap::new(),
        absent: Vec::new(),
    };
    let answers = state.map(|state| answers(project, state));
    let update = match (state, &answers) {
        (Some(state), Some(Ok(answers))) => work.update(state, answers, options)?,
        (Some(state), Some(Err(_))) if state.version == TEMPLATE_VERSION && !options.add_missing => Update::Current,
        (_, Some(Err(troubles))) => Update::Unanswered(troubles.clone()),
        _ => Update::Unknown,
    };
    work.settle_down(project, options)?;
    if let (Some(state), Some(text)) = (state, project.text_of(CONFIGURATION_FILE)) {
        let text = text.as_str();
        work.files.know(FILE_NAME, text);
        let readme = work
            .connector()?
            .artifact(Role::Readme)
            .and_then(|readme| readme.text().map(|text| text.as_str().to_owned()));
        let next = TemplateState {
            version: if matches!(update, Update::From(_)) { TEMPLATE_VERSION } else { state.version },
            answers: answers
                .and_then(Result::ok)
                .map_or_else(|| state.answers.clone(), |answers| answers.values().clone()),
            regions: work.regions.state(readme.as_deref().unwrap_or_default()),
        };
        work.files.write(FILE_NAME, configuration::updated(text, state, &next));
    }
    work.finish(update)
}

fn refuse_later(project: &Project, state: Option<&TemplateState>) -> Result<()> {
    let Some(state) = state.filter(|state| state.version > TEMPLATE_VERSION) else { return Ok(()) };
    bail!(
        "{} says that the project conforms to version {} of the templates, and this connkit has version {TEMPLATE_VERSION}: \
         use the connkit that wrote it, or a later one",
        project.file_path(FILE_NAME),
        state.version
    )
}

/// The project's answers, or what is wrong with them.
fn answers(project: &Project, state: &TemplateState) -> Result<Answers, Vec<String>> {
    let mut given = state.answers.clone();
    given.insert(PUBLISHER_KIND.to_owned(), project.kind.name().into());
    Answers::of(&given).map_err(|troubles| troubles.iter().map(ToString::to_string).collect())
}

/// What is known while planning.
struct Work<'w> {
    files: Overlay<'w>,
    settle: Settle<'w>,
    conflicts: Vec<Conflict>,
    regions: readme::Memory,
    changed_regions: BTreeSet<Region>,
    fixes: BTreeMap<&'static str, usize>,
    absent: Vec<String>,
}

impl Work<'_> {
    fn connector(&self) -> Result<Connector> {
        let connector = Connector::load(&self.files).context("could not list the files of the connector")?;
        connector.refuse_unread().context("a project is only conformed as a whole")?;
        Ok(connector)
    }

    /// Asks who is right; an open conflict leaves the user's side as it is.
    fn decide(&mut self, conflict: Conflict) -> Side {
        (self.settle)(&conflict).unwrap_or_else(|| {
            self.conflicts.push(conflict);
            Side::Ours
        })
    }

    /// Merges each file of the templates.
    fn update(&mut self, state: &TemplateState, answers: &Answers, options: Options) -> Result<Update> {
        let theirs = template::render(answers)?;
        let is_current = state.version == TEMPLATE_VERSION;
        let base = if is_current { theirs.clone() } else { template::render_version(state.version, answers)? };
        self.regions.learn([&base, &theirs]);
        let connector = self.connector()?;
        for file in theirs.iter().filter(|file| file.name != FILE_NAME) {
            let before = base.iter().find(|before| before.name == file.name);
            let role = Role::of_file_name(&file.name);
            match (role.and_then(|role| connector.artifact(role)), before) {
                (Some(ours), Some(before)) => self.merge(before, ours, file),
                (None, Some(_)) if !options.add_missing => self.absent.push(file.name.clone()),
                (None, _) => self.files.write(&file.name, file.bytes.clone()),
                // The user has a file of one's own where the template has one now, too.
                (Some(_), None) => {}
            }
        }
        Ok(if is_current { Update::Current } else { Update::From(state.version) })
    }

    /// Rewrites regions, fixes and lays out until nothing changes.
    fn settle_down(&mut self, project: &Project, options: Options) -> Result<()> {
        let checker = Checker::new(project.kind, &project.configuration.levels);
        for _ in 0..MAX_ROUNDS {
            let mut has_changed = project.configuration.template.is_some() && self.rewrite_regions()?;
            has_changed |= self.fix(&checker, project)?;
            has_changed |= options.fmt && self.format()?;
            if !has_changed {
                break;
            }
        }
        Ok(())
    }

    fn fix(&mut self, checker: &Checker, project: &Project) -> Result<bool> {
        let Project { configuration, baseline, .. } = project;
        let hold_back = |connector: &_, findings: &mut _| {
            hold_back(configuration, baseline.as_ref(), &[], connector, findings);
        };
        let fixed = fix::fix(&self.files, self.connector()?, checker, &Selection::default(), &hold_back);
        let fixed = fixed.context("could not read the connector")?;
        for (rule, count) in &fixed.applied {
            *self.fixes.entry(rule).or_default() += count;
        }
        let has_changed = !fixed.files.is_empty();
        for file in fixed.files {
            self.files.write(file.name, file.after);
        }
        Ok(has_changed)
    }

    fn format(&mut self) -> Result<bool> {
        let mut has_changed = false;
        for artifact in self.connector()?.artifacts() {
            let (Some(before), Ok(after)) = (artifact.text(), fix::format(artifact)) else { continue };
            if before.as_str() != after {
                self.files.write(&artifact.name, after);
                has_changed = true;
            }
        }
        Ok(has_changed)
    }

    fn finish(self, update: Update) -> Result<Plan> {
        let changes = self.files.changes().context("could not read the connector")?;
        let files = changes.into_iter().map(|(name, before, after)| Written {
            name: name.to_owned(),
            before,
            after: after.to_vec(),
        });
        Ok(Plan {
            update,
            files: files.collect(),
            conflicts: self.conflicts,
            regions: self.changed_regions,
            fixes: self.fixes,
            absent: self.absent,
        })
    }
}

/// The text of a rendered file.
fn text_of(file: &Rendered) -> Option<&str> {
    std::str::from_utf8(&file.bytes).ok()
}
