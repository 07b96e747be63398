use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A solution belongs to the default publisher of its environment.
    ///
    /// Its components then have names that begin with `new_`, and nobody sees whose they are.
    PublisherIsDefault {
        levels: { Warning },
        origin: House,
        evidence: "a convention of solutions: components bear the prefix of their publisher; nothing is documented for certification",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for manifest in package.solutions.iter().filter_map(|solution| solution.manifest.as_ref()) {
        let is_default = manifest.publisher.as_ref().filter(|publisher| publisher.text.starts_with("DefaultPublisher"));
        let is_new = manifest.prefix.as_ref().filter(|prefix| prefix.text == "new");
        if let Some(value) = is_default.or(is_new) {
            cx.report(value.place, format!("`{}` is the default publisher of an environment", shown(&value.text)))
                .help("make a publisher of your own, and a solution that belongs to it");
        }
    }
}
