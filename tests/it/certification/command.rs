//! The commands that make and judge packages, from outside.

// Snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use snapbox::str;

use super::tree::{Files, Tree, connector_solution, example, flow_solution, part, replace, unzip, zip};
use crate::sandbox::{Run, Sandbox};

/// A sandbox with an example and its two solutions.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    copy_example(&sandbox, "contoso-orders", "orders");
    let tree = Tree::good();
    sandbox.write("A.zip", zip(&tree.connector));
    sandbox.write("B.zip", zip(&tree.flow));
    sandbox
}

fn copy_example(sandbox: &Sandbox, name: &str, to: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        sandbox.write(&format!("{to}/{}", entry.file_name().to_str().unwrap()), fs::read(entry.path()).unwrap());
    }
}

const CERTIFICATION: [&str; 8] =
    ["package", "orders", "--kind", "certification", "--connector-solution", "A.zip", "--flow-solution", "B.zip"];

#[track_caller]
fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_package_is_put_together_and_proved() {
    let sandbox = sandbox();
    let run = sandbox.connkit(&CERTIFICATION);
    succeeds(&run);
    snapbox::assert_data_eq!(
        run.stdout,
        str![[r#"
[..]  intro.md
[..]  package.zip
[..]  package.zip!PkgAssets/ConnectorSolution.zip
[..]  package.zip!PkgAssets/FlowSolution.zip

"#]]
    );
    let run = sandbox.connkit(&["verify", "dist/ConnectorPackage.zip", "--source", "orders"]);
    succeeds(&run);
    snapbox::assert_data_eq!(
        run.stdout,
        str![[r#"
dist/ConnectorPackage.zip: certification package, nothing to report
  publisher           verified (from connkit.json)
  connector solution  ConnectorSolution.zip (ContosoOrdersConnector 1.0.0.0)
  flow solution       FlowSolution.zip (ContosoOrdersFlow 1.0.0.0, 1 flow)
  connector           Contoso Orders 1.0.0
  sources             the same as in orders

"#]]
    );
    succeeds(&sandbox.connkit(&CERTIFICATION));
    sandbox.write("precious.zip", zip(&Files::from([("a.txt".to_owned(), vec![])])));
    let run = sandbox.connkit(&[&CERTIFICATION[..], &["--output", "precious.zip"]].concat());
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn a_ready_package_zip_is_taken_as_it_is() {
    let sandbox = sandbox();
    let mut tree = Tree::good();
    tree.inner.insert("[Content_Types].xml".into(), b"<Types />".to_vec());
    tree.inner.insert("Contoso.dll".into(), vec![1, 2, 3]);
    let inner = tree.inner_bytes();
    sandbox.write("Contoso.1.0.0.pdpkg.zip", &inner);
    let arguments = ["package", "orders", "--kind", "certification", "--package-zip", "Contoso.1.0.0.pdpkg.zip"];
    succeeds(&sandbox.connkit(&arguments));
    let outer = unzip(&fs::read(sandbox.path("dist/ConnectorPackage.zip")).unwrap());
    assert_eq!(outer["package.zip"], inner);
    succeeds(&sandbox.connkit(&["verify", "dist/ConnectorPackage.zip"]));
}

#[test]
fn what_is_missing_or_does_not_belong_is_refused_with_its_code() {
    let sandbox = sandbox();
    let refused = |arguments: &[&str], words: &[&str]| {
        let run = sandbox.connkit(arguments);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        for word in words {
            assert!(run.stderr.contains(word), "no `{word}` in: {}", run.stderr);
        }
        assert!(!sandbox.path("dist").exists());
    };
    refused(&CERTIFICATION[..6], &["SolutionsTooFew", "5000.1.1.6"]);
    let swapped =
        ["package", "orders", "--kind", "certification", "--connector-solution", "B.zip", "--flow-solution", "A.zip"];
    refused(&swapped, &["B.zip is a flow solution, and was given as the connector solution (5000.1.1.6)"]);
    fs::remove_file(sandbox.path("orders/intro.md")).unwrap();
    refused(&CERTIFICATION, &["PackageIntroMissing", "5000.1.1.5"]);
    let run = sandbox.connkit(&["package", "orders", "--connector-solution", "A.zip"]);
    assert_eq!(run.code, Some(2));
    fs::remove_file(sandbox.path("orders/icon.png")).unwrap();
    refused(&["package", "orders", "--kind", "legacy"], &["`icon.png` is missing (5000.1.1.1)"]);
}

/// The same package whatever does not count: two runs, times, order of files, umask, time zone, place, threads.
#[test]
fn the_same_content_gives_the_same_bytes_in_seven_ways() {
    let sandbox = sandbox();
    succeeds(&sandbox.connkit(&CERTIFICATION));
    let expected = fs::read(sandbox.path("dist/ConnectorPackage.zip")).unwrap();
    let same = |folder: &str, line: &str| {
        let script = format!("cd '{folder}' && rm -rf dist && {line}");
        let arguments = [&["-c", &script, env!("CARGO_BIN_EXE_connkit")], &CERTIFICATION[..]].concat();
        succeeds(&sandbox.run("sh", &arguments));
        let path = sandbox.path(folder).join("dist/ConnectorPackage.zip");
        assert!(fs::read(path).unwrap() == expected, "{folder}: {line}");
    };
    same(".", "exec \"$0\" \"$@\"");
    same(".", "umask 077; exec \"$0\" \"$@\"");
    same(".", "TZ=Asia/Tokyo LC_ALL=C exec \"$0\" \"$@\"");
    same(".", "RAYON_NUM_THREADS=1 exec \"$0\" \"$@\"");
    same(".", "RAYON_NUM_THREADS=2 exec \"$0\" \"$@\"");
    // Made in another order, at another time, elsewhere.
    let elsewhere = "another/place with blanks";
    let mut names: Vec<_> = fs::read_dir(sandbox.path("orders")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    for name in names.iter().rev().map(|name| name.to_str().unwrap()) {
        let to = format!("{elsewhere}/orders/{name}");
        sandbox.write(&to, fs::read(sandbox.path("orders").join(name)).unwrap());
        let file = fs::File::options().write(true).open(sandbox.path(&to)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890)).unwrap();
    }
    for name in ["B.zip", "A.zip"] {
        sandbox.write(&format!("{elsewhere}/{name}"), fs::read(sandbox.path(name)).unwrap());
    }
    same(elsewhere, "exec \"$0\" \"$@\"");
}

#[test]
fn other_programs_read_what_is_written() {
    let sandbox = Sandbox::new();
    copy_example(&sandbox, "contoso-orders", "orders");
    // A name that is not ASCII survives everywhere.
    let definition = sandbox.read("orders/apiDefinition.swagger.json").replace("Contoso Orders", "Größe 寸法");
    sandbox.write("orders/apiDefinition.swagger.json", definition);
    succeeds(&sandbox.connkit(&["solution", "orders", "--prefix", "cnt", "--no-validate", "-o", "A.zip"]));
    let flow = flow_solution(unzip(&fs::read(sandbox.path("A.zip")).unwrap()));
    assert!(String::from_utf8_lossy(&flow["customizations.xml"]).contains("<displayname>Größe 寸法</displayname>"));
    let flow: Files = flow
        .into_iter()
        .map(|(name, bytes)| match name.as_str() {
            "solution.xml" => {
                let text = String::from_utf8(bytes).unwrap();
                (name, text.replace("<UniqueName>Gre", "<UniqueName>GreFlow").into_bytes())
            }
            "Workflows/Try-1.json" => (
                name,
                String::from_utf8(bytes)
                    .unwrap()
                    .replace("contoso-20orders", "gr-c3-b6-c3-9fe-20-e5-af-b8-e6-b3-95")
                    .into_bytes(),
            ),
            _ => (name, bytes),
        })
        .collect();
    sandbox.write("B.zip", zip(&flow));
    succeeds(&sandbox.connkit(&[&CERTIFICATION[..], &["--no-validate"]].concat()));
    for kind in ["artifacts", "legacy"] {
        succeeds(&sandbox.connkit(&[
            "package",
            "orders",
            "--kind",
            kind,
            "-o",
            &format!("{kind}.zip"),
            "--no-validate",
        ]));
    }
    let zips = ["A.zip", "dist/ConnectorPackage.zip", "artifacts.zip", "legacy.zip"];
    sandbox.write("inner.zip", &unzip(&fs::read(sandbox.path("dist/ConnectorPackage.zip")).unwrap())["package.zip"]);
    for name in zips.into_iter().chain(["inner.zip"]) {
        let tests: [(&str, Vec<&str>); 3] = [
            ("unzip", vec!["-tqq", name]),
            (
                "python3",
                vec!["-c", "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)", name],
            ),
            ("7z", vec!["t", name]),
        ];
        for (program, arguments) in tests {
            if std::process::Command::new(program).arg("--help").output().is_err() {
                eprintln!("skipped: there is no `{program}` here");
                continue;
            }
            let run = sandbox.run(program, &arguments);
            assert_eq!(run.code, Some(0), "{program} {name}: {}{}", run.stdout, run.stderr);
        }
    }
}

#[test]
fn a_stale_solution_is_told_as_diff_tells_it() {
    let sandbox = sandbox();
    let mut tree = Tree::good();
    tree.in_both(&part("openapidefinition.json"), "\"summary\": \"Get an order\"", "\"summary\": \"Fetch an order\"");
    tree.in_both("customizations.xml", "#14532d", "#112233");
    tree.in_both(&part("connectionparameters.json"), "\"tabIndex\": 2", "\"tabIndex\": 3");
    tree.in_both(&part("customcodeblobcontent.csx"), "public", "// old\npublic");
    tree.outer.insert("intro.md".into(), b"Contoso keeps orders.\n".to_vec());
    sandbox.write("old.zip", tree.bytes());
    let run = sandbox.connkit(&["verify", "old.zip", "--source", "orders", "--format", "concise"]);
    assert_eq!(run.code, Some(1));
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("Stale")).collect();
    snapbox::assert_data_eq!(
        told.join("\n"),
        str![[r#"
old.zip!intro.md:1:1: warning[PackageIntroStale]: not as in the sources, where the intro is another
old.zip!package.zip!PkgAssets/Connector.zip!Connector/cnt_contoso-20orders_connectionparameters.json:8:7: error[SolutionStale]: not as in the sources, where the connection parameter `api_key` has another `constraints` [ConnectionParameterChanged]
old.zip!package.zip!PkgAssets/Connector.zip!Connector/cnt_contoso-20orders_customcodeblobcontent.csx:1:1: error[SolutionStale]: not as in the sources, where the script is another
old.zip!package.zip!PkgAssets/Connector.zip!Connector/cnt_contoso-20orders_openapidefinition.json:99:20: error[SolutionStale]: not as in the sources, where the operation `GetOrder` has another `summary` [OperationTextChanged]
old.zip!package.zip!PkgAssets/Connector.zip!customizations.xml:20:23: error[SolutionStale]: not as in the sources, where the connector has another `iconBrandColor` [PropertiesOtherChanged]
"#]]
    );
}

#[test]
fn what_the_platform_rewrites_is_not_stale() {
    for name in ["contoso-orders", "northwind-tasks"] {
        let sandbox = Sandbox::new();
        copy_example(&sandbox, name, "sources");
        let mut files = connector_solution(&example(name));
        let names: Vec<String> =
            files.keys().filter(|name| Path::new(name).extension().is_some_and(|e| e == "json")).cloned().collect();
        for name in names {
            let mut value: serde_json::Value = serde_json::from_slice(&files[&name]).unwrap();
            rewrite(&name, &mut value);
            files.insert(name, serde_json::to_vec(&value).unwrap());
        }
        let colour = String::from_utf8(files["customizations.xml"].clone()).unwrap();
        let start = colour.find("<iconbrandcolor>").unwrap() + 16;
        let upper = colour[start..start + 7].to_uppercase();
        replace(&mut files, "customizations.xml", &colour[start..start + 7], &upper);
        sandbox.write("exported.zip", zip(&files));
        let run = sandbox.connkit(&["verify", "exported.zip", "--source", "sources"]);
        assert!(run.stdout.contains("the same as in sources"), "{}", run.stdout);
    }
}

/// What an environment does to the files of a connector (requirement 15.10).
fn rewrite(name: &str, value: &mut serde_json::Value) {
    use serde_json::json;
    let Some(object) = value.as_object_mut() else { return };
    if name.ends_with("openapidefinition.json") {
        for (key, empty) in [("parameters", json!({})), ("responses", json!({})), ("tags", json!([]))] {
            object.entry(key).or_insert(empty);
        }
    } else if name.ends_with("connectionparameters.json")
        && let Some(settings) = object.get_mut("token").and_then(|token| token.get_mut("oAuthSettings"))
    {
        settings["clientId"] = json!("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        settings["redirectUrl"] = json!("https://global.consent.azure-apim.net/redirect/x");
        settings["redirectMode"] = json!("GlobalPerConnector");
        settings["properties"]["IsOnbehalfofLoginSupported"] = json!(true);
        object.insert("token:TenantId".into(), json!({ "type": "string" }));
    }
    let mut members: Vec<(String, serde_json::Value)> = std::mem::take(object).into_iter().collect();
    members.sort_by(|left, right| right.0.cmp(&left.0));
    object.extend(members);
}

#[test]
fn findings_come_in_every_format_with_places_inside() {
    let sandbox = sandbox();
    let mut tree = Tree::good();
    tree.in_flow("customizations.xml", "/Workflows/Try-1.json", "/Workflows/Try-2.json");
    sandbox.write("p.zip", tree.bytes());
    let run = sandbox.connkit(&["verify", "p.zip", "--format", "concise"]);
    assert_eq!(run.code, Some(1));
    let place = "p.zip!package.zip!PkgAssets/Flow.zip!customizations.xml:7:21";
    assert!(run.stdout.contains(place), "{}", run.stdout);
    for format in ["json", "sarif", "jsonl", "github", "azure", "gitlab", "junit", "markdown", "human"] {
        let run = sandbox.connkit(&["verify", "p.zip", "--format", format]);
        assert_eq!(run.code, Some(1), "{format}: {}", run.stderr);
        assert!(run.stdout.contains("WorkflowFileMissing"), "{format}: {}", run.stdout);
    }
    let report: serde_json::Value =
        serde_json::from_str(&sandbox.connkit(&["verify", "p.zip", "--format", "json"]).stdout).unwrap();
    assert_eq!(report["findings"][0]["file"], "p.zip!package.zip!PkgAssets/Flow.zip!Workflows/Try-1.json");
    assert_eq!(report["findings"][0]["codes"][0], "5000.1.1.15");
    let run = sandbox.connkit(&["explain", "5000.1.1.15"]);
    assert!(run.stdout.contains("WorkflowFileMissing"), "{}", run.stdout);
}

#[test]
fn limits_can_be_raised_and_lowered() {
    let sandbox = Sandbox::new();
    sandbox.write("p.zip", Tree::good().bytes());
    succeeds(&sandbox.connkit(&["verify", "p.zip"]));
    let run = sandbox.connkit(&["verify", "p.zip", "--max-entries", "10"]);
    assert!(run.code == Some(1) && run.stdout.contains("there are more than"), "{}", run.stdout);
    assert_eq!(sandbox.connkit(&["verify", "p.zip", "--max-megabytes", "0"]).code, Some(2));
}

#[test]
fn folders_are_written_as_the_repository_and_the_tools_want_them() {
    let sandbox = sandbox();
    sandbox.write(
        "orders/settings.json",
        "{ \"connectorId\": \"shared_x\", \"environment\": \"00000000-0000-0000-0000-000000000001\" }\n",
    );
    succeeds(&sandbox.connkit(&["package", "orders", "--kind", "repository", "--no-validate"]));
    let names = |folder: &str| {
        let mut names: Vec<_> = fs::read_dir(sandbox.path(folder))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let folder = "dist/certified-connectors/Contoso Orders";
    assert_eq!(names(folder), ["apiDefinition.swagger.json", "apiProperties.json", "readme.md", "script.csx"]);
    succeeds(&sandbox.connkit(&["package", "orders", "--kind", "deploy", "--no-validate"]));
    let folder = "dist/contoso-orders-1.0.0-deploy";
    assert_eq!(
        names(folder),
        ["apiDefinition.swagger.json", "apiProperties.json", "icon.png", "script.csx", "settings.json"]
    );
    assert!(!sandbox.read(&format!("{folder}/apiProperties.json")).contains("stackOwner"));
    assert!(sandbox.read("orders/apiProperties.json").contains("stackOwner"));
    snapbox::assert_data_eq!(
        sandbox.read(&format!("{folder}/settings.json")),
        str![[r#"
{
  "connectorId": "shared_x",
  "environment": "00000000-0000-0000-0000-000000000001",
  "apiProperties": "apiProperties.json",
  "apiDefinition": "apiDefinition.swagger.json",
  "icon": "icon.png",
  "script": "script.csx"
}

"#]]
    );
    sandbox.write(&format!("{folder}/notes.txt"), "mine");
    let run = sandbox.connkit(&["package", "orders", "--kind", "deploy", "--no-validate"]);
    assert!(run.code == Some(2) && run.stderr.contains("`notes.txt`"), "{}", run.stderr);
}

#[test]
fn the_configuration_tells_kind_and_solution() {
    let sandbox = sandbox();
    let configuration = sandbox.read("orders/connkit.json").replacen(
        '{',
        "{\n  \"packageKind\": \"legacy\",\n  \"solution\": { \"publisher\": \"Contoso\", \"prefix\": \"abc\", \"version\": \"2.0.0.1\" },",
        1,
    );
    sandbox.write("orders/connkit.json", configuration);
    succeeds(&sandbox.connkit(&["package", "orders"]));
    assert_eq!(
        unzip(&fs::read(sandbox.path("dist/contoso-orders-1.0.0-legacy.zip")).unwrap()).into_keys().collect::<Vec<_>>(),
        ["apiDefinition.swagger.json", "apiProperties.json", "icon.png"]
    );
    succeeds(&sandbox.connkit(&["verify", "dist/contoso-orders-1.0.0-legacy.zip"]));
    succeeds(&sandbox.connkit(&["solution", "orders"]));
    let solution = unzip(&fs::read(sandbox.path("dist/contoso-orders-1.0.0-solution.zip")).unwrap());
    let manifest = String::from_utf8_lossy(&solution["solution.xml"]).into_owned();
    for text in ["<Version>2.0.0.1<", "<CustomizationPrefix>abc<", "<UniqueName>Contoso<"] {
        assert!(manifest.contains(text), "{manifest}");
    }
    succeeds(&sandbox.connkit(&["verify", "dist/contoso-orders-1.0.0-solution.zip", "--source", "orders"]));
    // One source: the solution for Microsoft has a placeholder, that for the environment the id of the app.
    copy_example(&sandbox, "northwind-tasks", "tasks");
    let properties =
        sandbox.read("tasks/apiProperties.json").replace("<<Enter your client ID>>", "0b1c2d3e-of-the-app");
    sandbox.write("tasks/apiProperties.json", properties);
    for (rendering, id) in [("source", "0b1c2d3e-of-the-app"), ("certification", "<<Enter your client ID>>")] {
        let arguments = ["solution", "tasks", "--prefix", "cnt", "--rendering", rendering, "-o", "tasks.zip"];
        succeeds(&sandbox.connkit(&arguments));
        let solution = unzip(&fs::read(sandbox.path("tasks.zip")).unwrap());
        let parameters = &solution["Connector/cnt_northwind-20tasks_connectionparameters.json"];
        assert!(String::from_utf8_lossy(parameters).contains(id), "{rendering}");
    }
    let run = sandbox.connkit(&["solution", "orders", "--prefix", "1"]);
    assert!(run.code == Some(2) && run.stderr.contains("no prefix of a publisher"), "{}", run.stderr);
}
