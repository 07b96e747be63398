//! The formats of `connkit validate`, from outside: files beside stdout, and what fails a run.

use serde_json::Value;

use crate::sandbox::Sandbox;

const BROKEN: &str = "{\n  \"swagger\": \"2.0\"\n  \"info\": {}\n}\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tree/a/apiDefinition.swagger.json", BROKEN);
    sandbox.write("tree/b/apiDefinition.swagger.json", BROKEN);
    sandbox
}

#[test]
fn several_formats_are_written_at_once() {
    let sandbox = sandbox();
    let run = sandbox.connkit(&[
        "validate",
        "tree",
        "--format=jsonl",
        "--output-file",
        "sarif=out/connkit.sarif",
        "--output-file=human=out/connkit.txt",
        "--output-file=junit=out/connkit.xml",
    ]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let sarif: Value = serde_json::from_str(&sandbox.read("out/connkit.sarif")).expect("SARIF is JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(lines.len()));
    let text = sandbox.read("out/connkit.txt");
    assert!(text.contains("error[JsonSyntax]") && !text.contains('\x1b'), "colours stay out of files: {text}");
    assert!(sandbox.read("out/connkit.xml").contains("<testsuite name=\"tree/b\""));
}

#[test]
fn a_wrong_output_file_is_refused_before_anything_runs() {
    let sandbox = sandbox();
    let run = sandbox.connkit(&["validate", "tree", "--output-file=sarrif=x"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("unknown format `sarrif`: one of human, concise,"), "{}", run.stderr);
    let run = sandbox.connkit(&["validate", "tree", "--output-file=json=x", "--output-file=sarif=x"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("x is given twice with --output-file"), "{}", run.stderr);
    assert!(!sandbox.path("x").exists());
}

#[test]
fn the_threshold_decides_what_fails() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", BROKEN);
    sandbox.write("c/connkit.json", r#"{ "publisherKind": "custom", "levels": { "JsonSyntax": "warning" } }"#);
    let count = |run: &str| {
        let report: Value = serde_json::from_str(run).expect("the report is JSON");
        (report["summary"]["errors"].as_u64(), report["summary"]["warnings"].as_u64())
    };
    let run = sandbox.connkit(&["validate", "c", "--format=json", "--fail-on=warning"]);
    assert_eq!(run.code, Some(1));
    let (errors, warnings) = count(&run.stdout);
    assert!(warnings > Some(0));
    let run = sandbox.connkit(&["validate", "c", "--format=json"]);
    assert_eq!(run.code, Some(i32::from(errors > Some(0))));
}

#[test]
fn statistics_stay_out_of_machine_output() {
    let sandbox = sandbox();
    let run = sandbox.connkit(&["validate", "tree", "--format=json", "--statistics"]);
    assert!(serde_json::from_str::<Value>(&run.stdout).is_ok());
    let row: Vec<&str> =
        run.stderr.lines().find(|line| line.starts_with("JsonSyntax")).expect("a row").split_whitespace().collect();
    assert_eq!(row, ["JsonSyntax", "error", "2", "2"]);
    let run = sandbox.connkit(&["validate", "tree", "--format=concise", "--statistics"]);
    assert!(run.stdout.contains("rule  "));
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_threads() {
    let sandbox = sandbox();
    for format in ["human", "concise", "json", "jsonl", "sarif", "github", "azure", "gitlab", "junit", "markdown"] {
        let run = |threads| sandbox.connkit(&["validate", "tree", "--format", format, "--threads", threads]).stdout;
        assert_eq!(run("1"), run("4"), "{format}");
    }
}
