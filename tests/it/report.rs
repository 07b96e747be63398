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

/// Two connectors with one hint and one error each.
fn hinted() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["tree/a", "tree/b"] {
        sandbox.write(&format!("{name}/apiDefinition.swagger.json"), "{ \"swagger\": \"2.0\", \"info\": {}, }\n");
        sandbox.write(&format!("{name}/connkit.json"), r#"{ "levels": { "JsonTrailingComma": "hint", "RequiredPropertyMissing": "error" }, "select": ["JsonTrailingComma", "RequiredPropertyMissing"] }"#);
    }
    sandbox
}

#[test]
fn hints_of_several_connectors_are_counted() {
    let sandbox = hinted();
    let concise = |arguments: &[&str]| sandbox.connkit(&[&["validate", "--format=concise"], arguments].concat());
    let many = concise(&["tree"]);
    assert!(many.stdout.contains("error[") && !many.stdout.contains("hint["), "{}", many.stdout);
    assert_eq!(many.stderr, "      Hidden 2 hints; --hints shows them\n");
    assert!(concise(&["tree/a"]).stdout.contains("hint["));
    let shown = concise(&["tree", "--hints"]);
    assert!(shown.stdout.contains("hint[") && shown.stderr.is_empty(), "{}", shown.stderr);
    // What fails the run is shown.
    assert!(concise(&["tree", "--fail-on=hint"]).stdout.contains("hint["));
    let human = sandbox.connkit(&["validate", "tree"]).stdout;
    assert!(human.contains(", 2 hints (hidden: --hints shows them); 2 with errors\n"), "{human}");
    assert!(!human.contains("hint["), "{human}");
    for format in ["json", "jsonl", "sarif", "github", "azure", "gitlab", "junit", "markdown"] {
        let run = sandbox.connkit(&["validate", "tree", "--format", format]);
        assert!(run.stdout.matches("JsonTrailingComma").count() >= 2, "{format}: {}", run.stdout);
    }
    assert!(!concise(&["tree/a", "--quiet"]).stdout.contains("hint["));
}

#[test]
fn many_findings_of_a_rule_are_folded_where_people_read() {
    let sandbox = Sandbox::new();
    let write = |count: usize| {
        let operations: Vec<String> = (0..count).map(|number| format!("\"/{number}\": {{ \"get\": {{}} }}")).collect();
        sandbox.write("c/apiDefinition.swagger.json", format!("{{ \"paths\": {{\n{}\n}} }}\n", operations.join(",\n")));
    };
    write(5);
    let few = sandbox.connkit(&["validate", "c", "--select=OperationMustHaveResponse"]).stdout;
    assert_eq!(few.matches("error[OperationMustHaveResponse]").count(), 5, "{few}");
    assert!(!few.contains("--no-fold"), "{few}");
    write(2000);
    let arguments = ["validate", "c", "--select=RequiredPropertyMissing"];
    let human = sandbox.connkit(&arguments).stdout;
    let shown = human.matches("error[RequiredPropertyMissing]").count();
    assert_eq!(shown, 3, "{human}");
    assert!(
        human.contains(" more RequiredPropertyMissing in c/apiDefinition.swagger.json (--no-fold shows all)"),
        "{human}"
    );
    let all = sandbox.connkit(&[&arguments[..], &["--no-fold"]].concat()).stdout;
    let lines = sandbox.connkit(&[&arguments[..], &["--format=jsonl"]].concat()).stdout;
    assert_eq!(all.matches("error[RequiredPropertyMissing]").count(), lines.lines().count());
    assert!(lines.lines().count() > 2000);
}

#[test]
fn each_of_several_connectors_is_named_above_its_findings() {
    let sandbox = hinted();
    let human = sandbox.connkit(&["validate", "tree"]).stdout;
    assert!(human.starts_with("== tree/a: "), "{human}");
    let second = human.find("\n\n== tree/b: ").expect("the second one is named, too");
    assert!(human[..second].contains("--> tree/a/") && !human[..second].contains("--> tree/b/"), "{human}");
    assert!(!sandbox.connkit(&["validate", "tree/a"]).stdout.contains("=="));
}

#[test]
fn the_command_that_mends_names_what_was_judged() {
    let sandbox = hinted();
    sandbox.write("my other/apiDefinition.swagger.json", "{ \"swagger\": \"2.0\", \"info\": {}, }\n");
    let told = |paths: &[&str]| {
        let human = sandbox.connkit(&[&["validate", "--select=JsonTrailingComma"], paths].concat()).stdout;
        human.lines().last().expect("there is a last line").to_owned()
    };
    assert!(told(&["tree"]).starts_with("`connkit fix tree` mends all"), "{}", told(&["tree"]));
    assert!(told(&["tree", "my other"]).starts_with("`connkit fix tree \"my other\"` mends all"));
    assert!(told(&["my other"]).starts_with("`connkit fix \"my other\"` mends all"));
    assert!(told(&[]).starts_with("`connkit fix` mends all"));
}

#[test]
fn what_is_folded_away_is_told_with_its_file() {
    let sandbox = Sandbox::new();
    let operations: Vec<String> = (0..9).map(|number| format!("\"/{number}\": {{ \"get\": {{}} }}")).collect();
    sandbox.write("c/apiDefinition.swagger.json", format!("{{ \"paths\": {{\n{}\n}} }}\n", operations.join(",\n")));
    sandbox.write("c/apiProperties.json", "{ \"properties\": { \"iconBrandColor\": \"pink\" } }\n");
    let rules = ["--select=OperationMustHaveResponse", "--select=BrandColourNotValid"];
    let human = sandbox.connkit(&[&["validate", "c"], &rules[..]].concat()).stdout;
    let fold = human.find("... and 6 more OperationMustHaveResponse in c/apiDefinition.swagger.json");
    assert!(fold.is_some() && fold < human.find("--> c/apiProperties.json"), "{human}");
}

#[test]
fn a_piece_of_a_long_line_has_its_place_and_no_empty_name() {
    let sandbox = Sandbox::new();
    let blanks = " ".repeat(400);
    sandbox.write("c/apiProperties.json", format!("{{ \"properties\": {{{blanks}\"iconBrandColor\": \"pink\" }} }}\n"));
    let human = sandbox.connkit(&["validate", "c", "--select=BrandColourNotValid"]).stdout;
    assert!(human.contains("--> c/apiProperties.json:1:436\n"), "{human}");
    assert!(!human.contains(":::"), "{human}");
}

/// Two connectors cannot be judged: the first of them is told always, behind what was found before it.
#[test]
fn the_first_connector_that_cannot_be_judged_ends_the_report() {
    let sandbox = Sandbox::new();
    for name in ["a", "b", "c", "d", "e"] {
        sandbox.write(&format!("tree/{name}/apiDefinition.swagger.json"), BROKEN);
    }
    sandbox.write("tree/c/connkit.json", "{ \"levls\": {} }");
    sandbox.write("tree/e/connkit.json", "{ \"levls\": {} }");
    for threads in ["1", "2", "4", "4", "4"] {
        let run = sandbox.connkit(&["validate", "tree", "--format=concise", "--threads", threads]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("tree/c/connkit.json:1:3: unknown key `levls`"), "{}", run.stderr);
        assert!(!run.stderr.contains("tree/e/"), "{}", run.stderr);
        let judged: std::collections::BTreeSet<&str> = run.stdout.lines().map(|line| &line[..6]).collect();
        assert_eq!(judged.into_iter().collect::<Vec<_>>(), ["tree/a", "tree/b"], "{}", run.stdout);
    }
    // Where the first one is the wrong one, no half of a document is printed.
    let run = sandbox.connkit(&["validate", "tree/c", "--format=sarif"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
}

/// A full disk on stdout does not keep the files from being written.
#[cfg(target_os = "linux")]
#[test]
fn files_are_written_though_nobody_reads_stdout() {
    let sandbox = sandbox();
    let command = format!("'{}' validate tree --output-file json=x > /dev/full", env!("CARGO_BIN_EXE_connkit"));
    let run = sandbox.run("sh", &["-c", &command]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    let report: Value = serde_json::from_str(&sandbox.read("x")).expect("the report is whole");
    assert_eq!(report["connectors"].as_array().map(Vec::len), Some(2));
}
