//! `connkit conform`, from outside: projects of version 1 of the templates, edited as users do, brought to the present one.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use connkit::publisher_kind::PublisherKind;
use connkit::template::answers::Answers;
use connkit::template::{self, TEMPLATE_VERSION};
use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

fn answers(kind: PublisherKind, authentication: &str) -> Answers {
    let mut given = json!({
        "publisherKind": kind.name(),
        "title": "Contoso Tasks",
        "description": "Reads and writes the tasks of Contoso.",
        "publisher": "Contoso Ltd.",
        "host": "api.contoso.com",
        "authentication": authentication,
        "script": true,
        "webhook": true,
        "polling": true,
    });
    if kind.certifies() {
        given["contactEmail"] = "help@contoso.com".into();
        given["website"] = "https://contoso.com".into();
        given["privacyPolicy"] = "https://contoso.com/privacy".into();
        given["categories"] = json!(["Productivity", "Data"]);
    }
    match (kind, authentication) {
        (PublisherKind::Independent, _) => given["stackOwner"] = "Fabrikam".into(),
        (_, "oauth2") => {
            given["authorizationUrl"] = "https://contoso.com/authorize".into();
            given["tokenUrl"] = "https://contoso.com/token".into();
            given["scopes"] = json!(["read", "write"]);
        }
        (_, "entra") => given["resourceUri"] = "api://contoso".into(),
        _ => {}
    }
    Answers::of(given.as_object().expect("it is an object")).expect("the answers are complete")
}

/// A project as a version of the templates made it, in the folder `p`.
fn project(version: u32, answers: &Answers) -> Sandbox {
    let sandbox = Sandbox::new();
    for file in template::render_version(version, answers).expect("the templates are right") {
        sandbox.write(&format!("p/{}", file.name), file.bytes);
    }
    sandbox
}

fn verified(version: u32) -> Sandbox {
    project(version, &answers(PublisherKind::Verified, "api-key"))
}

fn edit(sandbox: &Sandbox, name: &str, from: &str, to: &str) {
    let path = format!("p/{name}");
    let text = sandbox.read(&path);
    assert_eq!(text.matches(from).count(), 1, "{from} in {name}");
    sandbox.write(&path, text.replace(from, to));
}

fn json_of(sandbox: &Sandbox, name: &str) -> Value {
    serde_json::from_str(&sandbox.read(&format!("p/{name}"))).expect("the file is JSON")
}

/// Every file of the project.
fn files(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(sandbox.path("p")).expect("the folder is there");
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let entry = entry.expect("the entry can be read");
            let name = entry.file_name().into_string().expect("names are text");
            (name, std::fs::read(entry.path()).expect("the file can be read"))
        })
        .collect();
    files.sort();
    files
}

#[track_caller]
fn conform(sandbox: &Sandbox, flags: &[&str], code: i32) -> String {
    let run = sandbox.connkit(&[&["conform", "p"], flags].concat());
    assert_eq!(run.code, Some(code), "{}{}", run.stdout, run.stderr);
    run.stdout
}

/// Whatever was done, doing it again does nothing.
#[track_caller]
fn assert_settled(sandbox: &Sandbox) {
    let before = files(sandbox);
    let run = sandbox.connkit(&["conform", "p", "--check"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
    conform(sandbox, &[], 0);
    assert_eq!(files(sandbox), before);
}

#[test]
fn what_nobody_edited_becomes_the_present_version() {
    for kind in PublisherKind::ALL {
        for authentication in ["none", "basic", "api-key", "oauth2", "entra"] {
            if kind == PublisherKind::Independent && matches!(authentication, "oauth2" | "entra") {
                continue;
            }
            let answers = answers(kind, authentication);
            let sandbox = project(1, &answers);
            conform(&sandbox, &["--check"], 1);
            conform(&sandbox, &[], 0);
            let present = project(TEMPLATE_VERSION, &answers);
            assert_eq!(files(&sandbox), files(&present), "{kind} {authentication}");
            assert_settled(&present);
        }
    }
}

#[test]
fn nothing_of_the_users_is_lost() {
    let sandbox = verified(1);
    let mut definition = json_of(&sandbox, "apiDefinition.swagger.json");
    definition["info"]["description"] = "Tasks of teams, told in other words.".into();
    definition["paths"]["/tasks"] = json!({ "get": {
        "operationId": "ListTasks", "summary": "List tasks", "description": "Lists the tasks of a team.",
        "parameters": [], "responses": { "200": { "description": "The tasks were found." } },
    } });
    definition["paths"]["/items"]["get"]["parameters"][0]["default"] = 20.into();
    definition["paths"]["/items/{id}"].as_object_mut().expect("it is an object").remove("patch");
    definition["x-mine"] = json!({ "kept": [1.50, null] });
    // With the keys in another order, and on one line.
    let members: Vec<(&String, &Value)> = definition.as_object().expect("it is an object").iter().rev().collect();
    let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    sandbox.write("p/apiDefinition.swagger.json", format!("{{{}}}", members.join(",")));
    edit(&sandbox, "readme.md", "- A plan that includes", "- Any plan that includes");
    edit(&sandbox, "readme.md", "## Getting Started\n", "## Getting Started\n\nAsk Ada first.\n");
    edit(&sandbox, "script.csx", "// Custom code of", "// Code, written by Ada, of");
    std::fs::remove_file(sandbox.path("p/intro.md")).expect("the intro is there");

    conform(&sandbox, &["--no-fmt"], 0);
    let text = sandbox.read("p/apiDefinition.swagger.json");
    definition["paths"]["/items"]["get"]["parameters"][0]["x-ms-visibility"] = "advanced".into();
    assert_eq!(json_of(&sandbox, "apiDefinition.swagger.json"), definition);
    assert!(text.starts_with(r#"{"x-mine":{"kept":[1.5,null]},"x-ms-connector-metadata":"#), "{text}");
    assert_eq!(text.lines().count(), 1, "the layout stays");
    let readme = sandbox.read("p/readme.md");
    for kept in ["- Any plan that includes", "Ask Ada first.", "### List tasks\n\nLists the tasks of a team."] {
        assert!(readme.contains(kept), "{kept}");
    }
    assert!(readme.contains("<!-- connkit:credentials -->") && readme.contains("pac connector update"));
    assert!(!readme.contains("### Update an item"), "the operation is gone");
    let script = sandbox.read("p/script.csx");
    assert!(script.contains("written by Ada") && script.contains("LogWarning"));
    assert!(!sandbox.path("p/intro.md").exists());
    assert_eq!(json_of(&sandbox, "connkit.json")["template"]["version"], TEMPLATE_VERSION);

    conform(&sandbox, &[], 0);
    assert_eq!(json_of(&sandbox, "apiDefinition.swagger.json"), definition);
    assert_settled(&sandbox);
    conform(&sandbox, &["--add-missing"], 0);
    assert!(sandbox.path("p/intro.md").exists());
    assert_settled(&sandbox);
}

/// One conflict of each kind.
fn with_conflicts() -> Sandbox {
    let sandbox = verified(1);
    edit(&sandbox, "apiProperties.json", "\"Enter the API key\"", "\"Your key\"");
    edit(
        &sandbox,
        "apiDefinition.swagger.json",
        "\"default\": 50,",
        "\"default\": 50,\n            \"x-ms-visibility\": \"important\",",
    );
    edit(&sandbox, "readme.md", "--icon-file icon.png`", "--icon-file icon.png` as Ada does");
    edit(
        &sandbox,
        "script.csx",
        "        catch (JsonException)\n        {\n",
        "        catch (JsonException)\n        {\n            Note();\n",
    );
    sandbox
}

#[test]
fn conflicts_are_listed_and_nothing_is_written() {
    let sandbox = with_conflicts();
    let before = files(&sandbox);
    assert_data_eq!(
        conform(&sandbox, &[], 1),
        str![[r#"
conflict: p/apiDefinition.swagger.json:38:32: /paths/~1items/get/parameters/0/x-ms-visibility
  ours:   "important"
  theirs: "advanced"
conflict: p/apiProperties.json:9:22: /properties/connectionParameters/api_key/uiDefinition/tooltip
  ours:   "Your key"
  theirs: "Enter the API key from the settings of your account"
conflict: p/script.csx:42:1: line 42
  ours:               Note();
  theirs:             this.Context.Logger.LogWarning("The answer to {0} is not JSON.", this.Context.OperationId);
conflict: p/readme.md:71:1: line 71
  ours:   `pac connector create --api-definition-file apiDefinition.swagger.json --api-properties-file apiProperties.json --script-file script.csx --icon-file icon.png` as Ada does
  theirs: ```
          pac connector create --api-definition-file apiDefinition.swagger.json --api-properties-file apiProperties.json --script-file script.csx --icon-file icon.png
          ```

          `pac connector list` shows the ID of the connector. To bring a later version to the environment, run `pac connector update --connector-id` with this ID and the same files.

"#]]
    );
    assert_eq!(files(&sandbox), before);
    let run = sandbox.connkit(&["conform", "p", "--check"]);
    assert_data_eq!(
        run.stderr,
        str![[r#"
    Template version 1 to 2 in p
warning: 4 conflicts and nothing is written: --ours keeps your side, --theirs takes the templates', a terminal asks one by one

"#]]
    );
}

#[test]
fn a_flag_settles_all_conflicts() {
    let sandbox = with_conflicts();
    conform(&sandbox, &["--ours"], 0);
    let visibility = "/paths/~1items/get/parameters/0/x-ms-visibility";
    let tooltip = "/properties/connectionParameters/api_key/uiDefinition/tooltip";
    let value = |sandbox: &Sandbox, file, pointer| json_of(sandbox, file).pointer(pointer).cloned();
    assert_eq!(value(&sandbox, "apiDefinition.swagger.json", visibility), Some("important".into()));
    assert_eq!(value(&sandbox, "apiProperties.json", tooltip), Some("Your key".into()));
    assert!(sandbox.read("p/readme.md").contains("as Ada does") && sandbox.read("p/script.csx").contains("Note()"));
    assert_settled(&sandbox);

    let sandbox = with_conflicts();
    conform(&sandbox, &["--theirs"], 0);
    assert_eq!(files(&sandbox), files(&verified(TEMPLATE_VERSION)));
}

#[test]
fn regions_follow_the_definition_and_the_properties() {
    let sandbox = verified(TEMPLATE_VERSION);
    edit(&sandbox, "apiDefinition.swagger.json", "\"summary\": \"Get an item\"", "\"summary\": \"Get one item\"");
    edit(&sandbox, "apiDefinition.swagger.json", "\"name\": \"X-API-Key\"", "\"name\": \"X-Other-Key\"");
    conform(&sandbox, &[], 0);
    let readme = sandbox.read("p/readme.md");
    assert!(readme.contains("### Get one item") && !readme.contains("### Get an item"), "{readme}");
    assert!(readme.contains("in the header X-Other-Key"), "{readme}");
    assert_settled(&sandbox);
    // Back again: what was generated may be overwritten, and nothing is left to remember.
    edit(&sandbox, "apiDefinition.swagger.json", "Get one item", "Get an item");
    edit(&sandbox, "apiDefinition.swagger.json", "X-Other-Key", "X-API-Key");
    conform(&sandbox, &[], 0);
    assert_eq!(files(&sandbox), files(&verified(TEMPLATE_VERSION)));
}

#[test]
fn a_region_that_was_edited_is_a_conflict() {
    let edited = || {
        let sandbox = verified(TEMPLATE_VERSION);
        edit(&sandbox, "readme.md", "### Get an item", "### Get an item of a list");
        sandbox
    };
    let sandbox = edited();
    let told = conform(&sandbox, &[], 1);
    assert_data_eq!(
        told,
        str![[r#"
conflict: p/readme.md:24:1: region operations, which is generated and was edited
  ours:   ### Get an item of a list
  theirs: ### Get an item

"#]]
    );
    conform(&sandbox, &["--ours"], 0);
    let readme = sandbox.read("p/readme.md");
    assert!(readme.contains("### Get an item of a list") && !readme.contains("connkit:operations"), "{readme}");
    assert_settled(&sandbox);

    let sandbox = edited();
    conform(&sandbox, &["--theirs"], 0);
    assert_eq!(files(&sandbox), files(&verified(TEMPLATE_VERSION)));
}

#[test]
fn what_the_user_removed_stays_away() {
    for version in [1, TEMPLATE_VERSION] {
        let sandbox = verified(version);
        let readme = sandbox.read("p/readme.md");
        let (before, rest) = readme.split_once("## Supported Operations").expect("the section is there");
        let (_, behind) = rest.split_once("## Getting Started").expect("the section is there");
        sandbox.write("p/readme.md", format!("{before}## Getting Started{behind}"));
        conform(&sandbox, &[], 0);
        let readme = sandbox.read("p/readme.md");
        assert!(!readme.contains("connkit:") && !readme.contains("## Supported Operations"), "{readme}");
        assert_settled(&sandbox);
    }
}

#[test]
fn credentials_in_ones_own_words_stay_without_a_conflict() {
    let sandbox = verified(1);
    edit(&sandbox, "readme.md", "1. Sign in to the service.", "1. Ask Ada for an account.");
    conform(&sandbox, &[], 0);
    let readme = sandbox.read("p/readme.md");
    assert!(readme.contains("1. Ask Ada") && !readme.contains("connkit:credentials"), "{readme}");
    assert_settled(&sandbox);
}

#[test]
fn line_ends_and_comments_stay() {
    let sandbox = verified(1);
    let readme = sandbox.read("p/readme.md").replace('\n', "\r\n");
    sandbox.write("p/readme.md", &readme);
    edit(&sandbox, "connkit.json", "{\n  \"publisherKind\"", "{\n  // Ada looks after this.\n  \"publisherKind\"");
    conform(&sandbox, &[], 0);
    let conformed = sandbox.read("p/readme.md");
    assert_eq!(conformed.matches('\n').count(), conformed.matches("\r\n").count());
    assert_eq!(conformed.replace("\r\n", "\n"), verified(TEMPLATE_VERSION).read("p/readme.md"));
    let configuration = sandbox.read("p/connkit.json");
    assert!(configuration.contains("// Ada looks after this.") && configuration.contains("\"version\": 2,"));
    assert_settled(&sandbox);
}

#[test]
fn a_damaged_file_is_left_or_replaced_as_a_whole() {
    let sandbox = verified(1);
    edit(&sandbox, "apiProperties.json", "\"properties\": {", "\"properties\" {");
    let told = conform(&sandbox, &[], 1);
    assert!(told.contains("p/apiProperties.json:1:1: the whole file, which cannot be merged"), "{told}");
    conform(&sandbox, &["--theirs"], 0);
    assert_eq!(files(&sandbox), files(&verified(TEMPLATE_VERSION)));
}

#[test]
fn a_project_of_a_later_connkit_is_refused() {
    let sandbox = verified(TEMPLATE_VERSION);
    edit(&sandbox, "connkit.json", "\"version\": 2", "\"version\": 99, \"source\": \"elsewhere\"");
    let run = sandbox.connkit(&["conform", "p"]);
    assert_eq!(run.code, Some(2));
    assert_data_eq!(
        run.stderr,
        str![[r#"
error: p/connkit.json says that the project conforms to version 99 of the templates, and this connkit has version 2: use the connkit that wrote it, or a later one

"#]]
    );
}

#[test]
fn without_a_template_there_are_fixes_and_layout() {
    let sandbox = verified(TEMPLATE_VERSION);
    sandbox.write("p/connkit.json", "{ \"publisherKind\": \"verified\" }\n");
    edit(&sandbox, "apiProperties.json", "  \"properties\": {", "\"properties\":{");
    let run = sandbox.connkit(&["conform", "p"]);
    assert_eq!(run.code, Some(0));
    assert_data_eq!(
        run.stderr,
        str![[r#"
     Skipped templates and regions: p/connkit.json tells no template; `connkit adopt` makes a project
     Changed p/apiProperties.json
   Conformed 1 file

"#]]
    );
    assert_settled(&sandbox);
}

#[test]
fn answers_that_are_missing_are_named() {
    let sandbox = verified(1);
    edit(&sandbox, "connkit.json", "      \"title\": \"Contoso Tasks\",\n", "");
    let run = sandbox.connkit(&["conform", "p", "--check"]);
    assert_data_eq!(
        run.stderr,
        str![[r#"
     Skipped templates, because of the answers in p/connkit.json: `title` is missing
Would change p/connkit.json

"#]]
    );
    assert_eq!(json_of(&sandbox, "connkit.json")["template"]["version"], 1);
}
