//! The examples are what a newcomer reads: they stay clean and in canonical form.

use std::path::Path;
use std::process::Command;

fn connkit(arguments: &[&str]) -> (Option<i32>, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_connkit"))
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the program can be started");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_examples_have_no_findings() {
    assert_eq!(connkit(&["validate", "examples"]), (Some(0), "3 connectors: nothing to report\n".to_owned()));
}

#[test]
fn the_examples_are_in_canonical_form() {
    assert_eq!(connkit(&["fmt", "examples", "--check"]).0, Some(0));
}

#[test]
fn the_examples_can_be_packaged() {
    for example in ["contoso-orders", "fabrikam-tides", "northwind-tasks"] {
        let (code, listed) = connkit(&["package", &format!("examples/{example}"), "--list"]);
        assert_eq!(code, Some(0), "{example}");
        assert!(listed.contains("apiDefinition.swagger.json") && !listed.contains("connkit.json"), "{listed}");
    }
}
