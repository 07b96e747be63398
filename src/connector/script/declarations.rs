//! What a script declares: `using` directives, classes, and the methods of a class.
//!
//! Reads headers only; bodies are skipped from bracket to bracket. Never looks further for the end of a header than to the
//! next one, which keeps it linear.

use std::ops::Range;

use super::{Script, TokenKind};
use crate::text::Span;

/// The forms of a `using` directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsingKind<'s> {
    /// `using System.Net;`
    Namespace,
    /// `using static System.Math;`
    Static,
    /// `using Json = Newtonsoft.Json.Linq.JObject;`
    Alias(&'s str),
}

/// A `using` directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Using<'s> {
    pub kind: UsingKind<'s>,
    /// The namespace or type, without blanks and `global::`.
    pub name: String,
    pub name_span: Span,
    /// The whole directive with its `;`.
    pub span: Span,
}

/// A type that a class names as its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base<'s> {
    pub name: &'s str,
    pub span: Span,
}

/// A class, top-level or nested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class<'s> {
    pub name: &'s str,
    pub name_span: Span,
    /// `public`, `static`, `partial` and so on, in order.
    pub modifiers: Vec<&'s str>,
    pub bases: Vec<Base<'s>>,
    /// How many classes are around it.
    pub depth: usize,
    /// From the first modifier to the last base.
    pub header: Span,
    body: Range<usize>,
}

impl Class<'_> {
    pub fn has_modifier(&self, modifier: &str) -> bool {
        self.modifiers.contains(&modifier)
    }
}

/// A method of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method<'s> {
    pub name: &'s str,
    pub name_span: Span,
    pub modifiers: Vec<&'s str>,
    /// As it is written.
    pub return_type: &'s str,
    pub has_parameters: bool,
    /// From the first modifier to the end of the parameters.
    pub header: Span,
    /// The tokens of the body.
    pub(super) body: Range<usize>,
}

impl Method<'_> {
    pub fn has_modifier(&self, modifier: &str) -> bool {
        self.modifiers.contains(&modifier)
    }
}

const MODIFIERS: [&str; 17] = [
    "public",
    "private",
    "protected",
    "internal",
    "static",
    "abstract",
    "sealed",
    "partial",
    "unsafe",
    "new",
    "async",
    "override",
    "virtual",
    "extern",
    "readonly",
    "file",
    "required",
];

/// Words at the beginning of a member that is no method though it may look like one.
const OTHER_MEMBERS: [&str; 8] = ["class", "record", "struct", "interface", "enum", "delegate", "event", "namespace"];

/// A type argument list with more tokens than this is taken for a comparison.
const MAX_TYPE_TOKENS: usize = 64;

impl Script {
    /// The `using` directives of the file and of its namespaces; not the `using` statements inside code.
    pub fn usings(&self) -> Vec<Using<'_>> {
        let mut usings = Vec::new();
        let mut index = 0;
        while index < self.tokens.len() {
            match self.word(index) {
                "using" => usings.extend(self.using(index)),
                "namespace" => {
                    index += 1;
                    while self.is_name(index) || self.word(index) == "." {
                        index += 1;
                    }
                    // Into the namespace, not behind it.
                    if self.word(index) == "{" {
                        index += 1;
                    }
                    continue;
                }
                _ => {}
            }
            index = self.after(index);
        }
        usings
    }

    fn using(&self, using: usize) -> Option<Using<'_>> {
        let mut first = using + 1;
        let mut kind = UsingKind::Namespace;
        while matches!(self.word(first), "static" | "unsafe") {
            if self.word(first) == "static" {
                kind = UsingKind::Static;
            }
            first += 1;
        }
        if self.is_name(first) && self.word(first + 1) == "=" {
            kind = UsingKind::Alias(self.name(first));
            first += 2;
        }
        if self.word(first) == "global" && self.word(first + 1) == "::" {
            first += 2;
        }
        let mut end = first;
        while self.is_name(end) && self.word(end + 1) == "." {
            end += 2;
        }
        end += 1;
        // Only an alias may name a generic type; its arguments belong to the name.
        if matches!(kind, UsingKind::Alias(_)) {
            end = self.after_type_arguments(end);
        }
        let is_directive = self.is_name(first) && self.word(end) == ";";
        is_directive.then(|| Using {
            kind,
            name: (first..end).map(|index| self.name(index)).collect(),
            name_span: self.span(first, end - 1),
            span: self.span(using, end),
        })
    }

    /// Behind `<...>` if it stands at this token; else this token.
    fn after_type_arguments(&self, index: usize) -> usize {
        if self.word(index) != "<" {
            return index;
        }
        let mut depth = 1_usize;
        for at in index + 1..index + MAX_TYPE_TOKENS {
            match self.word(at) {
                "<" => depth += 1,
                ">" if depth == 1 => return at + 1,
                ">" => depth -= 1,
                "." | "," | "[" | "]" | "?" | "::" => {}
                _ if self.is_name(at) => {}
                _ => return index,
            }
        }
        index
    }

    /// The classes in the order of their names' places.
    pub fn classes(&self) -> Vec<Class<'_>> {
        let stops = self.next_stops();
        let mut classes: Vec<Class<'_>> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        for (index, stop) in stops.into_iter().enumerate() {
            while ends.last().is_some_and(|end| *end <= index) {
                ends.pop();
            }
            if self.word(index) == "class" && self.is_name(index + 1) && !self.is_constraint(index) {
                let class = self.class(index, ends.len(), stop);
                if !class.body.is_empty() {
                    ends.push(class.body.end);
                }
                classes.push(class);
            }
        }
        classes
    }

    /// Whether `class` stands in `where T : class`.
    fn is_constraint(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| matches!(self.word(before), ":" | ","))
    }

    /// For each token, the next `{`, `}` or `;` from there on, or the end.
    fn next_stops(&self) -> Vec<usize> {
        let mut stops = vec![self.tokens.len(); self.tokens.len()];
        let mut next = self.tokens.len();
        for (index, stop) in stops.iter_mut().enumerate().rev() {
            if matches!(self.word(index), "{" | "}" | ";") {
                next = index;
            }
            *stop = next;
        }
        stops
    }

    fn class(&self, keyword: usize, depth: usize, stop: usize) -> Class<'_> {
        let name = keyword + 1;
        let mut first = keyword;
        while first > 0 && MODIFIERS.contains(&self.word(first - 1)) {
            first -= 1;
        }
        let mut next = self.after_type_arguments(name + 1);
        if self.word(next) == "(" {
            next = self.after(next);
        }
        let (bases, last) = if self.word(next) == ":" { self.bases(next + 1) } else { (Vec::new(), name) };
        let body = match self.partner(stop) {
            Some(close) if self.word(stop) == "{" => stop + 1..close,
            // Of unclosed bodies, only the outermost goes on to the end: reading all of them would take quadratic time.
            None if self.word(stop) == "{" && depth == 0 => stop + 1..self.tokens.len(),
            _ => stop..stop,
        };
        Class {
            name: self.name(name),
            name_span: self.span(name, name),
            modifiers: (first..keyword).map(|index| self.word(index)).collect(),
            bases,
            depth,
            header: self.span(first, last),
            body,
        }
    }

    /// The types behind the `:` of a class, and the last token of them.
    fn bases(&self, first: usize) -> (Vec<Base<'_>>, usize) {
        let mut bases = Vec::new();
        let mut start = first;
        let mut index = first;
        loop {
            let word = self.word(index);
            let ends = matches!(word, "{" | "}" | ";" | "where" | "class") || index >= self.tokens.len();
            if (ends || word == ",") && start < index {
                let span = self.span(start, index - 1);
                bases.push(Base { name: self.slice(span), span });
            }
            if ends {
                return (bases, index - 1);
            }
            let next = self.after_type_arguments(index);
            index = if next > index { next } else { self.after(index) };
            if word == "," {
                start = index;
            }
        }
    }

    /// The methods of a class itself, in order; no constructors, no local functions.
    pub fn methods(&self, class: &Class<'_>) -> Vec<Method<'_>> {
        let mut methods = Vec::new();
        let mut start = class.body.start;
        let mut index = start;
        // Behind `=` or `=>` stands an expression, and behind parameters a body: both have calls and no declarations.
        let (mut in_expression, mut seen_parameters) = (false, false);
        while index < class.body.end {
            let word = self.word(index);
            match word {
                "=" | "=>" => in_expression = true,
                "(" if !in_expression && !seen_parameters && self.follows_member_name(index) => {
                    methods.extend(self.method(start, index));
                    seen_parameters = true;
                }
                _ => {}
            }
            index = self.after(index);
            if word == ";" || word == "{" && !in_expression {
                start = index;
                (in_expression, seen_parameters) = (false, false);
            }
        }
        methods
    }

    /// Whether a name that can be a method's stands before this bracket; a tuple type has a modifier there, or nothing.
    fn follows_member_name(&self, parenthesis: usize) -> bool {
        parenthesis.checked_sub(1).is_some_and(|before| {
            self.word(before) == ">" || self.is_name(before) && !MODIFIERS.contains(&self.word(before))
        })
    }

    fn method(&self, start: usize, parenthesis: usize) -> Option<Method<'_>> {
        let close = self.partner(parenthesis)?;
        let mut first = start;
        while self.word(first) == "[" && self.partner(first).is_some() {
            first = self.after(first);
        }
        let mut type_start = first;
        while MODIFIERS.contains(&self.word(type_start)) {
            type_start += 1;
        }
        let name = self.method_name(type_start, parenthesis)?;
        // A constructor has no type; neither has a call, where a statement stands in the wrong place.
        if type_start >= name || OTHER_MEMBERS.contains(&self.word(type_start)) {
            return None;
        }
        let body = match self.word(close + 1) {
            "{" => close + 2..self.partner(close + 1).unwrap_or(self.tokens.len()),
            "=>" => close + 2..(close + 2..self.tokens.len()).find(|at| self.word(*at) == ";").unwrap_or(close + 2),
            "where" | ";" => close + 1..close + 1,
            _ => return None,
        };
        Some(Method {
            name: self.name(name),
            name_span: self.span(name, name),
            modifiers: (first..type_start).map(|index| self.word(index)).collect(),
            return_type: self.slice(self.span(type_start, name - 1)),
            has_parameters: close > parenthesis + 1,
            header: self.span(first, close),
            body,
        })
    }

    /// The name before the parameters, which type parameters may follow.
    fn method_name(&self, first: usize, parenthesis: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let nearest = parenthesis.saturating_sub(MAX_TYPE_TOKENS).max(first);
        for index in (nearest..parenthesis).rev() {
            match self.word(index) {
                ">" => depth += 1,
                "<" => depth = depth.checked_sub(1)?,
                _ if depth == 0 => return (self.kind(index) == Some(TokenKind::Identifier)).then_some(index),
                _ => {}
            }
        }
        None
    }
}
