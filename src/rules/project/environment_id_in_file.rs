use crate::connector::secret::is_guid;
use crate::connector::{Artifact, Role};
use crate::finding::At;
use crate::rule::Cx;
use crate::text::Span;

rule! {
    /// A file holds the id of a real environment or connector.
    ///
    /// The ids in `settings.json` name the environment of a tenant and the connector in it. They are meant for the
    /// author's own tools, not for a public repository. An id in a text, such as in an address with `environments/`,
    /// mostly came with a copied example. `connkit submit` leaves `settings.json` out, and `connkit package` refuses to pack
    /// an id.
    ///
    /// ```settings.json,bad,at=/environment
    /// { "environment": "Default-3f2504e0-4f89-41d3-9a0c-0305e82c3301" }
    /// ```
    /// ```settings.json,bad,at=/connectorId
    /// { "connectorId": "shared_contoso-20orders-5f6f1d2c3b4a596877-5f3f2504e04f8941d3" }
    /// ```
    /// ```raw:readme.md,bad,at=3:50
    /// # Contoso Orders
    ///
    /// Open https://make.powerautomate.com/environments/3f2504e0-4f89-41d3-9a0c-0305e82c3301/flows to begin.
    /// ```
    /// ```settings.json,good
    /// { "environment": "00000000-0000-0000-0000-000000000000", "connectorId": "<<your connector id>>" }
    /// ```
    EnvironmentIdInFile {
        levels: { Warning },
        origin: Certification,
        evidence: "documented: no values of an environment in the repository; no published file has one",
        since: "0.1.0",
        check: Artifact(check),
    }
}

/// What stands before the id of an environment, in addresses and elsewhere.
const MARKS: [&str; 2] = ["environments/", "Default-"];
const GUID_LENGTH: usize = 36;

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    if artifact.role == Role::Settings {
        check_settings(cx, artifact);
        return;
    }
    let Some(text) = artifact.text() else { return };
    let text = text.as_str();
    let ends_of = |mark: &'static str| {
        memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes()).map(|at| at + mark.len()).collect::<Vec<_>>()
    };
    for start in MARKS.iter().flat_map(|mark| ends_of(mark)) {
        if text.get(start..start + GUID_LENGTH).is_some_and(is_guid) {
            let span = Span::new(start, start + GUID_LENGTH);
            let place = match artifact.document().map(|document| document.node_at_offset(span.start)) {
                Some(node) if node.is_string() => At::from(node),
                _ => At::span(artifact.id, span),
            };
            cx.report(place, "the id of an environment stands in the text")
                .help("write a placeholder such as `<<your environment>>`");
        }
    }
}

fn check_settings(cx: &mut Cx<'_, '_>, artifact: &Artifact) {
    let Some(root) = artifact.document().map(|document| document.root()) else { return };
    let environment = root
        .get("environment")
        .filter(|node| node.as_str().is_some_and(|id| is_guid(id.strip_prefix("Default-").unwrap_or(&id))));
    if let Some(node) = environment {
        cx.report(node, "the id of an environment stands in the settings")
            .help("keep `settings.json` out of what you submit, or write zeros");
    }
    let connector = root.get("connectorId").filter(|node| node.as_str().is_some_and(|id| is_connector_id(&id)));
    if let Some(node) = connector {
        cx.report(node, "the id of a connector stands in the settings")
            .help("keep `settings.json` out of what you submit, or remove the id");
    }
}

/// The platform's ids of custom connectors: `shared_`, the encoded name, and a number of the environment; or a GUID.
fn is_connector_id(id: &str) -> bool {
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    is_guid(id) || id.starts_with("shared_") && digits >= 8 && !id.contains(['<', '[', '{'])
}
