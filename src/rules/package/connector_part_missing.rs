use crate::certification::{Package, Solution};
use crate::finding::Level;
use crate::rule::Cx;

rule! {
    /// A connector in a solution lacks its definition, its connection parameters, its icon or its name.
    ///
    /// `customizations.xml` names them for each connector.
    ConnectorPartMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.16", "5000.1.1.1", "5000.1.1.3"],
        evidence: "documented; the public exports have all of them, some without an icon",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let wanted = ["name", "displayname", "openapidefinition", "connectionparameters", "iconblob"];
    for connector in package.solutions.iter().flat_map(Solution::connectors) {
        for name in wanted.into_iter().filter(|name| connector.get(name).is_none()) {
            let finding = cx.report(connector.place, format!("the connector has no `{name}`"));
            finding.help("export the solution again");
            if name == "iconblob" {
                finding.help("give the connector an icon, and export the solution again").at_most(Level::Warning);
            }
        }
    }
}
