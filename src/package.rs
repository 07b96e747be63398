//! What goes into each kind of package, as a list of files; how an archive of it is written is no concern of this room.
//!
//! Knows the roles of artifacts and what the platform's tools want of a folder; knows neither disk nor command line.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::connector::{Connector, Role};
use crate::publisher_kind::PublisherKind;
use crate::submit::contents::Offer;

/// The kinds of packages that `connkit package` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum PackageKind {
    /// One zip with all artifacts and a manifest: connkit's own bundle
    Artifacts,
    /// The folder as the connectors repository wants it
    Repository,
    /// The nested zips for certification, of solutions that were exported
    Certification,
    /// The zip of three files that the portal took until 2024
    Legacy,
    /// A folder for `paconn` and `pac`, with the settings that they read
    Deploy,
}

impl PackageKind {
    pub const ALL: [Self; 5] = [Self::Artifacts, Self::Repository, Self::Certification, Self::Legacy, Self::Deploy];

    pub fn name(self) -> &'static str {
        match self {
            Self::Artifacts => "artifacts",
            Self::Repository => "repository",
            Self::Certification => "certification",
            Self::Legacy => "legacy",
            Self::Deploy => "deploy",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for PackageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Artifacts by role.
pub type Artifacts = Vec<(Role, Vec<u8>)>;

/// A file of a folder that is going to be written.
pub type NamedFile = (&'static str, Vec<u8>);

/// The files of a connector's folder in the connectors repository.
pub fn repository(artifacts: Artifacts, kind: PublisherKind) -> Vec<NamedFile> {
    let offer = Offer { kind, is_proposal: false, artifacts: &artifacts, package: None };
    let wanted: Vec<Role> = Role::ALL.into_iter().filter(|role| offer.is_wanted(*role, &[])).collect();
    let artifacts = artifacts.into_iter().filter(|(role, _)| wanted.contains(role));
    artifacts.map(|(role, bytes)| (role.file_name(), bytes)).collect()
}

/// The three files of the older upload; else the role that is missing, with its policy code.
pub fn legacy(artifacts: Artifacts) -> Result<Vec<NamedFile>, (Role, &'static str)> {
    let mut files = Vec::new();
    for (wanted, code) in
        [(Role::Definition, "5000.1.1.3"), (Role::Properties, "5000.1.1.3"), (Role::Icon, "5000.1.1.1")]
    {
        let bytes = artifacts.iter().find(|(role, _)| *role == wanted).map(|(_, bytes)| bytes.clone());
        files.push((wanted.file_name(), bytes.ok_or((wanted, code))?));
    }
    Ok(files)
}

/// The files that the command line tools deploy, with settings that name them.
pub fn deploy(artifacts: Artifacts, connector: &Connector) -> Vec<NamedFile> {
    let roles = [Role::Definition, Role::Properties, Role::Icon, Role::Script];
    let mut files: Vec<NamedFile> = artifacts
        .into_iter()
        .filter(|(role, _)| roles.contains(role))
        .map(|(role, bytes)| (role.file_name(), bytes))
        .collect();
    files.push((Role::Settings.file_name(), settings(connector)));
    files
}

/// `settings.json`: what the project's own one says of the environment, and the names of the files beside it.
fn settings(connector: &Connector) -> Vec<u8> {
    const OF_ENVIRONMENT: [&str; 6] =
        ["connectorId", "environment", "powerAppsUrl", "powerAppsApiVersion", "flowUrl", "flowApiVersion"];
    const FILES: [(&str, Role); 4] = [
        ("apiProperties", Role::Properties),
        ("apiDefinition", Role::Definition),
        ("icon", Role::Icon),
        ("script", Role::Script),
    ];
    let own = connector.document(Role::Settings).filter(|document| !document.is_damaged());
    let mut settings = Map::new();
    for key in OF_ENVIRONMENT {
        if let Some(value) = own.and_then(|own| own.root().str_member(key)) {
            settings.insert(key.to_owned(), json!(value));
        }
    }
    for (key, role) in FILES {
        if connector.artifact(role).is_some() {
            settings.insert(key.to_owned(), json!(role.file_name()));
        }
    }
    let mut text = serde_json::to_vec_pretty(&Value::Object(settings)).expect("a map of strings is always JSON");
    text.push(b'\n');
    text
}
