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

const LOG: &str = "2023-08-01T10:00:00Z Starting\n\
    {\"error\":{\"code\":\"X\",\"message\":\"Failed: Error : info/title : The 'title' value goes over the character limit \
    '30'\\r\\nError : The 'x-ms-connector-metadata' property is required.\"}}\n\
    ##[error]Swagger file 'a.json' is invalid. Details: Unexpected. Path 'swagger', line 3, position 4.\n\
    ##[error]The operation has been deleted. ValuePath: operation/Gone Source: NewSwagger\n\
    Policy Code: 5000.2.6.2  Message: Not complete.\n";

#[test]
fn a_log_is_shown_in_the_local_files() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "c/apiDefinition.swagger.json",
        "{\n  \"swagger\": \"2.0\"\n  \"info\": { \"title\": \"X\", \"version\": \"1.0\" },\n  \"paths\": {}\n}\n",
    );
    sandbox.write("log.txt", LOG);
    let arguments = ["explain", "--from-log", "log.txt", "--connector", "c", "--publisher-kind", "custom"];
    let run = sandbox.connkit(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("error[FieldLengthExceeded]: The 'title' value"), "{}", run.stdout);
    assert!(run.stdout.contains(" --> c/apiDefinition.swagger.json:3:22\n"), "{}", run.stdout);
    assert!(run.stdout.contains("connkit finds it too: expected `,` between two entries"), "{}", run.stdout);
    assert!(run.stdout.contains("`/Gone` below this"), "{}", run.stdout);
    assert!(run.stdout.contains("connkit looks for this with "), "{}", run.stdout);
    assert!(run.stdout.contains("published version: `connkit diff OLD c` shows it"), "{}", run.stdout);
    let last = run.stdout.lines().last().unwrap();
    assert!(last.starts_with("5 findings in the log: 5 recognised, 4 with a place here, "), "{last}");
}

#[test]
fn a_log_without_findings_is_said_to_be_so() {
    let sandbox = Sandbox::new();
    sandbox.write("log.txt", "all is well\n");
    let run = sandbox.connkit(&["explain", "--from-log", "log.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert!(run.stderr.contains("nothing in log.txt looks like a finding"), "{}", run.stderr);
    assert_eq!(sandbox.connkit(&["explain", "--from-log", "nowhere.txt"]).code, Some(2));
}

/// Each of the five formats, as it is pasted into a pipe.
#[cfg(unix)]
#[test]
fn a_log_is_read_from_standard_input_in_every_format() {
    let sandbox = Sandbox::new();
    sandbox.write("apiDefinition.swagger.json", "{ \"swagger\": \"2.0\", \"info\": { \"title\": \"X\" } }\n");
    let message = "The 'contact' property is required.";
    for log in [
        format!("{{\"error\":{{\"code\":\"X\",\"message\":\"Failed: Error : info : {message}\\r\\n\"}}}}"),
        format!(
            "Specified swagger has the following errors: 'Definition is not valid.  Error: 'Error : info : {message}\\n'"
        ),
        format!("##[error]{message} ValuePath: /info"),
        format!("##[warning]a/apiDefinition.swagger.json(,): warning : {message} ValuePath: /info"),
        format!(
            "##[error]src\\a\\apiDefinition.swagger.json(,): error RequiredPropertyMissing: {message} ValuePath: 'info' Value: ''"
        ),
    ] {
        sandbox.write("log.txt", &log);
        let command = format!("'{}' explain --from-log - < log.txt", env!("CARGO_BIN_EXE_connkit"));
        let run = sandbox.run("sh", &["-c", &command]);
        assert!(
            run.stdout.contains("[RequiredPropertyMissing]: The 'contact' property is required."),
            "{log}: {}",
            run.stdout
        );
        let told = "1 finding in the log: 1 recognised, 1 with a place here, 1 found by connkit too\n";
        assert!(run.stdout.ends_with(told), "{log}: {}", run.stdout);
    }
}
