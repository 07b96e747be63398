use crate::connector::definition::Definition;
use crate::finding::At;
use crate::rule::Cx;

/// Unknown: published connectors reach 5,902 without complaint.
const MOST_SCHEMAS: usize = 8_192;

rule! {
    /// The definition holds more than 8,192 schemas.
    ///
    /// The platform has a limit that nobody has published; the largest published connector has 5,902. Such a connector
    /// is slow to load in the designer, and easier to use when it is split.
    ///
    /// ```json,bad,at=
    /// { "definitions": { "Order": { "properties": { "field{1..8193}": { "type": "string" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "field{1..500}": { "type": "string" } } } } }
    /// ```
    TotalSchemaCountExceedsMaxAllowed {
        levels: { Warning },
        origin: Validator,
        evidence: "the limit is unknown; published connectors reach 5,902",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let count = definition.schemas.len();
    if count > MOST_SCHEMAS {
        cx.report(At::document(definition.document), format!("the definition holds {count} schemas"))
            .help("leave out what flows do not need, or split the connector");
    }
}
