//! What the binary is made of, as a CycloneDX bill of materials.
//!
//! The tools that write one put the path of the project or the time into it; a release is the same bytes everywhere.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use cargo_metadata::{DependencyKind, Metadata, Package, PackageId};
use serde_json::{Value, json};

/// connkit, and the crates that it is built from, sorted.
pub struct Parts<'a> {
    pub own: &'a Package,
    pub dependencies: Vec<&'a Package>,
    /// What each of them depends on.
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Parts<'a> {
    /// Follows the dependencies of connkit that are linked in or build it, not those of its tests.
    pub fn of(metadata: &'a Metadata) -> Result<Self> {
        let resolve = metadata.resolve.as_ref().context("cargo told no dependencies")?;
        let own = metadata.packages.iter().find(|package| package.name.as_str() == "connkit");
        let own = own.context("cargo told nothing of connkit")?;
        let packages: BTreeMap<&PackageId, &Package> =
            metadata.packages.iter().map(|package| (&package.id, package)).collect();
        let mut found = BTreeMap::new();
        let mut edges = BTreeMap::new();
        let mut waiting = vec![&own.id];
        while let Some(id) = waiting.pop() {
            let (Some(package), Some(node)) = (packages.get(id), resolve.nodes.iter().find(|node| node.id == *id))
            else {
                continue;
            };
            if found.insert(reference(package), *package).is_some() {
                continue;
            }
            let needed = node
                .deps
                .iter()
                .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development));
            let needed: Vec<&PackageId> = needed.map(|dependency| &dependency.pkg).collect();
            edges.insert(
                reference(package),
                needed.iter().filter_map(|id| packages.get(id)).map(|package| reference(package)).collect(),
            );
            waiting.extend(needed);
        }
        found.remove(&reference(own));
        Ok(Self { own, dependencies: found.into_values().collect(), edges })
    }

    /// The bill of materials; checksums are those of the lock file.
    pub fn write(&self, lock: &str) -> Result<String> {
        let checksums = checksums(lock);
        let components: Vec<Value> =
            self.dependencies.iter().map(|package| component(package, "library", &checksums)).collect();
        let dependencies: Vec<Value> =
            self.edges.iter().map(|(from, to)| json!({ "ref": from, "dependsOn": to })).collect();
        let bill = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": { "component": component(self.own, "application", &checksums) },
            "components": components,
            "dependencies": dependencies,
        });
        Ok(serde_json::to_string_pretty(&bill)? + "\n")
    }
}

/// The package URL, which names a crate everywhere alike.
fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn component(package: &Package, kind: &str, checksums: &BTreeMap<(String, String), String>) -> Value {
    let reference = reference(package);
    let mut component = json!({
        "type": kind,
        "bom-ref": reference,
        "name": package.name,
        "version": package.version,
        "purl": reference,
    });
    if let Some(license) = &package.license {
        // Old manifests part alternatives by a slash, which is not SPDX.
        let expression = license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
        component["licenses"] = json!([{ "expression": expression }]);
    }
    if let Some(checksum) = checksums.get(&(package.name.to_string(), package.version.to_string())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// The checksum of each crate in `Cargo.lock`, whose layout cargo keeps: one key in a line.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        Some(line.trim_matches('"').to_owned())
    };
    lock.split("[[package]]")
        .filter_map(|block| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_found_by_name_and_version() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\n\
                    version = \"2.0.0\"\nsource = \"registry\"\nchecksum = \"beef\"\ndependencies = [\n \"a\",\n]\n";
        let expected = [(("b".to_owned(), "2.0.0".to_owned()), "beef".to_owned())];
        assert_eq!(checksums(lock), BTreeMap::from(expected));
    }
}
