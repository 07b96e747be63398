//! Every format, for one connector with findings of three rules of the test's own.

// snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

use std::collections::BTreeSet;

use serde_json::Value;
use snapbox::{IntoData as _, assert_data_eq, str};

use super::{Format, Rendered, Report, Style, render, write, write_statistics};
use crate::check::{Checker, Levels};
use crate::connector::files::Memory;
use crate::finding::Level;
use crate::project::Project;
use crate::publisher_kind::PublisherKind;
use crate::rule::Rule;

/// One rule about values, with related place, help and fix.
mod value {
    use crate::finding::Safety;
    use crate::json::{Document, replace_value};
    use crate::rule::Cx;

    crate::rule! {
        /// A value is `null`.
        ///
        /// ```json,bad,at=/info
        /// { "info": null }
        /// ```
        ValueIsNull {
            levels: { Error },
            origin: House,
            codes: ["5000.9"],
            evidence: "made up | for tests",
            since: "0.1.0",
            check: Document(check),
            fixes: [Unsafe],
        }
    }

    fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
        for node in document.nodes().filter(|node| node.is_null()) {
            let edit = replace_value(node, "true");
            cx.report(node, format!("`{}` is `null` | 100%", node.key().unwrap_or_default()))
                .label(document.root(), "in this, here")
                .help("write a value: <any>; or none")
                .fix(Safety::Unsafe, "write `true`", [Some(edit)]);
        }
    }
}

mod picture {
    use crate::rule::{Cx, IconFile};

    crate::rule! {
        /// There is an icon.
        IconExists { levels: { Warning }, origin: Reviewer, evidence: "made up", since: "0.1.0", check: Icon(check) }
    }

    fn check<'a>(cx: &mut Cx<'_, 'a>, icon: &IconFile<'a>) {
        cx.report(icon.place(), "there is an icon");
    }
}

mod text {
    use crate::connector::readme::Markdown;
    use crate::rule::{Cx, TextFile};

    crate::rule! {
        /// There is a readme.
        ReadmeExists { levels: { Hint }, origin: House, evidence: "made up", since: "0.1.0", check: Readme(check) }
    }

    fn check<'a>(cx: &mut Cx<'_, 'a>, readme: &TextFile<'a, Markdown>) {
        cx.report(readme.start(), "there is a readme,\nof two lines");
    }
}

static RULES: [&Rule; 3] = [&value::RULE, &picture::RULE, &text::RULE];

const STYLE: Style = Style { fail_on: Level::Warning, is_coloured: true, ..Style::PLAIN };

const DEFINITION: &str =
    "{\n  \"ünï\": null,\n  \"paths\": { \"/a\": { \"get\": { \"operationId\": \"A\", \"x\": null } } }\n}\n";

fn project(path: &str, files: &[(&str, &str)]) -> Project {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    Project::in_memory(path, Memory::new(files), PublisherKind::Custom).unwrap()
}

/// Two connectors, the second one without findings.
fn rendered(format: Format) -> Vec<Rendered> {
    let found = [("apiDefinition.swagger.json", DEFINITION), ("icon.png", "no picture"), ("readme.md", "# A\n")];
    [project("my tree/A & B", &found), project("my tree/clean", &[("apiDefinition.swagger.json", "{}")])]
        .iter()
        .map(|project| {
            let findings = Checker::of(RULES, PublisherKind::Custom, &Levels::default()).check(&project.connector);
            render(format, STYLE, project, &findings)
        })
        .collect()
}

fn printed(format: Format) -> String {
    let mut out = Vec::new();
    write(format, &mut out, rendered(format)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn what_is_found_is_written_at_once_and_not_kept() {
    for format in [Format::Human, Format::Concise, Format::Json, Format::Jsonl, Format::Sarif, Format::Gitlab] {
        let connector = rendered(format).remove(0);
        let findings = connector.findings.clone();
        let mut out = Vec::new();
        let mut report = Report::new(format, &mut out, Vec::new());
        report.push(connector).unwrap();
        assert_eq!(report.rendered[0].findings, "", "{format:?}");
        drop(report);
        assert!(String::from_utf8(out).unwrap().ends_with(&findings), "{format:?}");
    }
}

#[test]
fn concise() {
    assert_data_eq!(
        printed(Format::Concise),
        str![[r#"
my tree/A & B/apiDefinition.swagger.json:2:10: error[ValueIsNull]: `ünï` is `null` | 100%
my tree/A & B/apiDefinition.swagger.json:3:56: error[ValueIsNull]: `x` is `null` | 100%
my tree/A & B/icon.png:1:1: warning[IconExists]: there is an icon
my tree/A & B/readme.md:1:1: hint[ReadmeExists]: there is a readme, of two lines

"#]]
        .raw()
    );
}

#[test]
fn jsonl() {
    let text = printed(Format::Jsonl);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let report: Value = serde_json::from_str(&printed(Format::Json)).unwrap();
    assert_eq!(Value::Array(lines), report["findings"]);
}

#[test]
fn github() {
    assert_data_eq!(printed(Format::Github), str![[r#"
::error file=my tree/A & B/apiDefinition.swagger.json,line=2,endLine=2,col=10,endColumn=14,title=ValueIsNull::`ünï` is `null` | 100%25%0Awrite a value: <any>; or none
::error file=my tree/A & B/apiDefinition.swagger.json,line=3,endLine=3,col=56,endColumn=60,title=ValueIsNull::`x` is `null` | 100%25%0Awrite a value: <any>; or none
::warning file=my tree/A & B/icon.png,title=IconExists::there is an icon
::notice file=my tree/A & B/readme.md,line=1,endLine=1,col=1,endColumn=1,title=ReadmeExists::there is a readme,%0Aof two lines

"#]].raw());
}

#[test]
fn azure() {
    assert_data_eq!(printed(Format::Azure), str![[r#"
##vso[task.logissue type=error;sourcepath=my tree/A & B/apiDefinition.swagger.json;linenumber=2;columnnumber=10;code=ValueIsNull;]`ünï` is `null` | 100%AZP25
##vso[task.logissue type=error;sourcepath=my tree/A & B/apiDefinition.swagger.json;linenumber=3;columnnumber=56;code=ValueIsNull;]`x` is `null` | 100%AZP25
##vso[task.logissue type=warning;sourcepath=my tree/A & B/icon.png;linenumber=1;columnnumber=1;code=IconExists;]there is an icon
my tree/A & B/readme.md:1:1: hint[ReadmeExists]: there is a readme, of two lines

"#]].raw());
}

#[test]
fn gitlab() {
    let text = printed(Format::Gitlab);
    let issues: Value = serde_json::from_str(&text).unwrap();
    let prints: BTreeSet<&str> =
        issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.as_array().unwrap().len());
    assert_data_eq!(text, str![[r#"
[
  {"type":"issue","check_name":"ValueIsNull","description":"`ünï` is `null` | 100%","severity":"critical","fingerprint":"b6bce282f785a1df8941842f419bfa8c","location":{"path":"my tree/A & B/apiDefinition.swagger.json","lines":{"begin":2}}},
  {"type":"issue","check_name":"ValueIsNull","description":"`x` is `null` | 100%","severity":"critical","fingerprint":"736ed930f76f8632df7fe1e6808c7b86","location":{"path":"my tree/A & B/apiDefinition.swagger.json","lines":{"begin":3}}},
  {"type":"issue","check_name":"IconExists","description":"there is an icon","severity":"minor","fingerprint":"6d0bbfe6254b7faeb4f0da9320aee24c","location":{"path":"my tree/A & B/icon.png","lines":{"begin":1}}},
  {"type":"issue","check_name":"ReadmeExists","description":"there is a readme,\nof two lines","severity":"info","fingerprint":"d6eceddb0c1bcaa62f58828f3e236738","location":{"path":"my tree/A & B/readme.md","lines":{"begin":1}}}
]

"#]].raw());
}

#[test]
fn fingerprints_survive_moves() {
    let prints = |definition: &str| -> Vec<String> {
        let project = project("c", &[("apiDefinition.swagger.json", definition)]);
        let findings = Checker::of(RULES, PublisherKind::Custom, &Levels::default()).check(&project.connector);
        let rendered = vec![render(Format::Gitlab, STYLE, &project, &findings)];
        let mut out = Vec::new();
        write(Format::Gitlab, &mut out, rendered).unwrap();
        let issues: Vec<Value> = serde_json::from_slice(&out).unwrap();
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let one = prints("{ \"paths\": { \"/a\": { \"get\": { \"operationId\": \"A\", \"x\": null } } } }");
    let moved = prints("{ \"b\": 1,\n\n \"paths\": { \"/b\": { \"put\": { \"operationId\": \"A\", \"x\": null } } } }");
    let other = prints("{ \"paths\": { \"/a\": { \"get\": { \"operationId\": \"B\", \"x\": null } } } }");
    assert_eq!(one, moved);
    assert_ne!(one, other);
}

#[test]
fn junit() {
    assert_data_eq!(printed(Format::Junit), str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="connkit" tests="5" failures="3" errors="0">
  <testsuite name="my tree/A &amp; B" tests="4" failures="3" errors="0" skipped="0">
    <testcase classname="my tree/A &amp; B/apiDefinition.swagger.json" name="ValueIsNull at 2:10">
      <failure type="error" message="`ünï` is `null` | 100%">my tree/A &amp; B/apiDefinition.swagger.json:2:10: error: `ünï` is `null` | 100%
at: /ünï
help: write a value: &lt;any&gt;; or none</failure>
    </testcase>
    <testcase classname="my tree/A &amp; B/apiDefinition.swagger.json" name="ValueIsNull at 3:56">
      <failure type="error" message="`x` is `null` | 100%">my tree/A &amp; B/apiDefinition.swagger.json:3:56: error: `x` is `null` | 100%
at: /paths/~1a/get/x
help: write a value: &lt;any&gt;; or none</failure>
    </testcase>
    <testcase classname="my tree/A &amp; B/icon.png" name="IconExists at 1:1">
      <failure type="warning" message="there is an icon">my tree/A &amp; B/icon.png:1:1: warning: there is an icon</failure>
    </testcase>
    <testcase classname="my tree/A &amp; B/readme.md" name="ReadmeExists at 1:1">
      <system-out>my tree/A &amp; B/readme.md:1:1: hint: there is a readme,&#10;of two lines</system-out>
    </testcase>
  </testsuite>
  <testsuite name="my tree/clean" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="my tree/clean" name="nothing to report"/>
  </testsuite>
</testsuites>

"#]].raw());
}

#[test]
fn markdown() {
    assert_data_eq!(
        printed(Format::Markdown),
        str![[r#"
**connkit** found 2 errors, 1 warning, 1 hint in 2 connectors.

### A & B (my tree/A & B)

2 errors, 1 warning, 1 hint

| Level | Rule | Place | What is wrong |
|---|---|---|---|
| error | ValueIsNull | apiDefinition.swagger.json:2 | `ünï` is `null` \| 100%<br>write a value: &lt;any>; or none |
| error | ValueIsNull | apiDefinition.swagger.json:3 | `x` is `null` \| 100%<br>write a value: &lt;any>; or none |
| warning | IconExists | icon.png:1 | there is an icon |
| hint | ReadmeExists | readme.md:1 | there is a readme, of two lines |

"#]]
        .raw()
    );
}

#[test]
fn sarif() {
    let own = env!("CARGO_PKG_VERSION");
    let versions = |version: &str| {
        format!(
            "\"name\": \"connkit\",\n          \"version\": \"{version}\",\n          \"semanticVersion\": \"{version}\""
        )
    };
    assert_data_eq!(printed(Format::Sarif).replace(&versions(own), &versions("OWN")), str![[r#"
{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "results": [
        {"ruleId":"ValueIsNull","level":"error","message":{"text":"`ünï` is `null` | 100%. Help: write a value: <any>; or none"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/apiDefinition.swagger.json"},"region":{"startLine":2,"startColumn":10,"endLine":2,"endColumn":14}},"logicalLocations":[{"fullyQualifiedName":"/ünï"}]}],"partialFingerprints":{"connkit/v1":"b6bce282f785a1df8941842f419bfa8c"},"relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/apiDefinition.swagger.json"},"region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}},"message":{"text":"in this, here"}}],"fixes":[{"description":{"text":"write `true`"},"artifactChanges":[{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/apiDefinition.swagger.json"},"replacements":[{"deletedRegion":{"startLine":2,"startColumn":10,"endLine":2,"endColumn":14},"insertedContent":{"text":"true"}}]}],"properties":{"safety":"unsafe"}}]},
        {"ruleId":"ValueIsNull","level":"error","message":{"text":"`x` is `null` | 100%. Help: write a value: <any>; or none"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/apiDefinition.swagger.json"},"region":{"startLine":3,"startColumn":56,"endLine":3,"endColumn":60}},"logicalLocations":[{"fullyQualifiedName":"/paths/~1a/get/x"}]}],"partialFingerprints":{"connkit/v1":"736ed930f76f8632df7fe1e6808c7b86"},"relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/apiDefinition.swagger.json"},"region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}},"message":{"text":"in this, here"}}],"fixes":[{"description":{"text":"write `true`"},"artifactChanges":[{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/apiDefinition.swagger.json"},"replacements":[{"deletedRegion":{"startLine":3,"startColumn":56,"endLine":3,"endColumn":60},"insertedContent":{"text":"true"}}]}],"properties":{"safety":"unsafe"}}]},
        {"ruleId":"IconExists","level":"warning","message":{"text":"there is an icon"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/icon.png"}}}],"partialFingerprints":{"connkit/v1":"6d0bbfe6254b7faeb4f0da9320aee24c"}},
        {"ruleId":"ReadmeExists","level":"note","message":{"text":"there is a readme,\nof two lines"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20tree/A%20%26%20B/readme.md"},"region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":1}}}],"partialFingerprints":{"connkit/v1":"d6eceddb0c1bcaa62f58828f3e236738"}}
      ],
      "tool": {
        "driver": {
          "name": "connkit",
          "version": "OWN",
          "semanticVersion": "OWN",
          "rules": [
            {"id":"IconExists","shortDescription":{"text":"There is an icon"},"fullDescription":{"text":"There is an icon."},"help":{"text":"There is an icon.","markdown":"There is an icon.\n"},"defaultConfiguration":{"level":"warning"},"properties":{"tags":["reviewer"],"evidence":"made up","since":"0.1.0"}},
            {"id":"ReadmeExists","shortDescription":{"text":"There is a readme"},"fullDescription":{"text":"There is a readme."},"help":{"text":"There is a readme.","markdown":"There is a readme.\n"},"defaultConfiguration":{"level":"note"},"properties":{"tags":["house"],"evidence":"made up","since":"0.1.0"}},
            {"id":"ValueIsNull","shortDescription":{"text":"A value is `null`"},"fullDescription":{"text":"A value is `null`."},"help":{"text":"A value is `null`.","markdown":"A value is `null`.\n\nReported (`apiDefinition.swagger.json`):\n\n```json\n{ \"info\": null }\n```\n"},"defaultConfiguration":{"level":"error"},"properties":{"tags":["house","5000.9"],"evidence":"made up | for tests","since":"0.1.0"}}
          ]
        }
      }
    }
  ]
}

"#]].raw());
}

#[test]
fn who_uses_a_shared_part_is_told() {
    let schema = r##"{ "schema": { "$ref": "#/definitions/Order" } }"##;
    let operation =
        |id| format!(r#""/{id}": {{ "get": {{ "operationId": "{id}", "responses": {{ "200": {schema} }} }} }}"#);
    let paths = ["A", "B", "C", "D", "E"].map(operation).join(",\n");
    let definition = format!(
        r#"{{ "paths": {{ {paths} }},
  "definitions": {{ "Order": {{ "x": null, "y": null }} }} }}"#
    );
    let project = project("c", &[("apiDefinition.swagger.json", &definition)]);
    let findings = Checker::of(RULES, PublisherKind::Custom, &Levels::default()).check(&project.connector);
    let text = |format| {
        let mut out = Vec::new();
        let style = Style { is_coloured: false, ..STYLE };
        write(format, &mut out, vec![render(format, style, &project, &findings)]).unwrap();
        String::from_utf8(out).unwrap()
    };
    let report: Value = serde_json::from_str(&text(Format::Json)).unwrap();
    for finding in report["findings"].as_array().unwrap() {
        let labels: Vec<&Value> = finding["labels"].as_array().unwrap().iter().map(|label| &label["message"]).collect();
        assert_eq!(labels, ["in this, here", "used by `A`", "used by `B`", "used by `C`, and by 2 more"]);
    }
    let sarif: Value = serde_json::from_str(&text(Format::Sarif)).unwrap();
    assert_eq!(sarif["runs"][0]["results"][1]["relatedLocations"].as_array().map(Vec::len), Some(4));
    // People are told once.
    assert_eq!(text(Format::Human).matches("used by `C`, and by 2 more").count(), 1);
}

#[test]
fn nothing_found_is_well_formed_everywhere() {
    for format in [Format::Json, Format::Sarif, Format::Gitlab] {
        let mut out = Vec::new();
        write(format, &mut out, Vec::new()).unwrap();
        let _: Value = serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{format:?}: {error}"));
    }
}

#[test]
fn statistics() {
    let mut out = Vec::new();
    write_statistics(&mut out, &rendered(Format::Concise)).unwrap();
    assert_data_eq!(
        String::from_utf8(out).unwrap(),
        str![[r#"
rule          level    connectors  findings
ValueIsNull   error             1         2
IconExists    warning           1         1
ReadmeExists  hint              1         1

"#]]
        .raw()
    );
}
