use crate::rule::{Cx, IconFile};

rule! {
    /// The corners of the icon do not have one colour.
    ///
    /// A logo stands on one plain colour that fills the square to its corners. Gradients, photographs, frames and rounded
    /// corners look foreign beside the icons of other connectors.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// corners: #ffffff
    /// ```
    /// ```icon,good
    /// corners: #34485c
    /// ```
    IconBackgroundNotUniform {
        levels: { Warning, Off, Off },
        origin: Certification,
        codes: ["5000.5.10", "connector-validate-backgroundwithbrandiconcolor"],
        evidence: "documented: a consistent background without rounded corners",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    let Some(pixels) = file.pixels() else { return };
    let background = pixels.background();
    // Where the icon is transparent, that is the cause. A logo that reaches the border is `IconLogoTooLarge`'s.
    if !pixels.is_opaque() || pixels.has_uniform_corners() {
        return;
    }
    let message =
        format!("only {} % of the icon's border have the colour `{}`", background.percent(), background.colour);
    let colour = cx.colour_to_redraw_on();
    cx.report(file.place(), message)
        .help("fill the whole square with the brand colour, and put the logo in its middle")
        .fix_by_redrawing(colour);
}
