use std::borrow::Cow;

use crate::connector::readme::{Markdown, NewSection, SectionKind, mentioned};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};

/// A readme that has one of these tells something about the application that has to be registered.
const WORDS: [&str; 8] =
    ["oauth", "oauth2", "oauth 2", "client id", "clientid", "redirect url", "redirect uri", "app registration"];

/// The section, and those that it stands before in the template.
const BEFORE: [SectionKind; 5] = [
    SectionKind::Credentials,
    SectionKind::GettingStarted,
    SectionKind::KnownIssues,
    SectionKind::Questions,
    SectionKind::Deployment,
];

rule! {
    /// The connection uses OAuth, and the readme does not tell how to get the application for it.
    ///
    /// Reviewers follow the steps to test the connector: which application to register, where, with which redirect
    /// address and permissions.
    ///
    /// ```apiProperties.json,with
    /// { "properties": { "connectionParameters": { "api_key": null, "token": { "type": "oauthSetting", "oAuthSettings": {
    ///     "identityProvider": "oauth2", "clientId": "dummy", "scopes": [] } } } } }
    /// ```
    /// ```raw:readme.md,bad,at=1:1
    /// # Contoso Orders
    ///
    /// ## Prerequisites
    /// You need a shop at Contoso.
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "connectionParameters": { "api_key": null, "token": { "type": "oauthSetting", "oAuthSettings": {
    ///     "identityProvider": "oauth2", "clientId": "dummy", "scopes": [] } } } } }
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Prerequisites
    /// Register an application in the settings of your shop and copy its client ID.
    /// ```
    ReadmeOauthStepsMissing {
        levels: { Hint, Warning, Off },
        origin: Certification,
        evidence: "documented: detailed steps are required where OAuth is used; reviewers ask for them",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let Some(properties) = cx.properties().filter(|properties| properties.uses_oauth()) else { return };
    let readme = &file.content;
    if readme.has_section(SectionKind::Credentials) || readme.is_cut() {
        return;
    }
    if mentioned(file.text, readme, &WORDS.map(Cow::Borrowed)).contains(&true) {
        return;
    }
    let finding = cx.report(file.start(), "nothing tells how to get the application for OAuth");
    finding.help("add `## Obtaining Credentials` with the steps that register an application");
    let edits = readme.insert_sections(file.text, &BEFORE, &[section()]);
    finding.fix(Safety::Unsafe, "add the section with a placeholder", edits);
    if let Some(parameter) = properties.connection_parameters.iter().find(|parameter| parameter.is_oauth()) {
        finding.label(parameter.node, "OAuth is used here");
    }
}

fn section() -> NewSection {
    // `TemplateTextLeft` reports it until the author replaces it.
    let content = "TODO: tell step by step how to register the application for OAuth.".to_owned();
    NewSection { kind: SectionKind::Credentials, heading: "Obtaining Credentials".to_owned(), content }
}
