use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::{self, Node, quote};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The host is not just a host name.
    ///
    /// `host` is the name of the server with an optional port. The scheme belongs into `schemes`, the path into `basePath`,
    /// and a host that differs from one connection to the next is set by a policy.
    ///
    /// ```json,bad,at=/host
    /// { "host": "https://orders.contoso.com/v1", "basePath": null }
    /// ```
    /// ```json,bad,at=/host
    /// { "host": "{tenant}.contoso.com" }
    /// ```
    /// ```json,good
    /// { "host": "orders.contoso.com:8443" }
    /// ```
    HostNameNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error in public logs; 1 of 1,034 published connectors (2020)",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(host) = definition.root.get("host") else { return };
    let Some(text) = host.as_str() else { return };
    // An empty value is another rule's.
    if text.trim().is_empty() || is_host(&text) {
        return;
    }
    let finding = cx.report(host, format!("`{text}` is no host name"));
    if text.contains(['{', '}']) {
        finding.help("write a fixed host here, and set the real one with the policy `dynamichosturl`");
    } else {
        finding.help("write the name alone: the scheme belongs into `schemes`, the path into `basePath`");
        if let Some(edits) = split(definition.root, host, &text) {
            finding.fix(Safety::Safe, "keep the name alone", edits);
        }
    }
}

fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let is_name = !name.is_empty() && !name.contains(['{', '}', '/', ' ', ':', '\\']);
    is_name && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Takes scheme and path away, and puts the path before the base path.
fn split<'a>(root: Node<'a>, host: Node<'a>, text: &str) -> Option<Vec<Option<Edit>>> {
    let text = text.trim();
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let (name, path) = bare.split_once('/').map_or((bare, ""), |(name, path)| (name, path.trim_end_matches('/')));
    if !is_host(name) {
        return None;
    }
    let mut edits = vec![Some(json::replace_value(host, &quote(name)))];
    if !path.is_empty() {
        let base_path = root.get("basePath");
        let rest = base_path.and_then(Node::as_str).unwrap_or_default();
        let whole = quote(&format!("/{path}{}", rest.trim_end_matches('/')));
        edits.push(match base_path {
            Some(base_path) => Some(json::replace_value(base_path, &whole)),
            None => json::insert_member(root, "basePath", &whole),
        });
    }
    Some(edits)
}
