//! The folder of a connector in the connectors repository: its name is fixed once it is there (requirement 9.03), so
//! an existing folder is looked for before a new name is made.

use super::command::quoted;
use super::problem::Problem;
use super::published::Published;
use crate::connector::folder_name::{defect, is_usual};
use crate::portable;
use crate::publisher_kind::PublisherKind;

/// A name must share at least so many letters and digits at its beginning to be called similar.
const SIMILAR_CHARACTERS: usize = 4;

/// So many connectors may have the host of one API; a host of more is that of a platform.
const MAX_SAME_HOST: usize = 3;

/// So many letters may differ between titles that are easily mistaken for each other.
const SLIP_LETTERS: usize = 1;

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

    fn new(shelf: &Shelf<'_>, name: &str, title: &str) -> Self {
        let is_similar = |other: &&Published| {
            let names = [Some(other.folder.as_str()), other.title.as_deref()];
            let mut keys = names.into_iter().flatten().map(key);
            keys.any(|other| are_similar(&other, &key(name)) || are_similar(&other, &key(title)))
        };
        let similar = shelf.all().filter(is_similar).map(|published| published.folder.clone()).collect();
        Self { is_new: true, similar, ..Self::existing(shelf.kind, name) }
    }
}

/// What tells which folder of the connectors repository is the connector's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    pub title: &'a str,
    /// The host of the API, in small letters.
    pub host: Option<&'a str>,
    /// The name of the folder that holds the connector locally.
    pub local: Option<&'a str>,
    /// What the user said.
    pub explicit: Option<&'a str>,
}

/// The connectors of one publisher kind in the base.
pub struct Shelf<'p> {
    pub kind: PublisherKind,
    pub published: &'p [Published],
}

impl<'p> Shelf<'p> {
    fn all(&self) -> impl Iterator<Item = &'p Published> {
        let kind = self.kind;
        self.published.iter().filter(move |published| published.kind == Some(kind))
    }

    /// Those of which this name has the same letters and digits.
    fn with(&self, wanted: &str, name: impl Fn(&Published) -> Option<&str>) -> Vec<&'p Published> {
        let wanted = key(wanted);
        let is_meant =
            |published: &&Published| !wanted.is_empty() && name(published).is_some_and(|name| key(name) == wanted);
        self.all().filter(is_meant).collect()
    }

    /// Those with this host; none where it is the host of so many that it tells nothing.
    fn with_host(&self, host: Option<&str>) -> Vec<&'p Published> {
        let same: Vec<_> = self.all().filter(|published| host.is_some() && published.host.as_deref() == host).collect();
        if same.len() > MAX_SAME_HOST { Vec::new() } else { same }
    }
}

/// Chooses the folder of the connector: the one that the user named, else the one that holds a connector with the
/// title, else the one that is named like the title (but for case, blanks and punctuation), else a new one.
///
/// Of 293 certified connectors 48 have a folder that is not named after the title. So a folder that has the name of the
/// local one, or a connector with the same host, is not passed over either: the user must say which is meant, unless
/// both clues agree.
pub fn choose(shelf: &Shelf<'_>, clues: Clues) -> Result<Folder, Problem> {
    match clues.explicit {
        Some(name) => choose_explicit(shelf, name, clues.title),
        None => choose_by_clues(shelf, clues),
    }
}

fn choose_explicit(shelf: &Shelf<'_>, name: &str, title: &str) -> Result<Folder, Problem> {
    if shelf.all().any(|published| published.folder == name) {
        return Ok(Folder::existing(shelf.kind, name));
    }
    let lowercase = name.to_lowercase();
    if let Some(existing) = shelf.all().find(|published| published.folder.to_lowercase() == lowercase) {
        let existing = &existing.folder;
        return Err(Problem::new(format!(
            "`{}` holds `{existing}`, which differs from `{name}` in case only",
            shelf.kind.upstream_folder()
        ))
        .remedy(format!("name it as it is: --folder {}", quoted(existing))));
    }
    if let Some(defect) = defect(name) {
        return Err(Problem::new(format!("`{name}` cannot be a folder of the connectors repository: {defect}"))
            .remedy("use letters, digits, blanks and `- ' ( ) . &`"));
    }
    Ok(Folder::new(shelf, name, title))
}

fn choose_by_clues(shelf: &Shelf<'_>, clues: Clues) -> Result<Folder, Problem> {
    let title = clues.title;
    let by_title = shelf.with(title, |published| published.title.as_deref());
    let by_name = shelf.with(title, |published| Some(&published.folder));
    let by_local = shelf.with(clues.local.unwrap_or_default(), |published| Some(&published.folder));
    let by_host = shelf.with_host(clues.host);
    // A folder that is named like the title and holds another connector has lost its claim to the one with the title.
    let certain = if by_title.is_empty() { &by_name } else { &by_title };
    match (certain.as_slice(), by_local.as_slice()) {
        ([one], []) => return Ok(Folder::existing(shelf.kind, &one.folder)),
        ([one], [local]) if one.folder == local.folder => return Ok(Folder::existing(shelf.kind, &one.folder)),
        ([], [local]) if by_host.iter().any(|host| host.folder == local.folder) => {
            return Ok(Folder::existing(shelf.kind, &local.folder));
        }
        _ => {}
    }
    let mut candidates: Vec<&str> = Vec::new();
    let also_by_host = if certain.is_empty() { by_host.as_slice() } else { &[] };
    for published in certain.iter().chain(&by_local).chain(also_by_host) {
        if !candidates.contains(&published.folder.as_str()) {
            candidates.push(&published.folder);
        }
    }
    let new = safe_name(title);
    match candidates.as_slice() {
        [] if defect(&new).is_none() => Ok(Folder::new(shelf, &new, title)),
        [] => Err(Problem::new(format!("no folder name can be made of the title `{title}`"))
            .remedy("name one with `--folder`")),
        several => Err(ambiguous(shelf.kind, clues, several, certain.is_empty().then_some(&new))),
    }
}

fn ambiguous(kind: PublisherKind, clues: Clues, candidates: &[&str], new: Option<&String>) -> Problem {
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

/// A title that the base holds already, against one that is to be new there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken<'p> {
    pub by: &'p Published,
    /// Whether it is the same, case aside; else it is easily mistaken for the other.
    pub is_same: bool,
}

/// The connectors of any kind, outside of this folder, that have the title or one that is easily mistaken for it.
pub fn taken<'p>(published: &'p [Published], folder_path: &str, title: &str) -> Vec<Taken<'p>> {
    let (wanted, wanted_key) = (title.trim().to_lowercase(), key(title));
    let others = published.iter().filter(|published| published.path() != folder_path);
    let mut taken: Vec<Taken<'p>> = others
        .filter_map(|by| {
            let other = by.title.as_deref()?;
            let is_same = other.to_lowercase() == wanted && !wanted.is_empty();
            (is_same || is_near_miss(&key(other), &wanted_key)).then_some(Taken { by, is_same })
        })
        .collect();
    taken.sort_by_key(|taken| !taken.is_same);
    taken
}

/// Whether two keys differ by a slip. A digit is none: `Contoso V2` and `Contoso V3` are two connectors.
fn is_near_miss(one: &str, other: &str) -> bool {
    let digits = |key: &str| key.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_long = one.chars().count().min(other.chars().count()) >= SIMILAR_CHARACTERS;
    let may_be = one.len().abs_diff(other.len()) <= SLIP_LETTERS && is_long;
    may_be && strsim::osa_distance(one, other) <= SLIP_LETTERS && digits(one) == digits(other)
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
pub fn safe_name(title: &str) -> String {
    let allowed: String = title.chars().map(|c| if is_usual(c) { c } else { ' ' }).collect();
    let name = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches(['.', '-', ' ']).trim_end_matches(['.', ' ']);
    if portable::is_reserved(name) { format!("{name} Connector") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: PublisherKind = PublisherKind::Verified;

    fn published(folder: &str, title: Option<&str>, host: Option<&str>) -> Published {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Published { kind: Some(KIND), folder: folder.to_owned(), title: text(title), host: text(host) }
    }

    fn folder(names: &[&str], title: &str, explicit: Option<&str>) -> Result<String, String> {
        let published: Vec<Published> = names.iter().map(|name| published(name, None, None)).collect();
        choose(&Shelf { kind: KIND, published: &published }, Clues { title, explicit, ..Clues::default() })
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
        let published = ["HrFlow", "IN-D Payables", "IN-D PayablesV3"].map(|name| published(name, None, None));
        let shelf = Shelf { kind: KIND, published: &published };
        let choose = |title, local| {
            choose(&shelf, Clues { title, local: Some(local), ..Clues::default() })
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

    #[test]
    fn titles_and_hosts_lead_to_a_folder_of_another_name() {
        let published = [
            published("Acme", Some("Contoso Mail"), Some("api.contoso.com")),
            published("Contoso Mail", Some("Something else"), None),
            published("One", Some("Graph One"), Some("graph.example.com")),
            published("Two", Some("Graph Two"), Some("graph.example.com")),
            published("Three", Some("Graph Three"), Some("graph.example.com")),
            published("Four", Some("Graph Four"), Some("graph.example.com")),
        ];
        let shelf = Shelf { kind: KIND, published: &published };
        let choose = |title, host, local| {
            choose(&shelf, Clues { title, host, local, explicit: None })
                .map(|folder| (folder.name, folder.is_new))
                .map_err(|problem| problem.remedies)
        };
        assert_eq!(choose("contoso mail", None, None), Ok(("Acme".to_owned(), false)));
        assert_eq!(choose("Post", Some("api.contoso.com"), Some("acme")), Ok(("Acme".to_owned(), false)));
        assert_eq!(
            choose("Post", Some("api.contoso.com"), None).unwrap_err(),
            ["if it is this one: --folder Acme", "if it is a new connector: --folder Post"]
        );
        assert_eq!(choose("Post", Some("graph.example.com"), None), Ok(("Post".to_owned(), true)));
    }

    #[test]
    fn titles_that_are_taken() {
        let published = [
            published("A", Some("Contoso Mail"), None),
            published("B", Some("CONTOSO-MAILS"), None),
            published("C", Some("Contoso V2"), None),
            published("D", None, None),
        ];
        let taken = |folder, title| {
            let taken = taken(&published, folder, title);
            taken.iter().map(|taken| (taken.by.folder.clone(), taken.is_same)).collect::<Vec<_>>()
        };
        assert_eq!(taken("x", "contoso mail "), [("A".to_owned(), true), ("B".to_owned(), false)]);
        assert_eq!(taken("certified-connectors/A", "Contoso Mail"), [("B".to_owned(), false)]);
        assert_eq!(taken("x", "Contoso V3"), []);
        assert_eq!(taken("x", ""), []);
    }
}
