//! Whether the connector inside a package is the one of the sources.
//!
//! The comparison is that of `diff`; what the platform rewrites by itself when a connector goes through an environment
//! is no difference.

use serde_json::Value;

use super::{Inside, Package};
use crate::archive::shown;
use crate::connector::{Artifact, Connector, Role};
use crate::json::Node;
use crate::text::{FileId, Place, Span, Text};
use crate::version::{self, Change, Spot};

/// What was compared, and what came out.
#[derive(Debug, Default)]
pub struct Stale {
    pub differences: Vec<Difference>,
}

/// One thing that is not as in the sources.
#[derive(Clone, Debug)]
pub struct Difference {
    /// As `diff` tells it, from the package to the sources.
    pub message: String,
    /// The class of the change, where it is one.
    pub class: Option<&'static str>,
    pub role: Role,
    pub place: Place,
    /// The same thing in the sources.
    pub source: Option<Place>,
    /// Both values, where seeing them helps.
    values: Option<(String, String)>,
}

impl Difference {
    /// What differs, in the words of `diff`.
    pub fn told(&self) -> String {
        let class = self.class.map_or_else(String::new, |class| format!(" [{class}]"));
        format!("not as in the sources, where {}{class}", self.message)
    }

    /// Both values, where seeing them helps.
    pub fn values_told(&self) -> String {
        let told = |value: &str| if value.is_empty() { "nothing".to_owned() } else { format!("`{}`", shown(value)) };
        match &self.values {
            Some((was, is)) if !was.is_empty() || !is.is_empty() => {
                format!("in the sources {}, in the package {}", told(is), told(was))
            }
            _ => "in the sources".to_owned(),
        }
    }
}

/// Members of the properties that the platform fills in, moves or leaves out (requirement 15.10), by the end of their
/// pointers. Client ids differ by intention: the environment has the real one, the sources a placeholder.
const REWRITTEN: [&str; 8] = [
    "/publisher",
    "/stackOwner",
    "/capabilities",
    "/clientId",
    "/redirectMode",
    "/redirectUrl",
    "/IsOnbehalfofLoginSupported",
    "/token:TenantId",
];

impl Package {
    /// Compares the connector inside with that of the sources; `path_of` gives the paths of the sources' files.
    pub fn compare(&mut self, inside: &Connector, sources: &Connector, path_of: impl Fn(&str) -> String) {
        let numbers: Vec<(FileId, FileId)> = sources
            .artifacts()
            .iter()
            .map(|artifact| {
                let text = artifact.text().map(|text| Text::new(text.as_str()));
                (artifact.id, self.add_file(path_of(&artifact.name), text))
            })
            .collect();
        let in_sources = |place: Place| {
            let file = numbers.iter().find(|(artifact, _)| *artifact == place.file)?.1;
            Some(Place { file, ..place })
        };
        let Some(parts) = &self.inside else { return };
        let changes = version::compare(inside, sources);
        let mut differences: Vec<Difference> = changes
            .iter()
            .filter(|change| !is_rewritten(change, inside, sources))
            .map(|change| difference(change, parts, inside, sources, &in_sources))
            .collect();
        for role in [Role::Script, Role::Icon, Role::Intro] {
            differences.extend(file(role, parts, inside, sources, &in_sources));
        }
        self.stale = Some(Stale { differences });
    }
}

fn is_rewritten(change: &Change, inside: &Connector, sources: &Connector) -> bool {
    let sides = [(&change.old, inside), (&change.new, sources)];
    let spots = || sides.iter().filter_map(|(spot, connector)| Some((spot.as_ref().filter(|s| s.exists)?, *connector)));
    let is_known = |(spot, connector): (&Spot, &Connector)| {
        let pointer = spot.pointer.as_deref().unwrap_or_default();
        role_of(connector, spot.place.file) == Some(Role::Properties)
            && (REWRITTEN.iter().any(|end| pointer.ends_with(end)) || is_token(pointer))
    };
    // The platform adds empty lists and objects, and an absent one means the same.
    let is_only_empty = || {
        let mut spots = spots();
        spots.next().is_some_and(is_empty_member) && spots.next().is_none()
    };
    let is_same_beneath = || {
        let nodes: Vec<Node<'_>> = spots().filter_map(node_of).collect();
        let plain = |node: &Node<'_>| without_rewritten(node.to_value());
        matches!(nodes.as_slice(), [old, new] if old.is_object() && new.is_object() && plain(old) == plain(new))
    };
    spots().any(is_known) || is_only_empty() || is_same_beneath()
}

fn node_of<'a>((spot, connector): (&Spot, &'a Connector)) -> Option<Node<'a>> {
    connector.file(spot.place.file)?.document()?.at(spot.pointer.as_deref()?)
}

/// A value without the members that the platform fills in.
fn without_rewritten(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|key, _| !REWRITTEN.iter().any(|end| end.strip_prefix('/') == Some(key)));
        for member in object.values_mut() {
            *member = without_rewritten(member.take());
        }
    }
    value
}

/// Whether there is nothing in a member of the properties, or of the definition's root.
fn is_empty_member((spot, connector): (&Spot, &Connector)) -> bool {
    let pointer = spot.pointer.as_deref().unwrap_or_default();
    let is_meant = role_of(connector, spot.place.file) == Some(Role::Properties) || pointer.matches('/').count() == 1;
    is_meant
        && node_of((spot, connector))
            .is_some_and(|node| node.is_null() || (node.is_empty() && (node.is_array() || node.is_object())))
}

/// Whether a pointer leads into the tenant parameter that the platform adds to Microsoft Entra ID logins.
fn is_token(pointer: &str) -> bool {
    pointer.split('/').any(|part| part == "token:TenantId")
}

fn difference(
    change: &Change,
    parts: &Inside,
    inside: &Connector,
    sources: &Connector,
    in_sources: &impl Fn(Place) -> Option<Place>,
) -> Difference {
    let place = change.old.as_ref().map(|spot| parts.relocate(spot.place)).unwrap_or_default();
    let source = change.new.as_ref().filter(|spot| spot.exists).and_then(|spot| in_sources(spot.place));
    let role = change
        .old
        .as_ref()
        .and_then(|spot| role_of(inside, spot.place.file))
        .or_else(|| role_of(sources, change.new.as_ref()?.place.file));
    Difference {
        message: change.message.clone(),
        class: Some(change.class.facts().name),
        role: role.unwrap_or(Role::Definition),
        place,
        source,
        values: change.values.clone(),
    }
}

fn role_of(connector: &Connector, file: FileId) -> Option<Role> {
    Some(connector.file(file)?.role)
}

/// An artifact that is compared as a whole. A package without an introduction is told by its own rule; sources without
/// an icon leave it to the environment.
fn file(
    role: Role,
    parts: &Inside,
    inside: &Connector,
    sources: &Connector,
    in_sources: &impl Fn(Place) -> Option<Place>,
) -> Option<Difference> {
    let start = |artifact: &Artifact| Place { file: artifact.id, span: Span::default() };
    let (packaged, source) = (inside.artifact(role), sources.artifact(role));
    let message = match (packaged, source) {
        (Some(packaged), Some(source)) if !version::same_contents(packaged, source) => {
            format!("the {role} is another")
        }
        (None, Some(_)) if role != Role::Intro && inside.artifact(Role::Definition).is_some() => {
            format!("the {role} is new")
        }
        (Some(_), None) if role == Role::Script => format!("the {role} is gone"),
        _ => return None,
    };
    Some(Difference {
        message,
        class: None,
        role,
        place: packaged.map(|artifact| parts.relocate(start(artifact))).or(parts.start())?,
        source: source.and_then(|artifact| in_sources(start(artifact))),
        values: None,
    })
}
