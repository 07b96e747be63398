//! Schemas out of samples: what is written, what is refused, and that every sample fits the schema that it made.

use connkit::connector::Connector;
use connkit::connector::files::Memory;
use connkit::sample::{Body, Inferred, Sample, infer};
use proptest::prelude::*;
use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

fn definition(schema: Option<&Value>, definitions: &Value) -> String {
    let mut response = json!({ "description": "OK" });
    if let Some(schema) = schema {
        response["schema"] = schema.clone();
    }
    let value = json!({
        "swagger": "2.0",
        "info": { "title": "Contoso", "version": "1.0" },
        "paths": { "/orders": {
            "post": {
                "operationId": "AddOrder",
                "parameters": [{ "name": "dry", "in": "query", "type": "boolean" }],
                "responses": { "200": response, "default": { "description": "Failed" } }
            }
        } },
        "definitions": definitions
    });
    serde_json::to_string_pretty(&value).unwrap()
}

fn run(text: &str, body: &Body, samples: &[Value]) -> anyhow::Result<Inferred> {
    let files = Memory::new([("apiDefinition.swagger.json".to_owned(), text.as_bytes().to_vec())]);
    let samples: Vec<Sample> = samples
        .iter()
        .enumerate()
        .map(|(number, sample)| Sample::parse(&format!("{number}.json"), sample.to_string()).unwrap())
        .collect();
    infer(&Connector::load(&files).unwrap(), "AddOrder", body, &samples)
}

const RESPONSE: Body = Body::Response(None);

fn schema_of(text: &str) -> Value {
    let definition: Value = serde_json::from_str(text).unwrap();
    definition["paths"]["/orders"]["post"]["responses"]["200"]["schema"].clone()
}

fn refused(schema: &Value, samples: &[Value]) -> String {
    let text = definition(Some(schema), &json!({}));
    format!("{:#}", run(&text, &RESPONSE, samples).expect_err("the samples do not fit"))
}

// What samples tell.

/// Whether a value is what a schema describes; null always is, since samples tell nothing by it.
fn fits(schema: &Value, value: &Value, root: &Value) -> bool {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.strip_prefix('#').unwrap()).expect("references lead somewhere");
        return fits(target, value, root);
    }
    let is_type = match schema["type"].as_str() {
        None => true,
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some(_) => false,
    };
    if value.is_null() || !is_type {
        return value.is_null();
    }
    let is_described = |(key, value): (&String, &Value)| {
        let described = schema["properties"].get(key);
        described.is_some_and(|schema| fits(schema, value, root))
    };
    let required = schema["required"].as_array().into_iter().flatten();
    value.as_object().is_none_or(|members| members.iter().all(is_described))
        && value.as_array().is_none_or(|elements| elements.iter().all(|element| fits(&schema["items"], element, root)))
        && required.into_iter().all(|name| value.get(name.as_str().unwrap()).is_some_and(|value| !value.is_null()))
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (-1e3..1e3).prop_map(Value::from),
        prop_oneof!["[a-z ]{0,4}", "20[0-9]{2}-01-01T00:00:00Z", "https://[a-z]{3}"].prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            // Few names, so that objects share them; one that has to be escaped.
            prop::collection::hash_map(prop::sample::select(vec!["id", "a/b", "lines", "näme", "$ref"]), inner, 0..4)
                .prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
                .prop_map(Value::Object),
        ]
    })
}

proptest! {
    #[test]
    fn every_sample_fits_what_it_made(samples in prop::collection::vec(value(), 1..4)) {
        let empty = definition(None, &json!({}));
        let Ok(first) = run(&empty, &RESPONSE, &samples) else { return Ok(()) };
        let schema = schema_of(&first.text);
        // A property called `$ref` is no reference.
        prop_assert!(samples.iter().all(|sample| fits(&schema, sample, &Value::Null)), "{schema:#}");
        let again = run(&first.text, &RESPONSE, &samples).unwrap();
        prop_assert_eq!(&again.text, &first.text);
        // What one sample made the others refine, in whatever state the first left it.
        let Ok(part) = run(&empty, &RESPONSE, &samples[..1]) else { return Ok(()) };
        if let Ok(refined) = run(&part.text, &RESPONSE, &samples) {
            let schema = schema_of(&refined.text);
            prop_assert!(samples.iter().all(|sample| fits(&schema, sample, &Value::Null)), "{schema:#}");
            let again = run(&refined.text, &RESPONSE, &samples).unwrap();
            prop_assert_eq!(again.text, refined.text);
        }
    }

    #[test]
    fn shared_schemas_take_in_what_all_their_places_tell(left in value(), right in value()) {
        let definitions = json!({ "Part": {}, "Both": { "properties": { "left": { "$ref": "#/definitions/Part" },
            "right": { "$ref": "#/definitions/Part" } } } });
        let text = definition(Some(&json!({ "$ref": "#/definitions/Both" })), &definitions);
        let sample = json!({ "left": left, "right": right });
        let Ok(inferred) = run(&text, &RESPONSE, std::slice::from_ref(&sample)) else { return Ok(()) };
        let root: Value = serde_json::from_str(&inferred.text).unwrap();
        prop_assert!(fits(&schema_of(&inferred.text), &sample, &root), "{root:#}");
        prop_assert_eq!(run(&inferred.text, &RESPONSE, &[sample]).unwrap().text, inferred.text);
    }

    #[test]
    fn required_holds_in_every_request(samples in prop::collection::vec(value(), 1..5)) {
        let Ok(inferred) = run(&definition(None, &json!({})), &Body::Request, &samples) else { return Ok(()) };
        let root: Value = serde_json::from_str(&inferred.text).unwrap();
        let body = &root["paths"]["/orders"]["post"]["parameters"][1];
        prop_assert_eq!(&body["in"], "body");
        prop_assert!(samples.iter().all(|sample| fits(&body["schema"], sample, &Value::Null)), "{body:#}");
    }
}

#[test]
fn a_new_schema_has_placeholders_and_formats() {
    let samples = [
        json!({ "orderId": "123e4567-e89b-12d3-a456-426614174000", "total": 3, "lines": [{ "sku": "a" }, { "at": "2026-01-31T08:00:00Z" }] }),
        json!({ "orderId": "123e4567-e89b-12d3-a456-426614174001", "total": 3.5, "note": null, "lines": [] }),
    ];
    let inferred = run(&definition(None, &json!({})), &RESPONSE, &samples).unwrap();
    assert_data_eq!(
        serde_json::to_string_pretty(&schema_of(&inferred.text)).unwrap(),
        str![[r#"
{
  "type": "object",
  "properties": {
    "orderId": {
      "type": "string",
      "format": "uuid",
      "x-ms-summary": "Order ID",
      "description": "TODO: describe Order ID."
    },
    "total": {
      "type": "number",
      "x-ms-summary": "Total",
      "description": "TODO: describe Total."
    },
    "lines": {
      "type": "array",
      "x-ms-summary": "Lines",
      "description": "TODO: describe Lines.",
      "items": {
        "type": "object",
        "properties": {
          "sku": {
            "type": "string",
            "x-ms-summary": "Sku",
            "description": "TODO: describe Sku."
          },
          "at": {
            "type": "string",
            "format": "date-time",
            "x-ms-summary": "At",
            "description": "TODO: describe At."
          }
        }
      }
    },
    "note": {
      "x-ms-summary": "Note",
      "description": "TODO: describe Note."
    }
  }
}
"#]]
    );
}

#[test]
fn requests_require_what_two_objects_always_have() {
    let required = |samples: &[Value]| {
        let inferred = run(&definition(None, &json!({})), &Body::Request, samples).unwrap();
        let root: Value = serde_json::from_str(&inferred.text).unwrap();
        root["paths"]["/orders"]["post"]["parameters"][1]["schema"]["required"].clone()
    };
    assert_eq!(required(&[json!({ "a": 1 })]), Value::Null);
    assert_eq!(required(&[json!({ "a": 1, "b": 1, "c": 1 }), json!({ "a": 2, "b": null })]), json!(["a"]));
}

// Refinement.

#[test]
fn what_the_author_wrote_stays() {
    let schema = json!({ "$ref": "#/definitions/Order" });
    let definitions = json!({
        "Order": {
            "type": "object",
            "title": "An order",
            "required": ["id"],
            "properties": {
                "id": { "type": "string", "format": "guid", "title": "ID", "x-ms-visibility": "advanced" },
                "open": {},
                "named": { "description": "What it is called." },
                "map": { "type": "object", "additionalProperties": { "type": "string" } },
                "live": { "type": "object", "x-ms-dynamic-schema": { "operationId": "AddOrder", "value-path": "x" } },
                "parent": { "$ref": "#/definitions/Order" }
            },
            "allOf": [{ "properties": { "base": { "type": "number" } } }]
        }
    });
    let sample = json!({
        "id": "1", "open": { "x": true }, "named": "https://contoso.com", "map": { "k": "v" }, "live": { "y": 1 },
        "base": 2, "parent": { "id": "2", "colour": "red" }, "extra": [1]
    });
    let before = definition(Some(&schema), &definitions);
    let inferred = run(&before, &RESPONSE, &[sample]).unwrap();
    let kept: Vec<&str> = inferred.text.lines().collect();
    let lost: Vec<&str> =
        before.lines().filter(|line| !kept.contains(line) && !kept.contains(&format!("{line},").as_str())).collect();
    assert_eq!(lost, [r#"        "open": {},"#]);
    assert_data_eq!(inferred.followed.join("\n"), str!["`#/definitions/Order`: changes for AddOrder"]);
    assert_data_eq!(
        inferred.doubts.join("\n"),
        str!["`/live` is described by the service at run time, and left as it is"]
    );
    let root: Value = serde_json::from_str(&inferred.text).unwrap();
    let added = &root["definitions"]["Order"]["properties"];
    assert_eq!(added["open"]["properties"]["x"]["type"], "boolean");
    assert_eq!(added["open"]["x-ms-summary"], "Open");
    assert_eq!(added["named"], json!({ "type": "string", "format": "uri", "description": "What it is called." }));
    assert_eq!(added["map"], definitions["Order"]["properties"]["map"]);
    assert_eq!(added["colour"]["type"], "string");
    assert_eq!(added["extra"]["items"]["type"], "integer");
    assert!(added.get("base").is_none());
}

#[test]
fn contradictions_are_told_with_their_places() {
    let samples = [json!({ "a": [1, "x"], "b": 1 }), json!({ "b": {} })];
    assert_data_eq!(
        refused(&json!({}), &samples),
        str![[r"
the samples contradict each other
  0.json:1:9: `/a/1` is a string, but a number at 0.json:1:7
  1.json:1:6: `/b` is an object, but a number at 0.json:1:18
help: nothing was written; mend the samples, or describe that part yourself
"]]
    );
    let schema =
        json!({ "type": "object", "additionalProperties": false, "properties": { "n": { "type": "integer" } } });
    assert_data_eq!(
        refused(&schema, &[json!({ "n": 1 }), json!({ "n": 1.5, "m": 2 })]),
        str![[r"
the samples contradict the definition
  1.json:1:6: `/n` is a number with a fraction, but of type `integer` in the definition (apiDefinition.swagger.json:26:27)
  1.json:1:14: `/m` is not described, and the definition allows no others (apiDefinition.swagger.json:23:39)
help: nothing was written; mend the samples, or describe that part yourself
"]]
    );
    assert_data_eq!(refused(&json!({}), &[Value::Null]), str!["the samples are all null, which tells nothing"]);
}

// The command.

const DEFINITION: &str = "apiDefinition.swagger.json";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(DEFINITION, definition(None, &json!({})).replace('\n', "\r\n"));
    sandbox.write("order.json", r#"{ "id": 1 }"#);
    sandbox
}

#[test]
fn a_sample_is_written_in_the_layout_around_it() {
    let sandbox = sandbox();
    let before = sandbox.read(DEFINITION);
    let arguments = ["schema", "infer", "AddOrder", DEFINITION, "--sample", "order.json", "order.json"];
    let checked = sandbox.connkit(&[&arguments[..], &["--check"]].concat());
    assert_eq!((checked.code, sandbox.read(DEFINITION)), (Some(1), before));
    let run = sandbox.connkit(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_data_eq!(
        run.stderr,
        str![[r"
     Changed apiDefinition.swagger.json
    Inferred response 200 of AddOrder from 2 samples, 1 file

"]]
    );
    let text = sandbox.read(DEFINITION);
    assert!(!text.replace("\r\n", "").contains('\n'));
    assert_eq!(schema_of(&text)["properties"]["id"]["x-ms-summary"], "ID");
    assert_eq!(sandbox.connkit(&[&arguments[..], &["--check"]].concat()).code, Some(0));
}

#[test]
fn what_cannot_be_taken_is_told() {
    let sandbox = sandbox();
    sandbox.write("bad.json", "{\n  \"id\": tru }");
    sandbox.write("ü.json", r#"{ "größe": 1 }"#);
    let before = sandbox.read(DEFINITION);
    let mut told = String::new();
    for arguments in [
        &["AddOrder", DEFINITION, "--sample", "bad.json"][..],
        &["AddOrder", DEFINITION, "--sample", "missing.json"],
        &["AddOrder", "--sample", "order.json", "."],
        &["AddOrders", DEFINITION, "--sample", "order.json"],
        &["AddOrder", DEFINITION, "--sample", "order.json", "--response", "201"],
    ] {
        let run = sandbox.connkit(&[&["schema", "infer"], arguments].concat());
        assert_eq!(run.code, Some(2));
        told.push_str(&run.stderr);
    }
    assert_data_eq!(
        told,
        str![[r"
error: bad.json:2:9: the sample is not JSON: `tru` is not a JSON value; text needs double quotes
error: could not read the sample missing.json
  because: No such file or directory (os error 2)
error: the sample . is a folder; the connector is named before --sample
error: there is no operation `AddOrders`, did you mean `AddOrder`?
error: `AddOrder` has no response `201`; it has 200, default, and --response names one of them

"]]
    );
    assert_eq!(sandbox.read(DEFINITION), before);
}

#[test]
fn samples_are_read_as_windows_writes_them() {
    let text = "{\r\n  \"id\": 1\r\n}\r\n";
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), format!("\u{feff}{text}").into_bytes()] {
        let sandbox = sandbox();
        sandbox.write("order.json", bytes);
        let run = sandbox.connkit(&["schema", "infer", "AddOrder", DEFINITION, "--sample", "order.json"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(schema_of(&sandbox.read(DEFINITION))["properties"]["id"]["type"], "integer");
    }
}

#[test]
fn texts_in_other_encodings_are_refused_and_stay() {
    let sandbox = sandbox();
    sandbox.write("latin.json", b"{ \"name\": \"Z\xfcrich\" }");
    sandbox.write("cut.json", b"\xff\xfe{");
    let before = sandbox.read(DEFINITION);
    let infer = |definition: &str, sample: &str| {
        let run = sandbox.connkit(&["schema", "infer", "AddOrder", definition, "--sample", sample]);
        assert_eq!(run.code, Some(2));
        run.stderr
    };
    assert_eq!(infer(DEFINITION, "latin.json"), "error: the sample latin.json is neither in UTF-8 nor in UTF-16\n");
    assert_eq!(infer(DEFINITION, "cut.json"), "error: the sample cut.json is neither in UTF-8 nor in UTF-16\n");
    assert_eq!(sandbox.read(DEFINITION), before);
    let mut foreign = before.clone().into_bytes();
    let quote = before.find("\"description\": \"").expect("something is described") + "\"description\": \"".len();
    foreign.insert(quote, 0xe9);
    sandbox.write(DEFINITION, &foreign);
    let told = infer(DEFINITION, "order.json");
    assert!(told.contains("is not UTF-8, so it is not edited; save it as UTF-8 first"), "{told}");
    assert_eq!(std::fs::read(sandbox.path(DEFINITION)).expect("it is there"), foreign);
}

/// What has no type in the samples gets none, and numbers beyond all integers are numbers.
#[test]
fn samples_that_tell_little_make_schemas_that_say_little() {
    let sample = r#"{ "id": 12345678901234567890, "huge": 1e400, "empty": [], "nothing": null, "nulls": [null], "bare": {}, "nest": [[], [1]] }"#;
    let sandbox = sandbox();
    sandbox.write("order.json", sample);
    let run = sandbox.connkit(&["schema", "infer", "AddOrder", DEFINITION, "--sample", "order.json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let schema = schema_of(&sandbox.read(DEFINITION));
    let of = |key: &str| schema["properties"][key].clone();
    assert_eq!((&of("id")["type"], &of("huge")["type"]), (&json!("number"), &json!("number")));
    assert_eq!((&of("empty")["type"], &of("nulls")["type"]), (&json!("array"), &json!("array")));
    assert_eq!(of("bare")["type"], "object");
    assert_eq!(of("nest")["items"], json!({ "type": "array", "items": { "type": "integer" } }));
    assert_eq!(of("nothing")["type"], Value::Null, "{}", of("nothing"));
}

/// More schemas than the platform takes are not written, and a large sample that repeats itself makes a small one.
#[test]
fn large_and_deep_samples_are_judged_before_they_are_written() {
    let sandbox = sandbox();
    let before = sandbox.read(DEFINITION);
    let infer = |sample: String| {
        sandbox.write("order.json", sample);
        sandbox.connkit(&["schema", "infer", "AddOrder", DEFINITION, "--sample", "order.json"])
    };
    let keys: Vec<String> = (0..60_000).map(|number| format!("\"key{number}\": {number}")).collect();
    let run = infer(format!("{{ {} }}", keys.join(", ")));
    assert!(run.stderr.contains("(BodySchemaCountExceedsMaxAllowed); nothing was written"), "{}", run.stderr);
    let run = infer(format!("{}1{}", "{\"a\": ".repeat(100), "}".repeat(100)));
    assert!(run.stderr.contains("nested deeper than 128 levels"), "{}", run.stderr);
    assert_eq!((run.code, sandbox.read(DEFINITION)), (Some(2), before));
    let element = r#"{ "id": 1, "name": "abcdefghijklmnopqrstuvwxyz", "part": { "size": 0.5 } }"#;
    let run = infer(format!("[{}]", vec![element; 14_000].join(",")));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let part = &schema_of(&sandbox.read(DEFINITION))["items"]["properties"]["part"];
    assert_eq!(part["properties"]["size"]["type"], "number");
}
