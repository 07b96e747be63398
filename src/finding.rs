//! What a rule reports: a finding at a place, with related places, help and a fix.

pub mod anchor;

use std::borrow::Cow;

use serde::Serialize;

use crate::connector::Connector;
use crate::connector::icon::Colour;
use crate::json::{Document, Node, join};
use crate::rule::Rule;
use crate::text::{Edit, FileId, Place, Span};

/// How much a finding weighs, for one rule and one publisher kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth knowing; most accepted connectors have some.
    Hint,
    /// Reviewers may ask for a change; accepted connectors have it.
    Warning,
    /// The platform or the certification refuses it.
    Error,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Off, Self::Hint, Self::Warning, Self::Error];

    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    pub message: Cow<'static, str>,
}

/// Whether a fix can be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The meaning for flows and users stays the same.
    Safe,
    /// Needs a decision: it renames an operation, changes a request or response, or invents text.
    Unsafe,
}

impl Safety {
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// What removes a finding: edits of one file, or what is done to a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: Cow<'static, str>,
    pub safety: Safety,
    pub file: FileId,
    /// None where something is done to a whole file.
    pub edits: Vec<Edit>,
    pub whole: Option<WholeFile>,
}

/// What a fix does other than edit a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WholeFile {
    /// The file gets this name in its folder.
    Rename(&'static str),
    /// The entry of this name goes, with what it holds where it is a folder.
    Remove(String),
    /// A file comes that is not there.
    Create { name: &'static str, text: String },
    /// The lines of the JSON file lose their indentation.
    Unindent,
    /// The text in UTF-16 is written in UTF-8.
    Recode,
    /// The logo of the picture is drawn anew on this colour.
    Redraw(Colour),
}

/// One report of one rule at one place.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub level: Level,
    pub place: Place,
    target: Option<Target>,
    pub message: Cow<'static, str>,
    pub help: Option<Cow<'static, str>>,
    pub labels: Vec<Label>,
    /// Boxed: few findings have one, and findings are moved about.
    pub fix: Option<Box<Fix>>,
    /// The highest level this finding may have, whatever the level of its rule.
    ceiling: Level,
    /// Only certification makes it: the rule's table of levels for that applies.
    for_certification: bool,
    /// The place lies in a container that a syntax error damaged: the verdict cannot be trusted.
    in_damage: bool,
}

impl Finding {
    pub(crate) fn new(rule: &'static Rule, at: At, message: Cow<'static, str>) -> Self {
        Self {
            rule,
            level: Level::Error,
            place: at.place,
            target: at.target,
            message,
            help: None,
            labels: Vec::new(),
            fix: None,
            ceiling: Level::Error,
            for_certification: false,
            in_damage: at.in_damage,
        }
    }

    /// What it is about, or what lacks what it is about; `None` where the file is not JSON.
    pub fn node<'a>(&self, connector: &'a Connector) -> Option<Node<'a>> {
        let target = self.target.as_ref()?;
        connector.file(target.file)?.document()?.node(target.node)
    }

    /// Where it is as RFC 6901 has it and the hosted validator would print it; `None` where the file is not JSON, or the
    /// pointer too long to be told.
    pub fn pointer(&self, connector: &Connector) -> Option<String> {
        let target = self.target.as_ref()?;
        let pointer = self.node(connector)?.told_pointer()?;
        let pointer = match &target.missing {
            Some(key) => join(&pointer, key),
            None => pointer,
        };
        if target.root.is_empty() { Some(pointer) } else { pointer.strip_prefix(target.root).map(str::to_owned) }
    }

    /// Whether it is about a member that is not there.
    pub fn is_about_what_is_missing(&self) -> bool {
        self.target.as_ref().is_some_and(|target| target.missing.is_some())
    }

    /// Moves it to the file that its document was made of: the whole, or what the document has at the pointer `root`.
    /// Without a root it has no pointer there.
    pub(crate) fn relocate(&mut self, place: Place, root: Option<&'static str>) {
        self.place = place;
        match (&mut self.target, root) {
            (Some(target), Some(root)) => target.root = root,
            (target, _) => *target = None,
        }
    }

    /// What to do about it, in the imperative.
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a related place.
    pub fn label(&mut self, place: impl Into<At>, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.labels.push(Label { place: place.into().place, message: message.into() });
        self
    }

    /// Offers edits of the file that holds the finding; nothing when an edit is not possible there.
    pub fn fix(
        &mut self,
        safety: Safety,
        title: impl Into<Cow<'static, str>>,
        edits: impl IntoIterator<Item = Option<Edit>>,
    ) -> &mut Self {
        if let Some(edits) = edits.into_iter().collect::<Option<Vec<_>>>() {
            self.offer(Fix { title: title.into(), safety, file: self.place.file, edits, whole: None });
        }
        self
    }

    /// Offers edits of another file than the one that holds the finding.
    pub fn fix_elsewhere(
        &mut self,
        file: FileId,
        safety: Safety,
        title: impl Into<Cow<'static, str>>,
        edits: impl IntoIterator<Item = Option<Edit>>,
    ) -> &mut Self {
        self.fix(safety, title, edits);
        self.fix.iter_mut().for_each(|fix| fix.file = file);
        self
    }

    /// Offers something to be done to the whole file that holds the finding, or to the folder.
    pub fn fix_whole(&mut self, safety: Safety, title: impl Into<Cow<'static, str>>, whole: WholeFile) -> &mut Self {
        let (title, file) = (title.into(), self.place.file);
        self.offer(Fix { title, safety, file, edits: Vec::new(), whole: Some(whole) });
        self
    }

    fn offer(&mut self, fix: Fix) {
        debug_assert!(self.rule.fixes.contains(&fix.safety), "{} does not declare this fix: {fix:?}", self.rule.id);
        self.fix = Some(Box::new(fix));
    }

    /// Offers another name for the file that holds the finding.
    pub fn fix_by_renaming(&mut self, safety: Safety, new_name: &'static str) -> &mut Self {
        self.fix_whole(safety, format!("rename the file to `{new_name}`"), WholeFile::Rename(new_name))
    }

    /// Offers to draw the icon anew on the brand colour, where there is one that an icon can be drawn on.
    pub fn fix_by_redrawing(&mut self, brand_colour: Option<Colour>) -> &mut Self {
        if let Some(colour) = brand_colour {
            let title = format!("draw the logo anew, in the middle of 230 by 230 pixels of `{colour}`");
            self.fix_whole(Safety::Unsafe, title, WholeFile::Redraw(colour));
        }
        self
    }

    /// Lowers this finding below its rule's level, where the evidence for this sub-case is weaker.
    pub fn at_most(&mut self, level: Level) -> &mut Self {
        self.ceiling = level;
        self
    }

    /// Says that the platform itself does not mind, only certification does.
    pub fn for_certification(&mut self) -> &mut Self {
        self.for_certification = true;
        self
    }

    /// Settles the level, given the rule's own and that for certification; `false` when the finding is not to be
    /// reported.
    pub(crate) fn settle(&mut self, level: Level, certification: Level) -> bool {
        let level = if self.for_certification { certification } else { level };
        self.level = level.min(self.ceiling);
        self.level > Level::Off && !self.in_damage
    }
}

/// Where a finding is: a place for people, a pointer for those who compare with the hosted validator.
#[derive(Clone, Debug)]
pub struct At {
    place: Place,
    target: Option<Target>,
    in_damage: bool,
}

/// What a finding in a document is about. Its pointer is made when it is asked for, since most are never shown.
#[derive(Clone, Debug)]
struct Target {
    /// The document that the node is in.
    file: FileId,
    /// The number of the node.
    node: u32,
    /// The pointer that pointers count from.
    root: &'static str,
    /// The member of it that is missing.
    missing: Option<Box<str>>,
}

impl At {
    /// A member, shown by its key.
    pub fn key(node: Node<'_>) -> Self {
        Self { place: node.key_place(), ..Self::from(node) }
    }

    /// A member that is missing, at the pointer that it would have; shown where it belongs.
    pub fn missing(parent: Node<'_>, key: &str) -> Self {
        let mut at = Self::from(parent);
        at.target = at.target.map(|target| Target { missing: Some(key.into()), ..target });
        at
    }

    /// A piece of a string's text, such as one word: `range` counts bytes of the unescaped text.
    pub fn within(node: Node<'_>, range: std::ops::Range<usize>) -> Self {
        let mut at = Self::from(node);
        if node.is_verbatim() {
            let start = node.inner_span().start;
            at.place.span = Span { start: start + range.start as u32, end: start + range.end as u32 };
        }
        at
    }

    /// A span of a document that is no node, such as a comment; it has no pointer.
    pub fn span(file: FileId, span: Span) -> Self {
        Place { file, span }.into()
    }

    /// The beginning of a document, for what concerns it as a whole.
    pub fn document(document: &Document) -> Self {
        document.root().into()
    }
}

impl From<Node<'_>> for At {
    fn from(node: Node<'_>) -> Self {
        let target = Some(Target { file: node.place().file, node: node.index(), root: "", missing: None });
        Self { place: node.place(), target, in_damage: node.is_damaged() }
    }
}

impl From<Place> for At {
    fn from(place: Place) -> Self {
        Self { place, target: None, in_damage: false }
    }
}
