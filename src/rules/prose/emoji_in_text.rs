use crate::connector::wording::Traits;
use crate::finding::At;
use crate::rule::{Cx, Prose};

rule! {
    /// A text contains an emoji.
    ///
    /// Certification wants plain English text; pictures look different everywhere and cannot be translated.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order 🎉." } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order – in € or ™." } } } }
    /// ```
    EmojiInText {
        levels: { Warning, Warning, Off },
        origin: Certification,
        codes: ["5000.2.3.6"],
        evidence: "documented policy code",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if !prose.traits.has(Traits::NOT_ASCII) {
        return;
    }
    if let Some((at, emoji)) = prose.text.char_indices().find(|(_, character)| is_emoji(*character)) {
        cx.report(At::within(prose.node, at..at + emoji.len_utf8()), format!("the text contains `{emoji}`"))
            .help("say it in words");
    }
}

fn is_emoji(character: char) -> bool {
    matches!(u32::from(character), 0x1F300..=0x1FAFF | 0x2600..=0x26FF | 0x2705 | 0x2728 | 0x274C | 0x2757 | 0x1F1E6..=0x1F1FF)
}
