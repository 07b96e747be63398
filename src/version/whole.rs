//! Comparison of what a definition says about the connector as a whole: title, address, authentication.

use foldhash::{HashMap, HashSet};

use super::change::{At, Collector, Draft, verb};
use super::class::{Class, Severity};
use super::operations::{differing, names, same};
use super::side::Side;
use crate::connector::properties::{POLICY_OPERATIONS, Properties};
use crate::json::Node;

/// Members of the root that are compared by name, with the operations, or through references.
const COMPARED: [&str; 13] = [
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "security",
    "securityDefinitions",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "x-ms-connector-metadata",
];

/// Compares two definitions without their operations, in the light of the old and new properties.
pub(super) fn compare<'a>(
    old: &Side<'a>,
    new: &Side<'a>,
    properties: (Option<&Properties<'a>>, Option<&Properties<'a>>),
    collector: &mut Collector,
) {
    let (old, new) = (old.definition.root, new.definition.root);
    let had_connection_parameters = properties.0.is_some_and(|properties| !properties.connection_parameters.is_empty());
    let mut comparison = Comparison { old, new, had_connection_parameters, collector };
    comparison.info();
    comparison.address(properties.1.is_some_and(has_own_host));
    comparison.set("schemes", Class::SchemesChanged);
    comparison.set("consumes", Class::ConsumesChanged);
    comparison.set("produces", Class::ProducesChanged);
    comparison.member("security", Class::SecurityRequirementsChanged);
    comparison.member("x-ms-connector-metadata", Class::MetadataChanged);
    comparison.security_definitions();
    for (name, before, after) in differing(old, new, &COMPARED) {
        let class = match name.as_str() {
            "x-ms-capabilities" => Class::CapabilitiesChanged,
            _ => Class::DefinitionOtherChanged,
        };
        comparison.tell(class, class.facts().severity, "the definition", &verb(&name, before, after), before, after);
    }
}

/// Whether a policy sends the requests of all operations to a host of its own.
fn has_own_host(properties: &Properties<'_>) -> bool {
    properties.policies.iter().any(|policy| {
        policy.template_id().as_deref() == Some("dynamichosturl")
            && policy.parameters().is_none_or(|parameters| parameters.get(POLICY_OPERATIONS).is_none_or(Node::is_empty))
    })
}

struct Comparison<'c, 'a> {
    old: Node<'a>,
    new: Node<'a>,
    had_connection_parameters: bool,
    collector: &'c mut Collector,
}

impl<'a> Comparison<'_, 'a> {
    fn ats(&self, name: &str) -> (At<'a>, At<'a>) {
        (At::either(self.old.get(name), self.old), At::either(self.new.get(name), self.new))
    }

    fn tell(&mut self, class: Class, severity: Severity, before: &'static str, after: &str, old: At<'a>, new: At<'a>) {
        self.collector.add(&Draft::new(class, before, after, old, new).severity(severity).with_values(), "");
    }

    fn member(&mut self, name: &str, class: Class) {
        let (before, after) = self.ats(name);
        if !same(before, after) {
            let severity = class.facts().severity;
            self.tell(class, severity, "the definition", &verb(name, before, after), before, after);
        }
    }

    /// A list whose order does not matter.
    fn set(&mut self, name: &str, class: Class) {
        if names(self.old.get(name)) != names(self.new.get(name)) {
            let (before, after) = self.ats(name);
            let draft = Draft::new(class, "the definition", format!("has other `{name}`"), before, after);
            // Operations tell media types, too: one change for the same places.
            self.collector.add(&draft.with_values(), "");
        }
    }

    fn info(&mut self) {
        let (Some(old), Some(new)) = (self.old.get("info"), self.new.get("info")) else {
            return self.member("info", Class::InfoChanged);
        };
        for (name, before, after) in differing(old, new, &[]) {
            let class = match name.as_str() {
                "title" => Class::TitleChanged,
                "version" => Class::VersionChanged,
                "description" | "contact" => Class::InfoTextChanged,
                _ => Class::InfoChanged,
            };
            let message = verb(&name, before, after);
            self.tell(class, class.facts().severity, "the connector", &message, before, after);
        }
    }

    /// Host and base path; a policy that sets the host takes the weight off.
    fn address(&mut self, has_own_host: bool) {
        let severity = if has_own_host { Severity::Risky } else { Severity::Breaking };
        let (before, after) = self.ats("host");
        if !same(before, after) {
            self.tell(Class::HostChanged, severity, "the connector", "has another host", before, after);
        }
        let path = |node: Node<'a>| node.str_member("basePath").unwrap_or_default().trim_end_matches('/').to_owned();
        let (was, is) = (path(self.old), path(self.new));
        if was != is {
            let (before, after) = self.ats("basePath");
            let severity = Severity::Breaking;
            self.tell(Class::BasePathChanged, severity, "the connector", "has another base path", before, after);
        }
    }

    fn security_definitions(&mut self) {
        let list = |root: Node<'a>| -> Vec<Node<'a>> {
            root.get("securityDefinitions")
                .into_iter()
                .flat_map(Node::children)
                .filter(|node| node.is_object())
                .collect()
        };
        let (old, new) = (list(self.old), list(self.new));
        let (pairs, gone, come) = match_methods(&old, &new);
        for (was, is) in pairs {
            self.method(was, is);
        }
        let holder = |root: Node<'a>| At::missing(root.get("securityDefinitions").unwrap_or(root));
        // Connections that were made without authentication cannot gain one.
        let (severity, verb) = if old.is_empty() && !self.had_connection_parameters {
            (Severity::Breaking, "is new where there was none")
        } else {
            (Severity::Risky, "is new")
        };
        for node in gone {
            let (before, after) = (At::there(node), holder(self.new));
            let draft = Draft::new(Class::AuthenticationMethodRemoved, "the authentication", "is gone", before, after);
            self.collector.add(&draft, &node.key().unwrap_or_default());
        }
        for node in come {
            let (before, after) = (holder(self.old), At::there(node));
            let draft = Draft::new(Class::AuthenticationMethodAdded, "the authentication", verb, before, after);
            self.collector.add(&draft.severity(severity), &node.key().unwrap_or_default());
        }
    }

    fn method(&mut self, old: Node<'a>, new: Node<'a>) {
        let name = new.key().unwrap_or_default();
        if old.key() != new.key() {
            let verb = format!("was called `{}`", old.key().unwrap_or_default());
            let draft = Draft::new(
                Class::AuthenticationDetailsChanged,
                "the authentication",
                verb,
                At::there(old),
                At::there(new),
            );
            self.collector.add(&draft, &name);
        }
        for (member, before, after) in differing(old, new, &[]) {
            let class = match member.as_str() {
                "type" => Class::AuthenticationTypeChanged,
                "description" => Class::ConnectionParameterTextChanged,
                _ => Class::AuthenticationDetailsChanged,
            };
            let draft = Draft::new(class, "the authentication", verb(&member, before, after), before, after);
            self.collector.add(&draft.facet(&member).with_values(), &name);
        }
    }
}

type Matches<'a> = (Vec<(Node<'a>, Node<'a>)>, Vec<Node<'a>>, Vec<Node<'a>>);

/// Pairs by name, then the only ones of a type: those have another name.
fn match_methods<'a>(old: &[Node<'a>], new: &[Node<'a>]) -> Matches<'a> {
    let mut pairs: Vec<(Node<'a>, Node<'a>)> = Vec::new();
    let kind = |node: &Node<'a>| node.str_member("type").unwrap_or_default().into_owned();
    let left = |pairs: &[(Node<'a>, Node<'a>)], old: &[Node<'a>], new: &[Node<'a>]| -> (Vec<_>, Vec<_>) {
        let was: HashSet<u32> = pairs.iter().map(|(was, _)| was.index()).collect();
        let is: HashSet<u32> = pairs.iter().map(|(_, is)| is.index()).collect();
        let without = |all: &[Node<'a>], taken: &HashSet<u32>| {
            all.iter().filter(|node| !taken.contains(&node.index())).copied().collect()
        };
        (without(old, &was), without(new, &is))
    };
    // Of those that are written twice the first counts.
    let by_name: HashMap<_, Node<'a>> = new.iter().rev().map(|node| (node.key(), *node)).collect();
    pairs.extend(old.iter().filter_map(|node| Some((*node, *by_name.get(&node.key())?))));
    let (gone, come) = left(&pairs, old, new);
    let by_kind = |all: &[Node<'a>]| {
        let mut by_kind: HashMap<String, Vec<Node<'a>>> = HashMap::default();
        for node in all {
            by_kind.entry(kind(node)).or_default().push(*node);
        }
        by_kind
    };
    let (of_gone, of_come) = (by_kind(&gone), by_kind(&come));
    for node in &gone {
        if let (Some([_]), Some([other])) =
            (of_gone.get(&kind(node)).map(Vec::as_slice), of_come.get(&kind(node)).map(Vec::as_slice))
        {
            pairs.push((*node, *other));
        }
    }
    let (gone, come) = left(&pairs, &gone, &come);
    (pairs, gone, come)
}
