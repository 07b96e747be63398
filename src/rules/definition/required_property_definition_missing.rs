use foldhash::HashSet;

use crate::connector::definition::{Keyword, Members, Relation, Schema};
use crate::finding::{Level, Safety};
use crate::json::{self, Node, quote};
use crate::rule::Cx;

rule! {
    /// `required` lists a property that the schema does not have.
    ///
    /// The name is misspelt, or the property was removed: the designer would ask for a value and have no field for it.
    ///
    /// ```json,bad,at=/definitions/Order/required/1
    /// { "definitions": { "Order": { "required": ["id", "Total"] } } }
    /// ```
    ///
    /// Properties may come from `allOf`, in whatever part of it the name is required, and a schema that is open to more
    /// properties, or gets them dynamically, may require them.
    ///
    /// ```json,good
    /// { "definitions": {
    ///   "Base": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
    ///   "Copy": { "allOf": [
    ///     { "$ref": "#/definitions/Base" },
    ///     { "type": "object", "required": ["id", "note"], "properties": {} }, { "properties": { "note": { "type": "string" } } }
    ///   ] },
    ///   "Open": { "type": "object", "required": ["any"], "properties": {}, "additionalProperties": { "type": "string" } },
    ///   "Dynamic": { "type": "object", "required": ["any"], "x-ms-dynamic-schema": { "operationId": "GetOrder" } }
    /// } }
    /// ```
    RequiredPropertyDefinitionMissing {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 19,721 names",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Unsafe],
        keywords: [Required, AllOf],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    // The parts of an `allOf` are looked at together with the schema that they make up.
    if schema.relation == Relation::AllOf || !(schema.has(Keyword::Required) || schema.has(Keyword::AllOf)) {
        return;
    }
    let Some(definition) = cx.definition().filter(|definition| definition.is_complete()) else { return };
    let members = definition.members(schema);
    if members.is_open {
        return;
    }
    let mut parts = vec![schema];
    while let Some(part) = parts.pop() {
        // On anything but an object `required` is wrong altogether: another rule says so.
        let is_object = part.type_name().is_none_or(|name| name == "object") && !part.has(Keyword::Reference);
        if let Some(required) = part.get(Keyword::Required).filter(|required| is_object && required.is_array()) {
            required.children().for_each(|entry| judge(cx, entry, &members));
        }
        let all_of = part.get(Keyword::AllOf).filter(|all_of| all_of.is_array());
        parts.extend(all_of.into_iter().flat_map(Node::children).filter_map(|part| definition.schema_at(part)));
    }
}

fn judge<'a>(cx: &mut Cx<'_, 'a>, entry: Node<'a>, members: &Members<'_, 'a>) {
    let Some(name) = entry.as_str().filter(|name| !members.has_property(name)) else { return };
    let names: Vec<_> = members.properties().take_while(|_| cx.may_compare()).collect();
    let required = if names.is_empty() { HashSet::default() } else { members.required() };
    let free: Vec<&str> = names.iter().map(|name| &**name).filter(|name| !required.contains(*name)).collect();
    let alike = cx.nearest(&name, free.iter().copied());
    cx.spend_comparisons(names.len() - free.len());
    let finding = cx.report(entry, format!("`{name}` is no property of the schema"));
    if let Some(alike) = alike {
        let value = json::replace_value(entry, &quote(alike.name));
        finding.help(format!("did you mean `{}`?", alike.name));
        finding.fix(Safety::Unsafe, format!("write `{}`", alike.name), [Some(value)]);
    } else {
        finding.help("mend the name, add the property, or remove the entry");
    }
    if members.properties().next().is_none() {
        // An object without any property may be a sketch; nobody has seen a refusal.
        finding.at_most(Level::Warning);
    }
}
