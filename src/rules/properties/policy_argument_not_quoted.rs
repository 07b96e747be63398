use crate::connector::policies::expression::calls;
use crate::connector::policies::mend;
use crate::connector::properties::Policy;
use crate::finding::{At, Safety};
use crate::rule::Cx;

rule! {
    /// An expression in a policy names a parameter or header without single quotes.
    ///
    /// The name is a text of the expression: `@connectionParameters('site')`. Without quotes, or with double ones, the
    /// platform cannot read the expression.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.urlTemplate
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamichosturl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters(api_key)/a" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.urlTemplate
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamichosturl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://@{connectionParameters(\"api_key\", 'a')}" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "dynamichosturl",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters( 'api_key')/@body()/@headers(concat('a', 'b'))/@item(a)" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyArgumentNotQuoted {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: the name is quoted in all of about 450 calls",
        since: "0.1.0",
        check: Policy(check),
        fixes: [Unsafe],
    }
}

/// Functions whose first argument is a name.
const LOOKUPS: [&str; 3] = ["connectionParameters", "queryParameters", "headers"];

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    for node in policy.texts() {
        let Some(text) = node.as_str().filter(|text| text.contains('@')) else { continue };
        for call in calls(&text) {
            let is_lookup = call.is_closed && LOOKUPS.iter().any(|function| call.is(function));
            let start = call.name_range.end + 1;
            let rest = text.get(start..).unwrap_or_default();
            let (argument, behind) = rest.split_at(rest.find([')', ',', '(', '\'']).unwrap_or(rest.len()));
            // What is calculated, or has quotes, is something else.
            if !is_lookup || call.argument.is_some() || !behind.starts_with([')', ',']) {
                continue;
            }
            let name = argument.trim().trim_matches('"').trim();
            let range = start..start + argument.len();
            let finding = cx.report(
                At::within(node, call.name_range.start..range.end),
                format!("`{}` takes a name in single quotes", call.name),
            );
            finding.help(format!("write `{}('name')`", call.name));
            if !name.is_empty() {
                let edit = mend(node, range, &format!("'{name}'"));
                finding.fix(Safety::Unsafe, format!("write `'{name}'`"), [edit]);
            }
        }
    }
}
