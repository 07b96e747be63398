//! Schemas out of samples: what JSON samples of a body tell of it, as edits of the definition.
//!
//! Samples are read into [`Evidence`]; where the definition has no schema yet, one is made of it, and where it has one,
//! only what is missing is added: what the author wrote stays. Touches no disk.

mod evidence;
mod format;
mod refine;
mod scaffold;
mod summary;
mod target;

use anyhow::{Context as _, Result, bail, ensure};

use crate::connector::definition::Definition;
use crate::connector::{Connector, Role};
use crate::json::{Document, MAX_ERRORS};
use crate::text::{FileId, apply};
use crate::version::revision::{find, sound_definition};
use evidence::{Evidence, Place};
pub use target::Body;
use target::Target;

/// One JSON text of a body, as it was sent or received.
#[derive(Debug)]
pub struct Sample {
    /// As it is shown.
    pub name: String,
    document: Document,
}

/// So many troubles are told; more of them tell no more.
const MOST_TROUBLES: usize = 20;

impl Sample {
    /// Fails when the text is not JSON; comments and trailing commas are fine.
    pub fn parse(name: &str, text: String) -> Result<Self> {
        let document = Document::parse(FileId::default(), text);
        if let Some(error) = document.errors().iter().take(MAX_ERRORS).find(|error| !error.kind.is_harmless()) {
            bail!("{name}:{}: the sample is not JSON: {}", document.position(error.span.start), error.message);
        }
        Ok(Self { name: name.to_owned(), document })
    }
}

/// The new text of the definition, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Inferred {
    /// Whose schema it is: `response 200 of GetOrder`.
    pub what: String,
    /// The name of the definition's file.
    pub file: String,
    pub text: String,
    /// References that were followed, and whom else that concerns.
    pub followed: Vec<String>,
    /// What the samples say against the definition that is no reason to stop.
    pub doubts: Vec<String>,
}

/// Writes what the samples tell about a body of an operation into its schema.
///
/// Fails when there is no such operation or body, and when the samples contradict each other or the definition: all
/// contradictions are told, with their places.
pub fn infer(connector: &Connector, id: &str, body: &Body, samples: &[Sample]) -> Result<Inferred> {
    let document = sound_definition(connector)?;
    let definition = Definition::of(document);
    let operation = find(&definition, id)?;
    let target = Target::find(&definition, operation, body)?;

    let mut troubles = Vec::new();
    let mut told = Evidence::default();
    for (number, sample) in samples.iter().enumerate() {
        told.observe(sample.document.root(), number, &mut troubles);
    }
    let shown: Vec<String> = troubles.iter().map(|mix| mix.shown(samples)).collect();
    refuse(shown, "the samples contradict each other")?;
    ensure!(told.kind().is_some(), "the samples are all null, which tells nothing");

    let artifact = connector.artifact(Role::Definition).context("there is no definition")?;
    let mut refined = refine::refine(&definition, &artifact.name, &target, &told, samples);
    refuse(std::mem::take(&mut refined.troubles), "the samples contradict the definition")?;
    let text = document.text().as_str();
    let text = apply(text, &refined.edits).with_context(|| format!("{} could not be edited", artifact.name))?;
    let file = artifact.name.clone();
    Ok(Inferred { what: target.what, file, text, followed: refined.followed, doubts: refined.doubts })
}

fn refuse(mut troubles: Vec<String>, what: &str) -> Result<()> {
    if troubles.is_empty() {
        return Ok(());
    }
    let more = troubles.len().saturating_sub(MOST_TROUBLES);
    troubles.truncate(MOST_TROUBLES);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    bail!(
        "{what}\n  {}{more}\nhelp: nothing was written; mend the samples, or describe that part yourself",
        troubles.join("\n  ")
    )
}

/// `orders.json:3:12`
fn shown(place: Place, samples: &[Sample]) -> String {
    let Some(sample) = samples.get(place.sample) else { return String::new() };
    format!("{}:{}", sample.name, sample.document.position(place.offset))
}
