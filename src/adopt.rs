//! Turns a folder with a connector, however it came about, into a project: names, publisher kind and answers.
//!
//! Works in memory; what comes out is a plan. Of the artifacts not a byte changes, but for the names that `settings.json`
//! gives of files that are renamed.

mod names;

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;
use serde_json::{Value, json};

pub use names::Rename;

use crate::check::{self, Choice};
use crate::config::FILE_NAME;
use crate::config::baseline::{self, Baseline};
use crate::connector::files::Overlay;
use crate::connector::{Connector, Files};
use crate::inference::{self, Evidence, Inference};
use crate::json::{self, Document, Insertion, Slot};
use crate::project::layers::Layers;
use crate::project::{KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::template::TEMPLATE_VERSION;
use crate::template::answers::Answers;
use crate::template::questions::PUBLISHER_KIND;
use crate::text::{self, FileId};

/// How the publisher kind became known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindReason {
    /// The command line, `connkit.json` or the place of the folder.
    Told(KindSource),
    /// What an artifact says, and why that tells.
    Artifact(&'static str, Evidence),
    /// Nothing told; what is not meant for certification is a custom connector.
    Assumed,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kind: PublisherKind,
    pub kind_reason: KindReason,
    pub inference: Inference,
    pub renames: Vec<Rename>,
    /// Names and bytes of the files to be written.
    pub files: Vec<(String, Vec<u8>)>,
    /// How many findings the baseline holds, where one was asked for.
    pub known: Option<usize>,
}

/// Finds out what there is: the first half of a plan.
pub struct Survey<'f> {
    files: names::Renamed<'f>,
    connector: Connector,
    pub kind: PublisherKind,
    pub kind_reason: KindReason,
}

impl<'f> Survey<'f> {
    /// Reads the folder of a project that is to be.
    ///
    /// Fails when it holds no definition, or is a project already.
    pub fn of(folder: &'f dyn Files, project: &Project) -> Result<Self> {
        if project.configuration.template.is_some() {
            bail!("{} is a project already: `connkit conform` brings it up to date", project.path);
        }
        let files = names::find(folder, &project.path)?;
        let connector = Connector::load(&files).with_context(|| format!("could not read {}", project.path))?;
        connector.refuse_unread().with_context(|| format!("could not read {}", project.path))?;
        let (kind, kind_reason) = match (project.kind_source, inference::publisher_kind(&connector)) {
            (KindSource::BrandColour | KindSource::Assumed, Some((kind, reason, evidence))) => {
                (kind, KindReason::Artifact(reason, evidence))
            }
            (KindSource::BrandColour | KindSource::Assumed, None) => (PublisherKind::Custom, KindReason::Assumed),
            (told, _) => (project.kind, KindReason::Told(told)),
        };
        Ok(Self { files, connector, kind, kind_reason })
    }

    /// Plans the project.
    pub fn plan(self, project: &Project, with_baseline: bool) -> Result<Plan> {
        let Self { files, connector, kind, kind_reason } = self;
        let inference = inference::infer(&connector, kind);
        let present = project.text_of(crate::config::CONFIGURATION_FILE).map(text::Text::as_str);
        let configuration = configuration(present, kind, &inference);
        let mut overlay = Overlay::new(&files);
        overlay.write(FILE_NAME, configuration.as_bytes());
        let mut written = Vec::new();
        written.extend(files.settings().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        let mut known = None;
        if with_baseline {
            let baseline = judge(project, &overlay, kind)?;
            known = Some(baseline.len());
            written.push((baseline::FILE_NAME.to_owned(), baseline.text().into_bytes()));
        }
        // Last, for with it the folder is a project, and is not adopted again.
        written.push((FILE_NAME.to_owned(), configuration.into_bytes()));
        Ok(Plan { kind, kind_reason, inference, renames: files.renames().to_vec(), files: written, known })
    }
}

/// What is found in the project as it is going to be.
fn judge(project: &Project, files: &dyn Files, kind: PublisherKind) -> Result<Baseline> {
    let project = Project::of_files(Utf8Path::new(&project.path), files, Some(kind), &Layers::read()?)?;
    project.connector.refuse_unread().with_context(|| format!("could not read {}", project.path))?;
    let findings = check::judge(&project, &Choice { without_baseline: true, ..Choice::default() }).findings;
    Ok(Baseline::of(&project.connector, &findings))
}

/// The text of `connkit.json`: a new one, or the present one with what it lacks.
///
/// The project conforms to the present version of the templates by definition: what they hold and it does not is
/// taken for left out on purpose.
fn configuration(present: Option<&str>, kind: PublisherKind, inference: &Inference) -> String {
    let mut given = inference.values();
    given.insert(PUBLISHER_KIND.to_owned(), kind.name().into());
    // With the defaults, where nothing is missing.
    let answers = Answers::of(&given).map_or_else(|_| inference.values(), |answers| answers.values().clone());
    let template = json!({ "version": TEMPLATE_VERSION, "answers": answers });
    let pretty = |value: &Value| format!("{value:#}");
    let Some(present) = present else {
        return pretty(&json!({ "publisherKind": kind, "template": template })) + "\n";
    };
    let document = Document::parse(FileId::default(), present);
    let root = document.root();
    let members = [("publisherKind", json!(kind)), ("template", template)];
    let missing = members.iter().filter(|(key, _)| root.get(key).is_none());
    let insertions: Vec<Insertion<'_>> = missing
        .map(|(key, value)| Insertion { slot: Slot::End, key: Some((*key).to_owned()), value: pretty(value) })
        .collect();
    text::apply(present, &json::splice(root, &[], &insertions)).unwrap_or_else(|| present.to_owned())
}
