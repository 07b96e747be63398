//! What a finding hangs on: it stays the same when lines move and operations change places.

use std::borrow::Cow;

use foldhash::HashMap;
use sha2::{Digest as _, Sha256};

use super::Finding;
use crate::config::{self, CONFIGURATION_FILE};
use crate::connector::{Connector, Role};
use crate::text::shortened;

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
        let pointer = finding.pointer(self.connector);
        let Parts { rule, file, operation, pointer } = self.parts(finding, pointer.as_deref());
        Anchor {
            rule: rule.to_owned(),
            file: file.into_owned(),
            operation: operation.map(str::to_owned),
            pointer: pointer.map(str::to_owned),
        }
    }

    /// `pointer` is the finding's.
    fn parts<'a>(&'a mut self, finding: &Finding, pointer: Option<&'a str>) -> Parts<'a> {
        let artifact = self.connector.file(finding.place.file);
        // A file that is not the connector's own is its configuration, or one of a package, where numbers stay.
        let file = match (artifact, finding.place.file) {
            (Some(artifact), _) => Cow::Borrowed(artifact.name.as_str()),
            (None, CONFIGURATION_FILE) => Cow::Borrowed(config::FILE_NAME),
            (None, file) => Cow::Owned(file.0.to_string()),
        };
        let is_definition = artifact.is_some_and(|artifact| artifact.role == Role::Definition);
        let below = pointer.filter(|_| is_definition).and_then(|pointer| self.split(pointer));
        let (operation, pointer) = match below {
            Some((operation, rest)) => (Some(operation), Some(rest)),
            None => (None, pointer),
        };
        Parts { rule: finding.rule.id, file, operation, pointer }
    }

    /// The operation that a pointer goes through, and the rest of it: `/paths/PATH/METHOD` and what follows.
    fn split<'a>(&'a mut self, pointer: &'a str) -> Option<(&'a str, &'a str)> {
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
            let id = operation.and_then(|operation| operation.str_member("operationId"));
            self.operation = id.map(|id| shortened(&id).into_owned());
        }
        Some((self.operation.as_deref()?, rest))
    }
}

/// An anchor whose texts belong to others: most are only hashed.
struct Parts<'a> {
    rule: &'static str,
    file: Cow<'a, str>,
    operation: Option<&'a str>,
    pointer: Option<&'a str>,
}

/// Fingerprints of the findings of one connector; the same ones whenever it is judged again.
pub struct Fingerprints<'p> {
    path: &'p str,
    anchors: Anchors<'p>,
    /// How many findings there were at each anchor, by its hashed text.
    seen: HashMap<Vec<u8>, usize>,
}

impl<'p> Fingerprints<'p> {
    /// `path` tells connectors of a tree apart.
    pub fn new(path: &'p str, connector: &'p Connector) -> Self {
        Self { path, anchors: Anchors::new(connector), seen: HashMap::default() }
    }

    /// The next finding's fingerprint, given its pointer; findings at the same anchor are numbered.
    pub fn of(&mut self, finding: &Finding, pointer: Option<&str>) -> String {
        let Parts { rule, file, operation, pointer } = self.anchors.parts(finding, pointer);
        let parts = [self.path, rule, &file, operation.unwrap_or_default(), pointer.unwrap_or_default()];
        let mut anchor = Vec::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
        for part in parts {
            anchor.extend_from_slice(part.as_bytes());
            // A byte that no part holds keeps the parts apart.
            anchor.push(0xff);
        }
        let hash = Sha256::new().chain_update(&anchor);
        let number = self.seen.entry(anchor).or_default();
        *number += 1;
        hex(&hash.chain_update(itoa::Buffer::new().format(*number)).finalize())
    }
}

/// Half of a hash, which is plenty for telling the findings of one repository apart.
fn hex(hash: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = String::with_capacity(32);
    for byte in hash.iter().take(16) {
        digits.push(char::from(DIGITS[usize::from(byte >> 4)]));
        digits.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    digits
}
