use crate::connector::definition::Definition;
use crate::connector::metadata::{self, CATEGORIES, KNOWN_CATEGORIES, PRIVACY_POLICY, WEBSITE};
use crate::finding::Safety;
use crate::json::{Node, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A word of the platform is written in other letters than it is documented with.
    ///
    /// The platform reads visibilities, statuses, categories and the names of metadata in any case. The published schemas
    /// and other tools know one spelling only, and so does everyone who searches for it.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-visibility,at=/paths/~1orders~1{id}/get/x-ms-api-annotation/status
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-visibility": "Important", "x-ms-api-annotation": { "status": "preview" } } } } }
    /// ```
    /// ```json,bad,at=/x-ms-connector-metadata/1/propertyName,at=/x-ms-connector-metadata/2/propertyValue
    /// { "x-ms-connector-metadata": [
    ///   { "propertyName": "Website", "propertyValue": "https://contoso.com" },
    ///   { "propertyName": "Privacy Policy", "propertyValue": "https://contoso.com/privacy" },
    ///   { "propertyName": "Categories", "propertyValue": "data; Sales and CRM" }
    /// ] }
    /// ```
    /// ```json,good
    /// { "x-ms-connector-metadata": [
    ///   { "propertyName": "Website", "propertyValue": "https://contoso.com" },
    ///   { "propertyName": "Privacy policy", "propertyValue": "https://contoso.com/privacy" },
    ///   { "propertyName": "Categories", "propertyValue": "Data;Sales and CRM" }
    /// ] }
    /// ```
    KeywordInOtherCase {
        levels: { Hint },
        origin: Certification,
        evidence: "documented; 75 published connectors write `Privacy Policy`, 26 another spelling of categories, 18 of visibilities, 10 of statuses",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for member in definition.shapes.unlisted() {
        let (Some(field), Some(text)) = (member.field, member.node.as_str()) else { continue };
        if let Some(right) = field.values.iter().find(|value| value.eq_ignore_ascii_case(&text)) {
            report(cx, member.node, right);
        }
    }
    for name in [WEBSITE, PRIVACY_POLICY, CATEGORIES] {
        let entry = metadata::entry(definition, name).and_then(|entry| metadata::member(entry, "propertyName"));
        if let Some(node) = entry.filter(|node| !node.is_str(name)) {
            report(cx, node, name);
        }
    }
    let categories = metadata::value(definition, CATEGORIES);
    if let Some((node, right)) = categories.and_then(|node| Some((node, as_documented(&node.as_str()?)?))) {
        report(cx, node, &right);
    }
}

/// The categories in the documented spelling, where all are known and one is written otherwise.
fn as_documented(text: &str) -> Option<String> {
    let known = |name: &str| KNOWN_CATEGORIES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
    let right = metadata::categories(text).map(|(_, name)| known(name)).collect::<Option<Vec<_>>>()?.join(";");
    (right != text && !right.is_empty()).then_some(right)
}

fn report(cx: &mut Cx<'_, '_>, node: Node<'_>, right: &str) {
    let written = node.as_str().unwrap_or_default();
    cx.report(node, format!("`{written}` is documented as `{right}`")).help(format!("write `{right}`")).fix(
        Safety::Safe,
        format!("write `{right}`"),
        [Some(replace_value(node, &quote(right)))],
    );
}
