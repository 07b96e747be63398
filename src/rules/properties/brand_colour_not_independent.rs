use crate::connector::icon::Colour;
use crate::connector::properties::Properties;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::publisher_kind::INDEPENDENT_BRAND_COLOUR;
use crate::rule::Cx;

rule! {
    /// The connector of an independent publisher has a brand colour of its own.
    ///
    /// Microsoft draws the icons of all connectors by independent publishers itself, on one colour: `#da3b01`. The
    /// properties must name that colour.
    ///
    /// ```apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": "#33475b" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "iconBrandColor": "#DA3B01" } }
    /// ```
    BrandColourNotIndependent {
        levels: { Off, Error, Off },
        origin: Certification,
        codes: ["5000.2.1.1"],
        evidence: "documented; all 395 published connectors of independent publishers have it",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(node) = properties.brand_colour() else { return };
    let Some(text) = node.as_str() else { return };
    // What is no colour at all is told by another rule.
    if Colour::of_hex(&text).is_none() || text.eq_ignore_ascii_case(INDEPENDENT_BRAND_COLOUR) {
        return;
    }
    cx.report(node, format!("independent publishers have the brand colour `{INDEPENDENT_BRAND_COLOUR}`, not `{text}`"))
        .fix(
            Safety::Safe,
            format!("write `{INDEPENDENT_BRAND_COLOUR}`"),
            [Some(replace_value(node, &quote(INDEPENDENT_BRAND_COLOUR)))],
        );
}
