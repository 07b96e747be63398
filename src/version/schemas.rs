//! Comparison of schemas and parameters, pair by pair: each pair of places is compared once, however often it is used.
//!
//! The pairs form a graph that may have circles. What a pair says about itself is kept beside it, and told afterwards
//! for each operation from which the pair can be reached.

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};

use super::change::{At, Collector, Draft, Reach, verb};
use super::class::{Class, Severity};
use super::side::{Property, Side, TypedIndex, View};
use crate::connector::definition::Keyword;
use crate::json::Node;
use crate::text::shortened;

/// Paths longer than this many bytes are cut in messages.
const MAX_SHOWN_PATH: usize = 1_000;

/// So many pairs of places are compared at most; published definitions stay below a fiftieth.
const MAX_PAIRS: usize = 1_000_000;

/// What the compared places are to a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// A parameter that is no body.
    Parameter,
    /// The body and its fields.
    Input,
    /// The output of an action or trigger and its fields.
    Output,
    /// A response that flows seldom look into.
    Error,
}

impl Part {
    fn noun(self) -> &'static str {
        match self {
            Self::Parameter => "the parameter",
            Self::Input => "the input field",
            Self::Output => "the output field",
            Self::Error => "the field of an error response",
        }
    }

    fn is_input(self) -> bool {
        matches!(self, Self::Parameter | Self::Input)
    }

    fn choose(self, parameter: Class, input: Class, output: Class) -> Class {
        match self {
            Self::Parameter => parameter,
            Self::Input => input,
            Self::Output => output,
            Self::Error => Class::ErrorResponseChanged,
        }
    }
}

struct Pair<'a> {
    drafts: Vec<Draft<'a>>,
    edges: Vec<(String, usize)>,
    /// Whether it or a pair below it has something to tell.
    tells: bool,
}

/// The graph of compared pairs.
pub(super) struct Schemas<'s, 'a> {
    old: &'s Side<'a>,
    new: &'s Side<'a>,
    pairs: Vec<Pair<'a>>,
    numbers: HashMap<(TypedIndex, TypedIndex, Part), usize>,
    pending: Vec<(usize, TypedIndex, TypedIndex, Part)>,
    /// Whether there were too many pairs.
    is_cut: bool,
    /// The pairs that were told for some operation.
    told: HashSet<usize>,
}

/// From where an operation reaches a pair.
pub(super) struct Root {
    pub pair: usize,
    /// The value path of the pair: `operation/GetItems/parameter/body/schema`.
    pub value_path: String,
    /// What messages call the pair itself: the parameter's name, `body`, `output`.
    pub subject: String,
    /// What messages put before the names of fields: `body/`.
    pub prefix: &'static str,
}

impl<'s, 'a> Schemas<'s, 'a> {
    pub fn new(old: &'s Side<'a>, new: &'s Side<'a>) -> Self {
        Self {
            old,
            new,
            pairs: Vec::new(),
            numbers: HashMap::default(),
            pending: Vec::new(),
            is_cut: false,
            told: HashSet::default(),
        }
    }

    /// Compares two typed objects and everything below them; the number of their pair.
    pub fn pair(&mut self, old: TypedIndex, new: TypedIndex, part: Part) -> usize {
        let number = self.number(old, new, part);
        while let Some((number, old, new, part)) = self.pending.pop() {
            let mut comparison = Comparison { schemas: self, part, drafts: Vec::new(), edges: Vec::new() };
            comparison.compare(old, new);
            let Comparison { drafts, edges, .. } = comparison;
            let pair = &mut self.pairs[number];
            pair.tells = !drafts.is_empty();
            pair.drafts = drafts;
            pair.edges = edges;
        }
        number
    }

    fn number(&mut self, old: TypedIndex, new: TypedIndex, part: Part) -> usize {
        let (old, new) = (self.old.canonical(old), self.new.canonical(new));
        if let Some(&number) = self.numbers.get(&(old, new, part)) {
            return number;
        }
        let number = self.pairs.len();
        self.numbers.insert((old, new, part), number);
        self.pairs.push(Pair { drafts: Vec::new(), edges: Vec::new(), tells: false });
        if number < MAX_PAIRS {
            self.pending.push((number, old, new, part));
        } else {
            self.is_cut = true;
        }
        number
    }

    /// Whether something was not compared, because there is too much of it.
    pub fn is_cut(&self) -> bool {
        self.is_cut || self.old.is_cut() || self.new.is_cut()
    }

    /// Marks every pair from which something can be told; once, when all pairs are known.
    pub fn settle(&mut self) {
        let mut parents: Vec<Vec<usize>> = vec![Vec::new(); self.pairs.len()];
        for (number, pair) in self.pairs.iter().enumerate() {
            for (_, child) in &pair.edges {
                parents[*child].push(number);
            }
        }
        let mut telling: Vec<usize> = (0..self.pairs.len()).filter(|&number| self.pairs[number].tells).collect();
        while let Some(number) = telling.pop() {
            for &parent in &parents[number] {
                if !self.pairs[parent].tells {
                    self.pairs[parent].tells = true;
                    telling.push(parent);
                }
            }
        }
    }

    /// Tells what an operation reaches from a root, by the shortest way; once the collector is full, only what no
    /// operation before it reached. Whether something was left out.
    pub fn tell(&mut self, root: &Root, reach: Reach<'_>, collector: &mut Collector) -> bool {
        let mut is_brief = false;
        let mut is_left_out = |told: &HashSet<usize>, pair: usize, collector: &Collector| {
            let is_known = collector.is_full() && told.contains(&pair);
            is_brief |= is_known;
            is_known
        };
        if !self.pairs[root.pair].tells || is_left_out(&self.told, root.pair, collector) {
            return is_brief;
        }
        let mut seen = HashSet::from_iter([root.pair]);
        let mut queue = VecDeque::from([(root.pair, String::new())]);
        while let Some((number, path)) = queue.pop_front() {
            self.told.insert(number);
            let pair = &self.pairs[number];
            for draft in &pair.drafts {
                tell_draft(draft, root, &path, reach, collector);
            }
            for (step, child) in &pair.edges {
                if self.pairs[*child].tells && seen.insert(*child) && !is_left_out(&self.told, *child, collector) {
                    let path = if path.len() < MAX_SHOWN_PATH { join(&path, step) } else { path.clone() };
                    queue.push_back((*child, path));
                }
            }
        }
        is_brief
    }
}

fn tell_draft(draft: &Draft<'_>, root: &Root, path: &str, reach: Reach<'_>, collector: &mut Collector) {
    let field = match draft.tail.first() {
        Some(name) if draft.names_property => join(path, name),
        _ => path.to_owned(),
    };
    let subject = if field.is_empty() { root.subject.clone() } else { format!("{}{field}", root.prefix) };
    let mut value_path = join(&root.value_path, path);
    for part in &draft.tail {
        value_path = join(&value_path, part);
    }
    collector.add_use(draft, &subject, Reach { value_path: &value_path, ..reach });
}

fn join(path: &str, step: &str) -> String {
    match (path.is_empty(), step.is_empty()) {
        (true, _) => shortened(step).into_owned(),
        (_, true) => path.to_owned(),
        _ => format!("{path}/{}", shortened(step)),
    }
}

const TEXTS: [Keyword; 3] = [Keyword::Summary, Keyword::Description, Keyword::Title];

const DYNAMICS: [Keyword; 5] = [
    Keyword::DynamicValues,
    Keyword::DynamicList,
    Keyword::DynamicSchema,
    Keyword::DynamicProperties,
    Keyword::DynamicTree,
];

const CONSTRAINTS: [Keyword; 16] = [
    Keyword::UrlEncoding,
    Keyword::AllowEmptyValue,
    Keyword::CollectionFormat,
    Keyword::MultipleOf,
    Keyword::Maximum,
    Keyword::ExclusiveMaximum,
    Keyword::Minimum,
    Keyword::ExclusiveMinimum,
    Keyword::MaxLength,
    Keyword::MinLength,
    Keyword::Pattern,
    Keyword::MaxItems,
    Keyword::MinItems,
    Keyword::UniqueItems,
    Keyword::MaxProperties,
    Keyword::MinProperties,
];

/// What a constraint means where it is absent, as JSON.
fn default_of(constraint: Keyword) -> Option<&'static str> {
    match constraint {
        Keyword::UrlEncoding => Some(r#""single""#),
        Keyword::CollectionFormat => Some(r#""csv""#),
        Keyword::AllowEmptyValue | Keyword::ExclusiveMaximum | Keyword::ExclusiveMinimum | Keyword::UniqueItems => {
            Some("false")
        }
        _ => None,
    }
}

/// Members that are compared by name, or elsewhere, or that only say how the rest is put together.
const COMPARED: [Keyword; 13] = [
    Keyword::Type,
    Keyword::Format,
    Keyword::Enum,
    Keyword::Default,
    Keyword::Visibility,
    Keyword::Properties,
    Keyword::Items,
    Keyword::AdditionalProperties,
    Keyword::Required,
    Keyword::AllOf,
    Keyword::Name,
    Keyword::In,
    Keyword::Schema,
];

fn is_compared(name: &str) -> bool {
    name == Keyword::Reference.name()
        || [&COMPARED[..], &TEXTS, &DYNAMICS, &CONSTRAINTS].iter().any(|list| list.iter().any(|k| k.name() == name))
}

/// The members of a view that are not compared by themselves; there may be as many layers as members.
fn by_name<'a>(view: &View<'a>) -> HashMap<std::borrow::Cow<'a, str>, Node<'a>> {
    let mut by_name = HashMap::default();
    for layer in view.layers() {
        let mut own = HashMap::default();
        own.extend(layer.children().filter_map(|member| Some((member.key()?, member))));
        own.into_iter().filter(|(name, _)| !is_compared(name)).for_each(|(name, member)| {
            by_name.entry(name).or_insert(member);
        });
    }
    by_name
}

/// The comparison of one pair.
struct Comparison<'c, 's, 'a> {
    schemas: &'c mut Schemas<'s, 'a>,
    part: Part,
    drafts: Vec<Draft<'a>>,
    edges: Vec<(String, usize)>,
}

impl<'s, 'a> Comparison<'_, 's, 'a> {
    fn compare(&mut self, old: TypedIndex, new: TypedIndex) {
        let (old_side, new_side): (&'s Side<'a>, &'s Side<'a>) = (self.schemas.old, self.schemas.new);
        let (old, new) = (old_side.view(old), new_side.view(new));
        // What a view lacks would look like a change.
        if old_side.is_cut() || new_side.is_cut() {
            return;
        }
        self.texts(old, new);
        let same_kind = self.types(old, new);
        self.format(old, new);
        if self.part.is_input() {
            self.enumeration(old, new);
        } else {
            self.member(old, new, Keyword::Enum.name(), Class::OutputOtherChanged, "");
        }
        self.default(old, new);
        self.visibility(old, new);
        let gone_dynamic = self.dynamics(old, new);
        self.limits(old, new);
        self.others(old, new);
        if same_kind {
            self.properties(old, new, gone_dynamic);
            self.below(old, new, Keyword::Items, "items");
            self.below(old, new, Keyword::AdditionalProperties, "additionalProperties");
        }
    }

    fn draft(&mut self, draft: Draft<'a>) {
        // Whatever changes in an error response weighs nothing.
        let draft = if self.part == Part::Error {
            Draft { class: Class::ErrorResponseChanged, severity: Severity::Safe, ..draft }
        } else {
            draft
        };
        self.drafts.push(draft);
    }

    /// Where a keyword is, or would be, on both sides.
    fn ats(old: &View<'a>, new: &View<'a>, name: &str) -> (At<'a>, At<'a>) {
        (At::either(old.member(name), old.holder()), At::either(new.member(name), new.holder()))
    }

    /// Reports a member whose value differs, whatever it means.
    fn member(&mut self, old: &View<'a>, new: &View<'a>, name: &str, class: Class, told: &str) {
        let (before, after) = Self::ats(old, new, name);
        self.change(name, before, after, class, told);
    }

    fn change(&mut self, name: &str, before: At<'a>, after: At<'a>, class: Class, told: &str) {
        let same = match (before.exists, after.exists) {
            (false, false) => true,
            (true, true) => before.node.same_value(after.node),
            _ => false,
        };
        if !same {
            let after_text = if told.is_empty() { verb(name, before, after) } else { told.to_owned() };
            self.draft(Draft::new(class, self.part.noun(), after_text, before, after).facet(name).with_values());
        }
    }

    fn texts(&mut self, old: &View<'a>, new: &View<'a>) {
        let class =
            self.part.choose(Class::ParameterTextChanged, Class::InputFieldTextChanged, Class::OutputTextChanged);
        for keyword in TEXTS {
            self.member(old, new, keyword.name(), class, "");
        }
    }

    /// Compares types; whether the two are of one kind, so that what is below can be compared.
    fn types(&mut self, old: &View<'a>, new: &View<'a>) -> bool {
        let (was, is) = (old.type_name(), new.type_name());
        if was == is && old.declared_type() == new.declared_type() {
            return true;
        }
        let (before, after) = Self::ats(old, new, Keyword::Type.name());
        let without_null =
            |name: &str| name.split(" or ").filter(|name| *name != "null").collect::<Vec<_>>().join(" or ");
        let (verb, kind) = match (&was, &is) {
            (Some(was), Some(is)) if was == is => ("names its type, or no longer does".to_owned(), Severity::Safe),
            (Some(was), Some(is)) if without_null(was) == without_null(is) => {
                ("may be null now, or no longer".to_owned(), Severity::Risky)
            }
            (Some(was), Some(is)) => (format!("has the type `{is}` instead of `{was}`"), Severity::Breaking),
            (None, Some(is)) => (format!("has the type `{is}` instead of any"), Severity::Risky),
            (Some(was), None) => (format!("has any type instead of `{was}`"), Severity::Risky),
            (None, None) => ("has another `type`".to_owned(), Severity::Risky),
        };
        let class = if kind == Severity::Breaking {
            let part = self.part;
            part.choose(Class::ParameterTypeChanged, Class::InputFieldTypeChanged, Class::OutputFieldTypeChanged)
        } else {
            self.part.choose(Class::ParameterTyped, Class::InputFieldTyped, Class::OutputFieldTyped)
        };
        self.draft(Draft::new(class, self.part.noun(), verb, before, after).severity(kind).facet("type"));
        kind != Severity::Breaking
    }

    fn format(&mut self, old: &View<'a>, new: &View<'a>) {
        let value = |view: &View<'a>| view.get(Keyword::Format).and_then(Node::as_str).unwrap_or_default();
        let (was, is) = (value(old), value(new));
        if was == is {
            return;
        }
        let is_binary = |format: &str| matches!(format, "binary" | "byte");
        // The detector refuses another format of an output; of inputs only bytes are sent in another way.
        let breaks =
            if self.part.is_input() { is_binary(&was) != is_binary(&is) } else { !was.is_empty() && !is.is_empty() };
        let class = self.part.choose(
            Class::ParameterFormatChanged,
            Class::InputFieldFormatChanged,
            Class::OutputFieldFormatChanged,
        );
        let verb = match (was.is_empty(), is.is_empty()) {
            (true, _) => format!("has the format `{is}`"),
            (_, true) => format!("no longer has the format `{was}`"),
            _ => format!("has the format `{is}` instead of `{was}`"),
        };
        let (before, after) = Self::ats(old, new, Keyword::Format.name());
        let severity = if breaks { Severity::Breaking } else { Severity::Risky };
        self.draft(Draft::new(class, self.part.noun(), verb, before, after).severity(severity).facet("format"));
    }

    fn enumeration(&mut self, old: &View<'a>, new: &View<'a>) {
        let (was, is) = (values(old), values(new));
        let missing = |from: &[String], to: &[String]| -> Vec<String> {
            let to: HashSet<&String> = to.iter().collect();
            from.iter().filter(|value| !to.contains(value)).cloned().collect()
        };
        let (gone, come) = (missing(&was, &is), missing(&is, &was));
        let classes = if self.part == Part::Parameter {
            use Class::{ParameterEnumAdded, ParameterEnumNarrowed, ParameterEnumRemoved, ParameterEnumWidened};
            [ParameterEnumAdded, ParameterEnumRemoved, ParameterEnumNarrowed, ParameterEnumWidened]
        } else {
            use Class::{InputFieldEnumAdded, InputFieldEnumNarrowed, InputFieldEnumRemoved, InputFieldEnumWidened};
            [InputFieldEnumAdded, InputFieldEnumRemoved, InputFieldEnumNarrowed, InputFieldEnumWidened]
        };
        let (class, verb) = match (was.is_empty(), is.is_empty()) {
            (true, true) => return,
            (true, false) => (classes[0], format!("takes only listed values now: {}", listed(&is))),
            (false, true) => (classes[1], "takes values outside of its list now".to_owned()),
            _ if !gone.is_empty() && !come.is_empty() => {
                (classes[2], format!("no longer takes {}, and takes {} now", listed(&gone), listed(&come)))
            }
            _ if !gone.is_empty() => (classes[2], format!("no longer takes {}", listed(&gone))),
            _ if !come.is_empty() => (classes[3], format!("takes {}, too", listed(&come))),
            _ => return,
        };
        let (before, after) = Self::ats(old, new, Keyword::Enum.name());
        self.draft(Draft::new(class, self.part.noun(), verb, before, after).facet("enum"));
    }

    fn default(&mut self, old: &View<'a>, new: &View<'a>) {
        let class = self.part.choose(
            Class::ParameterDefaultChanged,
            Class::InputFieldDefaultChanged,
            Class::OutputOtherChanged,
        );
        self.member(old, new, Keyword::Default.name(), class, "has another default value");
    }

    fn visibility(&mut self, old: &View<'a>, new: &View<'a>) {
        let (was, is) = (old.visibility(), new.visibility());
        if was == is {
            return;
        }
        let class = if self.part.is_input() && is == "internal" {
            Class::InputFieldVisibilityChangedToInternal
        } else {
            let part = self.part;
            part.choose(
                Class::ParameterVisibilityChanged,
                Class::InputFieldVisibilityChanged,
                Class::OutputVisibilityChanged,
            )
        };
        let shown = |value: &str| if value.is_empty() { "shown to all".to_owned() } else { format!("`{value}`") };
        let verb = format!("is {} instead of {}", shown(&is), shown(&was));
        let (before, after) = Self::ats(old, new, Keyword::Visibility.name());
        self.draft(Draft::new(class, self.part.noun(), verb, before, after).facet(Keyword::Visibility.name()));
    }

    /// Compares where values and fields come from; whether only one side lists its fields.
    fn dynamics(&mut self, old: &View<'a>, new: &View<'a>) -> bool {
        let is_dynamic = |view: &View<'a>| {
            view.get(Keyword::DynamicSchema).is_some() || view.get(Keyword::DynamicProperties).is_some()
        };
        let (was, is) = (is_dynamic(old), is_dynamic(new));
        let loses = !was && is && old.properties.iter().any(|property| new.property(&property.name).is_none());
        let class = match self.part {
            _ if self.part.is_input() => Class::InputDynamicsChanged,
            _ if loses => Class::OutputMadeDynamic,
            _ => Class::OutputDynamicsChanged,
        };
        for keyword in DYNAMICS {
            self.member(old, new, keyword.name(), class, "");
        }
        was != is && self.part == Part::Output
    }

    fn limits(&mut self, old: &View<'a>, new: &View<'a>) {
        let class = if self.part.is_input() { Class::InputConstraintChanged } else { Class::OutputOtherChanged };
        for keyword in CONSTRAINTS {
            let is_default =
                |view: &View<'a>| view.get(keyword).is_none_or(|value| Some(value.raw()) == default_of(keyword));
            if !is_default(old) || !is_default(new) {
                self.member(old, new, keyword.name(), class, "");
            }
        }
    }

    fn others(&mut self, old: &View<'a>, new: &View<'a>) {
        let class = if self.part.is_input() { Class::InputOtherChanged } else { Class::OutputOtherChanged };
        let (was, is) = (by_name(old), by_name(new));
        let mut names: Vec<_> = was.keys().chain(is.keys()).collect();
        names.sort();
        names.dedup();
        for name in names {
            let at =
                |members: &HashMap<_, Node<'a>>, view: &View<'a>| At::either(members.get(name).copied(), view.holder());
            self.change(name, at(&was, old), at(&is, new), class, "");
        }
    }

    fn properties(&mut self, old: &View<'a>, new: &View<'a>, gone_dynamic: bool) {
        for property in &old.properties {
            match new.property(&property.name) {
                Some(other) => {
                    self.requirement(property, other);
                    let number = self.schemas.number(property.schema, other.schema, self.part);
                    self.edges.push((property.name.clone().into_owned(), number));
                }
                None if gone_dynamic => {}
                None => {
                    let class = match self.part {
                        Part::Parameter | Part::Input => Class::InputFieldDeleted,
                        _ => Class::OutputFieldDeleted,
                    };
                    let node = self.schemas.old.definition.typed[property.schema].node;
                    let (before, after) = (At::there(node), At::missing(new.properties_node()));
                    let draft = Draft::new(class, self.part.noun(), "is gone", before, after);
                    self.draft(draft.property(&property.name));
                }
            }
        }
        for property in &new.properties {
            if !gone_dynamic && old.property(&property.name).is_none() {
                self.added(property, old);
            }
        }
    }

    fn added(&mut self, property: &Property<'a>, old: &View<'a>) {
        let view = self.schemas.new.view(property.schema);
        let has_default = view.get(Keyword::Default).is_some();
        let (class, severity) = match self.part {
            Part::Parameter | Part::Input if property.is_required && has_default => {
                (Class::InputFieldAddedRequired, Severity::Risky)
            }
            Part::Parameter | Part::Input if property.is_required => {
                (Class::InputFieldAddedRequired, Severity::Breaking)
            }
            Part::Parameter | Part::Input => (Class::InputFieldAdded, Severity::Safe),
            _ => (Class::OutputFieldAdded, Severity::Safe),
        };
        let noun = match (class, has_default) {
            (Class::InputFieldAddedRequired, _) => "the required input field",
            (Class::InputFieldAdded, _) => "the optional input field",
            _ => self.part.noun(),
        };
        let verb = if severity == Severity::Risky { "is new and has a default value" } else { "is new" };
        let node = self.schemas.new.definition.typed[property.schema].node;
        let (before, after) = (At::missing(old.properties_node()), At::there(node));
        self.draft(Draft::new(class, noun, verb, before, after).severity(severity).property(&property.name));
    }

    fn requirement(&mut self, old: &Property<'a>, new: &Property<'a>) {
        if old.is_required == new.is_required {
            return;
        }
        let (class, verb) = match (self.part.is_input(), new.is_required) {
            (true, true) => (Class::InputFieldBecameRequired, "is required now"),
            (true, false) => (Class::InputFieldBecameOptional, "is optional now"),
            (false, true) => (Class::OutputOtherChanged, "is always there now"),
            (false, false) => (Class::OutputOtherChanged, "may be missing now"),
        };
        let before = At::there(self.schemas.old.definition.typed[old.schema].node);
        let after = At::there(self.schemas.new.definition.typed[new.schema].node);
        let draft = Draft::new(class, self.part.noun(), verb, before, after).facet("required");
        self.draft(draft.property(&new.name));
    }

    /// Goes on with a single schema below: the elements of an array, the values of a map.
    fn below(&mut self, old: &View<'a>, new: &View<'a>, keyword: Keyword, step: &str) {
        let typed = |side: &Side<'a>, view: &View<'a>| side.typed_at(view.get(keyword)?);
        match (typed(self.schemas.old, old), typed(self.schemas.new, new)) {
            (Some(old), Some(new)) => {
                let number = self.schemas.number(old, new, self.part);
                self.edges.push((step.to_owned(), number));
            }
            _ => {
                let class = self.part.choose(Class::ParameterTyped, Class::InputFieldTyped, Class::OutputFieldTyped);
                self.member(old, new, keyword.name(), class, "");
            }
        }
    }
}

/// The values of an enumeration as they are compared and shown.
fn values(view: &View<'_>) -> Vec<String> {
    let list = view.get(Keyword::Enum).filter(|list| list.is_array());
    list.into_iter()
        .flat_map(Node::children)
        .map(|value| value.as_str().map_or_else(|| value.raw().to_owned(), std::borrow::Cow::into_owned))
        .collect()
}

/// The first few values in backticks.
fn listed(values: &[String]) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = values.iter().take(MOST).map(|value| format!("`{value}`")).collect();
    match values.len().checked_sub(MOST) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}
