//! `connkit.json`: what a project says about itself, read with our own document so that its errors have places.

use std::fmt;

use crate::check::Levels;
use crate::finding::Level;
use crate::json::{Document, Node};
use crate::publisher_kind::PublisherKind;
use crate::rules::RULES;
use crate::text::{FileId, Position};

/// The name of the configuration file in a connector's folder.
pub const FILE_NAME: &str = "connkit.json";

/// What a project may say at the top of `connkit.json`.
const KEYS: [&str; 4] = ["$schema", "publisherKind", "levels", "template"];

/// Names more than this far from a known one get no suggestion.
const SUGGESTION_LIKENESS: f64 = 0.75;

/// A project's own settings; everything may be left out.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    pub publisher_kind: Option<PublisherKind>,
    /// Levels of rules, by id.
    pub levels: Levels,
}

/// Something wrong in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub position: Position,
    pub message: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}

impl Configuration {
    /// Reads the text of a configuration; comments and trailing commas are fine. Every trouble is told at once.
    pub fn parse(text: &str) -> Result<Self, Vec<Trouble>> {
        let document = Document::parse(FileId::default(), text);
        let mut reader = Reader { document: &document, troubles: Vec::new() };
        let configuration = reader.configuration();
        if reader.troubles.is_empty() { Ok(configuration) } else { Err(reader.troubles) }
    }
}

struct Reader<'a> {
    document: &'a Document,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
    fn trouble(&mut self, offset: u32, message: String) {
        self.troubles.push(Trouble { position: self.document.position(offset), message });
    }

    fn configuration(&mut self) -> Configuration {
        let document = self.document;
        let root = document.root();
        for error in document.errors().iter().filter(|error| !error.kind.is_harmless()) {
            self.trouble(error.span.start, error.message.clone());
        }
        if !root.is_object() && self.troubles.is_empty() {
            self.trouble(0, "expected a JSON object".to_owned());
        }
        let mut configuration = Configuration::default();
        for member in root.children() {
            let key = member.key().unwrap_or_default();
            match key.as_ref() {
                "publisherKind" => configuration.publisher_kind = self.publisher_kind(member),
                "levels" => configuration.levels = self.levels(member),
                key if KEYS.contains(&key) => {}
                key => {
                    let message = format!("unknown key `{key}`{}", suggestion(key, KEYS));
                    self.trouble(member.key_place().span.start, message);
                }
            }
        }
        configuration
    }

    fn publisher_kind(&mut self, node: Node<'_>) -> Option<PublisherKind> {
        let kind = node.as_str().and_then(|name| PublisherKind::of_name(&name));
        if kind.is_none() {
            self.trouble(node.span().start, "expected `verified`, `independent` or `custom`".to_owned());
        }
        kind
    }

    fn levels(&mut self, node: Node<'_>) -> Levels {
        let mut levels = Levels::new();
        if !node.is_object() {
            self.trouble(node.span().start, "expected an object of rule ids and levels".to_owned());
        }
        for member in node.children().filter(|member| member.has_key()) {
            let id = member.key().unwrap_or_default();
            let rule = RULES.iter().find(|rule| rule.id == id);
            if rule.is_none() {
                let message = format!("unknown rule `{id}`{}", suggestion(&id, RULES.iter().map(|rule| rule.id)));
                self.trouble(member.key_place().span.start, message);
            }
            let level = member.as_str().and_then(|name| Level::of_name(&name));
            if level.is_none() {
                self.trouble(member.span().start, "expected `off`, `hint`, `warning` or `error`".to_owned());
            }
            levels.extend(rule.map(|rule| rule.id).zip(level));
        }
        levels
    }
}

/// `, did you mean ...?` when a known name is close; nothing otherwise.
pub fn suggestion<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let likeness = |candidate: &str| strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
    known
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= SUGGESTION_LIKENESS)
        // The first of equally close names wins, whatever order the likeness is compared in.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map_or_else(String::new, |(_, candidate)| format!(", did you mean `{candidate}`?"))
}
