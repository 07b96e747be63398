//! Where settings come from, and `connkit config`, which tells.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use serde_json::Value;
use snapbox::{IntoData as _, assert_data_eq, str};

use crate::sandbox::{Run, Sandbox};

const PROJECT: &str = r#"{
  "publisherKind": "custom",
  "failOn": "warning",
  "levels": { "JsonTrailingComma": "error" },
  "select": ["JsonTrailingComma", "JsonComment"]
}"#;

const USER: &str = r#"{
  // for all my connectors
  "publisherKind": "independent",
  "failOn": "hint",
  "levels": { "JsonTrailingComma": "off", "JsonComment": "hint" },
  "ignore": ["reviewer"],
}"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", "// why\n{ \"swagger\": \"2.0\", }\n");
    sandbox.write("c/connkit.json", PROJECT);
    // Where the sandbox says that the user's configuration is.
    sandbox.write("connkit/connkit.json", USER);
    sandbox
}

fn connkit(sandbox: &Sandbox, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    sandbox.run_in(".", variables, env!("CARGO_BIN_EXE_connkit"), arguments)
}

#[test]
fn each_setting_is_shown_with_its_place() {
    let sandbox = sandbox();
    let run = connkit(&sandbox, &[], &["config", "c"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let origins = run.stdout.lines().filter(|line| !line.starts_with("ignore")).collect::<Vec<_>>().join("\n");
    assert_data_eq!(
        origins,
        str![[r#"
publisherKind             custom                          c/connkit.json:2:20
failOn                    warning                         c/connkit.json:3:13
select                    JsonTrailingComma, JsonComment  c/connkit.json:5:13
levels.JsonComment        hint                            ROOT/connkit/connkit.json:5:58
levels.JsonTrailingComma  error                           c/connkit.json:4:36
format                    human                           default
threads                   one for each core               default
today                     none                            default

your own settings: ROOT/connkit/connkit.json
"#]]
        .raw()
    );
    let ignore = run.stdout.lines().find(|line| line.starts_with("ignore")).expect("a line");
    assert!(ignore.ends_with(" ROOT/connkit/connkit.json:6:13"), "{ignore}");
}

#[test]
fn the_same_is_told_to_programs() {
    let sandbox = sandbox();
    let run = connkit(&sandbox, &[("CONNKIT_FAIL_ON", "error")], &["config", "c", "--format=json"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let setting = |name: &str| {
        let settings = document["settings"].as_array().expect("settings are a list");
        settings.iter().find(|setting| setting["name"] == name).cloned().expect("the setting is there")
    };
    assert_eq!(document["version"], 1);
    let kind = setting("publisherKind");
    assert_eq!((&kind["source"], &kind["line"], &kind["column"]), (&"project".into(), &2.into(), &20.into()));
    assert_eq!(setting("failOn")["variable"], "CONNKIT_FAIL_ON");
    assert_eq!(setting("levels.JsonComment")["source"], "user");
    assert_eq!(setting("format")["source"], "default");
}

/// From the strongest layer to the weakest: each one decides as soon as those above it say nothing.
#[test]
fn the_stronger_layer_decides() {
    let sandbox = sandbox();
    let kind = |variables: &[(&str, &str)], flags: &[&str]| {
        let run = connkit(&sandbox, variables, &[&["validate", "c", "--format=json"], flags].concat());
        let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
        let connector = &report["connectors"][0];
        let text = |name: &str| connector[name].as_str().expect("a text").to_owned();
        (text("publisherKind"), text("publisherKindSource"))
    };
    let is = |kind: &str, source: &str| (kind.to_owned(), source.to_owned());
    let variable = [("CONNKIT_PUBLISHER_KIND", "verified")];
    assert_eq!(kind(&variable, &["--publisher-kind=independent"]), is("independent", "flag"));
    assert_eq!(kind(&variable, &[]), is("verified", "environment"));
    assert_eq!(kind(&[], &[]), is("custom", "configuration"));
    sandbox.write("c/connkit.json", "{}");
    assert_eq!(kind(&[], &[]), is("independent", "userConfiguration"));
    assert_eq!(kind(&[("CONNKIT_CONFIG", "")], &[]), is("verified", "assumed"));
}

fn rules(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let findings = report["findings"].as_array().expect("findings are a list");
    findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["level"]))).collect()
}

#[test]
fn selected_rules_run_on_the_level_of_the_nearest_file() {
    let sandbox = sandbox();
    let run = connkit(&sandbox, &[], &["validate", "c", "--format=json"]);
    let is = |rule: &str, level: &str| (rule.to_owned(), level.to_owned());
    assert_eq!(rules(&run), [is("JsonComment", "hint"), is("JsonTrailingComma", "error")]);
    // A flag replaces what files say, also that a rule is off.
    let run = connkit(&sandbox, &[], &["validate", "c", "--format=json", "--select=RequiredPropertyMissing"]);
    assert!(!rules(&run).is_empty() && rules(&run).iter().all(|(rule, _)| rule == "RequiredPropertyMissing"));
    let run = connkit(&sandbox, &[], &["validate", "c", "--format=json", "--ignore=house"]);
    assert_eq!(rules(&run), []);
}

#[test]
fn what_is_ignored_is_not_fixed_either() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", "{ \"swagger\": \"2.0\", }\n");
    sandbox.write("c/connkit.json", "{ \"ignore\": [\"JsonTrailingComma\"] }");
    let run = sandbox.connkit(&["fix", "c", "--select=JsonTrailingComma"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), "{ \"swagger\": \"2.0\", }\n");
}

#[test]
fn the_threshold_is_that_of_each_connector() {
    let sandbox = sandbox();
    sandbox.write("c/connkit.json", PROJECT.replace("\"error\"", "\"warning\""));
    let code = |variables: &[(&str, &str)], flags: &[&str]| {
        connkit(&sandbox, variables, &[&["validate", "c"], flags].concat()).code
    };
    assert_eq!(code(&[], &[]), Some(1));
    assert_eq!(code(&[("CONNKIT_FAIL_ON", "error")], &[]), Some(0));
    assert_eq!(code(&[("CONNKIT_FAIL_ON", "error")], &["--fail-on=warning"]), Some(1));
    sandbox.write("c/connkit.json", PROJECT.replace("\"error\"", "\"warning\"").replace("warning\",", "error\","));
    assert_eq!(code(&[], &[]), Some(0));
}

#[test]
fn the_environment_stands_for_flags() {
    let sandbox = sandbox();
    let run = connkit(&sandbox, &[("CONNKIT_FORMAT", "jsonl"), ("CONNKIT_THREADS", "1")], &["validate", "c"]);
    assert!(run.stdout.starts_with("{\"rule\":"), "{}", run.stdout);
    let run = connkit(&sandbox, &[("CONNKIT_FORMAT", "jsonl")], &["validate", "c", "--format=concise"]);
    assert!(run.stdout.starts_with("c/apiDefinition"), "{}", run.stdout);
    // An empty variable is none, as pipelines set them.
    assert_eq!(connkit(&sandbox, &[("CONNKIT_FORMAT", "")], &["config"]).code, Some(0));
    for (name, value, said) in [
        ("CONNKIT_FORMAT", "xml", "CONNKIT_FORMAT is `xml`: expected one of human, concise,"),
        ("CONNKIT_THREADS", "many", "CONNKIT_THREADS is `many`: expected a number"),
        ("CONNKIT_FAIL_ON", "off", "CONNKIT_FAIL_ON is `off`: expected `error`, `warning` or `hint`"),
        ("CONNKIT_PUBLISHER_KIND", "me", "CONNKIT_PUBLISHER_KIND is `me`: expected `verified`,"),
        ("CONNKIT_TODAY", "now", "CONNKIT_TODAY is `now`: expected a day such as 2030-12-31"),
        ("CONNKIT_CONFIG", "nowhere.json", "there is no nowhere.json, which CONNKIT_CONFIG names"),
    ] {
        let run = connkit(&sandbox, &[(name, value)], &["validate", "c"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{name}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}

#[test]
fn a_wrong_file_of_the_user_is_told_with_its_places() {
    let sandbox = sandbox();
    sandbox.write(
        "connkit/connkit.json",
        "{ \"ignored\": [],\n  \"allow\": [], \"failOn\": \"off\", \"select\": [\"revewer\"] }",
    );
    let run = sandbox.connkit(&["validate", "c"]);
    assert_eq!(run.code, Some(2));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: ROOT/connkit/connkit.json:1:3: unknown key `ignored`, did you mean `ignore`?
ROOT/connkit/connkit.json:2:3: `allow` is about one connector: it belongs into its connkit.json
ROOT/connkit/connkit.json:2:26: expected `error`, `warning` or `hint`
ROOT/connkit/connkit.json:2:44: unknown rule or origin `revewer`, did you mean `reviewer`?

"#]]
        .raw()
    );
}
