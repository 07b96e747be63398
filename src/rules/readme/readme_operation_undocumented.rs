use std::borrow::Cow;
use std::collections::HashSet;

use crate::connector::definition::{Definition, Operation};
use crate::connector::definition::revision::stem_of_text;
use crate::connector::readme::{Markdown, Mention, ProseKind, Section, SectionKind, line_end, mentions, simplified};
use crate::finding::Safety;
use crate::json::Node;
use crate::rule::{Cx, TextFile};
use crate::text::{Edit, Span};

/// So many operations are named in the message and shown.
const SHOWN: usize = 3;

rule! {
    /// The readme's list of operations leaves out operations of the definition.
    ///
    /// Users read the list to learn what the connector can do. An operation counts as documented where one line has its id,
    /// or the words of its summary in any order, whatever its revision; internal and deprecated ones need not be. Where the
    /// list has as many entries that name no operation, it calls the missing ones otherwise.
    ///
    /// ```json,with
    /// { "paths": { "/orders": {
    ///     "post": { "operationId": "CreateOrder", "summary": "Create an order", "responses": { "201": { "description": "Created" } } },
    ///     "get": { "operationId": "ListOrders", "summary": "List orders", "x-ms-visibility": "internal", "responses": { "200": { "description": "OK" } } }
    /// } } }
    /// ```
    /// ```raw:readme.md,bad,at=3:1
    /// # Contoso Orders
    ///
    /// ## Supported Operations
    ///
    /// ### Get an order
    ///
    /// <!-- ### Create an order -->
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Supported Operations
    ///
    /// - `GetOrder`: one of the shop's
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Supported Operations
    ///
    /// ### Read an order
    /// ```
    ReadmeOperationUndocumented {
        levels: { Hint },
        origin: Certification,
        evidence: "documented in the template; of 50 findings on published connectors 34 operations are not in the readme, 16 have another name there",
        since: "0.1.0",
        check: Readme(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    let Some(section) = readme.section_of_kind(SectionKind::Operations).filter(|_| !readme.is_cut()) else { return };
    let Some(definition) = cx.definition() else { return };
    let (missing, lines) = compare(file.text, readme, definition);
    // Where as many entries name no operation, the missing ones have other names there.
    if section.is_empty || missing.len() <= strangers(readme, &section, &lines) {
        return;
    }
    let shown: Vec<String> = missing.iter().take(SHOWN).map(|operation| format!("`{}`", name(operation))).collect();
    let rest = missing.len() - shown.len();
    let rest = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    let message = format!("no line of the readme names {}{rest}", shown.join(", "));
    let edit = is_list_of_operations(readme, &section, definition).then(|| documented(file.text, &section, &missing));
    let finding = cx.report(file.place(section.heading.span), message);
    finding.help("give each operation a heading that is its summary, and a sentence");
    // The readme may have another name for it.
    finding.fix(Safety::Unsafe, "add headings with what the definition says", [edit.flatten()]);
    for operation in missing.iter().take(SHOWN) {
        finding.label(operation.get("summary").unwrap_or(operation.node), "not mentioned");
    }
}

/// The operations that users see and of which no line has the summary or the id, and the lines that have one of any.
fn compare<'d, 'a>(
    text: &str,
    readme: &Markdown,
    definition: &'d Definition<'a>,
) -> (Vec<&'d Operation<'a>>, Vec<Span>) {
    let names = |operation: &Operation<'a>| {
        let summary = operation.node.str_member("summary");
        [summary.map(|summary| stem_of_text(&summary).to_owned().into()), operation.id.and_then(Node::as_str)]
    };
    let by_number = definition
        .operations
        .iter()
        .enumerate()
        .flat_map(|(number, operation)| names(operation).into_iter().flatten().map(move |name| (number, name)));
    let (numbers, names): (Vec<usize>, Vec<Cow<'_, str>>) = by_number.unzip();
    let mut is_missing: Vec<bool> = definition
        .operations
        .iter()
        .map(|operation| !operation.is_internal() && !operation.is_known_deprecated())
        .collect();
    let mut lines = Vec::new();
    for (number, mention) in numbers.into_iter().zip(mentions(text, readme, &names)) {
        is_missing[number] &= mention.is_none();
        if let Mention::Lines(found) = mention {
            lines.extend(found);
        }
    }
    lines.sort_unstable_by_key(|line| line.start);
    let operations = definition.operations.iter().zip(is_missing);
    (operations.filter(|(_, is_missing)| *is_missing).map(|(operation, _)| operation).collect(), lines)
}

/// How many headings of the section, or else items of its lists, name no operation, and nor does what stands below them.
fn strangers(readme: &Markdown, section: &Section<'_>, lines: &[Span]) -> usize {
    let is_inside = |span: Span| section.content.start <= span.start && span.end <= section.content.end;
    let headings = readme.headings().iter().filter(|heading| is_inside(heading.span));
    // `Triggers` and the like are groups.
    let names = headings.filter(|heading| SectionKind::of(heading).is_none()).map(|heading| heading.span.start);
    let mut starts: Vec<u32> = names.collect();
    if starts.is_empty() {
        let items = readme.paragraphs().iter().filter(|it| it.kind == ProseKind::ListItem && is_inside(it.span));
        starts.extend(items.map(|item| item.span.start));
    }
    let ends = starts.iter().skip(1).copied().chain([section.content.end]);
    let is_stranger = |(start, end): (u32, u32)| {
        let line = lines.get(lines.partition_point(|line| line.end <= start));
        line.is_none_or(|line| line.start >= end)
    };
    starts.iter().copied().zip(ends).filter(|entry| is_stranger(*entry)).count()
}

fn name(operation: &Operation<'_>) -> String {
    operation.node.str_member("summary").map_or_else(|| operation.label(), std::borrow::Cow::into_owned)
}

/// Whether the headings of the section, if any, are operations: else it is arranged in another way.
fn is_list_of_operations(readme: &Markdown, section: &Section<'_>, definition: &Definition<'_>) -> bool {
    let names_of = |operation: &Operation<'_>| {
        let id = operation.id.and_then(Node::as_str);
        [operation.node.str_member("summary"), id]
            .into_iter()
            .flatten()
            .map(|name| simplified(&name))
            .collect::<Vec<_>>()
    };
    let names: HashSet<String> = definition.operations.iter().flat_map(names_of).collect();
    let inside = |span: Span| section.content.start <= span.start && span.end <= section.content.end;
    let mut headings = readme.headings().iter().filter(|heading| inside(heading.span));
    headings.all(|heading| names.contains(&simplified(&heading.text)))
}

/// Headings with descriptions at the end of the section.
fn documented(text: &str, section: &Section<'_>, missing: &[&Operation<'_>]) -> Option<Edit> {
    let line_end = line_end(text);
    let end = section.content.start as usize + text.get(section.content.range())?.trim_end().len();
    let marks = "#".repeat(section.heading.level as usize + 1);
    let mut new = String::new();
    for operation in missing {
        let summary = operation.node.str_member("summary")?;
        let description = operation.node.str_member("description").unwrap_or_default();
        // What follows the first line may have headings of its own.
        let description = description.trim().lines().next().unwrap_or_default();
        new.push_str(&format!("{line_end}{line_end}{marks} {}", summary.trim()));
        if !description.trim().is_empty() {
            new.push_str(&format!("{line_end}{line_end}{}", description.trim()));
        }
    }
    let is_last = text.get(end..)?.trim().is_empty() && !text.get(end..)?.contains('\n');
    Some(Edit::insert(end as u32, if is_last { new + line_end } else { new }))
}
