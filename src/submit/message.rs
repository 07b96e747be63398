//! Titles and the commit message, with the trailer by which connkit knows its own commits.

use super::problem::Problem;
use crate::publisher_kind::PublisherKind;

/// The trailer's key. A branch whose commits all carry it may be continued.
const TRAILER: &str = "Connkit-Version";

/// What the title of an independent publisher's pull request ends with (requirement 10.03); the connector's own title
/// must not have it.
const INDEPENDENT_SUFFIX: &str = "(Independent Publisher)";

/// A title on one line, without the suffix that belongs to pull requests.
pub fn clean_title(title: &str) -> String {
    let spaced: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let title = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = title.len().saturating_sub(INDEPENDENT_SUFFIX.len());
    match title.get(at..) {
        Some(end) if end.eq_ignore_ascii_case(INDEPENDENT_SUFFIX) => title[..at].trim_end().to_owned(),
        _ => title,
    }
}

/// The title of the pull request for a connector with this clean title.
pub fn pull_request_title(title: &str, kind: PublisherKind, is_proposal: bool) -> String {
    match kind {
        PublisherKind::Independent if is_proposal => format!("Proposal - {title} {INDEPENDENT_SUFFIX}"),
        PublisherKind::Independent => format!("{title} {INDEPENDENT_SUFFIX}"),
        PublisherKind::Verified | PublisherKind::Custom => title.to_owned(),
    }
}

/// The whole commit message: the user's own, or the given subject, and the trailer.
pub fn compose(custom: Option<&str>, subject: &str) -> Result<String, Problem> {
    let text = git2::message_prettify(custom.unwrap_or(subject), None)
        .map_err(|error| Problem::new(format!("the commit message cannot be used: {}", error.message())))?;
    let text = text.trim_end();
    if text.is_empty() {
        return Err(Problem::new("the commit message is empty").remedy("leave out `--message`, or give it a text"));
    }
    let gap = if ends_with_trailers(text) { "\n" } else { "\n\n" };
    Ok(format!("{text}{gap}{TRAILER}: {}\n", env!("CARGO_PKG_VERSION")))
}

/// Whether connkit made the commit with this message.
pub fn is_ours(message: &str) -> bool {
    last_paragraph(message).is_some_and(|paragraph| paragraph.lines().any(|line| key(line) == Some(TRAILER)))
}

/// The paragraph that may hold trailers: the last, unless it is the subject.
fn last_paragraph(message: &str) -> Option<&str> {
    message.trim_end().rsplit_once("\n\n").map(|(_, paragraph)| paragraph)
}

fn ends_with_trailers(message: &str) -> bool {
    last_paragraph(message).is_some_and(|paragraph| paragraph.lines().all(|line| key(line).is_some()))
}

fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(": ")?;
    (!key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = concat!("Connkit-Version: ", env!("CARGO_PKG_VERSION"), "\n");

    #[test]
    fn the_trailer_ends_the_message_and_is_found_again() {
        for (custom, expected) in [
            (None, format!("Add Contoso\n\n{LINE}")),
            (Some("Fix: a thing\n\n\n"), format!("Fix: a thing\n\n{LINE}")),
            (Some("Fix\n\nBody: not\na trailer"), format!("Fix\n\nBody: not\na trailer\n\n{LINE}")),
            (Some("Fix\n\n---\n\nSigned-off-by: A <a@b>"), format!("Fix\n\n---\n\nSigned-off-by: A <a@b>\n{LINE}")),
        ] {
            let message = compose(custom, "Add Contoso").unwrap();
            assert_eq!(message, expected);
            assert!(is_ours(&message));
        }
        assert!(compose(Some(" \n"), "").is_err());
        assert!(compose(Some("a\0b"), "").is_err());
    }

    #[test]
    fn other_commits_are_not_ours() {
        for message in [
            "",
            LINE,
            "Fix\n\nNot-Connkit-Version: 1",
            "Add\n\nConnkit-Version: 1\n\nmore text",
            "Say Connkit-Version: 1",
        ] {
            assert!(!is_ours(message), "{message:?}");
        }
    }

    #[test]
    fn the_suffix_belongs_to_the_pull_request() {
        assert_eq!(clean_title(" Contoso\n\tMail (independent publisher)"), "Contoso Mail");
        assert_eq!(clean_title("€"), "€");
        let title = |kind, is_proposal| pull_request_title("Contoso", kind, is_proposal);
        assert_eq!(title(PublisherKind::Independent, false), "Contoso (Independent Publisher)");
        assert_eq!(title(PublisherKind::Independent, true), "Proposal - Contoso (Independent Publisher)");
        assert_eq!(title(PublisherKind::Verified, false), "Contoso");
    }
}
