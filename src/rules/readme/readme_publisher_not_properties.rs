use foldhash::HashSet;

use crate::connector::readme::{HeadingValue, Markdown, simplified};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

rule! {
    /// The readme names another publisher than the properties.
    ///
    /// Both are read by reviewers and shown to users. A longer or a shorter form of the same name is fine.
    ///
    /// ```raw:readme.md,bad,at=3:15
    /// # Contoso Orders
    ///
    /// ## Publisher: Fabrikam
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "publisher": "Clément Example, Ada Example" } }
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Publisher: Ada Example | Contoso, and others
    /// ```
    ReadmePublisherNotProperties {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented: the same name in readme and properties",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let Some(HeadingValue { text, span }) = file.content.publisher() else { return };
    let Some(node) = cx.properties().and_then(|properties| properties.get("publisher")) else { return };
    let Some(publisher) = node.as_str() else { return };
    let (written, wanted) = (simplified(&text), simplified(&publisher));
    // A template's text is `TemplateTextLeft`'s, an empty name the sections'.
    if written.is_empty() || wanted.is_empty() || written == "publishers name" || is_same(&written, &wanted) {
        return;
    }
    // The whole heading is meant where markup stands in between.
    let has_place = file.text.get(span.range()) == Some(text.as_str());
    let edit = has_place.then(|| Edit::replace(span, publisher.trim()));
    cx.report(file.place(span), format!("the readme's publisher is `{text}`, the properties' is `{publisher}`"))
        .label(node, "the properties' publisher")
        .help("write the same name in both")
        .fix(Safety::Unsafe, "write the properties' publisher", [edit]);
}

/// Whether two names have a word in common, or one begins like the other.
fn is_same(written: &str, wanted: &str) -> bool {
    let joined = |name: &str| name.replace(' ', "");
    let (one, other) = (joined(written), joined(wanted));
    let words: HashSet<&str> = wanted.split(' ').collect();
    let is_word_of = |word: &str| word.chars().count() > 2 && words.contains(word);
    one.contains(&other) || other.contains(&one) || written.split(' ').any(is_word_of)
}
