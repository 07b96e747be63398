//! How the service knows its users, as the properties tell it, and where they are silent the definition.

use serde_json::{Map, Value};

use super::{Evidence, Inferred};
use crate::connector::definition::Definition;
use crate::connector::definition::security::{SchemeType, SecurityScheme};
use crate::connector::properties::{ConnectionParameter, Properties, get_in_any_case};
use crate::connector::{Connector, Role};
use crate::json::Node;
use crate::template::questions::AUTHENTICATION;

/// The answers about the authentication, by name; `None` when it is not told, or is none that templates know.
pub fn answers(connector: &Connector) -> Option<Map<String, Value>> {
    let inferred = infer(connector);
    let answers: Map<String, Value> =
        inferred.into_iter().map(|answer| (answer.name.to_owned(), answer.value)).collect();
    (!answers.is_empty()).then_some(answers)
}

/// The authentication and what depends on it, complete; nothing when it is not told, or is none that templates know.
pub fn infer(connector: &Connector) -> Vec<Inferred> {
    let definition = connector.document(Role::Definition).filter(|document| !document.is_damaged());
    let properties = connector.document(Role::Properties).filter(|document| !document.is_damaged());
    let schemes: Vec<SecurityScheme<'_>> =
        definition.map(|document| Definition::of(document).security_schemes().collect()).unwrap_or_default();
    let properties = properties.map(Properties::of);
    let found = match &properties {
        Some(properties) if properties.get("connectionParameters").is_some() || !properties.sets.is_empty() => {
            of_properties(properties, &schemes)
        }
        _ => of_schemes(&schemes, definition.map(crate::json::Document::root)),
    };
    let inferred = found.into_iter().flatten().map(|(name, value, role, node)| {
        Some(Inferred { name, value, evidence: Evidence::of(connector, role, node)? })
    });
    inferred.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Answers with the nodes that tell them.
type Told<'a> = Vec<(&'static str, Value, Role, Node<'a>)>;

fn of_properties<'a>(properties: &Properties<'a>, schemes: &[SecurityScheme<'a>]) -> Option<Told<'a>> {
    if !properties.sets.is_empty() {
        return None;
    }
    let parameters = &properties.connection_parameters;
    let is_of = |name: &'static str| parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name));
    let mut logins = parameters.iter().filter(|parameter| parameter.is_oauth());
    match (logins.next(), logins.next()) {
        (Some(login), None) => return of_login(login),
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    let told = |answer: &str, node| vec![(AUTHENTICATION, Value::from(answer), Role::Properties, node)];
    if let (Some(name), Some(_)) = (is_of("username"), is_of("password")) {
        return Some(told("basic", name.node));
    }
    let mut secrets = parameters.iter().filter(|parameter| parameter.is_type("securestring"));
    match (secrets.next(), secrets.next()) {
        (Some(secret), None) => {
            let mut answers = told("api-key", secret.node);
            answers.push(header_of(schemes)?);
            Some(answers)
        }
        (None, _) if schemes.is_empty() => Some(told("none", properties.get("connectionParameters")?)),
        _ => None,
    }
}

/// The header of the only API key; keys in the query are none that templates know.
fn header_of<'a>(schemes: &[SecurityScheme<'a>]) -> Option<(&'static str, Value, Role, Node<'a>)> {
    let mut keys = schemes.iter().filter(|scheme| scheme.kind == Some(SchemeType::ApiKey));
    let scheme = keys.next().filter(|scheme| scheme.node.get("in").is_some_and(|place| place.is_str("header")))?;
    let name = scheme.node.get("name")?;
    keys.next().is_none().then_some(("apiKeyHeader", name.as_str()?.into_owned().into(), Role::Definition, name))
}

fn of_login<'a>(login: &ConnectionParameter<'a>) -> Option<Told<'a>> {
    let settings = login.oauth_settings()?;
    let custom = get_in_any_case(settings, "customParameters");
    let text = |key| get_in_any_case(get_in_any_case(custom?, key)?, "value");
    let provider = get_in_any_case(settings, "identityProvider")?;
    let told = |name, node: Node<'a>| Some((name, Value::from(node.as_str()?.into_owned()), Role::Properties, node));
    let as_answer = |answer: &str| (AUTHENTICATION, Value::from(answer), Role::Properties, provider);
    match login.identity_provider()?.as_str() {
        "aad" => Some(vec![as_answer("entra"), told("resourceUri", text("resourceUri")?)?]),
        "oauth2" => {
            let token = text("tokenUrl")?;
            let mut answers = vec![
                as_answer("oauth2"),
                told("authorizationUrl", text("authorizationUrl")?)?,
                told("tokenUrl", token)?,
                told("refreshUrl", text("refreshUrl").unwrap_or(token))?,
            ];
            let scopes = get_in_any_case(settings, "scopes").filter(|scopes| scopes.is_array());
            let (values, place) = scopes.map_or((Vec::new(), provider), |scopes| (texts(scopes), scopes));
            answers.push(("scopes", values.into(), Role::Properties, place));
            Some(answers)
        }
        _ => None,
    }
}

fn texts(list: Node<'_>) -> Vec<String> {
    list.children().filter_map(|element| Some(element.as_str()?.into_owned())).collect()
}

/// From the definition alone; an identity provider is not told there, so only plain OAuth 2 can be.
fn of_schemes<'a>(schemes: &[SecurityScheme<'a>], root: Option<Node<'a>>) -> Option<Told<'a>> {
    let told = |answer: &str, node| (AUTHENTICATION, Value::from(answer), Role::Definition, node);
    let [scheme] = schemes else {
        return root.filter(|_| schemes.is_empty()).map(|root| vec![told("none", root)]);
    };
    match scheme.kind? {
        SchemeType::Basic => Some(vec![told("basic", scheme.node)]),
        SchemeType::ApiKey => Some(vec![told("api-key", scheme.node), header_of(schemes)?]),
        SchemeType::OAuth2 => {
            let url = |name, key| {
                let node = scheme.node.get(key)?;
                Some((name, Value::from(node.as_str()?.into_owned()), Role::Definition, node))
            };
            let scopes = scheme.node.get("scopes").filter(|scopes| scopes.is_object());
            let names: Vec<String> = scopes
                .into_iter()
                .flat_map(Node::children)
                .filter_map(|scope| Some(scope.key()?.into_owned()))
                .collect();
            Some(vec![
                told("oauth2", scheme.node),
                url("authorizationUrl", "authorizationUrl")?,
                url("tokenUrl", "tokenUrl")?,
                url("refreshUrl", "tokenUrl")?,
                ("scopes", names.into(), Role::Definition, scopes.unwrap_or(scheme.node)),
            ])
        }
    }
}
