//! Runs all rules over a connector, renders what they report in every format, and applies what they offer.

use std::collections::HashSet;

use connkit::check::{Checker, Levels};
use connkit::connector::files::{Memory, Overlay};
use connkit::connector::{Artifact, Connector, Files};
use connkit::finding::Finding;
use connkit::fix::{self, Selection};
use connkit::json::Document;
use connkit::project::Project;
use connkit::publisher_kind::PublisherKind;
use connkit::report::{self, Format, Style};
use connkit::text::{self, FileId, Text};
use serde_json::Value;

const DEFINITION: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "Contoso Orders", "description": "Contoso keeps orders.", "version": "1.0" },
  "host": "contoso.com",
  "paths": { "/orders/{id}": {
    "get": { "operationId": "GetOrder", "summary": "Get an order", "responses": { "200": { "description": "OK" } } }
  } }
}
"##;

const PROPERTIES: &str = r##"{ "properties": {
  "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth2" } } },
  "iconBrandColor": "#33475b", "capabilities": [], "publisher": "Contoso", "stackOwner": "Contoso",
  "scriptOperations": ["GetOrder", "ListOrders"]
} }
"##;

const FORMATS: [Format; 10] = [
    Format::Human,
    Format::Concise,
    Format::Json,
    Format::Jsonl,
    Format::Sarif,
    Format::Github,
    Format::Azure,
    Format::Gitlab,
    Format::Junit,
    Format::Markdown,
];

/// A folder with these files besides (or instead of) a definition and properties.
pub fn folder(files: &[(&str, &[u8])]) -> Memory {
    let own = [("apiDefinition.swagger.json", DEFINITION.as_bytes()), ("apiProperties.json", PROPERTIES.as_bytes())];
    let own = own.iter().filter(|(name, _)| files.iter().all(|(other, _)| other != name));
    Memory::new(own.chain(files).map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())))
}

/// Judges such a folder for every kind of publisher.
pub fn check(files: &[(&str, &[u8])]) {
    for kind in PublisherKind::ALL {
        judge(folder(files), kind);
    }
}

/// Judges a folder, renders what is found, and mends it.
pub fn judge(files: Memory, kind: PublisherKind) {
    mend(&files, kind);
    let project = Project::in_memory("contoso", files, kind).expect("memory can be listed");
    let findings = Checker::new(kind, &Levels::default()).check(&project.connector);
    for finding in &findings {
        examine(&project, finding);
    }
    render(&project, &findings);
}

/// Panics when a finding or its labels lie outside of their file or between the bytes of a character, or its fix cannot
/// be applied.
fn examine(project: &Project, finding: &Finding) {
    let places = finding.labels.iter().map(|label| label.place).chain([finding.place]);
    for place in places {
        let Some(text) = project.text_of(place.file) else { continue };
        assert!(text.as_str().get(place.span.range()).is_some(), "{finding:?}");
    }
    // What is done to whole files is done to icons, too, which are no texts.
    if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.whole.is_none()) {
        let text = project.text_of(fix.file).expect("a fix is of a file of the connector");
        assert!(text::apply(text.as_str(), &fix.edits).is_some(), "{fix:?}");
    }
}

/// Panics when a machine cannot read what is meant for machines. One format at a time: each costs as much as judging.
pub fn render(project: &Project, findings: &[Finding]) {
    let format = FORMATS[findings.len() % FORMATS.len()];
    let rendered = report::render(format, Style::PLAIN, project, findings);
    let mut out = Vec::new();
    report::write(format, &mut out, vec![rendered]).expect("memory can be written");
    let text = String::from_utf8(out).expect("reports are UTF-8");
    match format {
        Format::Json | Format::Sarif | Format::Gitlab => {
            serde_json::from_str::<Value>(&text).expect("a report is JSON");
        }
        Format::Jsonl => text.lines().for_each(|line| {
            serde_json::from_str::<Value>(line).expect("a line is JSON");
        }),
        _ => {}
    }
}

/// Panics when fixes go on for ever, or break JSON that was sound, or formatting loses or changes something.
fn mend(files: &Memory, kind: PublisherKind) {
    let checker = Checker::new(kind, &Levels::default());
    let connector = Connector::load(files).expect("memory can be listed");
    let fixed = fix::fix(files, connector, &checker, &Selection::default(), &|_, _| {}).expect("all can be read");
    assert!(!fixed.is_unfinished, "fixes do not end: {:?}", fixed.applied);
    let mut mended = Overlay::new(files);
    for changed in &fixed.files {
        let before = changed.before.as_deref().filter(|before| changed.name.ends_with(".json") && is_sound(before));
        if let Some(before) = before {
            assert!(is_sound(&changed.after), "{before} became\n{}", changed.after);
        }
        mended.write(changed.name.clone(), changed.after.clone());
    }
    for artifact in Connector::load(&mended as &dyn Files).expect("memory can be listed").artifacts() {
        format(artifact);
    }
}

fn is_sound(text: &str) -> bool {
    !parse(text).is_damaged()
}

/// Panics when the canonical form of an artifact has another value, or one of its own.
pub fn format(artifact: &Artifact) {
    let Ok(once) = fix::format(artifact) else { return };
    let before = parse(artifact.text().map(Text::as_str).unwrap_or_default());
    let after = parse(&once);
    assert!(before.root().same_value(after.root()), "formatted into {once}");
    let files = Memory::new([(artifact.name.clone(), once.clone().into_bytes())]);
    let again = Connector::load(&files).expect("memory can be listed");
    assert_eq!(fix::format(&again.artifacts()[0]).as_deref(), Ok(once.as_str()));
}

pub fn parse(text: &str) -> Document {
    Document::parse(FileId::default(), text)
}

/// Whether no object of a document holds a key twice.
pub fn has_distinct_keys(document: &Document) -> bool {
    document.nodes().all(|node| {
        let mut seen = HashSet::new();
        node.children().filter_map(|child| child.key()).all(|key| seen.insert(key))
    })
}
