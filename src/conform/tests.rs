//! Whatever a user did to a project of version 1, conforming keeps it, ends with JSON, and is done after one round.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::connector::files::Memory;
use crate::template::questions::Given;

/// One thing that a user does, where chance says.
#[derive(Clone, Debug)]
enum Edit {
    Remove(prop::sample::Index),
    Replace(prop::sample::Index),
    Add(prop::sample::Index),
    Line(prop::sample::Index),
    RemoveLine(prop::sample::Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Edit::Remove),
        any::<prop::sample::Index>().prop_map(Edit::Replace),
        any::<prop::sample::Index>().prop_map(Edit::Add),
        any::<prop::sample::Index>().prop_map(Edit::Line),
        any::<prop::sample::Index>().prop_map(Edit::RemoveLine),
    ]
}

fn answers() -> Answers {
    let given = json!({
        "publisherKind": "custom", "title": "Contoso Tasks", "description": "Reads tasks.", "publisher": "Contoso",
        "host": "api.contoso.com", "authentication": "basic", "webhook": true, "polling": true,
    });
    let given: Given = given.as_object().cloned().unwrap_or_default();
    Answers::of(&given).expect("the answers are complete")
}

/// The pointers of all members below the root, parents first.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (crate::json::escape_token(key), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (token, child) in children {
        let pointer = format!("{at}/{token}");
        found.push(pointer.clone());
        pointers(child, &pointer, found);
    }
}

/// The files of a project of version 1, edited; and the marks that the edits left in definition and readme.
fn edited(edits: &[Edit], is_compact: bool) -> (Vec<(String, Vec<u8>)>, usize) {
    let mut files: Vec<(String, Vec<u8>)> = template::render_version(1, &answers())
        .expect("the templates are right")
        .into_iter()
        .map(|file| (file.name, file.bytes))
        .collect();
    let text = |name: &str| String::from_utf8(files.iter().find(|file| file.0 == name).unwrap().1.clone()).unwrap();
    let mut definition: Value = serde_json::from_str(&text("apiDefinition.swagger.json")).unwrap();
    let mut lines: Vec<String> = text("readme.md").lines().map(str::to_owned).collect();
    for (number, edit) in edits.iter().enumerate() {
        let mut places = Vec::new();
        pointers(&definition, "", &mut places);
        match edit {
            Edit::Remove(_) | Edit::Replace(_) | Edit::Add(_) if places.is_empty() => {}
            Edit::Remove(index) => {
                let place = places[index.index(places.len())].clone();
                let (parent, key) = place.rsplit_once('/').unwrap();
                if let Some(Value::Object(members)) = definition.pointer_mut(parent) {
                    members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
                }
            }
            Edit::Replace(index) => {
                *definition.pointer_mut(&places[index.index(places.len())]).unwrap() = json!({ "x-mine": number });
            }
            Edit::Add(index) => {
                if let Some(Value::Object(members)) = definition.pointer_mut(&places[index.index(places.len())]) {
                    members.insert(format!("x-mine-{number}"), json!({ "x-mine": number }));
                }
            }
            Edit::Line(index) => lines.insert(index.index(lines.len() + 1), format!("Mine is number {number}.")),
            Edit::RemoveLine(index) if !lines.is_empty() => drop(lines.remove(index.index(lines.len()))),
            Edit::RemoveLine(_) => {}
        }
    }
    let definition = if is_compact { definition.to_string() } else { format!("{definition:#}\n") };
    for (name, bytes) in &mut files {
        match name.as_str() {
            "apiDefinition.swagger.json" => *bytes = definition.clone().into_bytes(),
            "readme.md" => *bytes = (lines.join("\n") + "\n").into_bytes(),
            _ => {}
        }
    }
    let marks =
        definition.matches("\"x-mine\":").count() + lines.iter().filter(|line| line.starts_with("Mine is")).count();
    (files, marks)
}

fn conformed(files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let memory = Memory::new(files.to_vec());
    let project = Project::of_files("p".into(), &memory, None, &crate::project::layers::Layers::default()).unwrap();
    let options = Options { add_missing: false, fmt: true };
    let plan = plan(&memory, &project, options, &mut |_| Some(Side::Ours)).unwrap();
    assert_eq!(plan.conflicts, []);
    let mut files = files.to_vec();
    for written in plan.files {
        let file = files.iter_mut().find(|file| file.0 == written.name).expect("no file is added");
        file.1 = written.after;
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn edits_survive_and_one_round_is_enough(edits in prop::collection::vec(edit(), 0..12), is_compact: bool) {
        let (files, marks) = edited(&edits, is_compact);
        let once = conformed(&files);
        let text = |name: &str| String::from_utf8(once.iter().find(|file| file.0 == name).unwrap().1.clone()).unwrap();
        let (definition, readme) = (text("apiDefinition.swagger.json"), text("readme.md"));
        serde_json::from_str::<Value>(&definition).unwrap();
        let left = definition.matches("\"x-mine\":").count() + readme.lines().filter(|line| line.starts_with("Mine is")).count();
        prop_assert_eq!(left, marks, "{}\n{}", definition, readme);
        prop_assert_eq!(conformed(&once), once);
    }
}
