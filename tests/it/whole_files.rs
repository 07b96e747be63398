//! Fixes that make, draw anew, lay out or delete whole files, and those that ask.

use std::cell::RefCell;

use connkit::check::{Checker, Levels};
use connkit::connector::Connector;
use connkit::connector::files::Memory;
use connkit::connector::icon::{Colour, Icon};
use connkit::fix::{self, Selection};
use connkit::publisher_kind::PublisherKind;

use crate::sandbox::Sandbox;

const DEFINITION: &str = r#"{
  "swagger": "2.0",
  "info": { "title": "Contoso Orders", "description": "Reads the orders of small shops, and writes them." },
  "host": "contoso.com",
  "paths": {
    "/orders": {
      "get": {
        "operationId": "get_orders",
        "summary": "List orders / lines",
        "description": "Lists the orders.",
        "responses": { "2XX": { "description": "OK" } },
        "note": "lists only"
      }
    }
  },
  "x-ms-capabilities": { "testConnection": { "operationId": "get_orders" } }
}
"#;

const PROPERTIES: &str = r##"{
  "properties": {
    "iconBrandColor": "#1b5e7b",
    "connectionParameters": { "api-key": { "type": "securestring" } },
    "scriptOperations": ["get_orders"],
    "policyTemplateInstances": [
      {
        "templateId": "setheader",
        "title": "Send the key",
        "parameters": {
          "x-ms-apimTemplate-operationName": ["get_orders"],
          "x-ms-apimTemplateParameter.name": "X-Key",
          "x-ms-apimTemplateParameter.value": "@connectionParameters('api-key')"
        }
      }
    ]
  }
}
"##;

const SCRIPT: &str = r#"public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        if (this.Context.OperationId == "get_orders") { return null; }
        return null;
    }
}
"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", DEFINITION);
    sandbox.write("c/apiProperties.json", PROPERTIES);
    sandbox
}

/// A PNG picture with an alpha channel.
fn drawn(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let samples: Vec<u8> = places.flat_map(|(x, y)| colour(x, y)).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("memory can be written");
    writer.write_image_data(&samples).expect("the samples fit");
    writer.finish().expect("memory can be written");
    bytes
}

#[test]
fn what_systems_left_behind_is_deleted_only_when_it_is_said() {
    let sandbox = sandbox();
    let junk = ["c/.DS_Store", "c/apiProperties.json.bak", "c/__MACOSX/._readme.md"];
    let kept = ["c/.readme.md.swp", "c/.idea/workspace.xml", "c/notes.txt"];
    for name in junk.iter().chain(&kept) {
        sandbox.write(name, "x");
    }
    let fix = |more: &[&str]| sandbox.connkit(&[&["fix", "c", "--select=JunkInFolder"], more].concat());

    assert!(fix(&[]).stderr.contains("nothing to do"));
    let run = fix(&["--unsafe", "--diff"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "delete c/.DS_Store\ndelete c/__MACOSX\ndelete c/apiProperties.json.bak\n");
    assert!(junk.iter().all(|name| sandbox.path(name).exists()), "nothing is written");

    let run = fix(&["--unsafe"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("Deleted c/__MACOSX"), "{}", run.stderr);
    assert!(!junk.iter().any(|name| sandbox.path(name).exists()));
    assert!(kept.iter().all(|name| sandbox.path(name).exists()));
    assert!(fix(&["--unsafe"]).stderr.contains("nothing to do"));
}

#[test]
fn an_icon_is_drawn_anew_on_the_brand_colour() {
    let sandbox = sandbox();
    let (grey, clear) = ([200, 200, 200, 255], [0, 0, 0, 0]);
    // A grey disc that fills a transparent picture of another shape.
    sandbox.write(
        "c/icon.png",
        drawn(300, 260, |x, y| {
            let (x, y) = (i64::from(x) - 150, i64::from(y) - 130);
            if x * x + y * y < 130 * 130 { grey } else { clear }
        }),
    );
    let fix = || sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified"]);
    let run = fix();
    assert!(run.stderr.contains("Redrew c/icon.png"), "{}", run.stderr);

    let bytes = std::fs::read(sandbox.path("c/icon.png")).expect("the icon is there");
    let icon = Icon::read(&bytes).expect("it is a picture");
    assert_eq!((icon.width(), icon.height()), (230, 230));
    let pixels = icon.pixels().expect("it is small");
    assert_eq!(pixels.colour(0, 0), Colour::of_hex("#1b5e7b"));
    assert_eq!(pixels.colour(115, 115), Some(Colour::opaque(200, 200, 200)));
    let logo = pixels.logo_box().expect("there is a logo");
    assert!((150..=158).contains(&logo.width) && (150..=158).contains(&logo.height), "{logo:?}");
    let report = sandbox.connkit(&["validate", "c", "--publisher-kind=verified", "--format=json"]).stdout;
    assert!(!report.contains("\"Icon"), "{report}");
    assert!(!fix().stderr.contains("Redrew"));
}

#[test]
fn an_independent_publishers_icon_goes() {
    let sandbox = sandbox();
    sandbox.write("c/icon.png", drawn(10, 10, |_, _| [1, 2, 3, 255]));
    let fix =
        || sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=independent", "--select=IconForIndependent"]);
    sandbox.write("c/settings.json", r#"{ "icon": "icon.png" }"#);
    assert!(fix().stderr.contains("nothing to do"), "the settings name it");
    std::fs::remove_file(sandbox.path("c/settings.json")).expect("it is there");
    assert!(fix().stderr.contains("Deleted c/icon.png"));
    assert!(!sandbox.path("c/icon.png").exists());
}

#[test]
fn missing_texts_are_scaffolded() {
    let sandbox = sandbox();
    let run = sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified"]);
    assert!(run.stderr.contains("Added c/readme.md"), "{}", run.stderr);
    let readme = sandbox.read("c/readme.md");
    assert!(readme.starts_with("# Contoso Orders\n\nTODO: "), "{readme}");
    assert!(readme.contains("\n## Prerequisites\n"), "the fixes of other rules follow: {readme}");
    assert!(!sandbox.path("c/intro.md").exists(), "nobody asked for it");

    sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified", "--select=IntroMissing"]);
    assert!(sandbox.read("c/intro.md").starts_with("TODO: "));
}

#[test]
fn a_definition_that_is_too_large_loses_its_indentation_and_keeps_it_lost() {
    let sandbox = sandbox();
    let many: String = (0..9_900).map(|number| format!("      \"x-{number}\": \"{}\",\n", "x".repeat(35))).collect();
    sandbox.write("c/apiDefinition.swagger.json", format!("{{\n{many}      \"swagger\": \"2.0\"\n}}\n"));
    let validate = || sandbox.connkit(&["validate", "c", "--select=DefinitionTooLargeForSolution"]).stdout;
    assert!(validate().contains("DefinitionTooLargeForSolution"));

    let run = sandbox.connkit(&["fix", "c", "--unsafe", "--select=DefinitionTooLargeForSolution"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!validate().contains("DefinitionTooLargeForSolution"));
    let fixed = sandbox.read("c/apiDefinition.swagger.json");
    assert!(fixed.starts_with("{\n\"x-0\": \"xxx"), "{}", &fixed[..40]);
    let run = sandbox.connkit(&["fmt", "c/apiDefinition.swagger.json"]);
    assert!(run.stderr.contains("left alone") && run.stderr.contains("500000"), "{}", run.stderr);
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), fixed);
}

#[test]
fn repeated_parameters_move_to_one_place() {
    let sandbox = Sandbox::new();
    let parameter = r#"{ "name": "id", "in": "path", "required": true, "type": "string" }"#;
    let operation = |id: &str| format!("{{ \"operationId\": \"{id}\", \"parameters\": [{parameter}] }}");
    let definition = format!(
        "{{\n  \"swagger\": \"2.0\",\n  \"paths\": {{\n    \"/a/{{id}}\": {{\n      \"get\": {},\n      \"put\": {}\n    }}\n  }}\n}}\n",
        operation("A"),
        operation("B")
    );
    sandbox.write("c/apiDefinition.swagger.json", definition);
    let run = sandbox.connkit(&["fix", "c", "--unsafe", "--select=ParameterRepeated"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let fixed: serde_json::Value = serde_json::from_str(&sandbox.read("c/apiDefinition.swagger.json")).expect("JSON");
    let reference = serde_json::json!([{ "$ref": "#/parameters/id" }]);
    assert_eq!(fixed["paths"]["/a/{id}"]["get"]["parameters"], reference);
    assert_eq!(fixed["paths"]["/a/{id}"]["put"]["parameters"], reference);
    let shared: serde_json::Value = serde_json::from_str(parameter).expect("JSON");
    assert_eq!(fixed["parameters"], serde_json::json!({ "id": shared }));
}

#[test]
fn a_repeated_parameter_that_is_shared_already_is_referred_to() {
    let sandbox = Sandbox::new();
    let parameter = r#"{ "name": "id", "in": "path", "required": true, "type": "string" }"#;
    let operation = |id: &str, parameter: &str| format!(r#"{{ "operationId": "{id}", "parameters": [{parameter}] }}"#);
    let definition = |written: &str| {
        let (get, put) = (operation("A", written), operation("B", written));
        format!(
            r#"{{ "swagger": "2.0", "paths": {{ "/a/{{id}}": {{ "get": {get}, "put": {put} }} }}, "parameters": {{ "Item": {parameter} }} }}"#
        )
    };
    sandbox.write("c/apiDefinition.swagger.json", definition(parameter));
    sandbox.connkit(&["fix", "c", "--unsafe", "--select=ParameterRepeated"]);
    let reference = r##"{ "$ref": "#/parameters/Item" }"##;
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), definition(reference));
}

#[test]
fn nobody_is_asked_without_a_terminal() {
    let sandbox = sandbox();
    let run = sandbox.connkit(&["fix", "c", "--ask"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--ask needs a terminal"), "{}", run.stderr);
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), DEFINITION);
}

/// The files after fixing with these answers to `rule: present text`, and every question that was asked.
fn asked(rules: &[&'static str], answers: &[(&str, &str)]) -> (Vec<(String, String)>, Vec<String>) {
    let files =
        [("apiDefinition.swagger.json", DEFINITION), ("apiProperties.json", PROPERTIES), ("script.csx", SCRIPT)];
    let files = Memory::new(files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    let checker = Checker::new(PublisherKind::Verified, &Levels::default());
    let selection = Selection { rules: rules.to_vec(), ..Selection::default() };
    let questions = RefCell::new(Vec::new());
    let mut ask = |question: fix::Question<'_>| {
        let asked = format!("{}: {}", question.finding.rule.id, question.present);
        questions.borrow_mut().push(asked.clone());
        Ok(answers.iter().find(|(question, _)| *question == asked).map(|(_, answer)| (*answer).to_owned()))
    };
    let connector = Connector::load(&files).expect("memory can be listed");
    let fixed = fix::fix_asking(&files, connector, &checker, &selection, &|_, _| {}, &mut ask);
    let fixed = fixed.expect("each question is answered");
    (fixed.files.into_iter().map(|file| (file.name, file.after)).collect(), questions.into_inner())
}

#[test]
fn a_text_is_asked_for_until_it_is_right_or_left() {
    let rules = ["RestrictedCharactersInSummary"];
    let wrong = "RestrictedCharactersInSummary: List orders / lines";
    let better = "RestrictedCharactersInSummary: List orders & lines";
    let (files, questions) = asked(&rules, &[(wrong, "List orders & lines"), (better, "List orders and lines")]);
    assert_eq!(questions, [wrong, better]);
    let expected = DEFINITION.replace("List orders / lines", "List orders and lines");
    assert_eq!(files, [("apiDefinition.swagger.json".to_owned(), expected)]);

    let (files, questions) = asked(&rules, &[]);
    assert_eq!((files.len(), questions.len()), (0, 1), "what is left is not asked for again");
}

#[test]
fn an_operation_gets_another_id_wherever_it_is_named() {
    let question = "OperationIdNotPascalCase: get_orders";
    let (files, questions) = asked(&["OperationIdNotPascalCase"], &[(question, "GetOrders")]);
    assert_eq!(questions, [question]);
    let renamed = |text: &str| text.replace("get_orders", "GetOrders");
    let expected = [
        ("apiDefinition.swagger.json".to_owned(), renamed(DEFINITION)),
        ("apiProperties.json".to_owned(), renamed(PROPERTIES)),
        ("script.csx".to_owned(), renamed(SCRIPT)),
    ];
    assert_eq!(files, expected);
}

#[test]
fn a_connection_parameter_gets_another_name_in_policies_too() {
    let question = "ConnectionParameterNameNotValid: api-key";
    let (files, _) = asked(&["ConnectionParameterNameNotValid"], &[(question, "api_key")]);
    assert_eq!(files, [("apiProperties.json".to_owned(), PROPERTIES.replace("api-key", "api_key"))]);
}

#[test]
fn a_key_that_is_no_member_gets_another_one() {
    let keys = [("ResponseMustBeDefaultOrHttpStatusCode", "2XX", "200"), ("ExtensionNameNotValid", "note", "x-note")];
    for (rule, key, name) in keys {
        let question = format!("{rule}: {key}");
        let (files, questions) = asked(&[rule], &[(&question, name)]);
        assert_eq!(questions, [question]);
        let (old, new) = (format!("\"{key}\":"), format!("\"{name}\":"));
        assert_eq!(files, [("apiDefinition.swagger.json".to_owned(), DEFINITION.replace(&old, &new))]);
    }
}

#[test]
fn texts_in_utf16_are_read_and_written_in_utf8() {
    let sandbox = Sandbox::new();
    let utf16: Vec<u8> = format!("\u{feff}{DEFINITION}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    sandbox.write("c/apiDefinition.swagger.json", &utf16);
    sandbox.write("c/apiProperties.json", PROPERTIES);
    let told = sandbox.connkit(&["validate", "c", "--format=concise"]).stdout;
    assert!(told.contains("warning[NotUtf8]: the file is in UTF-16"), "{told}");
    assert!(!told.contains("Json"), "its syntax is read as it is meant: {told}");
    let shown = sandbox.connkit(&["fix", "c", "--rule=NotUtf8", "--diff"]);
    assert_eq!((shown.stdout.trim(), shown.code), ("rewrite c/apiDefinition.swagger.json in UTF-8", Some(1)));
    let fixed = sandbox.connkit(&["fix", "c", "--rule=NotUtf8"]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.stderr);
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), DEFINITION);
    assert_eq!(sandbox.connkit(&["fix", "c", "--rule=NotUtf8", "--check"]).code, Some(0));
}
