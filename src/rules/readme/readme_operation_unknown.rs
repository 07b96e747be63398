use foldhash::HashSet;

use crate::connector::definition::Definition;
use crate::connector::likeness::likeness;
use crate::connector::readme::{Heading, Markdown, SectionKind, simplified};
use crate::rule::{Cx, TextFile};

/// From this likeness on (Jaro-Winkler), a heading is taken for another form of a summary.
const LIKE: f64 = 0.85;

/// Each heading that is no summary is compared with all of them, so there must not be many.
const MAX_STRANGERS: usize = 50;

rule! {
    /// The readme documents an operation that the definition does not have.
    ///
    /// It was renamed or removed, and users look for it in vain. Judged only where the headings of the section are
    /// summaries of operations, apart from few.
    ///
    /// ```json,with
    /// { "paths": { "/orders": {
    ///     "post": { "operationId": "CreateOrder", "summary": "Create an order", "responses": { "201": { "description": "Created" } } },
    ///     "get": { "operationId": "ListOrders", "summary": "List orders", "responses": { "200": { "description": "OK" } } }
    /// } } }
    /// ```
    /// ```raw:readme.md,bad,at=7:1
    /// # Contoso Orders
    ///
    /// ## Supported Operations
    /// ### Get an order
    /// ### Create an order
    /// ### List orders
    /// ### Delete everything
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Supported Operations
    /// ### Reading
    /// #### Get an order (by its ID)
    /// ### 2. `ListOrders`
    /// ### Create orders
    ///
    /// ## Known Issues
    /// ### Delete everything
    /// ```
    ReadmeOperationUnknown {
        levels: { Hint },
        origin: House,
        evidence: "documented in the template: headings are the operations of the definition",
        since: "0.1.0",
        check: Readme(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    let Some(definition) = cx.definition().filter(|definition| definition.is_complete()) else { return };
    let Some(section) = readme.section_of_kind(SectionKind::Operations) else { return };
    let headings = readme.headings();
    let first = headings.partition_point(|heading| heading.span.start < section.content.start);
    let end = headings.partition_point(|heading| heading.span.start < section.content.end);
    let names = names_of(definition);
    let is_summary = |heading: &Heading| names.contains(unnumbered(&heading.simple));
    // Operations have headings of one level; those of other levels, and those of one word, are groups.
    let Some(level) = headings[first..end].iter().find(|heading| is_summary(heading)).map(|heading| heading.level)
    else {
        return;
    };
    // Behind a heading of another section in the wrong level, nothing is known.
    let own = headings[first..end].iter().take_while(|heading| SectionKind::of(heading).is_none());
    let leaves: Vec<&Heading> = own.filter(|heading| heading.level == level && heading.text.contains(' ')).collect();
    let mut unknown = leaves.clone();
    unknown.retain(|heading| !is_summary(heading));
    if unknown.len() > MAX_STRANGERS {
        return;
    }
    unknown.retain(|heading| !is_like_one(unnumbered(&heading.simple), &names));
    // Too many strangers: the section is arranged in another way.
    if unknown.len() * 4 > leaves.len() {
        return;
    }
    for heading in unknown {
        cx.report(file.place(heading.span), format!("the definition has no operation `{}`", heading.text))
            .help("write the operation's summary as the definition has it, or remove the heading");
    }
}

/// Summaries and ids of all operations, simplified.
fn names_of(definition: &Definition<'_>) -> HashSet<String> {
    let summaries = definition.operations.iter().filter_map(|operation| operation.str("summary"));
    let ids = definition.operations.iter().filter_map(|operation| operation.id?.as_str());
    summaries.chain(ids).map(|name| simplified(&name)).filter(|name| !name.is_empty()).collect()
}

fn unnumbered(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_ascii_digit() || character == ' ')
}

fn is_like_one(text: &str, names: &HashSet<String>) -> bool {
    names.iter().any(|name| text.contains(name.as_str()) || name.contains(text) || likeness(name, text) >= LIKE)
}
