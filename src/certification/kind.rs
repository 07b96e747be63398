//! What a zip is, told by the names in it.

use std::fmt;

use super::{SOLUTION_FILES, has_extension, is_zip_name};
use crate::bundle::MANIFEST_NAME;
use crate::connector::Role;

/// The kinds of zips that hold a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Made by `connkit package`, with a manifest.
    Bundle,
    /// An introduction and a package zip.
    Certification,
    /// A package zip without the zip around it.
    PackageZip,
    /// A solution alone.
    Solution,
    /// The three files of the portal's older upload.
    Legacy,
    /// The folder of the connectors repository.
    Repository,
    Unknown,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bundle => "bundle",
            Self::Certification => "certification package",
            Self::PackageZip => "package zip without the zip around it",
            Self::Solution => "solution",
            Self::Legacy => "legacy upload of three files",
            Self::Repository => "folder of the connectors repository",
            Self::Unknown => "zip of an unknown kind",
        })
    }
}

impl Kind {
    /// The kind of a zip with these names, folders among them ending with a slash; and the folder that holds everything
    /// where only its insides tell.
    pub fn of(names: &[&str]) -> (Self, Option<String>) {
        match Self::of_root(names) {
            Self::Unknown => {}
            kind => return (kind, None),
        }
        // One folder around everything is the classic mistake, and says nothing about what was meant.
        let mut roots: Vec<&str> = names.iter().map(|name| name.split('/').next().unwrap_or_default()).collect();
        roots.sort_unstable();
        roots.dedup();
        roots.retain(|root| *root != "__MACOSX");
        let [root] = roots.as_slice() else { return (Self::Unknown, None) };
        let below: Vec<&str> = names
            .iter()
            .filter_map(|name| name.strip_prefix(root)?.strip_prefix('/'))
            .filter(|n| !n.is_empty())
            .collect();
        match Self::of_root(&below) {
            Self::Unknown => (Self::Unknown, None),
            kind => (kind, Some((*root).to_owned())),
        }
    }

    fn of_root(names: &[&str]) -> Self {
        let root = || names.iter().filter(|name| !name.contains('/'));
        let has = |wanted: &str| root().any(|name| name.eq_ignore_ascii_case(wanted));
        let is_nested_zip = |name: &&&str| name.split_once('/').is_some_and(|(_, rest)| is_zip_name(rest));
        if has(Role::Definition.file_name()) || has(Role::Properties.file_name()) {
            return if has(MANIFEST_NAME) {
                Self::Bundle
            } else if has(Role::Readme.file_name()) {
                Self::Repository
            } else {
                Self::Legacy
            };
        }
        if has(MANIFEST_NAME) {
            Self::Bundle
        } else if SOLUTION_FILES.iter().skip(1).any(|name| has(name)) {
            Self::Solution
        } else if root().any(|name| is_zip_name(name)) || root().any(|name| has_extension(name, "md")) {
            Self::Certification
        } else if has(SOLUTION_FILES[0])
            || names.iter().any(|name| name.starts_with("PkgAssets/"))
            || (root().next().is_none() && names.iter().filter(is_nested_zip).count() > 1 && !wraps_package(names))
        {
            Self::PackageZip
        } else {
            Self::Unknown
        }
    }
}

/// Whether one folder holds what lies at the root of a package for certification.
fn wraps_package(names: &[&str]) -> bool {
    let direct =
        |name: &str| name.split_once('/').is_some_and(|(_, rest)| !rest.contains('/') && has_extension(rest, "md"));
    names.iter().any(|name| direct(name))
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_are_told_by_names() {
        let check = |names: &[&str], expected: Kind, wrapper: Option<&str>| {
            assert_eq!(Kind::of(names), (expected, wrapper.map(str::to_owned)), "{names:?}");
        };
        check(&["apiDefinition.swagger.json", "manifest.json"], Kind::Bundle, None);
        check(&["intro.md", "package.zip"], Kind::Certification, None);
        check(&["intro.md", "package.zip", "junk/x"], Kind::Certification, None);
        check(&["intro.md"], Kind::Certification, None);
        check(
            &["ConnectorPackage/", "ConnectorPackage/intro.md", "ConnectorPackage/package.zip"],
            Kind::Certification,
            Some("ConnectorPackage"),
        );
        check(&["__MACOSX/._x", "C/intro.md", "C/package.zip"], Kind::Certification, Some("C"));
        check(&["PkgAssets/a.zip", "PkgAssets/b.zip", "[Content_Types].xml", "x.dll"], Kind::PackageZip, None);
        check(&["Assets/a.zip", "Assets/b.zip"], Kind::PackageZip, None);
        check(&["Solution.xml", "customizations.xml", "[Content_Types].xml", "Connector/a"], Kind::Solution, None);
        check(&["sub/solution.xml", "sub/customizations.xml"], Kind::Solution, Some("sub"));
        check(&["apiDefinition.swagger.json", "apiProperties.json", "icon.png"], Kind::Legacy, None);
        check(&["Contoso/apiDefinition.swagger.json", "Contoso/readme.md"], Kind::Repository, Some("Contoso"));
        check(&["a.txt"], Kind::Unknown, None);
        check(&[], Kind::Unknown, None);
    }
}
