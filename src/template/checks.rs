//! What an answer must be like: the limits of certification, so that what is generated passes it.
//!
//! Only what certification refuses is refused here; what it advises against is left to `validate`.

use serde_json::Value;

use super::icon;
use super::questions::{Given, is_certified, is_kind};
use crate::connector::icon::Colour;
pub use crate::connector::metadata::{CATEGORY_LIMIT, KNOWN_CATEGORIES as CATEGORIES};
use crate::publisher_kind::PublisherKind;

/// The longest title that the platform stores, in UTF-16 units as it counts them.
const TITLE_LIMIT: usize = 30;
const DESCRIPTION_LENGTHS: std::ops::RangeInclusive<usize> = 30..=500;

const TITLE_WORDS: [&str; 2] = ["api", "connector"];
const PRODUCT_NAMES: [&str; 11] = [
    "power platform",
    "power apps",
    "powerapps",
    "power automate",
    "power bi",
    "power pages",
    "power virtual agents",
    "copilot studio",
    "logic apps",
    "microsoft flow",
    "dataverse",
];

type Objection = Option<String>;

fn text(answer: &Value) -> &str {
    answer.as_str().unwrap_or_default()
}

fn unless(holds: bool, objection: &str) -> Objection {
    (!holds).then(|| objection.to_owned())
}

/// A text that stays on its line and says something.
pub fn line(answer: &Value, _: &Given) -> Objection {
    let text = text(answer);
    unless(!text.is_empty(), "must not be empty")
        .or_else(|| unless(text.trim() == text, "must not begin or end with a blank"))
        .or_else(|| unless(!text.contains(char::is_control), "must be one line without control characters"))
}

pub fn title(answer: &Value, given: &Given) -> Objection {
    let title = text(answer);
    let length = title.encode_utf16().count();
    line(answer, given)
        .or_else(|| (length > TITLE_LIMIT).then(|| format!("is {length} characters long, the limit is {TITLE_LIMIT}")))
        .or_else(|| {
            if !is_certified(given) {
                return None;
            }
            restricted(title, &TITLE_WORDS)
                .or_else(|| restricted(title, &PRODUCT_NAMES))
                .or_else(|| unless(title.ends_with(char::is_alphanumeric), "must end with a letter or digit"))
        })
}

pub fn description(answer: &Value, given: &Given) -> Objection {
    let description = text(answer);
    let is_control = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    unless(!description.trim().is_empty(), "must not be empty")
        .or_else(|| unless(description.trim() == description, "must not begin or end with a blank"))
        .or_else(|| unless(!description.contains(is_control), "must not have control characters"))
        .or_else(|| {
            if !is_certified(given) {
                return None;
            }
            let (shortest, longest) = (description.chars().count(), description.encode_utf16().count());
            let (least, most) = (DESCRIPTION_LENGTHS.start(), DESCRIPTION_LENGTHS.end());
            (shortest < *least || longest > *most)
                .then(|| format!("is {longest} characters long, it must be {least} to {most}"))
                .or_else(|| restricted(description, &PRODUCT_NAMES))
        })
}

/// Whole words only, in any case: `Apiary` is not `API`.
fn restricted(text: &str, words: &[&str]) -> Objection {
    let plain: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = format!(" {} ", plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
    let word = words.iter().find(|word| plain.contains(&format!(" {word} ")))?;
    Some(format!("must not contain `{word}`"))
}

pub fn stack_owner(answer: &Value, given: &Given) -> Objection {
    let is_publisher = given.get("publisher").map(text).is_some_and(|publisher| {
        publisher.to_lowercase() == text(answer).to_lowercase() && is_kind(given, PublisherKind::Independent)
    });
    line(answer, given).or_else(|| {
        unless(!is_publisher, "must not be the publisher: whoever owns the service is a verified publisher")
    })
}

/// A host and perhaps a port, as the platform's own schema has it.
pub fn host(answer: &Value, _: &Given) -> Objection {
    let host = text(answer);
    let (name, port) = host.rsplit_once(':').map_or((host, "0"), |(name, port)| (name, port));
    let is_name = !name.is_empty()
        && !name.contains(|character: char| {
            matches!(character, '{' | '}' | '/' | ':' | '\\' | '?' | '#' | '@' | '<' | '>' | '"')
                || character.is_whitespace()
                || character.is_control()
        });
    unless(!host.contains("://"), "must be a host only, without a scheme such as https://")
        .or_else(|| unless(is_name && port.parse::<u16>().is_ok(), "must be a host such as api.contoso.com"))
}

pub fn base_path(answer: &Value, _: &Given) -> Objection {
    let path = text(answer);
    unless(path.starts_with('/'), "must start with /").or_else(|| {
        let is_plain = path.chars().all(is_url_character) && !path.contains(['?', '#']);
        unless(is_plain, "must be a path such as /v1, without query, blanks and braces")
    })
}

pub fn header(answer: &Value, _: &Given) -> Objection {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let header = text(answer);
    unless(!header.is_empty() && header.bytes().all(is_token), "must be the name of a header such as X-API-Key")
}

pub fn url(answer: &Value, _: &Given) -> Objection {
    let url = text(answer);
    let host = url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_url = host.is_some_and(|host| !host.is_empty()) && url.chars().all(is_url_character);
    unless(is_url, "must be an address that starts with https://")
}

/// The characters of RFC 3986 without brackets, which only IPv6 addresses need.
fn is_url_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(character)
}

/// An absolute URI or the identifier of an application.
pub fn resource(answer: &Value, _: &Given) -> Objection {
    let resource = text(answer);
    let is_uri = resource.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|character: char| character.is_ascii_alphabetic())
            && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
    });
    let groups: Vec<usize> = resource.split('-').map(str::len).collect();
    let is_identifier = groups == [8, 4, 4, 4, 12]
        && resource.chars().all(|character| character == '-' || character.is_ascii_hexdigit());
    let holds = (is_uri && resource.chars().all(is_url_character)) || is_identifier;
    unless(holds, "must be a URI such as api://contoso, or an application ID")
}

pub fn scopes(answer: &Value, _: &Given) -> Objection {
    let scopes: Vec<&str> = answer.as_array().into_iter().flatten().map(text).collect();
    // The characters that RFC 6749 allows in a scope.
    let is_scope =
        |scope: &&str| !scope.is_empty() && scope.bytes().all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e));
    unless(scopes.iter().all(is_scope), "must be scopes with blanks between them")
        .or_else(|| repeated(&scopes).map(|scope| format!("has `{scope}` twice")))
}

fn repeated<'a>(items: &[&'a str]) -> Option<&'a str> {
    items.iter().enumerate().find(|(at, item)| items[..*at].contains(item)).map(|(_, item)| *item)
}

pub fn email(answer: &Value, _: &Given) -> Objection {
    let email = text(answer);
    let is_address = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.contains('@')
            && domain.contains('.')
            && domain.split('.').all(|part| !part.is_empty())
    });
    let is_plain =
        email.chars().all(|character| character.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.@".contains(character));
    unless(is_address && is_plain, "must be an e-mail address")
}

pub fn categories(answer: &Value, _: &Given) -> Objection {
    let categories: Vec<&str> = answer.as_array().into_iter().flatten().map(text).collect();
    let unknown = categories.iter().find(|category| !CATEGORIES.contains(category));
    unknown
        .map(|category| format!("has `{category}`; the categories are {}", CATEGORIES.join(", ")))
        .or_else(|| repeated(&categories).map(|category| format!("has `{category}` twice")))
        .or_else(|| unless((1..=CATEGORY_LIMIT).contains(&categories.len()), "must be one or two categories"))
}

/// Verified publishers must not use white or the blue that the platform gives to connectors without a colour.
pub fn colour(answer: &Value, given: &Given) -> Objection {
    /// Lighter colours pass for white.
    const NEARLY_WHITE: f64 = 0.97;
    const PLATFORM_BLUE: &str = "#007ee5";
    let Some(colour) = Colour::of_hex(text(answer)) else { return Some("must be a colour such as #1b5e7b".to_owned()) };
    if is_kind(given, PublisherKind::Custom) {
        return None;
    }
    unless(icon::luminance(colour) <= NEARLY_WHITE, "must not be white")
        .or_else(|| unless(!text(answer).eq_ignore_ascii_case(PLATFORM_BLUE), "must not be the platform's own #007ee5"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn assert_taken(check: fn(&Value, &Given) -> Objection, answers: &[Value]) {
        for answer in answers {
            assert_eq!(check(answer, &Given::new()), None, "{answer}");
        }
    }

    #[track_caller]
    fn assert_refused(check: fn(&Value, &Given) -> Objection, answers: &[Value]) {
        for answer in answers {
            assert!(check(answer, &Given::new()).is_some(), "{answer} was taken");
        }
    }

    #[test]
    fn titles_follow_the_limits_of_certification() {
        assert_taken(title, &[json!("Contoso"), json!("Apiary 2"), json!("x".repeat(30)), json!("Ünïcode ß")]);
        assert_refused(
            title,
            &[
                json!(""),
                json!(" Contoso"),
                json!("Contoso\nTasks"),
                json!("x".repeat(31)),
                json!("Contoso API"),
                json!("api-Contoso"),
                json!("My CONNECTOR tool"),
                json!("Power-Apps tool"),
                json!("Contoso."),
                // Fifteen characters, but thirty UTF-16 units and a letter.
                json!(format!("{}x", "😀".repeat(15))),
            ],
        );
    }

    #[test]
    fn descriptions_follow_the_limits_of_certification() {
        assert_taken(
            description,
            &[json!("x".repeat(30)), json!("x".repeat(500)), json!("two lines\nof a connector for an API")],
        );
        assert_refused(
            description,
            &[
                json!("x".repeat(29)),
                json!("x".repeat(501)),
                json!("A text about Power  Automate, long enough"),
                json!("\u{7}".repeat(40)),
            ],
        );
    }

    #[test]
    fn addresses_and_names_have_their_shapes() {
        assert_taken(host, &[json!("api.contoso.com"), json!("localhost:8080")]);
        assert_refused(
            host,
            &[
                json!(""),
                json!("https://api.contoso.com"),
                json!("a/b"),
                json!("a b"),
                json!("a:b"),
                json!("{x}.contoso.com"),
            ],
        );
        assert_taken(base_path, &[json!("/"), json!("/v1/items")]);
        assert_refused(base_path, &[json!(""), json!("v1"), json!("/a b"), json!("/{x}"), json!("/a?b")]);
        assert_taken(url, &[json!("https://contoso.com"), json!("https://contoso.com/a?b=c#d")]);
        assert_refused(
            url,
            &[
                json!("http://contoso.com"),
                json!("https://"),
                json!("https:///a"),
                json!("https://a\"b"),
                json!("contoso.com"),
            ],
        );
        assert_taken(email, &[json!("help@contoso.com"), json!("o'neill+x@contoso.co.uk")]);
        assert_refused(
            email,
            &[
                json!("help"),
                json!("@contoso.com"),
                json!("a@b"),
                json!("a@b..c"),
                json!("a b@c.de"),
                json!("a@b@c.de"),
            ],
        );
        assert_taken(
            resource,
            &[json!("api://contoso"), json!("https://contoso.com"), json!("00000003-0000-0000-c000-000000000000")],
        );
        assert_refused(
            resource,
            &[json!("contoso"), json!("api://"), json!("api://a b"), json!("0000-000000000-0000-c000-000000000000")],
        );
        assert_taken(header, &[json!("X-API-Key"), json!("Authorization")]);
        assert_refused(header, &[json!(""), json!("X API"), json!("Key:")]);
    }

    #[test]
    fn lists_hold_what_they_may() {
        assert_taken(scopes, &[json!([]), json!(["read", "https://contoso.com/.default"])]);
        assert_refused(scopes, &[json!(["a", "a"]), json!(["a b"]), json!([""]), json!(["\""])]);
        assert_taken(categories, &[json!(["AI"]), json!(["AI", "Data"])]);
        assert_refused(categories, &[json!([]), json!(["ai"]), json!(["AI", "AI"]), json!(["AI", "Data", "Finance"])]);
    }

    #[test]
    fn colours_depend_on_the_publisher_kind() {
        assert_taken(colour, &[json!("#1b5e7b"), json!("#000000"), json!("#ABCDEF")]);
        assert_refused(
            colour,
            &[
                json!("1b5e7b"),
                json!("#fff"),
                json!("#ffffff"),
                json!("#fefefe"),
                json!("#007EE5"),
                json!("#12345g"),
                json!("#é1234"),
            ],
        );
        let custom = json!({ "publisherKind": "custom" }).as_object().unwrap().clone();
        assert_eq!(colour(&json!("#007ee5"), &custom), None);
    }
}
