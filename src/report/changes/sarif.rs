//! Changes as SARIF: the classes are its rules.

use std::io::{self, Write};

use super::Comparison;
use crate::check::change_finding;
use crate::finding::Finding;
use crate::report::{self, Counts, Format, Rendered, by_rule, sarif};

pub(super) fn write(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let review = &comparison.review;
    let changes = review.changes.iter().map(|change| change_finding(&comparison.new, change));
    let findings: Vec<Finding> = changes.chain(review.about_allows.iter().cloned()).collect();
    let rendered = Rendered {
        findings: sarif::changes(comparison),
        counts: Counts::of(&findings),
        rules: by_rule(&findings),
        ..Rendered::default()
    };
    report::write(Format::Sarif, out, vec![rendered])?;
    Ok(())
}
