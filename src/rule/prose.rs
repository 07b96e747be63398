//! The texts of JSON artifacts that a person reads, with what rules ask of each of them.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::connector::definition::revision::{split_id, stem_of_text};
use crate::connector::keyword::Keyword;
use crate::connector::likeness::meant;
use crate::connector::shape::{Field, Shape, Type};
use crate::connector::shapes::Shapes;
use crate::connector::wording::spelling::mended_with;
use crate::connector::wording::{Traits, same_folded};
use crate::json::Node;

/// What a text of a JSON artifact is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseRole {
    ConnectorTitle,
    ConnectorDescription,
    OperationSummary,
    OperationDescription,
    /// `x-ms-summary` of a parameter.
    ParameterSummary,
    ParameterDescription,
    ResponseDescription,
    /// `title` or `x-ms-summary` of a schema.
    SchemaSummary,
    SchemaDescription,
    /// `description` of the notification content of a webhook.
    NotificationDescription,
    /// What the user sees when making a connection.
    ConnectionText,
}

impl ProseRole {
    /// Of a description that has a summary or name beside it to repeat: the role of the summary.
    fn summary(self) -> Option<Self> {
        match self {
            Self::OperationDescription => Some(Self::OperationSummary),
            Self::ParameterDescription => Some(Self::ParameterSummary),
            Self::SchemaDescription => Some(Self::SchemaSummary),
            _ => None,
        }
    }
}

/// A text that a person reads.
#[derive(Clone, Debug)]
pub struct Prose<'a> {
    pub node: Node<'a>,
    pub text: Cow<'a, str>,
    pub role: ProseRole,
    /// What the text may hold.
    pub traits: Traits,
    /// What a description of an operation, parameter or schema says once more, apart from spelling; `None` when it says
    /// more, or nothing.
    pub repeated: Option<Repeated<'a>>,
    /// Whether what the text describes is never shown to users.
    pub is_internal: bool,
}

impl<'a> Prose<'a> {
    /// The object that the text describes.
    pub fn holder(&self) -> Option<Node<'a>> {
        self.node.parent()
    }

    /// Whether the text begins and ends with letters or signs of ASCII: then there are no blanks around it, and it is not
    /// empty. Cheaper than trimming it.
    pub fn is_plainly_trimmed(&self) -> bool {
        let bytes = self.text.as_bytes();
        [bytes.first(), bytes.last()].iter().all(|end| end.is_some_and(u8::is_ascii_graphic))
    }

    /// Whether a word of the text is a value that may be given, so that it has to be written as it is.
    pub fn is_value(&self, word: &str) -> bool {
        let Some(holder) = self.holder() else { return false };
        let values = holder.get("enum").into_iter().flat_map(Node::children).chain(holder.get("default"));
        values.filter_map(Node::as_str).any(|value| value == word)
    }
}

/// What a description only repeats.
#[derive(Clone, Copy, Debug)]
pub enum Repeated<'a> {
    /// The summary or title beside it.
    Summary(Node<'a>),
    /// The name of what it describes.
    Name,
}

/// The traits of the texts so far: half of all texts are written several times in a connector.
pub(super) type KnownTraits<'a> = HashMap<&'a str, Traits>;

/// Adds the texts of a document that a person reads.
pub(super) fn add_prose<'a>(prose: &mut Vec<Prose<'a>>, shapes: &Shapes<'a>, known: &mut KnownTraits<'a>) {
    for (holder, shape) in shapes.shaped() {
        let Some(roles) = roles_in(shape) else { continue };
        let first = prose.len();
        let (mut is_internal, mut name, mut has_strangers) = (false, None, false);
        for member in shapes.members(holder) {
            if member.is(Keyword::Visibility) {
                is_internal = member.node.as_str().is_some_and(|value| value.eq_ignore_ascii_case("internal"));
            }
            let Some(field) = member.field else {
                has_strangers = true;
                continue;
            };
            if matches!(field.name, "name" | "operationId") {
                name = Some(member.node);
            }
            // Most strings have values that the table lists.
            let is_any_string = |field: &Field| field.value == Type::String && field.values.is_empty();
            let role = roles.iter().find(|(name, _)| is_any_string(field) && *name == field.name);
            let Some((_, role)) = role else { continue };
            let Some(text) = member.node.as_str() else { continue };
            let traits = match text {
                Cow::Borrowed(text) => *known.entry(text).or_insert_with(|| Traits::of(text)),
                Cow::Owned(ref text) => Traits::of(text),
            };
            let (node, role) = (member.node, *role);
            prose.push(Prose { node, traits, text, role, is_internal: false, repeated: None });
        }
        let beside = &mut prose[first..];
        let repeated = |description: &Prose<'a>| {
            let name = if shape == Shape::Schema { holder.key() } else { name.and_then(Node::as_str) };
            let misspelt = has_strangers.then(|| holder.children().filter(|member| is_summary_misspelt(*member)));
            find_repeated(description, beside, misspelt.into_iter().flatten(), name.as_deref())
        };
        // Where the key is written twice, the last one counts.
        let description = beside.iter().rposition(|text| text.role.summary().is_some());
        let repeated = description.and_then(|at| Some((at, repeated(&beside[at])?)));
        for text in beside.iter_mut() {
            text.is_internal = is_internal;
        }
        if let Some((at, repeated)) = repeated {
            beside[at].repeated = Some(repeated);
        }
    }
}

/// What a description says once more, of the texts of the same object, members whose key is meant to be that of a summary,
/// and the name of the object.
fn find_repeated<'a>(
    description: &Prose<'a>,
    beside: &[Prose<'a>],
    misspelt: impl Iterator<Item = Node<'a>>,
    name: Option<&str>,
) -> Option<Repeated<'a>> {
    if !description.text.contains(char::is_alphanumeric) {
        return None;
    }
    // Of a revision, and of what is deprecated, the summary and id say that they are.
    let is_operation = description.role == ProseRole::OperationDescription;
    let stem: fn(&str) -> &str = if is_operation { stem_of_text } else { |text| text };
    let says =
        |text: &str, traits: &dyn Fn() -> Traits| is_same(stem(&description.text), description.traits, text, traits);
    let summaries = beside.iter().filter(|text| Some(text.role) == description.role.summary());
    let repeated = summaries.filter(|it| says(stem(&it.text), &|| it.traits));
    // Where the title says it as well, the summary is what users see.
    if let Some(summary) = repeated.min_by_key(|it| it.node.key_is("title")) {
        return Some(Repeated::Summary(summary.node));
    }
    // Once its key is mended, the description repeats it.
    let is_said = |it: &Node<'a>| it.as_str().is_some_and(|text| says(&text, &|| Traits::of(&text)));
    let mut misspelt = misspelt.filter(|_| !is_operation);
    if let Some(summary) = misspelt.find(is_said) {
        return Some(Repeated::Summary(summary));
    }
    let name = if is_operation { split_id(name?).0 } else { name? };
    says(name, &|| Traits::of(name)).then_some(Repeated::Name)
}

/// Two texts that are the same apart from misspellings, blanks and punctuation differ in length by no more than this.
const MOST_LETTERS_APART: usize = 8;

/// Whether the key of a member is no keyword of the platform, but looks like that of a summary.
fn is_summary_misspelt(member: Node<'_>) -> bool {
    let is_meant = |key: &str| Shape::Schema.field(key).is_none() && meant(key, ["x-ms-summary"]).is_some();
    member.key_starts_with("x-ms") && member.key().is_some_and(|key| is_meant(&key))
}

/// Whether two texts say the same, or will once the spelling of both is mended.
fn is_same(left: &str, left_traits: Traits, right: &str, right_traits: impl FnOnce() -> Traits) -> bool {
    if same_folded(left, right) {
        return true;
    }
    if left.len().abs_diff(right.len()) > MOST_LETTERS_APART {
        return false;
    }
    let right_traits = right_traits();
    let is_misspelt = left_traits.has(Traits::MISSPELLING) || right_traits.has(Traits::MISSPELLING);
    is_misspelt && same_folded(&mended_with(left, left_traits), &mended_with(right, right_traits))
}

/// The fields of an object of this shape that hold such texts; `None` when none does.
fn roles_in(shape: Shape) -> Option<&'static [(&'static str, ProseRole)]> {
    Some(match shape {
        Shape::Info => &[("title", ProseRole::ConnectorTitle), ("description", ProseRole::ConnectorDescription)],
        Shape::Operation => {
            &[("summary", ProseRole::OperationSummary), ("description", ProseRole::OperationDescription)]
        }
        Shape::Parameter => {
            &[("x-ms-summary", ProseRole::ParameterSummary), ("description", ProseRole::ParameterDescription)]
        }
        Shape::Response => &[("description", ProseRole::ResponseDescription)],
        Shape::Schema => &[
            ("title", ProseRole::SchemaSummary),
            ("x-ms-summary", ProseRole::SchemaSummary),
            ("description", ProseRole::SchemaDescription),
        ],
        Shape::NotificationContent => &[("description", ProseRole::NotificationDescription)],
        Shape::UserInterface => &[
            ("displayName", ProseRole::ConnectionText),
            ("description", ProseRole::ConnectionText),
            ("tooltip", ProseRole::ConnectionText),
        ],
        _ => return None,
    })
}
