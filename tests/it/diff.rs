//! `connkit diff`, `connkit bump` and `connkit operation`, with the real binary and repositories made by `git`.

// Snapshots are rewritten by snapbox, which always writes the hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::fs;

use serde_json::Value;
use snapbox::assert_data_eq;
use snapbox::str;

use crate::sandbox::{Run, Sandbox};

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

/// A repository with a connector on its main branch, in which commands run in the connector's folder.
struct Scene {
    sandbox: Sandbox,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { sandbox: Sandbox::new() };
        scene.write("apiDefinition.swagger.json", DEFINITION);
        scene.write("apiProperties.json", PROPERTIES);
        scene.write("readme.md", "# Contoso\n\n## Changelog\n\n### 1.0\n\n- First\n");
        scene.sandbox.commit("First");
        scene
    }

    fn write(&self, name: &str, text: &str) {
        self.sandbox.write(&format!("contoso/{name}"), text);
    }

    fn read(&self, name: &str) -> String {
        self.sandbox.read(&format!("contoso/{name}"))
    }

    /// Replaces a part of the definition.
    fn edit(&self, from: &str, to: &str) {
        let text = self.read("apiDefinition.swagger.json");
        assert!(text.contains(from), "{from}");
        self.write("apiDefinition.swagger.json", &text.replace(from, to));
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.sandbox.connkit_in("contoso", arguments)
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
    scene.sandbox.git(&["switch", "-qc", "work"]);
    scene.edit("Gets the items.", "Gets all items.");
    scene.sandbox.commit("Better words");
    scene.edit("\"summary\": \"Get items\"", "\"summary\": \"Get all items\"");
    let run = scene.run(&["diff"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("(from `main`)"), "{}", run.stderr);
    assert!(run.stdout.contains("2 safe\nminor update: 4 to 5 weeks"), "{}", run.stdout);
}

#[test]
fn every_kind_of_version_can_be_compared() {
    let scene = Scene::new();
    let before = scene.sandbox.path("before.zip");
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

/// The classes of the changes, with level and the reason for which they are allowed.
fn weighed(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    let changes = report["changes"].as_array().unwrap().iter();
    let text = |change: &Value, name: &str| change[name].as_str().unwrap_or_default().to_owned();
    changes.map(|change| ["class", "level", "allowed"].map(|name| text(change, name)).join(" ")).collect()
}

const ADDED_REQUIRED: &str = r#"{"name": "region", "in": "query", "type": "string", "required": true}, {"name": "top""#;

#[test]
fn what_is_allowed_is_shown_with_its_reason_and_does_not_fail() {
    let scene = Scene::new();
    scene.edit("{\"name\": \"top\"", ADDED_REQUIRED);
    let allow = |entry: &str| {
        scene.write("connkit.json", &format!("{{ \"allow\": [{{ {entry} \"reason\": \"nobody uses it yet\" }}] }}"));
        scene.run(&["diff", "HEAD", "--format", "json", "--today", "2030-01-01"])
    };
    let allowed = ["ParameterAddedRequired error nobody uses it yet"];
    let refused = ["ParameterAddedRequired error "];
    for (entry, expected, said) in [
        (r#""rule": "ParameterAddedRequired","#, allowed, ""),
        (r#""rule": "ParameterAddedRequired", "operation": "GetItems","#, allowed, ""),
        (r#""rule": "ParameterAddedRequired", "pointer": "/paths/~1items/get/parameters","#, allowed, ""),
        (r#""rule": "ParameterAddedRequired", "until": "2030-01-01","#, allowed, ""),
        (
            r#""rule": "ParameterAddedRequired", "operation": "AddItem","#,
            refused,
            "connkit.json:1:13: this allows `ParameterAddedRequired` in `AddItem`, which is not found",
        ),
        (
            r#""rule": "ParameterAddedRequired", "until": "2029-12-31","#,
            refused,
            "`ParameterAddedRequired` was allowed until 2029-12-31, and it is 2030-01-01",
        ),
        (r#""rule": "ParameterDeleted","#, refused, "this allows `ParameterDeleted`, which is not found"),
        // What is about one version alone is no matter of a comparison.
        (r#""rule": "JsonSyntax","#, refused, ""),
    ] {
        let run = allow(entry);
        assert_eq!(weighed(&run), expected, "{entry}");
        assert_eq!(run.code, Some(i32::from(expected == refused)), "{entry}");
        assert!(run.stderr.contains(said) && run.stderr.is_empty() == said.is_empty(), "{entry}: {}", run.stderr);
    }
    allow(r#""rule": "ParameterAddedRequired","#);
    let run = scene.run(&["diff", "HEAD"]);
    assert_data_eq!(
        run.stdout,
        str![[r#"
Get items (GetItems)
  allowed   the required parameter `region` is new [ParameterAddedRequired]
            breaking; connkit.json allows it: nobody uses it yet
            flows that use `Get items` will fail: they do not send it
          + apiDefinition.swagger.json:11:24

1 breaking; 1 is allowed
major update: 6 to 10 weeks until it is deployed
  more than texts: apiDefinition.swagger.json:11:9
the version is still `1.0`; `connkit bump major` makes it `2.0`

"#]]
    );
    let run = scene.run(&["diff", "HEAD", "--format", "markdown"]);
    assert_data_eq!(
        run.stdout,
        str![[r#"
## Changes

1 breaking; 1 is allowed; major update: 6 to 10 weeks until it is deployed.

### Get items (`GetItems`)

- **Breaking, allowed:** the required parameter `region` is new; flows that use `Get items` will fail: they do not send it; allowed because: nobody uses it yet

"#]]
    );
}

#[test]
fn title_and_authentication_are_locked_where_the_connector_is_published() {
    let scene = Scene::new();
    scene.edit("\"title\": \"Contoso\"", "\"title\": \"Fabrikam\"");
    let run = scene.run(&["diff", "HEAD"]);
    assert_eq!(run.code, Some(1));
    assert_data_eq!(
        run.stdout,
        str![[r#"
The connector
  locked    the connector has another `title` [TitleChanged]
            flows that use the connector keep working; makers no longer find the connector under its name
          - HEAD:contoso/apiDefinition.swagger.json:3:21 "Contoso"
          + apiDefinition.swagger.json:3:21 "Fabrikam"
            help: keep the published title, or agree on the new one with Microsoft first

1 locked
major update: 6 to 10 weeks until it is deployed
  more than texts: apiDefinition.swagger.json:3:21
the version is still `1.0`; `connkit bump patch` makes it `1.1`

"#]]
    );
    let custom = scene.run(&["diff", "HEAD", "--publisher-kind", "custom"]);
    assert_eq!((custom.code, custom.stdout.contains("  risky     the connector has another `title`")), (Some(0), true));
    scene.write("connkit.json", r#"{ "levels": { "TitleChanged": "off" } }"#);
    assert_eq!(scene.run(&["diff", "HEAD"]).code, Some(0));

    let scene = Scene::new();
    let sign_in = |kind: &str| format!("\"securityDefinitions\": {{\"a\": {{\"type\": \"{kind}\"}}}}, \"paths\"");
    scene.edit("\"paths\"", &sign_in("basic"));
    scene.sandbox.commit("With a password");
    scene.edit(&sign_in("basic"), &sign_in("oauth2"));
    let run = scene.run(&["diff", "HEAD", "--format", "json", "--publisher-kind", "custom"]);
    assert_eq!((run.code, weighed(&run)), (Some(1), vec!["AuthenticationTypeChanged error ".to_owned()]));
}

#[test]
fn changes_are_results_of_sarif_with_both_places() {
    let scene = Scene::new();
    scene.edit("{\"name\": \"top\"", ADDED_REQUIRED);
    scene.edit("Gets the items.", "Gets all items.");
    let allow = r#"{ "allow": [{ "rule": "ParameterAddedRequired", "reason": "nobody uses it yet" }] }"#;
    scene.write("connkit.json", allow);
    let run = scene.run(&["diff", "HEAD", "--format", "sarif"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let told: Vec<_> = rules.iter().map(|rule| (rule["id"].as_str().unwrap(), &rule["help"]["text"])).collect();
    assert_eq!(told.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["OperationTextChanged", "ParameterAddedRequired"]);
    assert!(told[1].1.as_str().unwrap().contains("What to do: make the parameter optional"), "{}", told[1].1);
    let result = |id: &str| {
        let results = log["runs"][0]["results"].as_array().unwrap();
        results.iter().find(|result| result["ruleId"] == id).unwrap().clone()
    };
    let added = result("ParameterAddedRequired");
    assert_eq!(
        (&added["level"], &added["suppressions"][0]["justification"]),
        (&"error".into(), &"nobody uses it yet".into())
    );
    assert!(added["relatedLocations"].is_null(), "it was not there before");
    let text = result("OperationTextChanged");
    let uri = |location: &Value| location["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!((text["level"].as_str(), text["suppressions"].is_null()), (Some("note"), true));
    assert_eq!(uri(&text["locations"][0]), "apiDefinition.swagger.json");
    assert_eq!(uri(&text["relatedLocations"][0]), "HEAD%3Acontoso/apiDefinition.swagger.json");
    assert_eq!(text["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 10);
}

#[test]
fn validate_reports_what_breaks_beside_the_rest() {
    let scene = Scene::new();
    scene.edit("{\"name\": \"top\"", ADDED_REQUIRED);
    scene.edit("Gets the items.", "Gets all items.");
    scene.edit("\"integer\"", "\"integer\", \"default\": 5");
    let changes_in = |run: &Run| -> Vec<String> {
        let lines = run.stdout.lines().filter(|line| line.contains("Parameter") && line.contains("flows"));
        lines.map(str::to_owned).collect()
    };
    let validate = |more: &[&str]| scene.run(&[&["validate", "--format", "concise"], more].concat());
    assert_eq!(changes_in(&validate(&[])), Vec::<String>::new());
    let run = validate(&["--against", "HEAD"]);
    assert_eq!(run.code, Some(1));
    let expected = [
        "apiDefinition.swagger.json:11:24: error[ParameterAddedRequired]: the required parameter `region` is new; \
         flows that use `Get items` will fail: they do not send it",
        "apiDefinition.swagger.json:11:156: warning[ParameterDefaultChanged]: the parameter `top` has another default \
         value; flows that use `Get items` and rely on the default send another value",
    ];
    assert_eq!(changes_in(&run), expected);
    assert_eq!(changes_in(&validate(&["--against", "HEAD", "--ignore", "ParameterDefaultChanged"])), expected[..1]);
    let only = validate(&["--against", "HEAD:./", "--rule", "ParameterDefaultChanged"]);
    assert_eq!((only.code, only.stdout.lines().count(), changes_in(&only)), (Some(0), 1, vec![expected[1].to_owned()]));

    // Every format has it; what is allowed is held back, and counted.
    for format in ["human", "json", "jsonl", "sarif", "github", "azure", "gitlab", "junit", "markdown"] {
        let run = scene.run(&["validate", "--against", "HEAD", "--format", format]);
        assert!(run.stdout.contains("ParameterAddedRequired"), "{format}");
    }
    scene.write(
        "connkit.json",
        r#"{ "allow": [{ "rule": "ParameterAddedRequired", "operation": "GetItems", "reason": "nobody uses it yet" }] }"#,
    );
    let run = validate(&["--against", "HEAD"]);
    assert_eq!(changes_in(&run), expected[1..]);
    assert!(run.stderr.contains("Allowed 1 finding by connkit.json"), "{}", run.stderr);
    // Without an old version nothing is known about the entry.
    assert!(!validate(&[]).stdout.contains("AllowUnused"));
}

#[test]
fn a_tree_is_held_against_a_revision_only() {
    let scene = Scene::new();
    scene.sandbox.write("fabrikam/apiDefinition.swagger.json", DEFINITION);
    scene.edit("\"integer\"", "\"string\"");
    let run = scene.sandbox.connkit(&["validate", ".", "--against", "main", "--rule", "ParameterTypeChanged"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("contoso/apiDefinition.swagger.json:11"), "{}", run.stdout);
    assert!(run.stderr.contains("fabrikam is not in the old version"), "{}", run.stderr);
    let run = scene.sandbox.connkit(&["validate", ".", "--against", "contoso"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`--against contoso` is one version, and there are 2 connectors"), "{}", run.stderr);
    let run = scene.sandbox.connkit(&["validate", ".", "--against", "elsewhere"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("git knows no revision `elsewhere`"), "{}", run.stderr);
}

#[test]
fn of_a_damaged_definition_only_the_damage_is_told() {
    let scene = Scene::new();
    scene.edit("\"host\"", "host\"");
    let run = scene.run(&["validate", "--against", "HEAD", "--format", "concise"]);
    assert!(run.stdout.contains("warning[ComparisonIncomplete]"), "{}", run.stdout);
    assert!(!run.stdout.contains("HostChanged") && !run.stdout.contains("OperationDeleted"), "{}", run.stdout);
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
    let run = scene.run(&["bump", "minor", "--against", "nothing"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("git knows no revision `nothing`"), "{}", run.stderr);
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

    // There is no room for a third one.
    let before = scene.read("apiDefinition.swagger.json");
    for id in ["GetItems", "GetItems_V2"] {
        let run = scene.run(&["operation", "revise", id]);
        assert_eq!(run.code, Some(2));
        for said in [
            "may have 2 operations that are not deprecated, and has `GetItems` and `GetItems_V2`",
            "connkit operation deprecate GetItems --replacement GetItems_V2;",
            &format!("or add `--deprecate`, which deprecates `{id}`"),
        ] {
            assert!(run.stderr.contains(said), "`{said}` is not in:\n{}", run.stderr);
        }
    }
    assert_eq!(scene.read("apiDefinition.swagger.json"), before);
    assert_eq!(scene.run(&["operation", "revise", "GetItems_V2", "--deprecate", "-n"]).code, Some(0));
    assert_eq!(scene.run(&["operation", "deprecate", "GetItems", "--replacement", "GetItems_V2"]).code, Some(0));
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
