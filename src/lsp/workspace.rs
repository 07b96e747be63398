//! What is open in the editor, and the connectors that it belongs to: read anew after each change, judged when asked.
//!
//! Text that is not saved yet stands in for the file on disk.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::positions::{Encoding, Positions};
use crate::check::{self, Choice};
use crate::config::baseline::{self, Baseline};
use crate::config::{self, CONFIGURATION_FILE, Configuration, Scope, Trouble};
use crate::connector::files::{Folder, Overlay};
use crate::connector::{Files as _, MAX_FILE_SIZE, is_connector};
use crate::finding::Finding;
use crate::project::Project;
use crate::project::layers::Layers;
use crate::publisher_kind::PublisherKind;
use crate::text::{Edit, FileId, Text, apply, percent_decoded};

/// A file as it is in the editor.
pub struct Buffer {
    /// As the editor writes it: others may not be the same text.
    pub uri: Uri,
    pub version: i32,
    pub text: Text,
}

/// A connector as it is now.
pub struct Loaded {
    pub folder: Utf8PathBuf,
    pub project: Project,
    /// A `connkit.json` that is wrong, and what is; the last one that was right is in force then.
    pub wrong_configuration: Option<(Text, Vec<Trouble>)>,
    /// Why the baseline is not used.
    pub baseline_trouble: Option<String>,
    findings: OnceCell<Vec<Finding>>,
}

impl Loaded {
    /// What the rules say, less what the project allows or knew before.
    pub fn findings(&self, choice: &Choice<'_>) -> &[Finding] {
        self.findings.get_or_init(|| check::judge(&self.project, choice).findings)
    }

    /// The number of a file of this name that findings may be in.
    pub fn file(&self, name: &str) -> Option<FileId> {
        let artifact = self.project.connector.artifacts().iter().find(|artifact| artifact.name == name);
        artifact.map(|artifact| artifact.id).or((name == config::FILE_NAME).then_some(CONFIGURATION_FILE))
    }

    /// The path of a file that findings are in.
    pub fn path(&self, file: FileId) -> Utf8PathBuf {
        let name = self.project.connector.file(file).map_or(config::FILE_NAME, |artifact| artifact.name.as_str());
        self.folder.join(name)
    }

    /// Whether the editor is told about a file of this name.
    pub fn concerns(&self, name: &str) -> bool {
        self.file(name).is_some() || name == baseline::FILE_NAME
    }
}

/// A connector of which a file is or was open.
#[derive(Default)]
struct Opened {
    loaded: Option<Loaded>,
    /// The bytes of the last `connkit.json` that was right.
    configuration: Vec<u8>,
}

/// All that is open.
pub struct Workspace {
    pub encoding: Encoding,
    kind: Option<PublisherKind>,
    layers: Layers,
    buffers: BTreeMap<Utf8PathBuf, Buffer>,
    folders: BTreeMap<Utf8PathBuf, Opened>,
    /// The folders whose findings the editor was not told yet.
    changed: BTreeSet<Utf8PathBuf>,
}

impl Workspace {
    pub fn new(encoding: Encoding, kind: Option<PublisherKind>, layers: Layers) -> Self {
        Self { encoding, kind, layers, buffers: BTreeMap::new(), folders: BTreeMap::new(), changed: BTreeSet::new() }
    }

    pub fn buffer(&self, path: &Utf8Path) -> Option<&Buffer> {
        self.buffers.get(path)
    }

    /// A file was opened, or its whole text is another one.
    pub fn open(&mut self, uri: Uri, version: i32, text: String) {
        let Some(path) = path_of(&uri) else { return };
        self.buffers.insert(path.clone(), Buffer { uri, version, text: Text::new(text) });
        self.touch(&path);
    }

    /// Applies changes in their order; those of a file that is not open are left aside.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(path) = path_of(uri) else { return };
        let Some(buffer) = self.buffers.get_mut(&path) else { return };
        for change in changes {
            let text = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => whole.text,
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let span = Positions::new(&buffer.text, self.encoding).span(part.range);
                    let edit = Edit::replace(span, part.text);
                    apply(buffer.text.as_str(), &[edit]).expect("a span of positions lies within the text")
                }
            };
            buffer.text = Text::new(text);
        }
        buffer.version = version;
        self.touch(&path);
    }

    pub fn close(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else { return };
        if self.buffers.remove(&path).is_some() {
            self.touch(&path);
        }
    }

    /// A file changed on disk.
    pub fn saved(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else { return };
        if path.parent().is_some_and(|folder| self.folders.contains_key(folder)) {
            self.touch(&path);
        }
    }

    /// The connector that holds a file has to be read anew.
    fn touch(&mut self, path: &Utf8Path) {
        let Some(folder) = path.parent() else { return };
        self.folders.entry(folder.to_owned()).or_default().loaded = None;
        self.changed.insert(folder.to_owned());
    }

    /// The next folder whose findings the editor has to be told.
    pub fn next_changed(&mut self) -> Option<Utf8PathBuf> {
        self.changed.pop_first()
    }

    pub fn has_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Forgets a folder in which nothing is open.
    pub fn forget(&mut self, folder: &Utf8Path) {
        self.folders.remove(folder);
    }

    /// The connector in a folder; `None` when it is none.
    pub fn connector(&mut self, folder: &Utf8Path) -> Option<&Loaded> {
        let opened = self.folders.get_mut(folder)?;
        if opened.loaded.is_none() {
            opened.loaded = load(folder, &self.buffers, (self.kind, &self.layers), &mut opened.configuration);
        }
        opened.loaded.as_ref()
    }

    /// The connector in a folder as it was last read, where it did not change since.
    pub fn loaded(&self, folder: &Utf8Path) -> Option<&Loaded> {
        self.folders.get(folder)?.loaded.as_ref()
    }

    /// Reads the connector in a folder; hands back the files of it that are open.
    pub fn open_files(&mut self, folder: &Utf8Path) -> Vec<Utf8PathBuf> {
        if self.connector(folder).is_none() {
            return Vec::new();
        }
        let Some(loaded) = self.loaded(folder) else { return Vec::new() };
        let concerns = |path: &&Utf8PathBuf| path.file_name().is_some_and(|name| loaded.concerns(name));
        let here = self.buffers.keys().filter(|path| path.parent() == Some(folder));
        here.filter(concerns).cloned().collect()
    }

    /// The connector that an open file belongs to, and its number there.
    pub fn file(&mut self, uri: &Uri) -> Option<(&Loaded, FileId)> {
        let path = path_of(uri)?;
        self.buffers.get(&path)?;
        let loaded = self.connector(path.parent()?)?;
        Some((loaded, loaded.file(path.file_name()?)?))
    }

    /// How the editor names a file.
    pub fn uri(&self, path: &Utf8Path) -> Uri {
        self.buffers.get(path).map_or_else(|| uri_of(path), |buffer| buffer.uri.clone())
    }

    /// The files of a folder as they are now.
    pub fn overlay<'f>(&self, folder: &Utf8Path, files: &'f Folder) -> Overlay<'f> {
        overlay(folder, files, &self.buffers)
    }
}

fn overlay<'f>(folder: &Utf8Path, files: &'f Folder, buffers: &BTreeMap<Utf8PathBuf, Buffer>) -> Overlay<'f> {
    let here = buffers.iter().filter(|(path, _)| path.parent() == Some(folder));
    let mut overlay = Overlay::new(files);
    for (path, buffer) in here {
        if let Some(name) = path.file_name() {
            overlay.write(name, buffer.text.as_str());
        }
    }
    overlay
}

/// Reads the connector in a folder; `None` when it is none. A configuration or baseline that is wrong must not silence
/// the rest while somebody writes it.
fn load(
    folder: &Utf8Path,
    buffers: &BTreeMap<Utf8PathBuf, Buffer>,
    (kind, layers): (Option<PublisherKind>, &Layers),
    configuration: &mut Vec<u8>,
) -> Option<Loaded> {
    let disk = Folder(folder.to_owned());
    let mut files = overlay(folder, &disk, buffers);
    if !is_connector(&files.entries().ok()?) {
        return None;
    }
    let mut wrong_configuration = None;
    if let Ok(bytes) = files.read(config::FILE_NAME, MAX_FILE_SIZE) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match Configuration::parse(&text, Scope::Project) {
            Ok(_) => *configuration = bytes,
            Err(troubles) => {
                wrong_configuration = Some((Text::new(text), troubles));
                let in_force = if configuration.is_empty() { b"{}".to_vec() } else { configuration.clone() };
                files.write(config::FILE_NAME, in_force);
            }
        }
    }
    let mut baseline_trouble = None;
    let project = Project::of_files(folder, &files, kind, layers).or_else(|error| {
        baseline_trouble = Some(format!("{error:#}"));
        files.write(baseline::FILE_NAME, Baseline::default().text());
        Project::of_files(folder, &files, kind, layers)
    });
    let project = project.ok()?;
    Some(Loaded {
        folder: folder.to_owned(),
        project,
        wrong_configuration,
        baseline_trouble,
        findings: OnceCell::new(),
    })
}

/// The path that a `file:` URI names; `None` for other URIs.
pub fn path_of(uri: &Uri) -> Option<Utf8PathBuf> {
    let path = uri.0.strip_prefix("file://")?;
    let path = percent_decoded(path).unwrap_or_else(|| path.to_owned());
    let path = if cfg!(windows) { windows_path(&path) } else { path.starts_with('/').then_some(path)? };
    Some(path.into())
}

/// What stands behind `file://` as a path of Windows: `/c:/a` for a drive, `server/share` or `//server/share` otherwise.
fn windows_path(path: &str) -> String {
    let drive = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    match drive {
        Some(drive) => drive.to_owned(),
        None if path.starts_with("//") => path.to_owned(),
        None => format!("//{path}"),
    }
}

fn uri_of(path: &Utf8Path) -> Uri {
    Uri(crate::report::uri(&crate::project::shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_and_uris_are_the_same_thing() {
        for path in ["/a/b.json", "/ä b/100%/c#d?.json", "/"] {
            let uri = uri_of(Utf8Path::new(path));
            assert!(uri.0.starts_with("file:///") && uri.0.is_ascii(), "{uri}");
            assert_eq!(path_of(&uri).as_deref(), Some(Utf8Path::new(path)));
        }
        assert_eq!(path_of(&"file:///c%3A/a.json".into()).as_deref(), Some(Utf8Path::new("/c:/a.json")));
        assert_eq!(path_of(&"untitled:Untitled-1".into()), None);
        assert_eq!(path_of(&"file://server/share".into()), None);
    }

    #[test]
    fn windows_has_drives_and_shares() {
        for (rest, path) in [
            ("/c:/a b.json", "c:/a b.json"),
            ("/C:/a.json", "C:/a.json"),
            ("server/share/a.json", "//server/share/a.json"),
            ("//server/share/a.json", "//server/share/a.json"),
        ] {
            assert_eq!(windows_path(rest), path);
        }
    }
}
