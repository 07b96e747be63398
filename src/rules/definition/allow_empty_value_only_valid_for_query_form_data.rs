use crate::connector::definition::{Keyword, Parameter};
use crate::finding::Safety;
use crate::json;
use crate::rule::Cx;

rule! {
    /// A parameter may be empty that is sent neither in the query nor in a form.
    ///
    /// Only there has a parameter a name that can be sent without a value.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/allowEmptyValue
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [{
    ///   "name": "id", "in": "path", "required": true, "type": "string", "allowEmptyValue": true
    /// }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "allowEmptyValue": false },
    ///   { "name": "all", "in": "query", "type": "string", "allowEmptyValue": true }
    /// ] } } } }
    /// ```
    AllowEmptyValueOnlyValidForQueryFormData {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 5",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, parameter: &Parameter<'a>) {
    // A body parameter has no such member at all: another rule says so.
    let Some(place) = parameter.str(Keyword::In).filter(|place| matches!(&**place, "path" | "header")) else { return };
    let Some(allowed) = parameter.get(Keyword::AllowEmptyValue) else { return };
    if allowed.as_bool() == Some(true) {
        cx.report(allowed, format!("a `{place}` parameter cannot be sent empty"))
            .help("remove it, and let the user leave the parameter out")
            .fix(Safety::Unsafe, "remove it", [json::remove(allowed)]);
    }
}
