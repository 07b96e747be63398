use crate::connector::policies::expression::{FUNCTIONS, calls};
use crate::connector::policies::mend;
use crate::connector::properties::Policy;
use crate::finding::{At, Safety};

use crate::connector::likeness::nearest;
use crate::rule::Cx;

rule! {
    /// An expression in a policy calls a function that is nearly, but not quite, one of the platform's.
    ///
    /// A misspelt function is not evaluated: the text goes to the service as it stands, or the call fails. Functions
    /// in another case are understood, and so are functions of the flow language, which are not judged here.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.newPath
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "routerequesttoendpoint", "title": "A", "parameters": { "x-ms-apimTemplateParameter.newPath": "/a/@queryParamters('id')" } }
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
    ///         "parameters": { "x-ms-apimTemplateParameter.newPath": "/a/@QueryParameters('id')/@{concat('a', items('b'))}/me@odata.id" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyFunctionNotKnown {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 1 of about 800 calls is misspelt, and cannot work",
        since: "0.1.0",
        check: Policy(check),
        fixes: [Unsafe],
    }
}

/// Functions of the flow language that look like slips.
const OTHERS: [&str; 6] = ["items", "outputs", "trigger", "triggerOutputs", "parameters", "add"];

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, policy: &'v Policy<'a>) {
    for node in policy.texts() {
        let Some(text) = node.as_str().filter(|text| text.contains('@')) else { continue };
        for call in calls(&text) {
            if FUNCTIONS.iter().chain(&OTHERS).any(|known| call.is(known)) {
                continue;
            }
            let Some(similar) = nearest(call.name, FUNCTIONS).map(|alike| alike.name) else { continue };
            let edit = mend(node, call.name_range.clone(), similar);
            cx.report(At::within(node, call.name_range), format!("there is no function `{}`", call.name))
                .help(format!("did you mean `{similar}`?"))
                .fix(Safety::Unsafe, format!("write `{similar}`"), [edit]);
        }
    }
}
