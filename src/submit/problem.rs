//! What stands in the way of a submission, with what to do about it.
//!
//! Problems are collected, so that one run shows everything that is wrong.

use std::fmt;

/// One thing that must be put right first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong and where.
    pub what: String,
    /// What to do: commands, or sentences in the imperative.
    pub remedies: Vec<String>,
}

impl Problem {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedies: Vec::new() }
    }

    /// Adds one thing to do.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedies.push(remedy.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        self.remedies.iter().try_for_each(|remedy| write!(f, "\n      {remedy}"))
    }
}

/// All problems of one submission, as the error of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [only] => only.fmt(f),
            several => {
                write!(f, "{} things stand in the way", several.len())?;
                several.iter().try_for_each(|problem| write!(f, "\n  - {problem}"))
            }
        }
    }
}

impl std::error::Error for Problems {}
