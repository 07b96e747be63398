//! `connkit.baseline.json`: findings that were there when a project began to validate.
//!
//! Entries are anchors with a count, one a line and sorted, so that versions of the file merge well.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use crate::connector::Connector;
use crate::finding::Finding;
use crate::finding::anchor::{Anchor, Anchors};

/// The name of the baseline in a connector's folder.
pub const FILE_NAME: &str = "connkit.baseline.json";

const VERSION: u32 = 1;

/// How many findings are known at each anchor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Anchor, usize>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

fn one() -> usize {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    pub fn of(connector: &Connector, findings: &[Finding]) -> Self {
        let mut known = BTreeMap::new();
        let mut anchors = Anchors::new(connector);
        for finding in findings {
            *known.entry(anchors.of(finding)).or_default() += 1;
        }
        Self(known)
    }

    /// Reads the text of a baseline. Fails when it is not one, or one of a later version.
    pub fn parse(text: &str) -> Result<Self> {
        let file: File = serde_json::from_str(text)?;
        if file.version != VERSION {
            bail!("version {} of the format is not known; this connkit writes version {VERSION}", file.version);
        }
        let mut known = BTreeMap::new();
        for Entry { rule, file, operation, pointer, count } in file.findings {
            *known.entry(Anchor { rule, file, operation, pointer }).or_default() += count;
        }
        Ok(Self(known))
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let entries: Vec<String> = self
            .0
            .iter()
            .map(|(anchor, &count)| {
                let Anchor { rule, file, operation, pointer } = anchor.clone();
                let entry = Entry { rule, file, operation, pointer, count };
                format!("\n    {}", serde_json::to_string(&entry).expect("entries hold only strings and numbers"))
            })
            .collect();
        let end = if entries.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{}{end}]\n}}\n", entries.join(","))
    }

    pub fn len(&self) -> usize {
        self.0.values().sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a finding at this anchor is known; each entry knows as many as it counts.
    pub fn take(&mut self, anchor: &Anchor) -> bool {
        match self.0.get_mut(anchor) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many findings are left of the rules that `has_run` names.
    pub fn left(&self, has_run: impl Fn(&str) -> bool) -> usize {
        self.0.iter().filter(|(anchor, _)| has_run(&anchor.rule)).map(|(_, count)| count).sum()
    }
}
