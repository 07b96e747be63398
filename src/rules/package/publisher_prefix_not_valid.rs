use crate::archive::shown;
use crate::certification::{Package, is_publisher_prefix};
use crate::rule::Cx;

rule! {
    /// The prefix of a solution's publisher is not one that the platform takes.
    ///
    /// It has two to eight letters and digits, begins with a letter, and is not `mscrm`.
    PublisherPrefixNotValid {
        levels: { Warning },
        origin: House,
        evidence: "documented for publishers of solutions",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let manifests = package.solutions.iter().filter_map(|solution| solution.manifest.as_ref());
    for prefix in manifests.filter_map(|manifest| manifest.prefix.as_ref()).filter(|prefix| !prefix.text.is_empty()) {
        if !is_publisher_prefix(&prefix.text) {
            cx.report(prefix.place, format!("`{}` is no prefix of a publisher", shown(&prefix.text)))
                .help("take two to eight letters and digits that begin with a letter");
        }
    }
}
