use crate::certification::{CUSTOM_PROPERTIES, Kind, Package, start_of};
use crate::json::Document;
use crate::rule::Cx;
use crate::text::Place;

rule! {
    /// `customProperties.json` of a package is not a JSON object, or is not needed.
    ///
    /// Only a connector with several authentications has it.
    CustomPropertiesNotValid {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.5"],
        evidence: "documented for connectors with several authentications only",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let Some(file) = package.outer.entry(CUSTOM_PROPERTIES).and_then(|entry| entry.file) else { return };
    if package.kind != Kind::Certification {
        return;
    }
    let document = package.text_of(file).map(|text| Document::parse(file, text.as_str()));
    match document.as_ref().map(|document| (document.errors().first(), document.root().is_object())) {
        Some((None, true)) => {}
        Some((Some(error), _)) => {
            let place = Place { file, span: error.span };
            cx.report(place, error.message.clone()).help("mend the file");
        }
        _ => drop(cx.report(start_of(file), "the file is not a JSON object").help("mend the file")),
    }
    if cx.properties().is_some_and(|properties| properties.sets.is_empty()) {
        cx.report(start_of(file), "the connector has a single authentication, and needs no such file")
            .help("remove it");
    }
}
