//! A message drawn as compilers do: a heading, pieces of source with the place underlined, and notes below.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::colours;
use crate::finding::Level;
use crate::text::{BYTE_ORDER_MARK, Position, Span, Text, printable};

/// Of a longer place only the first lines are shown.
const MAX_SHOWN_LINES: u32 = 4;

/// Of a longer line only so many bytes around the place are shown: minified files have one line.
const MAX_SHOWN_BYTES: usize = 140;

/// What stands for the rest of a line.
const CUT: &str = "...";

/// What a tab is shown as.
const TAB: &str = "    ";

/// Of line numbers and of what frames the sources.
const FRAME: &str = colours::BLUE;

/// What is told about one thing.
pub(super) struct Message<'a> {
    pub level: Level,
    pub id: Option<&'a str>,
    /// What a click on the id opens.
    pub page: Option<String>,
    pub text: &'a str,
    /// The first is what the message is about; the others explain it.
    pub sources: Vec<Source<'a>>,
    pub help: Option<&'a str>,
    pub notes: Vec<String>,
}

/// A place in a file.
pub(super) struct Source<'a> {
    pub path: String,
    /// `None` where the file is no text.
    pub place: Option<(&'a Text, Span)>,
    pub label: Option<&'a str>,
}

/// The lines of a place that are shown.
struct Excerpt<'a> {
    text: &'a Text,
    /// Without the line ends behind it.
    span: Span,
    start: Position,
    last_line: u32,
}

impl<'a> Excerpt<'a> {
    fn of(text: &'a Text, span: Span) -> Self {
        let length = text.slice(span).trim_end_matches(['\n', '\r']).len() as u32;
        let span = Span { start: span.start, end: span.start + length };
        let (start, end) = text.positions(span);
        Self { text, span, start, last_line: end.line.min(start.line + MAX_SHOWN_LINES - 1) }
    }

    /// A line that is shown, parted where the place begins and ends.
    fn piece(&self, number: u32) -> Piece<'a> {
        let mut line = if number == self.start.line {
            self.text.line_at(self.span.start)
        } else {
            self.text.line_span(number).unwrap_or_default()
        };
        if line.start == 0 && self.text.as_str().starts_with(BYTE_ORDER_MARK) {
            // It is no column, and terminals show it as anything or nothing.
            line.start = BYTE_ORDER_MARK.len() as u32;
        }
        let start = self.span.start.clamp(line.start, line.end);
        let end = self.span.end.clamp(start, line.end);
        let mut shown = line;
        if line.len() > MAX_SHOWN_BYTES {
            let around = MAX_SHOWN_BYTES as u32 / 2;
            let boundary = |offset: u32| self.text.as_str().floor_char_boundary(offset as usize) as u32;
            shown.start = line.start.max(boundary(start.saturating_sub(around)));
            shown.end = line.end.min(boundary(end.min(start + around) + around));
        }
        let slice = |start: u32, end: u32| shown_as(self.text.slice(Span { start, end: end.min(shown.end) }));
        Piece {
            is_cut: [shown.start > line.start, shown.end < line.end],
            before: slice(shown.start, start),
            within: slice(start, end),
            behind: if end < shown.end { slice(end, shown.end) } else { "".into() },
        }
    }
}

/// A line in three parts: before, in and behind the place.
struct Piece<'a> {
    /// Whether something of the line is left out in front and at the end.
    is_cut: [bool; 2],
    before: Cow<'a, str>,
    within: Cow<'a, str>,
    behind: Cow<'a, str>,
}

impl Piece<'_> {
    fn columns_before(&self) -> usize {
        columns(&self.before) + if self.is_cut[0] { CUT.len() } else { 0 }
    }
}

/// A line of a source as terminals are to show it.
fn shown_as(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return printable(text);
    }
    text.split('\t').map(printable).collect::<Vec<_>>().join(TAB).into()
}

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

impl<'a> Message<'a> {
    /// Adds the message to a text, with an empty line behind it.
    pub fn draw(&self, out: &mut String, is_coloured: bool) {
        let excerpt = |source: &Source<'a>| source.place.map(|(text, span)| Excerpt::of(text, span));
        let excerpts: Vec<Option<Excerpt<'a>>> = self.sources.iter().map(excerpt).collect();
        let highest = excerpts.iter().flatten().map(|excerpt| excerpt.last_line).max();
        let width = highest.map_or(0, |number| number.ilog10() as usize + 1);
        let mut drawing = Drawing { out, is_coloured, width };
        drawing.heading(self);
        for (number, (source, excerpt)) in self.sources.iter().zip(&excerpts).enumerate() {
            if number > 0 {
                drawing.empty_frame();
            }
            drawing.origin(source, excerpt.as_ref(), if number == 0 { "--> " } else { "::: " });
            if let Some(excerpt) = excerpt {
                drawing.empty_frame();
                let mark = if number == 0 { ("^", colour(self.level)) } else { ("-", FRAME) };
                drawing.excerpt(excerpt, mark, source.label);
            }
        }
        if excerpts.last().is_some_and(Option::is_some) && (self.help.is_some() || !self.notes.is_empty()) {
            drawing.empty_frame();
        }
        if let Some(help) = self.help {
            drawing.note(Some("help"), help);
        }
        for note in &self.notes {
            drawing.note(None, note);
        }
        drawing.end_line();
    }
}

fn colour(level: Level) -> &'static str {
    match level {
        Level::Error => colours::RED,
        Level::Warning => colours::YELLOW,
        Level::Hint | Level::Off => colours::GREEN,
    }
}

/// With what a place is underlined, and its colour.
type Mark = (&'static str, &'static str);

struct Drawing<'o> {
    out: &'o mut String,
    is_coloured: bool,
    /// How many digits line numbers have.
    width: usize,
}

impl Drawing<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn push_times(&mut self, sign: &str, count: usize) {
        (0..count).for_each(|_| self.push(sign));
    }

    fn push_in(&mut self, colour: &str, text: &str) {
        self.begin(colour);
        self.push(text);
        self.end();
    }

    fn begin(&mut self, colour: &str) {
        if self.is_coloured {
            self.push(colour);
        }
    }

    fn end(&mut self) {
        self.begin(colours::RESET);
    }

    fn end_line(&mut self) {
        self.push("\n");
    }

    /// `level[id]: text`, and the further lines of the text below its first.
    fn heading(&mut self, message: &Message<'_>) {
        let name = message.level.name();
        let mut indentation = name.len() + ": ".len();
        self.begin(colour(message.level));
        self.push(name);
        if let Some(id) = message.id {
            indentation += columns(id) + "[]".len();
            self.push("[");
            match message.page.as_ref().filter(|_| self.is_coloured) {
                // A link as terminals know it.
                Some(page) => drop(write!(self.out, "\x1b]8;;{page}\x1b\\{id}\x1b]8;;\x1b\\")),
                None => self.push(id),
            }
            self.push("]");
        }
        self.end();
        self.begin(colours::BOLD);
        self.push(": ");
        self.lines(message.text, indentation);
        self.end();
        self.end_line();
    }

    /// A text with its further lines below its first.
    fn lines(&mut self, text: &str, indentation: usize) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
                self.push_times(" ", indentation);
            }
            self.push(&printable(line));
        }
    }

    /// `--> path:line:column`
    fn origin(&mut self, source: &Source<'_>, excerpt: Option<&Excerpt<'_>>, arrow: &str) {
        self.push_times(" ", self.width);
        self.push_in(FRAME, arrow);
        self.push(&printable(&source.path));
        if let Some(excerpt) = excerpt {
            // Writing to a String cannot fail.
            let _ = write!(self.out, ":{}", excerpt.start);
        }
        self.end_line();
    }

    /// The frame to the left of what is no line of a source.
    fn frame(&mut self) {
        self.push_times(" ", self.width + 1);
        self.push_in(FRAME, "|");
    }

    fn empty_frame(&mut self) {
        self.frame();
        self.end_line();
    }

    /// A place with its lines.
    fn excerpt(&mut self, excerpt: &Excerpt<'_>, mark: Mark, label: Option<&str>) {
        let number = excerpt.start.line;
        let piece = excerpt.piece(number);
        let before = piece.columns_before();
        if number == excerpt.last_line {
            self.source_line(number, None, &piece, mark);
            self.frame();
            self.push_times(" ", before + 1);
            self.mark(mark, columns(&piece.within).max(1), label);
            return;
        }
        // A line to the left joins the two ends.
        let begins_line = piece.before.trim().is_empty();
        self.source_line(number, Some(if begins_line { "/" } else { " " }), &piece, mark);
        if !begins_line {
            self.frame();
            self.push("  ");
            self.joint(mark, "", before + 1);
            self.mark(mark, 1, None);
        }
        for number in number + 1..=excerpt.last_line {
            let piece = excerpt.piece(number);
            self.source_line(number, Some("|"), &piece, mark);
            if number == excerpt.last_line {
                let end = piece.columns_before() + columns(&piece.within);
                self.frame();
                self.push(" ");
                self.joint(mark, "|", end.max(1));
                self.mark(mark, 1, label);
            }
        }
    }

    /// A line of a source behind its number and what joins it to other lines.
    fn source_line(&mut self, number: u32, joint: Option<&str>, piece: &Piece<'_>, (_, colour): Mark) {
        self.begin(FRAME);
        let _ = write!(self.out, "{number:>0$} |", self.width);
        self.end();
        let [cut_before, cut_behind] = piece.is_cut.map(|is_cut| if is_cut { CUT } else { "" });
        let parts = [cut_before, &*piece.before, &*piece.within, &*piece.behind, cut_behind];
        if let Some(joint) = joint {
            self.push(" ");
            self.push_in(colour, joint);
        }
        if parts.iter().any(|part| !part.is_empty()) {
            self.push(" ");
        }
        for part in parts {
            self.push(part);
        }
        self.end_line();
    }

    /// What leads from the line to the left to a mark.
    fn joint(&mut self, (_, colour): Mark, begin: &str, length: usize) {
        self.begin(colour);
        self.push(begin);
        self.push_times("_", length);
        self.end();
    }

    /// The mark below a place, and what it means.
    fn mark(&mut self, (sign, colour): Mark, count: usize, label: Option<&str>) {
        self.begin(colour);
        self.push_times(sign, count);
        if let Some(label) = label {
            self.push(" ");
            self.push(&printable(label));
        }
        self.end();
        self.end_line();
    }

    /// `= name: text`, or without a name, and the further lines of the text below its first.
    fn note(&mut self, name: Option<&str>, text: &str) {
        self.push_times(" ", self.width + 1);
        self.push_in(FRAME, "= ");
        let mut indentation = self.width + " = ".len();
        if let Some(name) = name {
            self.push_in(colours::BOLD, name);
            self.push(": ");
            indentation += name.len() + ": ".len();
        }
        self.lines(text, indentation);
        self.end_line();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A warning about what stands between brackets in a text, drawn without colours.
    fn drawn(marked: &str, label: Option<&str>) -> String {
        let start = marked.find('[').expect("a place begins");
        let end = marked.find(']').expect("a place ends") - 1;
        let text = Text::new(marked.replace(['[', ']'], ""));
        let source = Source { path: "a.json".to_owned(), place: Some((&text, Span::new(start, end))), label };
        let message = Message {
            level: Level::Warning,
            id: Some("Rule"),
            page: None,
            text: "a message",
            sources: vec![source],
            help: None,
            notes: Vec::new(),
        };
        let mut out = String::new();
        message.draw(&mut out, false);
        let heading = "warning[Rule]: a message\n";
        out.strip_prefix(heading).and_then(|out| out.strip_suffix("\n")).expect("heading and empty line").to_owned()
    }

    #[test]
    fn a_place_is_underlined_under_what_terminals_show() {
        assert_eq!(drawn("ab [cd] e", None), " --> a.json:1:4\n  |\n1 | ab cd e\n  |    ^^\n");
        assert_eq!(drawn("\t日本 [本x]", None), " --> a.json:1:5\n  |\n1 |     日本 本x\n  |          ^^^\n");
        assert_eq!(drawn("a\u{202e}b [c]", None), " --> a.json:1:5\n  |\n1 | a\\u{202e}b c\n  |            ^\n");
        assert_eq!(drawn("\u{feff}a [b]", None), " --> a.json:1:3\n  |\n1 | a b\n  |   ^\n");
    }

    #[test]
    fn an_empty_place_has_a_mark() {
        assert_eq!(drawn("a\r\nb[]\r\nc", None), " --> a.json:2:2\n  |\n2 | b\n  |  ^\n");
        assert_eq!(drawn("a\n[]", None), " --> a.json:2:1\n  |\n2 |\n  | ^\n");
    }

    #[test]
    fn a_place_of_several_lines_is_joined() {
        let expected = " --> a.json:1:1\n  |\n1 | / {\n2 | |\n3 | | }, b\n  | |_^ here\n";
        assert_eq!(drawn("[{\n\n}], b", Some("here")), expected);
        let expected = " --> a.json:1:6\n  |\n1 |   \"a\": [1,\n  |  ______^\n2 | |   2\n  | |___^\n";
        let text = Text::new("\"a\": [1,\n  2");
        let source = Source { path: "a.json".to_owned(), place: Some((&text, Span::new(5, 12))), label: None };
        let message = Message {
            level: Level::Error,
            id: None,
            page: None,
            text: "two\nlines",
            sources: vec![source],
            help: Some("do\nthis"),
            notes: vec!["so".to_owned()],
        };
        let mut out = String::new();
        message.draw(&mut out, false);
        let notes = "  |\n  = help: do\n          this\n  = so\n\n";
        assert_eq!(out, format!("error: two\n       lines\n{expected}{notes}"));
    }

    #[test]
    fn lines_behind_the_first_few_are_left_out() {
        let drawn = drawn("[1\n2\n3\n4\n5\n6]", None);
        assert!(drawn.ends_with("4 | | 4\n  | |_^\n"), "{drawn}");
    }

    #[test]
    fn a_line_end_behind_a_place_is_no_line() {
        assert_eq!(drawn("[# Title\n\n]x", None), " --> a.json:1:1\n  |\n1 | # Title\n  | ^^^^^^^\n");
    }

    #[test]
    fn of_a_long_line_the_surroundings_are_shown() {
        let long = "é".repeat(500);
        let drawn = drawn(&format!("{long}[ab]{long}"), None);
        let line = drawn.lines().nth(2).expect("a line is shown");
        let around = "é".repeat(35);
        assert_eq!(line, format!("1 | ...{around}ab{around}..."));
        assert_eq!(drawn.lines().nth(3), Some(format!("  | {}^^", " ".repeat(38)).as_str()));
    }

    #[test]
    fn what_is_no_text_is_only_named() {
        let source = Source { path: "icon.png".to_owned(), place: None, label: None };
        let message = Message {
            level: Level::Hint,
            id: Some("Rule"),
            page: Some("https://contoso.com".to_owned()),
            text: "too large",
            sources: vec![source],
            help: None,
            notes: vec!["note".to_owned()],
        };
        let mut out = String::new();
        message.draw(&mut out, false);
        assert_eq!(out, "hint[Rule]: too large\n--> icon.png\n = note\n\n");
        out.clear();
        message.draw(&mut out, true);
        assert!(out.contains("\x1b]8;;https://contoso.com\x1b\\Rule\x1b]8;;\x1b\\"), "{out:?}");
    }
}
