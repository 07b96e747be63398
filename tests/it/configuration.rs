//! Allow entries, chosen rules and baselines of `connkit validate`, from outside.

use serde_json::Value;

use crate::sandbox::{Run, Sandbox};

/// A definition with a doubled operation id; `more` stands before its paths.
fn definition(more: &str) -> String {
    format!(
        r#"{{ {more} "swagger": "2.0", "paths": {{
            "/a": {{ "get": {{ "operationId": "Get A", "summary": "A." }} }},
            "/b": {{ "get": {{ "operationId": "GetB" }} }} }} }}"#
    )
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", definition(""));
    sandbox
}

fn validate(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    sandbox.connkit(&[&["validate", "c", "--publisher-kind=verified", "--format=json"], arguments].concat())
}

/// Rule and pointer of each finding.
fn found(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().expect("findings are a list");
    findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["pointer"]))).collect()
}

const ALLOW: &str = r#"{ "allow": [{
    "rule": "RequiredPropertyMissing", "pointer": "/paths/~1a", "reason": "the service has none", "until": "2030-06-30"
}] }"#;

#[test]
fn allowed_findings_are_held_back_and_said_to_be() {
    let sandbox = sandbox();
    let all = found(&validate(&sandbox, &[]));
    sandbox.write("c/connkit.json", ALLOW);
    let run = validate(&sandbox, &[]);
    let is_allowed =
        |(rule, pointer): &(String, String)| rule == "RequiredPropertyMissing" && pointer.starts_with("/paths/~1a/");
    assert!(all.iter().any(is_allowed), "{all:?}");
    let expected: Vec<_> = all.iter().filter(|finding| !is_allowed(finding)).cloned().collect();
    assert_eq!(found(&run), expected);
    let count = all.len() - expected.len();
    assert!(run.stderr.contains(&format!("Allowed {count} finding")), "{}", run.stderr);
}

#[test]
fn an_allow_ends_only_on_a_day_that_is_given() {
    let sandbox = sandbox();
    let all = found(&validate(&sandbox, &[]));
    sandbox.write("c/connkit.json", ALLOW);
    let dated = validate(&sandbox, &["--today=2030-06-30"]);
    assert!(found(&dated).len() < all.len());
    assert!(!dated.stderr.contains("Undated"), "{}", dated.stderr);
    let undated = validate(&sandbox, &[]);
    assert!(undated.stderr.contains("Undated 1 last day of allow not looked at: --today or CONNKIT_TODAY says which"));
    let ended = found(&validate(&sandbox, &["--today=2030-07-01"]));
    assert_eq!(ended.len(), all.len() + 1);
    assert_eq!(ended.last().unwrap().0, "AllowExpired");
    let run = validate(&sandbox, &["--today=soon"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("expected a day such as 2030-12-31"), "{}", run.stderr);
}

#[test]
fn an_allow_without_findings_is_a_finding_in_the_configuration() {
    let sandbox = sandbox();
    sandbox.write(
        "c/connkit.json",
        "{ \"allow\": [\n  { \"rule\": \"JsonSyntax\", \"reason\": \"once it was broken\" }\n] }",
    );
    let run = sandbox.connkit(&["validate", "c", "--format=concise"]);
    let line = run.stdout.lines().last().unwrap();
    assert!(line.starts_with("c/connkit.json:2:3: warning[AllowUnused]: this allows `JsonSyntax`"), "{line}");
    // Where the rule does not run, nothing is known.
    assert!(!validate(&sandbox, &["--ignore=JsonSyntax"]).stdout.contains("AllowUnused"));
    let human = sandbox.connkit(&["validate", "c", "--rule=AllowUnused", "--rule=JsonSyntax"]);
    assert!(human.stdout.contains("--> c/connkit.json:2:3\n"), "{}", human.stdout);
}

#[test]
fn rules_are_chosen_by_flags() {
    let sandbox = sandbox();
    let rules = |run: &Run| found(run).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    let only = rules(&validate(&sandbox, &["--rule=RequiredPropertyMissing"]));
    assert!(!only.is_empty() && only.iter().all(|rule| rule == "RequiredPropertyMissing"));
    let others = rules(&validate(&sandbox, &["--ignore=RequiredPropertyMissing"]));
    assert!(!others.is_empty() && !others.contains(&"RequiredPropertyMissing".to_owned()));
    let run = validate(&sandbox, &["--rule=RequiredPropertyMising"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("did you mean `RequiredPropertyMissing`?"), "{}", run.stderr);
}

#[test]
fn what_is_off_runs_where_it_is_asked_for() {
    let rule = "ProductionStatusOnBetaService";
    let annotation = r#""basePath": "/beta", "info": { "x-ms-api-annotation": { "status": "Production" } },"#;
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", definition(annotation));
    let level = |arguments: &[&str]| {
        let report: Value = serde_json::from_str(&validate(&sandbox, arguments).stdout).expect("a report");
        let findings = report["findings"].as_array().expect("findings are a list");
        findings.iter().find(|finding| finding["rule"] == rule).map(|finding| finding["level"].clone())
    };
    assert_eq!(level(&[]), None);
    assert_eq!(level(&["--rule", rule]), Some("hint".into()));
    sandbox.write("c/connkit.json", format!(r#"{{ "levels": {{ "{rule}": "warning" }} }}"#));
    assert_eq!(level(&[]), Some("warning".into()));
    assert_eq!(level(&["--rule", rule]), Some("warning".into()));
}

#[test]
fn a_baseline_hides_what_was_known_and_nothing_new() {
    let sandbox = sandbox();
    let all = found(&validate(&sandbox, &[]));
    let run = validate(&sandbox, &["--write-baseline"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    let noted = format!("    Recorded {} findings in c/connkit.baseline.json\n", all.len());
    assert_eq!(run.stderr, noted);
    let run = validate(&sandbox, &[]);
    assert_eq!((run.code, found(&run)), (Some(0), Vec::new()));
    assert!(run.stderr.contains(&format!("Known {} findings", all.len())), "{}", run.stderr);

    // Operations change places, lines move: nothing is new.
    let moved = definition("\n\n").replace("\"/a\"", "\"/z\"");
    sandbox.write("c/apiDefinition.swagger.json", &moved);
    assert_eq!(found(&validate(&sandbox, &["--rule=RequiredPropertyMissing"])), []);

    // Something new is found, and what was mended is told.
    let changed = definition("").replace("GetB", "Get B").replace("\"summary\": \"A.\"", "\"description\": \"A.\"");
    sandbox.write("c/apiDefinition.swagger.json", changed);
    let run = validate(&sandbox, &[]);
    assert!(found(&run).iter().any(|(_, pointer)| pointer.starts_with("/paths/~1b/get")), "{}", run.stdout);
    assert!(run.stderr.contains("no longer there; --write-baseline renews it"), "{}", run.stderr);
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    let sandbox = sandbox();
    sandbox.write("c/connkit.baseline.json", "{ \"version\": 2, \"findings\": [] }");
    let run = validate(&sandbox, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("c/connkit.baseline.json is no baseline: --write-baseline"), "{}", run.stderr);
    assert!(run.stderr.contains("version 2 of the format is not known"), "{}", run.stderr);
}
