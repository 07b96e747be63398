use crate::connector::properties::Properties;
use crate::connector::readme::{Markdown, NewSection, SectionKind, documentations};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};

/// The sections that the template calls required for both kinds of publishers, with their headings.
const REQUIRED: [(SectionKind, &str); 5] = [
    (SectionKind::Publisher, "Publisher"),
    (SectionKind::Prerequisites, "Prerequisites"),
    (SectionKind::Operations, "Supported Operations"),
    (SectionKind::Credentials, "Obtaining Credentials"),
    (SectionKind::KnownIssues, "Known Issues and Limitations"),
];

/// The template's sections in their order.
const OUTLINE: [SectionKind; 8] = [
    SectionKind::Publisher,
    SectionKind::Prerequisites,
    SectionKind::Operations,
    SectionKind::Credentials,
    SectionKind::GettingStarted,
    SectionKind::KnownIssues,
    SectionKind::Questions,
    SectionKind::Deployment,
];

rule! {
    /// The readme lacks sections that the template has.
    ///
    /// Reviewers read the readme to try the connector, and users to decide about it. Usual other names of the sections
    /// count, too, and a connector without authentication needs no word about credentials.
    ///
    /// ```raw:readme.md,bad,at=1:1,independent
    /// # Contoso Orders
    ///
    /// ## Publisher: Ada Example
    /// ## Prerequisites
    /// You need a shop at Contoso.
    /// ## How to get an API key
    /// Copy it from the settings of your shop.
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "connectionParameters": { "api_key": null } } }
    /// ```
    /// ```json,with
    /// { "securityDefinitions": null, "security": null }
    /// ```
    /// ```raw:readme.md,good,independent
    /// # Contoso Orders
    ///
    /// ### Publisher
    /// Ada Example
    /// ## 1. Pre-requisites
    /// None.
    /// ## Supported actions
    /// - Get an order
    ///
    /// ##Known issues
    /// None.
    /// ```
    ReadmeSectionMissing {
        levels: { Hint, Warning, Off },
        origin: Certification,
        evidence: "documented in the template; 82 % of independent and 28 % of verified connectors have all sections",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    if readme.is_cut() {
        return;
    }
    // How to authenticate with OAuth is `ReadmeOauthStepsMissing`'s.
    let credentials = cx
        .properties()
        .is_some_and(|properties| !properties.connection_parameters.is_empty() && !properties.uses_oauth());
    let is_missing = |kind| !readme.has_section(kind) && (credentials || kind != SectionKind::Credentials);
    let sections: Vec<(SectionKind, &str)> = REQUIRED.into_iter().filter(|(kind, _)| is_missing(*kind)).collect();
    let missing: Vec<String> = sections.iter().map(|(_, heading)| format!("`{heading}`")).collect();
    if let [first, ..] = &missing[..] {
        let message = format!("the template's sections {} are missing", missing.join(", "));
        let message = if missing.len() == 1 { format!("there is no section {first}") } else { message };
        let new: Vec<NewSection> = sections.iter().map(|(kind, heading)| scaffold(cx, *kind, heading)).collect();
        cx.report(file.start(), message).help("add the headings, and below each what there is to say").fix(
            Safety::Unsafe,
            "add the sections",
            readme.insert_sections(file.text, &OUTLINE, &new),
        );
    }
}

const PLACEHOLDER: &str = "TODO: write what there is to say, or `None.`";

/// What is known of a section; `TemplateTextLeft` reports the rest until the author replaces it.
fn scaffold(cx: &Cx<'_, '_>, kind: SectionKind, heading: &str) -> NewSection {
    let publisher = cx.properties().and_then(Properties::publisher).filter(|name| !name.trim().is_empty());
    let (heading, content) = match kind {
        SectionKind::Publisher => {
            (format!("Publisher: {}", publisher.as_deref().unwrap_or("Publisher's Name")), String::new())
        }
        SectionKind::Operations => {
            let operations = cx.definition().and_then(|definition| documentations(definition, 2, "\n"));
            (heading.to_owned(), operations.unwrap_or_else(|| PLACEHOLDER.to_owned()))
        }
        _ => (heading.to_owned(), PLACEHOLDER.to_owned()),
    };
    NewSection { kind, heading, content }
}
