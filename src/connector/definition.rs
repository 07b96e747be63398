//! The definition (`apiDefinition.swagger.json`) as its operations, parameters, responses and schemas.
//!
//! Made in one pass over the document: each object gets its [`Shape`], the objects that rules ask for are listed in
//! document order, and names (definitions, shared parameters and responses, operation ids) are indexed. Everything
//! may be missing or wrong; nothing is judged here.

pub mod annotation;
pub mod dynamic;
pub mod filter;
pub mod graph;
mod lookup;
pub mod path;
pub mod reach;
mod references;
pub mod revision;
pub mod security;
pub mod template;
pub mod uses;
pub mod webhook;

pub use lookup::Members;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Deref;

use foldhash::{HashMap, HashSet};

use self::dynamic::{Call, Inputs};
use self::path::{PropertyIndex, RequiredIndex};
use self::reach::Reach;
use self::webhook::Webhooks;
pub use super::keyword::{Keyword, Keywords};
use super::shape::Shape;
use super::shapes::Shapes;
use crate::json::{Document, Kind, Node};
use crate::text::shortened;

/// The largest definition that the platform takes: one megabyte, as its documents have it.
pub const MOST_BYTES: u64 = 1_048_576;

/// The width of the column that holds the definition of a connector in a solution.
pub const MOST_CHARACTERS: usize = 500_000;

/// The methods that a path item may hold.
pub const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// So many keywords, the first of [`Keyword`], are found without a search.
const HOT_KEYWORDS: usize = Keyword::Example as usize + 1;

/// An object with a type: a parameter, items object, header or schema.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    pub node: Node<'a>,
    /// [`Shape::Parameter`], [`Shape::Items`], [`Shape::Header`] or [`Shape::Schema`].
    pub shape: Shape,
    /// The keywords that are there, so that asking for an absent one costs nothing.
    pub keywords: Keywords,
    /// How many nodes behind the object the first keywords are, for which most rules ask.
    steps: [u32; HOT_KEYWORDS],
}

impl<'a> Typed<'a> {
    fn of(shapes: &Shapes<'a>, node: Node<'a>, shape: Shape) -> Self {
        let mut typed = Self { node, shape, keywords: Keywords::default(), steps: [0; HOT_KEYWORDS] };
        for member in shapes.members(node) {
            let Some(keyword) = member.keyword() else { continue };
            typed.keywords.insert(keyword);
            if let Some(step) = typed.steps.get_mut(keyword as usize) {
                *step = member.node.index() - node.index();
            }
        }
        typed
    }

    #[inline]
    pub fn get(&self, keyword: Keyword) -> Option<Node<'a>> {
        if !self.has(keyword) {
            return None;
        }
        match self.steps.get(keyword as usize) {
            Some(step) => self.node.document().node(self.node.index() + step),
            None => self.node.get(keyword.name()),
        }
    }

    #[inline]
    pub fn has(&self, keyword: Keyword) -> bool {
        self.keywords.has(keyword)
    }

    pub fn str(&self, keyword: Keyword) -> Option<Cow<'a, str>> {
        self.get(keyword).and_then(Node::as_str)
    }

    /// The type, where it is one string.
    pub fn type_name(&self) -> Option<Cow<'a, str>> {
        self.str(Keyword::Type)
    }

    pub fn is_type(&self, name: &str) -> bool {
        self.get(Keyword::Type).is_some_and(|node| node.is_str(name))
    }

    /// Whether the user never sees it; the platform reads the value in any case.
    pub fn is_internal(&self) -> bool {
        self.str(Keyword::Visibility).is_some_and(|value| value.eq_ignore_ascii_case("internal"))
    }

    /// Whether a value has the type of this object; a text that reads as the type has it, as the platform sees it.
    /// `None` where there is no type that says so.
    pub fn fits(&self, value: Node<'_>) -> Option<bool> {
        let text = value.as_str();
        Some(match &*self.type_name()? {
            "string" => text.is_some(),
            "boolean" => match text {
                Some(text) => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
                None => value.kind() == Kind::Bool,
            },
            "integer" => match text {
                Some(text) => text.trim().parse::<i128>().is_ok(),
                None => value.is_integer(),
            },
            "number" => match text {
                Some(text) => text.trim().parse::<f64>().is_ok(),
                None => value.kind() == Kind::Number,
            },
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => return None,
        })
    }

    pub fn is_true(&self, keyword: Keyword) -> bool {
        self.get(keyword).and_then(Node::as_bool) == Some(true)
    }
}

/// How a schema belongs to the schema that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It belongs to a parameter, response, notification or to `definitions`.
    Root,
    Property,
    Items,
    AdditionalProperties,
    AllOf,
}

/// Where a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaPlace {
    /// Below a body parameter.
    Body,
    /// Below a response.
    Response,
    /// Below `x-ms-notification-content`.
    Notification,
    /// Below `definitions`: used from anywhere.
    Definitions,
}

/// A schema object, root or nested.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    pub typed: Typed<'a>,
    /// Its number in [`Definition::schemas`].
    pub index: usize,
    /// The schema that holds it directly.
    pub parent: Option<usize>,
    pub relation: Relation,
    pub place: SchemaPlace,
    /// The operation that holds it; `None` below shared parts and path items.
    pub operation: Option<usize>,
}

impl<'a> Deref for Schema<'a> {
    type Target = Typed<'a>;

    fn deref(&self) -> &Typed<'a> {
        &self.typed
    }
}

/// Who holds a parameter or response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The definition's own `parameters` or `responses`.
    Shared,
    PathItem,
    /// The number of the operation.
    Operation(usize),
}

/// A parameter object where it is written, or a reference to one.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    pub typed: Typed<'a>,
    /// Its number in [`Definition::parameters`].
    pub index: usize,
    pub owner: Owner,
}

impl<'a> Deref for Parameter<'a> {
    type Target = Typed<'a>;

    fn deref(&self) -> &Typed<'a> {
        &self.typed
    }
}

impl<'a> Parameter<'a> {
    pub fn name(&self) -> Option<Cow<'a, str>> {
        self.str(Keyword::Name)
    }

    /// Whether the parameter is sent in this place: `path`, `query`, `header`, `body` or `formData`.
    pub fn is_in(&self, place: &str) -> bool {
        self.get(Keyword::In).is_some_and(|node| node.is_str(place))
    }

    /// What tells parameters apart: the name, and the place in which it is sent.
    pub fn identity(&self) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
        self.name().zip(self.str(Keyword::In))
    }

    /// Whether it only points to a shared parameter.
    pub fn is_reference(&self) -> bool {
        self.has(Keyword::Reference)
    }

    pub fn is_required(&self) -> bool {
        self.is_true(Keyword::Required)
    }
}

/// A parameter as an operation has it: its own, its path item's, or a shared one.
#[derive(Clone, Copy, Debug)]
pub struct ParameterUse<'a> {
    /// The element in the list of the operation or path item, which may be a reference.
    pub node: Node<'a>,
    /// The parameter behind it; `None` when the reference leads nowhere.
    pub parameter: Option<usize>,
    pub from_path_item: bool,
}

/// A response object where it is written, or a reference to one.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    pub node: Node<'a>,
    /// Its number in [`Definition::responses`].
    pub index: usize,
    pub owner: Owner,
}

impl<'a> Response<'a> {
    /// Whether it only points to a shared response.
    pub fn is_reference(&self) -> bool {
        self.node.get("$ref").is_some()
    }

    /// The status code or `default`; of a shared response its name.
    pub fn code(&self) -> Cow<'a, str> {
        self.node.key().unwrap_or_default()
    }
}

/// A response as an operation has it.
#[derive(Clone, Copy, Debug)]
pub struct ResponseUse<'a> {
    /// The member of `responses`, which may be a reference.
    pub node: Node<'a>,
    /// The response behind it; `None` when the reference leads nowhere.
    pub response: Option<usize>,
}

impl<'a> ResponseUse<'a> {
    pub fn code(&self) -> Cow<'a, str> {
        self.node.key().unwrap_or_default()
    }

    pub fn is_success(&self) -> bool {
        let code = self.code();
        code.len() == 3 && code.starts_with('2')
    }

    pub fn is_default(&self) -> bool {
        self.node.key_is("default")
    }
}

/// One operation: a method of a path.
#[derive(Debug)]
pub struct Operation<'a> {
    pub node: Node<'a>,
    /// Its number in [`Definition::operations`].
    pub index: usize,
    pub method: &'static str,
    pub path_item: Node<'a>,
    /// The path template, such as `/orders/{id}`.
    pub path: Cow<'a, str>,
    /// The path in lower case and without the names of its variables: what the service tells requests apart by.
    pub bare_path: String,
    /// The value of `operationId`, whatever it is.
    pub id: Option<Node<'a>>,
    /// The value of `x-ms-visibility`; like those below, most rules ask for it.
    visibility: Option<Node<'a>>,
    trigger: Option<Node<'a>>,
    api_annotation: Option<Node<'a>>,
    /// All parameters that a call of the operation has; an own one replaces the path item's of the same name and place.
    pub parameters: Vec<ParameterUse<'a>>,
    /// In document order, extensions left out.
    pub responses: Vec<ResponseUse<'a>>,
    /// All members with their keys: rules ask for some of them dozens of times.
    members: Vec<(Cow<'a, str>, Node<'a>)>,
}

/// The members of an operation are looked through where there are no more; real ones have a dozen.
const MOST_MEMBERS: usize = 64;

impl<'a> Operation<'a> {
    /// The member with this key; the last one where a key is written twice.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        if self.members.len() > MOST_MEMBERS {
            // Those of wide objects have a table in the document.
            return self.node.get(key);
        }
        self.members.iter().rev().find(|(name, _)| name == key).map(|(_, member)| *member)
    }

    pub fn str(&self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key).and_then(Node::as_str)
    }

    /// The operation's id for messages: its `operationId`, else its method and path.
    pub fn label(&self) -> String {
        match self.id.and_then(Node::as_str) {
            Some(id) => shortened(&id).into_owned(),
            None => format!("{} {}", self.method, shortened(&self.path)),
        }
    }

    /// Whether users never see it.
    pub fn is_internal(&self) -> bool {
        let visibility = self.visibility.and_then(Node::as_str);
        visibility.is_some_and(|value| value.eq_ignore_ascii_case("internal"))
    }

    pub fn is_deprecated(&self) -> bool {
        self.get("deprecated").and_then(Node::as_bool) == Some(true)
    }

    /// Whether users know it as deprecated: by its flag, or because its summary says so.
    pub fn is_known_deprecated(&self) -> bool {
        self.is_deprecated() || self.str("summary").is_some_and(|it| it.to_ascii_lowercase().contains("deprecated"))
    }

    /// `single` or `batch`, where the operation starts flows.
    pub fn trigger(&self) -> Option<Cow<'a, str>> {
        self.trigger.and_then(Node::as_str)
    }

    /// What the path item says about the calls that a webhook gets.
    pub fn notification_content(&self) -> Option<Node<'a>> {
        self.path_item.get("x-ms-notification-content")
    }
}

/// What a `$ref` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    Parameter,
    Response,
    Schema,
}

/// A `$ref` that is a string.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// The value of `$ref`.
    pub node: Node<'a>,
    pub kind: ReferenceKind,
}

/// The definition with its indexes.
#[derive(Debug)]
pub struct Definition<'a> {
    pub document: &'a Document,
    /// The root object.
    pub root: Node<'a>,
    pub shapes: Shapes<'a>,
    /// In document order, as all lists here.
    pub operations: Vec<Operation<'a>>,
    pub parameters: Vec<Parameter<'a>>,
    pub responses: Vec<Response<'a>>,
    pub schemas: Vec<Schema<'a>>,
    /// Every parameter, items object, header and schema.
    pub typed: Vec<Typed<'a>>,
    /// The keywords that any of them has.
    pub keywords: Keywords,
    pub references: Vec<Reference<'a>>,
    path_items: Vec<Node<'a>>,
    schema_names: HashMap<Cow<'a, str>, usize>,
    parameter_names: HashMap<Cow<'a, str>, usize>,
    response_names: HashMap<Cow<'a, str>, usize>,
    operation_ids: HashMap<Cow<'a, str>, usize>,
    /// The calls that parts of the definition make to operations: those of parameters and schemas in document order,
    /// then those of operations and of the connector.
    pub calls: Vec<Call<'a>>,
    // Indexes that only some rules ask for, each made when it is first asked for. They hold numbers and copies, nothing
    // that borrows: a cell would make the lifetime of the whole definition invariant.
    property_index: OnceCell<PropertyIndex>,
    required_index: OnceCell<RequiredIndex>,
    inputs: OnceCell<Inputs>,
    followed: RefCell<HashMap<(usize, Box<str>), path::Path>>,
    reach: OnceCell<Reach>,
    webhooks: OnceCell<Webhooks>,
    graph: OnceCell<graph::SchemaGraph>,
}

impl<'a> Definition<'a> {
    pub fn of(document: &'a Document) -> Self {
        let shapes = Shapes::of(document, Shape::Root);
        let (mut schemas, mut others) = (0, 0);
        for (_, shape) in shapes.shaped() {
            schemas += usize::from(shape == Shape::Schema);
            others += usize::from(matches!(shape, Shape::Parameter | Shape::Items | Shape::Header));
        }
        let mut definition = Self {
            document,
            root: document.root(),
            shapes,
            operations: Vec::new(),
            parameters: Vec::new(),
            responses: Vec::new(),
            schemas: Vec::with_capacity(schemas),
            typed: Vec::with_capacity(schemas + others),
            keywords: Keywords::default(),
            references: Vec::new(),
            path_items: Vec::new(),
            schema_names: HashMap::default(),
            parameter_names: HashMap::default(),
            response_names: HashMap::default(),
            operation_ids: HashMap::default(),
            calls: Vec::new(),
            property_index: OnceCell::new(),
            required_index: OnceCell::new(),
            inputs: OnceCell::new(),
            followed: RefCell::default(),
            reach: OnceCell::new(),
            webhooks: OnceCell::new(),
            graph: OnceCell::new(),
        };
        Walk::default().over(&mut definition);
        definition.link_operations();
        definition.calls = dynamic::calls_of(&definition);
        definition
    }

    /// Whether everything that the author wrote is in the tree, so that what is not found does not exist.
    pub fn is_complete(&self) -> bool {
        !self.document.is_damaged()
    }

    /// What kind of object or value a node is.
    pub fn shape(&self, node: Node<'_>) -> Shape {
        self.shapes.shape(node)
    }

    /// All objects and arrays about which the table says something, in document order.
    pub fn shaped(&self) -> impl Iterator<Item = (Node<'a>, Shape)> {
        self.shapes.shaped()
    }

    /// The members of `paths`, extensions left out.
    pub fn path_items(&self) -> &[Node<'a>] {
        &self.path_items
    }

    pub fn info(&self) -> Option<Node<'a>> {
        self.root.get("info")
    }

    pub fn title(&self) -> Option<Cow<'a, str>> {
        self.info()?.str_member("title")
    }

    pub fn version(&self) -> Option<Cow<'a, str>> {
        self.info()?.str_member("version")
    }

    fn add_reference(&mut self, value: Option<Node<'a>>, kind: ReferenceKind) {
        let value = value.filter(|value| value.is_string());
        self.references.extend(value.map(|node| Reference { node, kind }));
    }

    /// Fills in what an operation gets from its path item and from the shared parts.
    fn link_operations(&mut self) {
        for index in 0..self.operations.len() {
            let operation = &self.operations[index];
            let parameters = self.effective_parameters(operation);
            let responses = self.responses_of(operation);
            if let Some(id) = operation.id.and_then(Node::as_str) {
                self.operation_ids.entry(id).or_insert(index);
            }
            let operation = &mut self.operations[index];
            operation.parameters = parameters;
            operation.responses = responses;
        }
    }

    fn effective_parameters(&self, operation: &Operation<'a>) -> Vec<ParameterUse<'a>> {
        let list = |holder: Node<'a>, from_path_item| {
            holder
                .get("parameters")
                .filter(|list| list.is_array())
                .into_iter()
                .flat_map(Node::children)
                .filter(|node| node.is_object())
                .map(move |node| ParameterUse { node, parameter: self.parameter_behind(node), from_path_item })
        };
        let own: Vec<_> = list(operation.node, false).collect();
        let identity = |parameter: &ParameterUse<'a>| {
            let parameter = &self.parameters[parameter.parameter?];
            Some((parameter.name()?, parameter.str(Keyword::In)?))
        };
        let own_identities: HashSet<_> = own.iter().filter_map(identity).collect();
        let inherited = list(operation.path_item, true)
            .filter(|parameter| identity(parameter).is_none_or(|identity| !own_identities.contains(&identity)));
        inherited.chain(own.iter().copied()).collect()
    }

    fn responses_of(&self, operation: &Operation<'a>) -> Vec<ResponseUse<'a>> {
        operation
            .get("responses")
            .filter(|responses| responses.is_object())
            .into_iter()
            .flat_map(Node::children)
            .filter(|node| node.key().is_some_and(|key| !key.starts_with("x-")))
            .map(|node| ResponseUse { node, response: self.response_behind(node) })
            .collect()
    }
}

/// The state of the pass over the document.
#[derive(Default)]
struct Walk {
    /// The typed objects that hold the node at hand, outermost first.
    open: Vec<Open>,
    /// The number of the open operation and the index behind its last node.
    operation: Option<(usize, u32)>,
}

/// A typed object that is being walked through.
struct Open {
    node: u32,
    /// The index behind its last node.
    end: u32,
    /// For a schema its number in [`Definition::schemas`].
    schema: Option<usize>,
}

impl Walk {
    fn over<'a>(&mut self, definition: &mut Definition<'a>) {
        let mut number = 0;
        while let Some((node, shape)) = definition.shapes.nth(number) {
            while self.open.last().is_some_and(|open| open.end <= node.index()) {
                self.open.pop();
            }
            if node.is_object() {
                self.enter(definition, node, shape);
            }
            number += 1;
        }
        definition.references.sort_unstable_by_key(|reference| reference.node.index());
    }

    fn enter<'a>(&mut self, definition: &mut Definition<'a>, node: Node<'a>, shape: Shape) {
        match shape {
            Shape::PathItem => definition.path_items.push(node),
            Shape::Operation => self.enter_operation(definition, node),
            Shape::Response => {
                let index = definition.responses.len();
                let owner = self.owner(definition, node);
                if owner == Owner::Shared
                    && let Some(name) = node.key()
                {
                    definition.response_names.insert(name, index);
                }
                definition.responses.push(Response { node, index, owner });
                definition.add_reference(node.get(Keyword::Reference.name()), ReferenceKind::Response);
            }
            Shape::Parameter | Shape::Items | Shape::Header | Shape::Schema => {
                self.enter_typed(definition, node, shape);
            }
            _ => {}
        }
    }

    fn enter_operation<'a>(&mut self, definition: &mut Definition<'a>, node: Node<'a>) {
        let Some(path_item) = node.parent() else { return };
        let Some(method) = METHODS.into_iter().find(|method| node.key_is(method)) else { return };
        // Of a method that is written twice the last one counts, as of any key.
        if path_item.get(method) != Some(node) {
            return;
        }
        let index = definition.operations.len();
        let path = path_item.key().unwrap_or_default();
        let bare_path = template::without_names(&path);
        let members: Vec<_> = node.children().filter_map(|member| Some((member.key()?, member))).collect();
        let mut operation = Operation {
            node,
            index,
            method,
            path_item,
            path,
            bare_path,
            id: None,
            visibility: None,
            trigger: None,
            api_annotation: None,
            parameters: Vec::new(),
            responses: Vec::new(),
            members,
        };
        operation.id = operation.get("operationId");
        operation.visibility = operation.get("x-ms-visibility");
        operation.trigger = operation.get("x-ms-trigger");
        operation.api_annotation = operation.get("x-ms-api-annotation");
        definition.operations.push(operation);
        self.operation = Some((index, node.end_index()));
    }

    fn enter_typed<'a>(&mut self, definition: &mut Definition<'a>, node: Node<'a>, shape: Shape) {
        let typed = Typed::of(&definition.shapes, node, shape);
        definition.typed.push(typed);
        definition.keywords.add(typed.keywords);
        let reference = typed.get(Keyword::Reference);
        let mut schema_index = None;
        if shape == Shape::Schema {
            definition.add_reference(reference, ReferenceKind::Schema);
            schema_index = Some(self.enter_schema(definition, typed));
        } else if shape == Shape::Parameter {
            definition.add_reference(reference, ReferenceKind::Parameter);
            let owner = self.owner(definition, node);
            let index = definition.parameters.len();
            if owner == Owner::Shared
                && let Some(name) = node.key()
            {
                definition.parameter_names.insert(name, index);
            }
            definition.parameters.push(Parameter { typed, index, owner });
        }
        self.open.push(Open { node: node.index(), end: node.end_index(), schema: schema_index });
    }

    fn enter_schema<'a>(&mut self, definition: &mut Definition<'a>, typed: Typed<'a>) -> usize {
        let node = typed.node;
        let holder = node.parent().unwrap_or(node);
        let holder_shape = definition.shape(holder);
        // A list or map of schemas stands between a schema and its properties or `allOf` members.
        let (relation, outer) = match holder_shape {
            Shape::SchemaProperties => (Relation::Property, holder.parent()),
            Shape::Schemas => (Relation::AllOf, holder.parent()),
            Shape::Schema if node.key_is("items") => (Relation::Items, Some(holder)),
            Shape::Schema => (Relation::AdditionalProperties, Some(holder)),
            _ => (Relation::Root, None),
        };
        let index = definition.schemas.len();
        let parent = outer.and_then(|outer| {
            self.open.iter().rev().find(|open| open.node == outer.index()).and_then(|open| open.schema)
        });
        let place = match (parent, holder_shape) {
            (Some(parent), _) => definition.schemas[parent].place,
            (None, Shape::Response) => SchemaPlace::Response,
            (None, Shape::NotificationContent) => SchemaPlace::Notification,
            (None, Shape::Definitions) => SchemaPlace::Definitions,
            (None, _) => SchemaPlace::Body,
        };
        if holder_shape == Shape::Definitions
            && let Some(name) = node.key()
        {
            definition.schema_names.insert(name, index);
        }
        let operation = self.current_operation(node);
        definition.schemas.push(Schema { typed, index, parent, relation, place, operation });
        index
    }

    fn owner(&self, definition: &Definition<'_>, node: Node<'_>) -> Owner {
        let holder = node.parent().map_or(Shape::Value, |parent| definition.shape(parent));
        match (holder, self.current_operation(node)) {
            (Shape::SharedParameters | Shape::SharedResponses, _) => Owner::Shared,
            (_, Some(operation)) => Owner::Operation(operation),
            _ => Owner::PathItem,
        }
    }

    fn current_operation(&self, node: Node<'_>) -> Option<usize> {
        self.operation.filter(|(_, end)| node.index() < *end).map(|(operation, _)| operation)
    }
}
