//! Comparison of properties: connection parameters and their sets, policies, script operations, looks.
//!
//! What the platform rewrites by itself is no change (requirement 15.10).

use foldhash::{HashMap, HashSet};

use super::change::{At, Collector, Draft, verb};
use super::class::{Class, Severity};
use super::operations::{differing, names, pair_by, same};
use crate::connector::properties::{ConnectionParameter, POLICY_OPERATIONS, Policy, Properties};
use crate::json::Node;

/// Members of `properties` that are compared by name, or that the platform fills in.
const COMPARED: [&str; 8] = [
    "connectionParameters",
    "connectionParameterSets",
    "policyTemplateInstances",
    "scriptOperations",
    "iconBrandColor",
    "capabilities",
    "publisher",
    "stackOwner",
];

/// Policies that decide where a request goes.
const ROUTES: [&str; 2] = ["routerequesttoendpoint", "dynamichosturl"];

/// Members of `oAuthSettings` that the platform writes itself.
const REWRITTEN: [&str; 2] = ["redirectMode", "redirectUrl"];

/// Compares two properties; `is_known` tells whether the old definition has an operation.
pub(super) fn compare<'a>(
    old: &Properties<'a>,
    new: &Properties<'a>,
    is_known: &dyn Fn(&str) -> bool,
    collector: &mut Collector,
) {
    let holder = |properties: &Properties<'a>| properties.properties().unwrap_or(properties.root);
    let mut comparison = Comparison {
        old,
        new,
        holders: (holder(old), holder(new)),
        sets: (set_names(old), set_names(new)),
        is_known,
        collector,
    };
    comparison.connection_parameters();
    comparison.sets();
    comparison.policies();
    comparison.script_operations();
    comparison.looks();
}

struct Comparison<'c, 'p, 'a> {
    old: &'p Properties<'a>,
    new: &'p Properties<'a>,
    holders: (Node<'a>, Node<'a>),
    sets: (HashSet<String>, HashSet<String>),
    is_known: &'p dyn Fn(&str) -> bool,
    collector: &'c mut Collector,
}

impl<'a> Comparison<'_, '_, 'a> {
    fn tell(&mut self, draft: &Draft<'a>, subject: &str) {
        self.collector.add(draft, subject);
    }

    fn connection_parameters(&mut self) {
        let mut names = HashMap::default();
        let (old_sets, new_sets) = (numbered(&mut names, self.old), numbered(&mut names, self.new));
        let (old, new) = (identities(self.old, &old_sets), identities(self.new, &new_sets));
        let known = |sets: &[usize]| sets.iter().copied().collect::<HashSet<usize>>();
        let (known_before, known_after) = (known(&old_sets), known(&new_sets));
        for (identity, parameter) in &old.list {
            match new.find(identity) {
                Some(other) => self.connection_parameter(parameter, other),
                // A set that is gone as a whole is told once.
                None if identity.set.is_some_and(|set| !known_after.contains(&set)) => {}
                None => {
                    let (before, after) = (At::there(parameter.node), At::missing(self.holders.1));
                    let class = Class::ConnectionParametersRemoved;
                    self.tell(
                        &Draft::new(class, "the connection parameter", "is gone", before, after),
                        &parameter.name,
                    );
                }
            }
        }
        for (identity, parameter) in &new.list {
            let is_in_new_set = identity.set.is_some_and(|set| !known_before.contains(&set));
            if old.find(identity).is_none() && !is_in_new_set {
                let (before, after) = (At::missing(self.holders.0), At::there(parameter.node));
                let class = Class::ConnectionParameterAdded;
                self.tell(&Draft::new(class, "the connection parameter", "is new", before, after), &parameter.name);
            }
        }
    }

    fn connection_parameter(&mut self, old: &ConnectionParameter<'a>, new: &ConnectionParameter<'a>) {
        let subject = new.name.clone();
        for (name, before, after) in differing(old.node, new.node, &["oAuthSettings", "uiDefinition"]) {
            let class =
                if name == "type" { Class::ConnectionParameterTypeChanged } else { Class::ConnectionParameterChanged };
            let draft = Draft::new(class, "the connection parameter", verb(&name, before, after), before, after);
            // The platform reads types in any case.
            let is_same_type = name == "type"
                && before.node.as_str().zip(after.node.as_str()).is_some_and(|(was, is)| was.eq_ignore_ascii_case(&is));
            let draft = if is_same_type { draft.severity(Severity::Safe) } else { draft };
            self.tell(&draft.facet(&name).with_values(), &subject);
        }
        let part = |node: Node<'a>, name: &str| node.get(name).unwrap_or(node);
        let (was, is) = (part(old.node, "uiDefinition"), part(new.node, "uiDefinition"));
        if was != old.node || is != new.node {
            for (name, before, after) in differing(was, is, &["type", "oAuthSettings"]) {
                let class = match name.as_str() {
                    "constraints" => Class::ConnectionParameterChanged,
                    _ => Class::ConnectionParameterTextChanged,
                };
                let draft = Draft::new(class, "the connection parameter", verb(&name, before, after), before, after);
                self.tell(&draft.facet(&name).with_values(), &subject);
            }
        }
        self.sign_in(old.node.get("oAuthSettings"), new.node.get("oAuthSettings"), &subject);
    }

    fn sign_in(&mut self, old: Option<Node<'a>>, new: Option<Node<'a>>, subject: &str) {
        let (Some(old), Some(new)) = (old, new) else { return };
        for (name, before, after) in differing(old, new, &REWRITTEN) {
            let class = match name.as_str() {
                "identityProvider" => Class::AuthenticationTypeChanged,
                _ => Class::AuthenticationDetailsChanged,
            };
            let draft = Draft::new(class, "the sign-in of", verb(&name, before, after), before, after);
            // What is part of `properties` and scopes may be long: the places tell enough.
            self.tell(&draft.facet(&name), subject);
        }
    }

    fn sets(&mut self) {
        for set in &self.old.sets {
            let name = name_of(*set);
            if !self.sets.1.contains(&name) {
                let (before, after) = (At::there(*set), At::missing(self.holders.1));
                let class = Class::AuthenticationMethodRemoved;
                self.collector.add(&Draft::new(class, "the authentication", "is gone", before, after), &name);
            }
        }
        for set in &self.new.sets {
            let name = name_of(*set);
            if !self.sets.0.contains(&name) {
                let (before, after) = (At::missing(self.holders.0), At::there(*set));
                let class = Class::AuthenticationMethodAdded;
                let draft = Draft::new(class, "the authentication", "is new", before, after);
                self.collector.add(&draft.severity(Severity::Risky), &name);
            }
        }
        let list = |holder: Node<'a>| holder.get("connectionParameterSets");
        if let (Some(old), Some(new)) = (list(self.holders.0), list(self.holders.1)) {
            for (name, before, after) in differing(old, new, &["values"]) {
                let class = Class::ConnectionParameterTextChanged;
                let draft =
                    Draft::new(class, "the choice of authentication", verb(&name, before, after), before, after);
                self.tell(&draft.facet(&name), "");
            }
        }
    }

    fn policies(&mut self) {
        let (pairs, gone, come) = match_policies(&self.old.policies, &self.new.policies);
        let subject = |policy: &Policy<'a>| {
            let title = policy.node.str_member("title").unwrap_or_default().into_owned();
            if title.is_empty() { policy.template_id().unwrap_or_default() } else { title }
        };
        for (old, new) in pairs {
            if old.node.same_value(new.node) {
                continue;
            }
            let (before, after) = (At::there(old.node), At::there(new.node));
            let draft = if differs_in_operations_only(&old, &new) {
                let (was, is) = (ids(&old), ids(&new));
                let concerns_known =
                    was.is_empty() || is.is_empty() || differing_names(&was, &is).any(|id| (self.is_known)(id));
                let draft = Draft::new(Class::PolicyChanged, "the policy", "is for other operations", before, after);
                weighed(draft, &new, concerns_known)
            } else {
                let draft = Draft::new(Class::PolicyChanged, "the policy", "does something else", before, after);
                weighed(draft, &new, self.concerns_known(&old) || self.concerns_known(&new))
            };
            self.tell(&draft, &subject(&new));
        }
        for policy in gone {
            let (before, after) = (At::there(policy.node), At::missing(self.holders.1));
            let draft = Draft::new(Class::PolicyRemoved, "the policy", "is gone", before, after);
            self.tell(&weighed(draft, &policy, self.concerns_known(&policy)), &subject(&policy));
        }
        for policy in come {
            let (before, after) = (At::missing(self.holders.0), At::there(policy.node));
            let draft = Draft::new(Class::PolicyAdded, "the policy", "is new", before, after);
            self.tell(&weighed(draft, &policy, self.concerns_known(&policy)), &subject(&policy));
        }
    }

    /// Whether a policy is for operations that flows may use: those that the old definition has, or all.
    fn concerns_known(&self, policy: &Policy<'a>) -> bool {
        let ids = ids(policy);
        ids.is_empty() || ids.iter().any(|id| (self.is_known)(id))
    }

    fn script_operations(&mut self) {
        let list = |holder: Node<'a>| holder.get("scriptOperations").filter(|list| !list.is_null());
        let (was, is) = (list(self.holders.0), list(self.holders.1));
        if names(was) != names(is) {
            let (before, after) = (At::either(was, self.holders.0), At::either(is, self.holders.1));
            // Operations that are new go through the script without harm to anybody.
            let (old, new) = (names(was), names(is));
            let concerns_known =
                was.is_none() || is.is_none() || differing_names(&old, &new).any(|id| (self.is_known)(id));
            let class = Class::ScriptOperationsChanged;
            let severity = if concerns_known { class.facts().severity } else { Severity::Safe };
            let draft = Draft::new(class, "other operations go through the script", "", before, after);
            self.tell(&draft.severity(severity).with_values(), "");
        }
    }

    fn looks(&mut self) {
        let (old, new) = self.holders;
        for name in ["iconBrandColor", "publisher", "stackOwner"] {
            let (before, after) = (At::either(old.get(name), old), At::either(new.get(name), new));
            let colour = |at: At<'a>| at.node.as_str().map(|value| value.to_ascii_lowercase()).filter(|_| at.exists);
            let is_same = if name == "iconBrandColor" { colour(before) == colour(after) } else { same(before, after) };
            if !is_same {
                let class = Class::PropertiesOtherChanged;
                let draft = Draft::new(class, "the connector", verb(name, before, after), before, after);
                self.tell(&draft.severity(Severity::Safe).facet(name).with_values(), "");
            }
        }
        for (name, before, after) in differing(old, new, &COMPARED) {
            let class = Class::PropertiesOtherChanged;
            let draft = Draft::new(class, "the connector", verb(&name, before, after), before, after);
            self.tell(&draft.facet(&name).with_values(), "");
        }
        if names(old.get("capabilities")) != names(new.get("capabilities")) {
            let (before, after) = (At::either(old.get("capabilities"), old), At::either(new.get("capabilities"), new));
            let class = Class::PropertiesOtherChanged;
            let draft = Draft::new(class, "the connector", "has other `capabilities`", before, after);
            self.tell(&draft.facet("capabilities").with_values(), "");
        }
    }
}

/// The operations that a policy is for; none where it is for all.
fn ids(policy: &Policy<'_>) -> Vec<String> {
    policy.operations().filter_map(Node::as_str).map(std::borrow::Cow::into_owned).collect()
}

/// What only concerns new operations changes nothing for flows; what leads requests elsewhere breaks them.
fn weighed<'a>(draft: Draft<'a>, policy: &Policy<'a>, concerns_known: bool) -> Draft<'a> {
    let is_route = policy.template_id().is_some_and(|id| ROUTES.contains(&id.as_str()));
    match (concerns_known, is_route) {
        (false, _) => draft.severity(Severity::Safe),
        (true, true) => Draft { class: Class::RouteChanged, severity: Severity::Breaking, ..draft },
        (true, false) => draft,
    }
}

fn differs_in_operations_only(old: &Policy<'_>, new: &Policy<'_>) -> bool {
    let (Some(was), Some(is)) = (old.parameters(), new.parameters()) else { return false };
    differing(old.node, new.node, &["parameters"]).is_empty() && differing(was, is, &[POLICY_OPERATIONS]).is_empty()
}

/// What only one of two lists has.
fn differing_names<'n>(old: &'n [String], new: &'n [String]) -> impl Iterator<Item = &'n String> {
    let missing = |from: &'n [String], to: &'n [String]| {
        let to: HashSet<&String> = to.iter().collect();
        from.iter().filter(move |id| !to.contains(id))
    };
    missing(old, new).chain(missing(new, old))
}

fn name_of(set: Node<'_>) -> String {
    set.str_member("name").unwrap_or_default().into_owned()
}

fn set_names(properties: &Properties<'_>) -> HashSet<String> {
    properties.sets.iter().map(|set| name_of(*set)).collect()
}

type Matches<'a> = (Vec<(Policy<'a>, Policy<'a>)>, Vec<Policy<'a>>, Vec<Policy<'a>>);

/// Pairs equal policies, then those of one template and title, then those of one template, each in their order.
fn match_policies<'a>(old: &[Policy<'a>], new: &[Policy<'a>]) -> Matches<'a> {
    let title = |policy: &Policy<'a>| policy.node.str_member("title").map(std::borrow::Cow::into_owned);
    let mut pairs = Vec::new();
    let (mut gone, mut come) = (old.to_vec(), new.to_vec());
    pair_by(|policy| policy.node.canonical(), &mut pairs, &mut gone, &mut come);
    pair_by(|policy| (policy.template_id(), title(policy)), &mut pairs, &mut gone, &mut come);
    pair_by(Policy::template_id, &mut pairs, &mut gone, &mut come);
    (pairs, gone, come)
}

/// By which a connection parameter is found again in another version.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Identity {
    /// The number of its set's name; `None` for the flat ones.
    set: Option<usize>,
    /// In lower case.
    name: String,
    /// How many before it are called the same.
    namesakes: usize,
}

struct Identities<'v, 'a> {
    list: Vec<(Identity, &'v ConnectionParameter<'a>)>,
    numbers: HashMap<Identity, usize>,
}

impl<'v, 'a> Identities<'v, 'a> {
    fn find(&self, identity: &Identity) -> Option<&'v ConnectionParameter<'a>> {
        self.numbers.get(identity).map(|number| self.list[*number].1)
    }
}

/// The number of the name of each set; the same name has the same number in both versions.
fn numbered(names: &mut HashMap<String, usize>, properties: &Properties<'_>) -> Vec<usize> {
    let mut number = |set: &Node<'_>| {
        let next = names.len();
        *names.entry(name_of(*set)).or_insert(next)
    };
    properties.sets.iter().map(&mut number).collect()
}

fn identities<'v, 'a>(properties: &'v Properties<'a>, sets: &[usize]) -> Identities<'v, 'a> {
    let mut identities = Identities { list: Vec::new(), numbers: HashMap::default() };
    let mut namesakes: HashMap<(Option<usize>, String), usize> = HashMap::default();
    for parameter in &properties.connection_parameters {
        let set = parameter.set.and_then(|number| sets.get(number)).copied();
        let name = parameter.name.to_ascii_lowercase();
        let count = namesakes.entry((set, name.clone())).or_default();
        let identity = Identity { set, name, namesakes: *count };
        *count += 1;
        identities.numbers.insert(identity.clone(), identities.list.len());
        identities.list.push((identity, parameter));
    }
    identities
}

#[cfg(test)]
mod tests {
    use crate::connector::Connector;
    use crate::connector::files::Memory;

    #[test]
    fn parameters_of_nameless_sets_are_not_taken_for_one_another() {
        let set = |kind: &str| format!(r#"{{ "parameters": {{ "token": {{ "type": "{kind}" }} }} }}"#);
        let flat = r#"{ "token": { "type": "oauthSetting" } }"#;
        let sets = [set("string"), set("bool")].join(", ");
        let properties = format!(
            r#"{{ "properties": {{ "connectionParameters": {flat}, "connectionParameterSets": {{ "values": [{sets}] }} }} }}"#
        );
        let files = Memory::new([("apiProperties.json".to_owned(), properties.into_bytes())]);
        let connector = Connector::load(&files).expect("memory can be listed");
        assert!(crate::version::compare(&connector, &connector).is_empty());
    }
}
