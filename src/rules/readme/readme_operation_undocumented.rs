use std::borrow::Cow;
use std::collections::HashSet;

use crate::connector::definition::revision::stem_of_text;
use crate::connector::definition::{Definition, Operation};
use crate::connector::readme::{
    Markdown, ProseKind, Section, SectionKind, documentation, line_end, mentioned, simplified,
};
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
    /// list has an entry for each operation, it calls the missing ones otherwise.
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
        evidence: "documented in the template; of 50 findings that were read 36 are right, in 14 the readme has other names",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    let Some(section) = readme.section_of_kind(SectionKind::Operations).filter(|it| !it.is_empty && !readme.is_cut())
    else {
        return;
    };
    let Some(definition) = cx.definition() else { return };
    let operations = &definition.operations;
    let entries = entries(readme, &section);
    // Where there is an entry for each, the missing ones have other names: the lines need not be read.
    if entries >= operations.len() {
        return;
    }
    let are_mentioned = are_mentioned(file.text, readme, operations);
    let is_visible = |operation: &Operation<'_>| !operation.is_internal() && !operation.is_known_deprecated();
    let missing: Vec<&Operation<'_>> = (operations.iter().zip(&are_mentioned))
        .filter(|(operation, is_mentioned)| !**is_mentioned && is_visible(operation))
        .map(|(operation, _)| operation)
        .collect();
    let mentioned = are_mentioned.iter().filter(|is_mentioned| **is_mentioned).count();
    // Internal ones need no entry.
    if missing.is_empty() || entries >= mentioned + missing.len() {
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

/// For each operation whether a line has its summary, whatever its revision, or its id.
fn are_mentioned<'a>(text: &str, readme: &Markdown, operations: &[Operation<'a>]) -> Vec<bool> {
    let names = |operation: &Operation<'a>| {
        let summary = operation.str("summary");
        [summary.map(|summary| stem_of_text(&summary).to_owned().into()), operation.id.and_then(Node::as_str)]
    };
    // Most operations have a heading of their own: then nothing else has to be read.
    let headings: HashSet<&str> = readme.headings().iter().map(|heading| heading.simple.as_str()).collect();
    let has_heading = |operation: &Operation<'a>| {
        names(operation).into_iter().flatten().any(|name: Cow<'_, str>| headings.contains(simplified(&name).as_str()))
    };
    let mut are_mentioned: Vec<bool> = operations.iter().map(has_heading).collect();
    let by_number = operations
        .iter()
        .enumerate()
        .filter(|(number, _)| !are_mentioned[*number])
        .flat_map(|(number, operation)| names(operation).into_iter().flatten().map(move |name| (number, name)));
    let (numbers, names): (Vec<usize>, Vec<Cow<'_, str>>) = by_number.unzip();
    if names.is_empty() {
        return are_mentioned;
    }
    for (number, found) in numbers.into_iter().zip(mentioned(text, readme, &names)) {
        are_mentioned[number] |= found;
    }
    are_mentioned
}

/// How many headings the section has, apart from those above deeper ones; where there are none, how many items of lists.
fn entries(readme: &Markdown, section: &Section<'_>) -> usize {
    let is_inside = |span: Span| section.content.start <= span.start && span.end <= section.content.end;
    let headings: Vec<u8> =
        readme.headings().iter().filter(|heading| is_inside(heading.span)).map(|heading| heading.level).collect();
    if headings.is_empty() {
        let items = readme.paragraphs().iter().filter(|it| it.kind == ProseKind::ListItem && is_inside(it.span));
        return items.count();
    }
    let groups = headings.windows(2).filter(|pair| pair[0] < pair[1]).count();
    headings.len() - groups
}

fn name(operation: &Operation<'_>) -> String {
    operation.str("summary").map_or_else(|| operation.label(), std::borrow::Cow::into_owned)
}

/// Whether the headings of the section, if any, are operations: else it is arranged in another way.
fn is_list_of_operations(readme: &Markdown, section: &Section<'_>, definition: &Definition<'_>) -> bool {
    let names_of = |operation: &Operation<'_>| {
        let id = operation.id.and_then(Node::as_str);
        [operation.str("summary"), id].into_iter().flatten().map(|name| simplified(&name)).collect::<Vec<_>>()
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
    let mut new = String::new();
    for operation in missing {
        let text = documentation(operation, section.heading.level, line_end)?;
        new.push_str(&format!("{line_end}{line_end}{text}"));
    }
    let is_last = text.get(end..)?.trim().is_empty() && !text.get(end..)?.contains('\n');
    Some(Edit::insert(end as u32, if is_last { new + line_end } else { new }))
}
