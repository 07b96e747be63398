use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json::{self, quote};
use crate::rule::Cx;

rule! {
    /// The format is none that the platform knows for the type.
    ///
    /// The format tells the designer how to ask for a value and how to show one, such as a date. One that it does not know
    /// is ignored.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/format,at=/definitions/Order/properties/total/format
    /// { "definitions": { "Order": { "properties": { "id": { "format": "guid" }, "total": { "format": "" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": {
    ///   "id": { "format": "date-no-tz" }, "total": { "format": "float" }, "count": { "type": "integer", "format": "int64" },
    ///   "file": { "type": "file", "format": "binary" }
    /// } } } }
    /// ```
    UnrecognizedTypeFormat {
        levels: { Warning },
        origin: Validator,
        evidence: "observed without its level; 4.9 % of published connectors have a foreign format, 6.8 % an empty one",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe, Unsafe],
        keywords: [Format],
    }
}

/// Formats by type, as the published schema of definitions lists them.
const FORMATS: &[(&str, &[&str])] = &[
    ("integer", &["int32", "int64"]),
    ("number", &["float", "double"]),
    ("string", &["byte", "binary", "date", "date-time", "password", "date-no-tz", "email", "html", "uri", "uuid"]),
    // Whatever a file is said to be, nobody minds.
    ("file", &["binary"]),
    ("boolean", &[]),
    ("array", &[]),
    ("object", &[]),
];

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(node) = typed.get(Keyword::Format) else { return };
    let (Some(format), Some(type_name)) = (node.as_str(), typed.type_name()) else { return };
    let Some((_, known)) = FORMATS.iter().find(|(name, _)| *name == type_name) else { return };
    if known.contains(&&*format) || typed.has(Keyword::Reference) {
        return;
    }
    if format.is_empty() {
        cx.report(At::key(node), "the format is empty").help("remove it").fix(
            Safety::Safe,
            "remove it",
            [json::remove(node)],
        );
        return;
    }
    let finding = cx.report(node, format!("the platform knows no format `{format}` of the type `{type_name}`"));
    if known.is_empty() {
        // Microsoft compares the formats of outputs when a connector is updated.
        finding.help("remove it").fix(Safety::Unsafe, "remove it", [json::remove(node)]);
        return;
    }
    finding.help(format!("write one of `{}`, or remove it", known.join("`, `")));
    if type_name == "string" && format.eq_ignore_ascii_case("guid") {
        finding.fix(Safety::Unsafe, "write `uuid`", [Some(json::replace_value(node, &quote("uuid")))]);
    }
}
