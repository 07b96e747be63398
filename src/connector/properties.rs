//! The properties (`apiProperties.json`): connection parameters, policies, brand colour, owners.

use std::borrow::Cow;

use super::likeness::nearest;
use super::shape::Shape;
use super::shapes::Shapes;
use crate::json::{Document, Node};

/// The key under which a policy names the operations that it applies to.
pub const POLICY_OPERATIONS: &str = "x-ms-apimTemplate-operationName";

/// What every other parameter key of a policy begins with.
pub const POLICY_PARAMETER_PREFIX: &str = "x-ms-apimTemplateParameter.";

/// Identity providers of OAuth logins: the published schema, published connectors, and names known from newer ones: certainly not all.
pub const IDENTITY_PROVIDERS: [&str; 12] = [
    "oauth2",
    "oauth2generic",
    "oauth2pkce",
    "aad",
    "aadcertificate",
    "facebook",
    "google",
    "github",
    "dropbox",
    "DocuSign",
    "SalesforceV2",
    "sharepointonlinecertificateV2",
];

/// A connection parameter, from `connectionParameters` or from a set.
#[derive(Clone, Debug)]
pub struct ConnectionParameter<'a> {
    pub node: Node<'a>,
    pub name: Cow<'a, str>,
    /// The number of its set; `None` for the flat ones.
    pub set: Option<usize>,
}

impl<'a> ConnectionParameter<'a> {
    pub fn type_name(&self) -> Option<Cow<'a, str>> {
        get_in_any_case(self.node, "type")?.as_str()
    }

    /// Whether it has this type, in any case.
    pub fn is_type(&self, name: &str) -> bool {
        self.type_name().is_some_and(|type_name| type_name.eq_ignore_ascii_case(name))
    }

    /// Whether it signs in with OAuth.
    pub fn is_oauth(&self) -> bool {
        self.is_type("oauthSetting")
    }

    /// The settings of an OAuth login; keys are read in any case.
    pub fn oauth_settings(&self) -> Option<Node<'a>> {
        get_in_any_case(self.node, "oAuthSettings").filter(|node| node.is_object())
    }

    /// What the user sees of it.
    pub fn user_interface(&self) -> Option<Node<'a>> {
        get_in_any_case(self.node, "uiDefinition")
    }

    pub fn constraint(&self, name: &str) -> Option<Node<'a>> {
        get_in_any_case(get_in_any_case(self.user_interface()?, "constraints")?, name)
    }

    /// Whether the user never sees it; a boolean counts, too.
    pub fn is_hidden(&self) -> bool {
        self.constraint("hidden").is_some_and(|node| node.as_bool() == Some(true) || node.is_str("true"))
    }

    /// The provider of an OAuth login in lower case, as the platform compares it.
    pub fn identity_provider(&self) -> Option<String> {
        Some(get_in_any_case(self.oauth_settings()?, "identityProvider")?.as_str()?.to_ascii_lowercase())
    }
}

/// A member whose key may be written in any case, as the platform's reader of the properties has it.
pub fn get_in_any_case<'a>(object: Node<'a>, key: &str) -> Option<Node<'a>> {
    if !object.is_object() {
        return None;
    }
    let other_case = || object.children().find(|member| member.key().is_some_and(|k| k.eq_ignore_ascii_case(key)));
    object.get(key).or_else(other_case)
}

/// Whether a member of an object seems to be meant to be this one: its name is what is wrong, and is told as such.
pub fn is_misspelt_in(object: Node<'_>, key: &str) -> bool {
    object.children().any(|member| member.key().is_some_and(|found| nearest(&found, [key]).is_some()))
}

/// One instance of a policy template.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    pub node: Node<'a>,
}

impl<'a> Policy<'a> {
    /// The template's id in lower case, as the platform compares it.
    pub fn template_id(&self) -> Option<String> {
        Some(get_in_any_case(self.node, "templateId")?.as_str()?.to_ascii_lowercase())
    }

    pub fn parameters(&self) -> Option<Node<'a>> {
        get_in_any_case(self.node, "parameters")
    }

    /// The value of a parameter of the template, given its name without the prefix.
    pub fn parameter(&self, name: &str) -> Option<Node<'a>> {
        self.parameters()?.get(&format!("{POLICY_PARAMETER_PREFIX}{name}"))
    }

    /// The names of the operations that it applies to; nothing when it applies to all.
    pub fn operations(&self) -> impl Iterator<Item = Node<'a>> {
        self.parameters()
            .and_then(|parameters| parameters.get(POLICY_OPERATIONS))
            .filter(|list| list.is_array())
            .into_iter()
            .flat_map(Node::children)
    }
}

/// The properties with what rules ask for.
#[derive(Debug)]
pub struct Properties<'a> {
    pub document: &'a Document,
    pub root: Node<'a>,
    pub shapes: Shapes<'a>,
    pub connection_parameters: Vec<ConnectionParameter<'a>>,
    /// The elements of `connectionParameterSets.values`.
    pub sets: Vec<Node<'a>>,
    pub policies: Vec<Policy<'a>>,
}

impl<'a> Properties<'a> {
    pub fn of(document: &'a Document) -> Self {
        let root = document.root();
        let mut properties = Self {
            document,
            root,
            shapes: Shapes::of(document, Shape::PropertiesRoot),
            connection_parameters: Vec::new(),
            sets: Vec::new(),
            policies: Vec::new(),
        };
        properties.add_parameters(properties.get("connectionParameters"), None);
        let sets = properties.get("connectionParameterSets").and_then(|sets| get_in_any_case(sets, "values"));
        properties.sets = sets.into_iter().flat_map(Node::children).collect();
        for number in 0..properties.sets.len() {
            let parameters = get_in_any_case(properties.sets[number], "parameters");
            properties.add_parameters(parameters, Some(number));
        }
        let policies = properties.get("policyTemplateInstances").filter(|list| list.is_array());
        properties.policies = policies
            .into_iter()
            .flat_map(Node::children)
            .filter(|node| node.is_object())
            .map(|node| Policy { node })
            .collect();
        properties
    }

    fn add_parameters(&mut self, parameters: Option<Node<'a>>, set: Option<usize>) {
        let members = parameters.filter(|node| node.is_object()).into_iter().flat_map(Node::children);
        self.connection_parameters
            .extend(members.filter_map(|node| Some(ConnectionParameter { node, name: node.key()?, set })));
    }

    /// Whether everything that the author wrote is in the tree.
    pub fn is_complete(&self) -> bool {
        !self.document.is_damaged()
    }

    /// The object under the root's `properties`.
    pub fn properties(&self) -> Option<Node<'a>> {
        get_in_any_case(self.root, "properties")
    }

    /// A member of `properties`.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        get_in_any_case(self.properties()?, key)
    }

    pub fn brand_colour(&self) -> Option<Node<'a>> {
        self.get("iconBrandColor")
    }

    pub fn publisher(&self) -> Option<Cow<'a, str>> {
        self.get("publisher")?.as_str()
    }

    pub fn stack_owner(&self) -> Option<Cow<'a, str>> {
        self.get("stackOwner")?.as_str()
    }

    /// The operations that go through the script; nothing when all do, or there is no script.
    pub fn script_operations(&self) -> impl Iterator<Item = Node<'a>> {
        self.get("scriptOperations").filter(|list| list.is_array()).into_iter().flat_map(Node::children)
    }

    /// The policy whose parameters are in this object.
    pub fn policy_with(&self, parameters: Node<'a>) -> Option<&Policy<'a>> {
        self.policies.iter().find(|policy| policy.parameters() == Some(parameters))
    }

    /// Whether a connection parameter of this name exists, flat or in some set; names ignore case.
    pub fn has_connection_parameter(&self, name: &str) -> bool {
        self.connection_parameters.iter().any(|parameter| parameter.name.eq_ignore_ascii_case(name))
    }

    /// Whether a connection signs in with OAuth, in one of its sets at least.
    pub fn uses_oauth(&self) -> bool {
        self.connection_parameters.iter().any(ConnectionParameter::is_oauth)
    }

    pub fn shape(&self, node: Node<'_>) -> Shape {
        self.shapes.shape(node)
    }

    /// All objects and arrays about which the table says something, in document order.
    pub fn shaped(&self) -> impl Iterator<Item = (Node<'a>, Shape)> {
        self.shapes.shaped()
    }
}
