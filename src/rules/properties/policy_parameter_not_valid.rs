use crate::connector::likeness::nearest;
use crate::connector::policies::{Fit, Holds, POLICY_SECTION};
use crate::connector::properties::{POLICY_OPERATIONS, Policy};
use crate::finding::{Level, Safety};
use crate::json::{Kind, Node, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A parameter of a policy has a value that its template does not take.
    ///
    /// Most parameters are texts. Some are one of a few words: whether to override what exists, the method of a
    /// request, the section that a policy changes. The operations are a list of texts.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.existsAction
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "setheader",
    ///         "title": "A",
    ///         "parameters": {
    ///           "x-ms-apimTemplateParameter.name": "Accept",
    ///           "x-ms-apimTemplateParameter.value": "a",
    ///           "x-ms-apimTemplateParameter.existsAction": "overide"
    ///         }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-operationName
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "dynamichosturl",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://contoso.com", "x-ms-apimTemplate-operationName": "GetOrder" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "routerequesttoendpoint",
    ///         "title": "A",
    ///         "parameters": {
    ///           "x-ms-apimTemplateParameter.newPath": "/a",
    ///           "x-ms-apimTemplateParameter.httpMethod": "@Request.OriginalHTTPMethod",
    ///           "x-ms-apimTemplate-operationName": []
    ///         }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyParameterNotValid {
        levels: { Error },
        origin: Certification,
        evidence: "documented in the published schema; no published policy has another value",
        since: "0.1.0",
        check: Policy(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    let (Some(template), Some(parameters)) = (policy.template(), policy.parameters()) else { return };
    for (parameter, node) in Fit::of(policy, template).known {
        match parameter.holds {
            Holds::Word(words) => report_word(cx, node, words),
            Holds::Text => report_kind(cx, node, Kind::String, "a text"),
            Holds::Texts => report_kind(cx, node, Kind::Object, "an object"),
            Holds::Number => report_kind(cx, node, Kind::Number, "a number"),
        }
    }
    if let Some(section) = parameters.get(POLICY_SECTION).filter(|_| !template.sections.is_empty()) {
        report_word(cx, section, template.sections);
    }
    if let Some(list) = parameters.get(POLICY_OPERATIONS) {
        report_kind(cx, list, Kind::Array, "a list");
        for entry in list.children().filter(|_| list.is_array()) {
            report_kind(cx, entry, Kind::String, "a text");
        }
    }
}

fn report_kind(cx: &mut Cx<'_, '_>, node: Node<'_>, kind: Kind, name: &str) {
    if node.kind() != kind && node.kind() != Kind::Invalid {
        let what = node.kind();
        cx.report(node, format!("the value is of type {what}, not {name}")).help(format!("write {name}"));
    }
}

fn report_word(cx: &mut Cx<'_, '_>, node: Node<'_>, words: &'static [&'static str]) {
    let Some(word) = node.as_str() else {
        report_kind(cx, node, Kind::String, "a text");
        return;
    };
    if words.contains(&word.as_ref()) {
        return;
    }
    let finding = cx.report(node, format!("`{word}` is none of the words that the template takes"));
    finding.help(format!("use `{}`", words.join("`, `")));
    if words.iter().any(|known| known.eq_ignore_ascii_case(&word)) {
        finding.at_most(Level::Hint);
    }
    if let Some(similar) = nearest(&word, words.iter().copied()).map(|alike| alike.name) {
        finding.fix(Safety::Unsafe, format!("write `{similar}`"), [Some(replace_value(node, &quote(similar)))]);
    }
}
