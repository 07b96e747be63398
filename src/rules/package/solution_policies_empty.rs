use crate::certification::{Package, start_of};
use crate::rule::Cx;
use crate::text::BYTE_ORDER_MARK;

rule! {
    /// The file of a connector's policies is empty.
    ///
    /// Certification has refused packages whose file of policies holds an empty list. A connector without policies is better
    /// exported without that file.
    SolutionPoliciesEmpty {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.16"],
        evidence: "reported by publishers; nothing is documented",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in &package.solutions {
        for path in solution.connectors().iter().filter_map(|connector| connector.get("policytemplateinstances")) {
            let entry = solution.level.entry(path.text.trim_start_matches('/'));
            let Some(file) = entry.and_then(|entry| entry.file) else { continue };
            let is_empty = |text: &str| matches!(text.trim().trim_start_matches(BYTE_ORDER_MARK), "" | "[]" | "null");
            if package.text_of(file).is_some_and(|text| is_empty(text.as_str())) {
                cx.report(start_of(file), "there are no policies in the file")
                    .help("if certification refuses the package, give the connector a policy and export it again");
            }
        }
    }
}
