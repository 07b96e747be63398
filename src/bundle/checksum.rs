//! SHA-256 of files, and the checksum file that `sha256sum -c` reads.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use sha2::{Digest as _, Sha256};

use super::{Problem, ProblemKind, shown};

/// What a checksum file's name adds to the name of its bundle.
pub const CHECKSUM_EXTENSION: &str = ".sha256";

/// The SHA-256 of some bytes in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(super) fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(2 * digest.len()), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

/// The checksum file's only line: digest, two blanks, file name.
pub(super) fn line(file_name: &str, bytes: &[u8]) -> Result<String> {
    // `sha256sum` escapes such names, other readers of its format do not: nobody needs them.
    ensure!(
        !file_name.contains(['\\', '\n', '\r']),
        "`{}` cannot stand in a checksum file; choose a name without backslashes and line ends",
        file_name.escape_debug()
    );
    Ok(format!("{}  {file_name}\n", sha256(bytes)))
}

/// Compares a bundle with the text of the checksum file beside it; `None` when the checksum is there and right.
pub fn compare_checksum_file(text: &str, file_name: &str, bytes: &[u8]) -> Option<Problem> {
    let mut sums = text.lines().filter_map(|line| {
        let (sum, name) = line.split_once(' ')?;
        // A blank marks text and an asterisk binary; the sum is the same.
        let name = name.strip_prefix([' ', '*'])?;
        (name == file_name).then_some(sum)
    });
    let Some(expected) = sums.next() else {
        let message = format!("the checksum file has no line for `{}`", shown(file_name));
        return Some(Problem::of_archive(ProblemKind::ChecksumFile, message));
    };
    let problem = |message| Some(Problem::of_archive(ProblemKind::ChecksumFile, message));
    if sums.next().is_some() {
        return problem(format!("the checksum file has more than one line for `{}`", shown(file_name)));
    }
    let actual = sha256(bytes);
    if expected.eq_ignore_ascii_case(&actual) {
        return None;
    }
    problem(format!("the SHA-256 is {actual}, and the checksum file says `{}`", shown(expected)))
}
