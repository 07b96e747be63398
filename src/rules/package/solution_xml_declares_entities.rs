use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// An XML file of a solution declares a document type.
    ///
    /// Declared entities can grow without bounds, or read files of whoever parses them. No exporter writes them, and connkit
    /// does not follow them.
    SolutionXmlDeclaresEntities {
        levels: { Error },
        origin: House,
        evidence: "a well-known attack; no exported solution has one",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for problem in package.solutions.iter().flat_map(|s| &s.xml_problems).filter(|p| p.declares_entities) {
        cx.report(problem.place, "the file declares a document type").help("export the solution again");
    }
}
