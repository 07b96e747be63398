use crate::connector::policies::expression::{FUNCTIONS, calls};
use crate::connector::properties::Policy;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An expression in a policy lacks a closing quote or parenthesis.
    ///
    /// The platform cannot read the expression, and each call to which the policy applies fails.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.urlTemplate
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamichosturl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters('api_key)" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamichosturl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters('api_key', 'a)')/@(" } }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyExpressionNotClosed {
        levels: { Error },
        origin: House,
        evidence: "inferred from published connectors: none of about 800 calls is open",
        since: "0.1.0",
        check: Policy(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    for node in policy.texts() {
        let Some(text) = node.as_str().filter(|text| text.contains('@')) else { continue };
        let open =
            calls(&text).into_iter().find(|call| !call.is_closed && FUNCTIONS.iter().any(|known| call.is(known)));
        if let Some(call) = open {
            cx.report(At::within(node, call.name_range.start..text.len()), format!("`{}(` is never closed", call.name))
                .help("add the closing quote and parenthesis");
        }
    }
}
