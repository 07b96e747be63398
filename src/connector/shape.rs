//! What each object of a JSON artifact may hold, as one table of data.
//!
//! Sources: Swagger 2.0; the JSON schemas and documents of the connectors repository (requirements 2, 3, 15 to 17).
//! A [`Shape`] names a kind of value; [`Shape::layout`] tells its members and their shapes. The walk over a document,
//! the rules about names, types, enumerations and missing members, and their "did you mean" all read this table.

use super::keyword::Keyword;
use super::likeness::{self, Alike};
use crate::json::{Kind, Node};

/// The JSON type that a value must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Any,
    String,
    Boolean,
    Integer,
    Number,
    Array,
    Object,
    /// `additionalProperties`.
    ObjectOrBoolean,
    /// `items` as Swagger 2.0 has it: one schema; JSON Schema's list is read, too.
    ObjectOrArray,
}

impl Type {
    /// Whether a value fits; `null`, and what is no value, is not judged.
    pub fn accepts(self, value: Node<'_>) -> bool {
        let kind = value.kind();
        if matches!(kind, Kind::Null | Kind::Invalid) {
            return true;
        }
        match self {
            Self::Any => true,
            Self::String => kind == Kind::String,
            Self::Boolean => kind == Kind::Bool,
            Self::Integer => value.is_integer(),
            Self::Number => kind == Kind::Number,
            Self::Array => kind == Kind::Array,
            Self::Object => kind == Kind::Object,
            Self::ObjectOrBoolean => matches!(kind, Kind::Object | Kind::Bool),
            Self::ObjectOrArray => matches!(kind, Kind::Object | Kind::Array),
        }
    }

    /// The name that the hosted validator prints.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "Any",
            Self::String => "String",
            Self::Boolean => "Boolean",
            Self::Integer => "Integer",
            Self::Number => "Number",
            Self::Array => "Array",
            Self::Object => "Object",
            Self::ObjectOrBoolean => "Object or Boolean",
            Self::ObjectOrArray => "Object or Array",
        }
    }
}

/// One member that an object may have.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub value: Type,
    pub shape: Shape,
    /// The format itself demands it (Swagger 2.0 or the platform's schema), whatever the publisher kind.
    pub required: bool,
    /// The only values of a string; empty when every string goes.
    pub values: &'static [&'static str],
    pub keyword: Option<Keyword>,
}

/// Which members an object may have besides its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// None.
    Closed,
    /// Those whose names begin with `x-`.
    Extensions,
    /// Any name; each value has this shape. Names that begin with `x-` are extensions where Swagger says so.
    Map { shape: Shape, value: Type, extensions: bool },
    /// The elements of an array.
    List { shape: Shape, value: Type },
    /// Anything: nobody knows better.
    Open,
}

/// The members of one shape.
#[derive(Debug)]
pub struct Layout {
    /// What a person calls it: "an operation".
    pub name: &'static str,
    pub fields: &'static [Field],
    /// Where to look for a field of a name: see [`slots`].
    slots: Slots,
    /// Whether the format demands any of the fields.
    pub has_required: bool,
    pub others: Others,
}

impl Layout {
    /// The number of the field of this name, from one; zero where there is none.
    pub fn number_of(&self, name: &[u8]) -> u8 {
        let mut slot = slot_of(name);
        loop {
            let number = self.slots[slot];
            if self.numbered(number).is_none_or(|field| field.name.as_bytes() == name) {
                return number;
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// The field of such a number.
    pub fn numbered(&self, number: u8) -> Option<&'static Field> {
        self.fields.get((number as usize).checked_sub(1)?)
    }
}

/// More than twice the fields of any shape, so that a name is found at the first or second look.
const SLOTS: usize = 128;

/// For each hash of a name the number of the field, from one; zero where there is none.
type Slots = [u8; SLOTS];

/// Names differ in length, in their ends and around their middle.
const fn slot_of(name: &[u8]) -> usize {
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) = (name[0] as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize);
    (name.len() * 7 + first * 31 + middle * 13 + last * 3) % SLOTS
}

/// The table in which fields are looked up, made when connkit is compiled.
const fn slots(fields: &[Field]) -> Slots {
    let mut slots = [0; SLOTS];
    let mut number = 0;
    while number < fields.len() {
        let mut slot = slot_of(fields[number].name.as_bytes());
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        number += 1;
        slots[slot] = number as u8;
    }
    slots
}

const fn layout(name: &'static str, fields: &'static [Field], others: Others) -> Layout {
    Layout { name, fields, slots: slots(fields), has_required: has_required(fields), others }
}

const fn has_required(fields: &[Field]) -> bool {
    let mut number = 0;
    while number < fields.len() {
        if fields[number].required {
            return true;
        }
        number += 1;
    }
    false
}

const fn any(name: &'static str) -> Field {
    Field { name, value: Type::Any, shape: Shape::Value, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn string(name: &'static str) -> Field {
    Field { name, value: Type::String, shape: Shape::Value, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn boolean(name: &'static str) -> Field {
    Field { name, value: Type::Boolean, shape: Shape::Value, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn integer(name: &'static str) -> Field {
    Field { name, value: Type::Integer, shape: Shape::Value, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn number(name: &'static str) -> Field {
    Field { name, value: Type::Number, shape: Shape::Value, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn one_of(name: &'static str, values: &'static [&'static str]) -> Field {
    Field { name, value: Type::String, shape: Shape::Value, required: false, values, keyword: Keyword::of(name) }
}

const fn object(name: &'static str, shape: Shape) -> Field {
    Field { name, value: Type::Object, shape, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn array(name: &'static str, shape: Shape) -> Field {
    Field { name, value: Type::Array, shape, required: false, values: &[], keyword: Keyword::of(name) }
}

const fn strings(name: &'static str) -> Field {
    array(name, Shape::Strings)
}

const fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

const VISIBILITY: Field = one_of("x-ms-visibility", &["important", "advanced", "internal", "none"]);
/// The types that a connection parameter may have.
pub const CONNECTION_PARAMETER_TYPES: &[&str] =
    &["string", "securestring", "int", "bool", "oauthSetting", "gatewaySetting"];
const STATUS: &[&str] = &["Preview", "Production"];
const SCHEMA_TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object", "file"];
const PARAMETER_TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "file"];
const ITEM_TYPES: &[&str] = &["string", "number", "integer", "boolean", "array"];
/// `multi` is for parameters only, but the platform takes it nowhere: CollectionFormatValueNotSupported speaks.
const COLLECTION_FORMATS: &[&str] = &["csv", "ssv", "tsv", "pipes", "multi"];

macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident: $name:literal, [$($field:expr),* $(,)?], $others:expr;)*) => {
        /// A kind of value in an artifact.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Shape {
            /// A value about which the table says nothing more.
            Value,
            $($(#[$doc])* $shape,)*
        }

        impl Shape {
            /// The members of the shape.
            pub fn layout(self) -> &'static Layout {
                match self {
                    Self::Value => {
                        static LAYOUT: Layout = layout("a value", &[], Others::Open);
                        &LAYOUT
                    }
                    $(Self::$shape => {
                        static LAYOUT: Layout = layout($name, &[$($field),*], $others);
                        &LAYOUT
                    })*
                }
            }
        }
    };
}

shapes! {
    Strings: "a list of strings", [], Others::List { shape: Shape::Value, value: Type::String };

    // The definition.
    Root: "the definition", [
        required(string("swagger")),
        required(object("info", Shape::Info)),
        string("host"),
        string("basePath"),
        strings("schemes"),
        strings("consumes"),
        strings("produces"),
        required(object("paths", Shape::Paths)),
        object("definitions", Shape::Definitions),
        object("parameters", Shape::SharedParameters),
        object("responses", Shape::SharedResponses),
        object("securityDefinitions", Shape::SecuritySchemes),
        array("security", Shape::SecurityRequirements),
        array("tags", Shape::Tags),
        object("externalDocs", Shape::ExternalDocumentation),
        array("x-ms-connector-metadata", Shape::Metadata),
        object("x-ms-capabilities", Shape::Capabilities),
        object("x-ms-api-annotation", Shape::Annotation),
        any("x-ms-docs"),
        any("x-ms-openai-manifest"),
        any("x-ms-openai-data"),
    ], Others::Extensions;
    Info: "`info`", [
        required(string("title")),
        required(string("version")),
        string("description"),
        string("termsOfService"),
        object("contact", Shape::Contact),
        object("license", Shape::License),
        object("x-ms-api-annotation", Shape::Annotation),
        strings("x-ms-keywords"),
        string("x-ms-deployment-version"),
        any("x-ms-openai-published-to-copilots"),
    ], Others::Extensions;
    Contact: "`contact`", [string("name"), string("url"), string("email")], Others::Extensions;
    License: "`license`", [required(string("name")), string("url")], Others::Extensions;
    ExternalDocumentation: "`externalDocs`", [string("description"), required(string("url"))], Others::Extensions;
    Tags: "`tags`", [], Others::List { shape: Shape::Tag, value: Type::Object };
    Tag: "a tag", [
        required(string("name")), string("description"), object("externalDocs", Shape::ExternalDocumentation),
    ], Others::Extensions;
    Metadata: "`x-ms-connector-metadata`", [], Others::List { shape: Shape::MetadataEntry, value: Type::Object };
    MetadataEntry: "a metadata entry", [string("propertyName"), string("propertyValue")], Others::Open;

    SecuritySchemes: "`securityDefinitions`", [],
        Others::Map { shape: Shape::SecurityScheme, value: Type::Object, extensions: false };
    SecurityScheme: "a security scheme", [
        required(one_of("type", &["basic", "apiKey", "oauth2"])),
        string("description"),
        string("name"),
        one_of("in", &["query", "header"]),
        one_of("flow", &["implicit", "password", "application", "accessCode"]),
        string("authorizationUrl"),
        string("tokenUrl"),
        object("scopes", Shape::Scopes),
    ], Others::Extensions;
    Scopes: "`scopes`", [], Others::Map { shape: Shape::Value, value: Type::String, extensions: true };
    SecurityRequirements: "`security`", [], Others::List { shape: Shape::SecurityRequirement, value: Type::Object };
    SecurityRequirement: "a security requirement", [],
        Others::Map { shape: Shape::Strings, value: Type::Array, extensions: false };

    Paths: "`paths`", [], Others::Map { shape: Shape::PathItem, value: Type::Object, extensions: true };
    PathItem: "a path item", [
        string("$ref"),
        object("get", Shape::Operation),
        object("put", Shape::Operation),
        object("post", Shape::Operation),
        object("delete", Shape::Operation),
        object("options", Shape::Operation),
        object("head", Shape::Operation),
        object("patch", Shape::Operation),
        array("parameters", Shape::Parameters),
        object("x-ms-notification-content", Shape::NotificationContent),
    ], Others::Extensions;
    Operation: "an operation", [
        strings("tags"),
        string("summary"),
        string("description"),
        object("externalDocs", Shape::ExternalDocumentation),
        string("operationId"),
        strings("consumes"),
        strings("produces"),
        array("parameters", Shape::Parameters),
        // Required, too, but that is for OperationMustHaveResponse to say.
        object("responses", Shape::Responses),
        strings("schemes"),
        boolean("deprecated"),
        array("security", Shape::SecurityRequirements),
        string("x-ms-summary"),
        VISIBILITY,
        one_of("x-ms-trigger", &["single", "batch"]),
        string("x-ms-trigger-hint"),
        object("x-ms-trigger-metadata", Shape::Value),
        object("x-ms-api-annotation", Shape::Annotation),
        object("x-ms-pageable", Shape::Pageable),
        object("x-ms-notification", Shape::Notification),
        object("x-ms-operation-context", Shape::OperationContext),
        any("x-ms-capabilities"),
        boolean("x-ms-no-generic-test"),
        boolean("x-ms-safe-operation"),
        any("x-ms-openai-data"),
        boolean("x-ms-require-user-confirmation"),
        string("x-ms-agentic-protocol"),
        string("x-ms-name-for-model"),
        string("x-ms-description-for-model"),
        any("x-ms-dynamic-schema"),
        any("x-ms-dynamic-properties"),
        any("x-ms-url-encoding"),
    ], Others::Extensions;
    Pageable: "`x-ms-pageable`", [required(string("nextLinkName"))], Others::Closed;
    Notification: "`x-ms-notification`", [required(string("operationId"))], Others::Closed;
    OperationContext: "`x-ms-operation-context`", [object("simulate", Shape::Simulate)], Others::Closed;
    Simulate: "`simulate`", [required(string("operationId")), object("parameters", Shape::Value)], Others::Closed;
    Annotation: "`x-ms-api-annotation`", [
        string("family"),
        integer("revision"),
        one_of("status", STATUS),
        object("replacement", Shape::Replacement),
        string("expires"),
    ], Others::Closed;
    Replacement: "`replacement`", [string("api"), string("operationId")], Others::Closed;
    NotificationContent: "`x-ms-notification-content`", [
        string("description"), object("schema", Shape::Schema), object("headers", Shape::Headers),
        // Swagger 2.0 says nothing about it, and 4 of 198 published connectors have more in it.
    ], Others::Open;

    SharedParameters: "`parameters`", [],
        Others::Map { shape: Shape::Parameter, value: Type::Object, extensions: false };
    Parameters: "a list of parameters", [], Others::List { shape: Shape::Parameter, value: Type::Object };
    Parameter: "a parameter", [
        required(string("name")),
        required(one_of("in", &["query", "header", "path", "formData", "body"])),
        one_of("type", PARAMETER_TYPES),
        boolean("required"),
        string("description"),
        string("x-ms-summary"),
        VISIBILITY,
        one_of("x-ms-url-encoding", &["single", "double"]),
        string("$ref"),
        object("schema", Shape::Schema),
        string("format"),
        boolean("allowEmptyValue"),
        object("items", Shape::Items),
        one_of("collectionFormat", COLLECTION_FORMATS),
        any("default"),
        number("maximum"),
        boolean("exclusiveMaximum"),
        number("minimum"),
        boolean("exclusiveMinimum"),
        integer("maxLength"),
        integer("minLength"),
        string("pattern"),
        integer("maxItems"),
        integer("minItems"),
        boolean("uniqueItems"),
        array("enum", Shape::Value),
        number("multipleOf"),
        object("x-ms-dynamic-values", Shape::DynamicValues),
        object("x-ms-dynamic-list", Shape::DynamicList),
        object("x-ms-dynamic-schema", Shape::DynamicSchema),
        object("x-ms-dynamic-properties", Shape::DynamicProperties),
        object("x-ms-dynamic-tree", Shape::DynamicTree),
        array("x-ms-enum-values", Shape::EnumValues),
        any("x-ms-enum"),
        any("x-ms-test-value"),
        any("x-ms-trigger-value"),
        boolean("x-ms-notification-url"),
        any("x-ms-parameter-location"),
        any("x-ms-skip-url-encoding"),
        any("x-ms-media-kind"),
        any("x-ms-editor"),
        any("x-ms-editor-options"),
        any("x-ms-localizeDefaultValue"),
        any("x-nullable"),
    ], Others::Extensions;
    Items: "`items`", [
        required(one_of("type", ITEM_TYPES)),
        string("format"),
        object("items", Shape::Items),
        one_of("collectionFormat", COLLECTION_FORMATS),
        any("default"),
        number("maximum"),
        boolean("exclusiveMaximum"),
        number("minimum"),
        boolean("exclusiveMinimum"),
        integer("maxLength"),
        integer("minLength"),
        string("pattern"),
        integer("maxItems"),
        integer("minItems"),
        boolean("uniqueItems"),
        array("enum", Shape::Value),
        number("multipleOf"),
        string("x-ms-summary"),
        VISIBILITY,
        array("x-ms-enum-values", Shape::EnumValues),
        any("x-ms-enum"),
    ], Others::Extensions;

    SharedResponses: "`responses`", [],
        Others::Map { shape: Shape::Response, value: Type::Object, extensions: false };
    Responses: "`responses`", [], Others::Map { shape: Shape::Response, value: Type::Object, extensions: true };
    Response: "a response", [
        string("$ref"),
        required(string("description")),
        object("schema", Shape::Schema),
        object("headers", Shape::Headers),
        object("examples", Shape::Value),
    ], Others::Extensions;
    Headers: "`headers`", [], Others::Map { shape: Shape::Header, value: Type::Object, extensions: false };
    Header: "a header", [
        string("description"),
        required(one_of("type", ITEM_TYPES)),
        string("format"),
        object("items", Shape::Items),
        one_of("collectionFormat", COLLECTION_FORMATS),
        any("default"),
        number("maximum"),
        boolean("exclusiveMaximum"),
        number("minimum"),
        boolean("exclusiveMinimum"),
        integer("maxLength"),
        integer("minLength"),
        string("pattern"),
        integer("maxItems"),
        integer("minItems"),
        boolean("uniqueItems"),
        array("enum", Shape::Value),
        number("multipleOf"),
        // The designer offers headers as outputs, as it does properties.
        string("x-ms-summary"),
        VISIBILITY,
    ], Others::Extensions;

    Definitions: "`definitions`", [], Others::Map { shape: Shape::Schema, value: Type::Object, extensions: false };
    SchemaProperties: "`properties`", [], Others::Map { shape: Shape::Schema, value: Type::Object, extensions: false };
    Schemas: "`allOf`", [], Others::List { shape: Shape::Schema, value: Type::Object };
    Schema: "a schema", [
        // The commonest first: members are looked up one by one.
        one_of("type", SCHEMA_TYPES),
        string("description"),
        string("title"),
        string("format"),
        string("$ref"),
        string("x-ms-summary"),
        VISIBILITY,
        any("default"),
        number("multipleOf"),
        number("maximum"),
        boolean("exclusiveMaximum"),
        number("minimum"),
        boolean("exclusiveMinimum"),
        integer("maxLength"),
        integer("minLength"),
        string("pattern"),
        integer("maxItems"),
        integer("minItems"),
        boolean("uniqueItems"),
        integer("maxProperties"),
        integer("minProperties"),
        strings("required"),
        array("enum", Shape::Value),
        Field { value: Type::ObjectOrArray, ..object("items", Shape::Schema) },
        array("allOf", Shape::Schemas),
        object("properties", Shape::SchemaProperties),
        Field { value: Type::ObjectOrBoolean, ..object("additionalProperties", Shape::Schema) },
        string("discriminator"),
        boolean("readOnly"),
        object("xml", Shape::Xml),
        object("externalDocs", Shape::ExternalDocumentation),
        any("example"),
        object("x-ms-dynamic-values", Shape::DynamicValues),
        object("x-ms-dynamic-list", Shape::DynamicList),
        object("x-ms-dynamic-schema", Shape::DynamicSchema),
        object("x-ms-dynamic-properties", Shape::DynamicProperties),
        object("x-ms-dynamic-tree", Shape::DynamicTree),
        array("x-ms-enum-values", Shape::EnumValues),
        any("x-ms-enum"),
        any("x-ms-test-value"),
        any("x-ms-trigger-value"),
        boolean("x-ms-notification-url"),
        any("x-ms-localizeDefaultValue"),
        any("x-ms-media-kind"),
        any("x-ms-editor"),
        any("x-ms-editor-options"),
        any("x-ms-capabilities"),
        any("x-ms-url-encoding"),
        any("x-ms-parameter-location"),
        any("x-ms-skip-url-encoding"),
        any("x-nullable"),
    ], Others::Extensions;
    Xml: "`xml`", [
        string("name"), string("namespace"), string("prefix"), boolean("attribute"), boolean("wrapped"),
    ], Others::Extensions;
    EnumValues: "`x-ms-enum-values`", [], Others::List { shape: Shape::EnumValue, value: Type::Object };
    EnumValue: "an entry of `x-ms-enum-values`", [any("value"), string("displayName")], Others::Closed;

    DynamicValues: "`x-ms-dynamic-values`", [
        string("operationId"),
        any("parameters"),
        string("value-path"),
        string("value-title"),
        string("value-collection"),
        string("capability"),
        string("builtInOperation"),
    ], Others::Open;
    DynamicList: "`x-ms-dynamic-list`", [
        string("operationId"),
        any("parameters"),
        string("itemsPath"),
        string("itemValuePath"),
        string("itemTitlePath"),
        string("builtInOperation"),
    ], Others::Open;
    DynamicSchema: "`x-ms-dynamic-schema`", [
        required(string("operationId")), any("parameters"), string("value-path"),
    ], Others::Closed;
    DynamicProperties: "`x-ms-dynamic-properties`", [
        required(string("operationId")), any("parameters"), string("itemValuePath"),
    ], Others::Closed;
    DynamicTree: "`x-ms-dynamic-tree`", [
        object("settings", Shape::TreeSettings),
        object("open", Shape::TreeCall),
        object("browse", Shape::TreeCall),
    ], Others::Closed;
    TreeSettings: "`settings`", [boolean("canSelectParentNodes"), boolean("canSelectLeafNodes")], Others::Closed;
    TreeCall: "a call of `x-ms-dynamic-tree`", [
        required(string("operationId")),
        string("itemValuePath"),
        string("itemTitlePath"),
        string("itemFullTitlePath"),
        string("itemIsParent"),
        string("itemsPath"),
        any("parameters"),
    ], Others::Closed;
    Capabilities: "`x-ms-capabilities`", [
        object("testConnection", Shape::TestConnection), object("file-picker", Shape::Value),
    ], Others::Open;
    TestConnection: "`testConnection`", [
        required(string("operationId")), object("parameters", Shape::Value),
    ], Others::Closed;

    // The properties.
    PropertiesRoot: "the properties file", [
        required(object("properties", Shape::Properties)), string("$schema"),
    ], Others::Closed;
    Properties: "`properties`", [
        required(string("iconBrandColor")),
        object("connectionParameters", Shape::ConnectionParameters),
        object("connectionParameterSets", Shape::ConnectionParameterSets),
        strings("capabilities"),
        array("policyTemplateInstances", Shape::Policies),
        strings("scriptOperations"),
        string("publisher"),
        string("stackOwner"),
    ], Others::Closed;
    ConnectionParameters: "`connectionParameters`", [],
        Others::Map { shape: Shape::ConnectionParameter, value: Type::Object, extensions: false };
    ConnectionParameter: "a connection parameter", [
        required(one_of("type", CONNECTION_PARAMETER_TYPES)),
        object("oAuthSettings", Shape::OAuthSettings),
        object("gatewaySettings", Shape::GatewaySettings),
        object("uiDefinition", Shape::UserInterface),
        any("metadata"),
        array("allowedValues", Shape::AllowedValues),
        any("defaultValue"),
        any("parameterSource"),
    ], Others::Open;
    GatewaySettings: "`gatewaySettings`", [string("dataSourceType"), array("connectionDetails", Shape::Value)], Others::Open;
    AllowedValues: "`allowedValues`", [], Others::List { shape: Shape::AllowedValue, value: Type::Object };
    AllowedValue: "an allowed value", [any("value"), string("text")], Others::Open;
    OAuthSettings: "`oAuthSettings`", [
        required(string("identityProvider")),
        string("clientId"),
        string("clientSecret"),
        strings("scopes"),
        string("redirectMode"),
        string("redirectUrl"),
        object("properties", Shape::OAuthProperties),
        object("customParameters", Shape::OAuthParameters),
        any("additionalParameters"),
    ], Others::Open;
    OAuthProperties: "`properties`", [
        // Strings and booleans are mixed up so often that rules of their own tell.
        any("IsFirstParty"), any("IsOnbehalfofLoginSupported"), string("AzureActiveDirectoryResourceId"),
    ], Others::Open;
    OAuthParameters: "`customParameters`", [],
        Others::Map { shape: Shape::OAuthParameter, value: Type::Object, extensions: false };
    OAuthParameter: "a custom parameter", [required(string("value"))], Others::Open;
    UserInterface: "`uiDefinition`", [
        string("displayName"),
        string("description"),
        string("tooltip"),
        object("constraints", Shape::Constraints),
        object("schema", Shape::Value),
    ], Others::Open;
    Constraints: "`constraints`", [
        // Strings that say `true` or `false`: a rule of its own tells.
        any("required"),
        any("hidden"),
        boolean("clearText"),
        integer("tabIndex"),
        array("allowedValues", Shape::AllowedValues),
        strings("capability"),
        object("dependencies", Shape::Dependencies),
    ], Others::Open;
    Dependencies: "`dependencies`", [],
        Others::Map { shape: Shape::Dependency, value: Type::Object, extensions: false };
    Dependency: "a dependency", [strings("values")], Others::Open;
    ConnectionParameterSets: "`connectionParameterSets`", [
        object("uiDefinition", Shape::UserInterface), required(array("values", Shape::ConnectionParameterSetList)),
    ], Others::Open;
    ConnectionParameterSetList: "`values`", [],
        Others::List { shape: Shape::ConnectionParameterSet, value: Type::Object };
    ConnectionParameterSet: "a connection parameter set", [
        required(string("name")),
        required(object("uiDefinition", Shape::UserInterface)),
        required(object("parameters", Shape::ConnectionParameters)),
        any("metadata"),
    ], Others::Open;
    Policies: "`policyTemplateInstances`", [], Others::List { shape: Shape::Policy, value: Type::Object };
    Policy: "a policy", [
        required(string("templateId")),
        required(string("title")),
        required(object("parameters", Shape::Value)),
        string("type"),
    ], Others::Closed;

    // The settings.
    Settings: "the settings file", [
        string("connectorId"),
        string("environment"),
        string("apiProperties"),
        string("apiDefinition"),
        string("icon"),
        string("script"),
        string("powerAppsUrl"),
        string("powerAppsApiVersion"),
        string("flowUrl"),
        string("flowApiVersion"),
        string("$schema"),
    ], Others::Closed;
}

impl Shape {
    /// The field of this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        let layout = self.layout();
        layout.numbered(layout.number_of(name.as_bytes()))
    }

    /// The name of the field that a mistaken name resembles.
    pub fn nearest_field(self, name: &str) -> Option<Alike<'static>> {
        likeness::nearest(name, self.layout().fields.iter().map(|field| field.name))
    }

    /// The shape of a member with this key, or of an element without one, and the type that it must have; `field` is
    /// what [`Shape::field`] says of the key.
    pub fn member(self, key: Option<&[u8]>, field: Option<&Field>) -> (Shape, Type) {
        match (field, self.layout().others, key) {
            (Some(field), ..) => (field.shape, field.value),
            (None, Others::Map { extensions: true, .. }, Some(key)) if key.starts_with(b"x-") => {
                (Shape::Value, Type::Any)
            }
            (None, Others::Map { shape, value, .. }, Some(_)) | (None, Others::List { shape, value }, None) => {
                (shape, value)
            }
            _ => (Shape::Value, Type::Any),
        }
    }
}
