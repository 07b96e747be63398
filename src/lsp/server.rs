//! Speaks the protocol: negotiates, takes in changes, answers requests, publishes diagnostics.
//!
//! One thread does everything in the order of the messages. Diagnostics wait until no message is left, so that however
//! fast somebody types, only the last text is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionRequest, CodeActionResponse,
    CompletionItem, CompletionItemKind, CompletionOptions, CompletionParams, CompletionRequest, CompletionResponse,
    Contents, Definition, DefinitionRequest, DefinitionResponse, Diagnostic, DidChangeTextDocumentNotification,
    DidChangeTextDocumentParams, DidChangeWatchedFilesNotification, DidChangeWatchedFilesParams,
    DidChangeWatchedFilesRegistrationOptions, DidCloseTextDocumentNotification, DidCloseTextDocumentParams,
    DidOpenTextDocumentNotification, DidOpenTextDocumentParams, DidSaveTextDocumentNotification,
    DidSaveTextDocumentParams, DocumentFormattingRequest, DocumentSymbol, DocumentSymbolRequest,
    DocumentSymbolResponse, Documentation, ExitNotification, FileSystemWatcher, GlobPattern, Hover, HoverRequest,
    InitializeResult, Location, MarkupContent, MarkupKind, Notification as _, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, ReferencesRequest, Registration, RegistrationParams, RegistrationRequest,
    Request as RequestType, ResourceOperationKind, Save, ServerCapabilities, ServerInfo, ShutdownRequest, SymbolKind,
    SymbolTag, TextDocumentPositionParams, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit,
    Uri,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;

use super::actions::{self, EditSupport, FIX_ALL, Wish};
use super::completion::{self, ItemKind};
use super::diagnostics::{self, Places};
use super::hover;
use super::positions::{Encoding, Positions};
use super::symbols::{self, OutlineKind};
use super::workspace::{Loaded, Workspace};
use crate::check::Choice;
use crate::config::Date;
use crate::navigation::{self, Occurrence};
use crate::project::layers::Layers;
use crate::publisher_kind::PublisherKind;
use crate::rule::View;
use crate::text::FileId;

/// Changes on disk of such files are of interest.
const WATCHED: &str = "**/*.{json,csx,md,png}";

/// What the server is told when it starts.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub kind: Option<PublisherKind>,
    /// Against this day `until` of allow entries is compared.
    pub today: Option<Date>,
    /// What stands around the configuration of each connector.
    pub layers: Layers,
}

/// How a conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client said that it would end, then ended.
    Agreed,
    /// The client was gone.
    Abrupt,
}

/// Speaks with a client until it ends the conversation.
///
/// Fails when the client does not begin as the protocol demands.
pub fn serve(connection: Connection, settings: Settings) -> Result<End> {
    let (id, parameters) = connection.initialize_start().context("the client did not begin with `initialize`")?;
    let capabilities = parameters.get("capabilities").cloned().unwrap_or_default();
    // What a client says about itself in an unknown form counts as nothing said.
    let client = Client::of(&serde_json::from_value(capabilities).unwrap_or_default());
    let result = InitializeResult {
        capabilities: capabilities_for(client.encoding),
        server_info: Some(ServerInfo {
            name: "connkit".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let result = serde_json::to_value(result).context("could not write the capabilities")?;
    connection.initialize_finish(id, result).context("the client did not go on with `initialized`")?;
    let mut server = Server {
        workspace: Workspace::new(client.encoding, settings.kind, settings.layers),
        client,
        choice: Choice { today: settings.today, ..Choice::default() },
        published: BTreeMap::new(),
        connection,
        is_shut_down: false,
    };
    // The connection holds one message at a time; a queue of our own shows what else has come.
    let (queue, messages) = channel();
    let incoming = server.connection.receiver.clone();
    std::thread::spawn(move || {
        for message in incoming {
            if queue.send(message).is_err() {
                break;
            }
        }
    });
    Ok(server.run(&messages))
}

/// What the client can do.
#[derive(Clone, Copy, Debug)]
struct Client {
    encoding: Encoding,
    edits: EditSupport,
    watches_files: bool,
}

impl Client {
    fn of(capabilities: &ClientCapabilities) -> Self {
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let workspace = capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let versions = edit.and_then(|edit| edit.document_changes).unwrap_or_default();
        let operations = edit.and_then(|edit| edit.resource_operations.as_deref()).unwrap_or_default();
        let creation = versions && operations.contains(&ResourceOperationKind::Create);
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        Self {
            encoding: Encoding::negotiate(encodings),
            edits: EditSupport { versions, creation },
            watches_files: watched.and_then(|watched| watched.dynamic_registration).unwrap_or_default(),
        }
    }
}

fn capabilities_for(encoding: Encoding) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSync::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["\"", ":", "/", "#", ";"].map(str::to_owned).into()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QuickFix, FIX_ALL]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        ..ServerCapabilities::default()
    }
}

struct Server {
    workspace: Workspace,
    client: Client,
    choice: Choice<'static>,
    /// What the client was told last about each file, with the version of the text.
    published: BTreeMap<Utf8PathBuf, (Option<i32>, Vec<Diagnostic>)>,
    connection: Connection,
    is_shut_down: bool,
}

impl Server {
    fn run(&mut self, messages: &Receiver<Message>) -> End {
        if self.client.watches_files {
            self.watch_files();
        }
        loop {
            let message = if self.workspace.has_changed() {
                match messages.try_recv() {
                    Ok(message) => message,
                    Err(TryRecvError::Empty) => {
                        self.publish_next();
                        continue;
                    }
                    Err(TryRecvError::Disconnected) => return End::Abrupt,
                }
            } else {
                match messages.recv() {
                    Ok(message) => message,
                    Err(_) => return End::Abrupt,
                }
            };
            match message {
                Message::Request(request) => self.answer(request),
                Message::Notification(notification) if notification.method == ExitNotification::METHOD.as_str() => {
                    return if self.is_shut_down { End::Agreed } else { End::Abrupt };
                }
                Message::Notification(notification) => self.take_in(notification),
                // Nothing that we ask a client needs its answer.
                Message::Response(_) => {}
            }
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // A client that is gone hears nothing; that it is gone is met when reading.
        let _ = self.connection.sender.send(message.into());
    }

    /// Asks the client to tell when files change on disk.
    fn watch_files(&self) {
        let watcher = FileSystemWatcher { glob_pattern: GlobPattern::Pattern(WATCHED.to_owned()), kind: None };
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
        let registration = Registration {
            id: "files".to_owned(),
            method: DidChangeWatchedFilesNotification::METHOD.as_str().to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let parameters = RegistrationParams { registrations: vec![registration] };
        let id = RequestId::from("watch files".to_owned());
        self.send(Request::new(id, RegistrationRequest::METHOD.as_str().to_owned(), parameters));
    }

    /// A change of what is open or on disk. What cannot be read is left aside: a notification has no answer.
    fn take_in(&mut self, notification: Notification) {
        fn read<P: DeserializeOwned>(notification: Notification) -> Option<P> {
            serde_json::from_value(notification.params).ok()
        }
        let method = notification.method.as_str();
        if method == DidOpenTextDocumentNotification::METHOD.as_str() {
            let Some(DidOpenTextDocumentParams { text_document: opened }) = read(notification) else { return };
            self.workspace.open(opened.uri, opened.version, opened.text);
        } else if method == DidChangeTextDocumentNotification::METHOD.as_str() {
            let Some(DidChangeTextDocumentParams { text_document, content_changes }) = read(notification) else {
                return;
            };
            let uri = &text_document.text_document_identifier.uri;
            self.workspace.change(uri, text_document.version, content_changes);
        } else if method == DidCloseTextDocumentNotification::METHOD.as_str() {
            let Some(DidCloseTextDocumentParams { text_document }) = read(notification) else { return };
            self.workspace.close(&text_document.uri);
        } else if method == DidSaveTextDocumentNotification::METHOD.as_str() {
            let Some(DidSaveTextDocumentParams { text_document, .. }) = read(notification) else { return };
            self.workspace.saved(&text_document.uri);
        } else if method == DidChangeWatchedFilesNotification::METHOD.as_str() {
            let Some(DidChangeWatchedFilesParams { changes }) = read(notification) else { return };
            for change in changes {
                self.workspace.saved(&change.uri);
            }
        }
    }

    /// Judges one connector that changed, and tells the client what is new about its files.
    fn publish_next(&mut self) {
        let Some(folder) = self.workspace.next_changed() else { return };
        let open = self.workspace.open_files(&folder);
        let is_open = !open.is_empty();
        let mut files = BTreeMap::new();
        if let Some(loaded) = self.workspace.loaded(&folder).filter(|_| is_open) {
            files = diagnostics::of_connector(&self.workspace, loaded, &self.choice);
        }
        // Of a file that is open the client hears in any case.
        for path in open {
            files.entry(path).or_default();
        }
        let told = self.published.keys().filter(|path| path.parent() == Some(&folder)).cloned();
        let paths: BTreeSet<Utf8PathBuf> = told.chain(files.keys().cloned()).collect();
        for path in paths {
            self.publish(&path, files.remove(&path).unwrap_or_default());
        }
        if !is_open {
            self.workspace.forget(&folder);
        }
    }

    fn publish(&mut self, path: &Utf8Path, diagnostics: Vec<Diagnostic>) {
        let version = self.workspace.buffer(path).map(|buffer| buffer.version);
        let news = (version, diagnostics);
        if self.published.get(path) == Some(&news) {
            return;
        }
        let (version, diagnostics) = news.clone();
        let parameters = PublishDiagnosticsParams { uri: self.workspace.uri(path), version, diagnostics };
        self.send(Notification::new(PublishDiagnosticsNotification::METHOD.as_str().to_owned(), parameters));
        if news.0.is_none() && news.1.is_empty() {
            self.published.remove(path);
        } else {
            self.published.insert(path.to_owned(), news);
        }
    }

    fn answer(&mut self, request: Request) {
        let method = request.method.clone();
        let response = if self.is_shut_down {
            let message = "the server was shut down".to_owned();
            Response::new_err(request.id, ErrorCode::InvalidRequest as i32, message)
        } else if method == ShutdownRequest::METHOD.as_str() {
            self.is_shut_down = true;
            Response::new_ok(request.id, ())
        } else if method == HoverRequest::METHOD.as_str() {
            self.respond::<HoverRequest>(request, |server, asked| server.hover(&asked.text_document_position_params))
        } else if method == CompletionRequest::METHOD.as_str() {
            self.respond::<CompletionRequest>(request, |server, asked| server.complete(&asked))
        } else if method == DefinitionRequest::METHOD.as_str() {
            self.respond::<DefinitionRequest>(request, |server, asked| {
                let found = server.occurrences(&asked.text_document_position_params, |found| found.is_declaration)?;
                Some(DefinitionResponse::Definition(Definition::LocationList(found)))
            })
        } else if method == ReferencesRequest::METHOD.as_str() {
            self.respond::<ReferencesRequest>(request, |server, asked| {
                let with_declaration = asked.context.include_declaration;
                let is_wanted = |found: &Occurrence| with_declaration || !found.is_declaration;
                server.occurrences(&asked.text_document_position_params, is_wanted)
            })
        } else if method == DocumentSymbolRequest::METHOD.as_str() {
            self.respond::<DocumentSymbolRequest>(request, |server, asked| server.outline(&asked.text_document.uri))
        } else if method == DocumentFormattingRequest::METHOD.as_str() {
            self.respond::<DocumentFormattingRequest>(request, |server, asked| server.format(&asked.text_document.uri))
        } else if method == CodeActionRequest::METHOD.as_str() {
            self.respond::<CodeActionRequest>(request, |server, asked| server.actions(&asked))
        } else {
            let message = format!("connkit does not answer `{method}`");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message)
        };
        self.send(response);
    }

    fn respond<R: RequestType>(
        &mut self,
        request: Request,
        answer: impl FnOnce(&mut Self, R::Params) -> R::Result,
    ) -> Response {
        match serde_json::from_value(request.params) {
            Ok(asked) => Response::new_ok(request.id, answer(self, asked)),
            Err(error) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
        }
    }

    /// The connector that holds a file, the file's number in it, and the offset of a position.
    fn at(&mut self, asked: &TextDocumentPositionParams) -> Option<(&Loaded, FileId, u32)> {
        let uri = &asked.text_document.uri;
        let encoding = self.workspace.encoding;
        let (loaded, file) = self.workspace.file(uri)?;
        let text = loaded.project.text_of(file)?;
        Some((loaded, file, Positions::new(text, encoding).offset(asked.position)))
    }

    fn hover(&mut self, asked: &TextDocumentPositionParams) -> Option<Hover> {
        let (encoding, choice) = (self.workspace.encoding, self.choice);
        let (loaded, file, offset) = self.at(asked)?;
        let view = View::of(&loaded.project.connector);
        let found = hover::hover(&view, loaded.findings(&choice), file, offset)?;
        let range = Places::new(loaded, encoding).of(file)?.range(found.span);
        let contents = MarkupContent { kind: MarkupKind::Markdown, value: found.markdown };
        Some(Hover { contents: Contents::MarkupContent(contents), range: Some(range) })
    }

    fn complete(&mut self, asked: &CompletionParams) -> Option<CompletionResponse> {
        let encoding = self.workspace.encoding;
        let (loaded, file, offset) = self.at(&asked.text_document_position_params)?;
        let found = completion::complete(&View::of(&loaded.project.connector), file, offset)?;
        let range = Places::new(loaded, encoding).of(file)?.range(found.span);
        let items = found.items.into_iter().map(|item| CompletionItem {
            label: item.label,
            kind: Some(match item.kind {
                ItemKind::Key => CompletionItemKind::Property,
                ItemKind::Value => CompletionItemKind::Value,
                ItemKind::Reference => CompletionItemKind::Reference,
                ItemKind::Operation => CompletionItemKind::Function,
            }),
            detail: item.detail,
            documentation: item.documentation.map(|text| {
                Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: text.to_owned() })
            }),
            // Clients compare what is there, quotes and all.
            filter_text: Some(item.text.clone()),
            text_edit: Some(TextEdit { range, new_text: item.text }.into()),
            ..CompletionItem::default()
        });
        Some(CompletionResponse::CompletionItemList(items.collect()))
    }

    /// The places where the name at a position is written.
    fn occurrences(
        &mut self,
        asked: &TextDocumentPositionParams,
        is_wanted: impl Fn(&Occurrence) -> bool,
    ) -> Option<Vec<Location>> {
        let (loaded, file, offset) = self.at(asked)?;
        let all = navigation::occurrences(&View::of(&loaded.project.connector));
        let symbol = navigation::occurrence_at(&all, file, offset)?.symbol.clone();
        let folder = loaded.folder.clone();
        let loaded = self.workspace.loaded(&folder)?;
        let mut places = Places::new(loaded, self.workspace.encoding);
        let wanted = all.iter().filter(|found| found.symbol == symbol && is_wanted(found));
        let location = |found: &Occurrence| Location {
            uri: self.workspace.uri(&loaded.path(found.place.file)),
            range: places.range(found.place),
        };
        Some(wanted.map(location).collect())
    }

    fn outline(&mut self, uri: &Uri) -> Option<DocumentSymbolResponse> {
        let encoding = self.workspace.encoding;
        let (loaded, file) = self.workspace.file(uri)?;
        let view = View::of(&loaded.project.connector);
        let definition = view.definition.as_ref().filter(|definition| definition.document.file() == file)?;
        let mut places = Places::new(loaded, encoding);
        let positions = places.of(file)?;
        let symbol = |entry: symbols::OutlineEntry| {
            let kind = match entry.kind {
                OutlineKind::Action => SymbolKind::Function,
                OutlineKind::Trigger => SymbolKind::Event,
                OutlineKind::Schema => SymbolKind::Struct,
            };
            let tags = entry.is_deprecated.then(|| vec![SymbolTag::Deprecated]);
            let (range, name) = (positions.range(entry.span), positions.range(entry.name_span));
            DocumentSymbol::new(entry.name, Some(entry.detail), kind, tags, None, range, name, None)
        };
        let symbols = symbols::outline(definition).into_iter().map(symbol).collect();
        Some(DocumentSymbolResponse::DocumentSymbolList(symbols))
    }

    fn format(&mut self, uri: &Uri) -> Option<Vec<TextEdit>> {
        let (folder, file) = self.place_of(uri)?;
        actions::format(&self.workspace, self.workspace.loaded(&folder)?, file)
    }

    fn actions(&mut self, asked: &CodeActionParams) -> Option<Vec<CodeActionResponse>> {
        let (folder, file) = self.place_of(&asked.text_document.uri)?;
        let loaded = self.workspace.loaded(&folder)?;
        let only = asked.context.only.as_deref();
        let wish = Wish { file, range: asked.range, only, support: self.client.edits };
        let actions = actions::actions(&self.workspace, loaded, &self.choice, &wish);
        Some(actions.into_iter().map(CodeActionResponse::CodeAction).collect())
    }

    /// The folder of the connector that an open file belongs to, read anew where need be, and the file's number.
    fn place_of(&mut self, uri: &Uri) -> Option<(Utf8PathBuf, FileId)> {
        self.workspace.file(uri).map(|(loaded, file)| (loaded.folder.clone(), file))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn however_much_is_typed_only_the_last_text_is_judged() {
        let folder = tempfile::TempDir::new().expect("there is room for a folder");
        let path = folder.path().join("apiDefinition.swagger.json");
        let uri = format!("file://{}", path.to_str().expect("the path is text"));
        let (connection, client) = Connection::memory();
        let (queue, messages) = channel();
        let notify = |method: &str, parameters: Value| {
            queue.send(Notification::new(method.to_owned(), parameters).into()).expect("the queue is open");
        };
        let document = json!({ "uri": uri, "languageId": "json", "version": 0, "text": "" });
        notify("textDocument/didOpen", json!({ "textDocument": document }));
        for version in 1..=100 {
            let document = json!({ "uri": uri, "version": version });
            let start = json!({ "line": 0, "character": 0 });
            let change = json!({ "range": { "start": start, "end": start }, "text": " " });
            notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
        }
        let mut server = Server {
            workspace: Workspace::new(Encoding::Utf16, None, Layers::default()),
            client: Client::of(&ClientCapabilities::default()),
            choice: Choice::default(),
            published: BTreeMap::new(),
            connection,
            is_shut_down: false,
        };
        let running = std::thread::spawn(move || server.run(&messages));
        let Ok(Message::Notification(published)) = client.receiver.recv() else { panic!("diagnostics are published") };
        assert_eq!(published.params["version"], 100);
        drop(queue);
        assert_eq!(running.join().expect("the server runs to its end"), End::Abrupt);
        assert_eq!(client.receiver.try_iter().count(), 0);
    }
}
