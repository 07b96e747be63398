use crate::connector::readme::Markdown;
use crate::rule::{Cx, TextFile};

/// The most sentences of the first paragraph.
const SENTENCES: usize = 8;

rule! {
    /// The first paragraph of the intro has more than eight sentences.
    ///
    /// It is a summary; what is longer belongs into the sections below.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// One is here. Two is here. Three is here. Four is here. Five is here. Six is here. Seven is here. Eight is here. Nine is here.
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps orders, e.g. of shops. Version 1.2.3 reads them. See contoso.com. Two. Three. Four. Five. Six.
    /// ```
    IntroLeadTooLong {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented: up to eight sentences",
        since: "0.1.0",
        check: Intro(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let Some(lead) = file.content.lead() else { return };
    let sentences = sentences(&lead.text);
    if sentences > SENTENCES {
        let message = format!("the first paragraph has {sentences} sentences, more than {SENTENCES}");
        cx.report(file.place(lead.span), message).help("shorten it, or move details into the sections below");
    }
}

/// Counts ends of sentences: a mark, a blank, and a letter that is not small.
fn sentences(text: &str) -> usize {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = words
        .windows(2)
        .filter(|pair| pair[0].ends_with(['.', '!', '?']) && pair[1].starts_with(|first: char| !first.is_lowercase()));
    ends.count() + usize::from(!words.is_empty())
}
