use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A scheme is `http`.
    ///
    /// Credentials and data then travel readably. Certification asks for HTTPS; `http` is for connectors of one's own and
    /// for services behind the on-premises gateway.
    ///
    /// ```json,bad,at=/schemes/1
    /// { "schemes": ["https", "http"] }
    /// ```
    /// ```json,good
    /// { "schemes": ["https"] }
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "capabilities": ["gateway"] } }
    /// ```
    /// ```json,good
    /// { "schemes": ["http"] }
    /// ```
    SchemeNotSecure {
        levels: { Warning, Warning, Off },
        origin: Certification,
        codes: ["5000.3.1.6"],
        evidence: "documented with a policy code; 8 of 498 published connectors have it, 7 of them since 2021",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let capabilities = cx.properties().and_then(|properties| properties.get("capabilities"));
    if capabilities.is_some_and(|list| list.children().any(|capability| capability.is_str("gateway"))) {
        return;
    }
    for list in definition.scheme_lists() {
        let has_secure = list.children().any(|scheme| scheme.is_str("https"));
        for entry in list.children().filter(|scheme| scheme.is_str("http")) {
            let (title, edit) = if has_secure {
                ("remove it", crate::json::remove(entry))
            } else {
                ("write `https`", Some(replace_value(entry, &quote("https"))))
            };
            cx.report(entry, "`http` is not secure").help("use `https` alone").fix(Safety::Unsafe, title, [edit]);
        }
    }
}
