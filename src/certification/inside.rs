//! The connector inside a package, put together so that the rules for connectors can judge it.
//!
//! A solution spreads over several files what `apiProperties.json` holds. They are joined to one text, and whatever is
//! found in that text is led back to the file that it came from.

use super::reader::Kept;
use super::solution::{ConnectorElement, Solution, Value};
use crate::connector::files::Memory;
use crate::connector::{Connector, Role};
use crate::finding::Finding;
use crate::json::{Document, quote};
use crate::text::{BYTE_ORDER_MARK, FileId, Place, Span};

/// Members of a connector in a solution that name JSON files, and what they are in the properties.
const JSON_MEMBERS: [(&str, &str); 4] = [
    ("connectionparameters", "connectionParameters"),
    ("connectionparametersets", "connectionParameterSets"),
    ("policytemplateinstances", "policyTemplateInstances"),
    ("scriptoperations", "scriptOperations"),
];

/// Members that name other artifacts.
const FILE_MEMBERS: [(&str, Role); 3] =
    [("openapidefinition", Role::Definition), ("customcodeblobcontent", Role::Script), ("iconblob", Role::Icon)];

/// The artifacts of a connector inside a package.
#[derive(Clone, Debug, Default)]
pub struct Inside {
    /// By role, with the file of the package that holds them; properties that were put together have none.
    artifacts: Vec<(Role, Option<FileId>, Vec<u8>)>,
    segments: Vec<Segment>,
    /// What stands for everything that is said in no file: the connector in `customizations.xml`.
    fallback: Option<Place>,
    /// JSON files that cannot be read, with the first error.
    pub broken: Vec<(Place, String)>,
    /// What the solution calls the connector.
    pub display_name: Option<Value>,
    /// Names in the folder that are no artifacts; only a whole folder has such.
    others: Option<Vec<String>>,
    /// The numbers of the artifacts once they are loaded.
    numbers: Vec<(FileId, Role)>,
}

/// A part of the joined properties, and where it comes from.
#[derive(Clone, Debug)]
struct Segment {
    span: Span,
    target: Place,
    /// Whether it was copied byte for byte.
    is_verbatim: bool,
    /// The pointer that its root has in the properties.
    pointer: &'static str,
}

impl Inside {
    /// The connector of a solution; `None` when it holds none, or several.
    pub(super) fn of(solution: &Solution, files: Vec<Kept>) -> Option<Self> {
        let [connector] = solution.connectors() else { return None };
        let mut inside = Self {
            fallback: Some(connector.place),
            display_name: connector.get("displayname").cloned(),
            ..Self::default()
        };
        let find = |value: &Value| {
            let name = value.text.trim_start_matches('/');
            files.iter().find(|kept| kept.name.eq_ignore_ascii_case(name))
        };
        inside.join_properties(connector, find);
        for (member, role) in FILE_MEMBERS {
            if let Some(kept) = connector.get(member).and_then(find) {
                inside = inside.with(role, kept.file, kept.bytes.clone());
            }
        }
        Some(inside)
    }

    /// Adds an artifact that is one file of the package.
    pub(super) fn with(mut self, role: Role, file: FileId, bytes: Vec<u8>) -> Self {
        self.artifacts.push((role, Some(file), bytes));
        self
    }

    /// Says that a whole folder is there, with these other names in it.
    pub(super) fn whole(self, others: Vec<String>) -> Self {
        Self { others: Some(others), ..self }
    }

    fn join_properties<'k>(&mut self, connector: &ConnectorElement, find: impl Fn(&Value) -> Option<&'k Kept>) {
        let mut text = String::from("{\"properties\":{\"capabilities\":[]");
        if let Some(colour) = connector.get("iconbrandcolor") {
            text.push_str(",\"iconBrandColor\":");
            let start = text.len();
            text.push_str(&quote(&colour.text));
            let span = Span::new(start, text.len());
            let pointer = "/properties/iconBrandColor";
            self.segments.push(Segment { span, target: colour.place, is_verbatim: false, pointer });
        }
        for (member, key) in JSON_MEMBERS {
            let Some(kept) = connector.get(member).and_then(&find) else { continue };
            let Ok(json) = str::from_utf8(&kept.bytes) else { continue };
            let mark = if json.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
            let document = Document::parse(kept.file, json);
            if let Some(error) = document.errors().first() {
                self.broken.push((Place { file: kept.file, span: error.span }, error.message.clone()));
                continue;
            }
            text.push_str(&format!(",\"{key}\":"));
            let start = text.len();
            text.push_str(json.get(mark..).unwrap_or_default());
            self.segments.push(Segment {
                span: Span::new(start, text.len()),
                target: Place { file: kept.file, span: Span::at(mark) },
                is_verbatim: true,
                pointer: match key {
                    "connectionParameters" => "/properties/connectionParameters",
                    "connectionParameterSets" => "/properties/connectionParameterSets",
                    "policyTemplateInstances" => "/properties/policyTemplateInstances",
                    _ => "/properties/scriptOperations",
                },
            });
        }
        text.push_str("}}");
        self.artifacts.push((Role::Properties, None, text.into_bytes()));
    }

    /// The connector; unless a whole folder is there, what it lacks is not missing.
    pub fn load(&mut self) -> Connector {
        let files = self.artifacts.iter().map(|(role, _, bytes)| (role.file_name().to_owned(), bytes.clone()));
        let others = self.others.iter().flatten().map(|name| (name.clone(), Vec::new()));
        let files = Memory::new(files.chain(others));
        let load = if self.others.is_some() { Connector::load } else { Connector::load_part };
        let connector = load(&files).expect("memory can be listed");
        self.numbers = connector.artifacts().iter().map(|artifact| (artifact.id, artifact.role)).collect();
        connector
    }

    /// The place for what the package says about the connector as a whole.
    pub fn start(&self) -> Option<Place> {
        self.fallback
    }

    /// The file of the package that is an artifact of the loaded connector.
    pub(super) fn file_of_artifact(&self, artifact: FileId) -> Option<FileId> {
        let role = self.role_of(artifact)?;
        let file = self.artifacts.iter().find(|(other, ..)| *other == role)?.1;
        file.or(self.fallback.map(|place| place.file))
    }

    fn role_of(&self, artifact: FileId) -> Option<Role> {
        self.numbers.iter().find(|(id, _)| *id == artifact).map(|(_, role)| *role)
    }

    /// Whether an artifact was put together from several files.
    fn is_joined(&self, artifact: FileId) -> bool {
        self.role_of(artifact) == Some(Role::Properties)
            && self.artifacts.iter().any(|(role, file, _)| *role == Role::Properties && file.is_none())
    }

    /// The part of the joined properties that a place lies in; a key belongs to its value.
    fn segment_at(&self, place: Place) -> Option<&Segment> {
        let is_in = |segment: &&Segment| segment.span.start <= place.span.start && place.span.end <= segment.span.end;
        let is_key_of = |segment: &&Segment| place.span.end + 1 == segment.span.start;
        self.segments.iter().find(is_in).or_else(|| self.segments.iter().find(is_key_of))
    }

    /// The place in the package that a place in the connector comes from.
    pub fn relocate(&self, place: Place) -> Place {
        if !self.is_joined(place.file) {
            let file = self.file_of_artifact(place.file).unwrap_or(place.file);
            return Place { file, ..place };
        }
        match self.segment_at(place) {
            Some(segment) if segment.is_verbatim && segment.span.start <= place.span.start => {
                let shift = |offset: u32| offset - segment.span.start + segment.target.span.start;
                let span = Span { start: shift(place.span.start), end: shift(place.span.end) };
                Place { file: segment.target.file, span }
            }
            Some(segment) => segment.target,
            None => self.fallback.unwrap_or(place),
        }
    }

    /// Leads a finding back to the files of the package, where it cannot be fixed.
    pub fn relocate_finding(&self, finding: &mut Finding) {
        let root = if self.is_joined(finding.place.file) {
            self.segment_at(finding.place).filter(|segment| segment.is_verbatim).map(|segment| segment.pointer)
        } else {
            Some("")
        };
        finding.relocate(self.relocate(finding.place), root);
        for label in &mut finding.labels {
            label.place = self.relocate(label.place);
        }
        finding.fix = None;
    }
}
