//! `connkit lsp`, from outside: a client speaks with the real binary over its pipes.
//!
//! The client reads and writes messages with `lsp-server`, which serves both ends of a conversation.

use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

const DEFINITION: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "Tides", "version": "1.0", "description": "Tells the tides 🌊 of ports." },
  "host": "tides.contoso.com",
  "schemes": ["https"],
  "paths": {
    "/tides": {
      "get": {
        "operationId": "ListTides",
        "summary": "List tides",
        "description": "Lists the tides of a port.",
        "parameters": [],
        "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Tide" } } }
      }
    }
  },
  "definitions": { "Tide": { "type": "object", "properties": { "level": { "type": "number", "title": "Level", "description": "The level." } } } }
}
"##;

const PROPERTIES: &str = r##"{
  "properties": { "iconBrandColor": "#123456", "connectionParameters": {}, "capabilities": [], "scriptOperations": ["ListTides"] }
}
"##;

const SCRIPT: &str = "public class Script : ScriptBase\n{\n    public override async Task<HttpResponseMessage> ExecuteAsync()\n    {\n        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);\n    }\n}\n";

/// A guard against a test that would wait for ever; nothing waits for it otherwise.
const PATIENCE: Duration = Duration::from_mins(1);

struct Client {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Message>,
    /// Notifications that came while an answer was waited for.
    early: Vec<Notification>,
    requests: i32,
}

impl Client {
    /// Starts a server and begins the conversation; hands back what the server says about itself.
    fn start(sandbox: &Sandbox, capabilities: Value) -> (Self, Value) {
        let mut server = Command::new(env!("CARGO_BIN_EXE_connkit"))
            .args(["lsp", "--publisher-kind", "custom"])
            .current_dir(sandbox.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server can be started");
        let input = server.stdin.take().expect("it has an input");
        let mut output = BufReader::new(server.stdout.take().expect("it has an output"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut client = Self { server, input, messages, early: Vec::new(), requests: 0 };
        let about =
            client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        client.notify("initialized", json!({}));
        (client, about)
    }

    fn send(&mut self, message: Message) {
        message.write(&mut self.input).expect("the server listens");
    }

    fn notify(&mut self, method: &str, parameters: Value) {
        self.send(Notification::new(method.to_owned(), parameters).into());
    }

    /// Sends a request; hands back its result, or its error.
    fn request(&mut self, method: &str, parameters: Value) -> Value {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.send(Request::new(id.clone(), method.to_owned(), parameters).into());
        loop {
            match self.messages.recv_timeout(PATIENCE).expect("the server answers") {
                Message::Response(response) if response.id == id => {
                    return serde_json::to_value(response).expect("it is JSON");
                }
                Message::Notification(notification) => self.early.push(notification),
                other => panic!("unexpected: {other:?}"),
            }
        }
    }

    fn result(&mut self, method: &str, parameters: Value) -> Value {
        let mut response = self.request(method, parameters);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].take()
    }

    /// The next diagnostics that are published, of whichever file.
    fn published(&mut self) -> Value {
        if self.early.is_empty() {
            match self.messages.recv_timeout(PATIENCE).expect("the server publishes") {
                Message::Notification(notification) => self.early.push(notification),
                other => panic!("unexpected: {other:?}"),
            }
        }
        let notification = self.early.remove(0);
        assert_eq!(notification.method, "textDocument/publishDiagnostics");
        notification.params
    }

    /// The diagnostics of a version of a file, or of the file on disk; what is published before is skipped.
    fn diagnostics(&mut self, uri: &str, version: Option<i32>) -> Vec<Value> {
        loop {
            let mut published = self.published();
            if published["uri"] == uri && published["version"] == json!(version) {
                return published["diagnostics"].as_array_mut().map(std::mem::take).expect("diagnostics are a list");
            }
        }
    }

    fn open(&mut self, uri: &str, version: i32, text: &str) {
        let document = json!({ "uri": uri, "languageId": "json", "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Ends the conversation as the protocol has it; hands back the exit code.
    fn end(mut self) -> Option<i32> {
        assert_eq!(self.result("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.server.wait().expect("the server ends").code()
    }
}

impl Drop for Client {
    /// A failed test leaves no server behind.
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.to_str().expect("the path is text"))
}

/// A connector with three artifacts, and the URIs of definition, properties and script.
fn connector() -> (Sandbox, [String; 3]) {
    let sandbox = Sandbox::new();
    let files =
        [("apiDefinition.swagger.json", DEFINITION), ("apiProperties.json", PROPERTIES), ("script.csx", SCRIPT)];
    let uris = files.map(|(name, text)| {
        sandbox.write(&format!("tides/{name}"), text);
        uri(&sandbox.path(&format!("tides/{name}")))
    });
    (sandbox, uris)
}

/// Zero-based line and column, in bytes, of a piece of the definition; they are the same in UTF-16 but in line 2.
fn position(text: &str, piece: &str) -> Value {
    let at = text.find(piece).unwrap_or_else(|| panic!("{piece}"));
    let line = text[..at].matches('\n').count();
    json!({ "line": line, "character": at - text[..at].rfind('\n').map_or(0, |at| at + 1) })
}

fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect()
}

/// What `connkit validate` finds in a file of the folder on disk: rule, line and column from zero in characters.
fn validated(sandbox: &Sandbox, file: &str) -> Vec<(String, u64, u64)> {
    let run = sandbox.connkit(&["validate", "tides", "--publisher-kind", "custom", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
    let findings = report["findings"].as_array().expect("findings are a list");
    let here = findings.iter().filter(|finding| finding["file"] == format!("tides/{file}"));
    here.map(|finding| {
        let at = |key: &str| finding["start"][key].as_u64().map_or(0, |number| number - 1);
        (finding["rule"].as_str().unwrap_or_default().to_owned(), at("line"), at("column"))
    })
    .collect()
}

#[test]
fn diagnostics_are_what_validate_finds() {
    let (sandbox, [definition, properties, script]) = connector();
    let (mut client, about) = Client::start(&sandbox, json!({}));
    assert_eq!(about["result"]["capabilities"]["positionEncoding"], "utf-16");
    client.open(&definition, 7, DEFINITION);
    for (uri, version, file) in [
        (&definition, Some(7), "apiDefinition.swagger.json"),
        (&properties, None, "apiProperties.json"),
        (&script, None, "script.csx"),
    ] {
        let expected = validated(&sandbox, file);
        if expected.is_empty() {
            continue;
        }
        let found: Vec<(String, u64, u64)> = client
            .diagnostics(uri, version)
            .iter()
            .map(|diagnostic| {
                assert_eq!(diagnostic["source"], "connkit");
                let at = |key: &str| diagnostic["range"]["start"][key].as_u64().expect("it is a number");
                (diagnostic["code"].as_str().unwrap_or_default().to_owned(), at("line"), at("character"))
            })
            .collect();
        assert_eq!(found, expected, "{file}");
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn diagnostics_follow_what_is_typed() {
    let (sandbox, [definition, properties, _]) = connector();
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, DEFINITION);
    let before = client.diagnostics(&definition, Some(1));
    // The operation gets another id, behind a character of two units; the properties on disk still name the old one.
    let start = position(DEFINITION, "ListTides");
    let end = position(DEFINITION, "ListTides\"");
    let end = json!({ "line": end["line"], "character": end["character"].as_u64().unwrap() + 9 });
    client.change(&definition, 2, json!([{ "range": { "start": start, "end": end }, "text": "FindTides" }]));
    let lost = client.diagnostics(&properties, None);
    assert!(rules(&lost).contains(&"ScriptOperationNotFound"), "{lost:?}");
    // Back again, by a change of the whole text: what was found is gone.
    client.change(&definition, 3, json!([{ "text": DEFINITION }]));
    assert_eq!(client.diagnostics(&definition, Some(3)), before);
    assert!(!rules(&client.diagnostics(&properties, None)).contains(&"ScriptOperationNotFound"));
    // Changes in UTF-16: behind the wave.
    let line = DEFINITION.lines().nth(2).unwrap();
    let units = |text: &str| text.encode_utf16().count();
    let at = units(&line[..line.find(" of ports").unwrap()]);
    let range = json!({ "start": { "line": 2, "character": at }, "end": { "line": 2, "character": at + 9 } });
    client.change(&definition, 4, json!([{ "range": range, "text": "\"" }, { "text": "" }, { "text": "{" }]));
    let broken = client.diagnostics(&definition, Some(4));
    assert!(rules(&broken).contains(&"JsonSyntax"), "{broken:?}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn closing_the_last_file_clears_everything() {
    let (sandbox, [definition, properties, _]) = connector();
    sandbox.write("tides/apiProperties.json", "{ \"properties\": {} }");
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, DEFINITION);
    assert!(!client.diagnostics(&properties, None).is_empty());
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": definition } }));
    assert!(client.diagnostics(&properties, None).is_empty());
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_is_on_disk_counts_when_it_is_saved() {
    let (sandbox, [definition, properties, _]) = connector();
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, DEFINITION);
    client.diagnostics(&definition, Some(1));
    sandbox.write("tides/apiProperties.json", PROPERTIES.replace("ListTides", "Nothing"));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": properties, "type": 2 }] }));
    assert!(rules(&client.diagnostics(&properties, None)).contains(&"ScriptOperationNotFound"));
    // What is open counts more than what is on disk.
    client.open(&properties, 1, PROPERTIES);
    assert!(!rules(&client.diagnostics(&properties, Some(1))).contains(&"ScriptOperationNotFound"));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_configuration_of_the_project_is_respected() {
    let (sandbox, [definition, properties, _]) = connector();
    sandbox.write("tides/apiProperties.json", PROPERTIES.replace("ListTides", "Nothing"));
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, DEFINITION);
    assert!(rules(&client.diagnostics(&properties, None)).contains(&"ScriptOperationNotFound"));
    let configuration = uri(&sandbox.path("tides/connkit.json"));
    client.open(&configuration, 1, r#"{ "levels": { "ScriptOperationNotFound": "off" } }"#);
    assert!(!rules(&client.diagnostics(&properties, None)).contains(&"ScriptOperationNotFound"));
    // While it is being written it may be wrong: what is wrong is said, and the last one stays in force.
    client.change(&configuration, 2, json!([{ "text": "{\n  \"é\": 1, \"levls\": {} }" }]));
    let wrong = client.diagnostics(&configuration, Some(2));
    assert_eq!(wrong[1]["message"], "unknown key `levls`, did you mean `levels`?");
    assert_eq!(wrong[1]["range"]["start"], json!({ "line": 1, "character": 10 }));
    client.change(&definition, 2, json!([{ "text": DEFINITION.replace("number", "numbr") }]));
    assert!(rules(&client.diagnostics(&definition, Some(2))).contains(&"JsonValueNotInEnum"));
    client.change(&configuration, 3, json!([{ "text": "{}" }]));
    assert!(rules(&client.diagnostics(&properties, None)).contains(&"ScriptOperationNotFound"));
    assert!(client.diagnostics(&configuration, Some(3)).is_empty());
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_broken_baseline_is_told_and_nothing_else_is_silenced() {
    let (sandbox, [definition, ..]) = connector();
    sandbox.write("tides/connkit.baseline.json", "{}");
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, "{");
    assert!(rules(&client.diagnostics(&definition, Some(1))).contains(&"JsonSyntax"));
    let baseline = client.diagnostics(&uri(&sandbox.path("tides/connkit.baseline.json")), None);
    assert!(baseline[0]["message"].as_str().unwrap().contains("--write-baseline"), "{baseline:?}");
    assert_eq!(client.end(), Some(0));
}

/// The text after the edits of an action or of formatting; positions are those of ASCII.
fn edited(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("it is a number") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + position["character"].as_u64().expect("it is a number") as usize
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("edits are a list")
        .iter()
        .map(|edit| (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), edit["newText"].as_str().unwrap()))
        .collect();
    edits.sort_unstable();
    let mut out = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}

fn titles(actions: &Value) -> Vec<&str> {
    actions.as_array().expect("actions are a list").iter().filter_map(|action| action["title"].as_str()).collect()
}

#[test]
fn findings_can_be_fixed_or_allowed() {
    let (sandbox, [definition, ..]) = connector();
    let text = DEFINITION
        .replace(" 🌊", "")
        .replace("\"tides.contoso.com\"", "\"https://tides.contoso.com\"")
        .replace("\"List tides\"", "\"List tides \"")
        .replace("\"number\"", "\"numbr\"");
    sandbox.write("tides/apiDefinition.swagger.json", &text);
    let edits = json!({ "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] });
    let (mut client, _) = Client::start(&sandbox, json!({ "workspace": { "workspaceEdit": edits } }));
    client.open(&definition, 4, &text);
    let ask = |piece: &str, only: Value| {
        let at = position(&text, piece);
        let context = json!({ "diagnostics": [], "only": only });
        json!({ "textDocument": { "uri": definition }, "range": { "start": at, "end": at }, "context": context })
    };
    let actions = client.result("textDocument/codeAction", ask("https://tides", json!(["quickfix"])));
    assert_eq!(titles(&actions), ["keep the name alone", "allow HostNameNotValid here in connkit.json"]);
    assert_eq!((&actions[0]["isPreferred"], &actions[1]["isPreferred"]), (&json!(true), &Value::Null));
    assert_eq!(actions[0]["diagnostics"][0]["code"], "HostNameNotValid");
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!((&change["textDocument"]["version"], &change["textDocument"]["uri"]), (&json!(4), &json!(definition)));
    assert!(edited(&text, &change["edits"]).contains("\"host\": \"tides.contoso.com\""));
    // What needs a decision says so.
    let decision = client.result("textDocument/codeAction", ask("numbr", json!(["quickfix"])));
    assert_eq!(titles(&decision)[0], "write `number` (unsafe)");
    assert_eq!(decision[0]["isPreferred"], false);
    // All safe fixes at once: what `connkit fix` writes.
    let all = client.result("textDocument/codeAction", ask("swagger", json!(["source.fixAll"])));
    assert_eq!(all[0]["kind"], "source.fixAll.connkit");
    let fixed = edited(&text, &all[0]["edit"]["documentChanges"][0]["edits"]);
    assert_eq!(sandbox.connkit(&["fix", "tides", "--publisher-kind", "custom"]).code, Some(0));
    assert_eq!(fixed, sandbox.read("tides/apiDefinition.swagger.json"));
    // The allow makes a configuration that holds.
    sandbox.write("tides/apiDefinition.swagger.json", &text);
    let allow = &actions[1]["edit"]["documentChanges"];
    let configuration = uri(&sandbox.path("tides/connkit.json"));
    assert_eq!((&allow[0]["kind"], &allow[0]["uri"]), (&json!("create"), &json!(configuration)));
    assert!(validated(&sandbox, "apiDefinition.swagger.json").iter().any(|(rule, ..)| rule == "HostNameNotValid"));
    sandbox.write("tides/connkit.json", edited("", &allow[1]["edits"]));
    assert!(!validated(&sandbox, "apiDefinition.swagger.json").iter().any(|(rule, ..)| rule == "HostNameNotValid"));
    // Where there is one already, the next entry goes behind it.
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": definition } }));
    let more = client.result("textDocument/codeAction", ask("numbr", json!(["quickfix"])));
    let allow = &more[1]["edit"]["documentChanges"][0];
    assert_eq!(allow["textDocument"]["uri"], configuration);
    sandbox.write("tides/connkit.json", edited(&sandbox.read("tides/connkit.json"), &allow["edits"]));
    assert!(!validated(&sandbox, "apiDefinition.swagger.json").iter().any(|(rule, ..)| rule == "JsonValueNotInEnum"));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn names_are_followed_across_files() {
    let (sandbox, [definition, properties, _]) = connector();
    let (mut client, _) = Client::start(&sandbox, json!({ "general": { "positionEncodings": ["utf-32", "utf-8"] } }));
    client.open(&definition, 1, DEFINITION);
    client.open(&properties, 1, PROPERTIES);
    let at = |uri: &str, text: &str, piece: &str| json!({ "textDocument": { "uri": uri }, "position": position(text, piece) });
    let declared = client.result("textDocument/definition", at(&properties, PROPERTIES, "ListTides"));
    assert_eq!(declared[0]["uri"], definition);
    assert_eq!(declared[0]["range"]["start"], position(DEFINITION, "\"ListTides"));
    let mut asked = at(&definition, DEFINITION, "ListTides");
    asked["context"] = json!({ "includeDeclaration": false });
    let used = client.result("textDocument/references", asked);
    assert_eq!((used.as_array().map(Vec::len), &used[0]["uri"]), (Some(1), &json!(properties)));
    let target = client.result("textDocument/definition", at(&definition, DEFINITION, "#/definitions/Tide"));
    assert_eq!(target[0]["range"]["start"], position(DEFINITION, "\"Tide\":"));
    let hover = client.result("textDocument/hover", at(&properties, PROPERTIES, "ListTides"));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("`GET /tides`"), "{hover}");
    let outline = client.result("textDocument/documentSymbol", json!({ "textDocument": { "uri": definition } }));
    assert_eq!((&outline[0]["name"], &outline[1]["name"]), (&json!("ListTides"), &json!("Tide")));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_is_offered_can_be_taken() {
    let (sandbox, [definition, ..]) = connector();
    let text = DEFINITION.replace("\"parameters\": [],", "\"parameters\": [],\n        \"x-ms-v\",");
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, &text);
    let mut at = position(&text, "x-ms-v\"");
    at["character"] = json!(at["character"].as_u64().unwrap() + 6);
    let items =
        client.result("textDocument/completion", json!({ "textDocument": { "uri": definition }, "position": at }));
    let item = items.as_array().unwrap().iter().find(|item| item["label"] == "x-ms-visibility").unwrap();
    assert!(item["documentation"]["value"].as_str().unwrap().contains("`internal` never"), "{item}");
    let completed = edited(&text, &json!([item["textEdit"]]));
    assert!(completed.contains("\n        \"x-ms-visibility\": ,\n"), "{completed}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn formatting_is_what_fmt_writes() {
    let (sandbox, [definition, ..]) = connector();
    let text = DEFINITION.replace(" 🌊", "");
    sandbox.write("tides/apiDefinition.swagger.json", &text);
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.open(&definition, 1, &text);
    let options = json!({ "tabSize": 8, "insertSpaces": false });
    let ask = json!({ "textDocument": { "uri": definition }, "options": options });
    let formatted = edited(&text, &client.result("textDocument/formatting", ask.clone()));
    assert_eq!(sandbox.connkit(&["fmt", "tides"]).code, Some(0));
    assert_eq!(formatted, sandbox.read("tides/apiDefinition.swagger.json"));
    client.change(&definition, 2, json!([{ "text": "{ \"a\" 1 }" }]));
    assert_eq!(client.result("textDocument/formatting", ask), Value::Null);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_makes_no_sense_does_no_harm() {
    let (sandbox, [definition, ..]) = connector();
    sandbox.write("elsewhere/package.json", "{}");
    let elsewhere = uri(&sandbox.path("elsewhere/package.json"));
    let note = uri(&sandbox.path("tides/note.json"));
    let (mut client, _) = Client::start(&sandbox, json!({ "general": 1, "workspace": [] }));
    let at = |uri: &str| json!({ "textDocument": { "uri": uri }, "position": { "line": 9, "character": 9 } });
    for unknown in [definition.as_str(), "untitled:Untitled-1", "", "file:///", "http://contoso.com/apiProperties.json"]
    {
        assert_eq!(client.result("textDocument/hover", at(unknown)), Value::Null);
        client.change(unknown, 1, json!([{ "text": "{}" }]));
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": unknown } }));
    }
    // Of files outside of connectors, or that are no artifact of one, nothing is said.
    client.open(&elsewhere, 1, "{");
    client.open(&note, 1, "{");
    client.open("untitled:Untitled-1", 1, "{");
    assert_eq!(client.result("textDocument/completion", at(&elsewhere)), Value::Null);
    assert_eq!(client.result("textDocument/hover", at(&note)), Value::Null);
    client.notify("textDocument/didOpen", json!({ "textDocument": 1 }));
    client.notify("$/whatever", json!({}));
    assert_eq!(client.request("textDocument/hover", json!({ "position": -1 }))["error"]["code"], -32602);
    assert_eq!(client.request("textDocument/rename", json!({}))["error"]["code"], -32601);
    assert!(client.early.is_empty(), "{:?}", client.early);
    // Whatever is typed, there is an answer; positions may lie anywhere.
    client.open(&definition, 1, DEFINITION);
    for (version, text) in (2..).zip([
        "",
        "{",
        "[1",
        "\u{feff}{\"paths\": {\"/\": ",
        "{\"paths\":{\"/a\":{\"get\":{\"parameters\":[{\"$ref\":\"",
    ]) {
        let range = json!({ "start": { "line": 4_000_000_000u32, "character": 7 }, "end": { "line": 1, "character": 4_000_000_000u32 } });
        client.change(&definition, version, json!([{ "text": text }, { "range": range, "text": "é" }]));
        for method in ["hover", "completion", "definition", "documentSymbol"] {
            client.result(&format!("textDocument/{method}"), at(&definition));
        }
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_client_that_goes_without_a_word_is_told_by_the_exit_code() {
    let sandbox = Sandbox::new();
    let (mut client, _) = Client::start(&sandbox, json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.server.wait().expect("the server ends").code(), Some(1));
}
