use crate::rule::{Cx, IconFile};

rule! {
    /// The icon is one plain colour, without a logo.
    ///
    /// People find a connector by its logo. A plain square is usually a stand-in that was forgotten.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// logo: 0
    /// ```
    /// ```icon,good
    /// logo: 30
    /// ```
    IconWithoutLogo {
        levels: { Warning, Off, Hint },
        origin: House,
        codes: ["5000.5.10"],
        evidence: "inferred from published connectors: every icon has a logo",
        since: "0.1.0",
        check: Icon(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    if let Some(pixels) = file.pixels().filter(|pixels| pixels.is_plain()) {
        let colour = pixels.background().colour;
        cx.report(file.place(), format!("the icon is plain `{colour}`")).help("draw the logo on it");
    }
}
