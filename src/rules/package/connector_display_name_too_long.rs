use crate::certification::{Package, Solution};
use crate::rule::Cx;

rule! {
    /// The display name of a connector in a solution is longer than 30 characters.
    ///
    /// It is the title that makers see.
    ConnectorDisplayNameTooLong {
        levels: { Error },
        origin: Certification,
        codes: ["5000.2.2.1"],
        evidence: "documented",
        since: "0.1.0",
        check: Package(check),
    }
}

const MOST: usize = 30;

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for name in package.solutions.iter().flat_map(Solution::connectors).filter_map(|c| c.get("displayname")) {
        let length = name.text.chars().count();
        if length > MOST {
            cx.report(name.place, format!("the display name has {length} characters, and {MOST} are allowed"))
                .help("shorten the title, and export the solution again");
        }
    }
}
