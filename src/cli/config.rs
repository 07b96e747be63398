//! `connkit config`: each setting, its value, and where that comes from.

use std::collections::BTreeMap;
use std::io::Write as _;

use anyhow::{Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;
use serde_json::{Value, json};

use super::Outcome;
use super::judge::today;
use super::validate::{environment_format, environment_threads};
use crate::config::{self, Configuration, environment};
use crate::finding::Level;
use crate::project::layers::{self, Layers};
use crate::project::{self, KindSource, Project};

/// Show each setting, its value, and where that comes from
///
/// What a command is told by a flag wins over the environment, that over the connkit.json of the connector, and that
/// over your own, which holds for all connectors.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder
    #[arg(default_value = ".")]
    path: Utf8PathBuf,

    /// How to print the settings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Aligned columns
    Text,
    /// One JSON document, version 1
    Json,
}

/// One setting; what a file holds is the one thing that has a line.
#[derive(Serialize)]
struct Setting {
    name: String,
    value: Value,
    source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    /// How it was found, where neither a file nor a variable says it.
    #[serde(skip)]
    inferred: Option<KindSource>,
}

/// The layers that can say something, the strongest first.
struct Sources {
    layers: Layers,
    /// The project's file and what it says.
    own: (String, Configuration),
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let path = arguments.path.as_path();
    if !path.is_dir() {
        bail!("{path} is no folder: `connkit config` takes that of a connector");
    }
    let layers = Layers::read()?;
    let project = Project::load_with(path, None, &layers)?;
    let own = (project.file_path(config::FILE_NAME), project::own_configuration(path)?);
    let settings = settings(&project, &Sources { layers, own })?;
    let text = match arguments.format {
        Format::Text => text(&settings),
        Format::Json => json_text(&project.path, &settings),
    };
    anstream::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn settings(project: &Project, sources: &Sources) -> Result<Vec<Setting>> {
    let Configuration { select, ignore, fail_on, .. } = &project.configuration;
    let mut settings = vec![
        sources.publisher_kind(project),
        sources.setting("failOn", json!(fail_on.unwrap_or(Level::Error))),
        sources.setting("select", json!(select)),
        sources.setting("ignore", json!(ignore.as_deref().unwrap_or_default())),
    ];
    settings.extend(sources.levels());
    let (_, own) = &sources.own;
    settings.extend(own.allows.iter().enumerate().map(|(number, allow)| {
        let value = json!(format!("{}: {}", allow.rule, allow.reason));
        sources.setting(&format!("allow.{number}"), value)
    }));
    let environment = [
        ("format", environment_format()?.map(|format| json!(format.name())), json!("human"), environment::FORMAT),
        ("threads", environment_threads()?.map(|threads| json!(threads)), Value::Null, environment::THREADS),
        ("today", today(None)?.map(|today| json!(today.to_string())), Value::Null, environment::TODAY),
    ];
    settings.extend(environment.into_iter().map(|(name, value, default, variable)| match value {
        Some(value) => Setting::of_environment(name, value, variable),
        None => Setting::new(name, default, "default"),
    }));
    Ok(settings)
}

impl Setting {
    fn new(name: &str, value: Value, source: &'static str) -> Self {
        let name = name.to_owned();
        Self { name, value, source, variable: None, file: None, line: None, column: None, inferred: None }
    }

    fn of_environment(name: &str, value: Value, variable: &'static str) -> Self {
        Self { variable: Some(variable), ..Self::new(name, value, "environment") }
    }

    /// `connkit.json:3:5`, the variable, or in words why there is none.
    fn place(&self) -> String {
        match (&self.file, self.line, self.column) {
            (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}"),
            _ => match self.inferred {
                Some(inferred) => inferred.to_string(),
                None => self.variable.unwrap_or(self.source).to_owned(),
            },
        }
    }
}

impl Sources {
    fn publisher_kind(&self, project: &Project) -> Setting {
        let value = json!(project.kind);
        match project.kind_source {
            inferred @ (KindSource::ParentFolder | KindSource::BrandColour | KindSource::Assumed) => {
                Setting { inferred: Some(inferred), ..Setting::new("publisherKind", value, "inferred") }
            }
            _ => self.setting("publisherKind", value),
        }
    }

    /// A setting with the strongest layer that says it.
    fn setting(&self, name: &str, value: Value) -> Setting {
        let variable = match name {
            "publisherKind" => self.layers.publisher_kind.map(|_| environment::PUBLISHER_KIND),
            "failOn" => self.layers.fail_on.map(|_| environment::FAIL_ON),
            _ => None,
        };
        if let Some(variable) = variable {
            return Setting::of_environment(name, value, variable);
        }
        let (file, own) = &self.own;
        let user = self.layers.user.as_ref();
        let files = [Some(("project", file, own)), user.map(|user| ("user", &user.path, &user.configuration))];
        let said =
            files.into_iter().flatten().find_map(|(source, file, says)| Some((source, file, says.places.get(name)?)));
        match said {
            None => Setting::new(name, value, "default"),
            Some((source, file, position)) => Setting {
                file: Some(file.clone()),
                line: Some(position.line),
                column: Some(position.column),
                ..Setting::new(name, value, source)
            },
        }
    }

    /// One setting for each rule that a file gives a level.
    fn levels(&self) -> Vec<Setting> {
        let users = self.layers.user.iter().flat_map(|user| &user.configuration.levels);
        // The later one of two levels for a rule stays.
        let levels: BTreeMap<_, _> = users.chain(&self.own.1.levels).collect();
        levels.into_iter().map(|(rule, level)| self.setting(&format!("levels.{rule}"), json!(level))).collect()
    }
}

fn text(settings: &[Setting]) -> String {
    let shown: Vec<(&str, String, String)> =
        settings.iter().map(|setting| (setting.name.as_str(), words(setting), setting.place())).collect();
    let names = shown.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let values = shown.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
    let mut text: String =
        shown.iter().map(|(name, value, place)| format!("{name:names$}  {value:values$}  {place}\n")).collect();
    if let Some(path) = layers::user_path() {
        let state = if path.exists() { "" } else { " (not there)" };
        text.push_str(&format!("\nyour own settings: {}{state}\n", project::shown(Utf8Path::new(&path))));
    }
    text
}

/// The value as a person reads it.
fn words(setting: &Setting) -> String {
    match (&setting.value, setting.name.as_str()) {
        (Value::Null, "select") => "all rules".to_owned(),
        (Value::Null, "threads") => "one for each core".to_owned(),
        (Value::Null, _) => "none".to_owned(),
        (Value::Array(list), _) if list.is_empty() => "none".to_owned(),
        (Value::Array(list), _) if list.len() > LONGEST_LIST => format!("{} rules", list.len()),
        (Value::Array(list), _) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        (Value::String(text), _) => text.clone(),
        (other, _) => other.to_string(),
    }
}

/// Longer lists of rules are counted.
const LONGEST_LIST: usize = 3;

fn json_text(path: &str, settings: &[Setting]) -> String {
    let document = json!({ "version": 1, "connector": path, "settings": settings });
    serde_json::to_string_pretty(&document).expect("settings hold only strings, numbers and lists") + "\n"
}
