//! The folder of a connector in the connectors repository: its name is fixed once it is there (requirement 9.03), so
//! an existing folder is looked for before a new name is made.

use super::command::quoted;
use super::problem::Problem;
use crate::connector::folder_name::{defect, is_reserved, is_usual};
use crate::publisher_kind::PublisherKind;

/// A name must share at least so many letters and digits at its beginning to be called similar.
const SIMILAR_CHARACTERS: usize = 4;

/// The folder that a submission writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    pub name: String,
    /// From the top of the repository: `certified-connectors/Contoso`.
    pub path: String,
    /// Whether the base does not hold it yet.
    pub is_new: bool,
    /// Folders of a base that does not hold it, which may be the same connector.
    pub similar: Vec<String>,
}

impl Folder {
    fn existing(kind: PublisherKind, name: &str) -> Self {
        let path = format!("{}/{name}", kind.upstream_folder());
        Self { name: name.to_owned(), path, is_new: false, similar: Vec::new() }
    }

    fn new(names: &[String], kind: PublisherKind, name: &str, title: &str) -> Self {
        let is_similar =
            |other: &&String| are_similar(&key(other), &key(name)) || are_similar(&key(other), &key(title));
        let similar = names.iter().filter(is_similar).cloned().collect();
        Self { is_new: true, similar, ..Self::existing(kind, name) }
    }
}

/// What tells which folder of the connectors repository is the connector's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    pub title: &'a str,
    /// The name of the folder that holds the connector locally.
    pub local: Option<&'a str>,
    /// What the user said.
    pub explicit: Option<&'a str>,
}

/// Chooses the folder among the names that the base holds for this kind: the explicit one, else the one that equals
/// the title but for case, blanks and punctuation, else a new one named after the title.
///
/// Of 293 certified connectors 48 have a folder that is not named after the title. So a folder that has the name of the
/// local one instead is not passed over: the user must say which is meant.
pub fn choose(names: &[String], kind: PublisherKind, clues: Clues) -> Result<Folder, Problem> {
    match clues.explicit {
        Some(name) => choose_explicit(names, kind, name, clues.title),
        None => choose_by_title(names, kind, clues),
    }
}

fn choose_explicit(names: &[String], kind: PublisherKind, name: &str, title: &str) -> Result<Folder, Problem> {
    if names.iter().any(|existing| existing == name) {
        return Ok(Folder::existing(kind, name));
    }
    let lowercase = name.to_lowercase();
    if let Some(existing) = names.iter().find(|existing| existing.to_lowercase() == lowercase) {
        return Err(Problem::new(format!(
            "`{}` holds `{existing}`, which differs from `{name}` in case only",
            kind.upstream_folder()
        ))
        .remedy(format!("name it as it is: --folder {}", quoted(existing))));
    }
    if let Some(defect) = defect(name) {
        return Err(Problem::new(format!("`{name}` cannot be a folder of the connectors repository: {defect}"))
            .remedy("use letters, digits, blanks and `- ' ( ) . &`"));
    }
    Ok(Folder::new(names, kind, name, title))
}

fn choose_by_title(names: &[String], kind: PublisherKind, clues: Clues) -> Result<Folder, Problem> {
    let title = clues.title;
    let with_key = |wanted: &str| {
        let wanted = key(wanted);
        names.iter().filter(move |name| !wanted.is_empty() && key(name) == wanted)
    };
    let by_title: Vec<&String> = with_key(title).collect();
    let mut candidates = by_title.clone();
    candidates.extend(with_key(clues.local.unwrap_or_default()).filter(|name| !by_title.contains(name)));
    let new = safe_name(title);
    match (by_title.as_slice(), candidates.as_slice()) {
        ([one], [_]) => Ok(Folder::existing(kind, one)),
        (_, []) if defect(&new).is_none() => Ok(Folder::new(names, kind, &new, title)),
        (_, []) => Err(Problem::new(format!("no folder name can be made of the title `{title}`"))
            .remedy("name one with `--folder`")),
        (_, several) => Err(ambiguous(kind, clues, several, by_title.is_empty().then_some(&new))),
    }
}

fn ambiguous(kind: PublisherKind, clues: Clues, candidates: &[&String], new: Option<&String>) -> Problem {
    let problem = Problem::new(format!(
        "it is not certain which folder of `{}` is that of the connector with the title `{}`",
        kind.upstream_folder(),
        clues.title
    ));
    let problem = candidates
        .iter()
        .fold(problem, |problem, name| problem.remedy(format!("if it is this one: --folder {}", quoted(name))));
    match new.filter(|new| defect(new).is_none()) {
        Some(new) => problem.remedy(format!("if it is a new connector: --folder {}", quoted(new))),
        None => problem,
    }
}

/// Whether one of two keys begins with the other.
fn are_similar(a: &str, b: &str) -> bool {
    a.chars().count().min(b.chars().count()) >= SIMILAR_CHARACTERS && (a.starts_with(b) || b.starts_with(a))
}

/// What two names must share to mean the same connector: letters and digits, in small letters.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A title with only what folder names may hold (requirement 9.02).
fn safe_name(title: &str) -> String {
    let allowed: String = title.chars().map(|c| if is_usual(c) { c } else { ' ' }).collect();
    let name = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches(['.', '-', ' ']).trim_end_matches(['.', ' ']);
    if is_reserved(name) { format!("{name} Connector") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str], title: &str, explicit: Option<&str>) -> Result<String, String> {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        choose(&names, PublisherKind::Verified, Clues { title, local: None, explicit })
            .map(|folder| format!("{} {}", if folder.is_new { "new" } else { "old" }, folder.path))
            .map_err(|problem| problem.what)
    }

    #[test]
    fn a_title_becomes_a_safe_name() {
        for (title, expected) in [
            ("Contoso", "Contoso"),
            ("Blackbaud Raiser's Edge NXT", "Blackbaud Raiser's Edge NXT"),
            ("Say \"Hello\"", "Say Hello"),
            ("Party 🎉 Planner", "Party Planner"),
            ("../../etc/passwd", "etc passwd"),
            ("Contoso Inc. ...", "Contoso Inc"),
            ("a\tb\nc\u{0}d", "a b c d"),
            ("CON", "CON Connector"),
            ("COM10", "COM10"),
            ("-rf x", "rf x"),
            ("Brønnøysundregistrene", "Brønnøysundregistrene"),
        ] {
            assert_eq!(folder(&[], title, None), Ok(format!("new certified-connectors/{expected}")));
        }
    }

    #[test]
    fn a_title_without_a_usable_name_asks_for_one() {
        for title in ["", "🎉", "...", "\"\"", "lpt1.txt", &"x".repeat(101)] {
            assert!(folder(&[], title, None).is_err_and(|what| what.contains("no folder name can be made")), "{title}");
        }
    }

    #[test]
    fn an_existing_folder_is_found_by_its_letters_and_digits() {
        assert_eq!(
            folder(&["Zeta", "contoso-API"], "Contoso API", None),
            Ok("old certified-connectors/contoso-API".into())
        );
        assert!(
            folder(&["Contoso API", "ContosoApi"], "contoso api", None).is_err_and(|what| what.contains("not certain"))
        );
    }

    #[test]
    fn an_explicit_name_must_be_safe_or_exist() {
        assert_eq!(folder(&["Odd_Name"], "X", Some("Odd_Name")), Ok("old certified-connectors/Odd_Name".into()));
        assert!(folder(&["Contoso"], "X", Some("contoso")).is_err_and(|what| what.contains("case only")));
        for name in ["", "a/b", "..", ".git", "a.", "a ", "CON", "nul.txt", "a:b", "-x", "a\\b", "a\u{7}"] {
            assert!(folder(&[], "X", Some(name)).is_err_and(|what| what.contains("cannot be a folder")), "{name:?}");
        }
    }

    #[test]
    fn the_local_name_is_a_second_clue() {
        let names = ["HrFlow", "IN-D Payables", "IN-D PayablesV3"].map(str::to_owned);
        let choose = |title, local| {
            choose(&names, PublisherKind::Verified, Clues { title, local: Some(local), explicit: None })
                .map(|folder| (folder.name, folder.similar))
                .map_err(|problem| problem.remedies)
        };
        assert_eq!(choose("IN-D Payables", "connector"), Ok(("IN-D Payables".into(), vec![])));
        assert_eq!(choose("IN-D Payables", "in-d payables"), Ok(("IN-D Payables".into(), vec![])));
        assert_eq!(
            choose("IN-D Payables", "IN-D PayablesV3").unwrap_err(),
            ["if it is this one: --folder \"IN-D Payables\"", "if it is this one: --folder \"IN-D PayablesV3\""]
        );
        assert_eq!(
            choose("Human Resources", "hrflow").unwrap_err(),
            ["if it is this one: --folder HrFlow", "if it is a new connector: --folder \"Human Resources\""]
        );
        assert_eq!(choose("HrFlow.ai", "connector"), Ok(("HrFlow.ai".into(), vec!["HrFlow".into()])));
    }
}
