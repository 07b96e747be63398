//! What is left to do until a connector is certified: what a program proved, what only a person can attest, and where
//! each goes, in the order in which it is asked for.
//!
//! Says what it is told was found; runs no rules, and reads no files.

use std::fmt::Write as _;

use crate::archive::shown;
use crate::connector::Role;
use crate::connector::definition::Definition;
use crate::connector::properties::Properties;
use crate::finding::{Finding, Level};
use crate::project::Project;
use crate::publisher_kind::PublisherKind;
use crate::report::counted;
use crate::submit;

/// A format of checklists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For the terminal
    Text,
    /// For the description of the pull request
    Markdown,
}

/// How it stands with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A program has seen that it is so.
    Proved,
    /// A program has seen that it is not so.
    Wrong,
    /// Only a person can tell.
    Attest,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub state: State,
    pub what: String,
    /// Where it goes, or what tells more.
    pub place: &'static str,
    /// Parts that are ticked one by one.
    pub parts: Vec<String>,
}

/// What is asked for at one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub title: &'static str,
    pub items: Vec<Item>,
}

/// Everything that is asked for, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    pub title: String,
    pub steps: Vec<Step>,
}

/// What is known of the package for certification.
#[derive(Clone, Copy, Debug)]
pub enum PackageState<'p> {
    NotGiven,
    Judged { path: &'p str, errors: usize },
}

impl Checklist {
    /// The checklist of a project, given what rules found in it.
    pub fn of(project: &Project, findings: &[Finding], package: PackageState<'_>) -> Self {
        let maker = Maker {
            project,
            findings,
            definition: project.connector.document(Role::Definition).map(Definition::of),
            properties: project.connector.document(Role::Properties).map(Properties::of),
        };
        let steps = match project.kind {
            PublisherKind::Verified => vec![
                maker.artifacts(),
                maker.tests(),
                maker.package(package),
                maker.pull_request(),
                maker.partner_center(),
                afterwards(),
            ],
            PublisherKind::Independent => vec![
                maker.proposal(),
                maker.artifacts(),
                maker.tests(),
                maker.package(package),
                maker.pull_request(),
                identity(),
            ],
            PublisherKind::Custom => vec![maker.artifacts(), maker.tests(), sample()],
        };
        let title = format!("{} {}", plain(&project.title()), plain(&project.version().unwrap_or_default()));
        Self { title: format!("{}, {} publisher", title.trim(), project.kind), steps }
    }

    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Markdown => self.markdown(),
        }
    }

    fn text(&self) -> String {
        let mut out = format!("{}\n", self.title);
        for Step { title, items } in &self.steps {
            // Writing to a String cannot fail.
            let _ = write!(out, "\n{title}\n");
            for Item { state, what, place, parts } in items {
                let mark = match state {
                    State::Proved => "proved",
                    State::Wrong => "WRONG ",
                    State::Attest => "attest",
                };
                let _ = writeln!(out, "  {mark}  {what}\n          {place}");
                for part in parts {
                    let _ = writeln!(out, "          - {part}");
                }
            }
        }
        out
    }

    fn markdown(&self) -> String {
        let mut out = format!("### {}\n", self.title);
        for Step { title, items } in &self.steps {
            let _ = write!(out, "\n#### {title}\n\n");
            for Item { state, what, place, parts } in items {
                let (mark, note) = match state {
                    State::Proved => ("x", ""),
                    State::Wrong => (" ", "**not yet:** "),
                    State::Attest => (" ", ""),
                };
                let _ = writeln!(out, "- [{mark}] {note}{what} ({place})");
                for part in parts {
                    let _ = writeln!(out, "  - [ ] {part}");
                }
            }
        }
        out
    }

    /// Whether a program found something wrong.
    pub fn is_wrong(&self) -> bool {
        self.steps.iter().flat_map(|step| &step.items).any(|item| item.state == State::Wrong)
    }
}

/// A text of the connector that plays no tricks on terminals and leaves the code spans of Markdown whole.
fn plain(text: &str) -> String {
    shown(text).replace('`', "'")
}

fn item(state: State, what: impl Into<String>, place: &'static str) -> Item {
    Item { state, what: what.into(), place, parts: Vec::new() }
}

fn attest(what: impl Into<String>, place: &'static str) -> Item {
    item(State::Attest, what, place)
}

fn proved_if(is_so: bool, what: impl Into<String>, place: &'static str) -> Item {
    item(if is_so { State::Proved } else { State::Wrong }, what, place)
}

struct Maker<'m> {
    project: &'m Project,
    findings: &'m [Finding],
    definition: Option<Definition<'m>>,
    properties: Option<Properties<'m>>,
}

impl Maker<'_> {
    fn has_none_of(&self, rules: &[&str]) -> bool {
        !self.findings.iter().any(|finding| rules.contains(&finding.rule.id))
    }

    fn uses_oauth(&self) -> bool {
        self.properties.as_ref().is_some_and(Properties::uses_oauth)
    }

    /// The operations that users see, as lines of a list.
    fn operations(&self) -> Vec<String> {
        let operations = self.definition.iter().flat_map(|definition| &definition.operations);
        let visible = operations.filter(|operation| !operation.is_internal() && !operation.is_deprecated());
        visible.map(|operation| format!("`{}`", plain(&operation.label()))).collect()
    }

    fn artifacts(&self) -> Step {
        let errors = self.findings.iter().filter(|finding| finding.level == Level::Error).count();
        let what = match errors {
            0 => "the artifacts have no errors".to_owned(),
            errors => format!("the artifacts have {}", counted(errors, "error")),
        };
        let mut items = vec![proved_if(errors == 0, what, "connkit validate")];
        let wants = |role: Role| match role {
            Role::Definition | Role::Properties => true,
            Role::Readme => self.project.kind.certifies(),
            _ => false,
        };
        for role in Role::ALL.into_iter().filter(|role| wants(*role)) {
            let is_there = self.project.connector.artifact(role).is_some();
            items.push(proved_if(is_there, format!("`{}` is there", role.file_name()), "the connector's folder"));
        }
        if self.project.kind.certifies() {
            let responses = ["ResponseSchemaEmpty", "SchemaDefinitionSetIncorrectly", "OperationMustHaveResponse"];
            let what = "every operation has a response with a schema";
            items.push(proved_if(self.has_none_of(&responses), what, "pull request: response schemas"));
            let colours =
                ["BrandColourNotValid", "BrandColourNotAllowed", "BrandColourNotIndependent", "IconForIndependent"];
            let what = match self.project.kind {
                PublisherKind::Independent => "the brand colour is #da3b01 and there is no icon",
                _ => "the brand colour is valid",
            };
            items.push(proved_if(self.has_none_of(&colours), what, "pull request: brand colour"));
            let secrets =
                ["ClientSecretInFile", "EnvironmentIdInFile", "SecretInFile", "SecretInValue", "ClientIdInFile"];
            let what = "no secrets, client ids or environments stand in the files";
            items.push(proved_if(self.has_none_of(&secrets), what, "the connector's folder"));
            items.push(attest("the descriptions are detailed and say what a user needs", "pull request: descriptions"));
        }
        Step { title: "Artifacts", items }
    }

    fn tests(&self) -> Step {
        let mut items = Vec::new();
        let deployed = "the connector is deployed in an environment of yours";
        items.push(attest(deployed, "connkit package --kind deploy, or connkit solution"));
        let calls = if self.project.kind.certifies() {
            "at least ten calls of each operation have succeeded"
        } else {
            "each operation works"
        };
        items.push(Item { parts: self.operations(), ..attest(calls, "Test tab of the connector") });
        if self.project.kind == PublisherKind::Independent {
            items.push(attest(
                "screenshots show three operations in flows, and their successful runs",
                "pull request: comment with pictures",
            ));
            items.push(attest("a screenshot shows the Test tab", "pull request: comment with pictures"));
        }
        Step { title: "Tests", items }
    }

    fn package(&self, package: PackageState<'_>) -> Step {
        let has_intro = self.project.connector.artifact(Role::Intro).is_some();
        let mut items = vec![
            proved_if(has_intro, "`intro.md` is there", "the connector's folder, and the package"),
            attest("a flow uses the connector, in a solution with the connector", "your environment"),
            item(
                if matches!(package, PackageState::Judged { errors: 0, .. }) { State::Proved } else { State::Attest },
                "both solutions are exported unmanaged, from one environment",
                "your environment",
            ),
            attest("the solution checker has nothing to say about the connector solution", "your environment"),
        ];
        items.push(match package {
            PackageState::NotGiven => attest(
                "the package is put together, and is as the sources are",
                "connkit package --kind certification; then connkit checklist --package ConnectorPackage.zip",
            ),
            PackageState::Judged { path, errors: 0 } => {
                item(State::Proved, format!("{path} is whole, and as the sources are"), "connkit verify --source")
            }
            PackageState::Judged { path, errors } => {
                let what = format!("{path} has {}", counted(errors, "error"));
                item(State::Wrong, what, "connkit verify --source")
            }
        });
        if self.properties.as_ref().is_some_and(|properties| !properties.sets.is_empty()) {
            items.push(attest("`customProperties.json` tells how each authentication is configured", "the package"));
        }
        Step { title: "Package", items }
    }

    fn pull_request(&self) -> Step {
        let mut items = vec![
            attest("the branch holds this connector and nothing else, and starts at `dev`", "connkit submit"),
            attest("the licence agreement is signed", "pull request: @microsoft-github-policy-service agree"),
            attest("the connector does not exist yet, or this is an update of it", "pull request: description"),
        ];
        let title = plain(&self.project.title());
        if self.project.kind == PublisherKind::Independent {
            items.insert(1, attest(format!("the title is `{title} (Independent Publisher)`"), "pull request: title"));
            items.push(attest("the package is in the folder, as its only zip", "pull request: files"));
            items.push(attest("the same account opens and updates the pull request", "GitHub"));
            if self.uses_oauth() {
                items.push(attest(
                    "the readme tells each step of making the app for the login",
                    "readme.md: Obtaining Credentials",
                ));
            }
            items.push(attest(
                "somebody has asked the bot to `certify-connector`",
                "pull request: comment of the reviewer",
            ));
        } else {
            let folder = submit::safe_name(&title).replace(' ', "\\ ");
            items.push(attest(
                format!("the reviewer knows who owns the folder: `/certified-connectors/{folder}/ @your-account`"),
                "pull request: description; Microsoft edits CODEOWNERS",
            ));
        }
        Step { title: "Pull request", items }
    }

    fn partner_center(&self) -> Step {
        let mut items = vec![
            attest(
                "the seller account is in the Microsoft 365 and Copilot program, and the business is verified",
                "Partner Center: account",
            ),
            attest("an update is made in the offer that exists, never in a new one", "Partner Center: offers"),
            attest(
                "up to three categories, a licence agreement, privacy and support pages are given, all with https",
                "Partner Center: properties",
            ),
            attest(
                "the address of the package can be read for 15 days or more, and begins without a blank",
                "Partner Center: packages (SAS URI)",
            ),
        ];
        if self.uses_oauth() {
            items.push(attest("the client id and the client secret are given", "Partner Center: packages, OAuth"));
            items.push(attest(
                "`https://global.consent.azure-apim.net/redirect/` with the connector's name is a redirect address of the app",
                "the app at the service",
            ));
        }
        items.push(attest(
            "a test account without a second factor is given, with the steps to use it",
            "Partner Center: notes for certification",
        ));
        Step { title: "Partner Center", items }
    }

    fn proposal(&self) -> Step {
        let title = plain(&self.project.title());
        let items = vec![
            attest("nobody has proposed or published this connector", "the pull requests of the repository"),
            attest(
                format!("a pull request proposes it under the title `Proposal - {title} (Independent Publisher)`"),
                "pull request: title; at first only the readme",
            ),
        ];
        Step { title: "Proposal", items }
    }
}

/// What is asked for where a connector is to be shown as a sample.
fn sample() -> Step {
    let what = "the folder is good to be shown to others: no secrets, and a readme";
    Step {
        title: "Sample",
        items: vec![attest(what, "pull request to custom-connectors, only if it is to be a sample")],
    }
}

/// The identity check of independent publishers.
fn identity() -> Step {
    Step {
        title: "Identity",
        items: vec![
            attest("the name of the GitHub profile is that of the identity document", "GitHub: profile"),
            attest("the identity check is done within 30 days", "the link that Microsoft sends"),
        ],
    }
}

fn afterwards() -> Step {
    Step {
        title: "Preview",
        items: vec![
            attest("the connector is tested in the preview environment within two working days", "preview environment"),
            attest("it goes live", "Partner Center: Go live"),
        ],
    }
}
