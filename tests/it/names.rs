//! Names that some system cannot have, or that play tricks on whoever reads them.

use crate::sandbox::Sandbox;

#[test]
fn a_folder_that_windows_cannot_have_is_not_generated() {
    let sandbox = Sandbox::new();
    for name in ["CON", "aux.d", "a:b", "what?", "end.", "new\nline"] {
        let run = sandbox.connkit(&["new", name, "--publisher-kind", "custom"]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("not every system can have a folder called"), "{}", run.stderr);
        // Windows finds a device under the name.
        assert!(cfg!(windows) || !sandbox.path(name).exists());
    }
}

// Windows and macOS refuse the names themselves.
#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt as _;

    use serde_json::Value;

    use super::*;

    const DEFINITION: &str = "c/apiDefinition.swagger.json";

    /// A connector that breaks few rules, in the folder `c`.
    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.write(DEFINITION, "{ \"swagger\": \"2.0\" }\n");
        sandbox
    }

    fn messages_of(sandbox: &Sandbox, rule: &str) -> Vec<String> {
        let arguments = ["validate", "c", "--publisher-kind", "verified", "--format", "json", "--select", rule];
        let report: Value = serde_json::from_str(&sandbox.connkit(&arguments).stdout).expect("the report is JSON");
        let findings = report["findings"].as_array().expect("findings are a list");
        findings.iter().map(|finding| finding["message"].as_str().expect("a message is text").to_owned()).collect()
    }

    #[test]
    fn names_that_some_system_cannot_have_are_findings() {
        let sandbox = sandbox();
        for name in ["aux.md", "a:b.txt", "end ", "new\nline.txt", "Readme.md", "readme.md"] {
            sandbox.write(&format!("c/{name}"), "# X\n");
        }
        fs::write(sandbox.path("c").join(OsStr::from_bytes(b"caf\xe9.txt")), "x").expect("Linux takes any bytes");
        assert_eq!(
            messages_of(&sandbox, "FileNameNotPortable"),
            [
                "`Readme.md` and `readme.md` are one file on Windows and macOS",
                "not every system can have the name `a:b.txt`: Windows has no names with any of `< > : \" / \\ | ? *`",
                "not every system can have the name `aux.md`: Windows keeps this name for a device",
                "not every system can have the name `caf\u{fffd}.txt`: it is not UTF-8",
                "not every system can have the name `end `: Windows drops a dot or blank at the end",
                "not every system can have the name `new\\nline.txt`: it has a control character",
            ]
        );
    }

    #[test]
    fn a_folder_whose_name_is_not_utf8_is_named() {
        let sandbox = sandbox();
        let folder = sandbox.root().join(OsStr::from_bytes(b"caf\xe9"));
        fs::create_dir(&folder).expect("Linux takes any bytes");
        let run = sandbox.connkit(&["validate", "."]);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(
            run.stderr.contains("could not look into ./caf\u{fffd}: its name is not UTF-8; rename it"),
            "{}",
            run.stderr
        );
        assert_ne!(sandbox.connkit(&["validate", "c"]).code, Some(2));
    }

    #[test]
    fn names_play_no_tricks_on_a_terminal() {
        let sandbox = Sandbox::new();
        sandbox.write("\u{1b}[2J\n\u{202e}x/apiDefinition.swagger.json", "{ \"swagger\": \"2.0\" }\n");
        for format in ["human", "concise", "markdown"] {
            let run = sandbox.connkit(&["validate", ".", "--publisher-kind", "verified", "--format", format]);
            assert_eq!(run.code, Some(1), "{}", run.stderr);
            assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{format}: {:?}", run.stdout);
        }
        let run = sandbox.connkit(&["validate", ".", "--publisher-kind", "verified", "--format", "concise"]);
        for line in run.stdout.lines() {
            assert!(line.starts_with(r"\u{1b}[2J\n\u{202e}x/apiDefinition.swagger.json:1:"), "{line}");
        }
    }
}
