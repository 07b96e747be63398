//! `cargo xtask conform`: an update from version 1 of the templates over edited projects, by `conform` and by a merge of
//! lines as git does it (what tools that update projects from templates do).

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::conform::{self, Options, Side};
use connkit::connector::files::Memory;
use connkit::project::Project;
use connkit::project::layers::Layers;
use connkit::publisher_kind::PublisherKind;
use connkit::template::answers::Answers;
use connkit::template::{self, Rendered};
use serde_json::{Value, json};

#[derive(clap::Args)]
pub struct Arguments {
    /// Where the three sides of each merge are put for git; the folder is made.
    scratch: Utf8PathBuf,
}

type Files = BTreeMap<String, Vec<u8>>;

/// What a user did.
type Edit = fn(&mut Files);

const SCENARIOS: [(&str, &[Edit]); 6] = [
    ("untouched", &[]),
    ("texts changed", &[change_texts]),
    ("operations added and removed", &[change_operations]),
    ("keys reordered", &[reorder]),
    ("indented anew", &[indent]),
    ("all of it, intro deleted", &[change_texts, change_operations, reorder, indent, delete_intro]),
];

#[derive(Default)]
struct Count {
    files: usize,
    clean: usize,
    conflicts: usize,
    broken: usize,
    wrong: usize,
    own_conflicts: usize,
    own_broken: usize,
    own_wrong: usize,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    fs::create_dir_all(&arguments.scratch).with_context(|| format!("could not make {}", arguments.scratch))?;
    println!("{:<30} {:>30} {:>42} {:>37}", "", "", "git merge-file", "connkit conform");
    println!(
        "{:<30} {:>8} {:>10} {:>12} {:>10} {:>10} {:>14} {:>12} {:>10} {:>14}",
        "edits",
        "projects",
        "files",
        "merged whole",
        "conflicts",
        "not JSON",
        "other values",
        "conflicts",
        "not JSON",
        "other values"
    );
    for (name, edits) in SCENARIOS {
        let mut count = Count::default();
        let mut projects = 0;
        for answers in projects_to_make()? {
            projects += 1;
            update(&answers, edits, &arguments.scratch, &mut count)?;
        }
        let Count { files, clean, conflicts, broken, wrong, own_conflicts, own_broken, own_wrong } = count;
        println!(
            "{name:<30} {projects:>8} {files:>10} {clean:>12} {conflicts:>10} {broken:>10} {wrong:>14} {own_conflicts:>12} {own_broken:>10} {own_wrong:>14}"
        );
    }
    Ok(())
}

fn projects_to_make() -> Result<Vec<Answers>> {
    let mut projects = Vec::new();
    for kind in PublisherKind::ALL {
        for authentication in ["none", "basic", "api-key", "oauth2", "entra"] {
            for extras in [&[][..], &["script", "webhook", "polling"]] {
                projects.push(answers(kind, authentication, extras)?);
            }
        }
    }
    Ok(projects)
}

fn answers(kind: PublisherKind, authentication: &str, extras: &[&str]) -> Result<Answers> {
    let mut given = json!({
        "publisherKind": kind.name(), "title": "Contoso Tasks", "publisher": "Contoso Ltd.", "host": "api.contoso.com",
        "description": "Reads and writes the tasks of Contoso.", "authentication": authentication,
    });
    if kind.certifies() {
        given["contactEmail"] = "help@contoso.com".into();
        given["website"] = "https://contoso.com".into();
        given["privacyPolicy"] = "https://contoso.com/privacy".into();
        given["categories"] = json!(["Data"]);
    }
    if kind == PublisherKind::Independent {
        given["stackOwner"] = "Fabrikam".into();
    }
    if authentication == "oauth2" {
        given["authorizationUrl"] = "https://contoso.com/authorize".into();
        given["tokenUrl"] = "https://contoso.com/token".into();
    }
    if authentication == "entra" {
        given["resourceUri"] = "api://contoso".into();
    }
    for extra in extras {
        given[*extra] = true.into();
    }
    let given = given.as_object().context("answers are an object")?;
    match Answers::of(given) {
        Ok(answers) => Ok(answers),
        Err(troubles) => bail!("{}", troubles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

fn rendered(version: u32, answers: &Answers) -> Result<Files> {
    let files = template::render_version(version, answers)?;
    Ok(files.into_iter().map(|Rendered { name, bytes }| (name, bytes)).collect())
}

/// Updates one project both ways.
fn update(answers: &Answers, edits: &[Edit], scratch: &Utf8Path, count: &mut Count) -> Result<()> {
    let (base, theirs) = (rendered(1, answers)?, rendered(template::TEMPLATE_VERSION, answers)?);
    let mut ours = base.clone();
    for edit in edits {
        edit(&mut ours);
    }
    let own = conformed(&ours, count)?;
    // What the user would have, had the project been made from the present version.
    let mut expected = theirs.clone();
    for edit in edits {
        edit(&mut expected);
    }
    for (name, theirs) in theirs.iter().filter(|(name, _)| *name != "icon.png" && *name != "connkit.json") {
        let (Some(base), Some(mine)) = (base.get(name), ours.get(name)) else { continue };
        if base == theirs {
            continue;
        }
        count.files += 1;
        let (merged, conflicts) = merge_lines(scratch, [mine, base, theirs])?;
        count.clean += usize::from(conflicts == 0);
        count.conflicts += conflicts;
        if is_json(name) {
            let value = |files: &Files| -> Result<Value> {
                Ok(serde_json::from_slice(files.get(name).context("no file is lost")?)?)
            };
            let expected = value(&expected)?;
            count.own_wrong += usize::from(value(&own)? != expected);
            match serde_json::from_slice::<Value>(&merged) {
                Err(_) => count.broken += 1,
                Ok(merged) => count.wrong += usize::from(merged != expected),
            }
        }
    }
    Ok(())
}

/// What `conform` makes of the project, the user's side kept where both changed the same.
fn conformed(ours: &Files, count: &mut Count) -> Result<Files> {
    let memory = Memory::new(ours.clone());
    let project = Project::of_files(Utf8Path::new("p"), &memory, None, &Layers::default())?;
    let mut files = ours.clone();
    let mut settle = |_: &conform::Conflict| {
        count.own_conflicts += 1;
        Some(Side::Ours)
    };
    let plan = conform::plan(&memory, &project, Options { add_missing: false, fmt: false }, &mut settle)?;
    for written in plan.files {
        files.insert(written.name, written.after);
    }
    let is_broken =
        |(name, bytes): (&String, &Vec<u8>)| is_json(name) && serde_json::from_slice::<Value>(bytes).is_err();
    count.own_broken += files.iter().filter(|file| is_broken(*file)).count();
    Ok(files)
}

/// The merge of lines by git, with the number of its conflicts.
fn merge_lines(scratch: &Utf8Path, sides: [&[u8]; 3]) -> Result<(Vec<u8>, usize)> {
    let paths = ["ours", "base", "theirs"].map(|side| scratch.join(side));
    for (path, bytes) in paths.iter().zip(sides) {
        fs::write(path, bytes).with_context(|| format!("could not write {path}"))?;
    }
    let output = Command::new("git").args(["merge-file", "-p"]).args(&paths).output().context("could not run git")?;
    let code = output.status.code().context("git was stopped")?;
    let conflicts = usize::try_from(code).context("git has no such exit codes")?;
    ensure!(conflicts < 128, "git merge-file failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok((output.stdout, conflicts))
}

fn is_json(name: &str) -> bool {
    Utf8Path::new(name).extension() == Some("json")
}

/// Changes a JSON file; it keeps its layout of two blanks a level.
fn change(files: &mut Files, name: &str, change: impl FnOnce(&mut Value)) {
    let Some(bytes) = files.get_mut(name) else { return };
    if let Ok(mut value) = serde_json::from_slice::<Value>(bytes) {
        change(&mut value);
        *bytes = format!("{value:#}\n").into_bytes();
    }
}

fn set(value: &mut Value, pointer: &str, new: Value) {
    if let Some(place) = value.pointer_mut(pointer) {
        *place = new;
    }
}

fn change_texts(files: &mut Files) {
    change(files, "apiDefinition.swagger.json", |definition| {
        set(definition, "/info/description", "Tasks of teams, told in other words.".into());
        set(definition, "/paths/~1items/get/description", "Lists the items of a team.".into());
        set(definition, "/paths/~1items/get/parameters/0/default", 20.into());
    });
    change(files, "apiProperties.json", |properties| {
        let parameters = "/properties/connectionParameters";
        set(properties, &format!("{parameters}/api_key/uiDefinition/description"), "The key of your account.".into());
        set(
            properties,
            &format!("{parameters}/password/uiDefinition/description"),
            "The password that you chose.".into(),
        );
    });
    for (name, from, to) in [
        ("readme.md", "- A plan that includes", "- Any plan that includes"),
        ("readme.md", "1. Add the connector", "1. Ask Ada, then add the connector"),
        ("script.csx", "// Custom code of", "// Code, written by Ada, of"),
    ] {
        let Some(bytes) = files.get_mut(name) else { continue };
        *bytes = String::from_utf8_lossy(bytes).replace(from, to).into_bytes();
    }
}

fn change_operations(files: &mut Files) {
    change(files, "apiDefinition.swagger.json", |definition| {
        let added = json!({
            "operationId": "ListTasks", "summary": "List tasks", "description": "Lists the tasks of a team.",
            "parameters": [], "responses": { "200": { "description": "The tasks were found." } },
        });
        if let Some(Value::Object(paths)) = definition.get_mut("paths") {
            paths.insert("/tasks".to_owned(), json!({ "get": added }));
            paths.get_mut("/items/{id}").and_then(Value::as_object_mut).map(|item| item.remove("patch"));
            // The list of a service of one's own has other parameters before the limit.
            let filter = json!({
                "name": "filter", "in": "query", "required": false, "type": "string",
                "x-ms-summary": "Filter", "description": "Which items are returned.",
            });
            if let Some(Value::Array(parameters)) =
                paths.get_mut("/items").and_then(|item| item.pointer_mut("/get/parameters"))
            {
                parameters.insert(0, filter);
            }
        }
    });
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<&String, Value> = members.iter().map(|(key, value)| (key, sorted(value))).collect();
            members.into_iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

fn reorder(files: &mut Files) {
    for name in ["apiDefinition.swagger.json", "apiProperties.json"] {
        change(files, name, |value| *value = sorted(value));
    }
}

fn indent(files: &mut Files) {
    for name in ["apiDefinition.swagger.json", "apiProperties.json"] {
        let Some(bytes) = files.get_mut(name) else { continue };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = text.lines().map(|line| {
            let level = (line.len() - line.trim_start().len()) / 2;
            format!("{}{}\n", "    ".repeat(level), line.trim_start())
        });
        *bytes = lines.collect::<String>().into_bytes();
    }
}

fn delete_intro(files: &mut Files) {
    files.remove("intro.md");
}
