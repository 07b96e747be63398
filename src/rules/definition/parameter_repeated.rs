use std::collections::BTreeMap;

use crate::connector::definition::{Definition, Owner, Parameter};
use crate::finding::Safety;
use crate::json::{Node, escape_token, insert_member, print_value, quote, replace_value};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// Several operations have the same parameter, each written out.
    ///
    /// The guidelines ask for one parameter in the definition's `parameters`, to which all operations refer, so that a
    /// text is written and changed once. The unsafe fix moves all of them there.
    ///
    /// Off unless it is asked for, by a level in `connkit.json` or by `--select`: nothing is wrong with a definition
    /// that repeats its parameters, and most published ones do.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0
    /// { "paths": { "/orders/{id}": {
    ///   "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }] },
    ///   "put": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }] }
    /// } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": {
    ///   "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }] },
    ///   "put": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "double" }] }
    /// } } }
    /// ```
    ParameterRepeated {
        levels: { Off },
        origin: Certification,
        evidence: "documented in the coding standards; most published definitions repeat parameters",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

/// Parameters of operations that are written alike.
type Group<'d, 'a> = Vec<&'d Parameter<'a>>;

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let groups = groups(definition);
    let edits = moved(definition, &groups);
    let mut fix = edits.filter(|_| definition.is_complete());
    for group in groups {
        let (Some(first), Some(second)) = (group.first(), group.get(1)) else { continue };
        let name = first.name().unwrap_or_default();
        let finding = cx.report(first.node, format!("{} operations have the same parameter `{name}`", group.len()));
        finding.label(second.node, "written once more");
        finding.help("move it into the definition's `parameters`, and refer to it by `$ref`");
        // All go at once: they are added in one place.
        if let Some(edits) = fix.take() {
            let title = "move all repeated parameters into the definition's `parameters`";
            finding.fix(Safety::Unsafe, title, edits.into_iter().map(Some));
        }
    }
}

/// Those that more than one operation has, in the order of the first.
fn groups<'d, 'a>(definition: &'d Definition<'a>) -> Vec<Group<'d, 'a>> {
    let mut groups: BTreeMap<String, Group<'d, 'a>> = BTreeMap::new();
    let is_candidate = |parameter: &&Parameter<'a>| {
        matches!(parameter.owner, Owner::Operation(_)) && !parameter.is_reference() && parameter.name().is_some()
    };
    for parameter in definition.parameters.iter().filter(is_candidate).filter(|parameter| !parameter.is_in("body")) {
        groups.entry(print_value(parameter.node)).or_default().push(parameter);
    }
    let mut groups: Vec<Group<'d, 'a>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| group.first().map(|first| first.index));
    groups
}

/// The edits that move the groups; `None` where the definition leaves no room.
fn moved(definition: &Definition<'_>, groups: &[Group<'_, '_>]) -> Option<Vec<Edit>> {
    let shared = definition.root.get("parameters");
    let mut taken: Vec<String> =
        shared.into_iter().flat_map(Node::children).filter_map(|member| Some(member.key()?.into_owned())).collect();
    let mut edits = Vec::new();
    let mut members: Vec<(String, String)> = Vec::new();
    for group in groups {
        let first = group.first()?;
        let same = shared.into_iter().flat_map(Node::children).find(|member| member.same_value(first.node));
        let key = match same.and_then(Node::key) {
            Some(key) => escape_token(&key),
            None => {
                let key = free_key(&first.name()?, &taken);
                members.push((key.clone(), print_value(first.node)));
                taken.push(key.clone());
                key
            }
        };
        let reference = format!("{{ \"$ref\": {} }}", quote(&format!("#/parameters/{key}")));
        edits.extend(group.iter().map(|parameter| replace_value(parameter.node, &reference)));
    }
    if !members.is_empty() {
        edits.push(added(definition, &members)?);
    }
    Some(edits)
}

/// A key that needs no escapes in a reference, and that nobody has.
fn free_key(name: &str, taken: &[String]) -> String {
    let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
    let stem: String = name.chars().map(plain).collect();
    let is_free = |key: &String| !taken.contains(key);
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(is_free).unwrap_or(stem)
}

/// The one edit that adds members to the shared parameters, or those with them.
fn added(definition: &Definition<'_>, members: &[(String, String)]) -> Option<Edit> {
    let Some(shared) = definition.root.get("parameters") else {
        let lines = |value: &str| value.replace('\n', "\n  ");
        let members: Vec<String> =
            members.iter().map(|(key, value)| format!("  {}: {}", quote(key), lines(value))).collect();
        return insert_member(definition.root, "parameters", &format!("{{\n{}\n}}", members.join(",\n")));
    };
    let mut edits = members.iter().map(|(key, value)| insert_member(shared, key, value));
    let first = edits.next()??;
    // All are insertions at one place, unless there was none before.
    let rest: Option<Vec<Edit>> = edits.collect();
    let rest: String = rest?.into_iter().map(|edit| edit.text).collect();
    (shared.children().next().is_some() || rest.is_empty()).then(|| Edit { text: first.text + &rest, ..first })
}
