//! The licences of everything that is linked into the binary, word for word, as most of them ask for.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use super::bill::Parts;

/// How the names of files with a licence or a notice begin.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

/// Folders of C sources that a crate brings along, with a licence of their own.
const BUNDLED: [(&str, &str); 2] = [("libgit2-sys", "libgit2"), ("libmimalloc-sys", "c_src/mimalloc/v2")];

/// Every text once, after the names of the crates that it covers.
pub fn write(parts: &Parts) -> Result<String> {
    let mut covered: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in &parts.dependencies {
        let folder = package.manifest_path.parent().context("a manifest lies in a folder")?;
        let bundled = BUNDLED.iter().filter(|(name, _)| *name == package.name.as_str());
        let folders = std::iter::once(folder.to_owned()).chain(bundled.map(|(_, inner)| folder.join(inner)));
        for folder in folders {
            for text in texts(&folder)? {
                let names = covered.entry(text).or_default();
                let name = format!("{} {}", package.name, package.version);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    let mut sections: Vec<(Vec<String>, String)> = covered.into_iter().map(|(text, names)| (names, text)).collect();
    sections.sort();
    let mut all = String::from("connkit is built from these crates, under these licences.\n\n");
    for package in &parts.dependencies {
        all +=
            &format!("{} {}: {}\n", package.name, package.version, package.license.as_deref().unwrap_or("see below"));
    }
    for (names, text) in sections {
        all += &format!("\n{}\n{}\n\n{}\n", "=".repeat(80), names.join(", "), text.trim_end());
    }
    Ok(all)
}

fn texts(folder: &Utf8Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in folder.read_dir_utf8().with_context(|| format!("could not read {folder}"))? {
        let entry = entry?;
        let name = entry.file_name().to_ascii_uppercase();
        if entry.file_type()?.is_file() && NAMES.iter().any(|start| name.starts_with(start)) {
            let bytes = fs::read(entry.path()).with_context(|| format!("could not read {}", entry.path()))?;
            texts.push(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
        }
    }
    texts.sort();
    Ok(texts)
}
