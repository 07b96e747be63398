//! Notification URLs: which operations take one, and how the marked properties are reached.

use foldhash::HashSet;

use super::{Definition, Keyword, Operation, Relation, Schema, Typed};
use crate::json::Node;

/// A property marked with `x-ms-notification-url` that some body holds.
#[derive(Clone, Copy, Debug)]
pub struct NotificationUrl {
    /// The number of the schema.
    pub schema: usize,
    /// Whether some body can do without it: a property on the way to it is not required.
    pub is_optional: bool,
    /// Whether some body shows it to users: nothing on the way to it is internal.
    pub is_visible: bool,
}

/// What is known about notification URLs.
#[derive(Debug)]
pub struct Webhooks {
    /// For each operation whether its inputs hold a notification URL.
    takes_url: Vec<bool>,
    urls: Vec<NotificationUrl>,
}

/// Whether it is marked as the place of the URL that the platform hands to the service.
pub fn is_notification_url(typed: &Typed<'_>) -> bool {
    typed.is_true(Keyword::NotificationUrl)
}

/// How a schema is reached: both bits may be set, on one way or on different ways.
type Way = u8;
const OPTIONAL: Way = 1;
const INTERNAL: Way = 2;

impl Webhooks {
    fn of<'a>(definition: &Definition<'a>) -> Self {
        if !definition.typed.iter().any(is_notification_url) {
            return Self { takes_url: vec![false; definition.operations.len()], urls: Vec::new() };
        }
        let leads = definition.reach().leading_to(definition, |schema| is_notification_url(schema));
        let takes_url = |operation: &Operation<'a>| {
            definition.parameters_of(operation).any(|parameter| {
                let schema = parameter.get(Keyword::Schema).and_then(|node| definition.schema_at(node));
                is_notification_url(parameter) || schema.is_some_and(|schema| leads[schema.index])
            })
        };
        let takes_url = definition.operations.iter().map(takes_url).collect();
        Self { takes_url, urls: urls(definition) }
    }
}

/// Walks from the bodies to the marked properties, at most once for each way of reaching a schema.
fn urls(definition: &Definition<'_>) -> Vec<NotificationUrl> {
    let mut children = vec![Vec::new(); definition.schemas.len()];
    for schema in &definition.schemas {
        if let Some(parent) = schema.parent {
            children[parent].push(schema.index);
        }
    }
    // A bit for each of the four values of a way.
    let mut ways = vec![0_u8; definition.schemas.len()];
    let bodies = definition.parameters.iter().filter(|parameter| parameter.is_in("body"));
    let mut pending: Vec<(usize, Way)> = bodies
        .filter_map(|body| {
            let schema = definition.schema_at(body.get(Keyword::Schema)?)?;
            Some((schema.index, if body.is_internal() { INTERNAL } else { 0 }))
        })
        .collect();
    while let Some((index, way)) = pending.pop() {
        let schema = &definition.schemas[index];
        let way = if schema.is_internal() { way | INTERNAL } else { way };
        if ways[index] & (1 << way) != 0 {
            continue;
        }
        ways[index] |= 1 << way;
        let target = schema.str(Keyword::Reference);
        pending.extend(
            target.and_then(|reference| definition.referenced_schema(&reference)).map(|target| (target.index, way)),
        );
        let required = required_names(schema);
        pending.extend(children[index].iter().map(|&child| {
            let child = &definition.schemas[child];
            let is_optional = child.relation == Relation::Property
                && child.node.key().is_some_and(|name| !required.contains(name.as_ref()));
            (child.index, if is_optional { way | OPTIONAL } else { way })
        }));
    }
    let reached = definition.schemas.iter().filter(|schema| is_notification_url(schema) && ways[schema.index] != 0);
    let any = |schema: &Schema<'_>, is_wanted: fn(Way) -> bool| {
        (0..4).any(|way| ways[schema.index] & (1 << way) != 0 && is_wanted(way))
    };
    reached
        .map(|schema| NotificationUrl {
            schema: schema.index,
            is_optional: any(schema, |way| way & OPTIONAL != 0),
            is_visible: any(schema, |way| way & INTERNAL == 0),
        })
        .collect()
}

fn required_names<'a>(schema: &Schema<'a>) -> HashSet<std::borrow::Cow<'a, str>> {
    let required = schema.get(Keyword::Required).filter(|required| required.is_array());
    required.into_iter().flat_map(Node::children).filter_map(Node::as_str).collect()
}

impl<'a> Definition<'a> {
    fn webhooks(&self) -> &Webhooks {
        self.webhooks.get_or_init(|| Webhooks::of(self))
    }

    /// Whether an input of the operation is a notification URL.
    pub fn takes_notification_url(&self, operation: &Operation<'a>) -> bool {
        self.webhooks().takes_url[operation.index]
    }

    /// Whether the operation subscribes to notifications.
    pub fn is_webhook(&self, operation: &Operation<'a>) -> bool {
        operation.notification_content().is_some() || self.takes_notification_url(operation)
    }

    /// The marked properties that bodies hold, in document order.
    pub fn notification_urls(&self) -> &[NotificationUrl] {
        &self.webhooks().urls
    }
}
