use crate::connector::readme::{Heading, Markdown, SectionKind};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

/// The order of the template, but for the credentials: half of the published readmes have them before the operations.
const ORDER: [SectionKind; 7] = [
    SectionKind::Publisher,
    SectionKind::Prerequisites,
    SectionKind::Operations,
    SectionKind::GettingStarted,
    SectionKind::KnownIssues,
    SectionKind::Questions,
    SectionKind::Deployment,
];

rule! {
    /// A section of the readme stands behind one that the template has later.
    ///
    /// Readmes of connectors look alike so that reviewers and users find what they need. How to get credentials may stand
    /// anywhere.
    ///
    /// ```raw:readme.md,bad,at=6:1
    /// # Contoso Orders
    ///
    /// ## Known Issues and Limitations
    /// None.
    ///
    /// ## Supported Operations
    /// ### Get an order
    /// Returns one order of the shop.
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Publisher: Contoso
    /// ## Prerequisites
    /// You need a shop at Contoso.
    /// ## Obtaining Credentials
    /// Copy the key from the settings of your shop.
    /// ### Deploy the shop
    /// ## Supported Operations
    /// ### Get an order
    /// Returns one order of the shop.
    /// ## Support
    /// Ask us.
    /// ## Known Issues and Limitations
    /// None.
    /// ```
    ReadmeSectionOutOfOrder {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented in the template; 46 of 494 published readmes have another order",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    let is_section = |kind: &SectionKind| ORDER.contains(kind);
    let Some(first) =
        readme.headings().iter().find(|heading| SectionKind::of(heading).as_ref().is_some_and(is_section))
    else {
        return;
    };
    for (heading, before) in readme.out_of_order(&ORDER, first.level) {
        cx.report(file.place(heading.span), format!("`{}` belongs before `{}`", heading.text, before.text))
            .label(file.place(before.span), "this one comes later")
            .help("move the section")
            .fix(Safety::Safe, "move the section", moved(file, heading, before));
    }
}

fn moved(file: &TextFile<'_, Markdown>, heading: &Heading, before: &Heading) -> Vec<Option<Edit>> {
    file.content.move_section(file.text, heading, before).map_or_else(|| vec![None], |edits| edits.map(Some).to_vec())
}
