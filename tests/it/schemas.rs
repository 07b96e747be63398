//! The schemas that connkit ships, and those that others specified, against what it writes and reads; the official one of
//! SARIF where it is.

mod json_schema;

use std::fs;
use std::path::Path;

use json_schema::troubles;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// Where the schema of SARIF 2.1.0 lies: it is not ours to ship.
const SARIF_SCHEMA: &str = "CONNKIT_SARIF_SCHEMA";

/// A connector with findings in several files, with fixes, labels and without pointers.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let definition = json!({
        "swagger": "2.0",
        "info": { "title": "ünï api", "version": "1.0", "description": "short" },
        "host": "https://contoso.com/x",
        "paths": {
            "/a": { "get": { "operationId": "Get A", "summary": "a?", "responses": { "200": { "description": "OK" } } } },
            "/b": { "get": { "operationId": "Get A", "parameters": [{ "name": "x", "in": "query", "type": "string", "default": 1 }] } },
        },
        "unknown": 1,
    });
    sandbox.write("tree/a b/apiDefinition.swagger.json", definition.to_string());
    sandbox.write("tree/a b/apiProperties.json", "{ \"properties\": { \"iconBrandColor\": 1 } ");
    sandbox.write("tree/a b/readme.md", "# A\n");
    sandbox.write("tree/a b/icon.png", "no picture");
    sandbox.write("tree/c/apiDefinition.swagger.json", "{");
    sandbox.write(
        "tree/c/connkit.json",
        r#"{ "allow": [{ "rule": "SpecificationVersionIncorrect", "reason": "none" }] }"#,
    );
    sandbox
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
    serde_json::from_str(&fs::read_to_string(path).expect("the schema is there")).expect("a schema is JSON")
}

fn report(format: &str) -> String {
    sandbox().connkit(&["validate", "tree", "--format", format]).stdout
}

#[test]
fn reports_are_as_their_schema_says() {
    let schema = schema("report.schema.json");
    let report: Value = serde_json::from_str(&report("json")).expect("the report is JSON");
    assert!(report["findings"].as_array().is_some_and(|findings| findings.len() > 5));
    assert_eq!(troubles(&schema, &report), Vec::<String>::new());
}

/// Every member that is written is described, and every member that is described is known to the writer.
#[test]
fn the_report_schema_describes_every_member() {
    let schema = schema("report.schema.json");
    let report: Value = serde_json::from_str(&report("json")).expect("the report is JSON");
    let strict = |part: &str| -> Value {
        let mut strict = schema["definitions"][part].clone();
        strict["additionalProperties"] = json!(false);
        strict["definitions"] = schema["definitions"].clone();
        strict
    };
    for (list, part) in [("connectors", "connector"), ("findings", "finding")] {
        for item in report[list].as_array().expect("a list") {
            assert_eq!(troubles(&strict(part), item), Vec::<String>::new());
        }
    }
    assert_eq!(troubles(&strict("summary"), &report["summary"]), Vec::<String>::new());
}

/// Every member that `diff` writes is described, in changes of all kinds.
#[test]
fn changes_are_as_their_schema_says() {
    let mut schema = schema("changes.schema.json");
    let definitions = schema["definitions"].as_object_mut().expect("the schema has parts");
    definitions.values_mut().for_each(|part| part["additionalProperties"] = json!(false));
    let sandbox = Sandbox::new();
    let definition =
        |title: &str, paths: Value| json!({ "info": { "title": title, "version": "1.0" }, "paths": paths });
    let operation = json!({ "get": { "operationId": "GetA", "responses": { "200": { "description": "OK" } } } });
    let old = definition("A", json!({ "/a": operation, "/b": { "get": { "operationId": "GetB" } } }));
    sandbox.write("old/apiDefinition.swagger.json", old.to_string());
    sandbox.write("old/readme.md", "# A");
    sandbox.write("new/apiDefinition.swagger.json", definition("B", json!({ "/a": operation })).to_string());
    let allow = json!({ "allow": [{ "rule": "TitleChanged", "reason": "so" }] });
    sandbox.write("new/connkit.json", allow.to_string());
    for (old, count) in [("old", 3), ("new", 0)] {
        let run = sandbox.connkit(&["diff", old, "new", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
        assert_eq!(report["changes"].as_array().map(Vec::len), Some(count), "{report}");
        assert_eq!(troubles(&schema, &report), Vec::<String>::new());
    }
}

#[test]
fn a_wrong_report_does_not_pass() {
    let schema = schema("report.schema.json");
    let summary = json!({ "connectors": 0, "connectorsWithErrors": 0, "errors": 0, "warnings": 0, "hints": -1 });
    let wrong = json!({ "version": 2, "connectors": [{}], "findings": [], "summary": summary });
    let told = troubles(&schema, &wrong);
    for at in ["/version: const", "/connectors/0: required", "/summary/hints: minimum"] {
        assert!(told.iter().any(|trouble| trouble.starts_with(at)), "{at}: {told:?}");
    }
}

/// The schema and the reader agree about what is a configuration.
#[test]
fn configurations_are_read_as_their_schema_says() {
    let schema = schema("connkit.schema.json");
    let allow = |entry: Value| json!({ "allow": [entry] });
    let cases = [
        (json!({}), true),
        (json!({ "$schema": "x", "publisherKind": "custom", "levels": { "JsonSyntax": "warning" } }), true),
        (allow(json!({ "rule": "JsonSyntax", "reason": "so" })), true),
        (
            allow(json!({ "rule": "JsonSyntax", "reason": "so", "pointer": "", "file": "a", "until": "2030-01-01" })),
            true,
        ),
        (allow(json!({ "rule": "OperationDeleted", "reason": "so", "operation": "GetItems" })), true),
        (json!({ "levels": { "OperationAdded": "hint" } }), true),
        (allow(json!({ "rule": "OperationDeleted", "reason": "so", "operation": "" })), false),
        (json!({ "template": { "version": 1, "answers": {} } }), true),
        (json!({ "select": ["validator", "JsonSyntax"], "ignore": [], "failOn": "hint" }), true),
        (json!({ "select": "JsonSyntax" }), false),
        (json!({ "ignore": [1] }), false),
        (json!({ "failOn": "off" }), false),
        (json!({ "publisherKind": "private" }), false),
        (json!({ "level": {} }), false),
        (json!({ "levels": { "JsonSyntax": "fatal" } }), false),
        (json!({ "levels": [] }), false),
        (allow(json!({ "rule": "JsonSyntax" })), false),
        (allow(json!({ "reason": "so" })), false),
        (allow(json!({ "rule": "JsonSyntax", "reason": "" })), false),
        (allow(json!({ "rule": "JsonSyntax", "reason": "so", "why": "so" })), false),
        (allow(json!("JsonSyntax")), false),
        (json!([]), false),
    ];
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", "{}");
    for (configuration, is_right) in cases {
        sandbox.write("c/connkit.json", configuration.to_string());
        let run = sandbox.connkit(&["validate", "c"]);
        assert_eq!(run.code != Some(2), is_right, "connkit on {configuration}: {}", run.stderr);
        assert_eq!(troubles(&schema, &configuration).is_empty(), is_right, "the schema on {configuration}");
    }
}

#[test]
fn what_new_writes_is_a_configuration() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/new/ContosoTasks/connkit.json");
    let configuration =
        serde_json::from_str(&fs::read_to_string(path).expect("the file is there")).expect("it is JSON");
    assert_eq!(troubles(&schema("connkit.schema.json"), &configuration), Vec::<String>::new());
}

/// What others specified, as far as connkit writes it.
fn part_schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/formats/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("the schema is there")).expect("a schema is JSON")
}

#[test]
fn gitlab_is_what_its_readers_take() {
    let issues: Value = serde_json::from_str(&report("gitlab")).expect("the report is JSON");
    assert!(issues.as_array().is_some_and(|issues| issues.len() > 5));
    assert_eq!(troubles(&part_schema("gitlab"), &issues), Vec::<String>::new());
    assert_ne!(troubles(&part_schema("gitlab"), &json!([{ "description": "", "severity": "bad" }])), [""; 0]);
}

/// Attributes and children as in the schema of Jenkins' xUnit plug-in, `junit-10.xsd`.
#[test]
fn junit_is_what_its_readers_take() {
    let text = report("junit");
    let document = roxmltree::Document::parse(&text).expect("JUnit is XML");
    assert_eq!(document.root_element().tag_name().name(), "testsuites");
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let (parent, known): (&str, &[&str]) = match element.tag_name().name() {
            "testsuites" => ("", &["name", "tests", "failures", "errors"]),
            "testsuite" => ("testsuites", &["name", "tests", "failures", "errors", "skipped"]),
            "testcase" => ("testsuite", &["classname", "name"]),
            "failure" => ("testcase", &["type", "message"]),
            "system-out" => ("testcase", &[]),
            other => panic!("JUnit has no <{other}>"),
        };
        let above = element.parent_element().map_or("", |parent| parent.tag_name().name());
        assert_eq!(above, parent, "{element:?}");
        let names: Vec<&str> = element.attributes().map(|attribute| attribute.name()).collect();
        assert_eq!(names, known, "{element:?}");
    }
    let count = |element: roxmltree::Node, name: &str| {
        element.descendants().filter(|inner| inner.has_tag_name(name)).count().to_string()
    };
    for suite in document.descendants().filter(|element| element.has_attribute("tests")) {
        assert_eq!(suite.attribute("tests"), Some(count(suite, "testcase").as_str()));
        assert_eq!(suite.attribute("failures"), Some(count(suite, "failure").as_str()));
    }
}

#[test]
fn sarif_is_what_readers_of_it_need() {
    let log: Value = serde_json::from_str(&report("sarif")).expect("SARIF is JSON");
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules are a list")
        .iter()
        .map(|rule| rule["id"].as_str().expect("a rule has an id"))
        .collect();
    assert!(rules.is_sorted());
    let results = run["results"].as_array().expect("results are a list");
    assert!(results.iter().any(|result| !result["fixes"].is_null()), "something can be fixed");
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().expect("a result has a rule")), "{result}");
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")), "{result}");
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().expect("a result has a file");
        assert!(uri.starts_with("tree/") && !uri.contains(' '), "{uri}");
        if !location["region"].is_null() {
            let number = |name: &str| location["region"][name].as_u64().expect("a region has lines and columns");
            let (start, end) = ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
            assert!((1, 1) <= start && start <= end, "{result}");
        }
    }
    assert_eq!(troubles(&part_schema("sarif"), &log), Vec::<String>::new());
}

/// By the schema of the standard as OASIS published it, where it is at hand.
#[test]
fn sarif_is_what_the_standard_says() {
    let Some(path) = std::env::var_os(SARIF_SCHEMA) else {
        println!("skipped: {SARIF_SCHEMA} names no file");
        return;
    };
    let schema = serde_json::from_str(&fs::read_to_string(path).expect("the schema is there")).expect("it is JSON");
    for run in [
        sandbox().connkit(&["validate", "tree", "--format", "sarif"]),
        crate::formats::validate(&crate::formats::sandbox(), "sarif"),
    ] {
        let mut log: Value = serde_json::from_str(&run.stdout).expect("SARIF is JSON");
        assert_eq!(troubles(&schema, &log), Vec::<String>::new());
        log["runs"][0]["results"][0]["level"] = "hint".into();
        assert_ne!(troubles(&schema, &log), [""; 0], "a wrong level is seen");
    }
}
