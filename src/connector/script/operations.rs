//! The operations that a script tells apart: the names it compares with the context's `OperationId`.
//!
//! Follows the usual ways by their look, not by their meaning: comparisons, `Equals`, `switch` in both forms, variables and
//! constants. What it does not recognise it leaves out, so a missing name proves nothing. Operands longer than
//! [`MAX_OPERAND_TOKENS`] are not looked at, which keeps it linear.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Script, TokenKind, literal};
use crate::text::Span;

const MAX_OPERAND_TOKENS: usize = 64;

/// A name that the script compares with the operation's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationName {
    pub value: String,
    /// The literal, with its quotes; of a constant, where it is declared.
    pub span: Span,
    /// Whether the script compares without regard to case.
    pub ignores_case: bool,
}

/// Calls that give the same id back, decoded or in another case.
const KEEPING_CALLS: [&str; 13] = [
    "Trim",
    "TrimStart",
    "TrimEnd",
    "ToString",
    "Normalize",
    "ToLower",
    "ToLowerInvariant",
    "ToUpper",
    "ToUpperInvariant",
    "GetString",
    "GetBytes",
    "GetEncoding",
    "Convert",
];

const CASE_CALLS: [&str; 4] = ["ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant"];

/// Words that end an operand where a name could otherwise be part of it.
const KEYWORDS: [&str; 14] =
    ["return", "if", "while", "case", "when", "and", "or", "not", "in", "is", "await", "else", "switch", "throw"];

/// One side of a comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operand {
    /// A string literal: its token.
    Literal(usize),
    /// The id of the operation.
    Operation {
        ignores_case: bool,
    },
    Other,
}

impl Script {
    /// The names that the script compares with the operation's id, in order.
    pub fn operation_names(&self) -> Vec<OperationName> {
        let known = Known::of(self);
        let mut found = BTreeMap::new();
        for index in 0..self.tokens.len() {
            match self.word(index) {
                "==" | "!=" => known.comparison(index, &mut found),
                "is" => known.pattern(index, &mut found),
                "Equals" if self.word(index + 1) == "(" => known.equals(index, &mut found),
                "switch" => known.switch(index, &mut found),
                _ => {}
            }
        }
        let name = |(token, ignores_case): (usize, bool)| {
            let span = self.span(token, token);
            OperationName { value: literal::value(self.slice(span)), span, ignores_case }
        };
        found.into_iter().map(name).collect()
    }

    /// Whether the script decodes the operation's id, which is base64 in some regions.
    pub fn decodes_operation_id(&self) -> bool {
        let known = Known::of(self);
        (0..self.tokens.len()).any(|index| {
            let name = self.name(index).to_ascii_lowercase();
            let decodes = name.contains("base64") || name.contains("decode");
            let other = ["url", "uri", "html", "encode"].iter().any(|kind| name.contains(kind));
            decodes && !other && self.word(index + 1) == "(" && {
                let end = self.after(index + 1).min(index + MAX_OPERAND_TOKENS);
                (index..end).any(|at| known.is_operation_id(self.name(at)))
            }
        })
    }
}

/// What the names in a script stand for.
struct Known<'s> {
    script: &'s Script,
    /// Variables that hold the id, and methods that return it.
    holders: BTreeSet<&'s str>,
    /// Constants: the token of their literal; `None` when there are several of one name.
    constants: BTreeMap<&'s str, Option<usize>>,
}

/// The tokens of names that were found, and whether case matters.
type Found = BTreeMap<usize, bool>;

impl<'s> Known<'s> {
    fn of(script: &'s Script) -> Self {
        let mut known = Self { script, holders: BTreeSet::new(), constants: BTreeMap::new() };
        known.read_methods();
        known.read_statements();
        known
    }

    /// Methods such as `string GetOperationName()` that use the id.
    fn read_methods(&mut self) {
        let script = self.script;
        let ids = (0..script.tokens.len()).filter(|index| self.is_operation_id(script.name(*index)));
        let ids: Vec<usize> = ids.collect();
        for class in script.classes() {
            for method in script.methods(&class) {
                let returns_text = matches!(method.return_type, "string" | "String" | "Task<string>");
                let first = ids.partition_point(|id| *id < method.body.start);
                let uses_id = ids.get(first).is_some_and(|id| *id < method.body.end);
                if returns_text && uses_id && method.name.to_ascii_lowercase().contains("operation") {
                    self.holders.insert(method.name);
                }
            }
        }
    }

    /// Assignments of the id to variables, and constants that hold a string.
    fn read_statements(&mut self) {
        let script = self.script;
        let mut start = 0;
        for index in 0..script.tokens.len() {
            if matches!(script.word(index), ";" | "{" | "}") {
                self.read_statement(start..index);
                start = index + 1;
            }
        }
    }

    fn read_statement(&mut self, statement: Range<usize>) {
        let script = self.script;
        let targets: Vec<usize> = statement
            .clone()
            .skip(1)
            .filter(|&index| script.word(index) == "=" && script.is_name(index - 1))
            .map(|index| index - 1)
            .collect();
        let Some(&last) = targets.last() else { return };
        match self.operand(last + 2..statement.end) {
            Operand::Operation { .. } => self.holders.extend(targets.iter().map(|target| script.name(*target))),
            Operand::Literal(token) if self.is_constant(statement.start, last) => {
                let name = script.name(last);
                let known = self.constants.contains_key(name);
                self.constants.insert(name, (!known).then_some(token));
            }
            Operand::Literal(_) | Operand::Other => {}
        }
    }

    fn is_constant(&self, start: usize, name: usize) -> bool {
        (start.max(name.saturating_sub(MAX_OPERAND_TOKENS))..name)
            .any(|index| matches!(self.script.word(index), "const" | "readonly"))
    }

    fn is_operation_id(&self, name: &str) -> bool {
        self.holders.contains(name) || name.to_ascii_lowercase().contains("operationid")
    }

    /// What a stretch of tokens stands for.
    fn operand(&self, tokens: Range<usize>) -> Operand {
        let script = self.script;
        if tokens.is_empty() || tokens.len() > MAX_OPERAND_TOKENS {
            return Operand::Other;
        }
        let last = tokens.end - 1;
        if tokens.len() == 1 && script.kind(last) == Some(TokenKind::Text) {
            return Operand::Literal(last);
        }
        let is_path = tokens.clone().all(|index| script.is_name(index) || matches!(script.word(index), "." | "::"));
        if let Some(constant) = self.constants.get(script.name(last)).filter(|_| is_path) {
            return constant.map_or(Operand::Other, Operand::Literal);
        }
        let mut operation = false;
        let mut ignores_case = false;
        for index in tokens {
            if !self.keeps_id(index) {
                return Operand::Other;
            }
            operation |= script.is_name(index) && self.is_operation_id(script.name(index));
            ignores_case |= CASE_CALLS.contains(&script.name(index));
        }
        // `OperationId.Length` is not the id.
        let is_property = last > 0 && matches!(script.word(last - 1), "." | "?.") && script.is_name(last);
        if !operation || is_property && !self.is_operation_id(script.name(last)) {
            return Operand::Other;
        }
        Operand::Operation { ignores_case }
    }

    /// Whether an expression with this token in it may still be the id itself.
    fn keeps_id(&self, index: usize) -> bool {
        let script = self.script;
        let name = script.name(index);
        match script.kind(index) {
            Some(TokenKind::Identifier) if script.word(index + 1) == "(" => {
                let lower = name.to_ascii_lowercase();
                KEEPING_CALLS.contains(&name)
                    || ["decode", "base64", "operationid"].iter().any(|part| lower.contains(part))
                    || self.holders.contains(name)
            }
            Some(TokenKind::Identifier) => !matches!(name, "new" | "await" | "switch" | "is" | "as"),
            Some(TokenKind::Text | TokenKind::Number) => true,
            Some(TokenKind::Punctuation) => {
                matches!(name, "." | "?." | "::" | "(" | ")" | "," | "!" | "??")
            }
            _ => false,
        }
    }

    /// The tokens of the operand that ends before this token.
    fn operand_before(&self, end: usize) -> Range<usize> {
        let script = self.script;
        let mut start = end;
        let mut needs_dot = false;
        while start > 0 && end - start <= MAX_OPERAND_TOKENS {
            let before = start - 1;
            let word = script.word(before);
            let is_part =
                script.is_name(before) && !KEYWORDS.contains(&word) || script.kind(before) == Some(TokenKind::Text);
            if matches!(word, "." | "?." | "::") {
                needs_dot = false;
                start = before;
            } else if is_part && !needs_dot {
                needs_dot = true;
                start = before;
            } else if let Some(open) = script.partner(before).filter(|_| word == ")" && !needs_dot) {
                start = open;
            } else {
                break;
            }
        }
        start..end
    }

    /// The tokens of the operand that begins at this token.
    fn operand_at(&self, start: usize) -> Range<usize> {
        let script = self.script;
        let mut end = start;
        let mut needs_dot = false;
        while end < script.tokens.len() && end - start <= MAX_OPERAND_TOKENS {
            let word = script.word(end);
            let is_part = script.is_name(end) && !KEYWORDS.contains(&word) || script.kind(end) == Some(TokenKind::Text);
            if matches!(word, "." | "?." | "::") {
                needs_dot = false;
            } else if is_part && !needs_dot {
                needs_dot = true;
            } else if word != "(" || script.partner(end).is_none() {
                break;
            }
            end = script.after(end);
        }
        start..end
    }

    /// `OperationId == "Name"`, either way round.
    fn comparison(&self, operator: usize, found: &mut Found) {
        let left = self.operand(self.operand_before(operator));
        let right = self.operand(self.operand_at(operator + 1));
        compare(left, right, false, found);
    }

    /// `OperationId is "Name" or "Other"`.
    fn pattern(&self, is: usize, found: &mut Found) {
        let left = self.operand(self.operand_before(is));
        if matches!(left, Operand::Operation { .. }) {
            self.alternatives(is + 1, left, found);
        }
    }

    /// Reads `"Name" or "Other"` from this token on.
    fn alternatives(&self, start: usize, operation: Operand, found: &mut Found) {
        let script = self.script;
        let mut index = start;
        loop {
            while matches!(script.word(index), "not" | "(") {
                index += 1;
            }
            let tokens = self.operand_at(index);
            index = tokens.end;
            compare(self.operand(tokens), operation, false, found);
            while script.word(index) == ")" {
                index += 1;
            }
            if script.word(index) != "or" {
                return;
            }
            index += 1;
        }
    }

    /// `OperationId.Equals("Name")`, `"Name".Equals(OperationId)`, `string.Equals(OperationId, "Name")`.
    fn equals(&self, name: usize, found: &mut Found) {
        let script = self.script;
        let Some(close) = script.partner(name + 1).filter(|close| close - name <= MAX_OPERAND_TOKENS) else { return };
        let receiver = match name.checked_sub(1) {
            Some(dot) if matches!(script.word(dot), "." | "?.") => self.operand_before(dot),
            _ => name..name,
        };
        let ignoring_case = (receiver.start..close).any(|index| script.name(index).ends_with("IgnoreCase"));
        let mut arguments = Vec::new();
        let mut start = name + 2;
        let mut index = start;
        while index < close {
            if script.word(index) == "," {
                arguments.push(self.operand(start..index));
                start = index + 1;
            }
            index = script.after(index);
        }
        arguments.push(self.operand(start..close));
        if let [one, other, ..] = arguments[..] {
            compare(one, other, ignoring_case, found);
        }
        if let Some(one) = arguments.first() {
            compare(*one, self.operand(receiver), ignoring_case, found);
        }
    }

    /// `switch (OperationId) { case "Name": ... }` and `OperationId switch { "Name" => ... }`.
    fn switch(&self, switch: usize, found: &mut Found) {
        let script = self.script;
        let is_statement = script.word(switch + 1) == "(";
        let body = if is_statement { script.after(switch + 1) } else { switch + 1 };
        let (Some(close), "{") = (script.partner(body), script.word(body)) else { return };
        let header = if is_statement { switch + 2..body - 1 } else { self.operand_before(switch) };
        let operation = self.operand(header);
        if !matches!(operation, Operand::Operation { .. }) {
            return;
        }
        let mut index = body + 1;
        let mut begins = !is_statement;
        while index < close {
            if begins {
                self.alternatives(index, operation, found);
            }
            let word = script.word(index);
            begins = if is_statement { word == "case" } else { word == "," };
            index = script.after(index);
        }
    }
}

/// Notes the literal when the other side is the id.
fn compare(one: Operand, other: Operand, ignoring_case: bool, found: &mut Found) {
    if let (Operand::Literal(token), Operand::Operation { ignores_case })
    | (Operand::Operation { ignores_case }, Operand::Literal(token)) = (one, other)
    {
        *found.entry(token).or_default() |= ignores_case || ignoring_case;
    }
}
