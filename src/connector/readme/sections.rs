//! The sections that Microsoft's templates for readme and intro have, and the names under which publishers write them.
//!
//! Finds sections; whether one has to be there is a matter of rules.

use super::{Heading, Markdown, ProseKind, Section, simplified};

/// A section of the templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Publisher,
    Prerequisites,
    Operations,
    Credentials,
    GettingStarted,
    KnownIssues,
    Errors,
    Questions,
    Deployment,
}

impl SectionKind {
    pub const ALL: [Self; 9] = [
        Self::Publisher,
        Self::Prerequisites,
        Self::Operations,
        Self::Credentials,
        Self::GettingStarted,
        Self::KnownIssues,
        Self::Errors,
        Self::Questions,
        Self::Deployment,
    ];

    /// What its heading begins with, in lower case and without punctuation.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Publisher => &["publisher"],
            Self::Prerequisites => &["prerequisite", "pre requisite", "before you begin", "requirements"],
            Self::Operations => &[
                "supported operation",
                "supported action",
                "supported trigger",
                "supported request",
                "supported method",
                "supported api",
                "operations",
                "available operation",
                "available action",
                "available trigger",
                "connector method",
                "connector operation",
                "connector action",
                "actions",
                "triggers",
            ],
            Self::Credentials => &[
                "obtain",
                "how to get",
                "how to obtain",
                "how to generate",
                "how to connect",
                "how to authenticate",
                "get credential",
                "get api",
                "get an api",
                "get your",
                "getting credential",
                "getting your",
                "getting an api",
                "getting api",
                "generat",
                "creating a connection",
                "create a connection",
                "create your connection",
                "create an api",
                "creating an api",
                "credential",
                "authenticat",
                "authoriz",
                "authoris",
                "acquir",
                "api key",
                "api credential",
                "set up",
                "setup",
                "setting up",
                "connecting",
            ],
            Self::GettingStarted => &["getting started", "get started"],
            Self::KnownIssues => &["known issue", "known limitation", "limitation", "issues and limitation"],
            Self::Errors => &["common error"],
            Self::Questions => &["frequently asked question", "faq"],
            Self::Deployment => &["deploy", "how to deploy", "installation", "building the connector"],
        }
    }

    /// The section that a heading begins.
    pub fn of(heading: &Heading) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.is_named(&heading.simple))
    }

    /// Whether a simplified heading begins so.
    fn is_named(self, simple: &str) -> bool {
        let name = simple.trim_start_matches(|character: char| character.is_ascii_digit() || character == ' ');
        // Few names begin with the same letter.
        let first = name.as_bytes().first();
        self.names().iter().any(|start| start.as_bytes().first() == first && name.starts_with(start))
    }
}

impl Markdown {
    /// The heading that names the connector: the first of level 1, or one of any level that the text begins with.
    pub fn name(&self) -> Option<&Heading> {
        let first = self.headings().first().filter(|first| {
            let is_before = |paragraph: &super::Paragraph| first.span.start < paragraph.span.start;
            SectionKind::of(first).is_none() && self.paragraphs().first().is_none_or(is_before)
        });
        self.title().or(first)
    }

    /// The headings of one level that begin a section which has its place before an earlier one's, each with the first of
    /// those.
    ///
    /// Of several headings that begin the same kind of section only the first counts, and a section that stands before
    /// several others is told once.
    pub fn out_of_order(&self, order: &[SectionKind], level: u8) -> Vec<(&Heading, &Heading)> {
        let mut found: Vec<(&Heading, &Heading)> = Vec::new();
        let mut seen: Vec<(usize, &Heading)> = Vec::new();
        for heading in self.headings().iter().filter(|heading| heading.level == level) {
            let rank = SectionKind::of(heading).and_then(|kind| order.iter().position(|other| *other == kind));
            let Some(rank) = rank.filter(|rank| seen.iter().all(|(other, _)| other != rank)) else { continue };
            if let Some((_, before)) = seen.iter().find(|(other, _)| *other > rank)
                && found.last().is_none_or(|(_, last)| last.span != before.span)
            {
                found.push((heading, before));
            }
            seen.push((rank, heading));
        }
        found
    }

    /// The first section of a kind; a number before its name does not matter.
    pub fn section_of_kind(&self, kind: SectionKind) -> Option<Section<'_>> {
        let index = self.headings().iter().position(|heading| kind.is_named(&heading.simple))?;
        self.section_of(index)
    }

    /// Whether there is such a section, or a line that was to be its heading (`##Prerequisites`).
    pub fn has_section(&self, kind: SectionKind) -> bool {
        let is_meant = |text: &str| text.starts_with('#') && kind.is_named(&simplified(text));
        self.headings().iter().any(|heading| kind.is_named(&heading.simple))
            || self.paragraphs().iter().any(|paragraph| is_meant(&paragraph.text))
    }

    /// The paragraph before all headings below the title.
    pub fn lead(&self) -> Option<&super::Paragraph> {
        let title = self.title().map_or(0, |title| title.span.end);
        let first = self.headings().iter().find(|heading| heading.span.start >= title);
        let end = first.map_or(u32::MAX, |heading| heading.span.start);
        self.paragraphs()
            .iter()
            .find(|paragraph| paragraph.kind == ProseKind::Paragraph && paragraph.span.start >= title)
            .filter(|paragraph| paragraph.span.start < end)
    }
}
