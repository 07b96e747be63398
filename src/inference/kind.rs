//! Who publishes a connector, as far as its own artifacts tell.

use super::Evidence;
use crate::connector::{Connector, Role, metadata};
use crate::publisher_kind::{INDEPENDENT_BRAND_COLOUR, PublisherKind};

/// What independent publishers once had to write behind the title.
const INDEPENDENT_MARK: &str = "(independent publisher)";

/// The kind that the artifacts tell, with the reason in words; in the order of how much the evidence weighs.
pub fn publisher_kind(connector: &Connector) -> Option<(PublisherKind, &'static str, Evidence)> {
    let properties = connector.document(Role::Properties).and_then(|document| document.root().get("properties"));
    let definition = connector.document(Role::Definition).map(crate::json::Document::root);
    let text = |key| properties.and_then(|properties| properties.get(key)).filter(|node| is_filled(*node));
    if let Some(title) = definition.and_then(|root| root.at("/info/title"))
        && title.as_str().is_some_and(|title| title.to_lowercase().contains(INDEPENDENT_MARK))
    {
        let evidence = Evidence::of(connector, Role::Definition, title)?;
        return Some((PublisherKind::Independent, "the title says so", evidence));
    }
    if let Some(colour) = text("iconBrandColor")
        && colour.as_str().is_some_and(|colour| colour.trim().eq_ignore_ascii_case(INDEPENDENT_BRAND_COLOUR))
    {
        let evidence = Evidence::of(connector, Role::Properties, colour)?;
        return Some((PublisherKind::Independent, "the brand colour of independent publishers", evidence));
    }
    if let Some(owner) = text("stackOwner") {
        let evidence = Evidence::of(connector, Role::Properties, owner)?;
        return Some((PublisherKind::Verified, "certified connectors name the owner of the service", evidence));
    }
    let list = definition?.get(metadata::METADATA)?;
    let evidence = Evidence::of(connector, Role::Definition, list)?;
    Some((PublisherKind::Verified, "certified connectors have this list", evidence))
}

fn is_filled(node: crate::json::Node<'_>) -> bool {
    node.as_str().is_some_and(|text| !text.trim().is_empty())
}
