//! Comparison of versions: what is no change, and that both directions name the same places.
//!
//! Published connectors and pairs of versions are read where they lie beside the project, or below `CONNKIT_CORPUS`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use connkit::connector::Connector;
use connkit::connector::files::Memory;
use connkit::version::{Change, Class, Severity, Update, UpdateClass, compare};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn connector(text: &str) -> Connector {
    let files = Memory::new([("apiDefinition.swagger.json".to_owned(), text.as_bytes().to_vec())]);
    Connector::load(&files).unwrap()
}

fn of(definition: &Value) -> Connector {
    connector(&serde_json::to_string_pretty(definition).unwrap())
}

fn changes(old: &Value, new: &Value) -> Vec<Change> {
    compare(&of(old), &of(new))
}

// What is no change.

fn reordered(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().rev().map(|(key, value)| (key.clone(), reordered(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(elements) => elements.iter().map(reordered).collect(),
        other => other.clone(),
    }
}

/// Replaces references that stand alone by what they lead to; those to a schema around them stay.
struct Inliner<'v> {
    root: &'v Value,
    open: Vec<String>,
    left: usize,
}

impl Inliner<'_> {
    fn inlined(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str).filter(|_| members.len() == 1);
                let target = reference
                    .and_then(|reference| Some((reference, self.root.pointer(reference.strip_prefix('#')?)?)))
                    .filter(|(reference, target)| {
                        target.is_object() && self.left > 0 && !self.open.iter().any(|open| open == reference)
                    });
                if let Some((reference, target)) = target {
                    let target = target.clone();
                    self.left -= 1;
                    self.open.push(reference.to_owned());
                    let inlined = self.inlined(&target);
                    self.open.pop();
                    return inlined;
                }
                let member = |(key, value): (&String, &Value)| {
                    // What looks like a reference in an example or extension is none.
                    let is_example = matches!(key.as_str(), "example" | "examples")
                        || (key.starts_with("x-") && key != "x-ms-notification-content");
                    (key.clone(), if is_example { value.clone() } else { self.inlined(value) })
                };
                members.iter().map(member).collect::<Map<_, _>>().into()
            }
            Value::Array(elements) => elements.iter().map(|element| self.inlined(element)).collect(),
            other => other.clone(),
        }
    }
}

fn inlined(definition: &Value) -> Value {
    Inliner { root: definition, open: Vec::new(), left: 2_000 }.inlined(definition)
}

/// Moves every inline schema into `definitions`.
#[derive(Default)]
struct Mover {
    moved: Map<String, Value>,
}

impl Mover {
    fn definition(definition: &Value) -> Value {
        let mut mover = Self::default();
        let mut out = definition.clone();
        if let Some(paths) = out.get_mut("paths") {
            mover.any(paths);
        }
        if let Some(definitions) = out.get_mut("definitions").and_then(Value::as_object_mut) {
            for schema in definitions.values_mut() {
                mover.inside(schema);
            }
        }
        if let Some(root) = out.as_object_mut() {
            let definitions = root.entry("definitions").or_insert_with(|| json!({}));
            if let Some(definitions) = definitions.as_object_mut() {
                definitions.extend(mover.moved);
            }
        }
        out
    }

    /// Below paths, schemas are what stands under `schema`.
    fn any(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (key, value) in members.iter_mut() {
                    match key.as_str() {
                        "schema" => self.schema(value),
                        "example" | "examples" | "default" | "enum" => {}
                        key if key.starts_with("x-ms-") && key != "x-ms-notification-content" => {}
                        _ => self.any(value),
                    }
                }
            }
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.any(element)),
            _ => {}
        }
    }

    fn schema(&mut self, value: &mut Value) {
        if !value.is_object() || value.get("$ref").is_some() {
            return;
        }
        self.inside(value);
        let name = format!("MovedSchema{}", self.moved.len());
        let reference = json!({ "$ref": format!("#/definitions/{name}") });
        self.moved.insert(name, std::mem::replace(value, reference));
    }

    fn inside(&mut self, value: &mut Value) {
        if let Some(properties) = value.get_mut("properties").and_then(Value::as_object_mut) {
            properties.values_mut().for_each(|property| self.schema(property));
        }
        if let Some(items) = value.get_mut("items") {
            self.schema(items);
        }
        if let Some(all_of) = value.get_mut("allOf").and_then(Value::as_array_mut) {
            for member in all_of {
                self.schema(member);
            }
        }
    }
}

/// Writes every letter of strings and keys as an escape.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                inside = !inside;
                out.push('"');
            }
            '\\' => {
                out.push('\\');
                out.extend(characters.next());
            }
            letter if inside && letter.is_ascii_lowercase() => out.push_str(&format!("\\u{:04x}", letter as u32)),
            other => out.push(other),
        }
    }
    out
}

/// Asserts that a definition differs in nothing from itself, written in other ways.
fn assert_unchanged(text: &str, name: &str) {
    let original = connector(text);
    let nothing = |what: &str, other: &str| {
        let found: Vec<String> =
            compare(&original, &connector(other)).into_iter().map(|change| format!("{change:?}")).take(3).collect();
        assert!(found.is_empty(), "{name}, {what}: {}", found.join("\n"));
    };
    nothing("itself", text);
    nothing("line ends", &text.replace('\n', "\r\n"));
    let Ok(value) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else { return };
    let plain = |value: &Value| serde_json::to_string(value).unwrap();
    nothing("order of members", &plain(&reordered(&value)));
    nothing("references inlined", &plain(&inlined(&value)));
    nothing("schemas moved", &plain(&Mover::definition(&value)));
    nothing("escapes", &escaped(&plain(&value)));
}

fn places(changes: &[Change], swapped: bool) -> BTreeSet<(String, String)> {
    changes
        .iter()
        .map(|change| {
            let pointer = |spot: &Option<connkit::version::Spot>| {
                spot.as_ref().and_then(|spot| spot.pointer.clone()).unwrap_or_default()
            };
            let (old, new) = (pointer(&change.old), pointer(&change.new));
            if swapped { (new, old) } else { (old, new) }
        })
        .collect()
}

fn assert_symmetric(old: &Connector, new: &Connector, name: &str) {
    let (there, back) = (places(&compare(old, new), false), places(&compare(new, old), true));
    let difference: Vec<_> = there.symmetric_difference(&back).take(5).collect();
    assert!(difference.is_empty(), "{name}: {difference:?}");
}

// Definitions made up.

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({ "type": "string" })),
        Just(json!({ "type": "string", "format": "date-time", "description": "A time" })),
        Just(json!({ "type": "integer", "format": "int32", "default": 1 })),
        Just(json!({ "type": "string", "enum": ["a", "b"], "x-ms-summary": "Letter" })),
        Just(json!({ "type": "string", "x-ms-visibility": "advanced" })),
        Just(json!({})),
        (0..4).prop_map(|number| json!({ "$ref": format!("#/definitions/D{number}") })),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            (prop::collection::btree_map("[a-d]", inner.clone(), 0..4), prop::collection::vec("[a-d]", 0..2)).prop_map(
                |(properties, required)| json!({ "type": "object", "properties": properties, "required": required })
            ),
            inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
            prop::collection::vec(inner, 1..3).prop_map(|all_of| json!({ "allOf": all_of })),
        ]
    })
}

fn operation() -> impl Strategy<Value = Value> {
    let parameter = ("[p-s]", prop_oneof![Just("query"), Just("header")], any::<bool>(), "string|integer").prop_map(
        |(name, place, required, kind)| json!({ "name": name, "in": place, "required": required, "type": kind }),
    );
    (
        prop::collection::vec(parameter, 0..3),
        prop::option::of(schema()),
        prop::collection::btree_map("200|201|400|default", schema(), 1..3),
        prop::option::of("important|internal"),
        any::<[bool; 3]>(),
    )
        .prop_map(
            |(mut parameters, body, responses, visibility, [shares_parameter, shares_response, is_trigger])| {
                let mut seen = BTreeSet::new();
                parameters
                    .retain(|parameter| seen.insert((parameter["name"].to_string(), parameter["in"].to_string())));
                if let Some(schema) = body {
                    parameters.push(json!({ "name": "body", "in": "body", "schema": schema }));
                }
                if shares_parameter {
                    parameters.push(json!({ "$ref": "#/parameters/Shared" }));
                }
                let mut responses: BTreeMap<String, Value> = responses
                    .into_iter()
                    .map(|(code, schema)| (code, json!({ "description": "Response", "schema": schema })))
                    .collect();
                if shares_response {
                    responses.insert("202".to_owned(), json!({ "$ref": "#/responses/Shared" }));
                }
                let mut operation = json!({ "summary": "Do it", "parameters": parameters, "responses": responses });
                if let Some(visibility) = visibility {
                    operation["x-ms-visibility"] = visibility.into();
                }
                if is_trigger {
                    operation["x-ms-trigger"] = "single".into();
                }
                operation
            },
        )
}

fn definition() -> impl Strategy<Value = Value> {
    let operations = prop::collection::btree_map(("[a-c]", "get|post"), ("[A-E]", operation()), 0..4);
    let shared = (schema(), schema(), "integer|string");
    (operations, prop::collection::vec(schema(), 4), shared, "1\\.0|2\\.0").prop_map(
        |(operations, schemas, shared, version)| {
            let (response, notification, kind) = shared;
            let mut paths: Map<String, Value> = Map::new();
            let mut ids = BTreeSet::new();
            for ((path, method), (id, mut operation)) in operations {
                if ids.insert(id.clone()) {
                    operation["operationId"] = id.into();
                    let item = paths.entry(format!("/{path}")).or_insert_with(|| json!({}));
                    if operation["x-ms-trigger"].is_string() {
                        item["x-ms-notification-content"] = json!({ "schema": notification });
                    }
                    item[&method] = operation;
                }
            }
            let definitions: Map<String, Value> =
                schemas.into_iter().enumerate().map(|(number, schema)| (format!("D{number}"), schema)).collect();
            json!({
                "swagger": "2.0", "info": { "title": "Made up", "version": version }, "host": "contoso.com",
                "paths": paths, "definitions": definitions,
                "parameters": { "Shared": { "name": "shared", "in": "query", "type": kind } },
                "responses": { "Shared": { "description": "Shared", "schema": response } },
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn writing_in_another_way_is_no_change(definition in definition()) {
        assert_unchanged(&serde_json::to_string_pretty(&definition).unwrap(), "made up");
    }

    #[test]
    fn both_directions_name_the_same_places(old in definition(), new in definition()) {
        assert_symmetric(&of(&old), &of(&new), "made up");
    }

    #[test]
    fn broken_texts_do_no_harm(definition in definition(), cut in 0..1000_usize) {
        let text = serde_json::to_string_pretty(&definition).unwrap();
        let end = text.len() * cut / 1000;
        let _ = compare(&connector(&text), &connector(&text[..end]));
        let _ = compare(&connector(&text[..end]), &connector(&text));
        let _ = Update::of(&connector(&text[..end]), &connector(&text));
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.to_string_lossy().to_lowercase().ends_with("swagger.json") {
            found.push(path);
        }
    }
}

/// So many published definitions are enough for every run; all of them are for `cargo test -- --ignored`.
pub const SAMPLE: usize = 60;

/// The definitions of published connectors, by name; none where there are none on this machine.
pub fn published() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("CONNKIT_CORPUS").map_or(beside, PathBuf::from);
    if !folder.is_dir() {
        println!("skipped: no published connectors in {}", folder.display());
        return Vec::new();
    }
    let mut found = Vec::new();
    files_below(&folder, &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

fn assert_published_unchanged(paths: impl Iterator<Item = PathBuf>) {
    let mut failures = 0;
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        // A damaged definition is told to be incomplete, whatever it is compared with.
        if serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).is_ok() {
            let checked = std::panic::catch_unwind(|| assert_unchanged(&text, &path.to_string_lossy()));
            failures += usize::from(checked.is_err());
        }
    }
    assert_eq!(failures, 0);
}

#[test]
fn published_definitions_written_in_another_way_are_unchanged() {
    let found = published();
    let every = found.len().div_ceil(SAMPLE).max(1);
    assert_published_unchanged(found.into_iter().step_by(every));
}

#[test]
#[ignore = "takes a minute without optimisation"]
fn all_published_definitions_written_in_another_way_are_unchanged() {
    assert_published_unchanged(published().into_iter());
}

#[test]
fn published_updates_name_the_same_places_in_both_directions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/history");
    if !folder.is_dir() {
        println!("skipped: no {}", folder.display());
        return;
    }
    let mut found = Vec::new();
    files_below(&folder, &mut found);
    assert!(!found.is_empty());
    for new in found.iter().filter(|path| path.ends_with("new.swagger.json")) {
        let read = |path: &Path| connector(&String::from_utf8_lossy(&fs::read(path).unwrap()));
        assert_symmetric(&read(&new.with_file_name("old.swagger.json")), &read(new), &new.to_string_lossy());
    }
}

// Classes, one table.

/// A definition with one operation of each kind, as the base of the table.
fn base() -> Value {
    json!({
        "swagger": "2.0",
        "info": { "title": "Contoso", "description": "Things", "version": "1.0" },
        "host": "api.contoso.com", "basePath": "/v1", "schemes": ["https"],
        "securityDefinitions": { "key": { "type": "apiKey", "name": "X-Key", "in": "header" } },
        "paths": {
            "/items": {
                "get": {
                    "operationId": "GetItems", "summary": "Get items", "description": "Gets items.",
                    "parameters": [
                        { "name": "top", "in": "query", "type": "integer" },
                        { "name": "kind", "in": "query", "type": "string", "enum": ["a", "b"] }
                    ],
                    "responses": { "200": { "description": "OK", "schema": { "type": "array", "items": { "$ref": "#/definitions/Item" } } } }
                },
                "post": {
                    "operationId": "AddItem", "summary": "Add item",
                    "parameters": [{ "name": "body", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }],
                    "responses": { "201": { "description": "Created" }, "400": { "description": "Bad" } }
                }
            },
            "/hooks": {
                "x-ms-notification-content": { "schema": { "type": "object", "properties": { "id": { "type": "string", "format": "uuid" } } } },
                "post": {
                    "operationId": "WhenAdded", "summary": "When an item is added", "x-ms-trigger": "single",
                    "responses": { "201": { "description": "Created" } }
                }
            }
        },
        "definitions": {
            "Item": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string" },
                "tags": { "type": "array", "items": { "type": "string" } },
                "parent": { "$ref": "#/definitions/Item" }
            } }
        }
    })
}

/// Merges a patch (RFC 7386) into the base, and gives `class severity value-path` of each change.
fn told(patch: Value) -> Vec<String> {
    fn merge(target: &mut Value, patch: Value) {
        let Value::Object(patch) = patch else { return *target = patch };
        if !target.is_object() {
            *target = json!({});
        }
        for (key, value) in patch {
            let members = target.as_object_mut().unwrap();
            if value.is_null() {
                members.remove(&key);
            } else {
                merge(members.entry(key).or_insert(Value::Null), value);
            }
        }
    }
    let mut new = base();
    merge(&mut new, patch);
    changes(&base(), &new)
        .iter()
        .map(|change| {
            let value_path = change.uses.first().map_or("-", |first| first.value_path.as_str());
            format!("{} {} {value_path}", change.class, change.severity.name())
        })
        .collect()
}

#[test]
fn each_change_is_told_once_with_its_class_and_value_path() {
    let items = |patch: Value| json!({ "paths": { "/items": { "get": patch } } });
    let item = |patch: Value| json!({ "definitions": { "Item": patch } });
    for (patch, expected) in [
        (json!({ "host": "contoso.com" }), vec!["HostChanged breaking -"]),
        (json!({ "basePath": "/v2" }), vec!["BasePathChanged breaking -"]),
        (json!({ "info": { "title": "Fabrikam" } }), vec!["TitleChanged risky -"]),
        (json!({ "info": { "version": "2.0" } }), vec!["VersionChanged safe -"]),
        (json!({ "securityDefinitions": null }), vec!["AuthenticationMethodRemoved breaking -"]),
        (
            json!({ "securityDefinitions": { "key": { "type": "basic" } } }),
            vec!["AuthenticationTypeChanged breaking -"],
        ),
        (items(Value::Null), vec!["OperationDeleted breaking operation/GetItems"]),
        (items(json!({ "operationId": "ListItems" })), vec!["OperationRenamed breaking operation/GetItems"]),
        (items(json!({ "summary": "List" })), vec!["OperationTextChanged safe operation/GetItems/summary"]),
        (items(json!({ "x-ms-visibility": "internal" })), vec!["OperationHidden breaking operation/GetItems"]),
        (items(json!({ "x-ms-visibility": "advanced" })), vec!["OperationVisibilityChanged risky operation/GetItems"]),
        (items(json!({ "deprecated": true })), vec!["OperationDeprecated risky operation/GetItems"]),
        (items(json!({ "x-ms-trigger": "batch" })), vec!["TriggerChanged breaking operation/GetItems"]),
        (
            json!({ "paths": { "/things": base()["paths"]["/items"], "/items": null } }),
            vec!["OperationPathChanged breaking operation/GetItems", "OperationPathChanged breaking operation/AddItem"],
        ),
        (
            items(json!({ "parameters": [
                { "name": "top", "in": "header", "type": "integer" },
                { "name": "kind", "in": "query", "type": "string", "enum": ["a"] },
                { "name": "api-version", "in": "query", "required": true, "type": "string" }
            ] })),
            vec![
                "ParameterMoved breaking operation/GetItems/parameter/top",
                "ParameterEnumNarrowed breaking operation/GetItems/parameter/kind/enum",
                "ParameterAddedRequired breaking operation/GetItems/parameter/api-version",
            ],
        ),
        (
            items(json!({ "parameters": [
                { "name": "top", "in": "query", "type": "string", "x-ms-visibility": "internal" },
                { "name": "kind", "in": "query", "required": true, "type": "string" }
            ] })),
            vec![
                "ParameterTypeChanged breaking operation/GetItems/parameter/top/type",
                "InputFieldVisibilityChangedToInternal breaking operation/GetItems/parameter/top/x-ms-visibility",
                "ParameterBecameRequired breaking operation/GetItems/parameter/kind/required",
                "ParameterEnumRemoved safe operation/GetItems/parameter/kind/enum",
            ],
        ),
        (
            item(json!({ "properties": { "tags": null } })),
            vec![
                "OutputFieldDeleted breaking operation/GetItems/responses/200/schema/items/tags",
                "InputFieldDeleted breaking operation/AddItem/parameter/body/schema/tags",
            ],
        ),
        (
            item(json!({ "required": ["name", "tags"] })),
            vec![
                "OutputOtherChanged safe operation/GetItems/responses/200/schema/items/tags/required",
                "InputFieldBecameRequired breaking operation/AddItem/parameter/body/schema/tags/required",
            ],
        ),
        (
            item(json!({ "required": ["name", "size"], "properties": { "size": { "type": "integer" } } })),
            vec![
                "OutputFieldAdded safe operation/GetItems/responses/200/schema/items/size",
                "InputFieldAddedRequired breaking operation/AddItem/parameter/body/schema/size",
            ],
        ),
        (
            item(json!({ "properties": { "tags": { "items": { "type": "integer" } } } })),
            vec![
                "OutputFieldTypeChanged breaking operation/GetItems/responses/200/schema/items/tags/items/type",
                "InputFieldTypeChanged breaking operation/AddItem/parameter/body/schema/tags/items/type",
            ],
        ),
        (
            json!({ "paths": { "/items": { "post": { "responses": { "201": null, "200": { "description": "Created" } } } } } }),
            vec!["SuccessCodeMoved breaking operation/AddItem/responses/200"],
        ),
        (
            json!({ "paths": { "/hooks": { "x-ms-notification-content": { "schema": { "properties": { "id": { "format": "int64" } } } } } } }),
            vec![
                "OutputFieldFormatChanged breaking operation/WhenAdded/responses/x-ms-notification-content/schema/id/format",
            ],
        ),
        (
            json!({ "paths": { "/new": { "get": { "operationId": "New", "responses": {} } } } }),
            vec!["OperationAdded safe operation/New"],
        ),
    ] {
        assert_eq!(told(patch.clone()), expected, "{patch}");
    }
}

#[test]
fn changes_tell_what_happens_to_flows() {
    let mut new = base();
    new["definitions"]["Item"]["properties"]["tags"]["items"]["type"] = "integer".into();
    let found = changes(&base(), &new);
    assert_eq!(found[0].meaning().as_deref(), Some("flows that use `Get items` and this output may fail"));
    assert!(found[0].detector.is_some_and(|message| message.starts_with("The type has been changed for the output")));
    assert!(found.iter().all(|change| change.severity == Severity::Breaking && change.remedy().is_some()));
}

#[test]
fn every_class_that_breaks_says_what_it_means() {
    for class in Class::ALL {
        let facts = class.facts();
        assert!(facts.severity != Severity::Breaking || !facts.meaning.is_empty(), "{class}");
        assert_eq!(Class::of_name(class.name()), Some(*class));
    }
}

#[test]
fn an_update_is_minor_when_only_listed_texts_differ() {
    let class = |change: &dyn Fn(&mut Value)| {
        let mut new = base();
        change(&mut new);
        Update::of(&of(&base()), &of(&new)).class
    };
    assert_eq!(class(&|_| {}), UpdateClass::None);
    assert_eq!(class(&|new| new["info"]["description"] = "Other".into()), UpdateClass::Minor);
    assert_eq!(class(&|new| new["info"]["contact"] = json!({ "name": "Us" })), UpdateClass::Minor);
    assert_eq!(class(&|new| new["paths"]["/items"]["get"]["summary"] = "Other".into()), UpdateClass::Minor);
    assert_eq!(
        class(&|new| new["definitions"]["Item"]["properties"]["name"]["description"] = "x".into()),
        UpdateClass::Minor
    );
    assert_eq!(class(&|new| new["info"]["title"] = "Other".into()), UpdateClass::Major);
    assert_eq!(
        class(&|new| new["paths"]["/items"]["get"]["parameters"][0]["description"] = "x".into()),
        UpdateClass::Major
    );
    assert_eq!(class(&|new| new["definitions"]["Other"] = json!({})), UpdateClass::Major);
}
