//! Which entry of `allow` is about a finding or a change: the first of which each name fits.
//!
//! Entries are looked up by what they name, so that many of them cost no more than many findings.

use std::cell::RefCell;

use foldhash::{HashMap, HashSet};

use crate::config::Allow;
use crate::connector::Connector;
use crate::finding::Finding;
use crate::finding::anchor::Anchors;
use crate::version::{Change, Use};

/// Entries of `allow` by what they name, for the findings and changes of one connector.
pub(super) struct Allows<'c> {
    connector: &'c Connector,
    anchors: RefCell<Anchors<'c>>,
    rules: HashSet<&'c str>,
    operations: HashSet<&'c str>,
    /// The number of the first entry that names just this.
    first: HashMap<Named<'c>, usize>,
}

#[derive(PartialEq, Eq, Hash)]
struct Named<'c> {
    rule: &'c str,
    pointer: Option<&'c str>,
    operation: Option<&'c str>,
    file: Option<&'c str>,
}

impl<'c> Allows<'c> {
    /// The entries that hold, each with its number; of those that name the same the first counts.
    pub fn new(connector: &'c Connector, entries: impl Iterator<Item = (usize, &'c Allow)>) -> Self {
        let mut allows = Self {
            connector,
            anchors: RefCell::new(Anchors::new(connector)),
            rules: HashSet::default(),
            operations: HashSet::default(),
            first: HashMap::default(),
        };
        for (number, allow) in entries {
            let Allow { rule, pointer, operation, file, .. } = allow;
            let (pointer, operation, file) = (pointer.as_deref(), operation.as_deref(), file.as_deref());
            allows.rules.insert(rule);
            allows.operations.extend(operation);
            allows.first.entry(Named { rule, pointer, operation, file }).or_insert(number);
        }
        allows
    }

    /// The number of the entry that allows a finding.
    pub fn of_finding(&self, finding: &Finding) -> Option<usize> {
        if !self.rules.contains(finding.rule.id) {
            return None;
        }
        let pointer = finding.pointer(self.connector);
        let operation = self.anchors.borrow_mut().of(finding).operation;
        let file = self.connector.file(finding.place.file).map(|artifact| artifact.name.as_str());
        self.lowest(finding.rule.id, pointer.as_deref().into_iter(), operation.as_deref().into_iter(), file)
    }

    /// The number of the entry that allows a change: by either place, and any operation that it reaches.
    pub fn of_change(&self, change: &Change) -> Option<usize> {
        if !self.rules.contains(change.class.name()) {
            return None;
        }
        let spots = [&change.new, &change.old].into_iter().flatten().filter(|spot| spot.exists);
        let ids = change.uses.iter().flat_map(Use::ids);
        let file = change.new.as_ref().and_then(|spot| self.connector.file(spot.place.file));
        self.lowest(
            change.class.name(),
            spots.filter_map(|spot| spot.pointer.as_deref()),
            ids,
            file.map(|artifact| artifact.name.as_str()),
        )
    }

    fn lowest<'n>(
        &self,
        rule: &str,
        pointers: impl Iterator<Item = &'n str>,
        operations: impl Iterator<Item = &'n str>,
        file: Option<&str>,
    ) -> Option<usize> {
        let pointers: Vec<Option<&str>> = std::iter::once(None).chain(pointers.flat_map(above).map(Some)).collect();
        let operations = operations.filter(|id| self.operations.contains(id)).map(Some);
        let mut lowest = None;
        for operation in std::iter::once(None).chain(operations) {
            for &pointer in &pointers {
                let of_any = self.first.get(&Named { rule, pointer, operation, file: None });
                let of_file = file.and_then(|_| self.first.get(&Named { rule, pointer, operation, file }));
                lowest = of_any.into_iter().chain(of_file).copied().chain(lowest).min();
            }
        }
        lowest
    }
}

/// A pointer, and all that lead to something around its place.
fn above(pointer: &str) -> impl Iterator<Item = &str> {
    pointer.match_indices('/').map(|(end, _)| &pointer[..end]).chain([pointer])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Levels};
    use crate::connector::files::Memory;
    use crate::publisher_kind::PublisherKind;
    use crate::text::Span;

    const DEFINITION: &str = r#"{ "swagger": "2.0", "info": { "title": "T", "version": "1.0" }, "paths": {
        "/a": { "get": { "operationId": "GetA", "summary": "Get A.", "parameters": [{ "in": "query" }, { "in": "query" }] } },
        "/a/b": { "get": { "operationId": "GetB", "summary": "Get B.", "parameters": [{ "in": "query" }] } } } }"#;

    /// What an entry means, said without lookups.
    fn is_about(connector: &Connector, allow: &Allow, finding: &Finding) -> bool {
        let pointer = finding.pointer(connector).unwrap_or_default();
        let file = connector.file(finding.place.file).map(|artifact| &artifact.name);
        allow.rule == finding.rule.id
            && allow.pointer.as_ref().is_none_or(|above| format!("{pointer}/").starts_with(&format!("{above}/")))
            && allow
                .operation
                .as_ref()
                .is_none_or(|id| Anchors::new(connector).of(finding).operation.as_ref() == Some(id))
            && allow.file.as_ref().is_none_or(|name| file == Some(name))
    }

    #[test]
    fn the_lookup_finds_what_entries_mean() {
        let files = Memory::new([("apiDefinition.swagger.json".to_owned(), DEFINITION.as_bytes().to_vec())]);
        let connector = Connector::load(&files).expect("memory can be listed");
        let findings = Checker::new(PublisherKind::Verified, &Levels::default()).check(&connector);
        let pointers = [None, Some(""), Some("/paths"), Some("/paths/~1a"), Some("/paths/~1a/get/parameters/0")];
        let (mut hits, mut misses) = (0, 0);
        for pointer in pointers {
            for operation in [None, Some("GetA"), Some("GetC")] {
                for file in [None, Some("apiDefinition.swagger.json"), Some("icon.png")] {
                    let allow = Allow {
                        rule: "RequiredPropertyMissing",
                        operation: operation.map(str::to_owned),
                        pointer: pointer.map(str::to_owned),
                        file: file.map(str::to_owned),
                        reason: String::new(),
                        until: None,
                        span: Span::at(0),
                    };
                    let allows = Allows::new(&connector, [(7, &allow)].into_iter());
                    for finding in &findings {
                        let expected = is_about(&connector, &allow, finding).then_some(7);
                        assert_eq!(allows.of_finding(finding), expected, "{allow:?} {finding:?}");
                        *if expected.is_some() { &mut hits } else { &mut misses } += 1;
                    }
                }
            }
        }
        assert!(hits > 0 && misses > 0);
    }

    #[test]
    fn what_is_around_a_pointer_ends_at_a_slash() {
        assert_eq!(above("/a~1b/c").collect::<Vec<_>>(), ["", "/a~1b", "/a~1b/c"]);
        assert_eq!(above("").collect::<Vec<_>>(), [""]);
    }
}
