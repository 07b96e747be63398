use crate::certification::{Package, Part};
use crate::rule::Cx;

rule! {
    /// No flow of a flow solution uses the connector.
    ///
    /// The flows show that the connector works, and reviewers search for it in them.
    FlowDoesNotUseConnector {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.9", "5000.1.1.7"],
        evidence: "documented; how environments spell the name of a connector in flows is only observed",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.part() == Part::Flow) {
        let texts: Vec<String> = solution
            .level
            .below("Workflows")
            .filter_map(|entry| package.text_of(entry.file?))
            .map(|text| plain(text.as_str()))
            .collect();
        let names = solution.connectors().iter().filter_map(|connector| connector.get("name"));
        let names: Vec<String> = names.map(|name| plain(&name.text)).collect();
        let is_used = names.iter().any(|name| texts.iter().any(|text| text.contains(name)));
        if !texts.is_empty() && !names.is_empty() && !is_used {
            cx.report(solution.level.place(), "no flow mentions the connector")
                .help("make a flow that uses the connector, and export the solution again");
        }
    }
}

/// A name without what environments put in place of blanks and underscores.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let text = ["-5f", "_5f", "-20", "_20", "-2d", "_2d"].iter().fold(text, |text, escape| text.replace(escape, ""));
    text.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect()
}
