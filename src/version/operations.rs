//! Comparison of operations: which is which, and what changed about their calls and responses.
//!
//! Schemas are handed over to the graph of pairs; they are told once all operations are known.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use foldhash::HashMap;

use super::change::{At, Collector, Draft, Reach, verb};
use super::class::{Class, Severity};
use super::schemas::{Part, Root, Schemas};
use super::side::Side;
use crate::connector::definition::{Operation, Parameter, ResponseUse};
use crate::json::Node;
use crate::text::shortened;

/// Members of an operation that are compared by name.
const COMPARED: [&str; 14] = [
    "operationId",
    "parameters",
    "responses",
    "summary",
    "description",
    "deprecated",
    "x-ms-visibility",
    "x-ms-trigger",
    "x-ms-trigger-metadata",
    "x-ms-trigger-hint",
    "x-ms-pageable",
    "x-ms-api-annotation",
    "consumes",
    "produces",
];

/// Compares all operations of two definitions; what was left out because there was too much of it.
pub(super) fn compare<'a>(old: &Side<'a>, new: &Side<'a>, collector: &mut Collector) -> Option<&'static str> {
    let (pairs, deleted, added) = match_operations(old, new);
    let mut comparison = Comparison {
        old,
        new,
        schemas: Schemas::new(old, new),
        collector,
        told: Vec::new(),
        new_count: new.definition.operations.len(),
        names: Default::default(),
        same_names: HashMap::default(),
    };
    for &(before, after) in &pairs {
        comparison.operation(&old.definition.operations[before], &new.definition.operations[after]);
    }
    for &index in &deleted {
        comparison.deleted(&old.definition.operations[index]);
    }
    for &index in &added {
        comparison.added(&new.definition.operations[index]);
    }
    let is_brief = comparison.tell_schemas();
    if comparison.schemas.is_cut() {
        Some("there are too many schemas to compare them all")
    } else {
        is_brief.then_some("the changes reach too many operations to tell all of them for each")
    }
}

type Matches = (Vec<(usize, usize)>, Vec<usize>, Vec<usize>);

/// Pairs by id, then by path and method for those that were renamed; the rest is deleted or added.
fn match_operations(old: &Side<'_>, new: &Side<'_>) -> Matches {
    let (old, new) = (&old.definition.operations, &new.definition.operations);
    let mut matcher = Matcher { old: vec![None; old.len()], new: vec![false; new.len()] };
    let address = |operation: &Operation<'_>| format!("{} {}", operation.method, operation.path);
    let id = |operation: &Operation<'_>| operation.id.and_then(Node::as_str).map(std::borrow::Cow::into_owned);
    matcher.pass(old, new, |operation| Some((address(operation), id(operation))));
    matcher.pass(old, new, id);
    matcher.pass(old, new, |operation| Some(address(operation)));
    matcher.pass(old, new, |operation| Some(format!("{} {}", operation.method, without_names(&operation.path))));
    let mut pairs: Vec<(usize, usize)> =
        matcher.old.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).collect();
    pairs.sort_by_key(|&(_, new)| new);
    let deleted = (0..old.len()).filter(|&index| matcher.old[index].is_none()).collect();
    let added = (0..new.len()).filter(|&index| !matcher.new[index]).collect();
    (pairs, deleted, added)
}

struct Matcher {
    old: Vec<Option<usize>>,
    new: Vec<bool>,
}

impl Matcher {
    /// Matches what is left over by a key; keys that several have on one side match nothing.
    fn pass<K: std::hash::Hash + Eq>(
        &mut self,
        old: &[Operation<'_>],
        new: &[Operation<'_>],
        key: impl Fn(&Operation<'_>) -> Option<K>,
    ) {
        let unique = |operations: &[Operation<'_>], is_free: &dyn Fn(usize) -> bool| {
            let mut by_key: HashMap<K, Option<usize>> = HashMap::default();
            for (index, operation) in operations.iter().enumerate().filter(|(index, _)| is_free(*index)) {
                let Some(key) = key(operation) else { continue };
                match by_key.entry(key) {
                    Entry::Vacant(entry) => drop(entry.insert(Some(index))),
                    Entry::Occupied(mut entry) => drop(entry.insert(None)),
                }
            }
            by_key
        };
        let of_old = unique(old, &|index| self.old[index].is_none());
        let of_new = unique(new, &|index| !self.new[index]);
        for (key, index) in of_old {
            if let (Some(old), Some(Some(new))) = (index, of_new.get(&key)) {
                self.old[old] = Some(*new);
                self.new[*new] = true;
            }
        }
    }
}

/// A path template with its parameters emptied: their names do not tell paths apart.
fn without_names(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        out.push(character);
    }
    out
}

/// What makers know an operation by.
fn summary(operation: &Operation<'_>) -> String {
    let summary = operation.str("summary").map(|summary| shortened(summary.trim()).into_owned());
    summary.filter(|summary| !summary.is_empty()).unwrap_or_else(|| operation.label())
}

/// An operation as changes name it.
struct Named {
    operation: String,
    summary: String,
    rank: usize,
}

impl Named {
    fn reach<'r>(&'r self, value_path: &'r str) -> Reach<'r> {
        Reach { operation: &self.operation, summary: &self.summary, rank: self.rank, value_path }
    }

    fn value_path(&self) -> String {
        format!("operation/{}", self.operation)
    }
}

type Names = HashMap<Option<u32>, Vec<String>>;

struct Comparison<'c, 's, 'a> {
    old: &'s Side<'a>,
    new: &'s Side<'a>,
    schemas: Schemas<'s, 'a>,
    collector: &'c mut Collector,
    /// The roots to be told, with their operations.
    told: Vec<(Named, Vec<Root>)>,
    new_count: usize,
    /// The media types of lists of both definitions, by their numbers.
    names: (Names, Names),
    /// Whether two of them are the same.
    same_names: HashMap<(Option<u32>, Option<u32>), bool>,
}

impl<'a> Comparison<'_, '_, 'a> {
    /// Ranks follow the new definition; operations that are gone come last.
    fn named(&self, operation: &Operation<'_>, summary_of: &Operation<'_>, is_gone: bool) -> Named {
        let rank = if is_gone { self.new_count + operation.index } else { operation.index };
        Named { operation: operation.label(), summary: summary(summary_of), rank }
    }

    fn deleted(&mut self, old: &Operation<'a>) {
        let named = self.named(old, old, true);
        let (before, after) = (At::there(old.node), At::missing(paths_of(self.new)));
        let draft = Draft::new(Class::OperationDeleted, "the operation", "is gone", before, after);
        self.collector.add_use(&draft, &named.operation, named.reach(&named.value_path()));
    }

    fn added(&mut self, new: &Operation<'a>) {
        let named = self.named(new, new, false);
        let (before, after) = (At::missing(paths_of(self.old)), At::there(new.node));
        let draft = Draft::new(Class::OperationAdded, "the operation", "is new", before, after);
        self.collector.add_use(&draft, &named.operation, named.reach(&named.value_path()));
    }

    fn operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        // Makers know what they used by its old summary.
        let named = self.named(new, old, false);
        let mut facts = Facts { collector: self.collector, named: &named, old: old.node, new: new.node };
        facts.address(old, new);
        facts.life(old, new);
        facts.trigger(old, new);
        facts.texts();
        facts.others();
        facts.path_item(old, new);
        self.media_types(old, new, &named);
        let mut roots = Vec::new();
        self.parameters(old, new, &named, &mut roots);
        self.responses(old, new, &named, &mut roots);
        self.notification(old, new, &named, &mut roots);
        self.told.push((named, roots));
    }

    /// Tells the changes of schemas for each operation that they reach; whether some were not told for all.
    fn tell_schemas(&mut self) -> bool {
        self.schemas.settle();
        let mut is_brief = false;
        for (named, roots) in &self.told {
            for root in roots {
                is_brief |= self.schemas.tell(root, named.reach(""), self.collector);
            }
        }
        is_brief
    }

    fn add(&mut self, named: &Named, tail: &str, subject: &str, draft: &Draft<'a>) {
        let mut value_path = format!("{}{tail}", named.value_path());
        for part in &draft.tail {
            value_path.push('/');
            value_path.push_str(part);
        }
        self.collector.add_use(draft, subject, named.reach(&value_path));
    }

    /// What an operation takes and gives, whether it says so itself or the definition does.
    fn media_types(&mut self, old: &Operation<'a>, new: &Operation<'a>, named: &Named) {
        let (old_definition, new_definition) = (&self.old.definition, &self.new.definition);
        let roots = (old_definition.root, new_definition.root);
        let both = [
            (Class::ConsumesChanged, "takes", old_definition.consumes(old), new_definition.consumes(new)),
            (Class::ProducesChanged, "gives", old_definition.produces(old), new_definition.produces(new)),
        ];
        for (class, verb, was, is) in both {
            if !self.have_same_names(was, is) {
                let (before, after) = (At::either(was, roots.0), At::either(is, roots.1));
                let draft = Draft::new(class, "the operation", format!("{verb} other media types"), before, after);
                self.add(named, "", &named.operation, &draft.with_values());
            }
        }
    }

    /// Whether two lists of media types hold the same; those of the definitions are compared once.
    fn have_same_names(&mut self, old: Option<Node<'a>>, new: Option<Node<'a>>) -> bool {
        let key = (old.map(Node::index), new.map(Node::index));
        let was = self.names.0.entry(key.0).or_insert_with(|| names(old));
        let is = self.names.1.entry(key.1).or_insert_with(|| names(new));
        *self.same_names.entry(key).or_insert_with(|| was == is)
    }

    fn parameters(&mut self, old: &Operation<'a>, new: &Operation<'a>, named: &Named, roots: &mut Vec<Root>) {
        let bodies = (body(self.old, old), body(self.new, new));
        match bodies {
            (Some(before), Some(after)) => self.body_pair(&before, &after, named, roots),
            (Some(before), None) => {
                let draft = Draft::new(
                    Class::BodyDeleted,
                    "the body",
                    "is gone",
                    At::there(before.node),
                    At::missing(new.node),
                );
                self.add(named, &tail_of(&before), "", &draft);
            }
            (None, Some(after)) => self.body_added(old, &after, named),
            (None, None) => {}
        }
        let plain = |side: &Side<'a>, operation: &Operation<'a>| -> Vec<Parameter<'a>> {
            side.definition.parameters_of(operation).filter(|parameter| !parameter.is_in("body")).copied().collect()
        };
        let (before, after) = (plain(self.old, old), plain(self.new, new));
        let (pairs, gone, come) = match_parameters(&before, &after);
        for (before, after) in pairs {
            self.parameter_pair(&before, &after, named, roots);
        }
        for parameter in gone {
            let (was, is) = (At::there(parameter.node), At::missing(new.node));
            let draft = Draft::new(Class::ParameterDeleted, "the parameter", "is gone", was, is);
            self.add(named, &tail_of(&parameter), &name_of(&parameter), &draft);
        }
        for parameter in come {
            self.parameter_added(old, &parameter, named);
        }
    }

    fn body_added(&mut self, old: &Operation<'a>, body: &Parameter<'a>, named: &Named) {
        let (class, before) = if body.is_required() {
            (Class::BodyAddedRequired, "the required body")
        } else {
            (Class::BodyAdded, "the optional body")
        };
        let draft = Draft::new(class, before, "is new", At::missing(old.node), At::there(body.node));
        self.add(named, &tail_of(body), "", &draft);
    }

    fn body_pair(&mut self, old: &Parameter<'a>, new: &Parameter<'a>, named: &Named, roots: &mut Vec<Root>) {
        let (before, after) = (At::there(old.node), At::there(new.node));
        let tail = tail_of(new);
        if old.is_required() != new.is_required() {
            let (class, verb) = if new.is_required() {
                (Class::BodyBecameRequired, "is required now")
            } else {
                (Class::BodyBecameOptional, "is optional now")
            };
            let (before, after) = (either_member(old.node, "required"), either_member(new.node, "required"));
            self.add(named, &tail, "", &Draft::new(class, "the body", verb, before, after).facet("required"));
        }
        if old.name() != new.name() {
            let verb = format!("has the name `{}` instead of `{}`", name_of(new), name_of(old));
            self.add(named, &tail, "", &Draft::new(Class::BodyRenamed, "the body", verb, before, after));
        }
        let typed = (self.old.typed_at(old.node), self.new.typed_at(new.node));
        if let (Some(was), Some(is)) = typed {
            // The parameter's own texts; it has no type.
            let pair = self.schemas.pair(was, is, Part::Input);
            roots.push(root(pair, format!("{}{tail}", named.value_path()), "body", "body/"));
        }
        let schema = |side: &Side<'a>, node: Node<'a>| side.typed_at(node.get("schema")?);
        match (schema(self.old, old.node), schema(self.new, new.node)) {
            (Some(was), Some(is)) => {
                let pair = self.schemas.pair(was, is, Part::Input);
                roots.push(root(pair, format!("{}{tail}/schema", named.value_path()), "body", "body/"));
            }
            (None, None) => {}
            (was, _) => {
                let verb = if was.is_some() { "no longer has a schema" } else { "has a schema" };
                self.add(named, &tail, "", &Draft::new(Class::InputOtherChanged, "the body", verb, before, after));
            }
        }
    }

    fn parameter_added(&mut self, old: &Operation<'a>, parameter: &Parameter<'a>, named: &Named) {
        let has_default = parameter.node.get("default").is_some();
        let (class, before, verb) = match (parameter.is_required(), has_default) {
            (true, true) => {
                (Class::ParameterAddedRequiredWithDefault, "the required parameter", "is new and has a default value")
            }
            (true, false) => (Class::ParameterAddedRequired, "the required parameter", "is new"),
            (false, _) => (Class::ParameterAdded, "the optional parameter", "is new"),
        };
        let draft = Draft::new(class, before, verb, At::missing(old.node), At::there(parameter.node));
        self.add(named, &tail_of(parameter), &name_of(parameter), &draft);
    }

    fn parameter_pair(&mut self, old: &Parameter<'a>, new: &Parameter<'a>, named: &Named, roots: &mut Vec<Root>) {
        let (tail, name) = (tail_of(new), name_of(new));
        let place = |parameter: &Parameter<'a>| parameter.node.str_member("in").unwrap_or_default();
        if place(old) != place(new) {
            let verb = format!("is sent in `{}` instead of `{}`", place(new), place(old));
            let (before, after) = (either_member(old.node, "in"), either_member(new.node, "in"));
            self.add(named, &tail, &name, &Draft::new(Class::ParameterMoved, "the parameter", verb, before, after));
        }
        if old.is_required() != new.is_required() {
            let (class, verb) = if new.is_required() {
                (Class::ParameterBecameRequired, "is required now")
            } else {
                (Class::ParameterBecameOptional, "is optional now")
            };
            let (before, after) = (either_member(old.node, "required"), either_member(new.node, "required"));
            let draft = Draft::new(class, "the parameter", verb, before, after).facet("required");
            self.add(named, &tail, &name, &draft);
        }
        if let (Some(was), Some(is)) = (self.old.typed_at(old.node), self.new.typed_at(new.node)) {
            let pair = self.schemas.pair(was, is, Part::Parameter);
            roots.push(Root { subject: name, ..root(pair, format!("{}{tail}", named.value_path()), "", "") });
        }
    }

    fn responses(&mut self, old: &Operation<'a>, new: &Operation<'a>, named: &Named, roots: &mut Vec<Root>) {
        let is_success = |operation: &Operation<'a>, used: &ResponseUse<'a>| {
            used.is_success() || (used.is_default() && !operation.responses.iter().any(ResponseUse::is_success))
        };
        // Of codes that are written twice the first counts.
        let by_code = |operation: &Operation<'a>| -> HashMap<_, _> {
            operation.responses.iter().rev().map(|used| (used.code(), *used)).collect()
        };
        let (of_old, of_new) = (by_code(old), by_code(new));
        let mut moved = (Vec::new(), Vec::new());
        for used in &old.responses {
            match of_new.get(&used.code()) {
                Some(other) => {
                    let part = if is_success(old, used) && is_success(new, other) { Part::Output } else { Part::Error };
                    self.response_pair(used, other, part, named, roots);
                }
                None if is_success(old, used) => moved.0.push(*used),
                None => {
                    let (before, after) = (At::there(used.node), At::missing(new.node));
                    let draft = Draft::new(Class::ResponseRemoved, "the response", "is gone", before, after);
                    self.add(named, &format!("/responses/{}", used.code()), &used.code(), &draft);
                }
            }
        }
        for used in new.responses.iter().filter(|used| !of_old.contains_key(&used.code())) {
            if is_success(new, used) {
                moved.1.push(*used);
            } else {
                self.response_added(old, used, named);
            }
        }
        self.moved_responses((old, new), moved, named, roots);
    }

    fn response_added(&mut self, old: &Operation<'a>, used: &ResponseUse<'a>, named: &Named) {
        let (before, after) = (At::missing(old.node), At::there(used.node));
        let draft = Draft::new(Class::ResponseAdded, "the response", "is new", before, after);
        self.add(named, &format!("/responses/{}", used.code()), &used.code(), &draft);
    }

    /// Success codes that only one side has: as many as can be are taken as moved.
    fn moved_responses(
        &mut self,
        (old, new): (&Operation<'a>, &Operation<'a>),
        (mut gone, mut come): (Vec<ResponseUse<'a>>, Vec<ResponseUse<'a>>),
        named: &Named,
        roots: &mut Vec<Root>,
    ) {
        // A `default` that was the only output stands for the first success code.
        let stand_in = |this: &Operation<'a>, other: &Operation<'a>| {
            let has_success = |operation: &Operation<'a>| operation.responses.iter().any(ResponseUse::is_success);
            let default = this.responses.iter().find(|used| used.is_default()).copied();
            default.filter(|_| !has_success(this) && has_success(other))
        };
        if gone.is_empty() {
            gone.extend(stand_in(old, new));
        }
        if come.is_empty() {
            come.extend(stand_in(new, old));
        }
        gone.sort_by_key(|used| used.code().into_owned());
        come.sort_by_key(|used| used.code().into_owned());
        let paired = gone.len().min(come.len());
        for (was, is) in gone.iter().zip(&come) {
            let severity = if was.is_default() || is.is_default() { Severity::Risky } else { Severity::Breaking };
            let verb = format!("has the status code `{}` instead of `{}`", is.code(), was.code());
            let (before, after) = (At::there(was.node), At::there(is.node));
            let draft = Draft::new(Class::SuccessCodeMoved, "the output", verb, before, after).severity(severity);
            self.add(named, &format!("/responses/{}", is.code()), "", &draft);
            self.response_pair(was, is, Part::Output, named, roots);
        }
        for used in gone.iter().skip(paired).filter(|used| !used.is_default()) {
            let (before, after) = (At::there(used.node), At::missing(new.node));
            let draft = Draft::new(Class::SuccessResponseRemoved, "the response", "is gone", before, after);
            self.add(named, &format!("/responses/{}", used.code()), &used.code(), &draft);
        }
        for used in come.iter().skip(paired).filter(|used| !used.is_default()) {
            self.response_added(old, used, named);
        }
    }

    fn response_pair(
        &mut self,
        old: &ResponseUse<'a>,
        new: &ResponseUse<'a>,
        part: Part,
        named: &Named,
        roots: &mut Vec<Root>,
    ) {
        let (Some(before), Some(after)) =
            (self.old.definition.response(old).copied(), self.new.definition.response(new).copied())
        else {
            return;
        };
        let (before, after) = (before.node, after.node);
        let tail = format!("/responses/{}", shortened(&new.code()));
        let code = shortened(&new.code()).into_owned();
        for (name, was, is) in differing(before, after, &["schema", "$ref"]) {
            let class = if name == "description" { Class::ResponseTextChanged } else { Class::ResponseOtherChanged };
            let draft = Draft::new(class, "the response", verb(&name, was, is), was, is).facet(&name);
            self.add(named, &tail, &code, &draft.with_values());
        }
        self.output(before, after, part, &tail, named, roots);
    }

    /// Compares the schemas of two responses or notification contents.
    fn output(&mut self, old: Node<'a>, new: Node<'a>, part: Part, tail: &str, named: &Named, roots: &mut Vec<Root>) {
        let (was, is) = (old.get("schema"), new.get("schema"));
        let typed = (was.and_then(|node| self.old.typed_at(node)), is.and_then(|node| self.new.typed_at(node)));
        let name = if part == Part::Error { "error" } else { "output" };
        if let (Some(was), Some(is)) = typed {
            let pair = self.schemas.pair(was, is, part);
            roots.push(root(pair, format!("{}{tail}/schema", named.value_path()), name, ""));
            return;
        }
        let (before, after) = (At::either(was, old), At::either(is, new));
        let (class, verb) = match (before.exists, after.exists) {
            (false, true) => (Class::OutputAdded, "has a schema"),
            (true, false) => (Class::OutputRemoved, "no longer has a schema"),
            _ => return,
        };
        let mut draft = Draft::new(class, "the response", verb, before, after);
        if part == Part::Error {
            draft = Draft { class: Class::ErrorResponseChanged, severity: Severity::Safe, ..draft };
        }
        let code = tail.rsplit('/').next().unwrap_or_default().to_owned();
        self.add(named, &format!("{tail}/schema"), &code, &draft);
    }

    fn notification(&mut self, old: &Operation<'a>, new: &Operation<'a>, named: &Named, roots: &mut Vec<Root>) {
        const TAIL: &str = "/responses/x-ms-notification-content";
        // Other operations of the path have nothing to do with it.
        let content =
            |operation: &Operation<'a>| operation.notification_content().filter(|_| operation.trigger().is_some());
        let (was, is) = (content(old), content(new));
        match (was, is) {
            (Some(was), Some(is)) => {
                for (name, before, after) in differing(was, is, &["schema"]) {
                    let verb = verb(&name, before, after);
                    let class =
                        if name == "description" { Class::ResponseTextChanged } else { Class::ResponseOtherChanged };
                    let draft = Draft::new(class, "the notification", verb, before, after).facet(&name);
                    self.add(named, TAIL, "", &draft.with_values());
                }
                self.output(was, is, Part::Output, TAIL, named, roots);
            }
            (Some(was), None) => {
                let (before, after) = (At::there(was), At::missing(new.path_item));
                let class = Class::NotificationRemoved;
                self.add(named, TAIL, "", &Draft::new(class, "the notification content", "is gone", before, after));
            }
            (None, Some(is)) => {
                let (before, after) = (At::missing(old.path_item), At::there(is));
                let class = Class::NotificationAdded;
                self.add(named, TAIL, "", &Draft::new(class, "the notification content", "is new", before, after));
            }
            (None, None) => {}
        }
    }
}

/// What is told of an operation itself.
struct Facts<'f, 'a> {
    collector: &'f mut Collector,
    named: &'f Named,
    old: Node<'a>,
    new: Node<'a>,
}

impl<'a> Facts<'_, 'a> {
    fn tell(&mut self, draft: &Draft<'a>) {
        let subject = &self.named.operation;
        let mut value_path = self.named.value_path();
        for part in &draft.tail {
            value_path.push('/');
            value_path.push_str(part);
        }
        self.collector.add_use(draft, subject, self.named.reach(&value_path));
    }

    fn address(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (whole_old, whole_new) = (At::there(self.old), At::there(self.new));
        if old.label() != new.label() && (old.id.is_some() || new.id.is_some()) {
            let verb = format!("was called `{}`", old.label());
            let (before, after) = (either_member(self.old, "operationId"), either_member(self.new, "operationId"));
            let draft = Draft::new(Class::OperationRenamed, "the operation", verb, before, after);
            let value_path = format!("operation/{}", old.label());
            self.collector.add_use(&draft, &self.named.operation, self.named.reach(&value_path));
        }
        if old.path != new.path {
            let verb = format!("has the path `{}` instead of `{}`", new.path, old.path);
            self.tell(&Draft::new(Class::OperationPathChanged, "the operation", verb, whole_old, whole_new));
        }
        if old.method != new.method {
            let verb = format!("has the method `{}` instead of `{}`", new.method, old.method);
            self.tell(&Draft::new(Class::OperationMethodChanged, "the operation", verb, whole_old, whole_new));
        }
    }

    fn life(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let ats = |name| (either_member(self.old, name), either_member(self.new, name));
        let (before, after) = ats("deprecated");
        let deprecation = match (old.is_deprecated(), new.is_deprecated()) {
            (false, true) => Some((Class::OperationDeprecated, "is deprecated now")),
            (true, false) => Some((Class::OperationUndeprecated, "is no longer deprecated")),
            _ => None,
        };
        if let Some((class, verb)) = deprecation {
            self.tell(&Draft::new(class, "the operation", verb, before, after));
        }
        let visibility = |operation: &Operation<'a>| {
            let value = operation.str("x-ms-visibility").unwrap_or_default().to_ascii_lowercase();
            if value == "none" { String::new() } else { value }
        };
        let (was, is) = (visibility(old), visibility(new));
        if was != is {
            let ats = |name| (either_member(self.old, name), either_member(self.new, name));
            let (before, after) = ats("x-ms-visibility");
            let class = if is == "internal" { Class::OperationHidden } else { Class::OperationVisibilityChanged };
            let shown = |value: &str| if value.is_empty() { "shown to all".to_owned() } else { format!("`{value}`") };
            let verb = format!("is {} instead of {}", shown(&is), shown(&was));
            self.tell(&Draft::new(class, "the operation", verb, before, after));
        }
    }

    fn trigger(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (was, is) = (old.trigger(), new.trigger());
        if was != is {
            let shown = |kind: &Option<std::borrow::Cow<'_, str>>| {
                kind.as_ref().map_or("an action".to_owned(), |kind| format!("a trigger of the kind `{kind}`"))
            };
            let verb = format!("is {} instead of {}", shown(&is), shown(&was));
            let (before, after) = (either_member(self.old, "x-ms-trigger"), either_member(self.new, "x-ms-trigger"));
            self.tell(&Draft::new(Class::TriggerChanged, "the operation", verb, before, after));
        }
        self.member("x-ms-trigger-metadata", Class::TriggerDetailsChanged);
        self.member("x-ms-pageable", Class::PagingChanged);
        self.member("x-ms-api-annotation", Class::AnnotationChanged);
    }

    fn texts(&mut self) {
        for name in ["summary", "description", "x-ms-trigger-hint"] {
            self.member(name, Class::OperationTextChanged);
        }
    }

    fn member(&mut self, name: &str, class: Class) {
        let (before, after) = (either_member(self.old, name), either_member(self.new, name));
        if !same(before, after) {
            let draft = Draft::new(class, "the operation", verb(name, before, after), before, after);
            self.tell(&draft.facet(name).with_values());
        }
    }

    fn others(&mut self) {
        for (name, before, after) in differing(self.old, self.new, &COMPARED) {
            let class =
                if name == "security" { Class::SecurityRequirementsChanged } else { Class::OperationOtherChanged };
            let verb = verb(&name, before, after);
            self.tell(&Draft::new(class, "the operation", verb, before, after).facet(&name).with_values());
        }
    }

    /// What the path item says besides methods, parameters and notifications.
    fn path_item(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let mut compared = vec!["parameters", "x-ms-notification-content"];
        compared.extend(crate::connector::definition::METHODS);
        for (name, before, after) in differing(old.path_item, new.path_item, &compared) {
            let verb = format!("has a path with another `{name}`");
            let draft = Draft::new(Class::OperationOtherChanged, "the operation", verb, before, after);
            self.tell(&draft.facet(&name).with_values());
        }
    }
}

/// Where operations belong.
fn paths_of<'a>(side: &Side<'a>) -> Node<'a> {
    let root = side.definition.root;
    root.get("paths").unwrap_or(root)
}

fn root(pair: usize, value_path: String, subject: &str, prefix: &'static str) -> Root {
    Root { pair, value_path, subject: subject.to_owned(), prefix }
}

fn either_member<'a>(holder: Node<'a>, name: &str) -> At<'a> {
    At::either(holder.get(name), holder)
}

pub(super) fn same(old: At<'_>, new: At<'_>) -> bool {
    match (old.exists, new.exists) {
        (true, true) => old.node.same_value(new.node),
        (old, new) => old == new,
    }
}

/// The members that two objects do not have alike, by name, those in `except` left out.
pub(super) fn differing<'a>(old: Node<'a>, new: Node<'a>, except: &[&str]) -> Vec<(String, At<'a>, At<'a>)> {
    // Each member is looked at once: asking for each by its name would walk through those of wide objects.
    let mut members: BTreeMap<Cow<'a, str>, [Option<Node<'a>>; 2]> = BTreeMap::new();
    for (side, object) in [old, new].into_iter().enumerate() {
        for (name, member) in object.children().filter_map(|member| Some((member.key()?, member))) {
            members.entry(name).or_default()[side] = Some(member);
        }
    }
    members
        .into_iter()
        .filter(|(name, _)| !except.contains(&name.as_ref()))
        .map(|(name, [was, is])| (name.into_owned(), At::either(was, old), At::either(is, new)))
        .filter(|(_, old, new)| !same(*old, *new))
        .collect()
}

fn body<'a>(side: &Side<'a>, operation: &Operation<'a>) -> Option<Parameter<'a>> {
    side.definition.parameters_of(operation).find(|parameter| parameter.is_in("body")).copied()
}

fn name_of(parameter: &Parameter<'_>) -> String {
    shortened(&parameter.name().unwrap_or_default()).into_owned()
}

fn tail_of(parameter: &Parameter<'_>) -> String {
    format!("/parameter/{}", name_of(parameter))
}

/// The strings of a list, sorted.
pub(super) fn names(list: Option<Node<'_>>) -> Vec<String> {
    let mut names: Vec<String> =
        list.into_iter().flat_map(Node::children).filter_map(Node::as_str).map(std::borrow::Cow::into_owned).collect();
    names.sort();
    names.dedup();
    names
}

type ParameterMatches<'a> = (Vec<(Parameter<'a>, Parameter<'a>)>, Vec<Parameter<'a>>, Vec<Parameter<'a>>);

/// Pairs parameters by name and place, then by name alone: those have moved.
fn match_parameters<'a>(old: &[Parameter<'a>], new: &[Parameter<'a>]) -> ParameterMatches<'a> {
    let key = |parameter: &Parameter<'a>, by_place: bool| {
        let place = || parameter.node.str_member("in").map(std::borrow::Cow::into_owned);
        (parameter.name(), by_place.then(place))
    };
    let mut pairs = Vec::new();
    let (mut gone, mut come) = (old.to_vec(), new.to_vec());
    for by_place in [true, false] {
        pair_by(|parameter| key(parameter, by_place), &mut pairs, &mut gone, &mut come);
    }
    (pairs, gone, come)
}

/// Moves to `pairs` what both sides have under a key, in their order.
pub(super) fn pair_by<T, K: std::hash::Hash + Eq>(
    key: impl Fn(&T) -> K,
    pairs: &mut Vec<(T, T)>,
    gone: &mut Vec<T>,
    come: &mut Vec<T>,
) {
    let mut unused: HashMap<K, VecDeque<usize>> = HashMap::default();
    for (index, item) in come.iter().enumerate() {
        unused.entry(key(item)).or_default().push_back(index);
    }
    let mut left: Vec<Option<T>> = std::mem::take(come).into_iter().map(Some).collect();
    for item in std::mem::take(gone) {
        let index = unused.get_mut(&key(&item)).and_then(VecDeque::pop_front);
        match index.and_then(|index| left[index].take()) {
            Some(other) => pairs.push((item, other)),
            None => gone.push(item),
        }
    }
    come.extend(left.into_iter().flatten());
}
