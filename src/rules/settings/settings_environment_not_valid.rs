use crate::connector::secret::{is_guid, is_placeholder};
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// `environment` in the settings is no id of an environment.
    ///
    /// An environment is named by its GUID, the default one of a tenant by `Default-` and a GUID; its display name is
    /// not found.
    ///
    /// ```settings.json,bad,at=/environment
    /// { "environment": "Contoso (default)" }
    /// ```
    /// ```settings.json,good
    /// { "environment": "Default-00000000-0000-0000-0000-000000000000" }
    /// ```
    SettingsEnvironmentNotValid {
        levels: { Warning },
        origin: Certification,
        evidence: "documented in the published schema",
        since: "0.1.0",
        check: Settings(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, root: Node<'a>) {
    let Some(node) = root.get("environment") else { return };
    let Some(text) = node.as_str() else { return };
    let id = text.strip_prefix("Default-").unwrap_or(&text);
    if !text.is_empty() && !is_guid(id) && !is_placeholder(id) {
        cx.report(node, format!("`{text}` is no id of an environment")).help("write the GUID of the environment");
    }
}
