//! One connector on its way: read, validated, planned, compared with the published one, and told in a text.

use std::fs;

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;

use super::Arguments;
use crate::check::{self, Choice};
use crate::cli::{judge, package, status};
use crate::config::{Date, FILE_NAME};
use crate::connector::definition::Definition;
use crate::connector::properties::Properties;
use crate::connector::{Connector, EntryKind, Role};
use crate::finding::{Finding, Level};
use crate::preflight::{self, Evidence, Objection, Submitted, Update};
use crate::project::{KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::report::{self, Counts};
use crate::submit::{Action, Problem, Request, Submission, contents};

/// So many changes are told one by one on stderr.
const MOST_SHOWN: usize = 10;

/// A connector that could be submitted.
pub struct Candidate {
    pub project: Project,
    pub submission: Submission,
    /// The Markdown of the pull request.
    pub text: String,
    /// What to answer when the licence check asks.
    pub licence_agreement: String,
}

impl Candidate {
    /// Whether the base holds the connector as it is.
    pub fn is_in_base(&self) -> bool {
        self.submission.action() == Action::SameAsBase
    }
}

/// What came of a connector.
pub enum Prepared {
    Ready(Box<Candidate>),
    /// Its errors were shown.
    Invalid,
}

/// Reads a connector and plans its branch. Fails when that cannot be planned; what only stands in the way is among the
/// problems of the submission.
pub fn prepare(arguments: &Arguments, path: &Utf8Path, repository: &Utf8Path) -> Result<Prepared> {
    let mut project = Project::load_one(path, arguments.publisher_kind)?;
    // What is submitted is public for ever, whatever the project thinks of it at home.
    project.configuration.levels.extend(package::PRIVATE_DATA.map(|rule| (rule, Level::Error)));
    judge::tell_kind(&project);
    let mut request = request_of(arguments, path, &project)?;
    let today = judge::today(None)?;
    let findings = if arguments.status { None } else { validate(arguments, &project, today)? };
    if findings.as_ref().is_some_and(|findings| Counts::of(findings).errors > 0) {
        return Ok(Prepared::Invalid);
    }
    if arguments.status {
        request.checks_title = false;
    }
    let mut submission = Submission::plan(repository, &request)?;
    let update = compare(arguments, &project, &mut submission, today);
    let licence_agreement = licence_agreement(&project, &submission);
    let text = preflight::body(&Submitted {
        title: project.title(),
        kind: project.kind.name(),
        description: project.info().and_then(|info| Some(info.str_member("description")?.into_owned())),
        folder: submission.folder_path().to_owned(),
        is_new: submission.is_new(),
        is_proposal: arguments.proposal,
        operations: operations(&project),
        reason: arguments.allow_breaking.clone(),
        attestations: if arguments.proposal || !project.kind.certifies() {
            Vec::new()
        } else {
            preflight::attestations(&Evidence {
                project: &project,
                // Of a proposal only private data was looked at.
                findings: findings.as_deref(),
                published: (!submission.is_new()).then(|| submission.folder_path()),
                is_title_free: submission.is_title_free(),
                title: submission.pull_request_title(),
            })
        },
        is_verified: !arguments.no_verify,
        owners: owners(&project, &submission),
        licence_agreement: licence_agreement.clone(),
        update,
    })?;
    Ok(Prepared::Ready(Box::new(Candidate { project, submission, text, licence_agreement })))
}

/// Collects what is submitted.
fn request_of(arguments: &Arguments, path: &Utf8Path, project: &Project) -> Result<Request> {
    if project.kind_source == KindSource::Assumed {
        bail!("who publishes the connector is not known; add `--publisher-kind verified`, `independent` or `custom`");
    }
    let title = project.info().and_then(|info| info.str_member("title")).unwrap_or_default().into_owned();
    let host = project.connector.document(Role::Definition).and_then(|document| document.root().str_member("host"));
    Ok(Request {
        kind: project.kind,
        // A proposal may come before the definition, which holds the title.
        title: if title.is_empty() && arguments.proposal { project.title() } else { title },
        host: host.map(std::borrow::Cow::into_owned).filter(|host| !host.is_empty()),
        local_name: project.folder_name(),
        folder: arguments.folder.clone(),
        files: package::contents(project)?,
        packages: packages(path, project)?,
        is_proposal: arguments.proposal,
        base: arguments.base.clone(),
        branch: arguments.branch.clone(),
        message: arguments.message.clone(),
        way: arguments.way(),
        may_sign: !arguments.no_gpg_sign,
        checks_title: !arguments.no_verify,
    })
}

/// The certification packages in the connector's folder.
fn packages(path: &Utf8Path, project: &Project) -> Result<Vec<(String, Vec<u8>)>> {
    let entries = project.connector.entries().iter();
    let packages = entries.filter(|entry| entry.kind == EntryKind::File && contents::is_package_name(&entry.name));
    packages
        .map(|entry| {
            let file = path.join(&entry.name);
            Ok((entry.name.clone(), fs::read(&file).with_context(|| format!("could not read {file}"))?))
        })
        .collect()
}

/// The findings; `None` when nothing was looked at. Errors are shown, with what they stop.
fn validate(arguments: &Arguments, project: &Project, today: Option<Date>) -> Result<Option<Vec<Finding>>> {
    if arguments.no_verify {
        status::done(
            "Unverified",
            "--no-verify was given: nothing was checked, neither validity, secrets, title nor update",
        );
        return Ok(None);
    }
    let only = if arguments.proposal { &package::PRIVATE_DATA[..] } else { &[] };
    let findings = judge::show_errors(project, only, today)?;
    let counts = Counts::of(&findings);
    if arguments.proposal {
        status::done("Proposal", "only private data was looked for");
    } else {
        judge::tell(counts)?;
    }
    if counts.errors > 0 {
        judge::refuse(project, counts, "no branch was made", "--no-verify");
    }
    Ok(Some(findings))
}

/// Compares with what the base holds, and puts into the submission what stands in its way.
fn compare(
    arguments: &Arguments,
    project: &Project,
    submission: &mut Submission,
    today: Option<Date>,
) -> Option<Update> {
    if submission.is_new() || arguments.proposal {
        return None;
    }
    let Some(update) = update_of(project, submission, today) else {
        let fetch = submission.fetch_folder_line();
        submission.add_note(format!(
            "the clone does not hold the files of the published connector: they were not compared, and line ends not \
             kept; to fetch them: {fetch}"
        ));
        return None;
    };
    if !arguments.no_verify && submission.action().writes() {
        let problems: Vec<Problem> = update
            .objections()
            .into_iter()
            .filter(|objection| *objection != Objection::Breaking || arguments.allow_breaking.is_none())
            .map(|objection| problem_of(objection, &update, project))
            .collect();
        submission.add_problems(problems);
    }
    Some(update)
}

/// What the submission does to the published connector, as the project weighs it; `None` where the clone does not hold
/// that. Entries of `allow` that do not help are told.
fn update_of(project: &Project, submission: &mut Submission, today: Option<Date>) -> Option<Update> {
    let published = submission.base_files().ok()?;
    let resulting = submission.resulting_files(&published).ok()?;
    let (published, resulting) = (Connector::load(&published).ok()?, Connector::load(&resulting).ok()?);
    let resulting = project.with_connector(resulting);
    let review = check::review(&published, &resulting, &Choice { today, ..Choice::default() });
    for finding in &review.about_allows {
        let place = report::changes::place(project, finding.place);
        submission.add_note(format!("{place}: {}", finding.message));
    }
    let update = Update::of(&published, &resulting.connector, &review);
    let mut allowed = update.breaking.iter().filter_map(|change| Some((change, change.allowed.as_ref()?)));
    for (change, reason) in allowed.by_ref().take(MOST_SHOWN) {
        submission.add_note(format!("connkit.json allows: {} [{}]; the reason: {reason}", change.text, change.class));
    }
    match allowed.count() {
        0 => {}
        more => submission.add_note(format!("connkit.json allows {more} more; the text of the pull request has all")),
    }
    Some(update)
}

fn problem_of(objection: Objection, update: &Update, project: &Project) -> Problem {
    match objection {
        Objection::Breaking => refused(update, project),
        Objection::VersionNotRaised => {
            let version = update.new_version.as_deref().unwrap_or_default();
            let problem =
                Problem::new(format!("the connector has changed, and its version `{version}` was not raised"));
            match &update.proposed_version {
                Some(proposed) => problem.remedy(format!("to raise it: connkit bump {proposed} {}", project.path)),
                None => problem.remedy("raise `version` in the definition"),
            }
        }
    }
}

/// The breaking changes that stand in the way, and both ways to make them all the same.
fn refused(update: &Update, project: &Project) -> Problem {
    let mut problem = Problem::new(format!("the update has {}", update.refused_count()));
    for change in update.refused().take(MOST_SHOWN) {
        problem = problem.remedy(format!("- {} [{}]", change.text, change.class));
    }
    match update.refused().count().checked_sub(MOST_SHOWN) {
        Some(more) if more > 0 => problem = problem.remedy(format!("- and {more} more")),
        _ => {}
    }
    if let Some(first) = update.refused().next() {
        let file = project.file_path(FILE_NAME);
        problem = problem.remedy(format!("to allow one, under `allow` in {file}: {}", first.allow_entry()));
    }
    problem.remedy("to make them all the same: --allow-breaking \"why flows have to change\"")
}

/// The operations that makers see.
fn operations(project: &Project) -> Vec<String> {
    let Some(document) = project.connector.document(Role::Definition) else { return Vec::new() };
    let definition = Definition::of(document);
    let visible = definition.operations.iter().filter(|operation| !operation.is_internal());
    visible
        .map(|operation| match operation.str("summary") {
            Some(summary) => format!("{summary} ({})", operation.label()),
            None => operation.label(),
        })
        .collect()
}

/// `/certified-connectors/Contoso\ Mail/ @contoso`.
fn owners(project: &Project, submission: &Submission) -> Option<String> {
    let path = submission.folder_path().replace(' ', "\\ ");
    (project.kind == PublisherKind::Verified).then(|| format!("/{path}/ @{}", submission.next_steps().account))
}

/// A company agrees by its name.
fn licence_agreement(project: &Project, submission: &Submission) -> String {
    let publisher = project.connector.document(Role::Properties).map(Properties::of).and_then(|of| of.publisher());
    let publisher = publisher.map(|name| name.replace('"', "'")).filter(|name| !name.trim().is_empty());
    let agree = &submission.next_steps().licence_agreement;
    match publisher {
        _ if project.kind != PublisherKind::Verified => agree.clone(),
        Some(name) => format!("{agree} company=\"{name}\""),
        None => format!("{agree} company=\"ITS NAME\""),
    }
}
