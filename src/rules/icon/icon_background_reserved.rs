use crate::connector::icon::Colour;
use crate::connector::properties::Properties;
use crate::rule::{Cx, IconFile};

rule! {
    /// The background of the icon is white or the platform's default blue.
    ///
    /// Certification takes neither `#ffffff` nor `#007ee5`, the colour of connectors whose publisher chose none: the icon
    /// would not stand out among others.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// background: #ffffff
    /// logo: 0
    /// ```
    /// ```icon,bad,at=1:1,file=icon.png
    /// background: #007ee5
    /// ```
    /// ```icon,good
    /// background: #007ee6
    /// ```
    IconBackgroundReserved {
        levels: { Warning, Off, Off },
        origin: Certification,
        codes: ["5000.2.1.1", "connector-validate-backgroundwithbrandiconcolor"],
        evidence: "documented: neither white nor the default blue",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    let Some(pixels) = file.pixels() else { return };
    let background = pixels.background().colour;
    if !background.is_reserved() || !pixels.has_uniform_corners() {
        return;
    }
    let brand = cx.properties().and_then(Properties::brand_colour);
    // A reserved brand colour is reported where it is written, and the icon follows it.
    if brand.and_then(|node| Colour::of_hex(&node.as_str()?)).is_some_and(Colour::is_reserved) {
        return;
    }
    let colour = cx.colour_to_redraw_on();
    let finding = cx.report(file.place(), format!("the icon's background is `{background}`"));
    finding.help("draw the logo on the brand colour").fix_by_redrawing(colour);
    if let Some(node) = brand {
        finding.label(node, "the brand colour");
    }
}
