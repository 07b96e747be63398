//! Security schemes, and the requirements that name them.

use std::borrow::Cow;

use foldhash::HashMap;

use super::Definition;
use crate::json::Node;

/// The type of a security scheme, where it is a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeType {
    Basic,
    ApiKey,
    OAuth2,
}

/// A member of `securityDefinitions`.
#[derive(Clone, Copy, Debug)]
pub struct SecurityScheme<'a> {
    pub node: Node<'a>,
    pub kind: Option<SchemeType>,
}

impl<'a> SecurityScheme<'a> {
    fn of(node: Node<'a>) -> Self {
        let kind = match node.str_member("type").as_deref() {
            Some("basic") => Some(SchemeType::Basic),
            Some("apiKey") => Some(SchemeType::ApiKey),
            Some("oauth2") => Some(SchemeType::OAuth2),
            _ => None,
        };
        Self { node, kind }
    }

    pub fn flow(&self) -> Option<Cow<'a, str>> {
        self.node.str_member("flow")
    }
}

impl<'a> Definition<'a> {
    pub fn security_schemes(&self) -> impl Iterator<Item = SecurityScheme<'a>> {
        let schemes = self.root.get("securityDefinitions").filter(|schemes| schemes.is_object());
        schemes.into_iter().flat_map(Node::children).filter(|node| node.is_object()).map(SecurityScheme::of)
    }

    /// The members of all security requirements, of the definition and of its operations, each with the scheme of its
    /// name.
    pub fn security_requirements(&self) -> Vec<(Node<'a>, Option<SecurityScheme<'a>>)> {
        let schemes: HashMap<Cow<'a, str>, SecurityScheme<'a>> =
            self.security_schemes().filter_map(|scheme| Some((scheme.node.key()?, scheme))).collect();
        self.own_and_of_operations("security")
            .filter(|list| list.is_array())
            .flat_map(Node::children)
            .filter(|requirement| requirement.is_object())
            .flat_map(Node::children)
            .map(|requirement| (requirement, requirement.key().and_then(|name| schemes.get(&name).copied())))
            .collect()
    }
}
