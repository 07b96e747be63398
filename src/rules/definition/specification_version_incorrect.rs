use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// The definition is not written in Swagger 2.0.
    ///
    /// The platform reads this version of the format and no other.
    ///
    /// ```json,bad,at=/swagger
    /// { "swagger": "3.0" }
    /// ```
    /// ```json,good
    /// { "swagger": "2.0" }
    /// ```
    SpecificationVersionIncorrect {
        levels: { Error },
        origin: Validator,
        codes: ["5000.2.6.3"],
        evidence: "documented: the platform reads OpenAPI 2.0 only; 0 of 1,034 published connectors",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(version) = definition.root.get("swagger") else { return };
    if let Some(text) = version.as_str().filter(|text| text != "2.0") {
        cx.report(version, format!("the definition says that it is written in version `{text}`"))
            .help("write the definition in Swagger 2.0, and `2.0` here");
    }
}
