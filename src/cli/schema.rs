//! `connkit schema`: describes bodies, edited in place.

use std::fs;
use std::io::Read as _;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::changes::Changes;
use super::{Outcome, changes, sides, status};
use crate::check::Checker;
use crate::connector::files::{Folder, Overlay, SingleFile};
use crate::connector::{Connector, Files, MAX_FILE_SIZE};
use crate::finding::{Finding, Level};
use crate::fix::Changed;
use crate::project::{Project, shown};
use crate::report::counted;
use crate::sample::{Body, Inferred, Sample, infer};
use crate::text::of_utf16;

/// Describe the bodies of operations
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Infer(Infer),
}

/// Write what samples tell about a body into its schema
///
/// All samples are taken together. What the definition says already stays as it is: only what is missing is added, with
/// a summary made of the key and a description that begins with TODO, so that `connkit validate` reminds of it.
#[derive(clap::Args)]
struct Infer {
    /// The operationId
    #[arg(value_name = "OPERATION")]
    id: String,

    /// The connector's folder, or its definition
    #[arg(default_value = ".", value_name = "PATH")]
    path: Utf8PathBuf,

    /// JSON files, each with a body as it was sent or received; `-` is standard input
    #[arg(long = "sample", required = true, num_args = 1.., value_name = "FILE")]
    samples: Vec<Utf8PathBuf>,

    /// The samples are bodies of requests
    #[arg(long, conflicts_with = "response")]
    request: bool,

    /// The samples are bodies of the response with this code [default: 200, or else the first of success]
    #[arg(long, value_name = "CODE")]
    response: Option<String>,

    #[command(flatten)]
    mode: changes::Mode,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let Command::Infer(arguments) = &arguments.command;
    let samples: Vec<Sample> = arguments.samples.iter().map(|file| read(file)).collect::<Result<_>>()?;
    let body = if arguments.request { Body::Request } else { Body::Response(arguments.response.clone()) };
    let project = Project::load(&arguments.path, None)?;
    project.connector.refuse_unread().with_context(|| format!("could not read {}", arguments.path))?;
    let inferred = infer(&project.connector, &arguments.id, &body, &samples)?;
    refuse_new_errors(&project, &arguments.path, &inferred)?;
    for part in &inferred.followed {
        status::done("Followed", part);
    }
    for doubt in &inferred.doubts {
        status::warning(doubt);
    }
    let what = format!("{} from {}", inferred.what, counted(samples.len(), "sample"));
    let mut changes = Changes::default();
    let texts = changed(&project, &arguments.path, inferred);
    changes.add(Changes { texts, ..Changes::default() }, &arguments.mode)?;
    changes::carry_out(&arguments.mode, "Inferred", &what, changes)
}

fn read(file: &Utf8Path) -> Result<Sample> {
    if file == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes).context("could not read standard input")?;
        return parse("stdin", bytes);
    }
    let metadata = fs::metadata(file).with_context(|| format!("could not read the sample {file}"))?;
    if metadata.is_dir() {
        bail!("the sample {file} is a folder; the connector is named before --sample");
    }
    let reader = fs::File::open(file).map(|file| file.take(MAX_FILE_SIZE + 1));
    let mut bytes = Vec::new();
    reader
        .and_then(|mut reader| reader.read_to_end(&mut bytes))
        .with_context(|| format!("could not read the sample {file}"))?;
    parse(&shown(file), bytes)
}

/// UTF-16 is what PowerShell makes of an answer that is sent to a file.
fn parse(name: &str, bytes: Vec<u8>) -> Result<Sample> {
    if bytes.len() as u64 > MAX_FILE_SIZE {
        bail!("the sample {name} has more than the {MAX_FILE_SIZE} bytes that it may have");
    }
    let text = of_utf16(&bytes).map_or_else(|| String::from_utf8(bytes), Ok);
    Sample::parse(name, text.map_err(|_| anyhow!("the sample {name} is neither in UTF-8 nor in UTF-16"))?)
}

/// The definition's file, where its text is another one.
fn changed(project: &Project, path: &Utf8Path, inferred: Inferred) -> Vec<(Utf8PathBuf, Changed)> {
    let is_definition = |name: &str| name == inferred.file;
    let artifact = project.connector.artifacts().iter().find(|artifact| is_definition(&artifact.name));
    let before = artifact.and_then(|artifact| artifact.text()).map_or("", |text| text.as_str()).to_owned();
    if before == inferred.text {
        return Vec::new();
    }
    let is_folder = project.connector.is_folder();
    let target = if is_folder { sides::within(path, &inferred.file) } else { path.to_owned() };
    vec![(target, Changed { name: inferred.file, before: Some(before), original: None, after: inferred.text })]
}

/// Fails when the definition would have an error that it does not have now.
fn refuse_new_errors(project: &Project, path: &Utf8Path, inferred: &Inferred) -> Result<()> {
    let is_folder = project.connector.is_folder();
    let files: Box<dyn Files> =
        if is_folder { Box::new(Folder(path.to_owned())) } else { Box::new(SingleFile(path.to_owned())) };
    let mut overlay = Overlay::new(&*files);
    overlay.write(&inferred.file, inferred.text.as_bytes());
    let after = if is_folder { Connector::load(&overlay) } else { Connector::load_file(&overlay) };
    let checker = Checker::new(project.kind, &project.configuration.settled_levels());
    let mut known: Vec<(&str, String)> = errors(checker.check(&project.connector)).collect();
    let mut new = errors(checker.check(&after.with_context(|| format!("could not read {path}"))?));
    let is_new = |error: &(&str, String)| match known.iter().position(|known| known == error) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    };
    if let Some((rule, message)) = new.find(is_new) {
        bail!("the definition would not be valid any more: {message} ({rule}); nothing was written");
    }
    Ok(())
}

fn errors(findings: Vec<Finding>) -> impl Iterator<Item = (&'static str, String)> {
    let errors = findings.into_iter().filter(|finding| finding.level == Level::Error);
    errors.map(|finding| (finding.rule.id, finding.message.into_owned()))
}
