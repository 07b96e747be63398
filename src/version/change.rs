//! A change as a value, and the collector that brings changes with one cause together.
//!
//! A change is told once, with every operation that it reaches; what it means is in its class.

use foldhash::HashMap;

use super::class::{Class, Severity};
use crate::finding::Level;
use crate::json::Node;
use crate::text::{Place, shortened};

/// A place in the old or new version that a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub place: Place,
    /// RFC 6901; `None` in files that are not JSON, and where it is too long to be told.
    pub pointer: Option<String>,
    /// Whether the place is the thing itself; else it is where the thing is missing.
    pub exists: bool,
}

/// An operation that a change reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The operation's id in the new version, or in the old one when it is gone.
    pub operation: String,
    /// What makers know it by: its summary, else its id.
    pub summary: String,
    /// The path that the hosted detector prints.
    pub value_path: String,
    /// The number of the operation in the order of the report.
    pub(super) rank: usize,
}

impl Use {
    /// The operation's id, and the one that it had before it was renamed.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        [self.operation.as_str()].into_iter().chain(self.value_path.split('/').nth(1))
    }
}

/// One difference between two versions of a connector.
#[derive(Clone, Debug)]
pub struct Change {
    pub class: Class,
    pub severity: Severity,
    /// What changed, in one line.
    pub message: String,
    /// The operations that it reaches; none where it is about the connector as a whole.
    pub uses: Vec<Use>,
    pub old: Option<Spot>,
    pub new: Option<Spot>,
    /// The old and the new value, as they are written, where seeing both helps.
    pub values: Option<(String, String)>,
    /// What the hosted detector prints about it, where that was seen.
    pub detector: Option<&'static str>,
    /// How much it weighs for a connector that is published for others, until a project's review says otherwise.
    pub level: Level,
    /// Why the project allows it, where its review found that it does.
    pub allowed: Option<String>,
}

impl Change {
    /// What it means for flows that exist: "flows that use `Get items` will fail: ...".
    pub fn meaning(&self) -> Option<String> {
        let meaning = self.class.facts().meaning;
        if meaning.is_empty() || self.severity == Severity::Safe {
            return None;
        }
        Some(match self.uses.as_slice() {
            [] => format!("flows that use the connector {meaning}"),
            [only] => format!("flows that use `{}` {meaning}", only.summary),
            [first, second] => format!("flows that use `{}` or `{}` {meaning}", first.summary, second.summary),
            [first, others @ ..] => {
                format!("flows that use `{}` or one of {} other operations {meaning}", first.summary, others.len())
            }
        })
    }

    /// What to do instead.
    pub fn remedy(&self) -> Option<&'static str> {
        let remedy = self.class.facts().remedy;
        (!remedy.is_empty() && self.severity > Severity::Safe).then_some(remedy)
    }

    pub fn is_breaking(&self) -> bool {
        self.severity == Severity::Breaking
    }

    /// Whether it stands in the way of an update: an error that the project does not allow.
    pub fn is_refused(&self) -> bool {
        self.level == Level::Error && self.allowed.is_none()
    }

    /// Whether a published connector is held to what was before, though flows keep working.
    pub fn is_locked(&self) -> bool {
        self.class.is_locked() && self.level == Level::Error && self.severity == Severity::Risky
    }

    /// The highest level that it can have: a change may weigh less than others of its class.
    pub(crate) fn ceiling(&self) -> Level {
        match self.severity {
            severity if severity == self.class.facts().severity => Level::Error,
            Severity::Breaking => Level::Error,
            Severity::Risky => Level::Warning,
            Severity::Safe => Level::Off,
        }
    }
}

/// A value of a document, or where it is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub node: Node<'a>,
    pub exists: bool,
}

impl<'a> At<'a> {
    pub fn there(node: Node<'a>) -> Self {
        Self { node, exists: true }
    }

    pub fn missing(holder: Node<'a>) -> Self {
        Self { node: holder, exists: false }
    }

    pub fn either(node: Option<Node<'a>>, holder: Node<'a>) -> Self {
        node.map_or(Self::missing(holder), Self::there)
    }

    pub fn spot(self) -> Spot {
        let pointer = self.node.told_pointer();
        let place = if self.exists { self.node.place() } else { self.node.key_place() };
        Spot { place, pointer, exists: self.exists }
    }

    /// The value on one line, shortened; empty where it is missing.
    fn value(self) -> String {
        const MOST: usize = 60;
        if !self.exists {
            return String::new();
        }
        // No word is empty: more than these are not shown.
        let line: String = self.node.raw().split_whitespace().take(MOST + 1).collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(MOST) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }
}

/// How a member differs: it is new, gone, or another.
pub(super) fn verb(name: &str, old: At<'_>, new: At<'_>) -> String {
    match (old.exists, new.exists) {
        (false, true) => format!("has a `{name}` now"),
        (true, false) => format!("no longer has a `{name}`"),
        _ => format!("has another `{name}`"),
    }
}

/// A change before it is known which operations it reaches.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub class: Class,
    pub severity: Severity,
    /// The message is `before`, the subject in backticks, `after`; a message without subject is all in `before`.
    pub before: &'static str,
    pub after: String,
    /// What follows the schema's path in the detector's value path: the name of a property or keyword.
    pub tail: Vec<String>,
    /// Whether the tail's first part belongs to the subject: it is a property.
    pub names_property: bool,
    pub old: At<'a>,
    pub new: At<'a>,
    pub shows_values: bool,
}

impl<'a> Draft<'a> {
    pub fn new(class: Class, before: &'static str, after: impl Into<String>, old: At<'a>, new: At<'a>) -> Self {
        Self {
            class,
            severity: class.facts().severity,
            before,
            after: after.into(),
            tail: Vec::new(),
            names_property: false,
            old,
            new,
            shows_values: false,
        }
    }

    pub fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Ends the value path with the name of a keyword.
    pub fn facet(mut self, keyword: &str) -> Self {
        self.tail.push(shortened(keyword).into_owned());
        self
    }

    /// Begins the tail of the value path with a property, which is the subject.
    pub fn property(mut self, name: &str) -> Self {
        self.tail.insert(0, shortened(name).into_owned());
        self.names_property = true;
        self
    }

    pub fn with_values(self) -> Self {
        Self { shows_values: true, ..self }
    }

    fn message(&self, subject: &str) -> String {
        let mut message = self.before.to_owned();
        if !subject.is_empty() {
            message.push_str(&format!(" `{subject}`"));
        }
        if !self.after.is_empty() {
            message.push_str(if message.is_empty() { "" } else { " " });
            message.push_str(&self.after);
        }
        message
    }
}

/// The operation that a draft reaches, and how it gets there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach<'r> {
    pub operation: &'r str,
    pub summary: &'r str,
    pub rank: usize,
    pub value_path: &'r str,
}

type Key = (Class, Place, Place, String);

/// Gathers drafts; those about the same places become one change.
#[derive(Default)]
pub(super) struct Collector {
    pub changes: Vec<Change>,
    by_key: HashMap<Key, usize>,
    /// How many uses all changes have.
    uses: usize,
}

/// So many uses are told: a thousand changes of what two hundred operations share.
const MAX_USES: usize = 200_000;

impl Collector {
    /// A change of the connector as a whole.
    pub fn add(&mut self, draft: &Draft<'_>, subject: &str) {
        self.change(draft, subject);
    }

    /// Whether so many uses are known that what was told need not be told again for another operation.
    pub fn is_full(&self) -> bool {
        self.uses >= MAX_USES
    }

    /// A change that reaches an operation.
    pub fn add_use(&mut self, draft: &Draft<'_>, subject: &str, reach: Reach<'_>) {
        let index = self.change(draft, subject);
        let uses = &mut self.changes[index].uses;
        // One operation can reach the same place by several ways, one after another: the first is told.
        if uses.last().is_some_and(|known| known.rank == reach.rank) {
            return;
        }
        self.uses += 1;
        uses.push(Use {
            operation: reach.operation.to_owned(),
            summary: reach.summary.to_owned(),
            value_path: reach.value_path.to_owned(),
            rank: reach.rank,
        });
    }

    /// The number of the change that a draft belongs to; made when it is the first of its kind.
    fn change(&mut self, draft: &Draft<'_>, subject: &str) -> usize {
        let facet = draft.tail.last().cloned().unwrap_or_default();
        let (old, new) = (draft.old.spot_place(), draft.new.spot_place());
        *self.by_key.entry((draft.class, old, new, facet)).or_insert_with(|| {
            self.changes.push(Change {
                class: draft.class,
                severity: draft.severity,
                message: draft.message(subject),
                uses: Vec::new(),
                old: Some(draft.old.spot()),
                new: Some(draft.new.spot()),
                values: draft.shows_values.then(|| (draft.old.value(), draft.new.value())),
                detector: draft.class.facts().detector.filter(|_| draft.severity == Severity::Breaking),
                level: Level::Off,
                allowed: None,
            });
            self.changes.len() - 1
        })
    }
}

impl At<'_> {
    fn spot_place(self) -> Place {
        if self.exists { self.node.place() } else { self.node.key_place() }
    }
}
