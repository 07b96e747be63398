use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::{CallKind, Value};
use crate::connector::metadata::{self, PRIVACY_POLICY, WEBSITE};
use crate::connector::scaffold;
use crate::connector::wording::placeholder::{bracketed, placeholder};
use crate::connector::wording::{Traits, folded};
use crate::finding::{At, Level};
use crate::json::Node;
use crate::rule::{Cx, Prose};

rule! {
    /// A text is a placeholder that was never filled in.
    ///
    /// Templates and wizards leave texts such as `TODO` or `<<description>>` behind. Users would see them.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "TODO: describe it." } } } }
    /// ```
    /// ```json,bad,at=/info/title
    /// { "info": { "title": "{{title}}" } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/operationId
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "TODO_GetOrdersId" } } } }
    /// ```
    /// ```json,bad,at=/info/contact/name
    /// { "info": { "contact": { "name": "<<name>>" } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Puts {name} into each order to do." } } } }
    /// ```
    PlaceholderText {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: a handful has it",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    for prose in cx.view.prose() {
        judge(cx, prose);
    }
    for node in cx.definition().into_iter().flat_map(owner_texts) {
        let Some(text) = node.as_str() else { continue };
        if let Some(range) = bracketed(&text, "<<", ">>") {
            cx.report(At::within(node, range), format!("`{text}` is a placeholder")).help("write what is true of you");
        }
    }
    for node in cx.definition().into_iter().flat_map(tested_values) {
        let Some(text) = node.as_str() else { continue };
        if let Some(range) = placeholder(&text) {
            let message = format!("`{}` is a placeholder", &text[range.clone()]);
            cx.report(At::within(node, range), message).help("write the value that the connection is tested with");
        }
    }
    for node in names_to_be_told(cx) {
        let Some(text) = node.as_str() else { continue };
        if let Some(range) = placeholder(&text) {
            let message = format!("`{}` is a placeholder", &text[range.clone()]);
            cx.report(At::within(node, range), message).help("write what is true of the service");
        }
    }
    for operation in cx.definition().map(|definition| &definition.operations[..]).unwrap_or_default() {
        let Some(id) = operation.id.filter(|id| id.as_str().is_some_and(|id| id.starts_with(scaffold::ID_PREFIX)))
        else {
            continue;
        };
        cx.report(id, format!("`{}` is a placeholder", operation.label()))
            .help("give the operation the id that flows are to know it by");
    }
}

/// The names of keys in requests, and the titles of policies.
fn names_to_be_told<'a>(cx: &Cx<'_, 'a>) -> Vec<Node<'a>> {
    let keys = cx.definition().into_iter().flat_map(Definition::security_schemes);
    let keys = keys.filter_map(|scheme| scheme.node.get("name"));
    let policies = cx.properties().map(|properties| &properties.policies[..]).unwrap_or_default();
    keys.chain(policies.iter().filter_map(|policy| policy.node.get("title"))).collect()
}

/// What the test of a connection sends.
fn tested_values<'a>(definition: &Definition<'a>) -> impl Iterator<Item = Node<'a>> {
    let calls = definition.calls.iter().filter(|call| call.kind == CallKind::TestConnection);
    calls.flat_map(|call| &call.arguments).filter_map(|argument| match argument.value {
        Value::Literal(value) => Some(value),
        _ => None,
    })
}

/// Texts of which no other rule asks more than that they are there.
fn owner_texts<'a>(definition: &Definition<'a>) -> impl Iterator<Item = Node<'a>> {
    let name = definition.info().and_then(|info| info.get("contact")?.get("name"));
    let addresses = [WEBSITE, PRIVACY_POLICY].into_iter().filter_map(|name| metadata::value(definition, name));
    name.into_iter().chain(addresses)
}

fn judge<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if !prose.traits.has(Traits::PLACEHOLDER) {
        return;
    }
    // A field may be called so by the API.
    let is_name = || {
        let names = [prose.holder().and_then(Node::key), prose.holder().and_then(|holder| holder.str_member("name"))];
        names.into_iter().flatten().any(|name| folded(&name) == folded(&prose.text))
    };
    if let Some(range) = placeholder(&prose.text).filter(|_| !is_name()) {
        let found = &prose.text[range.clone()];
        let is_template = found.starts_with("{{");
        let finding = cx.report(At::within(prose.node, range), format!("`{found}` is a placeholder"));
        finding.help("write what users are to read");
        if is_template {
            // The service may have templates of its own that the text is about.
            finding.at_most(Level::Hint);
        }
    }
}
