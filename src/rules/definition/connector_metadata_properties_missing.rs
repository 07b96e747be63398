use crate::connector::definition::Definition;
use crate::connector::metadata::{self, CATEGORIES, PRIVACY_POLICY, WEBSITE};
use crate::finding::Safety;
use crate::json::append_element;
use crate::rule::Cx;

rule! {
    /// The metadata lack the website, the privacy policy or the categories.
    ///
    /// The three entries of `x-ms-connector-metadata` are shown on the connector's page of the catalogue, and certification
    /// asks for all of them. Letter case of the names does not count.
    ///
    /// ```json,bad,at=/x-ms-connector-metadata
    /// { "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "https://contoso.com" }] }
    /// ```
    /// ```json,good
    /// { "x-ms-connector-metadata": [
    ///   { "propertyName": "website", "propertyValue": "https://contoso.com" },
    ///   { "PropertyName": "Privacy Policy", "PropertyValue": "https://contoso.com/privacy" },
    ///   { "propertyName": "Categories", "propertyValue": "Data" }
    /// ] }
    /// ```
    ConnectorMetadataPropertiesMissing {
        levels: { Error, Error, Off },
        origin: Validator,
        codes: ["5000.3.1.3", "5000.3.1.5"],
        evidence: "inferred from published connectors: 4 of 1,034, all before 2022",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(list) = metadata::list(definition) else { return };
    let missing: Vec<&str> = [WEBSITE, PRIVACY_POLICY, CATEGORIES]
        .into_iter()
        .filter(|name| metadata::entry(definition, name).is_none())
        .collect();
    if !missing.is_empty() {
        cx.report(list, format!("the metadata have no `{}`", missing.join("`, no `")))
            .help("add an entry with `propertyName` and `propertyValue` for each")
            .fix(
                Safety::Unsafe,
                "add placeholders for what is missing",
                [metadata::placeholder(&missing).and_then(|entries| append_element(list, &entries))],
            );
    }
}
