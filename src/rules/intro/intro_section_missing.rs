use crate::connector::readme::{Markdown, NewSection, SectionKind};
use crate::finding::Safety;
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
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let intro = &file.content;
    if intro.is_cut() {
        return;
    }
    let authenticates = cx.properties().is_some_and(|properties| !properties.connection_parameters.is_empty());
    let is_missing = |kind| !intro.has_section(kind) && (authenticates || kind != SectionKind::Credentials);
    let sections: Vec<(SectionKind, &str)> = OUTLINE.into_iter().filter(|(kind, _)| is_missing(*kind)).collect();
    let missing: Vec<String> = sections.iter().map(|(_, heading)| format!("`{heading}`")).collect();
    if let [first, ..] = &missing[..] {
        let message = format!("the sections {} are missing", missing.join(", "));
        let message = if missing.len() == 1 { format!("there is no section {first}") } else { message };
        let new: Vec<NewSection> = sections.into_iter().map(|(kind, heading)| scaffold(kind, heading)).collect();
        let order = OUTLINE.map(|(kind, _)| kind);
        cx.report(file.start(), message).help("add the headings, and below each what there is to say").fix(
            Safety::Unsafe,
            "add the sections",
            intro.insert_sections(file.text, &order, &new),
        );
    }
}

/// `TemplateTextLeft` reports the text until the author replaces it.
fn scaffold(kind: SectionKind, heading: &str) -> NewSection {
    NewSection { kind, heading: heading.to_owned(), content: "TODO: write what there is to say.".to_owned() }
}
