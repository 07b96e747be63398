use crate::connector::definition::Definition;
use crate::connector::likeness;
use crate::connector::metadata::{self, CATEGORIES, KNOWN_CATEGORIES};
use crate::finding::{At, Safety};
use crate::json::{self, quote};
use crate::rule::Cx;

/// So many are told; a connector has two.
const MOST_TOLD: usize = 16;

rule! {
    /// A category is none of those that a connector can be filed under.
    ///
    /// The catalogue has a fixed set of categories; a connector under any other would not be found. Several categories are
    /// separated by `;`. Letter case does not count.
    ///
    /// ```json,bad,at=/x-ms-connector-metadata/0/propertyValue
    /// { "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "Data;Orders" }] }
    /// ```
    /// ```json,bad,at=/x-ms-connector-metadata/0/propertyValue
    /// { "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "Productivty" }] }
    /// ```
    /// ```json,good
    /// { "x-ms-connector-metadata": [{ "propertyName": "Categories", "propertyValue": "website; Social media;" }] }
    /// ```
    InvalidConnectorCategory {
        levels: { Error, Error, Off },
        origin: Validator,
        evidence: "documented: the list of 19 categories; 0 of 1,034 published connectors (3 differ in case only)",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(value) = metadata::value(definition, CATEGORIES) else { return };
    let Some(text) = value.as_str() else { return };
    let is_known = |name: &str| KNOWN_CATEGORIES.iter().any(|known| known.eq_ignore_ascii_case(name));
    let unknown = metadata::categories(&text).filter(|(_, name)| !is_known(name));
    for (range, name) in unknown.take(MOST_TOLD) {
        let finding = cx.report(At::within(value, range.clone()), format!("`{name}` is no category"));
        if let Some(alike) = likeness::nearest(name, KNOWN_CATEGORIES) {
            let mended = format!("{}{}{}", &text[..range.start], alike.name, &text[range.end..]);
            finding.help(format!("did you mean `{}`?", alike.name)).fix(
                Safety::Unsafe,
                format!("write `{}`", alike.name),
                [Some(json::replace_value(value, &quote(&mended)))],
            );
        } else {
            finding.help(format!("choose from {}", KNOWN_CATEGORIES.join(", ")));
        }
    }
}
