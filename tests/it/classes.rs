//! Every class of changes has an example that fires, and every message of the hosted detector is told with its path.
//!
//! An example is a list of edits of one connector: the pointer of a value and its new value, `null` for none.

use std::collections::BTreeSet;

use connkit::check::{Choice, Operations, review};
use connkit::connector::Connector;
use connkit::connector::files::Memory;
use connkit::project::Project;
use connkit::version::{Change, Class, Severity, UpdateClass, compare};
use serde_json::{Value, json};

/// What an example edits.
#[derive(Clone, Copy, PartialEq)]
enum File {
    Definition,
    Properties,
}

use File::{Definition as D, Properties as P};

fn definition() -> Value {
    let item = json!({ "type": "object", "properties": {
        "name": { "type": "string" },
        "size": { "type": "integer", "format": "int32" },
        "tags": { "type": "array", "items": { "type": "string" } }
    } });
    json!({
        "swagger": "2.0",
        "info": { "title": "Contoso", "description": "Things", "version": "1.0" },
        "host": "api.contoso.com", "basePath": "/v1", "schemes": ["https"],
        "consumes": ["application/json"], "produces": ["application/json"],
        "securityDefinitions": { "key": { "type": "apiKey", "name": "X-Key", "in": "header" } },
        "security": [{ "key": [] }],
        "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://contoso.com" }],
        "x-ms-capabilities": { "testConnection": { "operationId": "GetItems" } },
        "paths": {
            "/items": {
                "get": {
                    "operationId": "GetItems", "summary": "Get items",
                    "parameters": [
                        { "name": "top", "in": "query", "type": "integer" },
                        { "name": "kind", "in": "query", "type": "string", "required": true, "enum": ["a", "b"] }
                    ],
                    "responses": {
                        "200": { "description": "OK", "schema": item },
                        "206": { "description": "Some" },
                        "404": { "description": "None", "schema": { "type": "string" } }
                    }
                },
                "post": {
                    "operationId": "AddItem", "summary": "Add item",
                    "parameters": [{ "name": "body", "in": "body", "schema": {
                        "type": "object", "required": ["name"], "properties": {
                            "name": { "type": "string" },
                            "size": { "type": "integer" },
                            "colour": { "type": "string", "enum": ["red", "blue"] }
                        }
                    } }],
                    "responses": { "201": { "description": "Created" } }
                },
                "put": {
                    "operationId": "SortItems", "summary": "Sort items", "deprecated": true,
                    "parameters": [],
                    "responses": { "204": { "description": "Sorted" } }
                },
                "patch": {
                    "operationId": "ChangeItems", "summary": "Change items",
                    "parameters": [{ "name": "body", "in": "body", "required": true, "schema": { "type": "object" } }],
                    "responses": { "204": { "description": "Changed" } }
                }
            },
            "/hooks": {
                "x-ms-notification-content": { "schema": { "type": "object", "properties": {
                    "id": { "type": "string", "format": "uuid" }
                } } },
                "post": {
                    "operationId": "WhenAdded", "summary": "When an item is added", "x-ms-trigger": "single",
                    "responses": { "201": { "description": "Created" } }
                }
            },
            "/bells": {
                "post": {
                    "operationId": "WhenRung", "summary": "When it rings", "x-ms-trigger": "single",
                    "responses": { "201": { "description": "Created" } }
                }
            }
        }
    })
}

fn properties() -> Value {
    json!({ "properties": {
        "iconBrandColor": "#007ee5",
        "connectionParameters": { "api_key": { "type": "securestring", "uiDefinition": {
            "displayName": "Key", "description": "The key", "constraints": { "required": "true" }
        } } },
        "policyTemplateInstances": [
            { "templateId": "routerequesttoendpoint", "title": "Route", "parameters": {
                "x-ms-apimTemplateParameter.newPath": "/v1/items",
                "x-ms-apimTemplate-operationName": ["GetItems"]
            } },
            { "templateId": "setheader", "title": "Header", "parameters": {
                "x-ms-apimTemplateParameter.name": "X-A", "x-ms-apimTemplateParameter.value": "a"
            } }
        ],
        "scriptOperations": ["GetItems"]
    } })
}

fn connector(definition: &str, properties: &Value, others: &[(&str, &str)]) -> Connector {
    let mut files = vec![
        ("apiDefinition.swagger.json".to_owned(), definition.as_bytes().to_vec()),
        ("apiProperties.json".to_owned(), properties.to_string().into_bytes()),
    ];
    files.extend(others.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
    Connector::load(&Memory::new(files)).unwrap()
}

/// Puts a value at a pointer, or takes one away; `-` appends to a list.
fn put(document: &mut Value, pointer: &str, value: Value) {
    let (holder, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    match document.pointer_mut(holder).unwrap_or_else(|| panic!("no {holder}")) {
        Value::Object(members) if value.is_null() => drop(members.remove(&name).expect("it was there")),
        Value::Object(members) => drop(members.insert(name, value)),
        Value::Array(elements) if name == "-" => elements.push(value),
        Value::Array(elements) if value.is_null() => drop(elements.remove(name.parse().unwrap())),
        Value::Array(elements) => elements[name.parse::<usize>().unwrap()] = value,
        other => panic!("{pointer} leads into {other}"),
    }
}

type Edits = Vec<(File, &'static str, Value)>;

fn changes(edits: &Edits) -> Vec<Change> {
    let old = connector(&definition().to_string(), &properties(), &[]);
    let (mut new_definition, mut new_properties) = (definition(), properties());
    for (file, pointer, value) in edits {
        let document = if *file == D { &mut new_definition } else { &mut new_properties };
        put(document, pointer, value.clone());
    }
    compare(&old, &connector(&new_definition.to_string(), &new_properties, &[]))
}

/// One example of each class, with its weight there.
#[allow(clippy::too_many_lines, reason = "it is a table")]
fn examples() -> Vec<(Class, Severity, Edits)> {
    use Class::*;
    use Severity::{Breaking, Risky, Safe};
    let one = |class, severity, pointer, value| (class, severity, vec![(D, pointer, value)]);
    let of_properties = |class, severity, pointer, value| (class, severity, vec![(P, pointer, value)]);
    let item = definition()["paths"]["/items"].clone();
    vec![
        one(TitleChanged, Risky, "/info/title", json!("Fabrikam")),
        one(VersionChanged, Safe, "/info/version", json!("2.0")),
        one(InfoTextChanged, Safe, "/info/description", json!("Others")),
        one(InfoChanged, Safe, "/info/termsOfService", json!("https://contoso.com/terms")),
        one(HostChanged, Breaking, "/host", json!("contoso.com")),
        one(BasePathChanged, Breaking, "/basePath", json!("/v2")),
        one(SchemesChanged, Risky, "/schemes", json!(["http"])),
        one(ConsumesChanged, Risky, "/consumes", json!(["text/plain"])),
        one(ProducesChanged, Risky, "/produces", json!(["text/plain"])),
        one(MetadataChanged, Safe, "/x-ms-connector-metadata", json!([])),
        one(CapabilitiesChanged, Risky, "/x-ms-capabilities/testConnection/operationId", json!("AddItem")),
        one(DefinitionOtherChanged, Safe, "/externalDocs", json!({ "url": "https://contoso.com" })),
        one(AuthenticationMethodRemoved, Breaking, "/securityDefinitions/key", Value::Null),
        one(AuthenticationMethodAdded, Risky, "/securityDefinitions/basic", json!({ "type": "basic" })),
        one(AuthenticationTypeChanged, Breaking, "/securityDefinitions/key/type", json!("basic")),
        one(AuthenticationDetailsChanged, Risky, "/securityDefinitions/key/name", json!("X-Other")),
        one(SecurityRequirementsChanged, Risky, "/security", json!([])),
        of_properties(ConnectionParametersRemoved, Breaking, "/properties/connectionParameters/api_key", Value::Null),
        of_properties(
            ConnectionParameterTypeChanged,
            Breaking,
            "/properties/connectionParameters/api_key/type",
            json!("string"),
        ),
        of_properties(
            ConnectionParameterAdded,
            Risky,
            "/properties/connectionParameters/region",
            json!({ "type": "string" }),
        ),
        of_properties(
            ConnectionParameterChanged,
            Risky,
            "/properties/connectionParameters/api_key/uiDefinition/constraints/required",
            json!("false"),
        ),
        of_properties(
            ConnectionParameterTextChanged,
            Safe,
            "/properties/connectionParameters/api_key/uiDefinition/displayName",
            json!("API key"),
        ),
        of_properties(
            RouteChanged,
            Breaking,
            "/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.newPath",
            json!("/v2/items"),
        ),
        of_properties(
            PolicyAdded,
            Risky,
            "/properties/policyTemplateInstances/-",
            json!({ "templateId": "setproperty", "title": "Set", "parameters": {} }),
        ),
        of_properties(PolicyRemoved, Risky, "/properties/policyTemplateInstances/1", Value::Null),
        of_properties(
            PolicyChanged,
            Risky,
            "/properties/policyTemplateInstances/1/parameters/x-ms-apimTemplateParameter.value",
            json!("b"),
        ),
        of_properties(ScriptOperationsChanged, Risky, "/properties/scriptOperations", json!([])),
        of_properties(PropertiesOtherChanged, Safe, "/properties/iconBrandColor", json!("#ffffff")),
        one(OperationAdded, Safe, "/paths/~1new", json!({ "get": { "operationId": "New", "responses": {} } })),
        one(OperationDeleted, Breaking, "/paths/~1items/post", Value::Null),
        one(OperationRenamed, Breaking, "/paths/~1items/get/operationId", json!("ListItems")),
        (
            OperationPathChanged,
            Breaking,
            vec![(D, "/paths/~1items/get", Value::Null), (D, "/paths/~1things", json!({ "get": item["get"] }))],
        ),
        (
            OperationMethodChanged,
            Breaking,
            vec![(D, "/paths/~1items/get", Value::Null), (D, "/paths/~1items/head", item["get"].clone())],
        ),
        one(OperationHidden, Breaking, "/paths/~1items/get/x-ms-visibility", json!("internal")),
        one(OperationVisibilityChanged, Risky, "/paths/~1items/get/x-ms-visibility", json!("advanced")),
        one(OperationDeprecated, Risky, "/paths/~1items/get/deprecated", json!(true)),
        one(OperationUndeprecated, Safe, "/paths/~1items/put/deprecated", Value::Null),
        one(AnnotationChanged, Safe, "/paths/~1items/get/x-ms-api-annotation", json!({ "revision": 1 })),
        one(TriggerChanged, Breaking, "/paths/~1items/get/x-ms-trigger", json!("batch")),
        one(TriggerDetailsChanged, Risky, "/paths/~1bells/post/x-ms-trigger-metadata", json!({ "mode": "polling" })),
        one(PagingChanged, Risky, "/paths/~1items/get/x-ms-pageable", json!({ "nextLinkName": "next" })),
        one(OperationTextChanged, Safe, "/paths/~1items/get/summary", json!("List items")),
        one(OperationOtherChanged, Safe, "/paths/~1items/get/tags", json!(["Items"])),
        one(
            ParameterAdded,
            Safe,
            "/paths/~1items/get/parameters/-",
            json!({ "name": "x", "in": "query", "type": "string" }),
        ),
        one(
            ParameterAddedRequired,
            Breaking,
            "/paths/~1items/get/parameters/-",
            json!({ "name": "x", "in": "query", "type": "string", "required": true }),
        ),
        one(
            ParameterAddedRequiredWithDefault,
            Risky,
            "/paths/~1items/get/parameters/-",
            json!({ "name": "x", "in": "query", "type": "string", "required": true, "default": "a" }),
        ),
        one(ParameterDeleted, Breaking, "/paths/~1items/get/parameters/0", Value::Null),
        one(ParameterMoved, Breaking, "/paths/~1items/get/parameters/0/in", json!("header")),
        one(ParameterTypeChanged, Breaking, "/paths/~1items/get/parameters/0/type", json!("string")),
        one(ParameterTyped, Risky, "/paths/~1items/get/parameters/0/type", Value::Null),
        one(ParameterFormatChanged, Risky, "/paths/~1items/get/parameters/0/format", json!("int64")),
        one(ParameterBecameRequired, Breaking, "/paths/~1items/get/parameters/0/required", json!(true)),
        one(ParameterBecameOptional, Safe, "/paths/~1items/get/parameters/1/required", Value::Null),
        one(ParameterEnumAdded, Breaking, "/paths/~1items/get/parameters/0/enum", json!([1, 2])),
        one(ParameterEnumNarrowed, Breaking, "/paths/~1items/get/parameters/1/enum", json!(["a"])),
        one(ParameterEnumWidened, Safe, "/paths/~1items/get/parameters/1/enum", json!(["a", "b", "c"])),
        one(ParameterEnumRemoved, Safe, "/paths/~1items/get/parameters/1/enum", Value::Null),
        one(ParameterDefaultChanged, Risky, "/paths/~1items/get/parameters/0/default", json!(5)),
        one(ParameterVisibilityChanged, Risky, "/paths/~1items/get/parameters/0/x-ms-visibility", json!("advanced")),
        one(ParameterTextChanged, Safe, "/paths/~1items/get/parameters/0/x-ms-summary", json!("Top")),
        one(
            BodyAdded,
            Safe,
            "/paths/~1items/put/parameters/-",
            json!({ "name": "body", "in": "body", "schema": { "type": "object" } }),
        ),
        one(
            BodyAddedRequired,
            Breaking,
            "/paths/~1items/put/parameters/-",
            json!({ "name": "body", "in": "body", "required": true, "schema": { "type": "object" } }),
        ),
        one(BodyDeleted, Breaking, "/paths/~1items/post/parameters/0", Value::Null),
        one(BodyBecameRequired, Breaking, "/paths/~1items/post/parameters/0/required", json!(true)),
        one(BodyBecameOptional, Safe, "/paths/~1items/patch/parameters/0/required", Value::Null),
        one(BodyRenamed, Risky, "/paths/~1items/patch/parameters/0/name", json!("item")),
        one(InputFieldAdded, Safe, "/paths/~1items/post/parameters/0/schema/properties/x", json!({ "type": "string" })),
        (
            InputFieldAddedRequired,
            Breaking,
            vec![
                (D, "/paths/~1items/post/parameters/0/schema/properties/x", json!({ "type": "string" })),
                (D, "/paths/~1items/post/parameters/0/schema/required/-", json!("x")),
            ],
        ),
        one(InputFieldDeleted, Breaking, "/paths/~1items/post/parameters/0/schema/properties/size", Value::Null),
        one(
            InputFieldTypeChanged,
            Breaking,
            "/paths/~1items/post/parameters/0/schema/properties/size/type",
            json!("string"),
        ),
        one(InputFieldTyped, Risky, "/paths/~1items/post/parameters/0/schema/properties/size/type", Value::Null),
        one(
            InputFieldFormatChanged,
            Risky,
            "/paths/~1items/post/parameters/0/schema/properties/size/format",
            json!("int64"),
        ),
        one(
            InputFieldBecameRequired,
            Breaking,
            "/paths/~1items/post/parameters/0/schema/required",
            json!(["name", "size"]),
        ),
        one(InputFieldBecameOptional, Safe, "/paths/~1items/post/parameters/0/schema/required", Value::Null),
        one(InputFieldEnumAdded, Breaking, "/paths/~1items/post/parameters/0/schema/properties/size/enum", json!([1])),
        one(
            InputFieldEnumNarrowed,
            Breaking,
            "/paths/~1items/post/parameters/0/schema/properties/colour/enum",
            json!(["red"]),
        ),
        one(
            InputFieldEnumWidened,
            Safe,
            "/paths/~1items/post/parameters/0/schema/properties/colour/enum/-",
            json!("green"),
        ),
        one(InputFieldEnumRemoved, Safe, "/paths/~1items/post/parameters/0/schema/properties/colour/enum", Value::Null),
        one(
            InputFieldDefaultChanged,
            Risky,
            "/paths/~1items/post/parameters/0/schema/properties/size/default",
            json!(1),
        ),
        one(
            InputFieldVisibilityChangedToInternal,
            Breaking,
            "/paths/~1items/post/parameters/0/schema/properties/size/x-ms-visibility",
            json!("internal"),
        ),
        one(
            InputFieldVisibilityChanged,
            Risky,
            "/paths/~1items/post/parameters/0/schema/properties/size/x-ms-visibility",
            json!("advanced"),
        ),
        one(
            InputFieldTextChanged,
            Safe,
            "/paths/~1items/post/parameters/0/schema/properties/size/description",
            json!("How large"),
        ),
        one(
            InputDynamicsChanged,
            Risky,
            "/paths/~1items/get/parameters/0/x-ms-dynamic-values",
            json!({ "operationId": "GetItems" }),
        ),
        one(InputConstraintChanged, Risky, "/paths/~1items/get/parameters/0/maximum", json!(9)),
        one(InputOtherChanged, Safe, "/paths/~1items/get/parameters/0/x-ms-test-value", json!(9)),
        one(ResponseAdded, Safe, "/paths/~1items/get/responses/500", json!({ "description": "Oh" })),
        one(ResponseRemoved, Risky, "/paths/~1items/get/responses/404", Value::Null),
        one(SuccessResponseRemoved, Breaking, "/paths/~1items/get/responses/206", Value::Null),
        (
            SuccessCodeMoved,
            Breaking,
            vec![
                (D, "/paths/~1items/post/responses/201", Value::Null),
                (D, "/paths/~1items/post/responses/200", json!({ "description": "Created" })),
            ],
        ),
        one(ResponseTextChanged, Safe, "/paths/~1items/get/responses/200/description", json!("Fine")),
        one(ResponseOtherChanged, Safe, "/paths/~1items/get/responses/200/headers", json!({})),
        one(ErrorResponseChanged, Safe, "/paths/~1items/get/responses/404/schema/type", json!("integer")),
        one(OutputAdded, Safe, "/paths/~1items/post/responses/201/schema", json!({ "type": "string" })),
        one(OutputRemoved, Breaking, "/paths/~1items/get/responses/200/schema", Value::Null),
        one(
            OutputFieldAdded,
            Safe,
            "/paths/~1items/get/responses/200/schema/properties/x",
            json!({ "type": "string" }),
        ),
        one(OutputFieldDeleted, Breaking, "/paths/~1items/get/responses/200/schema/properties/tags", Value::Null),
        one(
            OutputFieldTypeChanged,
            Breaking,
            "/paths/~1items/get/responses/200/schema/properties/name/type",
            json!("integer"),
        ),
        one(OutputFieldTyped, Risky, "/paths/~1items/get/responses/200/schema/properties/name/type", Value::Null),
        one(
            OutputFieldFormatChanged,
            Breaking,
            "/paths/~1items/get/responses/200/schema/properties/size/format",
            json!("int64"),
        ),
        (
            OutputMadeDynamic,
            Breaking,
            vec![
                (D, "/paths/~1items/get/responses/200/schema/properties", Value::Null),
                (
                    D,
                    "/paths/~1items/get/responses/200/schema/x-ms-dynamic-schema",
                    json!({ "operationId": "GetItems", "value-path": "schema" }),
                ),
            ],
        ),
        one(
            OutputDynamicsChanged,
            Risky,
            "/paths/~1items/get/responses/200/schema/x-ms-dynamic-schema",
            json!({ "operationId": "GetItems", "value-path": "schema" }),
        ),
        one(
            OutputVisibilityChanged,
            Risky,
            "/paths/~1items/get/responses/200/schema/properties/name/x-ms-visibility",
            json!("advanced"),
        ),
        one(
            OutputTextChanged,
            Safe,
            "/paths/~1items/get/responses/200/schema/properties/name/description",
            json!("Its name"),
        ),
        one(OutputOtherChanged, Safe, "/paths/~1items/get/responses/200/schema/properties/name/maxLength", json!(9)),
        one(
            NotificationAdded,
            Safe,
            "/paths/~1bells/x-ms-notification-content",
            json!({ "schema": { "type": "object" } }),
        ),
        one(NotificationRemoved, Breaking, "/paths/~1hooks/x-ms-notification-content", Value::Null),
    ]
}

#[test]
fn each_example_is_one_change_of_its_class() {
    let mut failures = Vec::new();
    for (class, severity, edits) in examples() {
        let found = changes(&edits);
        let told: Vec<(Class, Severity)> = found.iter().map(|change| (change.class, change.severity)).collect();
        if told != [(class, severity)] {
            failures.push(format!("{class} ({}): {told:?}", severity.name()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What safe fixes write or remove.
#[test]
fn a_default_may_stand_or_be_left_out() {
    for (pointer, value, other) in [
        ("/paths/~1items/get/parameters/0/x-ms-url-encoding", json!("single"), json!("double")),
        ("/paths/~1items/get/parameters/0/uniqueItems", json!(false), json!(true)),
        ("/paths/~1items/get/parameters/0/collectionFormat", json!("csv"), json!("pipes")),
    ] {
        assert_eq!(changes(&vec![(D, pointer, value)]).len(), 0, "{pointer}");
        assert_eq!(changes(&vec![(D, pointer, other)]).len(), 1, "{pointer}");
    }
}

#[test]
fn files_are_compared_as_a_whole() {
    let text = definition().to_string();
    let with = |others: &[(&str, &str)]| connector(&text, &properties(), others);
    for (class, name) in [
        (Class::ScriptChanged, "script.csx"),
        (Class::IconChanged, "icon.png"),
        (Class::ReadmeChanged, "readme.md"),
        (Class::IntroChanged, "intro.md"),
    ] {
        let (none, one, other) = (with(&[]), with(&[(name, "one")]), with(&[(name, "other")]));
        for (old, new) in [(&none, &one), (&one, &other), (&one, &none)] {
            let told: Vec<Class> = compare(old, new).iter().map(|change| change.class).collect();
            assert_eq!(told, [class]);
        }
    }
    let damaged = connector(&text[..text.len() - 1], &properties(), &[]);
    let told = compare(&with(&[]), &damaged);
    assert!(told.iter().any(|change| change.class == Class::ComparisonIncomplete), "{told:?}");
}

#[test]
fn every_class_has_an_example() {
    use Class::{ComparisonIncomplete, IconChanged, IntroChanged, ReadmeChanged, ScriptChanged};
    let mut shown: BTreeSet<Class> = examples().iter().map(|(class, ..)| *class).collect();
    shown.extend([ComparisonIncomplete, IconChanged, IntroChanged, ReadmeChanged, ScriptChanged]);
    let missing: Vec<&Class> = Class::ALL.iter().filter(|class| !shown.contains(class)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_change_weighs_more_than_its_class() {
    for (class, severity, _) in examples() {
        assert!(severity <= class.facts().severity, "{class}");
        assert!(class.facts().severity < Severity::Breaking || !class.facts().remedy.is_empty(), "{class}: no remedy");
    }
}

/// What the hosted detector was seen to print, with the shape of its path.
#[test]
fn the_messages_of_the_hosted_detector_are_told_with_its_paths() {
    const BODY: &str = "operation/AddItem/parameter/body/schema";
    const OUTPUT: &str = "operation/GetItems/responses/200/schema";
    let input = |pointer, value| vec![(D, pointer, value)];
    let table: [(&str, String, Edits); 11] = [
        (
            "The operation has been deleted. This change breaks existing flows.",
            "operation/AddItem".into(),
            input("/paths/~1items/post", Value::Null),
        ),
        (
            "The path template has been changed for the operation.",
            "operation/AddItem".into(),
            vec![
                (D, "/paths/~1items/post", Value::Null),
                (D, "/paths/~1new", json!({ "post": definition()["paths"]["/items"]["post"] })),
            ],
        ),
        (
            "The location has been changed for the parameter. Existing flows will continue to send the parameter in the old location.",
            "operation/GetItems/parameter/top".into(),
            input("/paths/~1items/get/parameters/0/in", json!("header")),
        ),
        (
            "The required parameter has been added.",
            "operation/GetItems/parameter/api-version".into(),
            input(
                "/paths/~1items/get/parameters/-",
                json!({ "name": "api-version", "in": "query", "type": "string", "required": true }),
            ),
        ),
        (
            "The required input field has been added. Existing flows will not send this new field.",
            format!("{BODY}/x"),
            vec![
                (D, "/paths/~1items/post/parameters/0/schema/properties/x", json!({ "type": "string" })),
                (D, "/paths/~1items/post/parameters/0/schema/required/-", json!("x")),
            ],
        ),
        (
            "The input field has been changed from optional to required.",
            format!("{BODY}/size/required"),
            input("/paths/~1items/post/parameters/0/schema/required", json!(["name", "size"])),
        ),
        (
            "An enum value has been removed from the input field. Existing flows may have this value chosen and will continue to send it.",
            format!("{BODY}/colour/enum"),
            input("/paths/~1items/post/parameters/0/schema/properties/colour/enum", json!(["red"])),
        ),
        (
            "The list of enum values has been added to the input field. Existing flows may use values outside of this list.",
            format!("{BODY}/name/enum"),
            input("/paths/~1items/post/parameters/0/schema/properties/name/enum", json!(["a"])),
        ),
        (
            "The type has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed.",
            format!("{OUTPUT}/tags/items/type"),
            input("/paths/~1items/get/responses/200/schema/properties/tags/items/type", json!("integer")),
        ),
        (
            "The type format has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed.",
            format!("{OUTPUT}/size/format"),
            input("/paths/~1items/get/responses/200/schema/properties/size/format", json!("int64")),
        ),
        (
            "The type format has been changed for the output field. Existing flows may be broken if they are using this field and actual payload has been changed.",
            "operation/WhenAdded/responses/x-ms-notification-content/schema/id/format".into(),
            input("/paths/~1hooks/x-ms-notification-content/schema/properties/id/format", json!("date-time")),
        ),
    ];
    for (message, path, edits) in table {
        let found = changes(&edits);
        let told: Vec<_> = found.iter().map(|change| (change.detector, change.uses[0].value_path.as_str())).collect();
        assert_eq!(told, [(Some(message), path.as_str())]);
    }
    let renamed = changes(&input("/paths/~1items/get/operationId", json!("ListItems")));
    assert_eq!(renamed[0].uses[0].value_path, "operation/GetItems", "the detector knows no renaming");
    assert!(renamed[0].detector.is_some_and(|message| message.contains("has been deleted")));
    // What flows do not notice, the detector was seen not to mind.
    for pointer in ["/paths/~1items/get/description", "/info/description"] {
        assert!(changes(&input(pointer, json!("Other"))).iter().all(|change| change.detector.is_none()));
    }
}

/// What `submit` asks: what stands in the way, what kind of update it is, and what happened to the operations.
#[test]
fn a_review_tells_what_is_refused_and_what_happened_to_operations() {
    let old = connector(&definition().to_string(), &properties(), &[]);
    let mut new = definition();
    for (pointer, value) in [
        ("/paths/~1items/post", Value::Null),
        ("/paths/~1items/get/operationId", json!("ListItems")),
        ("/paths/~1items/put/summary", json!("Sort")),
        ("/paths/~1new", json!({ "get": { "operationId": "New", "responses": {} } })),
    ] {
        put(&mut new, pointer, value);
    }
    let allow = |id: &str| json!({ "rule": "OperationDeleted", "operation": id, "reason": "nobody used it" });
    let allows = json!({ "allow": [allow("AddItem"), allow("SortItems")] }).to_string();
    let project = Project::elsewhere(
        "HEAD:contoso".to_owned(),
        "contoso".into(),
        connector(&new.to_string(), &properties(), &[]),
        Some(allows),
        None,
    );
    let review = review(&old, &project.unwrap(), &Choice::default());
    let refused: Vec<Class> = review.refused().map(|change| change.class).collect();
    assert_eq!(refused, [Class::OperationRenamed]);
    assert_eq!(review.update.class, UpdateClass::Major);
    let said: Vec<&str> = review.about_allows.iter().map(|finding| finding.message.as_ref()).collect();
    assert_eq!(said, ["this allows `OperationDeleted` in `SortItems`, which is not found"]);
    let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let expected =
        Operations { added: list(&["New"]), changed: list(&["ListItems", "SortItems"]), removed: list(&["AddItem"]) };
    assert_eq!(review.operations(), expected);
}

// Properties.

fn property_changes(old: Value, new: Value) -> Vec<String> {
    let text = definition().to_string();
    let found = compare(&connector(&text, &old, &[]), &connector(&text, &new, &[]));
    found.iter().map(|change| format!("{} {}", change.class, change.severity.name())).collect()
}

#[test]
fn policies_weigh_by_what_they_do_to_requests_of_known_operations() {
    let policies = |list: Value| json!({ "properties": { "policyTemplateInstances": list } });
    let route = |operations: Value, path: &str| {
        json!({ "templateId": "routerequesttoendpoint", "title": "Route", "parameters": {
            "x-ms-apimTemplateParameter.newPath": path, "x-ms-apimTemplate-operationName": operations
        } })
    };
    let header = json!({ "templateId": "setheader", "title": "Header", "parameters": {} });
    let known = || route(json!(["GetItems"]), "/a");
    for (old, new, expected) in [
        (json!([]), json!([known()]), vec!["RouteChanged breaking"]),
        (json!([known()]), json!([]), vec!["RouteChanged breaking"]),
        (json!([known()]), json!([route(json!(["GetItems"]), "/b")]), vec!["RouteChanged breaking"]),
        // Nobody uses an operation yet that the old definition does not have.
        (json!([]), json!([route(json!(["Unheard"]), "/a")]), vec!["PolicyAdded safe"]),
        (json!([known()]), json!([route(json!(["GetItems", "Unheard"]), "/a")]), vec!["PolicyChanged safe"]),
        (json!([known()]), json!([route(json!(["GetItems", "AddItem"]), "/a")]), vec!["RouteChanged breaking"]),
        (json!([known()]), json!([route(json!([]), "/a")]), vec!["RouteChanged breaking"]),
        (json!([]), json!([route(json!([]), "/a")]), vec!["RouteChanged breaking"]),
        (json!([header, known()]), json!([known(), header]), vec![]),
    ] {
        assert_eq!(property_changes(policies(old.clone()), policies(new.clone())), expected, "{old} {new}");
    }
}

#[test]
fn sets_of_connection_parameters_are_ways_to_sign_in() {
    let set = |name: &str, parameters: Value| json!({ "name": name, "parameters": parameters });
    let sets = |values: Value| json!({ "properties": { "connectionParameterSets": { "values": values } } });
    let key = || json!({ "key": { "type": "securestring" } });
    let oauth = |provider: &str| json!({ "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": provider, "scopes": ["a"] } } });
    let both = || sets(json!([set("key", key()), set("oauth", oauth("oauth2"))]));
    let only_key = || sets(json!([set("key", key())]));
    assert_eq!(property_changes(both(), only_key()), ["AuthenticationMethodRemoved breaking"]);
    assert_eq!(property_changes(only_key(), both()), ["AuthenticationMethodAdded risky"]);
    let other_provider = sets(json!([set("key", key()), set("oauth", oauth("aad"))]));
    assert_eq!(property_changes(both(), other_provider), ["AuthenticationTypeChanged breaking"]);
    let without_parameter = sets(json!([set("key", json!({})), set("oauth", oauth("oauth2"))]));
    assert_eq!(property_changes(both(), without_parameter), ["ConnectionParametersRemoved breaking"]);
}

#[test]
fn what_the_platform_rewrites_is_no_change() {
    let with = |settings: Value| {
        json!({ "properties": { "connectionParameters": { "token": {
            "type": "oauthSetting", "oAuthSettings": settings
        } } } })
    };
    let old = with(json!({ "identityProvider": "oauth2", "scopes": ["a"] }));
    let rewritten = with(json!({
        "identityProvider": "oauth2", "scopes": ["a"],
        "redirectMode": "GlobalPerConnector", "redirectUrl": "https://global.consent.azure-apim.net/redirect/contoso"
    }));
    assert_eq!(property_changes(old.clone(), rewritten), Vec::<String>::new());
    let other_scopes = with(json!({ "identityProvider": "oauth2", "scopes": ["a", "b"] }));
    assert_eq!(property_changes(old, other_scopes), ["AuthenticationDetailsChanged risky"]);
}
