use crate::connector::icon::Pixels;
use crate::rule::{Cx, IconFile};

rule! {
    /// A pixel of the icon lets the background shine through.
    ///
    /// The platform shows icons on light and dark pages: where they are transparent, the logo may not stand out any more.
    /// An alpha channel alone does no harm as long as every pixel is opaque; an opacity of 247 of 255 and more counts as
    /// that, since nobody sees the difference.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// transparent: 1
    /// ```
    /// ```icon,good
    /// background: #33475b
    /// ```
    IconTransparent {
        levels: { Error, Off, Off },
        origin: Certification,
        codes: ["5000.2.1.5"],
        evidence: "documented; the icons of published verified connectors at hand are opaque, one of them to 248 of 255",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    if let Some(pixel) = file.pixels().and_then(Pixels::first_transparent) {
        let message = format!("the icon is transparent, first at pixel `{}, {}`", pixel.x, pixel.y);
        let colour = cx.colour_to_redraw_on();
        cx.report(file.place(), message)
            .help("fill the background with the brand colour, and save without transparency")
            .fix_by_redrawing(colour);
    }
}
