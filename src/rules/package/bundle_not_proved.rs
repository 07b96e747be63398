use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A bundle does not hold what its manifest lists, or could hurt who unpacks it.
    ///
    /// The manifest that `connkit package` writes lists every file with its size and its SHA-256. Anything else in the
    /// zip, anything missing and anything changed stands against the proof.
    BundleNotProved {
        levels: { Error },
        origin: House,
        evidence: "by definition: a bundle that is not proved may be anything",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for problem in &package.bundle_problems {
        cx.report(package.outer.place(), problem.to_string()).help("make the bundle anew with `connkit package`");
    }
}
