//! `connkit validate`, from outside: what it is given, what it prints, how it exits.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BROKEN: &str =
    "{\n  \"swagger\": \"2.0\"\n  \"info\": { \"title\": \"X\", \"version\": \"1.0\" },\n  \"paths\": {}\n}\n";

fn findings(stdout: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(stdout).expect("the report is JSON");
    assert_eq!(report["version"], 1);
    report["findings"].as_array().expect("findings are a list").clone()
}

fn has(findings: &[Value], rule: &str) -> bool {
    findings.iter().any(|finding| finding["rule"] == rule)
}

#[test]
fn a_syntax_error_is_told_with_its_place() {
    let sandbox = Sandbox::new();
    sandbox.write("broken.json", BROKEN);
    let run = sandbox.connkit(&["validate", "broken.json", "--publisher-kind", "custom"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with(
        "error[JsonSyntax]: expected `,` between two entries\n --> broken.json:2:19\n  |\n2 |   \"swagger\": \"2.0\"\n"
    ), "{}", run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn the_json_report_is_stable() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", BROKEN);
    let run = sandbox.connkit(&["validate", "c/", "--publisher-kind", "custom", "--format", "json"]);
    assert_eq!(run.code, Some(1));
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["connectors"][0]["path"], "c");
    assert_eq!(report["connectors"][0]["publisherKind"], "custom");
    let syntax = findings(&run.stdout).into_iter().find(|finding| finding["rule"] == "JsonSyntax").unwrap();
    assert_data_eq!(
        serde_json::to_string_pretty(&syntax).unwrap(),
        str![[r#"
{
  "rule": "JsonSyntax",
  "level": "error",
  "connector": "c",
  "file": "c/apiDefinition.swagger.json",
  "start": {
    "line": 2,
    "column": 19,
    "offset": 20
  },
  "end": {
    "line": 2,
    "column": 19,
    "offset": 20
  },
  "message": "expected `,` between two entries",
  "help": "write `,` between the two entries",
  "codes": [
    "connector-validate-swagger-isproperjson",
    "5000.2.6.2"
  ],
  "fix": null
}
"#]]
    );
    assert!(report["summary"]["errors"].as_u64().unwrap() >= 1);
}

#[test]
fn colours_only_on_a_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("broken.json", BROKEN);
    let run = sandbox.connkit(&["validate", "broken.json"]);
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'));
}

#[test]
fn what_cannot_be_judged_is_an_error_of_the_run() {
    let sandbox = Sandbox::new();
    sandbox.write("empty/keep/.keep", "");
    sandbox.write("c/apiDefinition.swagger.json", "{}");
    for (arguments, said) in [
        (vec!["validate", "nowhere"], "there is no nowhere"),
        (vec!["validate", "empty"], "no connector in empty"),
        (vec!["validate", "c", "nowhere"], "there is no nowhere"),
        (vec!["validate", "c", "--publisher-kind", "famous"], "invalid value 'famous'"),
        (vec!["validate", "--no-such-flag"], "unexpected argument"),
        (vec!["frobnicate"], "unrecognized subcommand"),
    ] {
        let run = sandbox.connkit(&arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
}

#[test]
fn a_wrong_configuration_is_told_with_its_places() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", "{}");
    sandbox.write(
        "c/connkit.json",
        "{\n  // who we are\n  \"publisherKnd\": \"verified\",\n  \"levels\": { \"JsonSintax\": \"off\", \"JsonSyntax\": \"loud\" },\n}\n",
    );
    let run = sandbox.connkit(&["validate", "c"]);
    assert_eq!(run.code, Some(2));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: c/connkit.json:3:3: unknown key `publisherKnd`, did you mean `publisherKind`?
c/connkit.json:4:15: unknown rule `JsonSintax`, did you mean `JsonSyntax`?
c/connkit.json:4:50: expected `off`, `hint`, `warning` or `error`

"#]]
    );
}

#[test]
fn levels_come_from_the_configuration() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", BROKEN);
    sandbox.write("c/connkit.json", r#"{ "publisherKind": "custom", "levels": { "JsonSyntax": "off" } }"#);
    let run = sandbox.connkit(&["validate", "c", "--format", "json"]);
    assert!(!has(&findings(&run.stdout), "JsonSyntax"), "{}", run.stdout);
    assert!(run.stderr.contains("custom (from connkit.json)"));
}

#[test]
fn the_publisher_kind_is_inferred_and_said() {
    let sandbox = Sandbox::new();
    let properties = |colour: &str| format!(r#"{{ "properties": {{ "iconBrandColor": "{colour}" }} }}"#);
    sandbox.write("independent-publisher-connectors/a/apiProperties.json", properties("#123456"));
    sandbox.write("b/apiProperties.json", properties("#DA3B01"));
    sandbox.write("c/apiProperties.json", properties("#123456"));
    for (path, said) in [
        ("independent-publisher-connectors/a", "independent (from the parent folder's name)"),
        ("b", "independent (from the brand colour)"),
        ("c", "verified (assumed; say otherwise with --publisher-kind or in connkit.json)"),
    ] {
        let run = sandbox.connkit(&["validate", path]);
        assert!(run.stderr.contains(said), "{path}: {}", run.stderr);
    }
}

#[test]
fn artifacts_are_found_whatever_their_case() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apidefinition.SWAGGER.json", BROKEN);
    sandbox.write("c/README.md", "# Contoso\n");
    let run = sandbox.connkit(&["validate", "c", "--format", "json"]);
    let findings = findings(&run.stdout);
    assert!(has(&findings, "JsonSyntax"), "{}", run.stdout);
    assert!(findings.iter().any(|finding| finding["file"] == "c/apidefinition.SWAGGER.json"));
}

#[test]
fn a_tree_is_searched_for_connectors() {
    let sandbox = Sandbox::new();
    for name in ["tree/z/apiDefinition.swagger.json", "tree/a/b/apiProperties.json", "tree/.git/apiProperties.json"] {
        sandbox.write(name, "{}");
    }
    let run = sandbox.connkit(&["validate", "tree", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let paths: Vec<&str> =
        report["connectors"].as_array().unwrap().iter().filter_map(|connector| connector["path"].as_str()).collect();
    assert_eq!(paths, ["tree/a/b", "tree/z"]);
}

#[test]
fn the_result_does_not_depend_on_threads() {
    let sandbox = Sandbox::new();
    for number in 0..12 {
        sandbox.write(&format!("tree/{number}/apiDefinition.swagger.json"), BROKEN.replace('X', &number.to_string()));
    }
    let with = |threads: &str| sandbox.connkit(&["validate", "tree", "--threads", threads]).stdout;
    assert_eq!(with("1"), with("2"));
    assert_eq!(with("1"), with("7"));
}

#[test]
fn every_truncation_of_a_definition_is_judged() {
    let sandbox = Sandbox::new();
    let whole = BROKEN.replace("\"2.0\"\n", "\"2.0\",\n");
    for length in 0..whole.len() - 1 {
        sandbox.write("c/apiDefinition.swagger.json", &whole[..length]);
        let run = sandbox.connkit(&["validate", "c", "--publisher-kind", "custom", "--format", "json"]);
        assert_eq!(run.code, Some(1), "{length}: {}", run.stderr);
        // Only the last line end and bracket can be missing without harm.
        assert_eq!(has(&findings(&run.stdout), "JsonSyntax"), length < whole.trim_end().len(), "{length}");
    }
}

#[test]
fn a_huge_file_is_refused_without_reading_it() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", "{}");
    fs::File::options()
        .write(true)
        .open(sandbox.path("c/apiDefinition.swagger.json"))
        .and_then(|file| file.set_len(200 * 1024 * 1024))
        .unwrap();
    let run = sandbox.connkit(&["validate", "c", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(has(&findings(&run.stdout), "FileTooLarge"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_files_but_not_in_circles() {
    let sandbox = Sandbox::new();
    sandbox.write("tree/a/apiProperties.json", "{}");
    sandbox.write("elsewhere.json", BROKEN);
    std::os::unix::fs::symlink(sandbox.root(), sandbox.path("tree/loop")).unwrap();
    std::os::unix::fs::symlink("self", sandbox.path("tree/self")).unwrap();
    std::os::unix::fs::symlink(sandbox.path("elsewhere.json"), sandbox.path("tree/a/apiDefinition.swagger.json"))
        .unwrap();
    let run = sandbox.connkit(&["validate", "tree", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(has(&findings(&run.stdout), "JsonSyntax"), "{}", run.stdout);
    assert_eq!(sandbox.connkit(&["validate", "tree/self"]).code, Some(2));
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_an_error_of_the_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    sandbox.write("c/apiProperties.json", "{}");
    fs::set_permissions(sandbox.path("c"), fs::Permissions::from_mode(0o000)).unwrap();
    let run = sandbox.connkit(&["validate", "c"]);
    let superuser = fs::read_dir(sandbox.path("c")).is_ok();
    fs::set_permissions(sandbox.path("c"), fs::Permissions::from_mode(0o700)).unwrap();
    if superuser {
        println!("skipped: the superuser may read everything");
        return;
    }
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("could not read c"), "{}", run.stderr);
}
