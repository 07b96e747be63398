//! What a finding hangs on: it stays the same when lines move and operations change places.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::Finding;
use crate::connector::{Connector, Role};
use crate::json::Node;

/// Rule, file, and where there is one the operation and the pointer below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    pub rule: String,
    /// The name of the file.
    pub file: String,
    pub operation: Option<String>,
    /// Below the operation, or else from the root; `None` where the file is not JSON.
    pub pointer: Option<String>,
}

impl Anchor {
    pub fn of(connector: &Connector, finding: &Finding) -> Self {
        // A file that is not the connector's own is its configuration.
        let file = connector
            .file(finding.place.file)
            .map_or_else(|| crate::config::FILE_NAME.to_owned(), |artifact| artifact.name.clone());
        let definition = connector
            .artifact(Role::Definition)
            .filter(|artifact| artifact.id == finding.place.file)
            .and_then(|artifact| artifact.document());
        let pointer = finding.pointer.as_deref();
        let below = definition.zip(pointer).and_then(|(document, pointer)| split(document.root(), pointer));
        let (operation, pointer) = match below {
            Some((operation, rest)) => (Some(operation), Some(rest)),
            None => (None, pointer.map(str::to_owned)),
        };
        Self { rule: finding.rule.id.to_owned(), file, operation, pointer }
    }
}

/// The operation that a pointer goes through, and the rest of it: `/paths/PATH/METHOD` and what follows.
fn split(root: Node<'_>, pointer: &str) -> Option<(String, String)> {
    let (route, rest) = match pointer.match_indices('/').nth(3) {
        Some((end, _)) => pointer.split_at(end),
        None => (pointer, ""),
    };
    if !route.starts_with("/paths/") {
        return None;
    }
    let operation = root.document().at(route)?.str_member("operationId")?;
    Some((operation.into_owned(), rest.to_owned()))
}

/// Fingerprints of the findings of one connector; the same ones whenever it is judged again.
pub struct Fingerprints<'p> {
    path: &'p str,
    seen: HashMap<Anchor, usize>,
}

impl<'p> Fingerprints<'p> {
    /// `path` tells connectors of a tree apart.
    pub fn new(path: &'p str) -> Self {
        Self { path, seen: HashMap::new() }
    }

    /// The next finding's fingerprint; findings at the same anchor are numbered.
    pub fn of(&mut self, connector: &Connector, finding: &Finding) -> String {
        let anchor = Anchor::of(connector, finding);
        let number = self.seen.entry(anchor.clone()).or_default();
        *number += 1;
        let mut hash = Sha256::new();
        for part in [
            self.path,
            &anchor.rule,
            &anchor.file,
            anchor.operation.as_deref().unwrap_or_default(),
            anchor.pointer.as_deref().unwrap_or_default(),
        ] {
            hash.update(part.as_bytes());
            // A byte that no part holds keeps the parts apart.
            hash.update([0xff]);
        }
        hash.update(number.to_string().as_bytes());
        // Half of the hash is plenty for telling the findings of one repository apart.
        hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}
