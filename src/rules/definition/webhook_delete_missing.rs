use crate::connector::definition::{Definition, Operation, template};
use crate::connector::scaffold;
use crate::finding::Safety;
use crate::json::insert_member;
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The definition has webhooks, but no operation that deletes one.
    ///
    /// When a flow is switched off or removed, the platform deletes its subscription at the address that the service
    /// gave in `Location`. The operation for it, usually internal, has to be in the definition; without it the service
    /// goes on sending notifications that nobody reads.
    ///
    /// ```json,bad,at=/paths/~1hooks/post
    /// { "paths": { "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///   "post": { "operationId": "OnOrder", "x-ms-trigger": "single" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///     "post": { "operationId": "OnOrder", "x-ms-trigger": "single" } },
    ///   "/hooks/{id}": { "delete": { "operationId": "DeleteHook", "x-ms-visibility": "internal" } } } }
    /// ```
    WebhookDeleteMissing {
        levels: { Hint },
        origin: House,
        evidence: "documented; 39 of 200 published connectors with webhooks have no DELETE operation",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

/// So many webhooks are shown beside the first.
const MAX_LABELS: usize = 3;

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() || definition.operations.iter().any(|operation| operation.method == "delete") {
        return;
    }
    let operations = definition.operations.iter();
    let mut webhooks = operations.filter(|operation| operation.trigger().is_some() && definition.is_webhook(operation));
    let Some(first) = webhooks.next() else { return };
    let message = format!("nothing deletes the subscription that `{}` makes", first.label());
    let finding = cx.report(first.node, message);
    finding.help("add a DELETE operation for the address that the service gives in `Location`");
    finding.fix(Safety::Unsafe, "add a placeholder for the operation", [scaffold(first)]);
    for other in webhooks.take(MAX_LABELS) {
        finding.label(other.node, "another webhook");
    }
}

/// An operation behind the address of the subscription; variables there would have to be declared once more.
fn scaffold(subscription: &Operation<'_>) -> Option<Edit> {
    let path = subscription.path.trim_end_matches('/');
    let paths =
        subscription.path_item.parent().filter(|_| template::variables(path).is_ok_and(|all| all.is_empty()))?;
    let path = format!("{path}/{{id}}");
    let operation = scaffold::unsubscription(&path, "id");
    match paths.get(&path) {
        Some(item) => insert_member(item, "delete", &operation),
        None => insert_member(paths, &path, &scaffold::pretty(&[("delete", operation)])),
    }
}
