use crate::connector::definition::Definition;
use crate::connector::shape::Shape;
use crate::finding::Safety;
use crate::json::{self, quote};
use crate::rule::Cx;

rule! {
    /// The URL of the contact, the licence or an external documentation is not absolute.
    ///
    /// People follow these links from the connector's page, so they need a scheme and a host.
    ///
    /// ```json,bad,at=/info/contact/url,at=/externalDocs/url
    /// { "info": { "contact": { "url": "contoso.com/support" } }, "externalDocs": { "url": "docs" } }
    /// ```
    ///
    /// The terms of service may be any text, and the metadata are not looked at here.
    ///
    /// ```json,good
    /// {
    ///   "info": { "termsOfService": "none", "license": { "name": "MIT", "url": "https://contoso.com/licence?x=1#a" } },
    ///   "x-ms-connector-metadata": [{ "propertyName": "Website", "propertyValue": "contoso.com" }]
    /// }
    /// ```
    UrlNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034 in these places",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (node, shape) in definition.shaped() {
        if !matches!(shape, Shape::Contact | Shape::License | Shape::ExternalDocumentation) {
            continue;
        }
        let Some(url) = node.get("url") else { continue };
        let Some(text) = url.as_str() else { continue };
        // An empty value is another rule's.
        if text.trim().is_empty() || is_absolute(&text) {
            continue;
        }
        let finding = cx.report(url, format!("`{text}` is no absolute URL"));
        finding.help("begin it with `https://` and a host");
        let with_scheme = format!("https://{text}");
        if text.split('/').next().is_some_and(|host| host.contains('.')) && is_absolute(&with_scheme) {
            let value = json::replace_value(url, &quote(&with_scheme));
            finding.fix(Safety::Unsafe, "write `https://` before it", [Some(value)]);
        }
    }
}

fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    let is_complete = match rest.strip_prefix("//") {
        Some(host) => !host.is_empty() && !host.starts_with(['/', '?', '#']),
        None => scheme.eq_ignore_ascii_case("mailto") && !rest.is_empty(),
    };
    is_scheme && is_complete && !text.contains(char::is_whitespace)
}
