//! `connkit checklist`, from outside.

use std::path::Path;
use std::process::Command;

use crate::sandbox::Sandbox;

fn checklist(arguments: &[&str]) -> (Option<i32>, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new(env!("CARGO_BIN_EXE_connkit")).arg("checklist").args(arguments).current_dir(root).output();
    let output = run.expect("the program can be started");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn each_kind_of_publisher_has_its_steps_in_order() {
    let steps = |kind: &str| {
        let (_, text) = checklist(&["examples/northwind-tasks", "--publisher-kind", kind]);
        text.lines()
            .skip(1)
            .filter(|line| !line.starts_with(' ') && !line.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(steps("verified"), ["Artifacts", "Tests", "Package", "Pull request", "Partner Center", "Preview"]);
    assert_eq!(steps("independent"), ["Proposal", "Artifacts", "Tests", "Package", "Pull request", "Identity"]);
    assert_eq!(steps("custom"), ["Artifacts", "Tests", "Sample"]);
}

#[test]
fn it_tells_what_is_proved_and_what_this_connector_needs() {
    let (code, text) = checklist(&["examples/northwind-tasks"]);
    assert_eq!(code, Some(0));
    for line in [
        "  proved  the artifacts have no errors",
        "  attest  at least ten calls of each operation have succeeded",
        "          - `CreateTask`",
        "  attest  the client id and the client secret are given",
        "`/certified-connectors/Northwind\\ Tasks/ @your-account`",
    ] {
        assert!(text.contains(line), "no `{line}` in {text}");
    }
    // Without a login by OAuth nobody asks for a client id; an independent publisher shows pictures.
    let (_, text) = checklist(&["examples/fabrikam-tides", "--format", "markdown"]);
    assert!(text.contains("- [x] the artifacts have no errors") && text.contains("screenshots"), "{text}");
    assert!(text.contains("`Fabrikam Tides (Independent Publisher)`") && !text.contains("client secret"), "{text}");
}

#[test]
fn what_a_program_sees_to_be_wrong_is_told() {
    let sandbox = Sandbox::new();
    for name in ["apiDefinition.swagger.json", "apiProperties.json"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northwind-tasks").join(name);
        sandbox.write(&format!("tasks/{name}"), std::fs::read(path).unwrap());
    }
    sandbox.write("package.zip", "no zip");
    let run = sandbox.connkit(&["checklist", "tasks", "--publisher-kind", "verified", "--package", "package.zip"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    for line in ["WRONG   `readme.md` is there", "WRONG   `intro.md` is there", "WRONG   package.zip has "] {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
}
