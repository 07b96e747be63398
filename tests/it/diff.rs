//! `connkit diff`, `connkit bump` and `connkit operation`, with the real binary and repositories made by `git`.

// Snapshots are rewritten by snapbox, which always writes the hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::assert_data_eq;
use snapbox::str;
use tempfile::TempDir;

const DEFINITION: &str = r##"{
  "swagger": "2.0",
  "info": {"title": "Contoso", "description": "Things.", "version": "1.0"},
  "host": "api.contoso.com",
  "paths": {
    "/items": {
      "get": {
        "operationId": "GetItems",
        "summary": "Get items",
        "description": "Gets the items.",
        "parameters": [{"name": "top", "in": "query", "type": "integer"}],
        "responses": {"200": {"description": "OK", "schema": {"$ref": "#/definitions/Items"}}}
      }
    }
  },
  "definitions": {
    "Items": {"type": "object", "properties": {"value": {"type": "array", "items": {"type": "string"}}}}
  }
}
"##;

const PROPERTIES: &str = r##"{
  "properties": {
    "iconBrandColor": "#da3b01",
    "policyTemplateInstances": [
      {"templateId": "setheader", "title": "Say who asks", "parameters": {"x-ms-apimTemplate-operationName": ["GetItems"]}}
    ]
  }
}
"##;

/// A repository with a connector on its main branch.
struct Scene {
    root: TempDir,
}

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir(scene.folder()).unwrap();
        scene.write("apiDefinition.swagger.json", DEFINITION);
        scene.write("apiProperties.json", PROPERTIES);
        scene.write("readme.md", "# Contoso\n\n## Changelog\n\n### 1.0\n\n- First\n");
        scene.git(&["init", "-q", "-b", "main"]);
        scene.commit("First");
        scene
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("contoso")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder().join(name)).unwrap()
    }

    /// Replaces a part of the definition.
    fn edit(&self, from: &str, to: &str) {
        let text = self.read("apiDefinition.swagger.json");
        assert!(text.contains(from), "{from}");
        self.write("apiDefinition.swagger.json", &text.replace(from, to));
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@contoso.com", "-c", "commit.gpgsign=false"];
        let status = Command::new("git").current_dir(self.root.path()).args(identity).args(arguments).status().unwrap();
        assert!(status.success(), "{arguments:?}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "."]);
        self.git(&["commit", "-qm", message]);
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run_in(&self.folder(), arguments)
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_connkit")).current_dir(folder).args(arguments).output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_change_that_breaks_flows_is_told_and_fails() {
    let scene = Scene::new();
    scene.edit("\"items\": {\"type\": \"string\"}", "\"items\": {\"type\": \"integer\"}");
    let run = scene.run(&["diff", "HEAD"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_data_eq!(
        run.stdout,
        str![[r#"
Get items (GetItems)
  breaking  the output field `value/items` has the type `integer` instead of `string` [OutputFieldTypeChanged]
            flows that use `Get items` and this output may fail
          - HEAD:contoso/apiDefinition.swagger.json:17:93
          + apiDefinition.swagger.json:17:93
            help: keep the type; if the service always answered so, tell the reviewer

1 breaking
major update: 6 to 10 weeks until it is deployed
  more than texts: apiDefinition.swagger.json:17:93
the version is still `1.0`; `connkit bump major` makes it `2.0`

"#]]
    );
}

#[test]
fn without_an_old_version_the_base_branch_is_taken() {
    let scene = Scene::new();
    scene.git(&["switch", "-qc", "work"]);
    scene.edit("Gets the items.", "Gets all items.");
    scene.commit("Better words");
    scene.edit("\"summary\": \"Get items\"", "\"summary\": \"Get all items\"");
    let run = scene.run(&["diff"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("(from `main`)"), "{}", run.stderr);
    assert!(run.stdout.contains("2 safe\nminor update: 4 to 5 weeks"), "{}", run.stdout);
}

#[test]
fn every_kind_of_version_can_be_compared() {
    let scene = Scene::new();
    let before = scene.root.path().join("before.zip");
    let before = before.to_str().unwrap();
    let run = scene.run(&["package", ".", "--output", before, "--no-validate", "--publisher-kind", "verified"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    scene.edit("\"integer\"", "\"string\"");
    for old in [before, "HEAD", "main", "HEAD:contoso", "HEAD:./", "HEAD:contoso/apiDefinition.swagger.json"] {
        let run = scene.run(&["diff", old, "--format", "json"]);
        assert_eq!(run.code, Some(1), "{old}: {}", run.stderr);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let changes = report["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "{old}: {}", run.stdout);
        assert_eq!(changes[0]["class"], "ParameterTypeChanged");
        assert_eq!(changes[0]["operations"][0]["valuePath"], "operation/GetItems/parameter/top/type");
    }
    for (old, message) in [
        ("nothing", "git knows no revision `nothing`"),
        ("HEAD:elsewhere", "there is no `elsewhere` in revision `HEAD`"),
        ("readme.md", "`readme.md` holds neither a definition nor properties"),
    ] {
        let run = scene.run(&["diff", old]);
        assert_eq!(run.code, Some(2), "{old}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    // Bytes behind the archive make it no bundle.
    fs::write(before, [fs::read(before).unwrap(), vec![0]].concat()).unwrap();
    let run = scene.run(&["diff", before]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("is no sound bundle"), "{}", run.stderr);
}

#[test]
fn changes_are_told_in_markdown() {
    let scene = Scene::new();
    scene.edit("\"operationId\": \"GetItems\"", "\"operationId\": \"List_Items\"");
    let run = scene.run(&["diff", "HEAD", "--format", "markdown"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_data_eq!(
        run.stdout,
        str![[r#"
## Changes

1 breaking; major update: 6 to 10 weeks until it is deployed.

### Get items (`List_Items`)

- **Breaking:** the operation `List_Items` was called `GetItems`; flows that use `Get items` will fail: they call it by its old operationId

"#]]
    );
}

#[test]
fn only_the_bytes_of_the_version_are_edited() {
    for (found, what, expected) in [
        ("1.0", "minor", "1.1"),
        ("1.0.0", "patch", "1.0.1"),
        ("v1", "major", "v2"),
        ("1.0", "2.0", "2.0"),
        ("1.0.0", "2.0", "2.0.0"),
        ("latest", "1.0", "1.0"),
    ] {
        let scene = Scene::new();
        let crlf = DEFINITION.replace('\n', "\r\n").replace("\"1.0\"", &format!("\"{found}\""));
        scene.write("apiDefinition.swagger.json", &crlf);
        let run = scene.run(&["bump", what]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let wanted = crlf.replace(&format!("\"{found}\""), &format!("\"{expected}\""));
        assert_eq!(scene.read("apiDefinition.swagger.json"), wanted, "{found} {what}");
    }
}

#[test]
fn a_version_never_goes_down() {
    let scene = Scene::new();
    let run = scene.run(&["bump", "0.9"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("the version would go from `1.0` to `0.9`"), "{}", run.stderr);
    assert_eq!(scene.read("apiDefinition.swagger.json"), DEFINITION);
}

#[test]
fn the_step_follows_what_changed() {
    for (from, to, expected) in [
        ("\"integer\"", "\"string\"", "2.0"),
        (
            "{\"name\": \"top\"",
            "{\"name\": \"skip\", \"in\": \"query\", \"type\": \"integer\"}, {\"name\": \"top\"",
            "1.1",
        ),
        ("Gets the items.", "Gets all items.", "1.1"),
    ] {
        let scene = Scene::new();
        scene.edit(from, to);
        let run = scene.run(&["bump", "auto", "--against", "HEAD"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(scene.read("apiDefinition.swagger.json").contains(&format!("\"version\": \"{expected}\"")), "{to}");
        // What was done is not done again.
        let done = scene.read("apiDefinition.swagger.json");
        assert_eq!(scene.run(&["bump", "auto", "--against", "HEAD"]).code, Some(0));
        assert_eq!(scene.read("apiDefinition.swagger.json"), done);
    }
}

#[test]
fn the_changelog_gets_an_entry_once() {
    let scene = Scene::new();
    scene.edit("\"integer\"", "\"string\"");
    assert_eq!(scene.run(&["bump"]).code, Some(0));
    assert_data_eq!(
        scene.read("readme.md"),
        str![[r#"
# Contoso

## Changelog

### 2.0

- Changed: the parameter `top` has the type `string` instead of `integer`

### 1.0

- First

"#]]
    );
}

#[test]
fn a_pipeline_can_demand_a_new_version() {
    let scene = Scene::new();
    assert_eq!(scene.run(&["bump", "--check", "--against", "HEAD"]).code, Some(0));
    scene.edit("Gets the items.", "Gets all items.");
    let run = scene.run(&["bump", "--check", "--against", "HEAD"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("its version is still `1.0`"), "{}", run.stderr);
    scene.edit("\"1.0\"", "\"1.0.1\"");
    assert_eq!(scene.run(&["bump", "--check", "--against", "HEAD"]).code, Some(0));
    scene.edit("\"1.0.1\"", "\"0.9\"");
    assert_eq!(scene.run(&["bump", "--check", "--against", "HEAD"]).code, Some(1));
}

#[test]
fn a_revision_is_a_copy_with_its_own_id_and_path() {
    let scene = Scene::new();
    let run = scene.run(&["operation", "revise", "GetItems"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = scene.read("apiDefinition.swagger.json");
    let definition: serde_json::Value = serde_json::from_str(&text).unwrap();
    let (old, new) = (&definition["paths"]["/items"]["get"], &definition["paths"]["/v2/items"]["get"]);
    assert_eq!(new["operationId"], "GetItems_V2");
    assert_eq!(new["summary"], "Get items V2");
    let annotation = serde_json::json!({ "status": "Preview", "family": "GetItems", "revision": 2 });
    assert_eq!(new["x-ms-api-annotation"], annotation);
    assert_eq!(new["parameters"], old["parameters"]);
    assert_eq!(old["x-ms-visibility"], "advanced");
    assert_eq!(old["x-ms-api-annotation"], serde_json::json!({ "family": "GetItems", "revision": 1 }));
    assert!(scene.read("apiProperties.json").contains("[\"GetItems\",\"GetItems_V2\"]"));
    // Nothing breaks, and every old line but one is still there.
    assert_eq!(scene.run(&["diff", "HEAD"]).code, Some(0));
    let lost: Vec<&str> = DEFINITION.lines().filter(|line| !text.contains(line)).collect();
    assert_eq!(lost, Vec::<&str>::new());

    assert_eq!(scene.run(&["operation", "revise", "GetItems_V2"]).code, Some(0));
    let definition: serde_json::Value = serde_json::from_str(&scene.read("apiDefinition.swagger.json")).unwrap();
    assert_eq!(definition["paths"]["/v3/items"]["get"]["operationId"], "GetItems_V3");
    assert_eq!(definition["paths"]["/v3/items"]["get"]["summary"], "Get items V3");
}

#[test]
fn deprecation_is_written_into_the_texts() {
    let scene = Scene::new();
    let long = format!("Get {} items", "very ".repeat(14).trim_end());
    scene.edit("Get items", &long);
    assert_eq!(scene.run(&["operation", "revise", "GetItems"]).code, Some(0));
    let run = scene.run(&["operation", "deprecate", "GetItems", "--replacement", "GetItems_V2"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let definition: serde_json::Value = serde_json::from_str(&scene.read("apiDefinition.swagger.json")).unwrap();
    let old = &definition["paths"]["/items"]["get"];
    assert_eq!(old["deprecated"], true);
    assert_eq!(old["description"], "Gets the items (deprecated).");
    assert_eq!(old["x-ms-api-annotation"]["replacement"]["operationId"], "GetItems_V2");
    let summary = old["summary"].as_str().unwrap();
    assert!(summary.len() <= 80 && summary.ends_with("very (deprecated)"), "{summary}");
    let again = scene.run(&["operation", "deprecate", "GetItems", "--replacement", "GetItems_V2"]);
    assert_eq!(again.code, Some(2));
    let unknown = scene.run(&["operation", "deprecate", "GetItem"]);
    assert!(unknown.stderr.contains("did you mean `GetItems`?"), "{}", unknown.stderr);
}
