//! The generated regions of the readme: kept out of the merge, brought in where a version introduces one, and rewritten.

use crate::template::region::Region;
use crate::text::Span;

/// The three texts of a readme as they are merged: without what stands in their regions.
pub struct Hollow {
    pub base: String,
    pub ours: String,
    pub theirs: String,
    contents: Vec<Content>,
}

/// What goes back into a region.
struct Content {
    region: Region,
    text: String,
    /// So many lines of ours are not in the hollow text.
    taken: usize,
    /// So many lines of the hollow text are not in ours.
    added: usize,
}

impl Hollow {
    /// Takes the contents of regions out, so that generated text is never merged.
    ///
    /// A region that is new in `theirs` comes to ours only where ours still has the text that it is about; else the text is
    /// the user's, and theirs is taken as if it had no region.
    pub fn of(base: &str, ours: &str, theirs: &str) -> Self {
        let mut hollow =
            Self { base: base.to_owned(), ours: ours.to_owned(), theirs: theirs.to_owned(), contents: Vec::new() };
        for region in Region::ALL {
            let is_introduced = hollow.introduce(region);
            hollow.take_out(region, is_introduced);
        }
        hollow
    }

    /// Whether ours gets the region.
    fn introduce(&mut self, region: Region) -> bool {
        let Some(span) = region.find(&self.theirs).filter(|_| region.find(&self.base).is_none()) else { return false };
        let content = lines_of(self.theirs.get(span.range()).unwrap_or_default());
        let is_free = region.find(&self.ours).is_none();
        match (mark(&self.base, region, &content), mark(&self.ours, region, &content)) {
            (Some(base), Some(ours)) if is_free => {
                (self.base, self.ours) = (base, ours);
                true
            }
            _ => {
                self.theirs = unmarked(&self.theirs, region);
                false
            }
        }
    }

    fn take_out(&mut self, region: Region, is_introduced: bool) {
        let content = [&self.ours, &self.theirs].into_iter().find_map(|text| {
            let span = region.find(text)?;
            Some(text.get(span.range())?.to_owned())
        });
        let Some(text) = content else { return };
        // A region that was brought in has two markers where ours has only the text.
        let (taken, added) =
            if is_introduced { (lines_of(&text).lines().count(), 2) } else { (text.lines().count(), 0) };
        self.contents.push(Content { region, text, taken, added });
        for side in [&mut self.base, &mut self.ours, &mut self.theirs] {
            if let Some(span) = region.find(side) {
                side.replace_range(span.range(), "");
            }
        }
    }

    /// Puts the contents back into a merged text.
    pub fn fill(&self, merged: &str) -> String {
        let mut text = merged.to_owned();
        for content in &self.contents {
            text = marked_once(&text, content.region);
            if let Some(span) = content.region.find(&text) {
                text.replace_range(span.range(), &content.text);
            }
        }
        text
    }

    /// The line of the user's readme that a line of the hollow text is.
    pub fn line_of(&self, line: u32) -> u32 {
        let is_before = |content: &&Content| {
            let end = content.region.find(&self.ours).map(|span| self.ours[..span.end as usize].matches('\n').count());
            end.is_some_and(|end| end < line as usize)
        };
        let (taken, added) = self
            .contents
            .iter()
            .filter(is_before)
            .fold((0, 0), |(taken, added), content| (taken + content.taken, added + content.added));
        (line as usize + taken).saturating_sub(added) as u32
    }
}

/// The text with only the first pair of a region's markers: who moved a region and took theirs of a conflict has two.
fn marked_once(text: &str, region: Region) -> String {
    let (start, end) = (region.start(), region.end());
    let (mut is_open, mut is_done) = (false, false);
    let is_kept = |line: &&str| match line.trim() {
        line if line == start => !is_done && !std::mem::replace(&mut is_open, true),
        line if line == end => is_open && !std::mem::replace(&mut is_done, true),
        _ => true,
    };
    text.split_inclusive('\n').filter(is_kept).collect()
}

/// What a region holds, without blank lines around it and with LF: what hashes and comparisons are about.
pub fn lines_of(content: &str) -> String {
    content.replace("\r\n", "\n").trim().to_owned()
}

/// The text with other contents in a region, in the line ends of the text.
pub fn replaced(text: &str, span: Span, content: &str) -> String {
    let content = if content.is_empty() { "\n".to_owned() } else { format!("\n{content}\n\n") };
    let mut text = text.to_owned();
    let content = super::lines::like(&content, &text);
    text.replace_range(span.range(), &content);
    text
}

/// The text with markers around the only place where the content stands; `None` where there is not exactly one.
fn mark(text: &str, region: Region, content: &str) -> Option<String> {
    let content = super::lines::like(content, text);
    let mut found = text.match_indices(&content).filter(|(at, _)| {
        let (before, behind) = (&text[..*at], &text[at + content.len()..]);
        (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with(['\r', '\n']))
    });
    let (at, _) = found.next().filter(|_| !content.is_empty())?;
    if found.next().is_some() {
        return None;
    }
    let mut text = text.to_owned();
    let marked = super::lines::like(&region.marked(&lines_of(&content)), &text);
    text.replace_range(at..at + content.len(), &marked);
    Some(text)
}

/// The text without the markers of a region, and what it held in their place.
pub fn unmarked(text: &str, region: Region) -> String {
    let Some(span) = region.find(text) else { return text.to_owned() };
    let is_marker = |line: &str| line.trim() == region.start() || line.trim() == region.end();
    let content = super::lines::like(&lines_of(text.get(span.range()).unwrap_or_default()), text);
    let before: Vec<&str> = text[..span.start as usize].split_inclusive('\n').filter(|line| !is_marker(line)).collect();
    let behind: Vec<&str> = text[span.end as usize..].split_inclusive('\n').filter(|line| !is_marker(line)).collect();
    let end = if content.is_empty() || content.ends_with('\n') { "" } else { super::lines::line_end(text) };
    format!("{}{content}{end}{}", before.concat(), behind.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(middle: &str) -> String {
        format!("# A\n\n{middle}\n\n## B\n")
    }

    #[test]
    fn a_new_region_comes_where_its_text_is_untouched() {
        let (base, theirs) = (with("1. Ask.\n2. Get."), with(&Region::Credentials.marked("1. Ask.\n2. Get.")));
        for ours in [base.clone(), base.replace('\n', "\r\n"), format!("mine\n{base}")] {
            let hollow = Hollow::of(&base, &ours, &theirs);
            assert_eq!(hollow.base, hollow.theirs);
            assert!(Region::Credentials.find(&hollow.fill(&hollow.ours)).is_some(), "{}", hollow.ours);
        }
    }

    #[test]
    fn a_text_of_ones_own_gets_no_region() {
        let (base, theirs) = (with("1. Ask."), with(&Region::Credentials.marked("1. Ask.")));
        for middle in ["1. Beg.", "1. Ask.\n1. Ask.", ""] {
            let ours = with(middle);
            let hollow = Hollow::of(&base, &ours, &theirs);
            assert_eq!((hollow.base, hollow.ours, hollow.theirs), (base.clone(), ours, base.clone()));
        }
    }

    #[test]
    fn contents_are_no_matter_of_merging() {
        let text = |content: &str| with(&Region::Operations.marked(content));
        let ours = text("### Mine");
        let hollow = Hollow::of(&text("### Old"), &ours, &text("### New"));
        assert_eq!((&hollow.base, &hollow.theirs), (&hollow.ours, &hollow.ours));
        assert_eq!(hollow.fill(&hollow.ours), ours);
    }

    #[test]
    fn a_region_that_was_moved_keeps_its_content() {
        let region = |content: &str| Region::Operations.marked(content);
        let (base, ours) = (with(&region("### Old")), format!("{}\n# A\n\n## B\n", region("### Mine")));
        let hollow = Hollow::of(&base, &ours, &base);
        let twice = format!("{}{}", hollow.ours, hollow.base);
        let filled = hollow.fill(&twice);
        assert_eq!((filled.matches("### Mine").count(), filled.matches(&Region::Operations.start()).count()), (1, 1));
        assert!(Region::Operations.find(&filled).is_some());
    }

    #[test]
    fn markers_go_without_a_trace() {
        assert_eq!(unmarked(&with(&Region::Operations.marked("x\ny")), Region::Operations), with("x\ny"));
        assert_eq!(
            replaced(&with("<!-- connkit:operations -->\n<!-- /connkit:operations -->"), Span::at(33), "x"),
            with(&Region::Operations.marked("x"))
        );
    }
}
