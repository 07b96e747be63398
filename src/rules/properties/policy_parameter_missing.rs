use crate::connector::policies::Fit;
use crate::connector::properties::{POLICY_PARAMETER_PREFIX, Policy};
use crate::rule::Cx;

rule! {
    /// A policy lacks a parameter that its template needs.
    ///
    /// The platform fills the template's gaps with the parameters. With one missing, the policy fails when the
    /// connector is created, or at each call.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "setheader", "title": "A", "parameters": { "x-ms-apimTemplateParameter.name": "Accept" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamicHostUrl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://contoso.com" } }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyParameterMissing {
        levels: { Error },
        origin: Certification,
        evidence: "documented in the published schema; no published policy lacks a required parameter",
        since: "0.1.0",
        check: Policy(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    let (Some(template), Some(parameters)) = (policy.template(), policy.parameters()) else { return };
    if !parameters.is_object() {
        return;
    }
    for missing in Fit::of(policy, template).missing {
        let key = format!("{POLICY_PARAMETER_PREFIX}{}", missing.name);
        cx.report(parameters, format!("the policy template `{}` needs `{}`", template.id, missing.name))
            .help(format!("add `{key}`"));
    }
}
