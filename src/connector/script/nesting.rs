//! What is open at a place of a script: brackets, holes of interpolated strings, alternative branches of `#if`.
//!
//! Pairs brackets while the lexer goes on; knows no characters but brackets. Every step is paid for by a bracket that was
//! opened, so the cost is linear, and nothing recurses.

use super::{Problem, ProblemKind};
use crate::text::Span;

/// The three kinds of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    Parenthesis,
    Square,
    Brace,
}

impl Bracket {
    /// The bracket that a character opens or closes, and whether it opens.
    pub fn of(character: char) -> Option<(Self, bool)> {
        Some(match character {
            '(' => (Self::Parenthesis, true),
            ')' => (Self::Parenthesis, false),
            '[' => (Self::Square, true),
            ']' => (Self::Square, false),
            '{' => (Self::Brace, true),
            '}' => (Self::Brace, false),
            _ => return None,
        })
    }
}

/// An opening bracket: the index and the span of its token.
#[derive(Clone, Copy)]
struct Opener {
    bracket: Bracket,
    token: u32,
    span: Span,
}

/// A stretch that brackets do not reach across.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Boundary<H> {
    File,
    Hole(H),
    /// A branch behind `#else` or `#elif`, with the depth of its `#if`.
    Alternative(usize),
}

struct Region<H> {
    boundary: Boundary<H>,
    /// How many openers belong to the regions around this one.
    floor: usize,
    /// How many openers of each kind are open in this region.
    open: [u32; 3],
}

impl<H> Region<H> {
    fn new(boundary: Boundary<H>, floor: usize) -> Self {
        Self { boundary, floor, open: [0; 3] }
    }
}

/// Brackets, holes (of type `H`) and branches that are open; and the problems found when they were closed.
pub struct Nesting<H> {
    openers: Vec<Opener>,
    /// The regions inside the file, the innermost last.
    regions: Vec<Region<H>>,
    file: Region<H>,
    /// For each open `#if`: whether an alternative branch of it is being read.
    conditions: Vec<bool>,
    pub problems: Vec<Problem>,
    /// The pairs that were found: tokens of the opening and the closing bracket.
    pub pairs: Vec<(u32, u32)>,
}

impl<H: Copy> Nesting<H> {
    pub fn new() -> Self {
        Self {
            openers: Vec::new(),
            regions: Vec::new(),
            file: Region::new(Boundary::File, 0),
            conditions: Vec::new(),
            problems: Vec::new(),
            pairs: Vec::new(),
        }
    }

    fn region(&mut self) -> &mut Region<H> {
        self.regions.last_mut().unwrap_or(&mut self.file)
    }

    pub fn open(&mut self, bracket: Bracket, token: u32, span: Span) {
        self.openers.push(Opener { bracket, token, span });
        self.region().open[bracket as usize] += 1;
    }

    /// Closes the nearest bracket of this kind; those opened since then are reported as unclosed.
    pub fn close(&mut self, bracket: Bracket, token: u32, span: Span) {
        let silent = matches!(self.region().boundary, Boundary::Alternative(_));
        if self.region().open[bracket as usize] == 0 {
            if !silent {
                self.problems.push(Problem { kind: ProblemKind::StrayCloser, span });
            }
            return;
        }
        while let Some(opener) = self.openers.pop() {
            self.region().open[opener.bracket as usize] -= 1;
            if opener.bracket == bracket {
                self.pairs.push((opener.token, token));
                return;
            }
            if !silent {
                let kind = ProblemKind::UnclosedBracket { closed_by: Some(span) };
                self.problems.push(Problem { kind, span: opener.span });
            }
        }
    }

    pub fn open_hole(&mut self, hole: H) {
        let floor = self.openers.len();
        self.regions.push(Region::new(Boundary::Hole(hole), floor));
    }

    /// The hole around the current place, unless a branch begins in between.
    pub fn hole(&self) -> Option<H> {
        match self.regions.last()?.boundary {
            Boundary::Hole(hole) => Some(hole),
            Boundary::File | Boundary::Alternative(_) => None,
        }
    }

    /// Whether brackets are open since the innermost hole or branch began.
    pub fn is_in_brackets(&self) -> bool {
        self.openers.len() > self.regions.last().map_or(0, |region| region.floor)
    }

    /// Leaves the innermost hole or branch; what is open in it is forgotten.
    pub fn close_region(&mut self) {
        if let Some(region) = self.regions.pop() {
            self.openers.truncate(region.floor);
        }
    }

    pub fn condition_begins(&mut self) {
        self.conditions.push(false);
    }

    /// `#else` and `#elif`: what this branch opens and closes does not count, since only one branch is compiled.
    pub fn alternative_begins(&mut self) {
        self.leave_alternative();
        let depth = self.conditions.len();
        if let Some(alternative) = self.conditions.last_mut() {
            *alternative = true;
            let floor = self.openers.len();
            self.regions.push(Region::new(Boundary::Alternative(depth), floor));
        }
    }

    pub fn condition_ends(&mut self) {
        self.leave_alternative();
        self.conditions.pop();
    }

    /// Leaves the alternative branch of the innermost `#if`, and everything that it left open.
    fn leave_alternative(&mut self) {
        let depth = self.conditions.len();
        if let Some(alternative) = self.conditions.last_mut().filter(|alternative| **alternative) {
            *alternative = false;
            while let Some(region) = self.regions.last() {
                let is_last = matches!(region.boundary, Boundary::Alternative(of) if of == depth);
                self.close_region();
                if is_last {
                    break;
                }
            }
        }
    }

    /// Reports what is still open at the end of the file, outside of holes and alternative branches.
    pub fn finish(&mut self) {
        let kind = ProblemKind::UnclosedBracket { closed_by: None };
        let end = self.regions.first().map_or(self.openers.len(), |region| region.floor);
        self.problems.extend(self.openers[..end].iter().map(|opener| Problem { kind, span: opener.span }));
    }
}
