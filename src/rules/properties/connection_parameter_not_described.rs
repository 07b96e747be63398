use crate::connector::properties::{ConnectionParameter, get_in_any_case, is_misspelt_in};
use crate::finding::{Level, Safety};
use crate::json::{insert_member, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The user is asked for a value without a word of explanation.
    ///
    /// What stands in `uiDefinition` is all that the user sees when making a connection. Certification asks for a
    /// `uiDefinition` with a `description` for each parameter that is shown; `displayName` and `tooltip` make it
    /// friendlier. OAuth settings show a button and the tenant of Microsoft Entra ID is filled in by the platform, so
    /// both need none.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/host
    /// { "properties": { "connectionParameters": { "host": { "type": "string" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "description": "" } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "displayName": null, "tooltip": null } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token:TenantId": { "type": "string" },
    ///       "host": { "type": "string", "uiDefinition": { "constraints": { "hidden": "true" } } },
    ///       "shop": { "type": "string", "uiDefinition": { "displayName": "Shop", "tooltipp": "Your shop", "desciption": "Which shop." } },
    ///       "site": {
    ///         "type": "string",
    ///         "uiDefinition": { "displayName": "Site", "tooltip": "Your site", "schema": { "type": "string", "description": "Where you work." } }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    ConnectionParameterNotDescribed {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        codes: ["5000.2.6.9", "5000.2.6.10"],
        evidence: "documented with policy codes; a few published parameters besides the tenant have no description",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let needs_none = parameter.is_type("oauthSetting")
        || parameter.is_type("gatewaySetting")
        || parameter.name.eq_ignore_ascii_case("token:TenantId")
        || parameter.is_hidden();
    if needs_none {
        return;
    }
    let name = &parameter.name;
    let Some(shown) = parameter.user_interface() else {
        cx.report(parameter.node, format!("`{name}` has no `uiDefinition`"))
            .help("add a `uiDefinition` with `displayName`, `description` and `tooltip`")
            .fix(Safety::Unsafe, "add placeholders", [insert_member(parameter.node, "uiDefinition", &interface())]);
        return;
    };
    let text = |key: &str| get_in_any_case(shown, key);
    // A misspelt key is told by another rule.
    let has = |key: &str| match text(key) {
        Some(text) => text.as_str().is_none_or(|text| !text.trim().is_empty()),
        None => is_misspelt_in(shown, key),
    };
    let in_schema = || shown.get("schema").and_then(|schema| schema.str_member("description")).is_some();
    if !has("description") && !in_schema() {
        let placeholder = quote(placeholder("description"));
        let edit = match text("description") {
            Some(empty) => Some(replace_value(empty, &placeholder)),
            None => insert_member(shown, "description", &placeholder),
        };
        cx.report(shown, format!("`{name}` has no description"))
            .help("add `description`: what to type, and where to find it")
            .fix(Safety::Unsafe, "add a placeholder", [edit]);
        return;
    }
    let missing: Vec<&str> = ["displayName", "tooltip"].into_iter().filter(|key| !has(key)).collect();
    if !missing.is_empty() {
        cx.report(shown, format!("`{name}` has no `{}`", missing.join("` and no `")))
            .help("add what the user should see")
            .at_most(Level::Hint);
    }
}

/// What is put in for the author to replace: `PlaceholderText` reports it until that is done.
fn placeholder(key: &str) -> &'static str {
    match key {
        "displayName" => "TODO name the field",
        "description" => "TODO: say what to type here, and where to find it.",
        _ => "TODO: say what to type here.",
    }
}

fn interface() -> String {
    let texts = ["displayName", "description", "tooltip"].map(|key| format!("\"{key}\": {}", quote(placeholder(key))));
    format!("{{ {} }}", texts.join(", "))
}
