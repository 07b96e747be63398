use crate::certification::{Package, has_extension, start_of};
use crate::json::Document;
use crate::rule::Cx;
use crate::text::Place;

rule! {
    /// The file of a flow is not JSON.
    ///
    /// No environment can import it.
    WorkflowNotJson {
        levels: { Error },
        origin: House,
        codes: ["5000.1.1.15"],
        evidence: "no importer reads it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in &package.solutions {
        for file in solution.level.below("Workflows").filter(|e| has_extension(&e.name, "json")).filter_map(|e| e.file)
        {
            let document = package.text_of(file).map(|text| Document::parse(file, text.as_str()));
            let place = match &document {
                None => start_of(file),
                Some(document) => match document.errors().first() {
                    Some(error) => Place { file, span: error.span },
                    None if document.root().is_object() => continue,
                    None => start_of(file),
                },
            };
            cx.report(place, "the flow is not a JSON object").help("export the solution again");
        }
    }
}
