use crate::connector::definition::Definition;
use crate::connector::readme::{Markdown, line_end};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::{BYTE_ORDER_MARK, Edit};

rule! {
    /// The readme does not begin with a title.
    ///
    /// The template has the connector's name as its only heading of the first level, so that a reader sees what the
    /// folder is about. Many published readmes begin with the name as a heading of another level, which is fine.
    ///
    /// ```raw:readme.md,bad,at=1:1,independent
    /// ## Prerequisites
    ///
    /// You need a shop at Contoso.
    /// ```
    /// ```raw:readme.md,good,independent
    /// Contoso Orders
    /// ==============
    ///
    /// ## Prerequisites
    /// ```
    /// ```raw:readme.md,good,independent
    /// ## Contoso Orders
    /// Reads orders.
    ///
    /// ## Prerequisites
    /// ```
    ReadmeTitleMissing {
        levels: { Hint, Warning, Off },
        origin: Certification,
        evidence: "documented in the template; 13 of 494 published readmes do not begin with one",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    // A line such as `#Title` is `HeadingWithoutBlank`'s.
    let is_meant = readme.paragraphs().first().is_some_and(|paragraph| paragraph.text.starts_with('#'));
    if readme.name().is_none() && !is_meant && !readme.is_cut() {
        let title = cx.definition().and_then(Definition::title);
        let start = if file.text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let line_end = line_end(file.text);
        let edit = title.map(|title| Edit::insert(start as u32, format!("# {}{line_end}{line_end}", title.trim())));
        cx.report(file.start(), "there is no title").help("begin with `# ` and the connector's name").fix(
            Safety::Unsafe,
            "begin with the definition's title",
            [edit],
        );
    }
}
