//! `connkit explain` and `connkit rules`, from outside.

use serde_json::Value;

use crate::sandbox::Sandbox;

#[test]
fn a_rule_is_explained_by_id_in_any_case_and_by_code() {
    let sandbox = Sandbox::new();
    let by_id = sandbox.connkit(&["explain", "jsonsyntax"]);
    assert_eq!(by_id.code, Some(0), "{}", by_id.stderr);
    assert!(by_id.stdout.starts_with("JsonSyntax: The file is not well-formed JSON\n\nLevel     error\n"));
    assert!(by_id.stdout.contains("Reported (`apiDefinition.swagger.json`):\n\n    { \"swagger\": \"2.0\" \"info\""));
    for code in ["5000.2.6.2", "5000.2.6"] {
        let by_code = sandbox.connkit(&["explain", code]);
        assert!(by_code.stdout.contains("JsonSyntax: The file is not well-formed JSON"), "{code}: {}", by_code.stderr);
    }
}

#[test]
fn a_misspelt_rule_gets_a_suggestion() {
    let run = Sandbox::new().connkit(&["explain", "JsonSintax"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stdout, "");
    assert_eq!(
        run.stderr,
        "error: no rule or code of Microsoft's is called `JsonSintax`, did you mean `JsonSyntax`?; `connkit rules` lists \
         all rules\n"
    );
}

#[test]
fn rules_are_listed_and_filtered() {
    let sandbox = Sandbox::new();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let run = sandbox.connkit(&[&["rules", "--format=json"], arguments].concat());
        let list: Value = serde_json::from_str(&run.stdout).expect("the list is JSON");
        let rules = list["rules"].as_array().expect("rules are a list");
        rules.iter().map(|rule| rule["id"].as_str().expect("an id is text").to_owned()).collect()
    };
    let syntax = "JsonSyntax".to_owned();
    assert!(ids(&[]).contains(&syntax));
    assert!(ids(&[]).is_sorted());
    assert!(ids(&["WELL-FORMED", "json"]).contains(&syntax));
    assert!(ids(&["--origin=certification", "--level=error", "--publisher-kind=custom"]).contains(&syntax));
    assert!(!ids(&["--origin=validator"]).contains(&syntax));
    assert!(!ids(&["--level=hint", "well-formed"]).contains(&syntax));
    let none = sandbox.connkit(&["rules", "no-such-word-anywhere"]);
    assert_eq!((none.code, none.stdout.lines().count()), (Some(0), 1));
    assert!(none.stderr.contains("no rule is like that"));
    let markdown = sandbox.connkit(&["rules", "--format=markdown", "well-formed"]);
    assert!(markdown.stdout.contains("| JsonSyntax | error / error / error | certification | The file is"));
}
