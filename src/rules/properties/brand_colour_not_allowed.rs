use crate::connector::icon::Colour;
use crate::connector::properties::Properties;
use crate::finding::{Level, Safety};
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The brand colour is white or the platform's default blue.
    ///
    /// The tiles of connectors are told apart by their colours. Certification refuses white and the default
    /// `#007ee5`; a colour next to white passes, but the tile still looks empty.
    ///
    /// ```apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": "#007EE5" } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": "#fefefe" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "iconBrandColor": "#007ee6" } }
    /// ```
    BrandColourNotAllowed {
        levels: { Error, Off, Off },
        origin: Certification,
        codes: ["connector-validate-brandcolor", "5000.2.1.1"],
        evidence: "documented; 4 of 619 published certified connectors have such a colour, 15 are next to white",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Unsafe],
    }
}

const REFUSED: [&str; 2] = ["#ffffff", "#007ee5"];

/// What each channel of a colour next to white has at least.
const NEARLY_WHITE: u8 = 0xfc;

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(node) = properties.brand_colour() else { return };
    let Some(text) = node.as_str() else { return };
    if REFUSED.iter().any(|refused| text.eq_ignore_ascii_case(refused)) {
        cx.report(node, format!("the brand colour `{text}` is refused")).help("choose the colour of your brand").fix(
            Safety::Unsafe,
            "put a placeholder in its place",
            // `BrandColourNotValid` reports it until the author replaces it.
            [Some(replace_value(node, &quote("<<colour>>")))],
        );
    } else if Colour::of_hex(&text)
        .is_some_and(|Colour { red, green, blue, .. }| red.min(green).min(blue) >= NEARLY_WHITE)
    {
        cx.report(node, format!("the brand colour `{text}` is next to white"))
            .help("choose a colour that is seen on a white page")
            .at_most(Level::Warning);
    }
}
