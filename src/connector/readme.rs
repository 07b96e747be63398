//! The readme and the intro: what a Markdown text says, and where.
//!
//! Offers headings, prose, links and HTML comments with their places. Which sections there must be is a matter of rules.

mod mentions;
mod operations;
mod outline;
mod sections;
mod tags;

pub use mentions::mentioned;
pub use operations::{documentation, documentations};
pub use outline::{NewSection, line_end};
pub use sections::SectionKind;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use crate::text::{BYTE_ORDER_MARK, Span};

/// Text behind this many bytes is not read; the longest published readme is a small part of it.
pub const MAX_BYTES: usize = 1_024 * 1_024;

/// A line that opens more quotes and lists than this inside one another ends the text: the parser walks through all of them
/// again for each line behind it.
const MAX_CONTAINERS: usize = 100;

/// Images further inside one another than this do not lend their text to the outer ones: every one would hold it again.
const MAX_TEXT_DEPTH: usize = 8;

/// A run of text as it stands in the file, without markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// As long as `text` unless the file has character references (`&amp;`) or escapes in it.
    pub span: Span,
}

/// A heading of either notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The heading without markup, with the text of inline code.
    pub text: String,
    /// The text in lower case and without punctuation, as [`simplified`] has it.
    pub simple: String,
    pub span: Span,
    pub pieces: Vec<Piece>,
}

/// Where a run of prose stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseKind {
    Paragraph,
    /// Text or a paragraph in a list.
    ListItem,
    TableCell,
}

/// A paragraph, list item or table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub kind: ProseKind,
    /// The text without markup; a line end is a space, code is left out.
    pub text: String,
    pub span: Span,
    pub pieces: Vec<Piece>,
    /// The index of the nearest heading before it.
    pub heading: Option<usize>,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub is_image: bool,
    /// Whether a tag of HTML makes it; what stands between `<a>` and `</a>` is not known then.
    pub is_html: bool,
    pub destination: String,
    /// The text of a link, code and images in it included; the alternative text of an image.
    pub text: String,
    pub span: Span,
}

impl Link {
    /// Whether it leads nowhere.
    pub fn has_no_target(&self) -> bool {
        matches!(self.destination.trim(), "" | "#")
    }

    /// Whether a reader of the link has nothing to click on, as far as is known.
    pub fn has_no_text(&self) -> bool {
        !self.is_image && !self.is_html && self.text.trim().is_empty()
    }
}

/// A heading and what stands under it, to the next heading of the same or a higher rank.
#[derive(Clone, Copy, Debug)]
pub struct Section<'m> {
    pub heading: &'m Heading,
    pub content: Span,
    /// Whether there is nothing but blanks and comments.
    pub is_empty: bool,
}

/// A value that a heading holds, such as the name of the publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingValue {
    pub text: String,
    /// The text's own place; the whole heading where markup stands in between.
    pub span: Span,
}

/// A parsed Markdown text.
#[derive(Clone, Debug, Default)]
pub struct Markdown {
    headings: Vec<Heading>,
    paragraphs: Vec<Paragraph>,
    links: Vec<Link>,
    code: Vec<Span>,
    comments: Vec<Span>,
    /// The starts of everything that a reader sees, in order.
    visible: Vec<u32>,
    length: usize,
    is_cut: bool,
}

impl Markdown {
    /// Reads the text; whatever it holds, it is Markdown.
    pub fn of(text: &str) -> Self {
        let read = &text[..readable_length(text)];
        let body = read.strip_prefix(BYTE_ORDER_MARK).unwrap_or(read);
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let mut reader = Reader::new(body, read.len() - body.len());
        for (event, range) in TextMergeWithOffset::new(Parser::new_ext(body, options).into_offset_iter()) {
            reader.read(event, range.start, range.end);
        }
        reader.close_prose();
        let mut markdown = reader.markdown;
        // Links are known when they end, so a link in a link text comes before the outer one.
        markdown.links.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
        markdown.visible.sort_unstable();
        markdown.length = read.len();
        markdown.is_cut = read.len() < text.len();
        markdown
    }

    /// Whether the end of the text was not read, because it is longer or nested deeper than any real one.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// Paragraphs, list items and table cells, in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Links and images, in the order in which they begin.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Code blocks and inline code, in order.
    pub fn code(&self) -> &[Span] {
        &self.code
    }

    /// HTML comments, in order.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// The first heading of level 1.
    pub fn title(&self) -> Option<&Heading> {
        self.headings.iter().find(|heading| heading.level == 1)
    }

    /// The first heading whose text starts with one of the names, whatever the case and the punctuation.
    pub fn section(&self, names: &[&str]) -> Option<Section<'_>> {
        let names: Vec<String> = names.iter().map(|name| simplified(name)).filter(|name| !name.is_empty()).collect();
        let index =
            self.headings.iter().position(|heading| names.iter().any(|name| heading.simple.starts_with(name)))?;
        self.section_of(index)
    }

    /// The section under the heading at this index.
    pub fn section_of(&self, index: usize) -> Option<Section<'_>> {
        let (heading, after) = self.headings.get(index..)?.split_first()?;
        let next = after.iter().find(|other| other.level <= heading.level);
        let end = next.map_or(self.length, |other| other.span.start as usize);
        let content = Span::new(heading.span.end as usize, end);
        let first = self.visible.partition_point(|&start| start < content.start);
        let is_empty = self.visible.get(first).is_none_or(|&start| start >= content.end);
        Some(Section { heading, content, is_empty })
    }

    /// What stands behind the colon of a heading such as `## Publisher: Contoso`.
    ///
    /// `None` without such a heading; an empty text when nothing follows the colon.
    pub fn publisher(&self) -> Option<HeadingValue> {
        self.headings.iter().find_map(|heading| {
            let (name, value) = heading.text.split_once(':')?;
            matches!(&*simplified(name), "publisher" | "publishers" | "publisher name" | "publishers name")
                .then(|| value_of(heading, value.trim()))
        })
    }
}

/// How much of the text is within the limits.
fn readable_length(text: &str) -> usize {
    let end = text.floor_char_boundary(MAX_BYTES);
    let mut start = 0;
    for line in text[..end].split_inclusive(['\n', '\r']) {
        if containers(line) > MAX_CONTAINERS {
            return start;
        }
        start += line.len();
    }
    end
}

/// How many quotes and list items a line may open (a line of `* * *` opens none, but counts).
fn containers(line: &str) -> usize {
    let mut count = 0;
    let mut bytes = line.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let blank_follows = bytes.peek().is_some_and(u8::is_ascii_whitespace);
        match byte {
            b'>' => count += 1,
            b'-' | b'*' | b'+' | b'.' | b')' if blank_follows => count += 1,
            b' ' | b'\t' | b'0'..=b'9' => {}
            _ => break,
        }
    }
    count
}

fn value_of(heading: &Heading, value: &str) -> HeadingValue {
    let place = heading.pieces.iter().find_map(|piece| {
        let at = (piece.span.len() == piece.text.len() && !value.is_empty()).then(|| piece.text.rfind(value))??;
        let start = piece.span.start as usize + at;
        Some(Span::new(start, start + value.len()))
    });
    HeadingValue { text: value.to_owned(), span: place.unwrap_or(heading.span) }
}

/// Lower case, words apart by one space, without punctuation: what two names have in common.
pub fn simplified(text: &str) -> String {
    if text.is_ascii() {
        let mut simple = Vec::with_capacity(text.len());
        let mut is_apart = false;
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                if std::mem::take(&mut is_apart) && !simple.is_empty() {
                    simple.push(b' ');
                }
                simple.push(byte.to_ascii_lowercase());
            } else {
                // An apostrophe is taken out of its word.
                is_apart |= byte != b'\'';
            }
        }
        return String::from_utf8(simple).unwrap_or_default();
    }
    let lower: String = text.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase).collect();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Prose that is being read.
struct Open {
    /// `None` for a heading.
    kind: Option<ProseKind>,
    level: u8,
    text: String,
    pieces: Vec<Piece>,
    span: Span,
    /// Whether a start tag of its own opened it, and so an end tag closes it.
    tagged: bool,
}

/// Gathers the parser's events; holds what is open.
struct Reader<'t> {
    body: &'t str,
    /// The length of the byte order mark, which the parser does not see.
    offset: usize,
    markdown: Markdown,
    open: Option<Open>,
    /// Links and images around the current place, the innermost last.
    links: Vec<Link>,
    images_open: u32,
    list_depth: u32,
    in_code_block: bool,
    /// The HTML block around the current place.
    html: Option<Span>,
}

impl<'t> Reader<'t> {
    fn new(body: &'t str, offset: usize) -> Self {
        Self {
            body,
            offset,
            markdown: Markdown::default(),
            open: None,
            links: Vec::new(),
            images_open: 0,
            list_depth: 0,
            in_code_block: false,
            html: None,
        }
    }

    fn read(&mut self, event: Event<'_>, start: usize, end: usize) {
        let span = Span::new(start + self.offset, end + self.offset);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.in_code_block || self.html.is_some() => {}
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => self.code(&code, span),
            Event::Html(_) if self.html.is_some() => {}
            Event::Html(_) | Event::InlineHtml(_) => self.html(span),
            Event::SoftBreak | Event::HardBreak => self.line_end(),
            Event::Rule => self.close_prose(),
            // Math and footnotes are not enabled; a task's box is not prose.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Link { dest_url, .. } => self.open_link(false, &dest_url, span),
            Tag::Image { dest_url, .. } => self.open_link(true, &dest_url, span),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            block => {
                self.close_prose();
                self.start_block(&block, span);
            }
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => self.open_prose(None, rank(*level), span, true),
            Tag::Paragraph => self.open_prose(Some(self.prose_kind()), 0, span, true),
            Tag::TableCell => self.open_prose(Some(ProseKind::TableCell), 0, span, true),
            Tag::CodeBlock(_) => {
                self.in_code_block = true;
                self.markdown.code.push(span);
                self.markdown.visible.push(span.start);
            }
            Tag::HtmlBlock => self.html = Some(span),
            Tag::List(_) => self.list_depth += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::CodeBlock => self.in_code_block = false,
            TagEnd::HtmlBlock => {
                if let Some(span) = self.html.take() {
                    self.html(span);
                }
            }
            TagEnd::List(_) => {
                self.close_prose();
                self.list_depth = self.list_depth.saturating_sub(1);
            }
            _ => self.close_prose(),
        }
    }

    fn prose_kind(&self) -> ProseKind {
        if self.list_depth > 0 { ProseKind::ListItem } else { ProseKind::Paragraph }
    }

    fn open_prose(&mut self, kind: Option<ProseKind>, level: u8, span: Span, tagged: bool) {
        self.open = Some(Open { kind, level, text: String::new(), pieces: Vec::new(), span, tagged });
    }

    fn close_prose(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Open { kind, level, text, pieces, span, .. } = open;
        let text = text.trim().to_owned();
        let Some(kind) = kind else {
            self.markdown.visible.push(span.start);
            let simple = simplified(&text);
            self.markdown.headings.push(Heading { level, text, simple, span, pieces });
            return;
        };
        // A paragraph of code, an image or a comment alone is no prose.
        if !text.is_empty() {
            self.markdown.visible.push(span.start);
            let heading = self.markdown.headings.len().checked_sub(1);
            self.markdown.paragraphs.push(Paragraph { kind, text, span, pieces, heading });
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(text);
        }
        // Alternative text is not prose: a reader sees the image.
        if self.images_open > 0 {
            return;
        }
        // The items of a tight list hold text without a paragraph around it.
        if self.open.is_none() {
            self.open_prose(Some(self.prose_kind()), 0, span, false);
        }
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
            open.pieces.push(Piece { text: text.to_owned(), span });
            if !open.tagged {
                open.span.end = span.end;
            }
        }
    }

    fn code(&mut self, code: &CowStr<'_>, span: Span) {
        self.markdown.code.push(span);
        self.markdown.visible.push(span.start);
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(code);
        }
        if let Some(open) = &mut self.open
            && open.kind.is_none()
        {
            open.text.push_str(code);
        }
    }

    fn line_end(&mut self) {
        if let Some(link) = self.links.last_mut() {
            link.text.push(' ');
        }
        if let Some(open) = &mut self.open {
            open.text.push(' ');
        }
    }

    fn open_link(&mut self, is_image: bool, destination: &str, span: Span) {
        self.markdown.visible.push(span.start);
        self.images_open += u32::from(is_image);
        let destination = destination.to_owned();
        self.links.push(Link { is_image, is_html: false, destination, text: String::new(), span });
    }

    fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        self.images_open -= u32::from(link.is_image);
        if self.links.len() <= MAX_TEXT_DEPTH
            && let Some(outer) = self.links.last_mut()
        {
            outer.text.push_str(&link.text);
        }
        self.markdown.links.push(link);
    }

    /// Takes comments, links and images out of a stretch of HTML; anything but comments is visible.
    fn html(&mut self, span: Span) {
        let start = span.start as usize;
        let Some(html) = self.body.get(start - self.offset..span.end as usize - self.offset) else { return };
        let mut at = 0;
        let mut visible = false;
        while let Some(begin) = html[at..].find("<!--") {
            let length = html[at + begin..].find("-->").map_or(html.len() - at - begin, |end| end + "-->".len());
            visible |= !html[at..at + begin].trim().is_empty();
            self.markdown.links.extend(tags::links(&html[at..at + begin], start + at));
            self.markdown.comments.push(Span::new(start + at + begin, start + at + begin + length));
            at += begin + length;
        }
        self.markdown.links.extend(tags::links(&html[at..], start + at));
        if visible || !html[at..].trim().is_empty() {
            self.markdown.visible.push(span.start);
        }
    }
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
