//! What a finding hangs on: it stays the same when lines move and operations change places.

use sha2::{Digest as _, Sha256};

use foldhash::HashMap;

use super::Finding;
use crate::config::{self, CONFIGURATION_FILE};
use crate::connector::{Connector, Role};

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

/// Finds the anchors of the findings of one connector.
///
/// Findings come in document order, so most have the operation of the one before: it is looked up once.
pub struct Anchors<'c> {
    connector: &'c Connector,
    route: String,
    operation: Option<String>,
}

impl<'c> Anchors<'c> {
    pub fn new(connector: &'c Connector) -> Self {
        Self { connector, route: String::new(), operation: None }
    }

    pub fn of(&mut self, finding: &Finding) -> Anchor {
        let artifact = self.connector.file(finding.place.file);
        // A file that is not the connector's own is its configuration, or one of a package, where numbers stay.
        let file = match (artifact, finding.place.file) {
            (Some(artifact), _) => artifact.name.clone(),
            (None, CONFIGURATION_FILE) => config::FILE_NAME.to_owned(),
            (None, file) => file.0.to_string(),
        };
        let pointer = finding.pointer(self.connector);
        let is_definition = artifact.is_some_and(|artifact| artifact.role == Role::Definition);
        let below = pointer.as_deref().filter(|_| is_definition).and_then(|pointer| self.split(pointer));
        let (operation, pointer) = match below {
            Some((operation, rest)) => (Some(operation), Some(rest)),
            None => (None, pointer),
        };
        Anchor { rule: finding.rule.id.to_owned(), file, operation, pointer }
    }

    /// The operation that a pointer goes through, and the rest of it: `/paths/PATH/METHOD` and what follows.
    fn split(&mut self, pointer: &str) -> Option<(String, String)> {
        let (route, rest) = match pointer.match_indices('/').nth(3) {
            Some((end, _)) => pointer.split_at(end),
            None => (pointer, ""),
        };
        if !route.starts_with("/paths/") {
            return None;
        }
        if route != self.route {
            route.clone_into(&mut self.route);
            let operation = self.connector.document(Role::Definition).and_then(|document| document.at(route));
            self.operation =
                operation.and_then(|operation| operation.str_member("operationId")).map(std::borrow::Cow::into_owned);
        }
        Some((self.operation.clone()?, rest.to_owned()))
    }
}

/// Fingerprints of the findings of one connector; the same ones whenever it is judged again.
pub struct Fingerprints<'p> {
    path: &'p str,
    anchors: Anchors<'p>,
    seen: HashMap<Anchor, usize>,
}

impl<'p> Fingerprints<'p> {
    /// `path` tells connectors of a tree apart.
    pub fn new(path: &'p str, connector: &'p Connector) -> Self {
        Self { path, anchors: Anchors::new(connector), seen: HashMap::default() }
    }

    /// The next finding's fingerprint; findings at the same anchor are numbered.
    pub fn of(&mut self, finding: &Finding) -> String {
        let anchor = self.anchors.of(finding);
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
        let number = self.seen.entry(anchor).or_default();
        *number += 1;
        hash.update(number.to_string().as_bytes());
        // Half of the hash is plenty for telling the findings of one repository apart.
        let mut fingerprint = String::with_capacity(32);
        for byte in hash.finalize().iter().take(16) {
            for digit in [byte >> 4, byte & 15] {
                fingerprint.extend(char::from_digit(u32::from(digit), 16));
            }
        }
        fingerprint
    }
}
