//! `connkit package`, from outside.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::sandbox::Sandbox;

fn connector(sandbox: &Sandbox, folder: &str) {
    let arguments = [
        "new",
        folder,
        "--publisher-kind",
        "custom",
        "--title",
        "Contoso Orders",
        "--description",
        "Reads orders.",
        "--publisher",
        "Contoso",
        "--host",
        "orders.contoso.com",
        "--authentication",
        "none",
    ];
    let run = sandbox.connkit(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let sandbox = Sandbox::new();
    connector(&sandbox, "one");
    connector(&sandbox, "elsewhere/two");
    for entry in fs::read_dir(sandbox.path("elsewhere/two")).unwrap() {
        let file = fs::File::options().write(true).open(entry.unwrap().path()).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890)).unwrap();
    }
    let first = sandbox.connkit(&["package", "one", "--output", "one.zip"]);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    let second = sandbox.run(
        "sh",
        &[
            "-c",
            "umask 077; TZ=Asia/Tokyo LC_ALL=C exec \"$0\" package elsewhere/two --output two.zip",
            env!("CARGO_BIN_EXE_connkit"),
        ],
    );
    assert_eq!(second.code, Some(0), "{}", second.stderr);
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(fs::read(sandbox.path("one.zip")).unwrap(), fs::read(sandbox.path("two.zip")).unwrap());
}

#[test]
fn the_default_name_tells_connector_and_version() {
    let sandbox = Sandbox::new();
    connector(&sandbox, "orders");
    let run = sandbox.connkit(&["package", "orders"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let names: Vec<_> = fs::read_dir(sandbox.path("dist"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.contains(&"contoso-orders-1.0.0.zip".to_owned()), "{names:?}");
    assert!(names.contains(&"contoso-orders-1.0.0.zip.sha256".to_owned()), "{names:?}");
    assert_eq!(names.len(), 2, "nothing else is left in the folder: {names:?}");
}

#[test]
fn listing_writes_nothing_and_junk_never_goes_in() {
    let sandbox = Sandbox::new();
    connector(&sandbox, "orders");
    for junk in [".DS_Store", "screenshot.png", "notes.txt", "copy.swagger.json", "img/picture.png"] {
        sandbox.write(&format!("orders/{junk}"), "junk");
    }
    let run = sandbox.connkit(&["package", "orders", "--list"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let names: Vec<&str> = run.stdout.lines().filter_map(|line| line.split_whitespace().last()).collect();
    assert_eq!(names, ["apiDefinition.swagger.json", "apiProperties.json", "manifest.json", "readme.md"]);
    assert!(!sandbox.path("dist").exists());
}

#[test]
fn a_file_that_is_no_bundle_is_not_replaced() {
    let sandbox = Sandbox::new();
    connector(&sandbox, "orders");
    sandbox.write("precious.zip", "precious");
    let run = sandbox.connkit(&["package", "orders", "--output", "precious.zip"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(sandbox.read("precious.zip"), "precious");
    let run = sandbox.connkit(&["package", "orders", "--output", "precious.zip", "--force"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = sandbox.connkit(&["package", "orders", "--output", "precious.zip"]);
    assert_eq!(run.code, Some(0), "an older bundle is replaced: {}", run.stderr);
}

/// Not a list of missing files, of which no command would say more.
#[test]
fn where_there_is_no_connector_the_next_step_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("tree/a/apiDefinition.swagger.json", "{}");
    sandbox.write("empty/notes.txt", "none");
    for command in ["package", "solution", "checklist"] {
        let run = sandbox.connkit(&[command, "empty"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{command}");
        assert!(run.stderr.starts_with("error: no connector in empty: "), "{command}: {}", run.stderr);
        assert!(run.stderr.contains("`connkit new` generates one"), "{command}: {}", run.stderr);
        let run = sandbox.connkit(&[command, "tree"]);
        assert_eq!(run.stderr, "error: tree is no connector; name one of those in it, such as tree/a\n", "{command}");
    }
}
