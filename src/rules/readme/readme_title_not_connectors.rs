use crate::connector::readme::{Markdown, simplified};
use crate::rule::{Cx, TextFile};

/// Words that make no difference between two names of a connector.
const FILLERS: [&str; 10] =
    ["connector", "connectors", "the", "for", "by", "power", "automate", "custom", "api", "microsoft"];

rule! {
    /// The readme's title does not name the connector.
    ///
    /// It should be the title of the definition; a longer or a shorter form of it is fine. Another name is often left over
    /// from a readme that was copied.
    ///
    /// ```raw:readme.md,bad,at=1:1
    /// # Fabrikam Invoices
    /// ```
    /// ```raw:readme.md,good
    /// # The Contoso Orders Connector (Preview)
    ///
    /// # Prerequisites
    /// ```
    ReadmeTitleNotConnectors {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented in the template: the readme's title is the connector's",
        since: "0.1.0",
        check: Readme(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let Some(heading) = file.content.title() else { return };
    let Some(node) = cx.definition().and_then(|definition| definition.info()?.get("title")) else { return };
    let Some(title) = node.as_str() else { return };
    let is_name = crate::connector::readme::SectionKind::of(heading).is_none();
    let (written, wanted) = (essence(&heading.text), essence(&title));
    let shares_words = wanted.iter().any(|word| written.contains(word));
    let (joined, wanted) = (written.concat(), wanted.concat());
    if !is_name || shares_words || joined.contains(&wanted) || wanted.contains(&joined) {
        return;
    }
    cx.report(file.place(heading.span), format!("the title `{}` does not name the connector", heading.text))
        .label(node, "the connector's title")
        .help(format!("write `# {title}`"));
}

fn essence(name: &str) -> Vec<String> {
    let words = simplified(name);
    words.split(' ').filter(|word| !FILLERS.contains(word)).map(str::to_owned).collect()
}
