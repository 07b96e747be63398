//! The tokens of C#: reads a script from beginning to end, once, without a grammar.
//!
//! Knows strings of every form, comments and preprocessor lines, so that nothing in them is taken for code; the holes of
//! interpolated strings are code again. Both branches of an `#if` are read. Knows no statements: a missing `;` is not seen.

use super::nesting::{Bracket, Nesting};
use super::{Problem, ProblemKind};
use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or keyword; `@class` with its `@`.
    Identifier,
    Number,
    /// `'a'`.
    Character,
    /// A whole string without holes, with its quotes.
    Text,
    /// A stretch of an interpolated string between its ends and holes, or a string that does not end.
    TextPart,
    /// `{`, or as many of them as the string has `$`, before the code in an interpolated string.
    HoleStart,
    /// `}`, or as many of them, behind that code.
    HoleEnd,
    /// `:` and the format before the end of a hole.
    Format,
    /// An operator, a bracket, `;`, `,`, or a character that C# does not know; `>` is always alone.
    Punctuation,
}

/// A token and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// How a string is written, which decides where it ends.
#[derive(Clone, Copy)]
struct Form {
    /// Where the string begins, with its prefix.
    begin: usize,
    /// `@"..."`: backslashes are text, and `""` is a quote.
    verbatim: bool,
    /// `"""..."""`: how many quotes end the string; 0 for other forms.
    raw_quotes: usize,
    /// How many `{` begin a hole; 0 without holes.
    dollars: usize,
    /// Whether line ends are text.
    multiline: bool,
}

/// A hole that is being read: the string it interrupts.
#[derive(Clone, Copy)]
struct Hole {
    form: Form,
    /// The token that opens the hole.
    token: u32,
    span: Span,
}

/// Everything that the lexer finds.
pub struct Lexed {
    pub tokens: Vec<Token>,
    /// Pairs of tokens: brackets, and the ends of holes.
    pub pairs: Vec<(u32, u32)>,
    pub comments: Vec<Span>,
    pub directives: Vec<Span>,
    pub problems: Vec<Problem>,
}

/// No string has more `$` before it: for each brace in a hole, as many characters are looked at.
const MAX_DOLLARS: usize = 16;

const LONG_OPERATORS: [&str; 25] = [
    "??=", "<<=", "==", "!=", "<=", ">=", "=>", "&&", "||", "??", "::", "->", "++", "--", "+=", "-=", "*=", "/=", "%=",
    "&=", "|=", "^=", "..", "<<", "?.",
];

/// Splits a script into tokens.
pub fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        at: 0,
        line_begins: true,
        nesting: Nesting::new(),
        lexed: Lexed {
            tokens: Vec::new(),
            pairs: Vec::new(),
            comments: Vec::new(),
            directives: Vec::new(),
            problems: Vec::new(),
        },
    };
    while let Some(character) = lexer.rest().chars().next() {
        lexer.step(character);
    }
    lexer.finish()
}

struct Lexer<'t> {
    text: &'t str,
    /// Always the edge of a character.
    at: usize,
    /// Whether only blanks have been read in this line, so that `#` begins a directive.
    line_begins: bool,
    nesting: Nesting<Hole>,
    lexed: Lexed,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// How often this byte stands here in a row.
    fn run(&self, byte: u8) -> usize {
        self.rest().bytes().take_while(|other| *other == byte).count()
    }

    fn skip_while(&mut self, belongs: impl Fn(char) -> bool) {
        self.at = self.rest().find(|c| !belongs(c)).map_or(self.text.len(), |length| self.at + length);
    }

    fn push(&mut self, kind: TokenKind, start: usize) -> (u32, Span) {
        let span = Span::new(start, self.at);
        self.lexed.tokens.push(Token { kind, span });
        (self.lexed.tokens.len() as u32 - 1, span)
    }

    fn problem(&mut self, kind: ProblemKind, start: usize, end: usize) {
        self.lexed.problems.push(Problem { kind, span: Span::new(start, end) });
    }

    fn step(&mut self, character: char) {
        let line_begins = std::mem::replace(&mut self.line_begins, false);
        match character {
            '\n' | '\r' => {
                self.at += 1;
                self.line_begins = true;
            }
            c if c.is_whitespace() || c == '\u{feff}' => {
                self.at += c.len_utf8();
                self.line_begins = line_begins;
            }
            '#' if line_begins => self.directive(),
            '/' if self.byte(1) == Some(b'/') => {
                let start = self.at;
                self.skip_while(|c| !is_line_end(c));
                self.lexed.comments.push(Span::new(start, self.at));
            }
            '/' if self.byte(1) == Some(b'*') => self.block_comment(),
            '\'' => self.character(),
            '"' | '$' | '@' => self.text_or_prefix(),
            '0'..='9' => self.number(),
            c if begins_name(c) => {
                let start = self.at;
                self.skip_while(continues_name);
                self.push(TokenKind::Identifier, start);
            }
            c => self.punctuation(c),
        }
    }

    fn directive(&mut self) {
        let start = self.at;
        self.skip_while(|c| !is_line_end(c));
        self.lexed.directives.push(Span::new(start, self.at));
        let line = self.text[start + 1..self.at].trim_start();
        match line.split(|c: char| !c.is_ascii_alphabetic()).next() {
            Some("if") => self.nesting.condition_begins(),
            Some("elif" | "else") => self.nesting.alternative_begins(),
            Some("endif") => self.nesting.condition_ends(),
            _ => {}
        }
    }

    fn block_comment(&mut self) {
        let start = self.at;
        if let Some(length) = self.text[start + 2..].find("*/") {
            self.at = start + 2 + length + 2;
        } else {
            self.at = self.text.len();
            self.problem(ProblemKind::UnterminatedComment, start, start + 2);
        }
        self.lexed.comments.push(Span::new(start, self.at));
    }

    fn character(&mut self) {
        let start = self.at;
        self.at += 1;
        loop {
            match self.byte(0) {
                Some(b'\\') => self.escape(),
                Some(b'\'') => {
                    self.at += 1;
                    break;
                }
                None | Some(b'\n' | b'\r') => {
                    self.problem(ProblemKind::UnterminatedCharacter, start, self.at);
                    break;
                }
                Some(_) => self.at += 1,
            }
        }
        self.push(TokenKind::Character, start);
    }

    /// A backslash and the character behind it; a line end is left for the caller to stumble over.
    fn escape(&mut self) {
        let start = self.at;
        self.at += 1;
        match self.rest().chars().next() {
            None | Some('\n' | '\r') => {}
            Some(character) => {
                self.at += character.len_utf8();
                if !"'\"\\0abefnrtvxuU".contains(character) {
                    self.problem(ProblemKind::UnknownEscape, start, self.at);
                }
            }
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let hexadecimal = matches!(self.byte(1), Some(b'x' | b'X'));
        loop {
            self.skip_while(|c| c.is_ascii_alphanumeric() || c == '_');
            let last = self.text.as_bytes()[self.at - 1];
            let digit_follows = self.byte(1).is_some_and(|next| next.is_ascii_digit());
            match self.byte(0) {
                Some(b'.') if digit_follows => self.at += 1,
                Some(b'+' | b'-') if digit_follows && !hexadecimal && matches!(last, b'e' | b'E') => self.at += 1,
                _ => break,
            }
        }
        self.push(TokenKind::Number, start);
    }

    /// What `"`, `$` or `@` begins: a string, or a name behind `@`.
    fn text_or_prefix(&mut self) {
        let start = self.at;
        let dollars = self.run(b'$');
        let at_sign = self.byte(dollars) == Some(b'@');
        let late_dollar = usize::from(dollars == 0 && at_sign && self.byte(1) == Some(b'$'));
        let prefix = dollars + usize::from(at_sign) + late_dollar;
        if self.byte(prefix) == Some(b'"') && dollars <= MAX_DOLLARS {
            self.at += prefix;
            return self.text(start, at_sign, dollars + late_dollar);
        }
        if at_sign && dollars == 0 && self.text[start + 1..].starts_with(begins_name) {
            self.at += 1;
            self.skip_while(continues_name);
            self.push(TokenKind::Identifier, start);
        } else {
            self.at += dollars.max(1);
            self.push(TokenKind::Punctuation, start);
        }
    }

    /// Reads the quotes that begin a string, and goes on with its text.
    fn text(&mut self, start: usize, verbatim: bool, dollars: usize) {
        let quotes = self.run(b'"');
        let raw_quotes = if !verbatim && quotes >= 3 { quotes } else { 0 };
        self.at += raw_quotes.max(1);
        // Only blanks are looked through: a look at the whole line, from each of its strings, would take quadratic time.
        let follows = self.rest().chars().find(|c| is_line_end(*c) || !c.is_whitespace());
        let multiline = verbatim || raw_quotes > 0 && follows.is_some_and(is_line_end);
        let dollars = if raw_quotes > 0 { dollars } else { dollars.min(1) };
        self.text_body(start, Form { begin: start, verbatim, raw_quotes, dollars, multiline }, TokenKind::Text);
    }

    /// Reads the text of a string up to its end or its next hole; `whole` is the kind of token if it ends without a hole.
    fn text_body(&mut self, start: usize, form: Form, whole: TokenKind) {
        loop {
            match self.byte(0) {
                None => return self.unterminated_text(start, form),
                Some(b'\n' | b'\r') if !form.multiline => return self.unterminated_text(start, form),
                Some(b'"') => {
                    if self.quotes_end(form) {
                        self.push(whole, start);
                        return;
                    }
                }
                Some(b'\\') if !form.verbatim && form.raw_quotes == 0 => self.escape(),
                Some(b'{') if form.dollars > 0 => {
                    if self.braces_open_hole(start, form) {
                        return;
                    }
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Reads quotes in a string; whether they end it.
    fn quotes_end(&mut self, form: Form) -> bool {
        let quotes = self.run(b'"');
        if form.raw_quotes > 0 {
            self.at += quotes;
            return quotes >= form.raw_quotes;
        }
        if form.verbatim {
            // Two quotes are one in the text, and an odd one is the end.
            self.at += quotes;
            return quotes % 2 == 1;
        }
        self.at += 1;
        true
    }

    /// Reads opening braces in an interpolated string; whether they open a hole.
    fn braces_open_hole(&mut self, start: usize, form: Form) -> bool {
        let braces = self.run(b'{');
        let opens = if form.raw_quotes > 0 { braces >= form.dollars } else { braces % 2 == 1 };
        if !opens {
            self.at += braces;
            return false;
        }
        self.at += braces - form.dollars;
        if self.at > start {
            self.push(TokenKind::TextPart, start);
        }
        let begin = self.at;
        self.at += form.dollars;
        let (token, span) = self.push(TokenKind::HoleStart, begin);
        self.nesting.open_hole(Hole { form, token, span });
        true
    }

    /// A string that does not end; where it stands in a hole, it is rather the hole that does not end.
    fn unterminated_text(&mut self, start: usize, form: Form) {
        if self.at > start {
            self.push(TokenKind::TextPart, start);
        }
        if form.multiline || !self.abandon_holes() {
            // The opening is marked, not the text: of a multi-line string that is all the rest of the file.
            let prefix = self.text[form.begin..].find('"').map_or(0, |length| length + 1);
            let end = if form.multiline { form.begin + prefix } else { self.at };
            self.problem(ProblemKind::UnterminatedText, form.begin, end);
        }
    }

    /// Gives up the holes of one-line strings around this place, with one problem; whether there were any.
    fn abandon_holes(&mut self) -> bool {
        let mut outermost = None;
        while let Some(hole) = self.nesting.hole().filter(|hole| !hole.form.multiline) {
            outermost = Some(hole.span);
            self.nesting.close_region();
        }
        let Some(span) = outermost else { return false };
        self.lexed.problems.push(Problem { kind: ProblemKind::UnterminatedHole, span });
        true
    }

    fn punctuation(&mut self, character: char) {
        if !self.nesting.is_in_brackets()
            && let Some(hole) = self.nesting.hole()
        {
            match character {
                '}' if self.run(b'}') >= hole.form.dollars => return self.close_hole(hole),
                ':' if self.byte(1) != Some(b':') => return self.format(hole.form),
                ';' if !hole.form.multiline => return self.abandon_line(),
                _ => {}
            }
        }
        let start = self.at;
        self.at += self.operator_length(character);
        let (token, span) = self.push(TokenKind::Punctuation, start);
        match Bracket::of(character) {
            Some((bracket, true)) => self.nesting.open(bracket, token, span),
            Some((bracket, false)) => self.nesting.close(bracket, token, span),
            None => {}
        }
    }

    /// No code in a hole has a `;` outside of brackets: the rest of the line is as unclear as the end of the hole.
    fn abandon_line(&mut self) {
        self.abandon_holes();
        let start = self.at;
        self.skip_while(|c| !is_line_end(c));
        self.push(TokenKind::TextPart, start);
    }

    fn operator_length(&self, character: char) -> usize {
        let operator = LONG_OPERATORS.iter().find(|operator| self.rest().starts_with(**operator));
        match operator {
            // `a ?.5 : b` has no `?.` in it.
            Some(&"?.") if self.byte(2).is_some_and(|next| next.is_ascii_digit()) => 1,
            Some(operator) => operator.len(),
            None => character.len_utf8(),
        }
    }

    fn close_hole(&mut self, hole: Hole) {
        let start = self.at;
        self.at += hole.form.dollars;
        let (token, _) = self.push(TokenKind::HoleEnd, start);
        self.nesting.pairs.push((hole.token, token));
        self.nesting.close_region();
        self.text_body(self.at, hole.form, TokenKind::TextPart);
    }

    /// The format of a hole, up to its end; a quote or a line end there means that the end is missing.
    fn format(&mut self, form: Form) {
        let start = self.at;
        self.skip_while(|c| c != '}' && c != '"' && (form.multiline || !is_line_end(c)));
        self.push(TokenKind::Format, start);
        if self.byte(0) == Some(b'"') && !form.multiline {
            self.abandon_line();
        }
    }

    fn finish(mut self) -> Lexed {
        let mut outermost = None;
        while let Some(hole) = self.nesting.hole() {
            outermost = Some(hole.span);
            self.nesting.close_region();
        }
        if let Some(span) = outermost {
            self.lexed.problems.push(Problem { kind: ProblemKind::UnterminatedHole, span });
        }
        self.nesting.finish();
        // Where a string or comment ends in the wrong place, brackets are lost or gained with it.
        if !self.lexed.problems.iter().any(|problem| problem.kind.is_unterminated()) {
            self.lexed.problems.append(&mut self.nesting.problems);
        }
        self.lexed.problems.sort_by_key(|problem| problem.span);
        self.lexed.pairs = self.nesting.pairs;
        self.lexed
    }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn begins_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn continues_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
