use crate::connector::icon::Colour;
use crate::connector::properties::Properties;
use crate::rule::{Cx, IconFile};

rule! {
    /// The background of the icon is not the connector's brand colour.
    ///
    /// The platform draws the area around the icon in the brand colour of the properties: another background shows as a
    /// box. Two colours count as the same while no channel differs by more than 8 of 255, which nobody sees.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// background: #ff8800
    /// ```
    /// ```icon,good
    /// background: #33465d
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "iconBrandColor": "#007ee5" } }
    /// ```
    IconBackgroundNotBrandColour {
        levels: { Warning, Off, Off },
        origin: Certification,
        codes: ["5000.5.10", "connector-validate-backgroundwithbrandiconcolor"],
        evidence: "documented",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    let Some(pixels) = file.pixels() else { return };
    let Some(node) = cx.properties().and_then(Properties::brand_colour) else { return };
    let Some(brand) = node.as_str().and_then(|text| Colour::of_hex(&text)) else { return };
    let background = pixels.background().colour;
    // A brand colour that is refused has to change, and the icon is drawn for the new one.
    let has_other_fault = !pixels.is_opaque() || !pixels.has_uniform_corners();
    let judged_elsewhere = has_other_fault || background.is_reserved() || brand.is_reserved();
    if judged_elsewhere || background.is_like(brand) {
        return;
    }
    let message = format!("the icon's background is `{background}`, and the brand colour is `{brand}`");
    let colour = cx.colour_to_redraw_on();
    cx.report(file.place(), message)
        .label(node, "the brand colour")
        .help("draw the logo on the brand colour, or make the background the brand colour")
        .fix_by_redrawing(colour);
}
