//! The links and images that HTML tags in a Markdown text make: `<a href="...">` and `<img src="...">`.

use super::Link;
use crate::text::Span;

/// The links and images in a stretch of HTML without comments, which begins at an offset of the text.
///
/// An anchor without `href` is no link.
pub(super) fn links(html: &str, offset: usize) -> Vec<Link> {
    let mut links = Vec::new();
    let mut rest = Rest { html, at: 0 };
    while let Some(start) = rest.next_tag() {
        let name = rest.name().to_ascii_lowercase();
        let is_image = name == "img";
        let mut tag = Link {
            is_image,
            is_html: true,
            destination: String::new(),
            text: String::new(),
            span: Span::at(offset + start),
        };
        let mut is_link = is_image;
        while let Some((key, value)) = rest.attribute() {
            match (&*key.to_ascii_lowercase(), is_image) {
                ("src", true) => value.clone_into(&mut tag.destination),
                ("alt", true) => value.clone_into(&mut tag.text),
                ("href", false) => {
                    is_link = name == "a";
                    value.clone_into(&mut tag.destination);
                }
                _ => {}
            }
        }
        tag.span = Span::new(offset + start, offset + rest.at);
        if is_link {
            links.push(tag);
        }
    }
    links
}

/// What has not been read yet.
struct Rest<'t> {
    html: &'t str,
    at: usize,
}

impl<'t> Rest<'t> {
    fn text(&self) -> &'t str {
        self.html.get(self.at..).unwrap_or_default()
    }

    /// Goes behind the next `<` and tells where that stands.
    fn next_tag(&mut self) -> Option<usize> {
        let start = self.at + memchr::memchr(b'<', self.text().as_bytes())?;
        self.at = start + 1;
        Some(start)
    }

    /// The letters, digits and signs up to a blank, `=`, `>` or `<`.
    fn name(&mut self) -> &'t str {
        let text = self.text();
        let end = text.find(|c: char| c.is_whitespace() || "=<>\"'".contains(c)).unwrap_or(text.len());
        self.at += end;
        &text[..end]
    }

    fn skip_blanks(&mut self) {
        self.at += self.text().len() - self.text().trim_start().len();
    }

    /// The next attribute with its value, which may be empty; `None` behind the end of the tag.
    fn attribute(&mut self) -> Option<(&'t str, &'t str)> {
        loop {
            self.skip_blanks();
            match self.text().as_bytes().first()? {
                b'>' => {
                    self.at += 1;
                    return None;
                }
                // The tag has no end; another one begins.
                b'<' => return None,
                b'=' | b'"' | b'\'' => self.at += 1,
                _ => break,
            }
        }
        let key = self.name();
        self.skip_blanks();
        if !self.text().starts_with('=') {
            return Some((key, ""));
        }
        self.at += 1;
        self.skip_blanks();
        Some((key, self.value()))
    }

    fn value(&mut self) -> &'t str {
        let text = self.text();
        let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            let end = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
            self.at += end;
            return &text[..end];
        };
        let inside = &text[1..];
        // Without its end a value is as long as the text, so that nothing is read twice.
        let end = inside.find(quote).unwrap_or(inside.len());
        self.at = (self.at + 1 + end + 1).min(self.html.len());
        inside[..end].trim()
    }
}
