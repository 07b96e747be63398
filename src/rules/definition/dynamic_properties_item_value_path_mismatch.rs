use crate::connector::definition::dynamic::without_properties;
use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// Dynamic schema and dynamic properties of one value look for the schema at different places.
    ///
    /// Old clients follow `value-path` of `x-ms-dynamic-schema`, newer ones `itemValuePath` of
    /// `x-ms-dynamic-properties`. Both must find the same schema; only a last `properties` is left out in the newer path.
    ///
    /// ```json,bad,at=/definitions/Order/x-ms-dynamic-properties/itemValuePath
    /// { "definitions": { "Order": { "type": "object",
    ///   "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema" },
    ///   "x-ms-dynamic-properties": { "operationId": "GetOrder", "itemValuePath": "items" } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/x-ms-dynamic-properties
    /// { "definitions": { "Order": { "type": "object",
    ///   "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema/properties" },
    ///   "x-ms-dynamic-properties": { "operationId": "GetOrder" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///   "Order": { "type": "object",
    ///     "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema/properties" },
    ///     "x-ms-dynamic-properties": { "operationId": "GetOrder", "itemValuePath": "schema" } },
    ///   "Item": { "type": "object",
    ///     "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "properties" },
    ///     "x-ms-dynamic-properties": { "operationId": "GetOrder" } }
    /// } }
    /// ```
    DynamicPropertiesItemValuePathMismatch {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 321 published pairs",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Unsafe],
        keywords: [DynamicSchema],
    }
}

fn check(cx: &mut Cx<'_, '_>, typed: &Typed<'_>) {
    let (Some(older), Some(newer)) = (typed.get(Keyword::DynamicSchema), typed.get(Keyword::DynamicProperties)) else {
        return;
    };
    if !older.is_object() || !newer.is_object() {
        return;
    }
    let older = older.str_member("value-path").unwrap_or_default();
    let expected = without_properties(&older);
    let found = newer.get("itemValuePath");
    let path = found.and_then(crate::json::Node::as_str).unwrap_or_default();
    if path.trim_matches('/') == expected {
        return;
    }
    let edit = match found {
        Some(found) if expected.is_empty() => json::remove(found),
        Some(found) => Some(json::replace_value(found, &json::quote(expected))),
        None => json::insert_member(newer, "itemValuePath", &json::quote(expected)),
    };
    let at = found.map_or(At::key(newer), At::from);
    cx.report(
        at,
        format!("`itemValuePath` is `{path}`, but `value-path` of `x-ms-dynamic-schema` leads to `{expected}`"),
    )
    .help("let both lead to the same schema")
    .fix(Safety::Unsafe, "follow `value-path`", [edit]);
}
