//! What is said beside a project's own configuration: by the environment, which wins over it, and by the user's file.

use std::env;

use anyhow::{Result, anyhow};
use camino::{Utf8Path, Utf8PathBuf};
use etcetera::BaseStrategy as _;

use super::{read_if_there, shown};
use crate::config::{self, Configuration, Scope, environment};
use crate::finding::Level;
use crate::publisher_kind::PublisherKind;

/// The folder of connkit among the user's configurations.
const FOLDER: &str = "connkit";

/// Settings around those of a project.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    pub publisher_kind: Option<PublisherKind>,
    pub fail_on: Option<Level>,
    /// The user's file, where there is one.
    pub user: Option<User>,
}

/// The user's file.
#[derive(Clone, Debug)]
pub struct User {
    /// As it is printed.
    pub path: String,
    pub configuration: Configuration,
}

impl Layers {
    /// Reads the environment and the user's file.
    ///
    /// Fails when one of them says something that cannot be taken.
    pub fn read() -> Result<Self> {
        let kinds = "`verified`, `independent` or `custom`";
        let level = |name: &str| Level::of_name(name).filter(|level| *level != Level::Off);
        Ok(Self {
            publisher_kind: environment::variable(environment::PUBLISHER_KIND, PublisherKind::of_name, kinds)?,
            fail_on: environment::variable(environment::FAIL_ON, level, "`error`, `warning` or `hint`")?,
            user: read_user()?,
        })
    }

    /// A project's configuration within these layers; rules that are not selected, or ignored, are off.
    pub fn settled(&self, project: Configuration) -> Configuration {
        let mut configuration = self.around(project);
        configuration.levels = configuration.settled_levels();
        configuration
    }

    /// A project's configuration with what the user says where the project says nothing.
    fn around(&self, project: Configuration) -> Configuration {
        let user = self.user.as_ref().map(|user| user.configuration.clone()).unwrap_or_default();
        let mut levels = user.levels;
        levels.extend(project.levels);
        Configuration {
            publisher_kind: project.publisher_kind.or(user.publisher_kind),
            levels,
            select: project.select.or(user.select),
            ignore: project.ignore.or(user.ignore),
            fail_on: self.fail_on.or(project.fail_on).or(user.fail_on),
            ..project
        }
    }
}

/// Where the user's file is looked for; `None` where none is to be read.
pub fn user_path() -> Option<Utf8PathBuf> {
    match env::var(environment::CONFIG) {
        Ok(path) if path.is_empty() => None,
        Ok(path) => Some(path.into()),
        Err(_) => {
            let folder = etcetera::choose_base_strategy().ok()?.config_dir();
            Some(Utf8PathBuf::from_path_buf(folder).ok()?.join(FOLDER).join(config::FILE_NAME))
        }
    }
}

fn read_user() -> Result<Option<User>> {
    let Some(path) = user_path() else { return Ok(None) };
    let Some(text) = read_if_there(&path)? else {
        let is_named = env::var_os(environment::CONFIG).is_some();
        return if is_named {
            Err(anyhow!("there is no {path}, which {} names", environment::CONFIG))
        } else {
            Ok(None)
        };
    };
    let configuration = parse(&path, &text, Scope::User)?;
    Ok(Some(User { path: shown(&path), configuration }))
}

/// Reads a configuration; every trouble is told with its place.
pub fn parse(path: &Utf8Path, text: &str, scope: Scope) -> Result<Configuration> {
    Configuration::parse(text, scope).map_err(|troubles| {
        let lines: Vec<String> = troubles.iter().map(|trouble| format!("{}:{trouble}", shown(path))).collect();
        anyhow!("{}", lines.join("\n"))
    })
}
