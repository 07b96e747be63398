//! Calls that one part of the definition makes to another operation: dynamic values, lists, schemas, properties and
//! trees, notifications, simulations, the test connection and the file picker.
//!
//! Tells who calls whom with what; judges nothing.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use foldhash::HashMap;

use super::path::Path;
use super::{Definition, Keyword, Operation, Parameter, Schema, Typed};
use crate::json::Node;

/// What kind of call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    Values,
    List,
    Schema,
    Properties,
    TreeOpen,
    TreeBrowse,
    Notification,
    Simulate,
    TestConnection,
    FilePicker,
}

impl CallKind {
    /// Whether arguments are written as `{"value": ..}` or `{"parameterReference": ..}`.
    pub fn wraps_arguments(self) -> bool {
        matches!(self, Self::List | Self::Properties | Self::TreeOpen | Self::TreeBrowse)
    }

    /// Whether it is made by an extension of a parameter or schema, to offer or describe what a user can enter.
    pub fn is_dynamic(self) -> bool {
        self.wraps_arguments() || matches!(self, Self::Values | Self::Schema)
    }

    /// The extension that says the same and more; `None` where there is none.
    pub fn newer_keyword(self) -> Option<Keyword> {
        match self {
            Self::Values => Some(Keyword::DynamicList),
            Self::Schema => Some(Keyword::DynamicProperties),
            _ => None,
        }
    }

    /// The member that tells where the response holds the list of items; `None` where there are no items.
    pub fn collection_key(self) -> Option<&'static str> {
        match self {
            Self::Values => Some("value-collection"),
            Self::List | Self::TreeOpen | Self::TreeBrowse => Some("itemsPath"),
            _ => None,
        }
    }

    /// The member that tells where an item, or the response where there are no items, holds the value.
    pub fn value_key(self) -> Option<&'static str> {
        match self {
            Self::Values | Self::Schema => Some("value-path"),
            Self::List | Self::Properties | Self::TreeOpen | Self::TreeBrowse => Some("itemValuePath"),
            _ => None,
        }
    }
}

/// Who makes a call.
#[derive(Clone, Copy, Debug)]
pub enum Caller<'a> {
    /// A parameter, its items or a schema.
    Typed(Typed<'a>),
    /// The number of an operation.
    Operation(usize),
    /// The connector as a whole.
    Connector,
}

/// What an argument is.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    Literal(Node<'a>),
    /// The text that names an input of the calling operation.
    Reference(Node<'a>),
    /// The text that tells where the chosen item of a tree holds it.
    SelectedItem(Node<'a>),
    /// It has none of the forms that the extension knows.
    Unknown,
}

/// One member of `parameters`.
#[derive(Clone, Debug)]
pub struct Argument<'a> {
    pub node: Node<'a>,
    /// The input of the invoked operation that it is for.
    pub name: Cow<'a, str>,
    pub value: Value<'a>,
}

impl<'a> Argument<'a> {
    fn of(node: Node<'a>, kind: CallKind) -> Self {
        let text = |key| node.get(key).filter(|value: &Node<'a>| value.is_string());
        let newer = || {
            let selected = || text("selectedItemValuePath").map(Value::SelectedItem);
            let literal = || node.get("value").map(Value::Literal);
            text("parameterReference").map(Value::Reference).or_else(selected).or_else(literal)
        };
        let older = || {
            let selected = || text("value-property").map(Value::SelectedItem);
            text("parameter").map(Value::Reference).or_else(selected)
        };
        let value = match kind {
            _ if kind.wraps_arguments() => newer(),
            // Published file pickers have both forms.
            CallKind::FilePicker => newer().or_else(older).or(Some(Value::Literal(node))),
            _ => older().or(Some(Value::Literal(node))),
        };
        Self { node, name: node.key().unwrap_or_default(), value: value.unwrap_or(Value::Unknown) }
    }

    /// The text that names an input of the calling operation.
    pub fn reference(&self) -> Option<Node<'a>> {
        match self.value {
            Value::Reference(node) => Some(node),
            _ => None,
        }
    }
}

/// One call.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    pub kind: CallKind,
    /// The object that names the operation.
    pub node: Node<'a>,
    pub caller: Caller<'a>,
    /// The value of `operationId`, whatever it is.
    pub id: Option<Node<'a>>,
    /// The number of the invoked operation, where there is such an operation.
    pub target: Option<usize>,
    pub arguments: Vec<Argument<'a>>,
}

impl<'a> Call<'a> {
    /// The parameter or schema that carries the extension.
    pub fn typed(&self) -> Option<&Typed<'a>> {
        match &self.caller {
            Caller::Typed(typed) => Some(typed),
            _ => None,
        }
    }

    /// `parameters`, or where it is missing the object that would hold it.
    pub fn arguments_place(&self) -> Node<'a> {
        self.node.get("parameters").unwrap_or(self.node)
    }
}

/// A name among the inputs of an operation: it may be a parameter, lead into the body, or both.
#[derive(Clone, Debug)]
pub struct Input<'s, 'a> {
    pub parameter: Option<&'s Parameter<'a>>,
    pub property: Path,
}

impl<'a> Input<'_, 'a> {
    /// Whether it is neither, for sure.
    pub fn is_missing(&self) -> bool {
        self.parameter.is_none() && self.property.is_missing()
    }

    pub fn is_ambiguous(&self) -> bool {
        self.parameter.is_some() && self.property.is_found()
    }
}

/// For each operation its inputs.
pub(super) type Inputs = Vec<OperationInputs>;

#[derive(Debug)]
pub(super) struct OperationInputs {
    /// The numbers of the parameters by name.
    parameters: HashMap<Box<str>, usize>,
    body: Option<usize>,
    body_name: String,
    required: Vec<RequiredInput>,
    /// Whether a reference to a parameter leads nowhere.
    is_incomplete: bool,
}

/// An input that each call must give: it is required and has no default.
#[derive(Clone, Debug)]
pub struct RequiredInput {
    pub name: String,
    /// Whether it is a property of the body.
    is_in_body: bool,
}

/// The paths that a call gives, sorted: calls and inputs may both be as many as fit into a file.
struct Given<'c> {
    paths: Vec<&'c str>,
    paths_in_body: Vec<&'c str>,
    has_body: bool,
}

impl<'c> Given<'c> {
    fn by(call: &'c Call<'_>, body: Option<&str>) -> Self {
        let mut paths: Vec<&str> = call.arguments.iter().map(|argument| argument.name.as_ref()).collect();
        let below_body = |path: &'c str| body.and_then(|body| path.strip_prefix(body));
        let has_body = paths.iter().any(|path| below_body(path) == Some(""));
        let in_body = |path: &&'c str| below_body(path).and_then(|below| below.strip_prefix('/')).unwrap_or(path);
        let mut paths_in_body: Vec<&str> = paths.iter().map(in_body).collect();
        paths.sort_unstable();
        paths_in_body.sort_unstable();
        Self { paths, paths_in_body, has_body }
    }

    /// Whether an input is given, as a whole or in part.
    fn has(&self, input: &RequiredInput) -> bool {
        let paths = if input.is_in_body { &self.paths_in_body } else { &self.paths };
        let begins = |start: &str| paths.get(paths.partition_point(|path| *path < start)).copied();
        input.is_in_body && self.has_body
            || begins(&input.name) == Some(input.name.as_str())
            || begins(&format!("{}/", input.name))
                .and_then(|path| path.strip_prefix(input.name.as_str()))
                .is_some_and(|rest| rest.starts_with('/'))
    }
}

impl OperationInputs {
    fn of(definition: &Definition<'_>, operation: &Operation<'_>) -> Self {
        let mut parameters = HashMap::default();
        for parameter in definition.parameters_of(operation) {
            if let Some(name) = parameter.name() {
                parameters.entry(name.into()).or_insert(parameter.index);
            }
        }
        let body = definition.parameters_of(operation).find(|parameter| parameter.is_in("body"));
        let is_incomplete = operation.parameters.iter().any(|used| used.parameter.is_none());
        let required = required_inputs(definition, operation, body);
        let body_name = body.and_then(Parameter::name).unwrap_or_default().into_owned();
        Self { parameters, body: body.map(|body| body.index), body_name, required, is_incomplete }
    }
}

fn required_inputs(
    definition: &Definition<'_>,
    operation: &Operation<'_>,
    body: Option<&Parameter<'_>>,
) -> Vec<RequiredInput> {
    let needed = |typed: &Typed<'_>| !typed.has(Keyword::Default);
    let mut required: Vec<RequiredInput> = definition
        .parameters_of(operation)
        .filter(|parameter| parameter.is_required() && !parameter.is_in("body") && needed(parameter))
        .filter_map(|parameter| Some(RequiredInput { name: parameter.name()?.into_owned(), is_in_body: false }))
        .collect();
    let body = body.filter(|body| body.is_required());
    let schema = body.and_then(|body| definition.resolve(definition.schema_at(body.get(Keyword::Schema)?)?));
    if let Some(schema) = schema {
        let names = schema.get(Keyword::Required).filter(|names| names.is_array());
        for name in names.into_iter().flat_map(Node::children).filter_map(Node::as_str) {
            let property = definition.own_property(schema, &name).and_then(|property| definition.resolve(property));
            if property.is_some_and(|property| needed(property) && !property.is_type("object")) {
                required.push(RequiredInput { name: name.into_owned(), is_in_body: true });
            }
        }
    }
    required
}

/// All calls: those of parameters and schemas in document order, then those of operations and of the connector.
pub(super) fn calls_of<'a>(definition: &Definition<'a>) -> Vec<Call<'a>> {
    let mut calls = Vec::new();
    for typed in &definition.typed {
        definition.add_dynamic_calls(typed, &mut calls);
    }
    for operation in &definition.operations {
        let caller = Caller::Operation(operation.index);
        definition.add_call(CallKind::Notification, operation.get("x-ms-notification"), caller, &mut calls);
        let simulate = operation.get("x-ms-operation-context").and_then(|context| context.get("simulate"));
        definition.add_call(CallKind::Simulate, simulate, caller, &mut calls);
    }
    if let Some(capabilities) = definition.root.get("x-ms-capabilities") {
        let test = capabilities.get("testConnection");
        definition.add_call(CallKind::TestConnection, test, Caller::Connector, &mut calls);
        let picker = capabilities.get("file-picker");
        for call in ["open", "browse"] {
            let call = picker.and_then(|picker| picker.get(call));
            definition.add_call(CallKind::FilePicker, call, Caller::Connector, &mut calls);
        }
    }
    calls
}

impl<'a> Definition<'a> {
    fn add_dynamic_calls(&self, typed: &Typed<'a>, calls: &mut Vec<Call<'a>>) {
        for (keyword, kind) in [
            (Keyword::DynamicValues, CallKind::Values),
            (Keyword::DynamicList, CallKind::List),
            (Keyword::DynamicSchema, CallKind::Schema),
            (Keyword::DynamicProperties, CallKind::Properties),
        ] {
            self.add_call(kind, typed.get(keyword), Caller::Typed(*typed), calls);
        }
        if let Some(tree) = typed.get(Keyword::DynamicTree) {
            self.add_call(CallKind::TreeOpen, tree.get("open"), Caller::Typed(*typed), calls);
            self.add_call(CallKind::TreeBrowse, tree.get("browse"), Caller::Typed(*typed), calls);
        }
    }

    fn add_call(&self, kind: CallKind, node: Option<Node<'a>>, caller: Caller<'a>, calls: &mut Vec<Call<'a>>) {
        let Some(node) = node.filter(|node| node.is_object()) else { return };
        let id = node.get("operationId");
        let target = id.and_then(Node::as_str).and_then(|id| self.operation(&id)).map(|operation| operation.index);
        let arguments = node.get("parameters").filter(|parameters| parameters.is_object());
        let arguments = arguments.into_iter().flat_map(Node::children).map(|node| Argument::of(node, kind)).collect();
        calls.push(Call { kind, node, caller, id, target, arguments });
    }

    /// The operation that a call invokes.
    pub fn invoked(&self, call: &Call<'a>) -> Option<&Operation<'a>> {
        call.target.map(|index| &self.operations[index])
    }

    /// The operations from whose inputs a call takes its arguments: all that reach the place where it is written.
    pub fn callers<'s>(&'s self, call: &'s Call<'a>) -> impl Iterator<Item = &'s Operation<'a>> {
        let callers = match &call.caller {
            Caller::Typed(typed) => self.operations_with(typed),
            Caller::Operation(operation) => std::slice::from_ref(operation),
            Caller::Connector => &[],
        };
        callers.iter().map(|&index| &self.operations[index])
    }

    fn inputs(&self, operation: &Operation<'a>) -> &OperationInputs {
        let of = |operation| OperationInputs::of(self, operation);
        &self.inputs.get_or_init(|| self.operations.iter().map(of).collect())[operation.index]
    }

    /// The body parameter of an operation.
    pub fn body(&self, operation: &Operation<'a>) -> Option<&Parameter<'a>> {
        self.inputs(operation).body.map(|index| &self.parameters[index])
    }

    /// What a name is among the inputs of an operation: a parameter, or a path into the body, with the name of the
    /// body parameter in front or without.
    pub fn input(&self, operation: &Operation<'a>, name: &str) -> Input<'_, 'a> {
        let inputs = self.inputs(operation);
        let parameter = inputs.parameters.get(name);
        let property = match self.body_path(operation, name) {
            Path::Missing if inputs.is_incomplete => Path::Open,
            path => path,
        };
        Input { parameter: parameter.map(|&index| &self.parameters[index]), property }
    }

    fn body_path(&self, operation: &Operation<'a>, name: &str) -> Path {
        let Some(body) = self.body(operation) else { return Path::Missing };
        let Some(schema) = body.get(Keyword::Schema).and_then(|node| self.schema_at(node)) else { return Path::Open };
        let below_body = body.name().and_then(|body| name.strip_prefix(body.as_ref())?.strip_prefix('/'));
        match below_body.map(|path| self.follow_once(schema, path)) {
            None | Some(Path::Missing) => self.follow_once(schema, name),
            Some(path) => path,
        }
    }

    /// The inputs that a call must give to an operation, and does not.
    pub fn missing_inputs(&self, operation: &Operation<'a>, call: &Call<'a>) -> impl Iterator<Item = &RequiredInput> {
        let inputs = self.inputs(operation);
        let given = Given::by(call, inputs.body.map(|_| inputs.body_name.as_str()));
        inputs.required.iter().filter(move |input| !given.has(input))
    }

    /// Follows a path; many operations with the same body are asked for it, by many rules.
    fn follow_once(&self, schema: &Schema<'a>, path: &str) -> Path {
        let key = (schema.index, Box::from(path));
        if let Some(found) = self.followed.borrow().get(&key) {
            return found.clone();
        }
        let found = self.follow(schema, path);
        self.followed.borrow_mut().insert(key, found.clone());
        found
    }

    /// Whether an operation has a parameter with this name that is no body.
    pub fn takes_parameter(&self, operation: &Operation<'a>, name: &str) -> bool {
        let found = self.inputs(operation).parameters.get(name).map(|&index| &self.parameters[index]);
        let is_it = |parameter: &Parameter<'a>| parameter.name().is_some_and(|found| found == name);
        found.is_some_and(|found| {
            // Another one may have the name of the body.
            !found.is_in("body") || self.parameters_of(operation).any(|other| is_it(other) && !other.is_in("body"))
        })
    }

    /// The names of the parameters of an operation, in no order: for suggestions.
    pub fn parameter_names(&self, operation: &Operation<'a>) -> impl Iterator<Item = &str> {
        self.inputs(operation).parameters.keys().map(AsRef::as_ref)
    }

    /// The parameter or property that an input is, references followed; `None` when it is not known.
    pub fn input_type<'s>(&'s self, input: &Input<'s, 'a>) -> Option<&'s Typed<'a>> {
        match input.parameter {
            Some(parameter) => Some(&parameter.typed),
            None => self.resolve(&self.schemas[input.property.goal()?]).map(|schema| &schema.typed),
        }
    }

    /// Whether an input must be given: a required parameter, or a property that is required all the way.
    pub fn is_required_input(&self, input: &Input<'_, 'a>) -> bool {
        match (input.parameter, &input.property) {
            (Some(parameter), _) => parameter.is_required(),
            (None, Path::Found(way)) => {
                way.iter().skip(1).all(|&index| self.is_required_by_parent(&self.schemas[index]))
            }
            (None, _) => false,
        }
    }

    /// What `x-ms-dynamic-list` must hold to do what an `x-ms-dynamic-values` does, or `x-ms-dynamic-properties` for an
    /// `x-ms-dynamic-schema`; `None` where a reference can be read in two ways, unless `prefers_parameters`.
    pub fn newer_form(&self, call: &Call<'a>, prefers_parameters: bool) -> Option<serde_json::Value> {
        let mut form = serde_json::Map::new();
        form.insert("operationId".to_owned(), call.id?.to_value());
        let mut parameters = serde_json::Map::new();
        for argument in &call.arguments {
            let value = match argument.value {
                Value::Literal(literal) => serde_json::json!({ "value": literal.to_value() }),
                Value::Reference(name) => {
                    let reference = self.newer_reference(call, &name.as_str()?, prefers_parameters)?;
                    serde_json::json!({ "parameterReference": reference })
                }
                Value::SelectedItem(_) | Value::Unknown => return None,
            };
            parameters.insert(argument.name.to_string(), value);
        }
        if !parameters.is_empty() {
            form.insert("parameters".to_owned(), parameters.into());
        }
        let members = match call.kind {
            CallKind::Values => [
                ("itemsPath", call.node.get("value-collection")),
                ("itemValuePath", call.node.get("value-path")),
                ("itemTitlePath", call.node.get("value-title")),
            ],
            CallKind::Schema => [("itemValuePath", call.node.get("value-path")), ("", None), ("", None)],
            _ => return None,
        };
        for (key, path) in members {
            let Some(path) = path.and_then(Node::as_str) else { continue };
            let path = if call.kind == CallKind::Schema { without_properties(&path) } else { path.as_ref() };
            if !path.is_empty() {
                form.insert(key.to_owned(), path.into());
            }
        }
        Some(form.into())
    }

    /// A reference as the newer extensions write it: a property of the body stands behind the name of its parameter.
    fn newer_reference(&self, call: &Call<'a>, name: &str, prefers_parameters: bool) -> Option<String> {
        let caller = self.callers(call).next()?;
        let input = self.input(caller, name);
        match (input.parameter, &input.property) {
            (Some(_), Path::Missing) => Some(name.to_owned()),
            (Some(_), _) if prefers_parameters => Some(name.to_owned()),
            (None, Path::Found(_)) => {
                let body = self.body(caller)?.name()?;
                let is_complete = name.strip_prefix(body.as_ref()).is_some_and(|rest| rest.starts_with('/'));
                Some(if is_complete { name.to_owned() } else { format!("{body}/{name}") })
            }
            _ => None,
        }
    }

    /// Where the response of the invoked operation holds the items that a call offers.
    pub fn collection(&self, call: &Call<'a>) -> Path {
        let Some(schema) = self.invoked(call).and_then(|operation| self.success_schema(operation)) else {
            return Path::Open;
        };
        let path = call.kind.collection_key().and_then(|key| call.node.str_member(key)).unwrap_or_default();
        self.follow(schema, &path)
    }

    /// The schema in which the value of a call is looked for: that of an item, or of the whole response.
    pub fn value_holder(&self, call: &Call<'a>) -> Option<&Schema<'a>> {
        if call.kind.collection_key().is_none() {
            return self.success_schema(self.invoked(call)?);
        }
        let collection = &self.schemas[self.collection(call).goal()?];
        if self.is_array(collection)? { self.items(collection) } else { None }
    }
}

/// A path without a last segment `properties`, as `x-ms-dynamic-properties` wants it.
pub fn without_properties(path: &str) -> &str {
    let path = path.trim_matches('/');
    match path.strip_suffix("properties") {
        Some("") => "",
        Some(rest) => rest.strip_suffix('/').unwrap_or(path),
        None => path,
    }
}
