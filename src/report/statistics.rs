//! A table of the rules that had something to say, over all connectors of a run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Rendered;
use crate::finding::Level;

#[derive(Clone, Copy)]
struct Row {
    level: Level,
    connectors: usize,
    findings: usize,
}

/// Writes a row for each rule: its level, in how many connectors it reported, and how often; the gravest first.
pub fn write<'r>(out: &mut impl Write, rendered: impl IntoIterator<Item = &'r Rendered>) -> io::Result<()> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for (id, count) in rendered.into_iter().flat_map(|connector| &connector.rules) {
        let row = rows.entry(id).or_insert(Row { level: count.level, connectors: 0, findings: 0 });
        row.level = row.level.max(count.level);
        row.connectors += 1;
        row.findings += count.findings;
    }
    let mut rows: Vec<(&str, Row)> = rows.into_iter().collect();
    // The sort is stable: rules with the same figures stay in the order of their ids.
    rows.sort_by(|(_, left), (_, right)| {
        (right.level, right.connectors, right.findings).cmp(&(left.level, left.connectors, left.findings))
    });
    let widest = rows.iter().map(|(id, _)| id.len()).max().unwrap_or(0).max("rule".len());
    writeln!(out, "{:widest$}  level    connectors  findings", "rule")?;
    for (id, Row { level, connectors, findings }) in rows {
        writeln!(out, "{id:widest$}  {:7}  {connectors:>10}  {findings:>8}", level.name())?;
    }
    Ok(())
}
