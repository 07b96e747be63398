use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// An XML file of a solution cannot be read.
    ///
    /// Exported solutions are not meant to be edited by hand.
    SolutionXmlSyntax {
        levels: { Error },
        origin: House,
        codes: ["5000.1.1.10"],
        evidence: "no importer reads XML that is not well-formed",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for problem in package.solutions.iter().flat_map(|s| &s.xml_problems).filter(|p| !p.declares_entities) {
        cx.report(problem.place, problem.message.clone()).help("export the solution again");
    }
}
