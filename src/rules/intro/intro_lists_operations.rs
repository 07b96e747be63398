use foldhash::HashSet;

use crate::connector::readme::{Markdown, SectionKind, simplified};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::{Edit, Span};

rule! {
    /// The intro lists the operations of the connector.
    ///
    /// The public page has such a list, made from the definition: a second one goes stale. Often a readme was copied.
    ///
    /// ```raw:intro.md,bad,at=3:1
    /// Contoso keeps the orders of small shops.
    ///
    /// ## Supported Operations
    /// ### Get an order
    /// ```
    /// ```raw:intro.md,bad,at=3:1
    /// Contoso keeps the orders of small shops.
    ///
    /// ## Get an order
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops. Get an order when it is needed.
    ///
    /// ## Get started with your connector
    /// ```
    IntroListsOperations {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented: no list of actions or triggers",
        since: "0.1.0",
        check: Intro(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let operations = cx.definition().map(|definition| &definition.operations[..]).unwrap_or_default();
    let summaries = operations.iter().filter_map(|operation| operation.str("summary"));
    let summaries: HashSet<String> = summaries.map(|summary| simplified(&summary)).collect();
    // One list is one finding, at its first heading.
    let listed = file.content.headings().iter().find(|heading| {
        SectionKind::of(heading) == Some(SectionKind::Operations) || summaries.contains(&heading.simple)
    });
    if let Some(heading) = listed {
        // A section that is only about one operation may say more than the page will.
        let is_list = SectionKind::of(heading) == Some(SectionKind::Operations);
        let section = if is_list { file.content.section_of_kind(SectionKind::Operations) } else { None };
        let edit = section
            .filter(|section| section.heading.span == heading.span)
            .map(|section| Edit::delete(Span { start: heading.span.start, end: section.content.end }));
        cx.report(file.place(heading.span), format!("`{}` lists operations, which the page does itself", heading.text))
            .help("remove the list")
            .fix(Safety::Unsafe, "remove the section", [edit]);
    }
}
