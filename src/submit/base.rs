//! Finds the commit that a submission starts from: `dev` of Microsoft's connectors repository, as far as the clone
//! knows it.
//!
//! Never fetches: connkit has no network, so it says which base it took and how old that is.

use camino::Utf8Path;
use git2::{Direction, Oid, Repository};

use super::command::git;
use super::problem::Problem;

/// The repository that receives the pull requests.
pub const UPSTREAM_URL: &str = "https://github.com/microsoft/PowerPlatformConnectors.git";

/// Its owner and name, in small letters.
const UPSTREAM: [&str; 2] = ["microsoft", "powerplatformconnectors"];

/// The branch that receives pull requests (requirement 10.01).
pub const UPSTREAM_BRANCH: &str = "dev";

/// The commit that a submission starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// As a person writes it: `upstream/dev`, or what `--base` said.
    pub name: String,
    pub id: Oid,
    /// Seconds from 1970-01-01 to the commit.
    pub committed: i64,
    /// The remote that it was fetched from.
    pub remote: Option<String>,
    /// What the user should know about the choice.
    pub note: Option<String>,
}

impl Base {
    /// How many days older it is than a commit of that time; 0 where clocks disagree.
    pub fn age_in_days(&self, now: i64) -> u64 {
        u64::try_from((now - self.committed) / (24 * 60 * 60)).unwrap_or(0)
    }

    /// The day of the commit in UTC, `2024-10-23`.
    pub fn date(&self) -> String {
        let (year, month, day) = civil_date(self.committed.div_euclid(24 * 60 * 60));
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// A remote of the clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    pub name: String,
    pub url: String,
    /// The local reference that follows the remote's `dev`, existing or not.
    pub tracking: String,
}

impl Remote {
    /// Whether the address names Microsoft's connectors repository, whatever the host and protocol.
    pub fn is_upstream(&self) -> bool {
        owner_and_name(&self.url).is_some_and(|parts| parts.map(str::to_ascii_lowercase) == UPSTREAM)
    }
}

/// The last two parts of a repository's address.
pub fn owner_and_name(url: &str) -> Option<[&str; 2]> {
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix(".git").unwrap_or(url);
    let mut parts = url.rsplit(['/', ':', '\\']);
    let name = parts.next()?;
    Some([parts.next()?, name])
}

/// The remotes of the clone, sorted by name.
pub fn remotes(repository: &Repository) -> Vec<Remote> {
    let Ok(names) = repository.remotes() else { return Vec::new() };
    let mut remotes: Vec<Remote> = names
        .iter()
        .filter_map(|name| name.ok().flatten())
        .filter_map(|name| {
            let remote = repository.find_remote(name).ok()?;
            // A clone of one branch follows no other, and still may have been told to fetch `dev`.
            let tracking = tracking(&remote).unwrap_or_else(|| format!("refs/remotes/{name}/{UPSTREAM_BRANCH}"));
            Some(Remote { name: name.to_owned(), url: remote.url().ok()?.to_owned(), tracking })
        })
        .collect();
    remotes.sort_by(|a, b| a.name.cmp(&b.name));
    remotes
}

/// Where fetching puts the remote's `dev`: a mirror has it among its own branches.
fn tracking(remote: &git2::Remote<'_>) -> Option<String> {
    let dev = format!("refs/heads/{UPSTREAM_BRANCH}");
    remote
        .refspecs()
        .filter(|spec| spec.direction() == Direction::Fetch && spec.src_matches(&dev))
        .find_map(|spec| spec.transform(&dev).ok()?.as_str().ok().map(str::to_owned))
}

/// The base that the user named, else `dev` of the remote that is Microsoft's, else the local one.
pub fn find(
    repository: &Repository,
    path: &Utf8Path,
    remotes: &[Remote],
    explicit: Option<&str>,
) -> Result<Base, Problem> {
    if let Some(revision) = explicit {
        return resolve(repository, revision, revision, None).ok_or_else(|| {
            Problem::new(format!("`{revision}` names no commit in `{path}`"))
                .remedy(format!("for the commits that it knows: {}", git(path, &["branch", "--all", "--verbose"])))
        });
    }
    let upstream = remotes.iter().find(|remote| remote.is_upstream());
    for remote in remotes.iter().filter(|remote| remote.is_upstream()) {
        let reference = remote.tracking.as_str();
        if let Some(base) = resolve(repository, reference, short(reference), None) {
            // A reference among the branches is that of a mirror, which fetches all together.
            let remote = reference.starts_with("refs/remotes/").then(|| remote.name.clone());
            return Ok(Base { remote, ..base });
        }
    }
    let note = match upstream {
        Some(remote) => format!(
            "`{UPSTREAM_BRANCH}` of the remote `{}` was never fetched, so the base may be old; to fetch it: {}",
            remote.name,
            fetch_line(path, &remote.name)
        ),
        None => "no remote is microsoft/PowerPlatformConnectors, so the base may be old or a fork's own".to_owned(),
    };
    let local = format!("refs/heads/{UPSTREAM_BRANCH}");
    resolve(repository, &local, UPSTREAM_BRANCH, Some(&note)).ok_or_else(|| nothing_found(path, remotes, upstream))
}

fn nothing_found(path: &Utf8Path, remotes: &[Remote], upstream: Option<&Remote>) -> Problem {
    let problem = Problem::new(format!("`{path}` has no `{UPSTREAM_BRANCH}` branch of the connectors repository"));
    if let Some(remote) = upstream {
        return problem.remedy(fetch_line(path, &remote.name));
    }
    let is_free = |name: &&str| remotes.iter().all(|remote| remote.name != *name);
    let name = ["upstream", "microsoft"].into_iter().find(is_free).unwrap_or("powerplatformconnectors");
    problem
        .remedy(git(path, &["remote", "add", name, UPSTREAM_URL]))
        .remedy(fetch_line(path, name))
        .remedy("or name another start with `--base`")
}

/// Fetches `dev` even where the remote follows other branches only (`clone --single-branch`).
pub fn fetch_line(path: &Utf8Path, remote: &str) -> String {
    git(path, &["fetch", remote, &format!("+refs/heads/{UPSTREAM_BRANCH}:refs/remotes/{remote}/{UPSTREAM_BRANCH}")])
}

fn short(reference: &str) -> &str {
    ["refs/remotes/", "refs/heads/"].iter().find_map(|prefix| reference.strip_prefix(prefix)).unwrap_or(reference)
}

fn resolve(repository: &Repository, revision: &str, name: &str, note: Option<&str>) -> Option<Base> {
    let commit = repository.revparse_single(revision).ok()?.peel_to_commit().ok()?;
    Some(Base {
        name: name.to_owned(),
        id: commit.id(),
        committed: commit.time().seconds(),
        remote: None,
        note: note.map(str::to_owned),
    })
}

/// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar.
fn civil_date(days: i64) -> (i64, i64, i64) {
    // Years that begin in March have the leap day at their end; 400 of them are 146,097 days.
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (19_782, (2024, 2, 29)),
            (20_019, (2024, 10, 23)),
        ] {
            assert_eq!(civil_date(days), expected);
        }
    }

    #[test]
    fn microsofts_repository_is_known_by_any_address() {
        for (url, expected) in [
            ("https://github.com/microsoft/PowerPlatformConnectors", true),
            ("https://github.com/Microsoft/powerplatformconnectors.git/", true),
            ("git@github.com:microsoft/PowerPlatformConnectors.git", true),
            ("ssh://git@github.com/microsoft/PowerPlatformConnectors", true),
            ("git@github.com:contoso/PowerPlatformConnectors.git", false),
            ("https://github.com/microsoft/PowerPlatformConnectors-docs", false),
            ("PowerPlatformConnectors", false),
            ("", false),
        ] {
            let remote = Remote { name: "origin".into(), url: url.into(), tracking: String::new() };
            assert_eq!(remote.is_upstream(), expected, "{url}");
        }
    }
}
