use crate::certification::{ConnectorElement, Package, Part, Solution, start_of};
use crate::json::Document;
use crate::rule::Cx;

rule! {
    /// The flow solution holds another connector than the connector solution.
    ///
    /// The flows then show that something else works than what is certified.
    ConnectorsDiffer {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.7", "5000.1.1.9"],
        evidence: "documented: the flow uses the connector of the package",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let (Some(connector), Some(flow)) = (package.solution(Part::Connector), package.solution(Part::Flow)) else {
        return;
    };
    let Some(first) = connector.connectors().first() else { return };
    let name = |element: &ConnectorElement| element.get("name").map(|name| name.text.to_lowercase());
    let Some(other) = flow.connectors().iter().find(|other| name(other) == name(first)) else {
        cx.report(flow.place_of("customizations.xml"), "the connector of the connector solution is not in this one")
            .label(first.place, "the connector")
            .help("export both solutions from one environment");
        return;
    };
    let definition = |solution: &'a Solution, element: &ConnectorElement| {
        let path = element.get("openapidefinition")?.text.trim_start_matches('/').to_owned();
        let file = solution.level.entry(&path)?.file?;
        Some((file, package.text_of(file)?.as_str()))
    };
    let (Some(one), Some(two)) = (definition(connector, first), definition(flow, other)) else { return };
    let is_same = || Document::parse(one.0, one.1).root().same_value(Document::parse(two.0, two.1).root());
    if one.1 != two.1 && !is_same() {
        cx.report(start_of(two.0), "the definition differs from that in the connector solution")
            .label(start_of(one.0), "the definition in the connector solution")
            .help("export both solutions at the same time");
    }
}
