use crate::connector::icon::Icon;
use crate::rule::{Cx, IconFile};

rule! {
    /// The icon is an animation.
    ///
    /// The platform shows the first picture of it at best, and its guidelines ask for a plain logo.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// animated: 1
    /// ```
    /// ```icon,good
    /// size: 230 x 230
    /// ```
    IconAnimated {
        levels: { Warning, Off, Hint },
        origin: House,
        codes: ["5000.5.10"],
        evidence: "inferred from published connectors: no icon is animated",
        since: "0.1.0",
        check: Icon(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    if file.icon.as_ref().is_ok_and(Icon::is_animated) {
        let colour = cx.colour_to_redraw_on();
        cx.report(file.place(), "the icon is animated")
            .help("save its first picture as a plain PNG")
            .fix_by_redrawing(colour);
    }
}
