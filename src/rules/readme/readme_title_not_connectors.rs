use foldhash::HashSet;

use crate::connector::likeness::likeness;
use crate::connector::readme::{Heading, Markdown, SectionKind, simplified};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::{Edit, Span};

/// From this likeness on (Jaro-Winkler), one name is a form of the other.
const LIKE: f64 = 0.85;

/// Words that make no difference between two names of a connector.
const FILLERS: [&str; 10] =
    ["connector", "connectors", "the", "for", "by", "power", "automate", "custom", "api", "microsoft"];

/// What stands in the place of the title in Microsoft's templates.
const TEMPLATE_TITLES: [&str; 2] = ["title", "your connector name"];

rule! {
    /// The readme's title does not name the connector.
    ///
    /// It should be the title of the definition; a longer or a shorter form of it is fine. Another name is often left over
    /// from a readme that was copied.
    ///
    /// ```raw:readme.md,bad,at=1:1
    /// # Fabrikam Invoices
    /// ```
    /// ```raw:readme.md,good
    /// # The Contoso Orders Connector (Preview)
    ///
    /// # Prerequisites
    /// ```
    ReadmeTitleNotConnectors {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented in the template: the readme's title is the connector's",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    // What begins the text as a heading of a lower level is often a note.
    let Some(heading) = file.content.name().filter(|heading| heading.level <= 2) else { return };
    let Some(node) = cx.definition().and_then(|definition| definition.info()?.get("title")) else { return };
    let Some(title) = node.as_str() else { return };
    let written = &heading.simple;
    // The template's titles are `TemplateTextLeft`'s, and a section's heading tells that there is no title.
    let is_name = SectionKind::of(heading).is_none() && !TEMPLATE_TITLES.contains(&written.as_str());
    if !is_name || is_like(written, &simplified(&title)) {
        return;
    }
    cx.report(file.place(heading.span), format!("the title `{}` does not name the connector", heading.text))
        .label(node, "the connector's title")
        .help(format!("write `# {title}`"))
        // A readme may be about more than one connector.
        .fix(Safety::Unsafe, format!("write `# {title}`"), [renamed(file, heading, &title)]);
}

/// The heading with another text; `None` where it is not written with number signs on one line.
fn renamed(file: &TextFile<'_, Markdown>, heading: &Heading, title: &str) -> Option<Edit> {
    let written = file.text.get(heading.span.range())?;
    let line = written.trim_end();
    let is_plain = line.starts_with('#') && !line.contains('\n') && !title.trim().is_empty() && !title.contains('\n');
    let end = heading.span.start as usize + line.len();
    let marks = "#".repeat(heading.level as usize);
    is_plain.then(|| Edit::replace(Span::new(heading.span.start as usize, end), format!("{marks} {}", title.trim())))
}

/// Whether two names have a word in common, or are nearly the same without their blanks.
fn is_like(written: &str, wanted: &str) -> bool {
    let words = |name: &'_ str| name.split(' ').filter(|word| !FILLERS.contains(word)).map(str::to_owned).collect();
    let (written, wanted): (Vec<String>, Vec<String>) = (words(written), words(wanted));
    let (joined, other) = (written.concat(), wanted.concat());
    let known: HashSet<&String> = written.iter().collect();
    wanted.iter().any(|word| known.contains(word))
        || joined.contains(&other)
        || other.contains(&joined)
        || likeness(&joined, &other) >= LIKE
}
