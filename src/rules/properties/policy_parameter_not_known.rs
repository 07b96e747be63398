use crate::connector::policies::{Fit, POLICY_SECTION};
use crate::connector::properties::Policy;
use crate::finding::{At, Level, Safety};
use crate::json::rename_key;
use crate::rule::Cx;

rule! {
    /// A policy has a parameter that its template does not have.
    ///
    /// What the template does not ask for is ignored, so a misspelt key or a forgotten prefix shows only in what the
    /// policy does. A `policySection` for a template that chooses the section itself does no harm.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.newpath
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "routerequesttoendpoint", "title": "A", "parameters": { "x-ms-apimTemplateParameter.newpath": "/a" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-policySection
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "dynamichosturl",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://contoso.com", "x-ms-apimTemplate-policySection": "Request" }
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
    ///         "templateId": "setheader",
    ///         "title": "A",
    ///         "parameters": {
    ///           "x-ms-apimTemplateParameter.name": "Accept",
    ///           "x-ms-apimTemplateParameter.value": "application/json",
    ///           "x-ms-apimTemplateParameter.existsAction": "override",
    ///           "x-ms-apimTemplate-policySection": "Request",
    ///           "x-ms-apimTemplate-operationName": ["GetOrder"]
    ///         }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyParameterNotKnown {
        levels: { Warning },
        origin: Certification,
        evidence: "documented in the published schema; 2 of 772 published policies have a needless section, none an unknown parameter",
        since: "0.1.0",
        check: Policy(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    let Some(template) = policy.template() else { return };
    for unknown in Fit::of(policy, template).unknown {
        let key = unknown.node.key().unwrap_or_default();
        let finding =
            cx.report(At::key(unknown.node), format!("the policy template `{}` has no parameter `{key}`", template.id));
        let Some(similar) = unknown.similar else {
            finding.help("remove it");
            continue;
        };
        finding.help(format!("did you mean `{similar}`?"));
        if policy.parameters().is_some_and(|parameters| parameters.get(&similar).is_none()) {
            finding.fix(Safety::Unsafe, format!("rename it to `{similar}`"), [rename_key(unknown.node, &similar)]);
        }
    }
    let section = policy.parameters().and_then(|parameters| parameters.get(POLICY_SECTION));
    if let Some(section) = section.filter(|_| template.sections.is_empty()) {
        cx.report(At::key(section), format!("the policy template `{}` chooses the section itself", template.id))
            .help("remove it")
            .at_most(Level::Hint)
            .fix(Safety::Safe, "remove it", [crate::json::remove(section)]);
    }
}
