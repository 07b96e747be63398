use crate::connector::definition::Definition;
use crate::connector::metadata::{self, CATEGORIES, CATEGORY_LIMIT};
use crate::rule::Cx;

rule! {
    /// The connector has more categories than the catalogue files it under.
    ///
    /// Certification allows two. Choose the ones under which people would look for the connector.
    ///
    /// ```json,bad,at=/x-ms-connector-metadata/0/propertyValue
    /// { "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "Data;Commerce;Finance" }] }
    /// ```
    /// ```json,good
    /// { "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "Data;Commerce" }] }
    /// ```
    TooManyConnectorCategories {
        levels: { Error, Error, Off },
        origin: Validator,
        evidence: "documented: at most two; 0 of 1,034 published connectors have more",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(value) = metadata::value(definition, CATEGORIES) else { return };
    let Some(text) = value.as_str() else { return };
    let count = metadata::categories(&text).count();
    if count > CATEGORY_LIMIT {
        cx.report(value, format!("the connector has {count} categories, and at most {CATEGORY_LIMIT} are allowed"))
            .help("keep the categories under which people would look for the connector");
    }
}
