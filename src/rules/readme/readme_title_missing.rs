use crate::connector::readme::Markdown;
use crate::rule::{Cx, TextFile};

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
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    // A line such as `#Title` is `HeadingWithoutBlank`'s.
    let is_meant = readme.paragraphs().first().is_some_and(|paragraph| paragraph.text.starts_with('#'));
    if readme.name().is_none() && !is_meant && !readme.is_cut() {
        cx.report(file.start(), "there is no title").help("begin with `# ` and the connector's name");
    }
}
