use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

const SUFFIX: &str = "(independent publisher)";

rule! {
    /// The title has the suffix "(Independent Publisher)".
    ///
    /// The suffix belongs into the title of the pull request. Microsoft adds it to the connector's name itself, so that it
    /// would be there twice.
    ///
    /// ```json,independent,bad,at=/info/title
    /// { "info": { "title": "Contoso (Independent Publisher)" } }
    /// ```
    /// ```json,independent,good
    /// { "info": { "title": "Contoso" } }
    /// ```
    TitleContainsIndependentPublisher {
        levels: { Warning, Warning, Off },
        origin: Reviewer,
        evidence: "none of 387 published independent titles has it; the hosted validator ignores it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(title) = definition.info().and_then(|info| info.get("title")) else { return };
    let Some(text) = title.as_str() else { return };
    let Some(start) = text.to_ascii_lowercase().find(SUFFIX) else { return };
    let rest = format!("{}{}", text[..start].trim_end(), &text[start + SUFFIX.len()..]);
    let finding = cx.report(title, "the title contains `(Independent Publisher)`").help("leave the suffix out");
    if !rest.trim().is_empty() {
        finding.fix(Safety::Safe, "remove the suffix", [Some(replace_value(title, &quote(rest.trim())))]);
    }
}
