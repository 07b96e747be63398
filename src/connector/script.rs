//! The script: custom code in C#, as far as a lexer can tell.
//!
//! Offers tokens, declarations and the operations that the code tells apart, with their places. Compiles nothing: what a
//! grammar would see (a missing `;`, a wrong type) is not seen. Every query is linear in the size of the script.

mod declarations;
mod lexer;
mod literal;
mod machine;
mod main_class;
mod nesting;
mod operations;

pub use declarations::{Base, Class, Method, Using, UsingKind};
pub use lexer::{Token, TokenKind};
pub use main_class::{BASE_CLASS, ENTRY_POINT, ENTRY_POINT_TYPE, MAIN_CLASS, MainClass};
pub use operations::OperationName;

use crate::text::Span;

/// What is wrong with the text of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A string without its end; the whole of it on one line, else its beginning.
    UnterminatedText,
    /// A `{` in an interpolated string without its `}`.
    UnterminatedHole,
    /// A character literal without its end.
    UnterminatedCharacter,
    /// `/*` without `*/`.
    UnterminatedComment,
    /// A backslash before a character that C# has no escape for.
    UnknownEscape,
    /// An opening bracket that another kind of bracket, or the end of the file, closes.
    UnclosedBracket { closed_by: Option<Span> },
    /// A closing bracket without an opening one.
    StrayCloser,
}

impl ProblemKind {
    /// Whether all text behind the problem may have been misread.
    pub fn is_unterminated(self) -> bool {
        match self {
            Self::UnterminatedText
            | Self::UnterminatedHole
            | Self::UnterminatedCharacter
            | Self::UnterminatedComment => true,
            Self::UnknownEscape | Self::UnclosedBracket { .. } | Self::StrayCloser => false,
        }
    }
}

/// One thing that is wrong with the text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub span: Span,
}

/// A string without holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The text that it stands for.
    pub value: String,
    /// The whole literal, with prefix and quotes.
    pub span: Span,
}

/// A call such as `System.IO.File.Exists(...)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaticCall<'s> {
    pub method: &'s str,
    /// From the namespace, where one is written, to the method.
    pub span: Span,
}

/// A name of several parts, such as `System.Reflection.Assembly`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DottedName {
    /// Without blanks and comments.
    pub name: String,
    pub span: Span,
}

/// No namespace has more parts.
const MAX_NAMESPACE_PARTS: usize = 8;

/// Stands for a bracket without partner.
const ALONE: u32 = u32::MAX;

/// A script that was read.
#[derive(Clone, Debug)]
pub struct Script {
    text: String,
    tokens: Vec<Token>,
    /// For each token, the bracket that belongs to it.
    partners: Vec<u32>,
    comments: Vec<Span>,
    directives: Vec<Span>,
    problems: Vec<Problem>,
}

impl Script {
    /// Reads a script; whatever the text is, it has tokens.
    pub fn of(text: &str) -> Self {
        let lexed = lexer::lex(text);
        let mut partners = vec![ALONE; lexed.tokens.len()];
        for (open, close) in lexed.pairs {
            partners[open as usize] = close;
            partners[close as usize] = open;
        }
        Self {
            text: text.to_owned(),
            tokens: lexed.tokens,
            partners,
            comments: lexed.comments,
            directives: lexed.directives,
            problems: lexed.problems,
        }
    }

    /// The tokens in order, without comments and preprocessor lines.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What stands at a span of this script.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// What is wrong with the text, in order; brackets only where all strings and comments end.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether the text could be read as its author meant it, so that what is not found does not exist.
    pub fn is_complete(&self) -> bool {
        self.problems.iter().all(|problem| problem.kind == ProblemKind::UnknownEscape)
    }

    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// The preprocessor lines (`#if`, `#region`, `#r`), without their line ends.
    pub fn directives(&self) -> &[Span] {
        &self.directives
    }

    /// The places where these names and operators follow one another, such as `["File", "."]`.
    ///
    /// Only code counts, the holes of strings included; blanks and comments in between do not matter.
    pub fn find(&self, sequence: &[&str]) -> Vec<Span> {
        let last = sequence.len().saturating_sub(1);
        let starts = 0..self.tokens.len().saturating_sub(last);
        starts
            .filter(|start| {
                !sequence.is_empty() && (0..).zip(sequence).all(|(at, word)| self.name(start + at) == *word)
            })
            .map(|start| self.span(start, start + last))
            .collect()
    }

    /// The places where an object of the type is made by `new`, with or without its namespace.
    pub fn new_expressions(&self, type_name: &str) -> Vec<Span> {
        let news = (0..self.tokens.len()).filter(|&index| self.word(index) == "new");
        let found = news.filter_map(|new| {
            let mut last = new + 1;
            let furthest = last + 2 * MAX_NAMESPACE_PARTS;
            while last < furthest && matches!(self.word(last + 1), "." | "::") && self.is_name(last) {
                last += 2;
            }
            (self.name(last) == type_name).then(|| self.span(new, last))
        });
        found.collect()
    }

    /// The places of `Type name = new(...)`, from the type to `new`.
    pub fn target_typed_new(&self, type_name: &str) -> Vec<Span> {
        let types = (0..self.tokens.len()).filter(|&index| self.name(index) == type_name && self.is_name(index + 1));
        let found = types.filter(|&index| {
            self.word(index + 2) == "=" && self.word(index + 3) == "new" && self.word(index + 4) == "("
        });
        found.map(|index| self.span(index, index + 3)).collect()
    }

    /// The calls of a type's own methods, the type alone or behind a namespace that begins with `System`.
    ///
    /// `order.File.Write()` is none: that `File` is a member of something.
    pub fn static_calls(&self, type_name: &str) -> Vec<StaticCall<'_>> {
        let types = (0..self.tokens.len()).filter(|&index| self.name(index) == type_name && self.is_name(index));
        let calls = types.filter_map(|index| {
            let is_call = self.word(index + 1) == "." && self.is_name(index + 2) && self.word(index + 3) == "(";
            let first = self.namespace_before(index)?;
            is_call.then(|| StaticCall { method: self.name(index + 2), span: self.span(first, index + 2) })
        });
        calls.collect()
    }

    /// The names of several parts that begin with this word, but for those of `using` and `namespace` directives.
    pub fn dotted_names(&self, first: &str) -> Vec<DottedName> {
        let usings = self.usings();
        let in_using = |at: u32| {
            let before = usings.partition_point(|using| using.span.start <= at);
            before.checked_sub(1).is_some_and(|index| at < usings[index].span.end)
        };
        let mut names = Vec::new();
        for start in (0..self.tokens.len()).filter(|&index| self.name(index) == first && self.is_name(index)) {
            let before = start.checked_sub(1).map_or("", |before| self.word(before));
            let is_global = before == "::" && start.checked_sub(2).is_some_and(|index| self.word(index) == "global");
            if matches!(before, "." | "?." | "::" | "namespace") && !is_global {
                continue;
            }
            let mut last = start;
            while self.word(last + 1) == "." && self.is_name(last + 2) {
                last += 2;
            }
            let span = self.span(start, last);
            if last > start && !in_using(span.start) {
                names.push(DottedName { name: (start..=last).map(|index| self.name(index)).collect(), span });
            }
        }
        names
    }

    /// The first token of the namespace before a type, or the type; `None` where something else stands before it.
    fn namespace_before(&self, index: usize) -> Option<usize> {
        let mut first = index;
        let nearest = index.saturating_sub(2 * MAX_NAMESPACE_PARTS);
        while first >= nearest + 2 && matches!(self.word(first - 1), "." | "::") && self.is_name(first - 2) {
            first -= 2;
        }
        let follows_dot = first > 0 && matches!(self.word(first - 1), "." | "?." | "::");
        let is_namespace = first == index || matches!(self.name(first), "System" | "global");
        (is_namespace && !follows_dot).then_some(first)
    }

    /// The strings without holes, in order.
    pub fn string_literals(&self) -> Vec<Literal> {
        let literals = self.tokens.iter().filter(|token| token.kind == TokenKind::Text);
        literals.map(|token| Literal { value: literal::value(self.slice(token.span)), span: token.span }).collect()
    }

    /// The text of a name or operator as it is written; empty for other tokens and outside of the script.
    fn word(&self, index: usize) -> &str {
        match self.tokens.get(index) {
            Some(token) if matches!(token.kind, TokenKind::Identifier | TokenKind::Punctuation) => {
                self.slice(token.span)
            }
            _ => "",
        }
    }

    /// As [`Self::word`], but the name that `@name` means.
    fn name(&self, index: usize) -> &str {
        let word = self.word(index);
        word.strip_prefix('@').filter(|name| !name.is_empty()).unwrap_or(word)
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn is_name(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Identifier)
    }

    /// The token of the bracket that belongs to this one.
    fn partner(&self, index: usize) -> Option<usize> {
        self.partners.get(index).filter(|partner| **partner != ALONE).map(|partner| *partner as usize)
    }

    /// The token behind this one, or behind the brackets that it opens.
    fn after(&self, index: usize) -> usize {
        self.partner(index).filter(|partner| *partner > index).unwrap_or(index) + 1
    }

    /// From the beginning of one token to the end of another; both exist.
    fn span(&self, first: usize, last: usize) -> Span {
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
            _ => Span::at(self.text.len()),
        }
    }
}

#[cfg(test)]
mod tests;
