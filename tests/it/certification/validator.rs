//! What Microsoft's public package validator decides, step by step: whatever it refuses, connkit must refuse.
//!
//! Made from what the script does, for a package that can be unpacked at all; `None` where it is content.

use std::collections::BTreeSet;

use super::tree::{Files, unzip};

pub fn refuses(package: &[u8], plugin: bool) -> Option<&'static str> {
    let outer = unzip(package);
    if !folders(&outer).is_empty() || count(&outer, "md") != 1 || count(&outer, "zip") != 1 {
        return Some("level 1");
    }
    let inner = unzip(only_zip(&outer));
    let inner_folders = folders(&inner);
    let [assets] = inner_folders.iter().collect::<Vec<_>>()[..] else { return Some("level 2") };
    let prefix = format!("{assets}/");
    let in_assets: Files = inner
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
        .collect();
    if !folders(&in_assets).is_empty() || count(&in_assets, "zip") != if plugin { 3 } else { 2 } {
        return Some("level 3");
    }
    let mut found = [false; 3];
    for (name, bytes) in &in_assets {
        if is(name, "zip")
            && let Err(step) = solution(&unzip(bytes), plugin, &mut found)
        {
            return Some(step);
        }
    }
    match found {
        [false, ..] => Some("no connector solution"),
        [_, false, _] => Some("no flow solution"),
        [.., false] if plugin => Some("no plug-in solution"),
        _ => None,
    }
}

fn solution(files: &Files, plugin: bool, found: &mut [bool; 3]) -> Result<(), &'static str> {
    let find = |wanted: &str| files.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, bytes)| bytes);
    for name in ["[Content_Types].xml", "solution.xml"] {
        find(name).ok_or("solution files")?;
    }
    let text = String::from_utf8_lossy(find("customizations.xml").ok_or("solution files")?).into_owned();
    let document = roxmltree::Document::parse(&text).map_err(|_| "XML")?;
    let holds = |wanted: &str| {
        let node = document.descendants().find(|node| node.tag_name().name() == wanted);
        let is_blank = |child: &roxmltree::Node| child.is_text() && child.text().unwrap_or_default().trim().is_empty();
        node.is_some_and(|node| node.attributes().len() > 0 || node.children().any(|child| !is_blank(&child)))
    };
    let (connector, flows, ai) = (holds("Connector"), holds("Workflows"), plugin && holds("aicopilot_aiplugin"));
    found[0] |= connector && !flows && !ai;
    found[1] |= connector && flows && !ai;
    found[2] |= connector && !flows && ai;
    let folders = folders(files);
    let has = |wanted: &str| folders.iter().any(|folder| folder.eq_ignore_ascii_case(wanted));
    let wanted =
        [("Connector", connector || flows || ai), ("Workflows", flows), ("aiplugins", ai), ("aipluginoperations", ai)];
    if wanted.iter().all(|(folder, is_wanted)| !is_wanted || has(folder)) { Ok(()) } else { Err("solution folders") }
}

fn folders(files: &Files) -> BTreeSet<String> {
    files.keys().filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect()
}

fn is(name: &str, extension: &str) -> bool {
    !name.contains('/') && name.to_lowercase().ends_with(&format!(".{extension}"))
}

fn count(files: &Files, extension: &str) -> usize {
    files.keys().filter(|name| is(name, extension)).count()
}

fn only_zip(files: &Files) -> &[u8] {
    files.iter().find(|(name, _)| is(name, "zip")).map(|(_, bytes)| bytes.as_slice()).unwrap_or_default()
}
