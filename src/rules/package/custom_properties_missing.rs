use crate::certification::{CUSTOM_PROPERTIES, Kind, Package};
use crate::rule::Cx;

rule! {
    /// The package of a connector with several authentications lacks `customProperties.json`.
    ///
    /// It lies at the root of the outer zip, beside the introduction.
    CustomPropertiesMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.5"],
        evidence: "documented for connectors with several authentications; nobody published what is in it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let has_sets = cx.properties().is_some_and(|properties| !properties.sets.is_empty());
    let is_asked = package.kind == Kind::Certification && package.outer.is_complete;
    if has_sets && is_asked && package.outer.entry(CUSTOM_PROPERTIES).is_none() {
        cx.report(
            package.outer.place(),
            format!("the connector has several authentications, and `{CUSTOM_PROPERTIES}` is missing"),
        )
        .help("put it at the root of the outer zip");
    }
}
