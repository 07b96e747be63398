//! Two versions of a connector: compared, weighed, told, and numbered.

use arbitrary::Result;
use connkit::check::{self, Choice, Judgement};
use connkit::connector::files::Memory;
use connkit::connector::shape::Shape;
use connkit::connector::{Connector, Role};
use connkit::json::Document;
use connkit::project::Project;
use connkit::publisher_kind::PublisherKind;
use connkit::report::changes::{self, Comparison, Format, Numbers};
use connkit::text::Text;
use connkit::version::{self, Change, Class, Spot, bump, revision};

use crate::judging::{folder, has_distinct_keys, parse};
use crate::{Choices, document, judging, sketch};

const FORMATS: [Format; 4] = [Format::Human, Format::Json, Format::Markdown, Format::Sarif];

/// Compares a connector with an edited copy of it, or with another one.
pub fn check(choices: &mut Choices<'_>) -> Result<()> {
    let is_other = choices.int_in_range(0..=3)? == 3;
    let definition = sketch::artifact(choices, Shape::Root)?;
    let properties = sketch::artifact(choices, Shape::PropertiesRoot)?;
    let next = if is_other { sketch::artifact(choices, Shape::Root)? } else { document::edited(&definition, choices)? };
    let next_properties = document::edited(&properties, choices)?;
    let (old, new) = (project(&definition, &properties), project(&next, &next_properties));
    stays_the_same(&old);
    for (old, new) in [(&old, &new), (&new, &old)] {
        for change in &version::compare(&old.connector, &new.connector) {
            has_places(change, &old.connector, &new.connector);
        }
    }
    let Judgement { findings, .. } = check::judge_against(&new, Some(&old.connector), &Choice::default());
    judging::render(&new, &findings);
    revise(&new, &old);
    tell(old, new);
    Ok(())
}

fn files(definition: &str, properties: &str) -> Memory {
    folder(&[("apiDefinition.swagger.json", definition.as_bytes()), ("apiProperties.json", properties.as_bytes())])
}

fn project(definition: &str, properties: &str) -> Project {
    Project::in_memory("contoso", files(definition, properties), PublisherKind::Verified).expect("memory can be listed")
}

/// Panics when something changed between a connector and itself.
fn stays_the_same(project: &Project) {
    let documents = [Role::Definition, Role::Properties].map(|role| project.connector.document(role));
    if documents.iter().flatten().all(|document| !document.is_damaged() && has_distinct_keys(document)) {
        let mut changes = version::compare(&project.connector, &project.connector);
        changes.retain(|change| change.class != Class::ComparisonIncomplete);
        assert!(changes.is_empty(), "{changes:?}");
    }
}

/// Panics when a change is nowhere, or outside of a file.
fn has_places(change: &Change, old: &Connector, new: &Connector) {
    assert!(change.old.is_some() || change.new.is_some(), "{change:?}");
    for (connector, spot) in [(old, &change.old), (new, &change.new)] {
        let Some(Spot { place, pointer, .. }) = spot else { continue };
        let artifact = connector.file(place.file).expect("a change lies in a file of its connector");
        let text = artifact.text().map(Text::as_str).unwrap_or_default();
        assert!(text.get(place.span.range()).is_some(), "{change:?}");
        // Of members with the same key a pointer names the last.
        let document = artifact.document().filter(|document| has_distinct_keys(document));
        if let (Some(pointer), Some(document)) = (pointer, document) {
            assert!(document.at(pointer).is_some(), "{change:?}");
        }
    }
}

/// Panics when a new version or revision makes bad JSON out of good.
fn revise(new: &Project, old: &Project) {
    let connector = &new.connector;
    let changes = version::compare(&old.connector, connector);
    let mut files = bump::plan(connector, "2.0.1", Some(&changes)).map(|bump| bump.files).unwrap_or_default();
    for id in ["GetOrder", "ListOrders", ""] {
        let plans = [
            revision::revise(connector, id, false),
            revision::revise(connector, id, true),
            revision::deprecate(connector, id, Some("ListOrders")),
        ];
        files.extend(plans.into_iter().flatten().flat_map(|plan| plan.files));
    }
    let is_damaged = |role| connector.document(role).is_some_and(Document::is_damaged);
    if !is_damaged(Role::Definition) && !is_damaged(Role::Properties) {
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
            assert!(!parse(text).is_damaged(), "{name} became\n{text}");
        }
    }
}

fn tell(old: Project, new: Project) {
    let review = check::review(&old.connector, &new, &Choice::default());
    let numbers = Numbers { old: old.version(), new: new.version(), proposed: None, step: None };
    let comparison = Comparison { old, new, review, numbers };
    for format in FORMATS {
        let mut out = Vec::new();
        changes::write(format, &mut out, &comparison, true).expect("memory can be written");
        if matches!(format, Format::Json | Format::Sarif) {
            serde_json::from_slice::<serde_json::Value>(&out).expect("a report is JSON");
        }
    }
}
