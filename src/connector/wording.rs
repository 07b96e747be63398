//! What a text consists of: its words, addresses and product names, and how it ends. Judges nothing.

mod fingerprint;
pub mod placeholder;
pub mod spelling;

use std::ops::Range;

use self::fingerprint::{Packed, packed};
use self::spelling::{is_in_filter, is_misspelt};

/// Names of the platform's own products, in lower case, one blank between words.
const PRODUCT_NAMES: [&str; 15] = [
    "power platform",
    "power apps",
    "powerapps",
    "power app",
    "power automate",
    "powerautomate",
    "power bi",
    "powerbi",
    "power pages",
    "power virtual agents",
    "copilot studio",
    "logic apps",
    "logic app",
    "microsoft flow",
    "ms flow",
];

/// Names and terms that are written with capitals inside and mean nothing technical to a reader.
const PROPER_WORDS: [&str; 64] = [
    "AcroForm",
    "ActiveCampaign",
    "ActiveX",
    "AdaptiveCard",
    "AzureAD",
    "BambooHR",
    "BigQuery",
    "BitBucket",
    "camelCase",
    "ChatGPT",
    "CloudFront",
    "CoffeeScript",
    "DeepMind",
    "DevOps",
    "DocuSign",
    "DotNet",
    "DropBox",
    "EasyVista",
    "eCommerce",
    "eSignature",
    "FreshDesk",
    "GeoJSON",
    "GitHub",
    "GitLab",
    "GraphQL",
    "HubSpot",
    "iCalendar",
    "iCloud",
    "InfoPath",
    "iPhone",
    "JavaScript",
    "JSONPath",
    "LinkedIn",
    "MailChimp",
    "MedDRA",
    "MongoDB",
    "NetBIOS",
    "NetSuite",
    "OneDrive",
    "OneNote",
    "OneSignal",
    "OpenAI",
    "OpenAPI",
    "OpenID",
    "OpenType",
    "PascalCase",
    "PayPal",
    "PostgreSQL",
    "PostScript",
    "PowerPoint",
    "PowerShell",
    "QuickBooks",
    "RxNorm",
    "SalesForce",
    "sAMAccountName",
    "ServiceNow",
    "SharePoint",
    "TikTok",
    "TypeScript",
    "WebDAV",
    "WhatsApp",
    "WordPress",
    "YouTube",
    "ZoomInfo",
];

/// Terms with capitals inside that need no list have at most so many letters.
const LONGEST_TERM: usize = 5;

/// What a text may hold, told by one look at its bytes, so that most rules are done with most texts at once.
///
/// A trait that is absent is absent for sure; one that is present may still turn out to be something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u8);

impl Traits {
    /// A capital behind a small letter.
    pub const HUMP: Self = Self(1);
    /// `:/` or `www.`.
    pub const ADDRESS: Self = Self(2);
    /// The beginning of a product's name.
    pub const PRODUCT: Self = Self(4);
    /// A mark, or two words, of a text that is still to be written.
    pub const PLACEHOLDER: Self = Self(8);
    pub const NOT_ASCII: Self = Self(16);
    /// An abbreviation that is not in capitals.
    pub const ABBREVIATION: Self = Self(32);
    /// A word that the dictionary of misspellings has.
    pub const MISSPELLING: Self = Self(64);

    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut found = 0;
        let mut word_before = 0;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if class(byte) == 0 {
                found |= match byte {
                    b'{' | b'<' if bytes.get(at + 1) == Some(&byte) => Self::PLACEHOLDER.0,
                    b':' if bytes.get(at + 1) == Some(&b'/') => Self::ADDRESS.0,
                    0x80.. => Self::NOT_ASCII.0,
                    _ => 0,
                };
                at += 1;
                continue;
            }
            let start = at;
            let mut classes = 0;
            for class in bytes[start..].iter().map(|byte| class(*byte)).take_while(|class| *class != 0) {
                classes |= class;
                at += 1;
            }
            // Most words are in small letters.
            if classes & SMALL != 0 && classes & CAPITAL != 0 && has_hump(&bytes[start..at]) {
                found |= Self::HUMP.0;
            }
            let word = Packed::of(bytes, start, at);
            found |= Self::of_word(word, word_before, classes & SMALL != 0).0;
            let may_be_misspelt = found & Self::MISSPELLING.0 == 0 && classes & SMALL != 0 && is_in_filter(word);
            if may_be_misspelt && is_misspelt(&text[start..at]) {
                found |= Self::MISSPELLING.0;
            }
            // The last three letters.
            if word.end & 0xff_ffff == u64::from_be_bytes(*b"\0\0\0\0\0www") && bytes.get(at) == Some(&b'.') {
                found |= Self::ADDRESS.0;
            }
            word_before = word.start;
        }
        Self(found)
    }

    /// What a word tells, given the start of the word before it, and whether it has small letters.
    fn of_word(word: Packed, before: u32, has_small: bool) -> Self {
        let before = before.to_be_bytes();
        let mut found = match &word.start.to_be_bytes() {
            b"powe" | b"copi" | b"logi" | b"flow" => Self::PRODUCT.0,
            b"todo" | b"fixm" | b"ipsu" | b"\0tbd" | b"\0xxx" => Self::PLACEHOLDER.0,
            b"desc" if matches!(&before, b"inse" | b"\0add" | b"ente" | b"your") => Self::PLACEHOLDER.0,
            b"here" | b"goes" if &before == b"desc" => Self::PLACEHOLDER.0,
            b"titl" if &before == b"defa" => Self::PLACEHOLDER.0,
            b"with" if &before == b"repl" => Self::PLACEHOLDER.0,
            _ => 0,
        };
        if has_small && (2..=LONGEST_ABBREVIATION).contains(&word.length) && is_abbreviation(word.end) {
            found |= Self::ABBREVIATION.0;
        }
        Self(found)
    }

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// In capitals, as they are to be written.
const ABBREVIATIONS: [&str; 17] = [
    "API", "CSV", "GUID", "HTML", "HTTP", "ID", "IP", "JSON", "PDF", "SMS", "SQL", "UI", "URI", "URL", "UUID", "VAT",
    "XML",
];

/// A word that is an abbreviation, apart from case, in capitals; it may be a plural.
pub fn in_capitals(word: &str) -> Option<String> {
    if word.len() > LONGEST_ABBREVIATION || !is_abbreviation(packed(word.as_bytes())) {
        return None;
    }
    ABBREVIATIONS.iter().find_map(|known| {
        let (stem, end) = word.split_at_checked(known.len())?;
        (stem.eq_ignore_ascii_case(known) && matches!(end, "" | "s")).then(|| format!("{known}{end}"))
    })
}

/// Four letters and the `s` of a plural.
const LONGEST_ABBREVIATION: usize = 5;

/// The abbreviations in small letters, packed as [`packed`] has it.
const PACKED_ABBREVIATIONS: [u64; ABBREVIATIONS.len()] = {
    let mut all = [0; ABBREVIATIONS.len()];
    let mut number = 0;
    while number < all.len() {
        all[number] = packed(ABBREVIATIONS[number].as_bytes());
        number += 1;
    }
    all
};

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;

/// For each byte, what it is in a word; zero where it is no part of one.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Whether a capital follows a small letter.
fn has_hump(word: &[u8]) -> bool {
    word.windows(2).any(|pair| class(pair[0]) == SMALL && class(pair[1]) == CAPITAL)
}

fn class(byte: u8) -> u8 {
    CLASSES[byte as usize]
}

/// Whether a packed word is an abbreviation or the plural of one.
fn is_abbreviation(word: u64) -> bool {
    if !MAY_BE_ABBREVIATION[abbreviation_slot(word)] {
        return false;
    }
    let is_plural = word & 0xff == u64::from(b's');
    PACKED_ABBREVIATIONS.contains(&word) || is_plural && PACKED_ABBREVIATIONS.contains(&(word >> 8))
}

const fn abbreviation_slot(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}

/// The slots of all abbreviations and their plurals: few other words share one.
const MAY_BE_ABBREVIATION: [bool; 256] = {
    let mut slots = [false; 256];
    let mut number = 0;
    while number < PACKED_ABBREVIATIONS.len() {
        let word = PACKED_ABBREVIATIONS[number];
        slots[abbreviation_slot(word)] = true;
        slots[abbreviation_slot(word << 8 | b's' as u64)] = true;
        number += 1;
    }
    slots
};

/// The runs of letters and digits of a text, with their places.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = 0;
    let is_ascii = text.is_ascii();
    std::iter::from_fn(move || {
        if is_ascii {
            let bytes = text.as_bytes();
            let start = rest + bytes[rest..].iter().position(|byte| class(*byte) != 0)?;
            let length = bytes[start..].iter().position(|byte| class(*byte) == 0);
            rest = length.map_or(text.len(), |length| start + length);
            return Some((start..rest, &text[start..rest]));
        }
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|character: char| !character.is_alphanumeric());
        rest = length.map_or(text.len(), |length| start + length);
        Some((start..rest, &text[start..rest]))
    })
}

/// The words of a kind that stand between blanks and sentence marks, and so belong to the sentence: no part of an
/// address, a file name, a template or an expression.
pub fn plain_words(text: &str, is_sought: impl Fn(&str) -> bool) -> impl Iterator<Item = (Range<usize>, &str)> {
    // Asked first: most words are not of the kind, whatever they stand between.
    words(text).filter(move |(_, word)| is_sought(word)).filter(|(range, _)| {
        let before = text[..range.start].chars().next_back();
        let mut after = text[range.end..].chars();
        let ends = match (after.next(), after.next()) {
            (None, _) => true,
            (Some('.' | ',' | ';' | ':' | '!' | '?'), next) => {
                next.is_none_or(|next| next.is_whitespace() || next == ')')
            }
            (Some(next), _) => next.is_whitespace() || next == ')',
        };
        ends && before.is_none_or(|before| before.is_whitespace() || before == '(')
    })
}

/// The web addresses in a text.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let ends =
        |character: char| character.is_whitespace() || matches!(character, '<' | '>' | '"' | '\'' | '`' | ')' | ']');
    let mut start = 0;
    let runs = text.split(ends).map(|run| {
        // An address goes on to the end of its run, so a run has one at most.
        let address = address(run).map(|range| start + range.start..start + range.end);
        start += run.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
        address
    });
    runs.flatten().collect()
}

/// The web address with which a text without blanks ends.
fn address(run: &str) -> Option<Range<usize>> {
    let run = run.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let last_dot = run.rfind('.')?;
    let lower = run.to_ascii_lowercase();
    let begins = |beginning: &'static str| {
        let hosts = lower.match_indices(beginning).map(|(start, _)| (start, start + beginning.len()));
        let is_host = |at: usize| at < last_dot && run[at..].starts_with(char::is_alphanumeric);
        hosts.filter(|(_, host)| is_host(*host)).map(|(start, _)| start).next()
    };
    let start = ["http://", "https://", "www."].into_iter().filter_map(begins).min()?;
    Some(start..run.len())
}

/// The names of products of the platform in a text, in its order.
pub fn product_names(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let words: Vec<(Range<usize>, &str)> = words(text).collect();
    for (at, (range, first)) in words.iter().enumerate() {
        // Few words begin like one of the names.
        if !matches!(first.as_bytes()[0] | 0x20, b'p' | b'c' | b'l' | b'm') {
            continue;
        }
        for name in PRODUCT_NAMES {
            if !name.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(first)) {
                continue;
            }
            let count = name.split(' ').count();
            let Some(candidate) = words.get(at..at + count) else { continue };
            let is_name = name.split(' ').zip(candidate).all(|(wanted, (_, word))| word.eq_ignore_ascii_case(wanted))
                && candidate.windows(2).all(|pair| &text[pair[0].0.end..pair[1].0.start] == " ");
            if is_name {
                found.push(range.start..candidate.last().map_or(range.end, |(last, _)| last.end));
                break;
            }
        }
    }
    found
}

/// The letters and digits of a text in lower case: what is left of it when spelling does not matter.
pub fn folded(text: &str) -> String {
    folded_characters(text).collect()
}

/// Whether two texts are the same when spelling does not matter; ends at the first difference.
pub fn same_folded(left: &str, right: &str) -> bool {
    // Most begin with letters, and differ there.
    if let (Some(left), Some(right)) = (left.as_bytes().first(), right.as_bytes().first())
        && left.is_ascii_alphanumeric()
        && right.is_ascii_alphanumeric()
        && !left.eq_ignore_ascii_case(right)
    {
        return false;
    }
    if left.is_ascii() && right.is_ascii() {
        return folded_bytes(left).eq(folded_bytes(right));
    }
    folded_characters(left).eq(folded_characters(right))
}

fn folded_bytes(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

fn folded_characters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether a word has a capital behind a small letter, as names in programs have, and is no known proper name.
pub fn is_camel_case(word: &str) -> bool {
    let has_hump = word.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    has_hump && !is_proper_word(word)
}

fn is_proper_word(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    // Two words of a program do not fit into so few letters, unless one is `Id`: `QnA`, `VoIP`, `GmbH` and `hPa` are terms.
    let is_term = singular.len() <= LONGEST_TERM && !singular.to_ascii_lowercase().ends_with("id");
    // `McDonald`, `PaaS`, products of the platform, and plurals of the known words.
    is_term
        || word.starts_with("Mc")
        || word.ends_with("aaS")
        || PRODUCT_NAMES.iter().any(|name| name.eq_ignore_ascii_case(word))
        || PROPER_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word) || known.eq_ignore_ascii_case(singular))
}

/// Whether a text ends as a sentence does; an address at the end counts, since a mark would become part of it.
pub fn ends_sentence(text: &str, traits: Traits) -> bool {
    // Most do so simply.
    if matches!(text.as_bytes().last(), Some(b'.' | b'!' | b'?' | b':' | b';')) {
        return true;
    }
    let text = text.trim_end();
    let bare = text.trim_end_matches([')', ']', '"', '\'', '”', '’', '»', '*', '`', '>']);
    bare.ends_with(['.', '!', '?', ':', ';', '…', '。'])
        || traits.has(Traits::ADDRESS) && addresses(text).last().is_some_and(|last| last.end == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_are_never_missed() {
        for (text, found) in [
            ("An order", Traits::default()),
            ("An orderId", Traits::HUMP),
            ("See HTTPS://contoso.com or www.contoso.com", Traits::ADDRESS),
            ("for Power BI", Traits::PRODUCT),
            ("Lorem ipsum", Traits::PLACEHOLDER),
            ("TBD", Traits::PLACEHOLDER),
            ("{{name}}", Traits::PLACEHOLDER),
            ("Überweisung", Traits::NOT_ASCII),
            ("An adress", Traits::MISSPELLING),
            ("AN ADRESS", Traits::default()),
        ] {
            assert_eq!(Traits::of(text), found, "{text}");
        }
        for name in PRODUCT_NAMES {
            assert!(Traits::of(name).has(Traits::PRODUCT), "{name}");
        }
    }

    #[test]
    fn addresses_end_before_the_marks_of_the_sentence() {
        let text = "See (https://contoso.com/help), www.contoso.com. Begin with https:// please.";
        let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://contoso.com/help", "www.contoso.com"]);
    }

    #[test]
    fn a_long_text_is_looked_through_once_for_addresses() {
        for beginning in ["http://", "https://www", "https://."] {
            assert!(addresses(&beginning.repeat(200_000)).is_empty());
        }
        assert_eq!(addresses(&"www.".repeat(200_000)).first(), Some(&(0..799_999)));
        assert_eq!(addresses(&"www.a.b ".repeat(100_000)).len(), 100_000);
        assert_eq!(addresses("http://www.contoso.com").first(), Some(&(0..22)));
        assert_eq!(addresses("see.www.contoso.com/ä…, é www.x.y, www.x"), [4..25, 30..37]);
    }

    #[test]
    fn product_names_are_whole_words() {
        let name = |text: &'static str| product_names(text).into_iter().next().map(|range| &text[range]);
        assert_eq!(name("Runs in Power Automate and more"), Some("Power Automate"));
        assert_eq!(name("made for PowerApps."), Some("PowerApps"));
        assert_eq!(name("the power applied, a logical app, power-apps"), None);
    }

    #[test]
    fn plain_words_are_no_pieces_of_names() {
        let found: Vec<&str> = plain_words("The orderId (see cartId), order.lineId or {userId}: callId.", |_| true)
            .map(|(_, word)| word)
            .collect();
        assert_eq!(found, ["The", "orderId", "see", "cartId", "or", "callId"]);
        assert!(
            is_camel_case("orderId") && !is_camel_case("GitHub") && !is_camel_case("IDs") && !is_camel_case("Order")
        );
    }

    #[test]
    fn sentences_end_with_a_mark_or_an_address() {
        for text in ["Done.", "Done (really).", "Done?", "See https://contoso.com/a", "Say \"done.\"", "One of:"] {
            assert!(ends_sentence(text, Traits::of(text)), "{text}");
        }
        for text in ["Done", "Done (really)", "Say \"done\""] {
            assert!(!ends_sentence(text, Traits::of(text)), "{text}");
        }
    }
}
