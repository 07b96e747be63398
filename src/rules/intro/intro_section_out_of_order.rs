use crate::connector::readme::{Heading, Markdown, SectionKind};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

/// The documented order.
const ORDER: [SectionKind; 6] = [
    SectionKind::Prerequisites,
    SectionKind::Credentials,
    SectionKind::GettingStarted,
    SectionKind::KnownIssues,
    SectionKind::Errors,
    SectionKind::Questions,
];

rule! {
    /// A section of the intro stands behind one that the documented outline has later.
    ///
    /// Public pages of connectors look alike so that users find what they need.
    ///
    /// ```raw:intro.md,bad,at=5:1
    /// Contoso keeps the orders of small shops.
    ///
    /// ## FAQ
    ///
    /// ## Prerequisites
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops.
    ///
    /// ## Prerequisites
    /// ## Something else
    /// ## Get started with your connector
    /// ### Authentication
    /// ## FAQ
    /// ```
    IntroSectionOutOfOrder {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented: the sections in this order",
        since: "0.1.0",
        check: Intro(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    for (heading, before) in file.content.out_of_order(&ORDER, 2) {
        cx.report(file.place(heading.span), format!("`{}` belongs before `{}`", heading.text, before.text))
            .label(file.place(before.span), "this one comes later")
            .help("move the section")
            .fix(Safety::Safe, "move the section", moved(file, heading, before));
    }
}

fn moved(file: &TextFile<'_, Markdown>, heading: &Heading, before: &Heading) -> Vec<Option<Edit>> {
    file.content.move_section(file.text, heading, before).map_or_else(|| vec![None], |edits| edits.map(Some).to_vec())
}
