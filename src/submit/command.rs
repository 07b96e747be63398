//! Command lines for a person to copy: they are printed, never run.

use std::borrow::Cow;

use camino::Utf8Path;

/// `git -C PATH arguments`, quoted for a shell; without `-C` for the folder where the user stands.
pub fn git(path: &Utf8Path, arguments: &[&str]) -> String {
    let place: &[&str] = if path == "." { &["git"] } else { &["git", "-C", path.as_str()] };
    place.iter().chain(arguments).map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// Fetches the contents of files into a clone that was made without them: git does so for what it compares.
pub fn fetch_files(path: &Utf8Path, commit: git2::Oid, files: &str) -> String {
    git(path, &["diff", "--shortstat", EMPTY_TREE, &commit.to_string(), "--", files])
}

/// The tree without files, which every git knows.
const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// One word for a shell. Double quotes are understood by every shell and are taken where they are safe; a word with
/// characters that are special between double quotes is written for POSIX shells.
pub fn quoted(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        Cow::Borrowed(word)
    } else if word.contains(['"', '$', '`', '!']) || word.ends_with('\\') {
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    } else {
        Cow::Owned(format!("\"{word}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_only_where_a_shell_needs_it() {
        for (word, expected) in [
            ("connkit/contoso", "connkit/contoso"),
            ("", "\"\""),
            ("my clones/O'Neil & Co", "\"my clones/O'Neil & Co\""),
            (r"C:\clones\connectors", "\"C:\\clones\\connectors\""),
            ("a$b", "'a$b'"),
            ("it's `x`", r"'it'\''s `x`'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }
}
