//! `connkit new --template`: a team's own templates, what they make, and where their errors point.

use std::collections::BTreeMap;

use snapbox::{assert_data_eq, str};

use crate::sandbox::{Run, Sandbox};

const QUESTIONS: &str = r#"{
  "publisherKind": "custom",
  "questions": [
    { "name": "title", "prompt": "Title" },
    { "name": "host", "prompt": "Host", "choices": ["api.contoso.com", "api.fabrikam.com"] },
    { "name": "script", "prompt": "With a script", "yesNo": true, "default": false }
  ]
}
"#;

const DEFINITION: &str = r#"{ "swagger": "2.0", "info": { "title": "{{ title }}", "version": "1.0" }, "host": "{{ host }}", "paths": {
  "/orders": { "get": { "operationId": "ListOrders", "summary": "List orders", "description": "Lists all orders.",
    "responses": { "200": { "description": "OK" } } } } } }"#;

/// A folder `team` with these files over the usual ones.
fn sandbox(files: &[(&str, &str)]) -> Sandbox {
    let usual = [
        ("template.json", QUESTIONS),
        ("files/apiDefinition.swagger.json.tera", DEFINITION),
        (
            "files/apiProperties.json",
            "{ \"properties\": { \"connectionParameters\": {}, \"iconBrandColor\": \"#1b5e7b\" } }\n",
        ),
        ("files/readme.md.tera", "# {{ title }}\n\n{% include \"shared/note.md.tera\" %}\n{{ operationList }}\n"),
        ("files/{% if script %}script.csx{% endif %}", "public class Script : ScriptBase {}\n"),
        ("files/docs/note.txt", "{{ as it is }}\n"),
        ("shared/note.md.tera", "Made for {{ host }}.\n"),
    ];
    let sandbox = Sandbox::new();
    let all: BTreeMap<&str, &str> = usual.into_iter().chain(files.iter().copied()).collect();
    for (name, text) in all {
        sandbox.write(&format!("team/{name}"), text);
    }
    sandbox
}

fn generate(sandbox: &Sandbox, more: &[&str]) -> Run {
    let arguments =
        ["new", "out", "--template", "team", "--title", "Our \"_Orders_\"", "--answer", "host=api.contoso.com"];
    sandbox.connkit(&[&arguments[..], more].concat())
}

#[test]
fn answers_are_rendered_and_escaped() {
    let sandbox = sandbox(&[]);
    let run = generate(&sandbox, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_data_eq!(
        sandbox.read("out/readme.md"),
        str![[r#"
# Our "/_Orders/_"

Made for api.contoso.com.

<!-- connkit:operations -->

### List orders

Lists all orders.

<!-- /connkit:operations -->

"#]]
    );
    let definition: serde_json::Value =
        serde_json::from_str(&sandbox.read("out/apiDefinition.swagger.json")).expect("it is JSON");
    assert_eq!(definition["info"]["title"], "Our \"_Orders_\"");
    assert_eq!(sandbox.read("out/docs/note.txt"), "{{ as it is }}\n");
    assert!(!sandbox.path("out/script.csx").exists());
}

#[test]
fn a_name_that_renders_to_something_makes_a_file() {
    let sandbox = sandbox(&[]);
    assert_eq!(generate(&sandbox, &["--answer", "script=true"]).code, Some(0));
    assert_eq!(sandbox.read("out/script.csx"), "public class Script : ScriptBase {}\n");
}

#[test]
fn what_is_made_is_no_project_of_a_built_in_template() {
    let sandbox = sandbox(&[]);
    generate(&sandbox, &[]);
    assert_eq!(sandbox.read("out/connkit.json"), "{\n  \"publisherKind\": \"custom\"\n}\n");
    let run = sandbox.connkit(&["conform", "out", "--check"]);
    assert!(run.stderr.contains("out/connkit.json tells no template"), "{}", run.stderr);
}

#[test]
fn answers_that_are_missing_or_wrong_are_told_together() {
    let sandbox = sandbox(&[]);
    let wrong = ["--answer", "script=perhaps", "--answer", "hots=x"];
    let run =
        sandbox.connkit(&[&["new", "out", "--template", "team", "--answer", "host=localhost"][..], &wrong].concat());
    assert_eq!(run.code, Some(2));
    assert_data_eq!(
        run.stderr,
        str![[r"
error: answers are missing or cannot be taken
  `title` is missing: Title
  `host` `localhost` must be one of api.contoso.com, api.fabrikam.com
  `script` `perhaps` must be true or false
  `hots` `x` is no answer that this template asks for, did you mean `host`?
help: give answers with --answer NAME=TEXT or in a file with --answers, or run this in a terminal to be asked

"]]
    );
    assert!(!sandbox.path("out").exists());
}

#[test]
fn errors_point_at_the_template() {
    let mut told = String::new();
    for (name, text) in [
        ("files/readme.md.tera", "a\n {{ title \n"),
        ("files/readme.md.tera", "a\n{% if tilte %}x{% endif %}"),
        ("files/readme.md.tera", "a\n{{ title | shout }}"),
        ("files/readme.md.tera", "a\n{{ title.x.y }}"),
        ("files/readme.md.tera", "{% include \"nothing\" %}"),
        ("files/readme.md.tera", "{% include \"shared/readme/credentials.md.tera\" %}"),
        ("shared/note.md.tera", "ü {{ hots }}"),
        ("files/more.json.tera", "{\n\"a\": {{ host }} }"),
        ("files/{{ titel }}.txt", ""),
        ("files/{{ host }}/{{ title }}", ""),
        ("files/README.md", ""),
        ("files/connkit.json", "{ \"template\": { \"version\": 1 } }"),
        (
            "template.json",
            "{ \"questions\": [\n{ \"name\": \"a b\" }, { \"name\": \"a\", \"promt\": \"A\", \"yesNo\": true, \"default\": 1 }] }",
        ),
        ("template.json", "{ \"questions\": [] "),
        ("template.json", "{ \"questions\": [] }"),
    ] {
        let sandbox = sandbox(&[(name, text)]);
        let run = generate(&sandbox, &[]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
        assert!(!sandbox.path("out").exists(), "{name}");
        told.push_str(&run.stderr);
    }
    assert_data_eq!(
        told,
        str![[r#"
error: team/files/readme.md.tera:2:10: Unexpected end of input
error: team/files/readme.md.tera:2:7: no question is called `tilte`, did you mean `title`?
error: team/files/readme.md.tera:2:12: Unknown filter `shout`
error: team/files/readme.md.tera:2:10: Field `x` is not defined.
error: team/files/readme.md.tera:1:12: Unknown template `nothing`
error: built-in shared/authentication/api-key.credentials.md.tera:3:78: no question is called `apiKeyHeader`
error: team/shared/note.md.tera:1:6: no question is called `hots`, did you mean `host`?
error: team/files/more.json.tera:2:6: does not render to JSON: expected value at line 2 column 6 of the result: `"a": api.contoso.com }`
error: team/files/{{ titel }}.txt (its name):1:4: no question is called `titel`, did you mean `title`?
error: team/files/{{ host }}/{{ title }}: `Our /"_Orders_/"` is no name of a file or folder
error: team/files/readme.md.tera: another file is called readme.md, too
error: team/files/connkit.json has a `template`, which is for connkit's own templates; remove it
error: the questions cannot be read
  team/template.json:2:1: expected a `name` of letters and digits
  team/template.json:2:35: unknown key `promt`, did you mean `prompt`?
  team/template.json:2:75: the default must be true or false
error: the questions cannot be read
  team/template.json:1:18: the file ends before this `{` is closed: expected `}`
error: the questions cannot be read
  team/template.json:1:1: expected either `publisherKind`, or a question of that name

"#]]
    );
}

#[test]
fn nothing_is_written_outside_the_folder() {
    for title in ["../../x", "..", "/etc", "C:x", "a\\b", "x\n"] {
        let sandbox = sandbox(&[("files/{{ title }}", "x")]);
        let run = sandbox.connkit(&[
            "new",
            "out",
            "--template",
            "team",
            "--title",
            title,
            "--answer",
            "host=api.contoso.com",
        ]);
        assert_eq!(run.code, Some(2), "{title}");
        assert!(run.stderr.contains("is no name of a file or folder"), "{}", run.stderr);
        assert!(!sandbox.path("out").exists());
    }
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let sandbox = sandbox(&[]);
    std::os::unix::fs::symlink("/etc/hosts", sandbox.path("team/files/hosts")).expect("a link can be made");
    let run = generate(&sandbox, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("team/files/hosts is a link"), "{}", run.stderr);
}

/// All files of a template are staged in their folders first, those of inner folders, too.
#[test]
fn a_run_that_was_killed_in_an_inner_folder_is_completed() {
    let clean = sandbox(&[]);
    assert_eq!(generate(&clean, &[]).code, Some(0));
    for left in ["out/docs", "out/docs/.note.txt.7-0.connkit-tmp"] {
        let sandbox = sandbox(&[]);
        match left.strip_suffix("/docs") {
            Some(_) => std::fs::create_dir_all(sandbox.path(left)).expect("it can be made"),
            None => sandbox.write(left, "{{ as"),
        }
        let run = generate(&sandbox, &[]);
        assert_eq!(run.code, Some(0), "{left}: {}", run.stderr);
        let names = ["apiDefinition.swagger.json", "apiProperties.json", "readme.md", "docs/note.txt"];
        for name in names.map(|name| format!("out/{name}")) {
            assert_eq!(sandbox.read(&name), clean.read(&name));
        }
        assert!(!sandbox.path("out/docs/.note.txt.7-0.connkit-tmp").exists());
    }
    let sandbox = sandbox(&[]);
    sandbox.write("out/docs/mine.txt", "x");
    assert!(generate(&sandbox, &[]).stderr.contains("is not empty"));
}
