//! Status lines on stderr: a right-aligned verb and what it is about.

use std::fmt::Display;
use std::io::Write as _;

use crate::colours::{GREEN, RED, RESET, YELLOW};

/// `     Created contoso/readme.md`; the verb is green on a terminal.
pub fn done(verb: &str, what: impl Display) {
    line(&format!("{GREEN}{verb:>12}{RESET} {what}"));
}

/// A line that continues the one before.
pub fn more(what: impl Display) {
    line(&format!("{:>12} {what}", ""));
}

/// `warning: ...`
pub fn warning(what: impl Display) {
    line(&format!("{YELLOW}warning{RESET}: {what}"));
}

/// `error: ...` with one line for each cause.
pub fn error(error: &anyhow::Error) {
    line(&format!("{RED}error{RESET}: {error}"));
    for cause in error.chain().skip(1) {
        line(&format!("  because: {cause}"));
    }
}

fn line(text: &str) {
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(anstream::stderr(), "{text}");
}
