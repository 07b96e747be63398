use crate::connector::definition::Definition;
use crate::connector::metadata::{self, PRIVACY_POLICY, WEBSITE};
use crate::connector::wording::placeholder::placeholder;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The website or the privacy policy of the metadata is no `https` URL.
    ///
    /// Both stand as links on the connector's page. Certification follows them, and asks for whole addresses that begin
    /// with `https://`. The hosted validator does not look at them.
    ///
    /// ```json,bad,at=/x-ms-connector-metadata/0/propertyValue,at=/x-ms-connector-metadata/1/propertyValue
    /// { "x-ms-connector-metadata": [
    ///   { "propertyName": "Website", "propertyValue": "contoso.com" },
    ///   { "propertyName": "Privacy policy", "propertyValue": "http://contoso.com/privacy" },
    ///   { "propertyName": "Categories", "propertyValue": "Data" }
    /// ] }
    /// ```
    /// ```json,good
    /// { "x-ms-connector-metadata": [
    ///   { "propertyName": "Website", "propertyValue": " HTTPS://contoso.com " },
    ///   { "propertyName": "Privacy policy", "propertyValue": "<<privacy policy>>" },
    ///   { "propertyName": "Categories", "propertyValue": "Data" }
    /// ] }
    /// ```
    MetadataUrlNotSecure {
        levels: { Warning, Warning, Off },
        origin: Certification,
        codes: ["5000.3.1.3", "5000.3.1.5", "5000.3.1.6"],
        evidence: "documented with policy codes; 11 of 498 published connectors have another value, most of them since 2021",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for name in [WEBSITE, PRIVACY_POLICY] {
        let Some(value) = metadata::value(definition, name) else { continue };
        let Some(text) = value.as_str() else { continue };
        let url = text.trim();
        // An empty value and a placeholder are told by other rules.
        if url.is_empty() || placeholder(url).is_some() || has_host(url, "https://") {
            continue;
        }
        let finding = cx.report(value, format!("`{name}` is `{url}`, which is no `https` URL"));
        finding.help("write the whole address, from `https://` on");
        if has_host(url, "http://") {
            let secure = quote(&format!("https://{}", &url["http://".len()..]));
            finding.fix(Safety::Unsafe, "write `https`", [Some(replace_value(value, &secure))]);
        }
    }
}

/// Whether a host follows the scheme.
fn has_host(url: &str, scheme: &str) -> bool {
    let is_scheme = url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    is_scheme && url[scheme.len()..].starts_with(char::is_alphanumeric) && !url.contains(char::is_whitespace)
}
