//! Disks that are full, files that may not be written, and others who write at the same time; by means of the shell alone.
//! `cargo xtask faults` goes through all system calls of all commands.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::{Command, Stdio};

use crate::sandbox::{Run, Sandbox};

const CONNKIT: &str = env!("CARGO_BIN_EXE_connkit");
const DEFINITION: &str = "c/apiDefinition.swagger.json";

/// An example with something to lay out in two files, in the folder `c`.
fn unformatted() -> Sandbox {
    let sandbox = Sandbox::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contoso-orders");
    for entry in fs::read_dir(folder).expect("the example is there") {
        let entry = entry.expect("the entry can be read");
        let name = entry.file_name().into_string().expect("names are text");
        let mut bytes = fs::read(entry.path()).expect("the file can be read");
        if name.starts_with("api") {
            bytes.extend(b"\n\n");
        }
        sandbox.write(&format!("c/{name}"), bytes);
    }
    sandbox
}

/// Names and contents of the files of a folder.
fn files(sandbox: &Sandbox, folder: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(sandbox.path(folder)).expect("the folder is there");
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let entry = entry.expect("the entry can be read");
            let name = entry.file_name().into_string().expect("names are text");
            (name, fs::read(entry.path()).expect("the file can be read"))
        })
        .collect();
    files.sort();
    files
}

fn is_temporary(name: &str) -> bool {
    name.contains("connkit-tmp")
}

/// Runs connkit where a file may have so many blocks; beyond that writing fails, or the process is killed.
fn limited(sandbox: &Sandbox, blocks: usize, is_killed: bool, arguments: &str) -> Run {
    let trap = if is_killed { "" } else { "trap '' XFSZ; " };
    sandbox.run("sh", &["-c", &format!("{trap}ulimit -c 0; ulimit -f {blocks}; exec {CONNKIT} {arguments}")])
}

#[test]
fn a_full_disk_leaves_all_files_as_they_were() {
    let sandbox = unformatted();
    let before = files(&sandbox, "c");
    for blocks in [0, 1, 4] {
        let run = limited(&sandbox, blocks, false, "fmt c");
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("could not write"), "{}", run.stderr);
        assert_eq!(files(&sandbox, "c"), before);
        let run = limited(&sandbox, blocks, false, "package c --no-validate -o dist/c.zip");
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(!sandbox.path("dist").exists(), "a folder is left over");
    }
}

#[test]
fn what_a_killed_run_leaves_is_cleared_by_the_next() {
    let sandbox = unformatted();
    let clean = unformatted();
    assert_eq!(clean.connkit(&["fmt", "c"]).code, Some(0));
    let before = files(&sandbox, "c");
    for blocks in [0, 1, 4] {
        let run = limited(&sandbox, blocks, true, "fmt c");
        assert_eq!(run.code, None, "{}", run.stderr);
        let mut after = files(&sandbox, "c");
        let all = after.len();
        after.retain(|(name, _)| !is_temporary(name));
        assert!(after.len() < all, "nothing is left over, so this shows nothing");
        assert_eq!(after, before);
    }
    let judged = sandbox.connkit(&["validate", "c", "--hints"]);
    assert!(!judged.stdout.contains("connkit-tmp"), "the left-over is taken for a part: {}", judged.stdout);
    assert_eq!(sandbox.connkit(&["fmt", "c"]).code, Some(0));
    assert_eq!(files(&sandbox, "c"), files(&clean, "c"));
}

#[test]
fn a_killed_new_is_completed_by_the_next() {
    const NEW: &str = "new made --title Tides --description 'Tells the tides.' --publisher Contoso \
                       --publisher-kind custom --host api.contoso.com --authentication none";
    let clean = Sandbox::new();
    assert_eq!(clean.run("sh", &["-c", &format!("{CONNKIT} {NEW}")]).code, Some(0));
    let sandbox = Sandbox::new();
    assert_eq!(limited(&sandbox, 1, true, NEW).code, None);
    assert!(files(&sandbox, "made").iter().any(|(name, _)| is_temporary(name)));
    // As if it had been killed later.
    fs::copy(clean.path("made/apiProperties.json"), sandbox.path("made/apiProperties.json")).expect("it can be copied");
    let run = sandbox.run("sh", &["-c", &format!("{CONNKIT} {NEW}")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(files(&sandbox, "made"), files(&clean, "made"));
}

#[test]
fn what_may_only_be_read_is_not_replaced() {
    let sandbox = unformatted();
    let before = files(&sandbox, "c");
    let properties = sandbox.path("c/apiProperties.json");
    fs::set_permissions(&properties, fs::Permissions::from_mode(0o444)).expect("it is ours");
    let run = sandbox.connkit(&["fmt", "c"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("could not write c/apiProperties.json: it is read-only"), "{}", run.stderr);
    assert_eq!(files(&sandbox, "c"), before);
    fs::set_permissions(&properties, fs::Permissions::from_mode(0o644)).expect("it is ours");
    fs::set_permissions(sandbox.path("c"), fs::Permissions::from_mode(0o555)).expect("it is ours");
    let run = sandbox.connkit(&["fmt", "c"]);
    fs::set_permissions(sandbox.path("c"), fs::Permissions::from_mode(0o755)).expect("it is ours");
    if run.code == Some(0) {
        println!("skipped: the superuser may write into every folder");
        return;
    }
    assert!(run.stderr.contains("could not write in c"), "{}", run.stderr);
    assert_eq!(files(&sandbox, "c"), before);
}

#[test]
fn what_may_not_be_looked_at_is_not_taken_for_missing() {
    let sandbox = unformatted();
    sandbox.write("locked/definition.json", sandbox.read(DEFINITION));
    fs::remove_file(sandbox.path(DEFINITION)).expect("it is there");
    symlink("../locked/definition.json", sandbox.path(DEFINITION)).expect("links can be made");
    let properties = sandbox.read("c/apiProperties.json");
    fs::set_permissions(sandbox.path("locked"), fs::Permissions::from_mode(0o000)).expect("it is ours");
    let run = sandbox.connkit(&["fmt", "c"]);
    let is_open = sandbox.path(DEFINITION).exists();
    fs::set_permissions(sandbox.path("locked"), fs::Permissions::from_mode(0o755)).expect("it is ours");
    if is_open {
        println!("skipped: the superuser may look into every folder");
        return;
    }
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("apiDefinition.swagger.json cannot be read"), "{}", run.stderr);
    assert_eq!(sandbox.read("c/apiProperties.json"), properties);
}

#[test]
fn links_are_followed_and_modes_stay() {
    let sandbox = unformatted();
    sandbox.write("shared/definition.json", sandbox.read(DEFINITION));
    fs::remove_file(sandbox.path(DEFINITION)).expect("it is there");
    symlink("../shared/definition.json", sandbox.path(DEFINITION)).expect("links can be made");
    fs::set_permissions(sandbox.path("shared/definition.json"), fs::Permissions::from_mode(0o640)).expect("it is ours");
    assert_eq!(sandbox.connkit(&["fmt", "c"]).code, Some(0));
    assert!(sandbox.path(DEFINITION).is_symlink());
    assert!(!sandbox.read("shared/definition.json").ends_with("\n\n"));
    let metadata = fs::metadata(sandbox.path("shared/definition.json")).expect("it is there");
    assert_eq!(metadata.mode() & 0o777, 0o640);
}

#[test]
fn one_file_with_two_names_gets_one_content() {
    let sandbox = unformatted();
    symlink("c", sandbox.path("d")).expect("links can be made");
    assert_eq!(sandbox.connkit(&["fmt", "c", "d"]).code, Some(0));
    let run = sandbox.connkit(&["validate", "c", "--output-file", "json=c/a", "--output-file", "sarif=d/a"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("c/a and d/a are one file, and would get two contents"), "{}", run.stderr);
    assert!(!sandbox.path("c/a").exists());
}

#[test]
fn devices_are_written_to_and_never_replaced() {
    let sandbox = unformatted();
    let run = sandbox.connkit(&["validate", "c", "--output-file", "json=/dev/null"]);
    assert_ne!(run.code, Some(2), "{}", run.stderr);
    assert!(!fs::metadata("/dev/null").expect("it is there").is_file());
    let run = sandbox.run("sh", &["-c", &format!("{CONNKIT} validate c --output-file json=/dev/stdout | cat")]);
    assert!(run.stdout.contains("\"findings\""), "{}", run.stdout);
    if fs::metadata("/dev/full").is_err() {
        println!("skipped: no /dev/full");
        return;
    }
    let run = sandbox.connkit(&["validate", "c", "--output-file", "json=/dev/full"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn a_product_that_cannot_be_printed_is_an_error() {
    if fs::metadata("/dev/full").is_err() {
        println!("skipped: no /dev/full");
        return;
    }
    let sandbox = unformatted();
    for format in ["human", "concise", "json", "jsonl", "sarif", "junit", "github", "markdown"] {
        let run = sandbox.run("sh", &["-c", &format!("{CONNKIT} validate c --format {format} > /dev/full")]);
        // A format that has nothing to say does not fail.
        let said = sandbox.connkit(&["validate", "c", "--format", format]);
        let expected = if said.stdout.is_empty() { said.code } else { Some(2) };
        assert_eq!(run.code, expected, "{format}: {}", run.stderr);
    }
    for arguments in
        ["fmt c --diff", "explain SummaryEndsWithPeriod", "rules", "diff c c", "package c --list", "config c"]
    {
        let run = sandbox.run("sh", &["-c", &format!("{CONNKIT} {arguments} > /dev/full")]);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
    }
}

#[test]
fn files_of_more_folders_than_are_locked_at_once_get_names_and_contents() {
    let sandbox = Sandbox::new();
    let definition =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contoso-orders/apiDefinition.swagger.json"));
    let definition = definition.expect("the example is there").replace("\"List orders\"", "\"List orders.\"");
    for number in 0..101 {
        sandbox.write(&format!("all/c{number:03}/ApiDefinition.swagger.json"), &definition);
    }
    let run = sandbox.connkit(&["fix", "all"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for number in 0..101 {
        let read = fs::read_to_string(sandbox.path(&format!("all/c{number:03}/apiDefinition.swagger.json")));
        assert!(!read.expect("it is renamed").contains("\"List orders.\""), "c{number:03} is not mended");
    }
}

#[test]
fn what_others_are_writing_is_no_part_of_a_connector() {
    let sandbox = unformatted();
    let bundle = |name: &str| {
        assert_eq!(sandbox.connkit(&["package", "c", "--no-validate", "-o", name]).code, Some(0));
        fs::read(sandbox.path(name)).expect("there is a bundle")
    };
    let before = bundle("before.zip");
    sandbox.run("cp", &["-r", "c", "d"]);
    for name in [".apiProperties.json.1-0.connkit-tmp", ".lock.connkit-tmp"] {
        sandbox.write(&format!("c/{name}"), "half");
    }
    assert_eq!(bundle("after.zip"), before);
    let run = sandbox.connkit(&["diff", "c", "d"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stdout.contains("connkit-tmp"), "{}", run.stdout);
}

/// The folder is locked by the test until connkit has planned, and the test has changed a file.
#[test]
fn what_others_changed_meanwhile_is_not_overwritten() {
    let sandbox = unformatted();
    let lock = fs::File::open(sandbox.path("c")).expect("the folder is there");
    lock.lock().expect("folders can be locked");
    sandbox.write(
        DEFINITION,
        sandbox.read(DEFINITION).replace("\"summary\": \"List orders\"", "\"summary\": \"List orders.\""),
    );
    let mut command = Command::new(CONNKIT);
    command.args(["fix", "c"]).current_dir(sandbox.root()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("connkit can be started");
    let mut stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    let mut said = String::new();
    while !said.contains("Fix ") {
        assert_ne!(stderr.read_line(&mut said).expect("it is text"), 0, "it did not plan: {said}");
    }
    sandbox.write(DEFINITION, "{}");
    drop(lock);
    stderr.read_to_string(&mut said).expect("it is text");
    assert_eq!(child.wait().expect("it ends").code(), Some(2), "{said}");
    assert!(said.contains("c/apiDefinition.swagger.json was changed by another program meanwhile"), "{said}");
    assert_eq!(sandbox.read(DEFINITION), "{}");
    assert!(!files(&sandbox, "c").iter().any(|(name, _)| is_temporary(name)));
}

#[test]
fn two_bumps_at_once_do_not_lose_one() {
    for _ in 0..10 {
        let sandbox = unformatted();
        let version = |sandbox: &Sandbox| {
            let definition: serde_json::Value = serde_json::from_str(&sandbox.read(DEFINITION)).expect("it is JSON");
            definition["info"]["version"].as_str().expect("there is a version").to_owned()
        };
        let start = || {
            let mut command = Command::new(CONNKIT);
            command.args(["bump", "major", "c"]).current_dir(sandbox.root()).stderr(Stdio::piped());
            command.spawn().expect("connkit can be started")
        };
        let before: u32 = version(&sandbox).split('.').next().and_then(|major| major.parse().ok()).expect("a number");
        let children = [start(), start()];
        let done = children.map(|child| child.wait_with_output().expect("it ends").status.code() == Some(0));
        let bumps = done.into_iter().filter(|done| *done).count();
        assert!(bumps > 0);
        assert!(version(&sandbox).starts_with(&format!("{}.", before + bumps as u32)), "{bumps} bumps of {before}");
    }
}
