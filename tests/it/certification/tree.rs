//! Packages for certification made in memory: a good one, with everything in reach to be broken.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use camino::Utf8Path;
use connkit::project::Project;
use connkit::solution::{self, Identity};
use zip::write::SimpleFileOptions;

pub type Files = BTreeMap<String, Vec<u8>>;

/// The name that the connector has in the solutions.
pub const NAME: &str = "cnt_contoso-20orders";

/// A package, from the outside in.
#[derive(Clone)]
pub struct Tree {
    pub outer: Files,
    pub package_name: String,
    /// What lies in the package zip beside the solutions.
    pub inner: Files,
    pub assets: String,
    pub connector: Files,
    pub flow: Files,
    /// More in the folder of the solutions.
    pub others: Files,
    /// Zips that are taken as they are, instead of what would be made.
    pub inner_zip: Option<Vec<u8>>,
    pub connector_zip: Option<Vec<u8>>,
    pub flow_zip: Option<Vec<u8>>,
}

pub fn example(name: &str) -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    Project::load(Utf8Path::from_path(&path).unwrap(), None).unwrap()
}

pub fn connector_solution(project: &Project) -> Files {
    let identity = Identity { publisher: "Contoso Ltd.".into(), prefix: "cnt".into(), version: "1.0.0.0".into() };
    let planned = solution::plan(&project.connector, &project.title(), &identity).unwrap();
    unzip(&planned.layout.to_bytes().unwrap())
}

/// A flow solution made of a connector solution.
pub fn flow_solution(mut files: Files) -> Files {
    replace(
        &mut files,
        "customizations.xml",
        "<Workflows />",
        "<Workflows>\n    <Workflow WorkflowId=\"{1}\" Name=\"Try it\">\n      \
         <JsonFileName>/Workflows/Try-1.json</JsonFileName>\n    </Workflow>\n  </Workflows>",
    );
    replace(&mut files, "solution.xml", "Connector</UniqueName>", "Flow</UniqueName>");
    let flow = r#"{ "properties": { "connectionReferences": { "shared_cnt-5fcontoso-20orders": { "api": { "name": "shared_cnt-5fcontoso-20orders-5f1a2b" } } } } }"#;
    files.insert("Workflows/Try-1.json".into(), flow.into());
    files
}

impl Tree {
    pub fn good() -> Self {
        let connector = connector_solution(&example("contoso-orders"));
        let intro =
            std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contoso-orders/intro.md")).unwrap();
        Self {
            outer: Files::from([("intro.md".to_owned(), intro)]),
            package_name: "package.zip".into(),
            inner: Files::new(),
            assets: "PkgAssets".into(),
            flow: flow_solution(connector.clone()),
            connector,
            others: Files::new(),
            inner_zip: None,
            connector_zip: None,
            flow_zip: None,
        }
    }

    /// A good one with an AI plug-in.
    pub fn with_plugin() -> Self {
        let mut tree = Self::good();
        let mut plugin = tree.connector.clone();
        replace(
            &mut plugin,
            "customizations.xml",
            "<Roles />",
            "<aicopilot_aiplugins><aicopilot_aiplugin name=\"p\" /></aicopilot_aiplugins>",
        );
        replace(&mut plugin, "solution.xml", "Connector</UniqueName>", "Plugin</UniqueName>");
        plugin.insert("aiplugins/p/aiplugin.xml".into(), b"<a />".to_vec());
        plugin.insert("aipluginoperations/p/operation.xml".into(), b"<a />".to_vec());
        tree.others.insert("Plugin.zip".into(), zip(&plugin));
        tree
    }

    pub fn solutions(&self) -> Files {
        let mut files = self.others.clone();
        let connector = self.connector_zip.clone().unwrap_or_else(|| zip(&self.connector));
        let flow = self.flow_zip.clone().unwrap_or_else(|| zip(&self.flow));
        if !connector.is_empty() {
            files.insert("Connector.zip".into(), connector);
        }
        if !flow.is_empty() {
            files.insert("Flow.zip".into(), flow);
        }
        files
    }

    pub fn inner_bytes(&self) -> Vec<u8> {
        self.inner_zip.clone().unwrap_or_else(|| {
            let mut files = self.inner.clone();
            files.extend(self.solutions().into_iter().map(|(name, bytes)| (format!("{}/{name}", self.assets), bytes)));
            zip(&files)
        })
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut files = self.outer.clone();
        if !self.package_name.is_empty() {
            files.insert(self.package_name.clone(), self.inner_bytes());
        }
        zip(&files)
    }

    /// Puts another text in place of one in a file of both solutions.
    pub fn in_both(&mut self, name: &str, from: &str, to: &str) {
        replace(&mut self.connector, name, from, to);
        replace(&mut self.flow, name, from, to);
    }

    pub fn in_connector(&mut self, name: &str, from: &str, to: &str) {
        replace(&mut self.connector, name, from, to);
    }

    pub fn in_flow(&mut self, name: &str, from: &str, to: &str) {
        replace(&mut self.flow, name, from, to);
    }
}

/// The name of a file of the connector in a solution.
pub fn part(suffix: &str) -> String {
    format!("Connector/{NAME}_{suffix}")
}

/// A member of the connector in `customizations.xml`.
pub fn member(name: &str, suffix: &str) -> String {
    format!("<{name}>/Connector/{NAME}_{suffix}</{name}>")
}

#[track_caller]
pub fn replace(files: &mut Files, name: &str, from: &str, to: &str) {
    let bytes = files.get_mut(name).unwrap_or_else(|| panic!("there is no {name}"));
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from), "{name} holds no {from}:\n{text}");
    *bytes = text.replacen(from, to, 1).into_bytes();
}

/// A zip as anybody would make it; a name that ends with a slash is a folder.
pub fn zip(files: &Files) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in files {
        if name.ends_with('/') {
            writer.add_directory(name.as_str(), options).unwrap();
        } else {
            writer.start_file(name.as_str(), options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

pub fn unzip(bytes: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut contents = Vec::new();
            file.read_to_end(&mut contents).unwrap();
            (file.name().unwrap().into_owned(), contents)
        })
        .collect()
}
