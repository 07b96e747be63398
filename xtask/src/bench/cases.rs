//! What is measured: the commands over published connectors, and the least that each could cost.

use std::fs;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::connector::Role;
use serde_json::Value;

use super::measure::Case;

pub const START_UP: &str = "start-up";
pub const VALIDATE: &str = "validate, all connectors";
pub const VALIDATE_MEDIAN: &str = "validate, the median connector";
pub const FLOOR: &str = "floor: read and parse, two threads";

/// Where everything is that the commands need.
pub struct Places<'a> {
    pub root: &'a Utf8Path,
    pub binary: &'a Utf8Path,
    pub corpus: &'a Utf8Path,
    pub repository: &'a Utf8Path,
    /// A folder that goes when the measurement is over.
    pub scratch: &'a Utf8Path,
}

impl Places<'_> {
    /// A command of connkit; exit code 1, for findings, is as good as 0.
    pub fn connkit(&self, name: &'static str, shown: &str, arguments: &[&str]) -> Case {
        Case {
            name,
            shown: format!("connkit {shown}"),
            program: self.binary.to_string(),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            before: Vec::new(),
            highest_code: 1,
        }
    }
}

/// The definitions below a folder with their sizes, the smallest first.
pub fn definitions(corpus: &Utf8Path) -> Result<Vec<(u64, Utf8PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![corpus.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir_utf8().with_context(|| format!("could not read {folder}"))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.into_path());
            } else if Role::of_file_name(entry.file_name()) == Some(Role::Definition) {
                found.push((entry.metadata()?.len(), entry.into_path()));
            }
        }
    }
    found.sort();
    Ok(found)
}

pub fn all(places: &Places) -> Result<Vec<Case>> {
    let definitions = definitions(places.corpus)?;
    let folder = |index: usize| definitions.get(index).and_then(|(_, path)| path.parent());
    let median = folder(definitions.len() / 2).context("there are no definitions to measure with")?;
    let largest = folder(definitions.len() - 1).context("there are no definitions to measure with")?;
    let older = with_more_parameters(largest, &places.scratch.join("older"))?;
    let corpus = places.corpus.as_str();
    let mut cases = floors(places)?;
    cases.extend([
        places.connkit(VALIDATE, "validate CORPUS", &["validate", corpus]),
        places.connkit("validate, one thread", "validate CORPUS --threads 1", &["validate", corpus, "--threads", "1"]),
        places.connkit(VALIDATE_MEDIAN, "validate MEDIAN", &["validate", median.as_str()]),
        places.connkit("validate, the largest connector", "validate LARGEST", &["validate", largest.as_str()]),
        places.connkit("fix, all connectors", "fix CORPUS --check", &["fix", corpus, "--check"]),
        places.connkit("fmt, all connectors", "fmt CORPUS --check", &["fmt", corpus, "--check"]),
        places.connkit(
            "diff, the largest connector",
            "diff OLDER LARGEST",
            &["diff", older.as_str(), largest.as_str()],
        ),
    ]);
    let example = places.root.join("examples/contoso-orders");
    let bundle = places.scratch.join("example.zip");
    cases.push(places.connkit(
        "package, an example",
        "package examples/contoso-orders --output FILE --force",
        &["package", example.as_str(), "--output", bundle.as_str(), "--force"],
    ));
    cases.extend(submitting(places, &example)?);
    cases.push(places.connkit(START_UP, "--version", &["--version"]));
    Ok(cases)
}

/// Reading and parsing the files that `validate` reads, by a process of its own as `validate` is one.
fn floors(places: &Places) -> Result<Vec<Case>> {
    let own = std::env::current_exe().context("could not find this program")?;
    let floor = |name: &'static str, more: &[&str]| Case {
        name,
        shown: format!("cargo xtask floor CORPUS {}", more.join(" ")),
        program: own.display().to_string(),
        arguments: [&["floor", places.corpus.as_str()], more].concat().iter().map(ToString::to_string).collect(),
        before: Vec::new(),
        highest_code: 0,
    };
    Ok(vec![
        floor("floor: read, one thread", &["--read-only", "--threads", "1"]),
        floor("floor: read, two threads", &["--read-only", "--threads", "2"]),
        floor("floor: read and parse, one thread", &["--threads", "1"]),
        floor(FLOOR, &["--threads", "2"]),
    ])
}

/// `submit`, and the git commands that would make a branch with the same files by hand.
fn submitting(places: &Places, example: &Utf8Path) -> Result<[Case; 2]> {
    const FOLDER: &str = "certified-connectors/Contoso Orders";
    const BRANCH: &str = "measured";
    let git = places.repository.join(".git");
    let stage = places.scratch.join("stage");
    fs::create_dir_all(stage.join(FOLDER))?;
    for role in [Role::Definition, Role::Properties, Role::Readme, Role::Icon, Role::Script] {
        let name = role.file_name();
        fs::copy(example.join(name), stage.join(FOLDER).join(name))
            .with_context(|| format!("could not copy {name} of {example}"))?;
    }
    let before: Vec<String> = ["git", "--git-dir", git.as_str(), "update-ref", "-d", &format!("refs/heads/{BRANCH}")]
        .map(ToOwned::to_owned)
        .into();
    let arguments = ["submit", example.as_str(), "--repo", places.repository.as_str(), "--branch", BRANCH, "--yes"];
    let mut submit =
        places.connkit("submit, an example", "submit examples/contoso-orders --repo REPOSITORY --yes", &arguments);
    submit.before.clone_from(&before);
    submit.highest_code = 0;
    let script = format!(
        "set -e; export GIT_DIR='{git}' GIT_WORK_TREE='{stage}' GIT_INDEX_FILE='{}'
         git read-tree refs/remotes/upstream/dev
         git add -- '{FOLDER}'
         commit=$(git commit-tree -p refs/remotes/upstream/dev -m 'Add Contoso Orders' $(git write-tree))
         git update-ref refs/heads/{BRANCH} $commit",
        places.scratch.join("index")
    );
    let by_hand = Case {
        name: "floor: submit by git commands",
        shown: "git read-tree, add, write-tree, commit-tree, update-ref".to_owned(),
        program: "sh".to_owned(),
        arguments: vec!["-c".to_owned(), script],
        before,
        highest_code: 0,
    };
    Ok([by_hand, submit])
}

/// A copy of a connector's definition in which each operation takes one parameter more.
fn with_more_parameters(connector: &Utf8Path, folder: &Utf8Path) -> Result<Utf8PathBuf> {
    let name = Role::Definition.file_name();
    let text = fs::read(connector.join(name)).with_context(|| format!("could not read {name} of {connector}"))?;
    let mut definition: Value = serde_json::from_slice(&text).with_context(|| format!("{connector} is not JSON"))?;
    let paths = definition.get_mut("paths").and_then(Value::as_object_mut).context("the definition has no paths")?;
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(|path| path.values_mut()) {
        if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
            parameters.push(serde_json::json!({ "name": "measured", "in": "query", "type": "string" }));
        }
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join(name), serde_json::to_vec_pretty(&definition)?)?;
    Ok(folder.to_owned())
}
