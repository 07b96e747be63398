//! The parts of a readme that are generated from the connector itself, between HTML comments that no reader sees.
//!
//! Finds and replaces them; what stands in them is made by `readme` and the templates.

use crate::text::Span;

/// One kind of generated part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// A heading and a sentence for each operation.
    Operations,
    /// How to get what the authentication asks for.
    Credentials,
}

impl Region {
    pub const ALL: [Self; 2] = [Self::Operations, Self::Credentials];

    /// The name in its markers and in `connkit.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operations => "operations",
            Self::Credentials => "credentials",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.name() == name)
    }

    /// The line before it.
    pub fn start(self) -> String {
        format!("<!-- connkit:{} -->", self.name())
    }

    /// The line behind it.
    pub fn end(self) -> String {
        format!("<!-- /connkit:{} -->", self.name())
    }

    /// The Markdown of the region with its markers around it.
    pub fn marked(self, content: &str) -> String {
        format!("{}\n\n{}\n\n{}", self.start(), content.trim(), self.end())
    }

    /// The lines between the markers; `None` unless both stand in the text, once and in this order.
    pub fn find(self, text: &str) -> Option<Span> {
        let starts = marker_lines(text, &self.start());
        let ends = marker_lines(text, &self.end());
        let ([start], [end]) = (starts.as_slice(), ends.as_slice()) else { return None };
        (start.end <= end.start).then_some(Span { start: start.end, end: end.start })
    }
}

/// The lines that hold nothing but the marker, with their line ends.
fn marker_lines(text: &str, marker: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim() == marker {
            found.push(Span::new(start, start + line.len()));
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_needs_both_markers_once_and_in_order() {
        let find = |text: &str| Region::Operations.find(text).map(|span| text[span.range()].to_owned());
        let marked = format!("a\n{}\nb", Region::Operations.marked("x"));
        assert_eq!(find(&marked).as_deref(), Some("\nx\n\n"));
        assert_eq!(find(&marked.replace('\n', "\r\n")).as_deref(), Some("\r\nx\r\n\r\n"));
        assert_eq!(find("<!-- connkit:operations -->\n<!-- /connkit:operations -->").as_deref(), Some(""));
        for text in [
            "",
            "<!-- connkit:operations -->\n",
            "<!-- /connkit:operations -->\n<!-- connkit:operations -->\n",
            "<!-- connkit:credentials -->\n<!-- /connkit:credentials -->\n",
            "write <!-- connkit:operations -->\n<!-- /connkit:operations -->\n",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(find(&format!("{marked}\n{marked}")), None);
    }
}
