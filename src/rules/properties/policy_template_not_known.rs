use crate::connector::likeness::nearest;
use crate::connector::policies::{TEMPLATES, Template};
use crate::connector::properties::{Policy, get_in_any_case};
use crate::finding::{Level, Safety};
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A policy names a template that the platform does not have.
    ///
    /// Policies are instances of a fixed set of templates, thirteen of them documented. Three more are seen in
    /// published connectors; they may stop working without notice. Ids are compared without regard to case.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/templateId
    /// { "properties": { "policyTemplateInstances": [{ "templateId": "setheaders", "title": "A", "parameters": {} }] } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/templateId
    /// { "properties": { "policyTemplateInstances": [{ "templateId": "moveproperties", "title": "A", "parameters": {} }] } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "policyTemplateInstances": [{ "templateId": "SetHeader", "title": "A", "parameters": {} }] } }
    /// ```
    PolicyTemplateNotKnown {
        levels: { Error },
        origin: Certification,
        evidence: "documented in the published schema; 3 of 772 published policies use undocumented templates",
        since: "0.1.0",
        check: Policy(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    let Some(node) = get_in_any_case(policy.node, "templateId") else { return };
    let Some(id) = node.as_str() else { return };
    match Template::of_id(&id) {
        Some(template) if template.is_documented => {}
        Some(_) => {
            cx.report(node, format!("the policy template `{id}` is not documented"))
                .help("use a documented template if one does the same")
                .at_most(Level::Hint);
        }
        None => {
            let finding = cx.report(node, format!("there is no policy template `{id}`"));
            match nearest(&id, TEMPLATES.iter().map(|template| template.id)).map(|alike| alike.name) {
                Some(similar) => finding.help(format!("did you mean `{similar}`?")).fix(
                    Safety::Unsafe,
                    format!("write `{similar}`"),
                    [Some(replace_value(node, &quote(similar)))],
                ),
                None => finding.help("use one of the platform's templates, or a script"),
            };
        }
    }
}
