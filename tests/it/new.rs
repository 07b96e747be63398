//! `connkit new`, from outside.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

const VERIFIED: [&str; 20] = [
    "--publisher-kind",
    "verified",
    "--title",
    "Contoso Tasks",
    "--description",
    "Reads and writes the tasks of a Contoso account.",
    "--publisher",
    "Contoso Ltd.",
    "--host",
    "api.contoso.com",
    "--authentication",
    "none",
    "--contact-email",
    "help@contoso.com",
    "--website",
    "https://www.contoso.com",
    "--privacy-policy",
    "https://www.contoso.com/privacy",
    "--categories",
    "Productivity;Collaboration",
];

const CUSTOM: [&str; 12] = [
    "--publisher-kind",
    "custom",
    "--title",
    "Contoso Tasks",
    "--description",
    "Reads tasks.",
    "--publisher",
    "Contoso Ltd.",
    "--host",
    "api.contoso.com",
    "--authentication",
    "basic",
];

/// Runs `connkit new` in a folder, without a terminal.
fn new(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_connkit")).arg("new").args(arguments).current_dir(folder).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_whole_project_is_generated() {
    let folder = TempDir::new().unwrap();
    let mut arguments = VERIFIED.to_vec();
    arguments.retain(|argument| !["--authentication", "none"].contains(argument));
    arguments.extend([
        "--authentication",
        "oauth2",
        "--authorization-url",
        "https://login.contoso.com/authorize",
        "--token-url",
        "https://login.contoso.com/token",
        "--scopes",
        "tasks.read tasks.write",
        "--base-path",
        "/v2",
        "--script",
        "--webhook",
        "--polling",
    ]);
    let output = new(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout, b"");
    assert_data_eq!(
        stderr(&output),
        str![[r#"
   Validated 0 errors, 0 warnings, 0 hints
     Created ContosoTasks/apiDefinition.swagger.json
     Created ContosoTasks/apiProperties.json
     Created ContosoTasks/script.csx
     Created ContosoTasks/readme.md
     Created ContosoTasks/intro.md
     Created ContosoTasks/icon.png
     Created ContosoTasks/connkit.json
        Next describe your own API in ContosoTasks/apiDefinition.swagger.json
             fill ContosoTasks/readme.md with what your users must know
             check it with `connkit validate ContosoTasks`, after each change
             make the bundle with `connkit package ContosoTasks`

"#]]
    );
    assert_same_as_data("ContosoTasks", &folder.path().join("ContosoTasks"));
}

/// Compares a generated folder with one in `tests/data/new`, byte by byte; SNAPSHOTS=overwrite takes it over.
fn assert_same_as_data(name: &str, generated: &Path) {
    let expected: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "data", "new", name].iter().collect();
    if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
        fs::create_dir_all(&expected).unwrap();
        for file in names(generated) {
            fs::copy(generated.join(&file), expected.join(&file)).unwrap();
        }
    }
    assert_eq!(names(generated), names(&expected));
    for file in names(generated) {
        let (found, wanted) = (fs::read(generated.join(&file)).unwrap(), fs::read(expected.join(&file)).unwrap());
        match (String::from_utf8(found), String::from_utf8(wanted)) {
            (Ok(found), Ok(wanted)) => assert_data_eq!(found, snapbox::Data::text(wanted).raw()),
            (found, wanted) => assert!(found == wanted, "{file} has other bytes"),
        }
    }
}

#[test]
fn all_missing_answers_are_named_at_once() {
    let folder = TempDir::new().unwrap();
    let output =
        new(folder.path(), &["--publisher-kind", "independent", "--authentication", "oauth2", "--title", "Contoso"]);
    assert_eq!(output.status.code(), Some(2));
    assert_data_eq!(
        stderr(&output),
        str![[r#"
error: answers are missing or cannot be taken
  --description is missing: What the connector does, 30 to 500 characters (custom: any length)
  --publisher is missing: Name of the publishing company or person
  --stack-owner is missing: Name of the company that owns the service; verified: the publisher unless given
  --host is missing: Host of the service, without https:// and path, such as api.contoso.com
  --authorization-url is missing: Address where users sign in and consent
  --token-url is missing: Address that gives tokens for codes
  --contact-email is missing: E-mail address for questions
  --website is missing: Website of the service
  --privacy-policy is missing: Page with the privacy policy of the service
  --categories is missing: One or two categories, with a semicolon between them ([..])
help: give answers as flags or in a file with --answers, or run this in a terminal to be asked

"#]]
    );
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn answers_that_depend_on_missing_ones_are_named_with_their_condition() {
    let folder = TempDir::new().unwrap();
    let output = new(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    for line in [
        "--publisher-kind is missing: Who publishes the connector (verified, independent, custom)",
        "--authentication is missing: ",
        "--token-url is missing (for authentication oauth2): ",
        "--resource-uri is missing (for authentication entra): ",
        "--website is missing (for verified and independent publishers): ",
    ] {
        assert!(message.contains(line), "{line} is not in\n{message}");
    }
    // What has a default is not missing.
    for flag in ["--base-path", "--brand-colour", "--refresh-url", "--contact-url", "--script", "--api-key-header"] {
        assert!(!message.contains(flag), "{flag} is in\n{message}");
    }
}

#[test]
fn all_answers_that_cannot_be_taken_are_named_at_once() {
    let folder = TempDir::new().unwrap();
    let mut arguments = VERIFIED.to_vec();
    arguments.extend(["--brand-colour", "#ffffff", "--token-url", "https://contoso.com", "--polling=maybe"]);
    for (flag, value) in [
        ("--title", "Contoso API"),
        ("--description", "Too short"),
        ("--host", "https://contoso.com"),
        ("--categories", "Fun"),
        ("--contact-email", "help"),
    ] {
        let at = arguments.iter().position(|argument| *argument == flag).unwrap();
        arguments[at + 1] = value;
    }
    let output = new(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert_data_eq!(
        stderr(&output),
        str![[r#"
error: answers are missing or cannot be taken
  --title `Contoso API` must not contain `api`
  --description `Too short` is 9 characters long, it must be 30 to 500
  --host `https://contoso.com` must be a host only, without a scheme such as https://
  --token-url `https://contoso.com` is only for authentication oauth2
  --contact-email `help` must be an e-mail address
  --categories has `Fun`; the categories are AI, [..], Website
  --brand-colour `#ffffff` must not be white
  --polling `maybe` must be true or false
help: give answers as flags or in a file with --answers, or run this in a terminal to be asked

"#]]
    );
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn answers_may_come_from_a_file_and_flags_win() {
    let folder = TempDir::new().unwrap();
    let answers = r#"{ "publisherKind": "custom", "title": "From file", "description": "Reads tasks.", "publisher": "Contoso",
        "host": "api.contoso.com", "authentication": "none", "script": true, "polling": true }"#;
    fs::write(folder.path().join("answers.json"), answers).unwrap();
    let output = new(folder.path(), &["--answers", "answers.json", "--title", "From flag", "--script=false"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let project = folder.path().join("FromFlag");
    assert_eq!(names(&project), ["apiDefinition.swagger.json", "apiProperties.json", "connkit.json", "readme.md"]);
    let definition = fs::read_to_string(project.join("apiDefinition.swagger.json")).unwrap();
    assert!(definition.contains("\"title\": \"From flag\"") && definition.contains("\"x-ms-trigger\": \"batch\""));
}

#[test]
fn a_file_with_other_things_than_answers_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("answers.json"), r#"{ "tokenURl": 1, "title": 5, "scopes": "read" }"#).unwrap();
    let output = new(folder.path(), &["--answers", "answers.json"]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    for line in [
        "--title must be a text",
        "--scopes `read` must be a list of texts",
        "`tokenURl` is no answer that is asked for; did you mean `tokenUrl`",
    ] {
        assert!(message.contains(line), "{line} is not in\n{message}");
    }
    fs::write(folder.path().join("answers.json"), "[]").unwrap();
    assert!(stderr(&new(folder.path(), &["--answers", "answers.json"])).contains("are not a JSON object"));
    assert!(
        stderr(&new(folder.path(), &["--answers", "gone.json"])).contains("could not read the answers in gone.json")
    );
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("target");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("readme.md"), "mine").unwrap();
    fs::create_dir(target.join(".git")).unwrap();
    let mut arguments = CUSTOM.to_vec();
    arguments.push("target");
    let output = new(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert_data_eq!(
        stderr(&output),
        str![[r#"
error: target is not empty, and nothing is overwritten; it holds
  .git
  readme.md
help: name another folder; your own files can be copied over those that are generated

"#]]
    );
    assert_eq!(names(&target), [".git", "readme.md"]);
    assert_eq!(fs::read_to_string(target.join("readme.md")).unwrap(), "mine");

    // The folder that is made from the title is no exception.
    fs::rename(&target, folder.path().join("ContosoTasks")).unwrap();
    let output = new(folder.path(), &CUSTOM);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("ContosoTasks is not empty"));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("target"), "mine").unwrap();
    let mut arguments = CUSTOM.to_vec();
    arguments.push("target");
    let output = new(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("target exists and is not a folder"));
    assert_eq!(fs::read_to_string(folder.path().join("target")).unwrap(), "mine");
}

#[test]
fn an_empty_or_missing_folder_is_filled() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for target in ["empty", "missing/deeply"] {
        let mut arguments = CUSTOM.to_vec();
        arguments.push(target);
        let output = new(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let expected = ["apiDefinition.swagger.json", "apiProperties.json", "connkit.json", "readme.md"];
        assert_eq!(names(&folder.path().join(target)), expected);
    }
}

#[test]
fn every_kind_and_authentication_is_generated_from_flags() {
    let folder = TempDir::new().unwrap();
    let base: Vec<&str> =
        VERIFIED[6..].iter().copied().filter(|argument| !["--authentication", "none"].contains(argument)).collect();
    for kind in ["verified", "independent", "custom"] {
        for authentication in ["none", "basic", "api-key", "oauth2", "entra"] {
            let target = format!("{kind}-{authentication}");
            let mut arguments =
                vec!["--publisher-kind", kind, "--authentication", authentication, "--title", "Contoso"];
            arguments.extend(["--description", "Reads and writes \"tasks\" of a {{ Contoso }} account.", &target]);
            arguments.extend(if kind == "custom" { &base[..4] } else { &base[..] });
            arguments.extend(if kind == "independent" { ["--stack-owner", "Fabrikam"].as_slice() } else { &[] });
            arguments.extend(match authentication {
                "oauth2" => ["--authorization-url", "https://a.com/a", "--token-url", "https://a.com/t"].as_slice(),
                "entra" => &["--resource-uri", "api://contoso"],
                _ => &[],
            });
            let output = new(folder.path(), &arguments);
            assert_eq!(output.status.code(), Some(0), "{target}: {}", stderr(&output));
            let definition = fs::read(folder.path().join(&target).join("apiDefinition.swagger.json")).unwrap();
            let definition: serde_json::Value = serde_json::from_slice(&definition).unwrap();
            assert_eq!(definition["info"]["description"], "Reads and writes \"tasks\" of a {{ Contoso }} account.");
        }
    }
}
