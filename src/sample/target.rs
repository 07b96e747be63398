//! Where the schema of a body is, or would be.

use anyhow::{Context as _, Result, bail};

use super::scaffold::Direction;
use crate::connector::definition::{Definition, Keyword, Operation, ResponseUse, Schema};
use crate::json::Node;

/// Which body of an operation is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Request,
    /// The response with this code; the one of success where none is named.
    Response(Option<String>),
}

/// What is there of a schema.
#[derive(Clone, Copy, Debug)]
pub enum Found<'d, 'a> {
    Schema(&'d Schema<'a>),
    /// A response or body parameter without one.
    Holder(Node<'a>),
    /// An operation without a body parameter.
    Operation(Node<'a>),
}

/// The schema that is meant, in whatever state it is.
#[derive(Debug)]
pub struct Target<'d, 'a> {
    /// `response 200 of GetOrder`
    pub what: String,
    pub direction: Direction,
    pub found: Found<'d, 'a>,
}

impl<'d, 'a> Target<'d, 'a> {
    /// Fails when the operation has no such response, or can have no body.
    pub fn find(definition: &'d Definition<'a>, operation: &'d Operation<'a>, body: &Body) -> Result<Self> {
        match body {
            Body::Request => Self::request(definition, operation),
            Body::Response(code) => Self::response(definition, operation, code.as_deref()),
        }
    }

    fn request(definition: &'d Definition<'a>, operation: &'d Operation<'a>) -> Result<Self> {
        let label = operation.label();
        let parameter = definition.parameters_of(operation).find(|parameter| parameter.is_in("body"));
        let found = match parameter {
            Some(parameter) => found_in(definition, parameter.node, parameter.get(Keyword::Schema)),
            None if matches!(operation.method, "get" | "head") => {
                bail!("`{label}` is a {}, which sends no body", operation.method.to_uppercase())
            }
            None if definition.parameters_of(operation).any(|parameter| parameter.is_in("formData")) => {
                bail!("`{label}` sends a form, which has no body schema")
            }
            None => Found::Operation(operation.node),
        };
        Ok(Self { what: format!("the request of {label}"), direction: Direction::Request, found })
    }

    fn response(definition: &'d Definition<'a>, operation: &'d Operation<'a>, code: Option<&str>) -> Result<Self> {
        let used = choose(operation, code)?;
        let label = operation.label();
        let response = definition.response(used);
        let response = response.with_context(|| format!("response {} of `{label}` leads nowhere", used.code()))?;
        let found = found_in(definition, response.node, response.node.get("schema"));
        Ok(Self { what: format!("response {} of {label}", used.code()), direction: Direction::Response, found })
    }
}

fn found_in<'d, 'a>(definition: &'d Definition<'a>, holder: Node<'a>, schema: Option<Node<'a>>) -> Found<'d, 'a> {
    schema.and_then(|schema| definition.schema_at(schema)).map_or(Found::Holder(holder), Found::Schema)
}

/// The response of a code; without one 200, or else the first of success.
fn choose<'d, 'a>(operation: &'d Operation<'a>, code: Option<&str>) -> Result<&'d ResponseUse<'a>> {
    let responses = &operation.responses;
    let chosen = match code {
        Some(code) => responses.iter().find(|used| used.code() == code),
        None => responses
            .iter()
            .find(|used| used.code() == "200")
            .or_else(|| responses.iter().find(|used| used.is_success() && used.code() != "204")),
    };
    chosen.with_context(|| {
        let codes: Vec<String> = responses.iter().map(|used| used.code().into_owned()).collect();
        let wanted = code.map_or("of success that has a body".to_owned(), |code| format!("`{code}`"));
        let has = if codes.is_empty() { "none".to_owned() } else { codes.join(", ") };
        format!("`{}` has no response {wanted}; it has {has}, and --response names one of them", operation.label())
    })
}
