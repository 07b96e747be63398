use crate::connector::readme::{Markdown, NewSection, SectionKind};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};

rule! {
    /// The readme does not tell how to deploy the connector as a custom connector.
    ///
    /// The template asks verified publishers for it, so that others can try the connector before it is published.
    ///
    /// ```raw:readme.md,bad,at=1:1
    /// # Contoso Orders
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Deploying the connector
    ///
    /// Create it with the command line tools of the platform.
    /// ```
    ReadmeDeploymentMissing {
        levels: { Hint, Off, Off },
        origin: Certification,
        evidence: "documented in the template; 317 of 611 verified and 29 of 393 independent connectors have it",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    if !file.content.has_section(SectionKind::Deployment) && !file.content.is_cut() {
        cx.report(file.start(), "there is no section `Deployment Instructions`")
            .help("add `## Deployment Instructions` with the commands that create the connector")
            .fix(Safety::Unsafe, "add the section", file.content.insert_sections(file.text, &[], &[section()]));
    }
}

fn section() -> NewSection {
    let content = "Sign in with the Power Platform CLI, and run this in the folder of the connector:\n\n```\n\
                   pac connector create --api-definition-file apiDefinition.swagger.json \
                   --api-properties-file apiProperties.json\n```";
    let heading = "Deployment Instructions".to_owned();
    NewSection { kind: SectionKind::Deployment, heading, content: content.to_owned() }
}
