//! `connkit lsp`, spoken with by a client library: `async-lsp`, whose types are those of `lsp-types`.
//!
//! What the server says has to be what the library understands; what exactly it says is proved in `lsp.rs`.

use std::future::Future;
use std::ops::ControlFlow;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use async_lsp::lsp_types::notification::PublishDiagnostics;
use async_lsp::lsp_types::{
    CodeActionOrCommand, Diagnostic, GotoDefinitionResponse, HoverContents, InitializeResult, InitializedParams,
    Location, PublishDiagnosticsParams, Url,
};
use async_lsp::router::Router;
use async_lsp::{LanguageServer as _, MainLoop, ServerSocket};
use async_process::{Child, Command};
use futures::executor::block_on;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

const DEFINITION: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "Tides", "version": "1.0", "description": "Tells the tides of ports." },
  "host": "tides.contoso.com",
  "paths": {
    "/tides": {
      "get": {
        "operationId": "ListTides",
        "summary": "List tides",
        "x-ms-visibility": "important",
        "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Tide" } } }
      }
    }
  },
  "definitions": { "Tide": { "type": "object", "properties": { "level": { "type": "number" } } } },
  "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "" }]
}
"##;

const PROPERTIES: &str = r##"{
  "properties": {
    "iconBrandColor": "#123456",
    "connectionParameters": {},
    "capabilities": [],
    "scriptOperations": ["ListTides"],
    "policyTemplateInstances": [
      { "templateId": "setheader", "title": "Set", "parameters": { "x-ms-apimTemplateParameter.name": "a" } }
    ]
  }
}
"##;

/// A guard against a test that would wait for ever; nothing waits for it otherwise.
const PATIENCE: Duration = Duration::from_mins(1);

struct Stop;

struct Client {
    server: ServerSocket,
    child: Child,
    published: Receiver<PublishDiagnosticsParams>,
    talk: JoinHandle<async_lsp::Result<()>>,
}

/// What a request or notification takes; the library wants each member named, and most are left out.
fn parameters<T: DeserializeOwned>(parameters: Value) -> T {
    serde_json::from_value(parameters).expect("the library takes this")
}

fn answered<T>(answer: impl Future<Output = async_lsp::Result<Option<T>>>) -> T {
    block_on(answer).expect("the library understands the answer").expect("there is one")
}

impl Client {
    fn start(sandbox: &Sandbox) -> (Self, InitializeResult) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_connkit"))
            .args(["lsp", "--publisher-kind", "verified"])
            .current_dir(sandbox.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the server can be started");
        let (input, output) = child.stdin.take().zip(child.stdout.take()).expect("it has pipes");
        let (sender, published) = channel();
        let (talk, server) = MainLoop::new_client(|_| {
            let mut router = Router::new(());
            router.notification::<PublishDiagnostics>(move |(), diagnostics| {
                // Nobody listens any more when the test has failed.
                let _ = sender.send(diagnostics);
                ControlFlow::Continue(())
            });
            router.event::<Stop>(|(), Stop| ControlFlow::Break(Ok(())));
            router
        });
        let talk = std::thread::spawn(move || block_on(talk.run_buffered(output, input)));
        let mut client = Self { server, child, published, talk };
        let about = client.server.initialize(parameters(json!({ "processId": null, "capabilities": {} })));
        let about = block_on(about).expect("the library understands what the server says about itself");
        client.server.initialized(InitializedParams {}).expect("the server listens");
        (client, about)
    }

    fn open(&mut self, uri: &Url, text: &str) {
        let document = json!({ "uri": uri, "languageId": "json", "version": 1, "text": text });
        let opened = self.server.did_open(parameters(json!({ "textDocument": document })));
        opened.expect("the server listens");
    }

    fn diagnostics(&self, uri: &Url, version: Option<i32>) -> Vec<Diagnostic> {
        loop {
            let published = self.published.recv_timeout(PATIENCE).expect("the server publishes");
            if published.uri == *uri && published.version == version {
                return published.diagnostics;
            }
        }
    }

    fn completions(&mut self, uri: &Url, text: &str, piece: &str) -> Vec<String> {
        let answer: Value =
            serde_json::to_value(answered(self.server.completion(parameters(place(uri, text, piece))))).expect("JSON");
        let items = answer.get("items").unwrap_or(&answer).as_array().expect("items are a list");
        items.iter().map(|item| item["label"].as_str().expect("a label is text").to_owned()).collect()
    }

    fn end(mut self) {
        block_on(self.server.shutdown(())).expect("the server says that it is done");
        self.server.exit(()).expect("the server listens");
        let status = block_on(self.child.status()).expect("the server ends");
        assert_eq!(status.code(), Some(0));
        // The talk may have ended by itself, when the server closed its end.
        let _ = self.server.emit(Stop);
        match self.talk.join().expect("the library does not panic") {
            Ok(()) | Err(async_lsp::Error::Eof) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// The place behind the first quote of a piece of an ASCII text.
fn place(uri: &Url, text: &str, piece: &str) -> Value {
    let at = text.find(piece).unwrap_or_else(|| panic!("{piece}")) + piece.find('"').map_or(0, |at| at + 1);
    let line = text[..at].matches('\n').count();
    let character = at - text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn file_names(locations: &[Location]) -> Vec<&str> {
    locations.iter().filter_map(|location| location.uri.path().rsplit('/').next()).collect()
}

#[test]
fn a_client_library_understands_every_answer() {
    let sandbox = Sandbox::new();
    sandbox.write("tides/apiDefinition.swagger.json", DEFINITION);
    sandbox.write("tides/apiProperties.json", PROPERTIES);
    let uri = |name: &str| Url::from_file_path(sandbox.path(name)).expect("the path is absolute");
    let (definition, properties) = (uri("tides/apiDefinition.swagger.json"), uri("tides/apiProperties.json"));
    let (mut client, about) = Client::start(&sandbox);
    assert_eq!(about.server_info.map(|server| server.name).as_deref(), Some("connkit"));
    assert!(about.capabilities.code_action_provider.is_some() && about.capabilities.completion_provider.is_some());

    // As it is opened, and as it is typed into.
    client.open(&definition, DEFINITION);
    let before = client.diagnostics(&definition, Some(1));
    assert!(before.iter().all(|diagnostic| diagnostic.source.as_deref() == Some("connkit")), "{before:?}");
    let typed = json!({ "line": 8, "character": 30 });
    let change = json!({ "range": { "start": typed, "end": typed }, "text": "?" });
    let document = json!({ "uri": definition, "version": 2 });
    let changed = client.server.did_change(parameters(json!({ "textDocument": document, "contentChanges": [change] })));
    changed.expect("the server listens");
    let after = client.diagnostics(&definition, Some(2));
    assert!(after.len() > before.len(), "{after:?}");

    // A quick fix, as edits of the text.
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let context = json!({ "diagnostics": after, "only": ["quickfix"] });
    let asked = json!({ "textDocument": { "uri": definition }, "range": whole, "context": context });
    let actions = answered(client.server.code_action(parameters(asked)));
    let edits = |action: &CodeActionOrCommand| match action {
        CodeActionOrCommand::CodeAction(action) => action.edit.is_some() && action.diagnostics.is_some(),
        CodeActionOrCommand::Command(_) => false,
    };
    assert!(!actions.is_empty() && actions.iter().all(edits), "{actions:?}");

    // Explanations, and where names lead to.
    let hover = answered(client.server.hover(parameters(place(&definition, DEFINITION, "\"x-ms-visibility"))));
    assert!(matches!(&hover.contents, HoverContents::Markup(text) if text.value.contains("x-ms-visibility")));
    let target = answered(client.server.definition(parameters(place(&definition, DEFINITION, "\"#/definitions/Tide"))));
    assert!(matches!(&target, GotoDefinitionResponse::Array(places) if places.len() == 1), "{target:?}");
    let mut asked = place(&definition, DEFINITION, "\"ListTides");
    asked["context"] = json!({ "includeDeclaration": true });
    let references = answered(client.server.references(parameters(asked)));
    assert_eq!(file_names(&references), ["apiDefinition.swagger.json", "apiProperties.json"]);

    // Completion of extensions, references, categories, policies and their parameters.
    client.open(&properties, PROPERTIES);
    for (uri, text, piece, offered) in [
        (&definition, DEFINITION, "\"x-ms-visibility", "x-ms-trigger"),
        (&definition, DEFINITION, "\"#/definitions/Tide", "#/definitions/Tide"),
        (&definition, DEFINITION, "\"\" }", "Data"),
        (&properties, PROPERTIES, "\"setheader", "routerequesttoendpoint"),
        (&properties, PROPERTIES, "\"x-ms-apimTemplateParameter.name", "x-ms-apimTemplateParameter.value"),
    ] {
        let labels = client.completions(uri, text, piece);
        assert!(labels.iter().any(|label| label == offered), "{piece}: {labels:?}");
    }

    // Outline and layout.
    let outline = answered(client.server.document_symbol(parameters(json!({ "textDocument": { "uri": definition } }))));
    assert!(serde_json::to_string(&outline).expect("JSON").contains("ListTides"), "{outline:?}");
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let asked = json!({ "textDocument": { "uri": properties }, "options": options });
    assert!(!answered(client.server.formatting(parameters(asked))).is_empty());
    client.end();
}
