use crate::rule::{Cx, IconFile};

/// Sides that certification takes, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 100..=230;

rule! {
    /// The icon is not a square of 100 to 230 pixels.
    ///
    /// The platform shows icons in small squares: others are stretched, cropped or blurred. Reviewers ask for 230 by 230
    /// pixels, the size that looks best. An icon that claims to be huge is judged by its header and never decoded.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// size: 240 x 240
    /// ```
    /// ```icon,bad,at=1:1,file=icon.png
    /// size: 200 x 100
    /// ```
    /// ```icon,bad,at=1:1,file=icon.png
    /// header: 30000 x 30000
    /// ```
    /// ```icon,good
    /// size: 100 x 100
    /// ```
    IconSizeNotValid {
        levels: { Error, Off, Hint },
        origin: Certification,
        codes: ["5000.2.1.4", "connector-validate-iconsize"],
        evidence: "documented since 2025; 9 of 11 icons of published verified connectors have 230 pixels, two older ones 400 and 471",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    let Ok(icon) = &file.icon else { return };
    let (width, height) = (icon.width(), icon.height());
    if width == height && SIDES.contains(&width) {
        return;
    }
    let (least, most) = (SIDES.start(), SIDES.end());
    let message = format!("the icon has `{width}` by `{height}` pixels, not a square of {least} to {most}");
    let colour = cx.colour_to_redraw_on();
    cx.report(file.place(), message).help("draw it again, or scale it, to 230 by 230 pixels").fix_by_redrawing(colour);
}
