use crate::connector::readme::Markdown;
use crate::rule::{Cx, TextFile};

rule! {
    /// The intro does not begin with a paragraph about the connector.
    ///
    /// The public page shows it first: what the service is, and what the connector does for its users.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// ## Prerequisites
    ///
    /// You need a shop at Contoso.
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops. Read and write them without code.
    ///
    /// ## Prerequisites
    ///
    /// You need a shop at Contoso.
    /// ```
    IntroLeadMissing {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented: one paragraph of up to eight sentences at the beginning",
        since: "0.1.0",
        check: Intro(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    if file.content.lead().is_none() && !file.content.is_cut() {
        cx.report(file.start(), "there is no paragraph before the first heading")
            .help("begin with a few sentences on the service and what the connector does");
    }
}
