use crate::connector::properties::Properties;
use crate::finding::{Level, Safety};
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// `iconBrandColor` is no colour of the form `#rrggbb`.
    ///
    /// The platform paints the tile of the connector with this colour and reads nothing but a number sign and six
    /// hexadecimal digits: no names, no short forms, no transparency.
    ///
    /// ```apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": "33475b" } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": "#abc" } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": "blue" } }
    /// ```
    /// ```raw:apiProperties.json,bad,at=/properties/iconBrandColor
    /// { "properties": { "iconBrandColor": null, "connectionParameters": {}, "publisher": "Contoso", "stackOwner": "Contoso" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "iconBrandColor": "#33475B" } }
    /// ```
    BrandColourNotValid {
        levels: { Error },
        origin: Certification,
        codes: ["connector-validate-hexadecimalbrandcolor", "5000.2.1.1"],
        evidence: "documented; of 1,031 published files 3 have `null`, all others a colour of this form",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(node) = properties.brand_colour() else { return };
    if node.is_null() {
        cx.report(node, "there is no colour")
            .help("write a number sign and six hexadecimal digits")
            .at_most(Level::Warning);
        return;
    }
    let Some(colour) = node.as_str() else { return };
    let digits = colour.trim().trim_start_matches('#');
    if colour.len() == 7 && colour.starts_with('#') && is_hexadecimal(&colour[1..]) {
        return;
    }
    let finding = cx.report(node, format!("`{colour}` is no colour of the form `#rrggbb`"));
    finding.help("write a number sign and six hexadecimal digits");
    let meant = match digits.len() {
        6 if is_hexadecimal(digits) => format!("#{digits}"),
        3 if is_hexadecimal(digits) => {
            format!("#{}", digits.chars().flat_map(|digit| [digit, digit]).collect::<String>())
        }
        _ => return,
    };
    finding.fix(Safety::Safe, format!("write `{meant}`"), [Some(replace_value(node, &quote(&meant)))]);
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
