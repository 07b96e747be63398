//! `connkit adopt`, from outside.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const EXAMPLES: [&str; 3] = ["contoso-orders", "fabrikam-tides", "northwind-tasks"];

/// An example without its `connkit.json`, in the folder `c`.
fn example(name: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "examples", name].iter().collect();
    copy(&folder, &sandbox);
    sandbox
}

fn copy(folder: &Path, sandbox: &Sandbox) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("the entry can be read");
        let name = entry.file_name().into_string().expect("names are text");
        if entry.path().is_file() && name != "connkit.json" {
            sandbox.write(&format!("c/{name}"), fs::read(entry.path()).expect("the file can be read"));
        }
    }
}

fn files(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(sandbox.path("c"))
        .expect("the folder is there")
        .map(|entry| {
            let entry = entry.expect("the entry can be read");
            (entry.file_name().into_string().expect("names are text"), fs::read(entry.path()).expect("it can be read"))
        })
        .collect();
    files.sort();
    files
}

fn artifacts(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    files(sandbox).into_iter().filter(|(name, _)| !name.starts_with("connkit.")).collect()
}

fn rename(sandbox: &Sandbox, from: &str, to: &str) {
    fs::rename(sandbox.path(&format!("c/{from}")), sandbox.path(&format!("c/{to}"))).expect("it can be renamed");
}

#[test]
fn what_is_inferred_is_told_with_its_place() {
    let sandbox = example("fabrikam-tides");
    let run = sandbox.connkit(&["adopt", "c"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_data_eq!(
        run.stdout,
        str![[r#"
publisherKind: independent (c/apiProperties.json:4:23: the brand colour of independent publishers)
title: Fabrikam Tides (c/apiDefinition.swagger.json:4:14)
description: Fabrikam publishes the tides of 900 harbours. Ask for the next high and low water from a flow. (c/apiDefinition.swagger.json:5:20)
publisher: Ada Example (c/apiProperties.json:6:18)
stackOwner: Fabrikam (c/apiProperties.json:7:19)
host: api.fabrikam.com (c/apiDefinition.swagger.json:13:11)
basePath: /tides/v1 (c/apiDefinition.swagger.json:14:15)
authentication: none (c/apiProperties.json:3:5)
contactName: Ada Example (c/apiDefinition.swagger.json:8:15)
contactEmail: ada@example.com (c/apiDefinition.swagger.json:10:16)
website: https://www.fabrikam.com/tides (c/apiDefinition.swagger.json:178:24)
contactUrl: https://www.fabrikam.com/tides (c/apiDefinition.swagger.json:9:14)
privacyPolicy: https://www.fabrikam.com/privacy (c/apiDefinition.swagger.json:182:24)
categories: Data, Lifestyle and Entertainment (c/apiDefinition.swagger.json:186:24)

"#]]
    );
    assert_data_eq!(
        run.stderr,
        str![[r#"
       Wrote c/connkit.json
        Next look at it with `connkit validate c`
             `connkit conform c` applies safe fixes and lays the JSON out

"#]]
    );
}

#[test]
fn the_answers_are_those_that_the_example_was_made_from() {
    for name in EXAMPLES {
        let sandbox = example(name);
        let before = artifacts(&sandbox);
        assert_eq!(sandbox.connkit(&["adopt", "c"]).code, Some(0));
        assert_eq!(artifacts(&sandbox), before);
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "examples", name, "connkit.json"].iter().collect();
        let mut made: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(path).expect("it is there")).expect("it is JSON");
        let adopted: serde_json::Value = serde_json::from_str(&sandbox.read("c/connkit.json")).expect("it is JSON");
        // Which of its regions were generated is what only the example's own history tells.
        made["template"].as_object_mut().expect("it is an object").remove("regions");
        assert_eq!(adopted, made, "{name}");
    }
}

#[test]
fn files_get_the_names_that_tools_look_for() {
    let sandbox = example("contoso-orders");
    let before: Vec<Vec<u8>> = artifacts(&sandbox).into_iter().map(|(_, bytes)| bytes).collect();
    rename(&sandbox, "apiDefinition.swagger.json", "contoso.json");
    rename(&sandbox, "apiProperties.json", "props.json");
    rename(&sandbox, "icon.png", "contoso-logo.png");
    rename(&sandbox, "script.csx", "Script.csx");
    rename(&sandbox, "readme.md", "README.md");
    sandbox.write("c/settings.json", "{ \"apiProperties\": \"props.json\", \"environment\": \"\" }");
    let run = sandbox.connkit(&["adopt", "c", "--check"]);
    assert_eq!(run.code, Some(1));
    assert!(!sandbox.path("c/connkit.json").exists());
    assert_data_eq!(
        run.stderr,
        str![[r#"
Would rename c/contoso.json to apiDefinition.swagger.json
Would rename c/props.json to apiProperties.json
Would rename c/contoso-logo.png to icon.png
Would rename c/Script.csx to script.csx
 Would write c/settings.json with the new names
 Would write c/connkit.json

"#]]
    );
    assert_eq!(sandbox.connkit(&["adopt", "c"]).code, Some(0));
    let names: Vec<String> = files(&sandbox).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "README.md",
            "apiDefinition.swagger.json",
            "apiProperties.json",
            "connkit.json",
            "icon.png",
            "intro.md",
            "script.csx",
            "settings.json"
        ]
    );
    assert_eq!(sandbox.read("c/settings.json"), "{ \"apiProperties\": \"apiProperties.json\", \"environment\": \"\" }");
    let after = artifacts(&sandbox).into_iter().filter(|(name, _)| name != "settings.json").map(|(_, bytes)| bytes);
    let (mut before, mut after) = (before, after.collect::<Vec<_>>());
    before.sort();
    after.sort();
    assert_eq!(after, before);
}

#[test]
fn the_publisher_kind_has_its_evidence() {
    let first = |sandbox: &Sandbox, arguments: &[&str]| {
        let run = sandbox.connkit(&[&["adopt"], arguments, &["--check"]].concat());
        run.stdout.lines().next().unwrap_or_default().to_owned()
    };
    let sandbox = Sandbox::new();
    let write = |folder: &str, title: &str, properties: &str| {
        sandbox.write(
            &format!("{folder}/apiDefinition.swagger.json"),
            format!("{{ \"swagger\": \"2.0\", \"info\": {{ \"title\": \"{title}\" }} }}"),
        );
        sandbox.write(&format!("{folder}/apiProperties.json"), format!("{{ \"properties\": {properties} }}"));
    };
    write("a", "Tasks (Independent Publisher)", "{}");
    write("b", "Tasks", r##"{ "iconBrandColor": "#DA3B01", "stackOwner": "x" }"##);
    write("c", "Tasks", r#"{ "stackOwner": "Contoso" }"#);
    write("d", "Tasks", "{}");
    write("independent-publisher-connectors/e", "Tasks", "{}");
    let told = [
        first(&sandbox, &["a"]),
        first(&sandbox, &["b"]),
        first(&sandbox, &["c"]),
        first(&sandbox, &["d"]),
        first(&sandbox, &["independent-publisher-connectors/e"]),
        first(&sandbox, &["b", "--publisher-kind", "custom"]),
    ];
    assert_data_eq!(
        told.join("\n"),
        str![[r#"
publisherKind: independent (a/apiDefinition.swagger.json:1:40: the title says so)
publisherKind: independent (b/apiProperties.json:1:37: the brand colour of independent publishers)
publisherKind: verified (c/apiProperties.json:1:33: certified connectors name the owner of the service)
publisherKind: custom (assumed, since nothing tells; --publisher-kind does)
publisherKind: independent (from the parent folder's name)
publisherKind: custom (from the command line)
"#]]
    );
}

#[test]
fn a_baseline_knows_what_is_found_today() {
    let sandbox = example("contoso-orders");
    let definition = sandbox.read("c/apiDefinition.swagger.json").replace("\"x-ms-summary\"", "\"x-summary\"");
    sandbox.write("c/apiDefinition.swagger.json", definition);
    rename(&sandbox, "script.csx", "Script.cs");
    assert_eq!(sandbox.connkit(&["adopt", "c", "--baseline"]).code, Some(0));
    let run = sandbox.connkit(&["validate", "c", "--fail-on", "hint"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "1 connector: nothing to report\n"), "{}", run.stderr);
    assert!(run.stderr.contains("Known"), "{}", run.stderr);
}

#[test]
fn a_configuration_that_is_there_keeps_its_bytes() {
    let sandbox = example("fabrikam-tides");
    sandbox.write(
        "c/connkit.json",
        "{\n    // Known since spring.\n    \"levels\": { \"SummaryNotUnique\": \"off\" }\n}\n",
    );
    assert_eq!(sandbox.connkit(&["adopt", "c"]).code, Some(0));
    let text = sandbox.read("c/connkit.json");
    let start = "{\n    // Known since spring.\n    \"levels\": { \"SummaryNotUnique\": \"off\" },\n    \"publisherKind\": \"independent\",\n    \"template\": {\n        \"version\": ";
    assert!(text.starts_with(start), "{text}");
    assert_eq!(sandbox.connkit(&["conform", "c"]).code, Some(0));
    assert!(sandbox.read("c/connkit.json").starts_with(start));
}

#[test]
fn what_cannot_be_adopted_is_refused_with_words() {
    let sandbox = example("fabrikam-tides");
    assert_eq!(sandbox.connkit(&["adopt", "c"]).code, Some(0));
    sandbox.write("empty/readme.md", "# Nothing\n");
    sandbox.write("three/openapi.json", "{ \"openapi\": \"3.0.1\" }");
    sandbox.write("called/apiDefinition.swagger.json", "{ \"openapi\": \"3.1.0\" }");
    sandbox.write("two/a.json", "{ \"swagger\": \"2.0\" }");
    sandbox.write("two/b.json", "{ \"swagger\": \"2.0\" }");
    let told: Vec<String> = ["c", "empty", "three", "called", "two", "none"]
        .map(|folder| {
            let run = sandbox.connkit(&["adopt", folder]);
            assert_eq!(run.code, Some(2), "{folder}");
            run.stderr
        })
        .to_vec();
    assert_data_eq!(
        told.concat(),
        str![[r#"
error: c is a project already: `connkit conform` brings it up to date
error: empty holds no definition: there is no apiDefinition.swagger.json, and no other JSON file with `swagger`
error: three/openapi.json is OpenAPI 3.0.1: the platform takes only Swagger 2.0, so convert it first
error: called/apiDefinition.swagger.json is OpenAPI 3.1.0: the platform takes only Swagger 2.0, so convert it first
error: two holds several files that may be the definition: a.json, b.json; call the right one apiDefinition.swagger.json
error: could not read none
  because: No such file or directory (os error 2)

"#]]
    );
}

/// Published connectors in a corpus of one's own: `CONNKIT_CORPUS=dir cargo test`.
#[test]
fn every_published_connector_can_be_adopted_without_a_changed_byte() {
    let Some(corpus) = std::env::var_os("CONNKIT_CORPUS").map(PathBuf::from) else { return };
    let mut adopted = 0;
    for kind in ["certified-connectors", "independent-publisher-connectors", "custom-connectors"] {
        for entry in fs::read_dir(corpus.join(kind)).into_iter().flatten() {
            let folder = entry.expect("the entry can be read").path();
            let sandbox = Sandbox::new();
            copy(&folder, &sandbox);
            let bytes = || {
                let mut bytes: Vec<Vec<u8>> = artifacts(&sandbox).into_iter().map(|(_, bytes)| bytes).collect();
                bytes.sort();
                bytes
            };
            let before = bytes();
            let run = sandbox.connkit(&["adopt", "c"]);
            assert_eq!(bytes(), before, "{}", folder.display());
            match run.code {
                Some(0) => {
                    adopted += 1;
                    let run = sandbox.connkit(&["conform", "c", "--check"]);
                    assert!(matches!(run.code, Some(0 | 1)), "{}: {}", folder.display(), run.stderr);
                }
                _ => assert!(run.stderr.contains("holds no definition"), "{}: {}", folder.display(), run.stderr),
            }
        }
    }
    assert!(adopted > 0, "there are connectors in {}", corpus.display());
}
