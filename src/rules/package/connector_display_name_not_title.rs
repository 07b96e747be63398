use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// The display name of a connector in a solution is not the title of its definition.
    ///
    /// Both are shown to makers, in different places.
    ConnectorDisplayNameNotTitle {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.2.2.1"],
        evidence: "documented: the display name is the title of the connector",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let Some(name) = package.inside.as_ref().and_then(|inside| inside.display_name.as_ref()) else { return };
    let Some(title) = cx.definition().and_then(|definition| definition.root.get("info")?.get("title")) else { return };
    if title.as_str().is_some_and(|title| title.trim() != name.text) {
        let message = format!("the display name `{}` is not the title", shown(&name.text));
        cx.report(name.place, message).label(title.place(), "the title").help("export the solution again");
    }
}
