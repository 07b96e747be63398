use super::super::path::Path;
use super::super::reach::MAX_OPERATIONS;
use super::super::{Definition, Schema};
use crate::json::Document;
use crate::text::FileId;

fn document(value: &serde_json::Value) -> Document {
    Document::parse(FileId(0), value.to_string())
}

fn named<'d, 'a>(definition: &'d Definition<'a>, name: &str) -> &'d Schema<'a> {
    definition.named_schema(name).expect("the test defines it")
}

/// Rules take definitions by shared lifetimes, which works only while nothing in them is invariant.
#[test]
fn a_definition_is_covariant() {
    fn shorten<'short>(definition: Definition<'static>) -> Definition<'short> {
        definition
    }
    let _ = shorten;
}

#[test]
fn what_a_circle_of_definitions_refers_to_is_reached_once_from_each_side() {
    let document = document(&serde_json::json!({
        "paths": {
            "/a": { "post": { "operationId": "A", "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/First" } }] } },
            "/b": { "get": { "operationId": "B", "responses": { "200": { "schema": { "$ref": "#/definitions/Second" } } } } }
        },
        "definitions": {
            "First": { "properties": { "next": { "$ref": "#/definitions/Second" } } },
            "Second": { "allOf": [{ "$ref": "#/definitions/First" }], "properties": { "leaf": { "$ref": "#/definitions/Leaf" } } },
            "Leaf": { "type": "string" },
            "Unused": { "$ref": "#/definitions/First" }
        }
    }));
    let definition = Definition::of(&document);
    let reach = definition.reach();
    for name in ["First", "Second", "Leaf"] {
        let schema = named(&definition, name);
        assert!(reach.is_input(schema) && reach.is_output(schema) && !reach.is_notification(schema), "{name}");
        assert_eq!(reach.operations(schema), [0, 1], "{name}");
    }
    let unused = named(&definition, "Unused");
    assert!(!reach.is_input(unused) && reach.operations(unused).is_empty());
}

#[test]
fn only_the_first_operations_are_remembered() {
    let operation = |number: usize| {
        let body = serde_json::json!({ "$ref": "#/definitions/Outer" });
        let parameters = serde_json::json!([{ "name": "body", "in": "body", "schema": body }]);
        (format!("/{number:03}"), serde_json::json!({ "post": { "parameters": parameters } }))
    };
    let paths: serde_json::Map<_, _> = (0..3 * MAX_OPERATIONS).map(operation).collect();
    let definitions =
        serde_json::json!({ "Outer": { "properties": { "in": { "$ref": "#/definitions/Inner" } } }, "Inner": {} });
    let document = document(&serde_json::json!({ "paths": paths, "definitions": definitions }));
    let definition = Definition::of(&document);
    let first: Vec<usize> = (0..MAX_OPERATIONS).collect();
    assert_eq!(definition.reach().operations(named(&definition, "Inner")), first);
}

#[test]
fn paths_lead_through_references_all_of_and_arrays() {
    let document = document(&serde_json::json!({ "definitions": {
        "Page": { "allOf": [{ "$ref": "#/definitions/Page" }, { "$ref": "#/definitions/Data" }] },
        "Data": { "type": "object", "properties": {
            "list": { "type": "array", "items": { "$ref": "#/definitions/Item" } },
            "any": { "type": "object" },
            "map": { "type": "object", "properties": { "a": {} }, "additionalProperties": { "type": "string" } }
        } },
        "Item": { "type": "object", "properties": { "id": { "type": "string" }, "a/b": { "type": "string" } } }
    } }));
    let definition = Definition::of(&document);
    let page = named(&definition, "Page");
    let goal = |path: &str| {
        let goal = definition.follow(page, path).goal()?;
        Some(definition.schemas[goal].node.pointer())
    };
    assert_eq!(goal("").as_deref(), Some("/definitions/Page"));
    assert_eq!(goal("list/id").as_deref(), Some("/definitions/Item/properties/id"));
    assert_eq!(goal("/list/0/id").as_deref(), Some("/definitions/Item/properties/id"));
    assert_eq!(goal("list/a~1b"), goal("list/a/b"));
    assert_eq!(definition.follow(page, "any/thing"), Path::Open);
    assert_eq!(definition.follow(page, "map/b"), Path::Open);
    assert_eq!(definition.follow(page, "list/Id"), Path::Missing);
    assert_eq!(definition.follow(page, "list/id/more"), Path::Missing);
}

#[test]
fn an_input_may_be_a_parameter_a_property_or_both() {
    let document = document(&serde_json::json!({ "paths": { "/a": { "post": { "operationId": "A", "parameters": [
        { "name": "shop", "in": "query", "type": "string" },
        { "name": "item", "in": "body", "schema": { "type": "object", "required": ["client"], "properties": {
            "shop": { "type": "string" },
            "client": { "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" }, "name": {} } }
        } } }
    ] } } } }));
    let definition = Definition::of(&document);
    let operation = &definition.operations[0];
    assert!(definition.input(operation, "shop").is_ambiguous());
    assert!(definition.input(operation, "item/shop").parameter.is_none());
    assert!(definition.input(operation, "none").is_missing());
    for name in ["item/client/id", "client/id"] {
        let input = definition.input(operation, name);
        assert!(definition.is_required_input(&input), "{name}");
        assert!(definition.input_type(&input).is_some_and(|typed| typed.is_type("integer")), "{name}");
    }
    assert!(!definition.is_required_input(&definition.input(operation, "client/name")));
}
