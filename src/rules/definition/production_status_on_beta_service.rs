use crate::connector::definition::Definition;
use crate::connector::definition::annotation::is_status;
use crate::rule::Cx;

rule! {
    /// The connector is in production, but calls a beta of its service.
    ///
    /// A beta may change or end at any time.
    ///
    /// Off unless it is asked for, by a level in `connkit.json` or by `--rule`: whether a service is a beta cannot be decided
    /// offline. It then goes by the address: a label of `host` or a part of `basePath` that says so.
    ///
    /// ```json,bad,at=/info/x-ms-api-annotation/status
    /// { "info": { "x-ms-api-annotation": { "status": "Production" } }, "basePath": "/v1/beta" }
    /// ```
    /// ```json,good
    /// { "info": { "x-ms-api-annotation": { "status": "Preview" } }, "basePath": "/v1/beta" }
    /// ```
    /// ```json,good
    /// { "info": { "x-ms-api-annotation": { "status": "Production" } }, "host": "alphabeta.contoso.com" }
    /// ```
    ProductionStatusOnBetaService {
        levels: { Off },
        origin: Validator,
        evidence: "documented; the condition is guessed, and no published connector meets it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(status) = definition.status().filter(|status| is_status(*status, "Production")) else { return };
    for key in ["host", "basePath"] {
        let Some(address) = definition.root.get(key) else { continue };
        let Some(text) = address.as_str() else { continue };
        if text.split(['.', '/', '-', '_']).any(|label| label.eq_ignore_ascii_case("beta")) {
            cx.report(status, format!("the connector is in production, but `{key}` is `{text}`"))
                .label(address, "a beta, by its name")
                .help("give the connector the status `Preview`, or call the service that is released");
            return;
        }
    }
}
