//! `cargo xtask typing`: how long the language server takes from a keystroke to its diagnostics.

use std::io::BufReader;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::project;
use connkit::report;
use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

#[derive(clap::Args)]
pub struct Arguments {
    /// A tree of connectors; the largest definition is typed into.
    path: Utf8PathBuf,
    /// The binary that is measured; only one that is built for release tells anything.
    #[arg(long, default_value = "target/release/connkit")]
    server: Utf8PathBuf,
    /// How many keystrokes are measured.
    #[arg(long, default_value_t = 20)]
    times: usize,
}

/// Opens the largest definition, then inserts blanks into the middle of it, one at a time.
pub fn run(arguments: &Arguments) -> Result<()> {
    let file = largest_definition(&arguments.path)?;
    let text = std::fs::read_to_string(&file).with_context(|| format!("could not read {file}"))?;
    let uri = report::uri(file.canonicalize_utf8()?.as_str());
    let mut server = Command::new(arguments.server.as_str())
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}: build it with `cargo build --release`", arguments.server))?;
    let (input, output) = server.stdin.take().zip(server.stdout.take()).context("the server has no pipes")?;
    let mut client = Client { input, output: BufReader::new(output), uri };
    client.begin(&text)?;
    let line = text.lines().count() / 2;
    let mut times = Vec::new();
    for version in 1..=arguments.times {
        let start = json!({ "line": line, "character": 0 });
        let change = json!({ "range": { "start": start, "end": start }, "text": " " });
        let document = json!({ "uri": client.uri, "version": version });
        let began = Instant::now();
        client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }))?;
        client.published(version)?;
        times.push(began.elapsed());
    }
    client.notify("exit", Value::Null)?;
    server.wait()?;
    times.sort_unstable();
    let at = |place: usize| times.get(place).copied().unwrap_or(Duration::ZERO);
    println!("{file}, {} bytes, {} keystrokes:", text.len(), times.len());
    println!("median {:.1?}, least {:.1?}, most {:.1?}", at(times.len() / 2), at(0), at(times.len().saturating_sub(1)));
    Ok(())
}

fn largest_definition(path: &Utf8Path) -> Result<Utf8PathBuf> {
    let definitions =
        project::find(&[path.to_owned()])?.into_iter().map(|folder| folder.join("apiDefinition.swagger.json"));
    let sized = definitions.filter_map(|file| Some((std::fs::metadata(&file).ok()?.len(), file)));
    sized.max().map(|(_, file)| file).with_context(|| format!("no definition in {path}"))
}

struct Client {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
}

impl Client {
    fn begin(&mut self, text: &str) -> Result<()> {
        let parameters = json!({ "processId": null, "rootUri": null, "capabilities": {} });
        let request = Request::new(RequestId::from(1), "initialize".to_owned(), parameters);
        Message::from(request).write(&mut self.input)?;
        self.notify("initialized", json!({}))?;
        let document = json!({ "uri": self.uri, "languageId": "json", "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }))?;
        self.published(0)
    }

    fn notify(&mut self, method: &str, parameters: Value) -> Result<()> {
        let notification = Notification::new(method.to_owned(), parameters);
        Ok(Message::from(notification).write(&mut self.input)?)
    }

    /// Waits until this version of the text is judged.
    fn published(&mut self, version: usize) -> Result<()> {
        while let Some(message) = Message::read(&mut self.output)? {
            let Message::Notification(notification) = message else { continue };
            if notification.params["uri"] == self.uri && notification.params["version"] == version {
                return Ok(());
            }
        }
        bail!("the server ended")
    }
}
