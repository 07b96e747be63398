//! The picture of the README: what `validate` really prints, in colour, about an example with mistakes planted in it.
//!
//! When the words of a rule change, `SNAPSHOTS=overwrite cargo test picture` draws it again.

use std::path::Path;

use snapbox::{assert_data_eq, file};

use crate::sandbox::Sandbox;

/// What becomes of the example: a file, what stands there, and the mistake that a newcomer makes in its place.
const MISTAKES: [(&str, &str, &str); 2] = [
    ("apiDefinition.swagger.json", "\"operationId\": \"GetTides\"", "\"operationId\": \"ListHarbours\""),
    ("apiDefinition.swagger.json", "The tides, the next one first.", "The tides, the next occurence first."),
];

#[test]
fn the_picture_in_the_readme_is_current() {
    let sandbox = Sandbox::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fabrikam-tides");
    for entry in example.read_dir().expect("the example can be listed") {
        let path = entry.expect("the example can be listed").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let mut text = std::fs::read_to_string(&path).expect("the example is text");
        for (_, right, wrong) in MISTAKES.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(right), "{name} has no {right}");
            text = text.replacen(right, wrong, 1);
        }
        sandbox.write(&format!("fabrikam-tides/{name}"), text);
    }
    let run = sandbox.run_in(
        ".",
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")],
        env!("CARGO_BIN_EXE_connkit"),
        &["validate", "fabrikam-tides"],
    );
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_data_eq!(
        format!("$ connkit validate fabrikam-tides\n{}", run.stdout),
        file!["../../docs/validate.term.svg": TermSvg]
    );
}
