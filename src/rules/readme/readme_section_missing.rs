use crate::connector::readme::{Markdown, SectionKind};
use crate::rule::{Cx, TextFile};

/// The sections that the template calls required for both kinds of publishers, with their headings.
const REQUIRED: [(SectionKind, &str); 5] = [
    (SectionKind::Publisher, "Publisher"),
    (SectionKind::Prerequisites, "Prerequisites"),
    (SectionKind::Operations, "Supported Operations"),
    (SectionKind::Credentials, "Obtaining Credentials"),
    (SectionKind::KnownIssues, "Known Issues and Limitations"),
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
    let missing: Vec<String> = REQUIRED
        .iter()
        .filter(|(kind, _)| !readme.has_section(*kind) && (credentials || *kind != SectionKind::Credentials))
        .map(|(_, heading)| format!("`{heading}`"))
        .collect();
    if let [first, ..] = &missing[..] {
        let message = format!("the template's sections {} are missing", missing.join(", "));
        let message = if missing.len() == 1 { format!("there is no section {first}") } else { message };
        cx.report(file.start(), message).help("add the headings, and below each what there is to say");
    }
}
