//! What looks like a secret, an identifier or a placeholder in a text. Facts about texts only: where they may stand is
//! for rules to say.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

/// A random text shorter than this is hardly a secret.
const MIN_SECRET_LENGTH: usize = 16;

/// Where only a name tells that a value is secret, it is longer.
const MIN_NAMED_LENGTH: usize = 20;

/// So far before a value its name may begin.
const MAX_NAME_DISTANCE: usize = 40;

/// What the names of secrets end with, in lower case and without separators.
const SECRET_NAMES: [&str; 8] =
    ["clientsecret", "apikey", "password", "appsecret", "accesstoken", "accesskey", "privatekey", "subscriptionkey"];

/// How often upper case, lower case and digits must follow one another in what somebody drew by lot.
const MIN_CHANGES: usize = 6;

/// Words by which people mark values that are to be replaced.
const PLACEHOLDER_WORDS: &[&str] = &[
    "your",
    "enter",
    "dummy",
    "placeholder",
    "example",
    "sample",
    "insert",
    "replace",
    "changeme",
    "change_me",
    "xxx",
    "todo",
    "test",
    "fake",
    "secret",
    "clientid",
    "client_id",
    "client-id",
    "access_token",
    "accesstoken",
    "api_key",
    "apikey",
    "redacted",
    "...",
    "***",
];

/// Something secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is: `a private key`.
    pub kind: &'static str,
    pub range: Range<usize>,
}

/// Every secret of a known form in a text.
pub fn secrets(text: &str) -> Vec<Secret> {
    let bytes = text.as_bytes();
    let mut secrets = Vec::new();
    // Each byte is looked at twice at most: what lies before this is judged.
    let mut done = 0;
    for mark in marks(text, MARKS_FINDER.as_ref()) {
        let inside = match &text[mark.clone()] {
            KEY_BEGIN => {
                secrets.extend(private_key(text, mark.start));
                continue;
            }
            // The token is the next run.
            "Bearer" | "bearer" | "BEARER" => match run_start(bytes, mark.end) {
                Some(next) => next,
                None => break,
            },
            _ => mark.start,
        };
        if inside < done {
            continue;
        }
        let start = bytes[done..inside].iter().rposition(|byte| !is_in_run(*byte)).map_or(done, |at| done + at + 1);
        let end = run_end(bytes, inside);
        done = end;
        let run = without_full_stop(text, start..end);
        if let Some(kind) = kind_of(&text[run.clone()], || is_behind_bearer(text, start)) {
            secrets.push(Secret { kind, range: run });
        }
    }
    secrets
}

/// Every value in a text that looks random and stands behind a name such as `client_secret =`, of no known form.
pub fn named_secrets(text: &str) -> Vec<Secret> {
    let values = long_runs(text).map(|run| {
        // The name may be part of the run: `client_secret=...`.
        let equals = text[run.clone()].trim_end_matches('=').find('=').map_or(0, |at| at + 1);
        run.start + equals..run.end
    });
    let values = values.filter(|range| {
        let value = &text[range.clone()];
        value.len() >= MIN_NAMED_LENGTH
            && is_behind_secret_name(text, range.start)
            && looks_random(value)
            && kind_of(value, || is_behind_bearer(text, range.start)).is_none()
    });
    values.map(|range| Secret { kind: "the value of a secret", range }).collect()
}

/// Whether `api_key: "` or the like stands before this place.
fn is_behind_secret_name(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches(['"', '\'', '`']).trim_end();
    let Some(before) = before.strip_suffix(['=', ':']) else { return false };
    let before = before.trim_end().trim_end_matches(['"', '\'', '`', '*']);
    let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let from = before.char_indices().rev().take_while(|(at, c)| is_inside(*c) && start - at < MAX_NAME_DISTANCE).last();
    let name = from.map_or("", |(at, _)| &before[at..]);
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    SECRET_NAMES.iter().any(|ending| plain.ends_with(ending))
}

/// With this the header of a key or certificate begins.
const KEY_BEGIN: &str = "-----BEGIN ";

/// What stands in a secret of a known form, or before it; [`ENTRA_MARK`] is the only one beside these.
const MARKS: [&str; 26] = [
    KEY_BEGIN,
    "Bearer",
    "bearer",
    "BEARER",
    "AKIA",
    "ASIA",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxr-",
    "xoxs-",
    "sk_live_",
    "rk_live_",
    "sk-",
    "AIza",
    "SG.",
    "eyJ",
    "AccountKey=",
    "SharedAccessKey=",
    "sig=",
];

/// Too short to be searched for together with the others: they would have to be looked for by their first two letters.
const ENTRA_MARK: &str = "Q~";

/// Looks for all marks at once; `None` on the few processors that cannot.
static MARKS_FINDER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(MARKS));

/// Where marks stand in a text, in its order.
fn marks(text: &str, finder: Option<&Searcher>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let one_by_one =
        |mark: &&'static str| memchr::memmem::find_iter(bytes, mark).map(|at| at..at + mark.len()).collect::<Vec<_>>();
    let mut marks: Vec<Range<usize>> = match finder {
        Some(finder) => finder.find_iter(bytes).map(|mark| mark.range()).collect(),
        None => MARKS.iter().flat_map(one_by_one).collect(),
    };
    marks.extend(memchr::memchr_iter(b'~', bytes).filter_map(|tilde| {
        let mark = tilde.checked_sub(1)?..tilde + 1;
        (&bytes[mark.clone()] == ENTRA_MARK.as_bytes()).then_some(mark)
    }));
    marks.sort_unstable_by_key(|mark| mark.start);
    marks
}

/// The private key whose header begins here.
fn private_key(text: &str, start: usize) -> Option<Secret> {
    const END: &str = "PRIVATE KEY-----";
    /// `-----BEGIN ENCRYPTED PRIVATE KEY-----` and longer kinds.
    const MAX_HEADER: usize = 60;
    let header = &text.as_bytes()[start..text.len().min(start + MAX_HEADER)];
    let end = start + memchr::memmem::find(header, END.as_bytes())? + END.len();
    Some(Secret { kind: "a private key", range: start..end })
}

/// The range of a run; a full stop at its end belongs to the sentence.
fn without_full_stop(text: &str, run: Range<usize>) -> Range<usize> {
    run.start..run.start + text[run].trim_end_matches('.').len()
}

/// The bytes of which tokens and keys consist.
const IN_RUN: [bool; 256] = {
    let mut inside = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        inside[byte] = (byte as u8).is_ascii_alphanumeric()
            || matches!(byte as u8, b'_' | b'-' | b'.' | b'~' | b'+' | b'/' | b'=' | b'%');
        byte += 1;
    }
    inside
};

fn is_in_run(byte: u8) -> bool {
    IN_RUN[byte as usize]
}

/// Where the next run begins.
fn run_start(bytes: &[u8], from: usize) -> Option<usize> {
    bytes[from..].iter().position(|byte| is_in_run(*byte)).map(|gap| from + gap)
}

/// Where the run ends that has the byte at `inside`.
fn run_end(bytes: &[u8], inside: usize) -> usize {
    bytes[inside..].iter().position(|byte| !is_in_run(*byte)).map_or(bytes.len(), |length| inside + length)
}

/// The runs of such bytes that are long enough for a secret.
fn long_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut done = 0;
    let runs = std::iter::from_fn(move || {
        let start = run_start(bytes, done)?;
        done = run_end(bytes, start);
        Some(start..done)
    });
    runs.filter(|run| run.len() >= MIN_SECRET_LENGTH).map(|run| without_full_stop(text, run))
}

/// Whether the run before this place is the word `Bearer`.
fn is_behind_bearer(text: &str, start: usize) -> bool {
    const WORD: &str = "bearer";
    let bytes = &text.as_bytes()[..start];
    let end = bytes.iter().rposition(|byte| is_in_run(*byte)).map_or(0, |last| last + 1);
    // Nearly always it is another word.
    if !bytes[..end].ends_with(b"r") && !bytes[..end].ends_with(b"R") {
        return false;
    }
    let Some(word_start) = end.checked_sub(WORD.len()) else { return false };
    bytes[word_start..end].eq_ignore_ascii_case(WORD.as_bytes())
        && !bytes[..word_start].last().is_some_and(|byte| is_in_run(*byte))
}

/// What a run is; whether it stands behind `Bearer` is asked only if need be.
fn kind_of(run: &str, is_behind_bearer: impl FnOnce() -> bool) -> Option<&'static str> {
    if run.len() < MIN_SECRET_LENGTH {
        return None;
    }
    // Most runs begin with something else.
    let may_be_marked = matches!(run.as_bytes()[0], b'A' | b'S' | b'e' | b'g' | b'r' | b's' | b'x');
    if let Some(kind) = may_be_marked.then(|| marked_kind(run)).flatten() {
        Some(kind)
    } else if is_entra_secret(run) {
        Some("a client secret of Microsoft Entra ID")
    } else if run.len() >= 20 && is_behind_bearer() && looks_random(run) {
        Some("a bearer token")
    } else {
        None
    }
}

/// What a run is by the letters with which it begins.
fn marked_kind(run: &str) -> Option<&'static str> {
    let follows = |prefix: &str, length: usize| {
        run.strip_prefix(prefix).is_some_and(|rest| rest.len() >= length && looks_random(rest))
    };
    let exactly = |prefix: &str, length: usize| run.len() == prefix.len() + length && follows(prefix, length);
    let found = if exactly("AKIA", 16) || exactly("ASIA", 16) {
        "an access key of AWS"
    } else if ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"].iter().any(|prefix| follows(prefix, 36)) {
        "a token of GitHub"
    } else if ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"].iter().any(|prefix| follows(prefix, 20)) {
        "a token of Slack"
    } else if follows("sk_live_", 16) || follows("rk_live_", 16) {
        "a key of Stripe"
    } else if follows("sk-proj-", 40) || follows("sk-ant-", 40) || exactly("sk-", 48) {
        "a key of an AI service"
    } else if exactly("AIza", 35) {
        "a key of Google"
    } else if is_send_grid_key(run) {
        "a key of SendGrid"
    } else if is_web_token(run) {
        "a signed token (JWT)"
    } else if follows("AccountKey=", 40) || follows("SharedAccessKey=", 40) || follows("sig=", 40) {
        "an access key of Azure"
    } else {
        return None;
    };
    Some(found)
}

fn is_send_grid_key(run: &str) -> bool {
    let mut parts = run.split('.');
    parts.next() == Some("SG")
        && parts.next().is_some_and(|part| part.len() == 22)
        && parts.next().is_some_and(looks_random)
}

fn is_web_token(run: &str) -> bool {
    if !run.starts_with("eyJ") {
        return false;
    }
    let parts: Vec<&str> = run.split('.').collect();
    matches!(parts.as_slice(), [_, claims, signature]
        if claims.starts_with("eyJ") && signature.len() >= 20 && looks_random(signature))
}

/// Three characters, a digit, `Q~`, and 31 to 34 more.
fn is_entra_secret(run: &str) -> bool {
    let bytes = run.as_bytes();
    (37..=40).contains(&run.len()) && bytes[3].is_ascii_digit() && &bytes[4..6] == b"Q~" && looks_random(run)
}

/// Whether a text seems to be drawn by lot: letters and digits in turn, and no placeholder.
pub fn looks_random(text: &str) -> bool {
    if text.len() < MIN_SECRET_LENGTH || text.contains([' ', '@', ':']) || is_placeholder(text) {
        return false;
    }
    let class = |byte: u8| match byte {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        _ => 0,
    };
    let classes: Vec<u8> = text.bytes().map(class).filter(|class| *class > 0).collect();
    classes.contains(&1) && classes.windows(2).filter(|pair| pair[0] != pair[1]).count() >= MIN_CHANGES
}

/// Whether a text is there to be replaced: `<<Enter your client ID>>`, `[[DUMMY]]`, `YOUR_KEY`, zeros.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut seen = [false; 256];
    text.bytes().filter(u8::is_ascii_alphanumeric).for_each(|byte| seen[byte as usize] = true);
    let distinct = seen.iter().filter(|seen| **seen).count();
    distinct <= 2
        || text.contains(['<', '>', '[', ']', '{', '}'])
        || PLACEHOLDER_WORDS.iter().any(|word| text.contains(word))
        || text.starts_with("12345678-1234")
}

/// Whether a text is a GUID that stands for something.
pub fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
        && !is_placeholder(text)
}

/// The first e-mail address in a text.
pub fn email_address(text: &str) -> Option<Range<usize>> {
    let is_inside = |character: char| character.is_ascii_alphanumeric() || "._%+-".contains(character);
    let (at, _) = text.match_indices('@').find(|(at, _)| {
        let domain: &str = &text[at + 1..];
        let domain = &domain[..domain.find(|c| !is_inside(c)).unwrap_or(domain.len())];
        text[..*at].ends_with(is_inside) && domain.trim_end_matches('.').contains('.')
    })?;
    let start = text[..at]
        .rfind(|character| !is_inside(character))
        .map_or(0, |found| found + text[found..].chars().next().map_or(1, char::len_utf8));
    let end = text[at + 1..].find(|character| !is_inside(character)).map_or(text.len(), |length| at + 1 + length);
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{
        MARKS_FINDER, MIN_SECRET_LENGTH, email_address, is_guid, is_placeholder, long_runs, looks_random, marks,
        named_secrets, secrets,
    };

    #[test]
    fn runs_are_found_wherever_they_begin() {
        let run = "aB3.-_~+/=%c4D5e";
        assert_eq!(run.len(), MIN_SECRET_LENGTH);
        for before in 0..40 {
            for around in [" ", "\"", "#", "é"] {
                let text = format!("{}{around}{run}{around}{}", "x".repeat(before.min(9)), "-".repeat(before));
                let start = before.min(9) + around.len();
                let last = start + run.len() + around.len();
                let behind = (before >= MIN_SECRET_LENGTH).then_some(last..last + before);
                let expected: Vec<_> = std::iter::once(start..start + run.len()).chain(behind).collect();
                assert_eq!(long_runs(&text).collect::<Vec<_>>(), expected, "{text}");
            }
            assert_eq!(long_runs(&format!("{}{}", " ".repeat(before), &run[1..])).count(), 0);
        }
    }

    #[test]
    fn secrets_of_known_forms_are_found() {
        // Lots of letters and digits, as many as asked for.
        let random = |count: usize| "q7R2w9Z4t6Y8u3P5k1M0".chars().cycle().take(count).collect::<String>();
        for (text, kind) in [
            (format!("AKIA{}.", random(16)), "an access key of AWS"),
            (format!("ASIA{}", random(16)), "an access key of AWS"),
            (format!("Bearer {}", random(20)), "a bearer token"),
            (format!("AUTHORIZATION: BEARER {}", random(20)), "a bearer token"),
            ("-----BEGIN RSA PRIVATE KEY-----".to_owned(), "a private key"),
            (format!("Zq78Q~{}", random(33)), "a client secret of Microsoft Entra ID"),
            (format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{}", random(22)), "a signed token (JWT)"),
            (format!("ghp_{}", random(36)), "a token of GitHub"),
            (format!("gho_{}", random(36)), "a token of GitHub"),
            (format!("ghu_{}", random(36)), "a token of GitHub"),
            (format!("ghs_{}", random(36)), "a token of GitHub"),
            (format!("ghr_{}", random(36)), "a token of GitHub"),
            (format!("github_pat_{}", random(36)), "a token of GitHub"),
            (format!("xoxb-{}", random(20)), "a token of Slack"),
            (format!("xoxp-{}", random(20)), "a token of Slack"),
            (format!("xoxa-{}", random(20)), "a token of Slack"),
            (format!("xoxr-{}", random(20)), "a token of Slack"),
            (format!("xoxs-{}", random(20)), "a token of Slack"),
            (format!("sk_live_{}", random(16)), "a key of Stripe"),
            (format!("rk_live_{}", random(16)), "a key of Stripe"),
            (format!("sk-proj-{}", random(40)), "a key of an AI service"),
            (format!("sk-ant-{}", random(40)), "a key of an AI service"),
            (format!("sk-{}", random(48)), "a key of an AI service"),
            (format!("AIza{}", random(35)), "a key of Google"),
            (format!("SG.{}.{}", random(22), random(43)), "a key of SendGrid"),
            (format!("AccountKey={}", random(40)), "an access key of Azure"),
            (format!("SharedAccessKey={}", random(40)), "an access key of Azure"),
            (format!("sig={}", random(40)), "an access key of Azure"),
        ] {
            for text in [text.clone(), format!("\"{text}\""), format!("Bearer of sk-eyJ: {text} Q~sig= bearer ")] {
                assert_eq!(marks(&text, MARKS_FINDER.as_ref()), marks(&text, None), "{text}");
                let found = secrets(&text);
                assert_eq!(found.iter().map(|secret| secret.kind).collect::<Vec<_>>(), [kind], "{text}");
            }
        }
    }

    #[test]
    fn what_stands_behind_bearer_is_not_lost_for_what_stands_before_it() {
        for text in [
            "The bearer (Bearer q7R2w9Z4t6Y8u3P5k1M0)",
            "-Bearer bearer q7R2w9Z4t6Y8u3P5k1M0",
            "Bearer -----BEGIN PRIVATE KEY-----",
            "sig=-----BEGIN PRIVATE KEY-----",
        ] {
            assert_eq!(secrets(text).len(), 1, "{text}");
        }
        for text in ["Bearer", "Bearer ", "xBearer123 q7R2w9Z4t6Y8u3P5k1M0", "Q~", "~"] {
            assert_eq!(secrets(text), [], "{text}");
        }
    }

    #[test]
    fn values_of_secret_names_are_found() {
        for text in [
            "client_secret = q7R2w9Z4t6Y8u3P5k1M0",
            "call /token?client_secret=q7R2w9Z4t6Y8u3P5k1M0&x",
            "var apiKey = \"q7R2w9Z4t6Y8u3P5k1M0\";",
            "**API key**: `q7R2w9Z4t6Y8u3P5k1M0`",
            "\"Subscription-Key\":'q7R2w9Z4t6Y8u3P5k1M0'",
        ] {
            assert_eq!(named_secrets(text).len(), 1, "{text}");
            assert!(secrets(text).is_empty(), "{text}");
        }
        for text in [
            "api_key = YOUR_API_KEY_1_2_3_4_5_6_7",
            "key = q7R2w9Z4t6Y8u3P5k1M0",
            "password q7R2w9Z4t6Y8u3P5k1M0",
            "apiKey = await this.GetKeyFromRequest1(a2B)",
            "password = AKIAQ7R2W9Z4T6Y8U3P5",
        ] {
            assert!(named_secrets(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn words_and_placeholders_are_no_secrets() {
        for text in [
            "Bearer YOUR_ACCESS_TOKEN",
            "Bearer <<Enter your token here 123>>",
            "Bearer authentication with OAuth",
            "-----BEGIN CERTIFICATE-----",
            "https://contoso.com/a/very/long/path/that-goes-on",
            "AKIAXXXXXXXXXXXXXXXX",
        ] {
            assert!(secrets(text).is_empty(), "{text}");
        }
        assert!(!looks_random("integration-the-events-calendar-2"));
        assert!(looks_random("60mOMrhl23bdJmprB0pDzrLF7MXCqyzH"));
    }

    #[test]
    fn placeholders_are_known() {
        for text in
            ["<<Enter your client ID>>", "[[DUMMY]]", "YOUR_CLIENT_SECRET", "00000000-0000-0000-0000-000000000000"]
        {
            assert!(is_placeholder(text), "{text}");
            assert!(!is_guid(text), "{text}");
        }
        assert!(is_guid("3f2504e0-4f89-41d3-9a0c-0305e82c3301"));
    }

    #[test]
    fn addresses_are_found_within_a_text() {
        assert_eq!(email_address("Ada <ada@contoso.com>, Bo"), Some(5..20));
        assert_eq!(email_address("me@x"), None);
        assert_eq!(email_address("é@contoso.com"), None);
    }
}
