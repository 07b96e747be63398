//! `connkit validate --watch`, from outside: files are saved, and what is printed is read up to the end of each round.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::sandbox::Sandbox;

/// A guard against a test that would wait for ever; nothing waits for it otherwise.
const PATIENCE: Duration = Duration::from_mins(1);

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(sandbox: &Sandbox, paths: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_connkit"))
            .args(["validate", "--watch", "--format", "concise", "--rule", "BrandColourNotValid"])
            .args(paths)
            .current_dir(sandbox.root())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it can be started");
        let output = BufReader::new(child.stdout.take().expect("it has an output"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// What the next round prints, and its last line.
    fn round(&mut self) -> (Vec<String>, String) {
        let mut printed = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("there is another round");
            if line.starts_with("--- ") {
                return (printed, line);
            }
            printed.push(line);
        }
    }

    /// The first round whose last line is this one; a save may make several.
    fn round_that_ends(&mut self, end: &str) -> Vec<String> {
        loop {
            let (printed, last) = self.round();
            if last == end {
                return printed;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const CLEAN: &str =
    r##"{ "properties": { "iconBrandColor": "#123456", "connectionParameters": {}, "capabilities": [] } }"##;

/// Properties with one error.
const WRONG: &str = r#"{ "properties": { "iconBrandColor": "pink", "connectionParameters": {}, "capabilities": [] } }"#;

#[test]
fn what_is_saved_is_judged_again() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiProperties.json", CLEAN);
    sandbox.write("d/apiProperties.json", CLEAN);
    let mut watching = Watching::start(&sandbox, &["."]);
    let (printed, end) = watching.round();
    assert_eq!((printed.len(), end.as_str()), (0, "--- validated 2 connectors: no findings; watching 2 connectors"));
    // Written in place.
    sandbox.write("c/apiProperties.json", WRONG);
    let printed = watching.round_that_ends("--- validated c: 1 error; watching 2 connectors");
    assert!(printed.iter().all(|line| line.starts_with("c/apiProperties.json:1:")), "{printed:?}");
    // Another file put in its place, as many editors do.
    sandbox.write("c/.apiProperties.json.swp", CLEAN);
    fs::rename(sandbox.path("c/.apiProperties.json.swp"), sandbox.path("c/apiProperties.json")).unwrap();
    watching.round_that_ends("--- validated c: no findings; watching 2 connectors");
    // Only what was touched is judged.
    sandbox.write("d/connkit.json", r#"{ "levels": { "BrandColourNotValid": "off" } }"#);
    watching.round_that_ends("--- validated d: no findings; watching 2 connectors");
    sandbox.write("d/connkit.json", "{");
    let printed = watching.round_that_ends("--- could not validate d; watching 2 connectors");
    assert!(printed.iter().any(|line| line.contains("d/connkit.json:1:")), "{printed:?}");
}

#[test]
fn connectors_come_and_go() {
    let sandbox = Sandbox::new();
    let mut watching = Watching::start(&sandbox, &["later/tree", "c/apiProperties.json"]);
    assert_eq!(watching.round().1, "--- watching 0 connectors");
    sandbox.write("later/tree/d/apiProperties.json", WRONG);
    let printed = watching.round_that_ends("--- validated later/tree/d: 1 error; watching 1 connector");
    assert!(printed[0].starts_with("later/tree/d/apiProperties.json:1:"), "{printed:?}");
    sandbox.write("c/apiProperties.json", WRONG);
    watching.round_that_ends("--- validated c/apiProperties.json: 1 error; watching 2 connectors");
    // The whole tree is put away, and another one put in its place.
    fs::rename(sandbox.path("later"), sandbox.path("earlier")).unwrap();
    watching.round_that_ends("--- later/tree/d is gone; watching 1 connector");
    sandbox.write("other/tree/e/apiProperties.json", CLEAN);
    fs::rename(sandbox.path("other"), sandbox.path("later")).unwrap();
    watching.round_that_ends("--- validated later/tree/e: no findings; watching 2 connectors");
    // The new tree is watched, the old one is not.
    sandbox.write("earlier/tree/d/apiProperties.json", CLEAN);
    sandbox.write("later/tree/e/apiProperties.json", WRONG);
    watching.round_that_ends("--- validated later/tree/e: 1 error; watching 2 connectors");
    fs::remove_file(sandbox.path("c/apiProperties.json")).unwrap();
    watching.round_that_ends("--- c/apiProperties.json is gone; watching 1 connector");
}

#[test]
fn a_file_configured_beside_it_is_judged_again() {
    let sandbox = Sandbox::new();
    sandbox.write("apiProperties.json", WRONG);
    let mut watching = Watching::start(&sandbox, &["apiProperties.json"]);
    watching.round_that_ends("--- validated apiProperties.json: 1 error; watching 1 connector");
    sandbox.write("connkit.json", "{");
    watching.round_that_ends("--- could not validate apiProperties.json; watching 1 connector");
}

/// Elsewhere only the time of creation may tell of it.
#[cfg(unix)]
#[test]
fn another_file_of_the_same_length_and_time_is_judged() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiProperties.json", CLEAN);
    let time = fs::metadata(sandbox.path("c/apiProperties.json")).unwrap().modified().unwrap();
    let mut watching = Watching::start(&sandbox, &["c"]);
    watching.round_that_ends("--- validated c: no findings; watching 1 connector");
    sandbox.write("other", CLEAN.replace("#123456", "123456#"));
    fs::File::options().write(true).open(sandbox.path("other")).unwrap().set_modified(time).unwrap();
    fs::rename(sandbox.path("other"), sandbox.path("c/apiProperties.json")).unwrap();
    watching.round_that_ends("--- validated c: 1 error; watching 1 connector");
}

#[test]
fn only_what_people_read_can_be_watched() {
    let sandbox = Sandbox::new();
    let run = sandbox.connkit(&["validate", "--watch", "--format", "sarif"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--format human or concise"), "{}", run.stderr);
    assert_eq!(sandbox.connkit(&["validate", "--watch", "--write-baseline"]).code, Some(2));
}
