use crate::connector::readme::{Markdown, SectionKind};
use crate::rule::{Cx, TextFile};

/// The sections of the documented outline, with their headings.
const OUTLINE: [(SectionKind, &str); 6] = [
    (SectionKind::Prerequisites, "Prerequisites"),
    (SectionKind::Credentials, "How to get credentials"),
    (SectionKind::GettingStarted, "Get started with your connector"),
    (SectionKind::KnownIssues, "Known issues and limitations"),
    (SectionKind::Errors, "Common errors and remedies"),
    (SectionKind::Questions, "FAQ"),
];

rule! {
    /// The intro lacks sections of the documented outline.
    ///
    /// Public pages of connectors look alike so that users find what they need. Without authentication there is no need
    /// for a word about credentials.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// Contoso keeps the orders of small shops.
    ///
    /// ## Pre-requisites
    /// ## How to get credentials
    /// ## Known issues and limitations
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops.
    ///
    /// ## Prerequisites
    /// ## How to get credentials?
    /// ## Get started with your connector
    /// ## Known Issues and Limitations
    /// ## Common errors and remedies
    /// ## FAQ
    /// ```
    IntroSectionMissing {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented; published intros leave out some sections",
        since: "0.1.0",
        check: Intro(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let intro = &file.content;
    if intro.is_cut() {
        return;
    }
    let authenticates = cx.properties().is_some_and(|properties| !properties.connection_parameters.is_empty());
    let missing: Vec<String> = OUTLINE
        .iter()
        .filter(|(kind, _)| !intro.has_section(*kind) && (authenticates || *kind != SectionKind::Credentials))
        .map(|(_, heading)| format!("`{heading}`"))
        .collect();
    if let [first, ..] = &missing[..] {
        let message = format!("the sections {} are missing", missing.join(", "));
        let message = if missing.len() == 1 { format!("there is no section {first}") } else { message };
        cx.report(file.start(), message).help("add the headings, and below each what there is to say");
    }
}
