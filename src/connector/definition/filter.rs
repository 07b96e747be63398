//! Filter functions: what a service can filter by, as `filterFunctions` of a schema tells.

use super::{Keyword, Schema};
use crate::json::Node;

/// The filter functions of OData that services name for their columns. The platform's own list is not published.
pub const FUNCTIONS: &[&str] = &[
    "add",
    "and",
    "any",
    "arraylookup",
    "astype",
    "average",
    "concat",
    "contains",
    "count",
    "countdistinct",
    "date",
    "day",
    "div",
    "endswith",
    "eq",
    "ge",
    "gt",
    "hour",
    "indexof",
    "isof",
    "le",
    "length",
    "lt",
    "max",
    "min",
    "minute",
    "mod",
    "month",
    "mul",
    "ne",
    "not",
    "now",
    "null",
    "or",
    "replace",
    "round",
    "second",
    "startswith",
    "sub",
    "substring",
    "substringof",
    "sum",
    "time",
    "tolower",
    "toupper",
    "trim",
    "year",
];

/// The values of `filterFunctions`, in the schema's `x-ms-capabilities` or directly in the schema.
pub fn filter_functions<'a>(schema: &Schema<'a>) -> impl Iterator<Item = Node<'a>> + use<'a> {
    let in_capabilities = schema.get(Keyword::Capabilities).and_then(|node| node.get(Keyword::FilterFunctions.name()));
    in_capabilities.into_iter().chain(schema.get(Keyword::FilterFunctions))
}
