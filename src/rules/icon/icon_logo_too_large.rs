use crate::rule::{Cx, IconFile};

/// The share of the icon's sides that the logo must stay below, in per cent.
const LIMIT: u32 = 70;

rule! {
    /// The logo takes 70 % of the icon's side or more.
    ///
    /// The platform rounds the corners of icons and shows them small: a logo that fills the square is cropped. What differs
    /// from the background colour counts as logo.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// logo: 80
    /// ```
    /// ```icon,good
    /// logo: 69
    /// ```
    IconLogoTooLarge {
        levels: { Warning, Off, Off },
        origin: Certification,
        codes: ["5000.5.10", "connector-validate-iconimage"],
        evidence: "documented: below 70 % of the icon",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    let Some(pixels) = file.pixels() else { return };
    // Without one background, nothing tells where the logo begins.
    if !pixels.is_opaque() || !pixels.has_uniform_corners() {
        return;
    }
    let (Ok(icon), Some(logo)) = (&file.icon, pixels.logo_box()) else { return };
    let share = |part: u32, whole: u32| part * 100 / whole.max(1);
    let (width, height) = (share(logo.width, icon.width()), share(logo.height, icon.height()));
    if width.max(height) < LIMIT {
        return;
    }
    let message = format!("the logo takes {width} % of the icon's width and {height} % of its height");
    let colour = cx.colour_to_redraw_on();
    cx.report(file.place(), message)
        .help(format!("leave more room: both stay below {LIMIT} %"))
        .fix_by_redrawing(colour);
}
