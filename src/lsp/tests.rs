//! What is answered at a place of a text; `‸` marks the place.

use super::completion::{Completion, complete};
use super::hover::hover;
use super::symbols::outline;
use crate::connector::Connector;
use crate::connector::files::Memory;
use crate::navigation::{occurrence_at, occurrences};
use crate::rule::View;
use crate::text::{Edit, FileId, apply};

const DEFINITION: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "Tides", "version": "1.0" },
  "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "Data" }],
  "paths": {
    "/tides": {
      "get": {
        "operationId": "ListTides",
        "summary": "List tides",
        "x-ms-trigger": "batch",
        "parameters": [
          { "$ref": "#/parameters/Port" },
          { "name": "kind", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "ListKinds", "value-path": "id", "parameters": { "port": { "parameter": "port" } } } }
        ],
        "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Tide" } } }
      }
    },
    "/kinds": { "get": { "operationId": "ListKinds", "parameters": [{ "$ref": "#/parameters/Port" }], "responses": {} } }
  },
  "parameters": { "Port": { "name": "port", "in": "query", "type": "string" } },
  "definitions": {
    "Tide": { "type": "object", "title": "A tide", "required": ["level"], "properties": { "level": { "type": "number" }, "at": { "type": "string", "x-ms-summary": "Time" } } }
  }
}"##;

const PROPERTIES: &str = r##"{
  "properties": {
    "iconBrandColor": "#123456",
    "connectionParameters": { "Host": { "type": "string" } },
    "scriptOperations": ["ListTides"],
    "policyTemplateInstances": [
      {
        "templateId": "setheader", "title": "T",
        "parameters": { "x-ms-apimTemplate-operationName": ["ListKinds"], "x-ms-apimTemplateParameter.name": "a", "x-ms-apimTemplateParameter.value": "@connectionParameters('host')" }
      }
    ]
  }
}"##;

const SCRIPT: &str = "public class Script : ScriptBase { public override async Task<HttpResponseMessage> ExecuteAsync() { if (this.Context.OperationId == \"ListTides\") { return null; } return null; } }";

const FILES: [(&str, &str); 3] =
    [("apiDefinition.swagger.json", DEFINITION), ("apiProperties.json", PROPERTIES), ("script.csx", SCRIPT)];

/// A connector of which one file has another text, with a place in it.
struct Scene {
    connector: Connector,
    file: FileId,
    offset: u32,
    text: String,
}

impl Scene {
    /// `marked` is the whole text of a file.
    fn of(name: &str, marked: &str) -> Self {
        let offset = marked.find('‸').expect("a place is marked");
        let text = marked.replacen('‸', "", 1);
        let files = FILES.map(|(other, content)| {
            (other.to_owned(), if other == name { text.clone() } else { content.to_owned() }.into_bytes())
        });
        let connector = Connector::load(&Memory::new(files)).expect("memory can be listed");
        let file = connector.artifacts().iter().find(|artifact| artifact.name == name).expect("it is an artifact").id;
        Self { connector, file, offset: offset as u32, text }
    }

    /// In one of the files a piece is replaced by one with a mark.
    fn with(name: &str, piece: &str, marked: &str) -> Self {
        let (_, content) = FILES.iter().find(|(other, _)| *other == name).expect("there is such a file");
        assert_eq!(content.matches(piece).count(), 1, "{piece}");
        Self::of(name, &content.replace(piece, marked))
    }

    fn completion(&self) -> Option<Completion> {
        complete(&View::of(&self.connector), self.file, self.offset)
    }

    fn labels(&self) -> Vec<String> {
        self.completion().map_or_else(Vec::new, |found| found.items.into_iter().map(|item| item.label).collect())
    }

    /// The line of the place after this item was chosen.
    fn chosen(&self, label: &str) -> String {
        let found = self.completion().expect("something can be written");
        let item = found.items.iter().find(|item| item.label == label).unwrap_or_else(|| panic!("{:?}", found.items));
        let text =
            apply(&self.text, &[Edit::replace(found.span, item.text.as_str())]).expect("the span is in the text");
        let start = self.text[..found.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        text[start..].lines().next().unwrap_or_default().trim().to_owned()
    }

    fn hover(&self) -> Option<String> {
        hover(&View::of(&self.connector), &[], self.file, self.offset).map(|hover| hover.markdown)
    }

    /// What the declarations of the name at the place are, and how often it is used: `file:text`.
    fn symbol(&self) -> (Vec<String>, usize) {
        let all = occurrences(&View::of(&self.connector));
        let Some(symbol) = occurrence_at(&all, self.file, self.offset).map(|found| &found.symbol) else {
            return (Vec::new(), 0);
        };
        let shown = |place: crate::text::Place| {
            let artifact = self.connector.file(place.file).expect("the place is in an artifact");
            format!("{}:{}", artifact.role, artifact.text().expect("it is a text").slice(place.span))
        };
        let same = || all.iter().filter(|found| found.symbol == *symbol);
        let declarations = same().filter(|found| found.is_declaration).map(|found| shown(found.place)).collect();
        (declarations, same().filter(|found| !found.is_declaration).count())
    }
}

const DEFINITION_NAME: &str = "apiDefinition.swagger.json";
const PROPERTIES_NAME: &str = "apiProperties.json";

#[test]
fn keys_are_offered_where_they_are_allowed() {
    let scene =
        Scene::with(DEFINITION_NAME, "\"summary\": \"List tides\",", "\"summary\": \"List tides\",\n\"x-ms-v‸\",");
    let labels = scene.labels();
    assert!(
        labels.contains(&"x-ms-visibility".to_owned()) && !labels.contains(&"x-ms-trigger".to_owned()),
        "{labels:?}"
    );
    assert_eq!(scene.chosen("x-ms-visibility"), "\"x-ms-visibility\": ,");
    // With a value behind it, without quotes, and with only one quote.
    for (typed, result) in [
        ("\"s‸\": 1,", "\"description\": 1,"),
        ("‸", "\"description\":"),
        ("des‸", "\"description\":"),
        ("\"des‸", "\"description\":"),
    ] {
        let scene =
            Scene::with(DEFINITION_NAME, "\"summary\": \"List tides\",", &format!("\"deprecated\": true,\n{typed}"));
        assert_eq!(scene.chosen("description").trim_end(), result, "{typed}");
    }
    assert_eq!(Scene::with(DEFINITION_NAME, "\"title\": \"Tides\"", "\"title\": \"Ti‸des\"").labels(), [""; 0]);
}

#[test]
fn values_are_offered_where_they_are_known() {
    let offered = |piece, marked| Scene::with(DEFINITION_NAME, piece, marked).labels();
    assert_eq!(offered("\"batch\"", "\"‸\""), ["single", "batch"]);
    assert_eq!(offered("\"batch\"", "‸"), ["single", "batch"]);
    assert_eq!(offered("\"#/definitions/Tide\"", "\"#/‸\""), ["#/definitions/Tide"]);
    assert_eq!(offered("{ \"$ref\": \"#/parameters/Port\" },", "{ \"$ref\": \"‸\" },"), ["#/parameters/Port"]);
    assert_eq!(offered("\"ListKinds\", \"value-path\"", "\"‸\", \"value-path\""), ["ListTides", "ListKinds"]);
    // An operation's own id is for its author to find.
    assert_eq!(offered("\"ListTides\"", "\"‸\""), [""; 0]);
    assert_eq!(offered("\"port\": { \"parameter\"", "\"‸\": { \"parameter\""), ["port"]);
    assert_eq!(offered("[\"level\"]", "[\"level\", \"‸\"]"), ["at"]);
    let scene = Scene::with(DEFINITION_NAME, "\"propertyValue\": \"Data\"", "\"propertyValue\": \"Data; Sec‸\"");
    assert!(
        scene.chosen("Security").ends_with("\"propertyValue\": \"Data; Security\" }],"),
        "{}",
        scene.chosen("Security")
    );
}

#[test]
fn policies_and_connections_are_offered() {
    let scene = |piece, marked| Scene::with(PROPERTIES_NAME, piece, marked);
    let templates = scene("\"setheader\"", "\"‸\"").labels();
    assert!(templates.contains(&"dynamichosturl".to_owned()), "{templates:?}");
    assert_eq!(scene("\"ListKinds\"", "\"ListKinds\", \"‸\"").labels(), ["ListTides"]);
    assert_eq!(scene("\"ListTides\"", "\"‸\"").labels(), ["ListTides", "ListKinds"]);
    assert_eq!(
        scene("\"x-ms-apimTemplateParameter.name\": \"a\",", "\"x-ms-apimTemplateParameter.name\": \"a\", \"‸\",")
            .labels(),
        ["x-ms-apimTemplateParameter.existsAction", "x-ms-apimTemplate-policySection"]
    );
    let word =
        scene("\"x-ms-apimTemplateParameter.name\": \"a\"", "\"x-ms-apimTemplateParameter.existsAction\": \"‸\"");
    assert_eq!(word.labels(), ["override", "skip", "append"]);
    assert!(scene("\"type\": \"string\"", "\"type\": \"‸\"").labels().contains(&"oauthSetting".to_owned()));
    let provider = scene(
        "{ \"type\": \"string\" }",
        "{ \"type\": \"oauthSetting\", \"oAuthSettings\": { \"identityProvider\": \"‸\" } }",
    );
    assert!(provider.labels().contains(&"aad".to_owned()));
}

#[test]
fn names_lead_to_their_declarations() {
    let symbol = |name, piece, marked| Scene::with(name, piece, marked).symbol();
    // Called by the script and listed in the properties.
    let tides = (vec!["definition:\"ListTides\"".to_owned()], 2);
    assert_eq!(symbol("script.csx", "\"ListTides\"", "\"List‸Tides\""), tides);
    assert_eq!(symbol(PROPERTIES_NAME, "\"ListTides\"", "\"ListTides\"‸"), tides);
    assert_eq!(symbol(DEFINITION_NAME, "\"ListTides\"", "‸\"ListTides\""), tides);
    let kinds = (vec!["definition:\"ListKinds\"".to_owned()], 2);
    assert_eq!(symbol(DEFINITION_NAME, "\"ListKinds\", \"value-path\"", "\"ListK‸inds\", \"value-path\""), kinds);
    let tide = (vec!["definition:\"Tide\"".to_owned()], 1);
    assert_eq!(symbol(DEFINITION_NAME, "#/definitions/Tide", "#/defini‸tions/Tide"), tide);
    let host = (vec!["properties:\"Host\"".to_owned()], 1);
    assert_eq!(symbol(PROPERTIES_NAME, "('host')", "('ho‸st')"), host);
    assert_eq!(symbol(DEFINITION_NAME, "\"List tides\"", "\"List t‸ides\""), (Vec::new(), 0));
}

#[test]
fn what_is_under_the_pointer_is_explained() {
    let shown = |name, piece, marked| Scene::with(name, piece, marked).hover().unwrap_or_default();
    let tide = shown(DEFINITION_NAME, "#/definitions/Tide", "#/defin‸itions/Tide");
    assert_eq!(tide, "**Tide** `object`\n\nA tide\n- `level` `number`\n- `at` `string` Time");
    let operation = shown(PROPERTIES_NAME, "\"ListTides\"", "\"L‸istTides\"");
    assert_eq!(operation, "**ListTides** `GET /tides`\n\nList tides");
    assert!(shown(DEFINITION_NAME, "\"x-ms-trigger\"", "\"x-ms‸-trigger\"").contains("`batch` for a list"));
    assert!(shown(PROPERTIES_NAME, "\"setheader\"", "\"set‸header\"").contains("\n- `name`: required"));
    assert!(shown(PROPERTIES_NAME, "Parameter.value\"", "Para‸meter.value\"").contains("policy `setheader`: required"));
    assert_eq!(shown(DEFINITION_NAME, "\"List tides\"", "\"List t‸ides\""), "");
}

#[test]
fn the_outline_names_operations_and_schemas() {
    let scene = Scene::of(DEFINITION_NAME, &format!("‸{DEFINITION}"));
    let view = View::of(&scene.connector);
    let entries = outline(view.definition.as_ref().expect("there is a definition"));
    let entries: Vec<String> =
        entries.iter().map(|entry| format!("{} {} {:?}", entry.name, entry.detail, entry.kind)).collect();
    assert_eq!(entries, ["ListTides GET /tides Trigger", "ListKinds GET /kinds Action", "Tide object Schema"]);
}

#[test]
fn every_place_of_every_truncation_is_answered() {
    for (name, content) in FILES {
        // Each kind of place comes often enough that not all of them have to be tried.
        for at in (0..=content.len()).step_by(5).filter(|&at| content.is_char_boundary(at)) {
            for text in [format!("{}‸", &content[..at]), format!("{}‸{}", &content[..at], &content[at..])] {
                let scene = Scene::of(name, &text);
                let found = scene.completion();
                for item in found.iter().flat_map(|found| &found.items) {
                    let span = found.as_ref().map(|found| found.span).unwrap_or_default();
                    assert!(apply(&scene.text, &[Edit::replace(span, item.text.as_str())]).is_some(), "{text}");
                }
                scene.hover();
                scene.symbol();
            }
        }
    }
}
