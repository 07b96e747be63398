//! `connkit.json`: what a project says about itself, and what a user says for all projects; read with our own document
//! so that errors have places.

pub mod baseline;
mod date;
pub mod environment;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

pub use date::Date;
pub use template::TemplateState;

use crate::certification;
use crate::check::Levels;
use crate::connector::likeness::likeness;
use crate::finding::Level;
use crate::json::{Document, Node};
use crate::package::PackageKind;
use crate::publisher_kind::PublisherKind;
use crate::rule::{Origin, Rule};
use crate::rules::RULES;
use crate::text::{FileId, Position, Span};
use crate::version::Class;

/// The name of the configuration file in a connector's folder.
pub const FILE_NAME: &str = "connkit.json";

/// What a project may say at the top of `connkit.json`.
const KEYS: [&str; 10] = [
    "$schema",
    "publisherKind",
    "levels",
    "select",
    "ignore",
    "failOn",
    "allow",
    "packageKind",
    "solution",
    "template",
];

/// What only a project may say: it is about one connector.
const PROJECT_KEYS: [&str; 4] = ["allow", "packageKind", "solution", "template"];

/// What an entry of `allow` may say.
const ALLOW_KEYS: [&str; 6] = ["rule", "operation", "pointer", "file", "reason", "until"];

/// What `solution` may say.
const SOLUTION_KEYS: [&str; 3] = ["publisher", "prefix", "version"];

/// The number of `connkit.json` among the files that findings are in: behind those of the connector.
pub const CONFIGURATION_FILE: FileId = FileId(u32::MAX);

/// Behind so many troubles names get no suggestions: each costs a look at all rules.
const MOST_SUGGESTIONS: usize = 100;

/// Names more than this far from a known one get no suggestion.
const SUGGESTION_LIKENESS: f64 = 0.75;

/// Settings of a project or of a user; everything may be left out.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    pub publisher_kind: Option<PublisherKind>,
    /// Levels of rules, by id.
    pub levels: Levels,
    /// The ids of the only rules that run.
    pub select: Option<Vec<&'static str>>,
    /// The ids of rules that do not run.
    pub ignore: Option<Vec<&'static str>>,
    /// The lowest level that fails a run.
    pub fail_on: Option<Level>,
    pub allows: Vec<Allow>,
    /// What `package` makes unless told otherwise.
    pub package_kind: Option<PackageKind>,
    pub solution: Solution,
    /// Where the values are, by key; those of `levels` by `levels.` and the rule's id.
    pub places: BTreeMap<String, Position>,
    /// What the project was made from; `None` where it was neither generated nor adopted.
    pub template: Option<TemplateState>,
}

/// Whose solution `connkit solution` makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solution {
    pub publisher: Option<String>,
    pub prefix: Option<String>,
    pub version: Option<String>,
}

/// Whose settings a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Project,
    User,
}

/// Findings or changes that a project accepts, and why.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rule's id, or the class of changes.
    pub rule: &'static str,
    /// Only findings in the operation with this id, and changes that reach it.
    pub operation: Option<String>,
    /// Only findings here and below.
    pub pointer: Option<String>,
    /// Only findings in the file of this name.
    pub file: Option<String>,
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where the entry is in `connkit.json`.
    pub span: Span,
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
    pub fn parse(text: &str, scope: Scope) -> Result<Self, Vec<Trouble>> {
        let document = Document::parse(FileId::default(), text);
        let mut reader = Reader { document: &document, scope, troubles: Vec::new() };
        let configuration = reader.configuration();
        if reader.troubles.is_empty() { Ok(configuration) } else { Err(reader.troubles) }
    }

    /// The levels that say all that there is to say: rules that are not selected, or ignored, are off.
    pub fn settled_levels(&self) -> Levels {
        let mut levels = self.levels.clone();
        let is_left_out = |rule: &Rule| {
            self.select.as_ref().is_some_and(|selected| !selected.contains(&rule.id))
                || self.ignore.as_ref().is_some_and(|ignored| ignored.contains(&rule.id))
        };
        levels.extend(RULES.iter().filter(|rule| is_left_out(rule)).map(|rule| (rule.id, Level::Off)));
        levels
    }
}

struct Reader<'a> {
    document: &'a Document,
    scope: Scope,
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
                key if self.scope == Scope::User && PROJECT_KEYS.contains(&key) => {
                    let message = format!("`{key}` is about one connector: it belongs into its {FILE_NAME}");
                    self.trouble(member.key_place().span.start, message);
                }
                "publisherKind" => configuration.publisher_kind = self.publisher_kind(member),
                "levels" => configuration.levels = self.levels(member, &mut configuration.places),
                "select" => configuration.select = Some(self.selectors(member)),
                "ignore" => configuration.ignore = Some(self.selectors(member)),
                "failOn" => configuration.fail_on = self.fail_on(member),
                "allow" => {
                    configuration.allows = self.allows(member);
                    let places = configuration.allows.iter().map(|allow| self.document.position(allow.span.start));
                    let names = (0..).map(|number| format!("allow.{number}"));
                    configuration.places.extend(names.zip(places));
                }
                "template" => configuration.template = self.template(member),
                "packageKind" => configuration.package_kind = self.package_kind(member),
                "solution" => configuration.solution = self.solution(member),
                key if KEYS.contains(&key) => {}
                key => self.unknown_key(member, key, &KEYS),
            }
            configuration.places.insert(key.into_owned(), self.document.position(member.span().start));
        }
        configuration
    }

    /// Tells of a name that is not known, with a suggestion.
    fn unknown(&mut self, offset: u32, mut message: String, suggestion: impl FnOnce() -> String) {
        if self.troubles.len() < MOST_SUGGESTIONS {
            message.push_str(&suggestion());
        }
        self.trouble(offset, message);
    }

    /// The rule that is named at this offset.
    fn rule(&mut self, id: &str, offset: u32) -> Option<&'static Rule> {
        let rule = rule_named(id);
        if rule.is_none() {
            self.unknown(offset, format!("unknown rule `{id}`"), || suggestion(id, all_rules().map(|rule| rule.id)));
        }
        rule
    }

    /// The ids of the rules that a list names, by themselves or by where they come from.
    fn selectors(&mut self, node: Node<'_>) -> Vec<&'static str> {
        if !node.is_array() {
            self.trouble(node.span().start, "expected a list of rule ids".to_owned());
        }
        let mut ids = Vec::new();
        for entry in node.children().filter(|_| node.is_array()) {
            let offset = entry.span().start;
            let Some(name) = entry.as_str() else {
                self.trouble(offset, "expected the id of a rule".to_owned());
                continue;
            };
            match rules_named(&name) {
                Some(rules) => ids.extend(rules),
                None => self.unknown(offset, unknown_selector(&name), || selector_suggestion(&name)),
            }
        }
        ids
    }

    fn fail_on(&mut self, node: Node<'_>) -> Option<Level> {
        let level = node.as_str().and_then(|name| Level::of_name(&name)).filter(|level| *level != Level::Off);
        if level.is_none() {
            self.trouble(node.span().start, "expected `error`, `warning` or `hint`".to_owned());
        }
        level
    }

    fn unknown_key(&mut self, member: Node<'_>, key: &str, known: &[&str]) {
        let offset = member.key_place().span.start;
        self.unknown(offset, format!("unknown key `{key}`"), || suggestion(key, known.iter().copied()));
    }

    fn allows(&mut self, node: Node<'_>) -> Vec<Allow> {
        if !node.is_array() {
            self.trouble(node.span().start, "expected a list of objects with `rule` and `reason`".to_owned());
        }
        node.children().filter_map(|entry| self.allow(entry)).collect()
    }

    fn allow(&mut self, entry: Node<'_>) -> Option<Allow> {
        if !entry.is_object() {
            self.trouble(entry.span().start, "expected an object with `rule` and `reason`".to_owned());
            return None;
        }
        let mut texts = ALLOW_KEYS.map(|_| None);
        for member in entry.children() {
            let key = member.key().unwrap_or_default();
            let Some(index) = ALLOW_KEYS.iter().position(|known| *known == key) else {
                self.unknown_key(member, &key, &ALLOW_KEYS);
                continue;
            };
            match member.as_str().filter(|text| !text.trim().is_empty() || key == "pointer") {
                Some(text) => texts[index] = Some((text.into_owned(), member)),
                None => self.trouble(member.span().start, format!("expected a text for `{key}`")),
            }
        }
        let [rule, operation, pointer, file, reason, until] = texts;
        for (key, is_missing) in [("rule", rule.is_none()), ("reason", reason.is_none())] {
            if is_missing && entry.get(key).is_none() {
                self.trouble(entry.span().start, format!("an entry of `allow` needs `{key}`"));
            }
        }
        let rule = rule.and_then(|(id, member)| self.rule(&id, member.span().start));
        let pointer =
            pointer.map(
                |(pointer, _)| {
                    if pointer.starts_with('/') || pointer.is_empty() { pointer } else { format!("/{pointer}") }
                },
            );
        let until = until.and_then(|(text, member)| {
            let date = Date::parse(&text);
            if date.is_none() {
                self.trouble(member.span().start, "expected a day such as `2030-12-31`".to_owned());
            }
            date
        });
        let (operation, file) = (operation.map(|(id, _)| id), file.map(|(file, _)| file));
        Some(Allow { rule: rule?.id, operation, pointer, file, reason: reason?.0, until, span: entry.place().span })
    }

    fn publisher_kind(&mut self, node: Node<'_>) -> Option<PublisherKind> {
        let kind = node.as_str().and_then(|name| PublisherKind::of_name(&name));
        if kind.is_none() {
            self.trouble(node.span().start, "expected `verified`, `independent` or `custom`".to_owned());
        }
        kind
    }

    fn package_kind(&mut self, node: Node<'_>) -> Option<PackageKind> {
        let kind = node.as_str().and_then(|name| PackageKind::of_name(&name));
        if kind.is_none() {
            let names = PackageKind::ALL.map(|kind| format!("`{kind}`"));
            self.trouble(node.span().start, format!("expected one of {}", names.join(", ")));
        }
        kind
    }

    fn solution(&mut self, node: Node<'_>) -> Solution {
        let mut solution = Solution::default();
        if !node.is_object() {
            self.trouble(node.span().start, "expected an object with `publisher`, `prefix` and `version`".to_owned());
        }
        for member in node.children().filter(|member| member.has_key()) {
            let key = member.key().unwrap_or_default();
            let text = member.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            let (target, what, is_right): (_, _, fn(&str) -> bool) = match key.as_ref() {
                "publisher" => (&mut solution.publisher, "the name of a publisher", |_| true),
                "prefix" => (
                    &mut solution.prefix,
                    "two to eight letters and digits that begin with a letter",
                    certification::is_publisher_prefix,
                ),
                "version" => (&mut solution.version, "four numbers, as `1.0.0.0`", certification::is_solution_version),
                key => {
                    self.unknown_key(member, key, &SOLUTION_KEYS);
                    continue;
                }
            };
            *target = text.filter(|text| is_right(text));
            if target.is_none() {
                self.trouble(member.span().start, format!("expected {what}"));
            }
        }
        solution
    }

    fn levels(&mut self, node: Node<'_>, places: &mut BTreeMap<String, Position>) -> Levels {
        let mut levels = Levels::default();
        if !node.is_object() {
            self.trouble(node.span().start, "expected an object of rule ids and levels".to_owned());
        }
        for member in node.children().filter(|member| member.has_key()) {
            let id = member.key().unwrap_or_default();
            let rule = self.rule(&id, member.key_place().span.start);
            let level = member.as_str().and_then(|name| Level::of_name(&name));
            if level.is_none() {
                self.trouble(member.span().start, "expected `off`, `hint`, `warning` or `error`".to_owned());
            }
            places.insert(format!("levels.{id}"), self.document.position(member.span().start));
            levels.extend(rule.map(|rule| rule.id).zip(level));
        }
        levels
    }
}

/// The rule or class of changes with this id, in exact case.
pub fn rule_named(id: &str) -> Option<&'static Rule> {
    all_rules().find(|rule| rule.id == id)
}

/// The rules about one version of a connector, and the classes of changes between two.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().chain(Class::ALL.iter().map(|class| class.rule()))
}

/// The ids of the rules that a person names: one by its id, or all that come from somewhere, such as `reviewer`.
fn rules_named(name: &str) -> Option<Vec<&'static str>> {
    if let Some(rule) = rule_named(name) {
        return Some(vec![rule.id]);
    }
    // What is off for everybody cannot be decided, and has to be named itself.
    let is_meant = |rule: &&&Rule| rule.origin.name() == name && rule.levels.iter().any(|level| *level > Level::Off);
    let of_origin: Vec<_> = RULES.iter().filter(is_meant).map(|rule| rule.id).collect();
    (!of_origin.is_empty()).then_some(of_origin)
}

/// The ids of the rules that an argument names; fails with a suggestion when there are none.
pub fn selected_rules(name: &str) -> Result<Vec<&'static str>, String> {
    rules_named(name).ok_or_else(|| unknown_selector(name) + &selector_suggestion(name))
}

fn unknown_selector(name: &str) -> String {
    format!("unknown rule or origin `{name}`")
}

fn selector_suggestion(name: &str) -> String {
    suggestion(name, RULES.iter().map(|rule| rule.id).chain(Origin::ALL.map(Origin::name)))
}

/// `, did you mean ...?` when a known name is close; nothing otherwise.
pub fn suggestion<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let name = name.to_lowercase();
    let likeness = |candidate: &str| likeness(&name, &candidate.to_lowercase());
    known
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= SUGGESTION_LIKENESS)
        // The first of equally close names wins, whatever order the likeness is compared in.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map_or_else(String::new, |(_, candidate)| format!(", did you mean `{candidate}`?"))
}
