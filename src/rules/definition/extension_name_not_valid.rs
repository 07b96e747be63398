use std::cell::LazyCell;
use std::collections::HashSet;

use crate::connector::definition::{Definition, Keyword};
use crate::connector::shape::{Others, Shape};
use crate::finding::{At, Finding, Safety};
use crate::json::{self, Node};
use crate::rule::Cx;

rule! {
    /// An object has a member that Swagger 2.0 does not know and that is no extension.
    ///
    /// The platform reads a definition strictly: besides the members of Swagger 2.0 only extensions may stand in an object,
    /// and their names begin with `x-`. A misspelt member is therefore refused, and so is what OpenAPI 3 added.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/securityDefinitions,at=/basepath
    /// { "basepath": "/v1", "paths": { "/orders/{id}": { "securityDefinitions": {} } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/properties/id/nullable
    /// { "definitions": { "Order": { "properties": { "id": { "nullable": true } } } } }
    /// ```
    ///
    /// Names below `definitions`, `properties`, `paths` and the like are the author's own, and beside `$ref` other rules speak.
    ///
    /// ```json,good
    /// {
    ///   "x-generator": "Contoso",
    ///   "definitions": {
    ///     "Order": { "properties": { "basepath": { "type": "string" }, "x-y": { "type": "string", "x-nullable": true } } },
    ///     "Found": { "type": "string", "filterFunctions": ["eq"] },
    ///     "Copy": { "type": "object", "properties": { "order": { "$ref": "#/definitions/Order", "nullable": true } } }
    ///   }
    /// }
    /// ```
    ExtensionNameNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error in public logs; 1 of 1,034 published connectors (`basepath`, 2022) in about 300,000 objects",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

/// Members that OpenAPI 3 or JSON Schema know, with what Swagger 2.0 has instead.
const FOREIGN: &[(&str, &str)] = &[
    ("openapi", "write the definition in Swagger 2.0: the platform reads no other version"),
    ("servers", "write `host`, `basePath` and `schemes`"),
    ("components", "write `definitions`, `parameters`, `responses` and `securityDefinitions` at the root"),
    ("requestBody", "write a parameter with `in: body` and a `schema`"),
    ("content", "write the `schema` directly, and the MIME types in `consumes` or `produces`"),
    ("nullable", "write `x-nullable`"),
    ("oneOf", "describe one schema: Swagger 2.0 knows no alternatives"),
    ("anyOf", "describe one schema: Swagger 2.0 knows no alternatives"),
    ("const", "write an `enum` with one element"),
];

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (node, shape, strangers) in definition.shapes.strangers() {
        if shape.layout().others == Others::Extensions {
            check_members(cx, definition, node, shape, strangers);
        }
    }
}

/// Offers to keep the member, where the platform does not read it.
fn as_extension(finding: &mut Finding, member: Node<'_>, key: &str) {
    let name = format!("x-{key}");
    let is_free = !key.is_empty() && member.parent().is_some_and(|object| object.get(&name).is_none());
    finding.fix(
        Safety::Unsafe,
        format!("rename it to `{name}`, which the platform does not read"),
        [is_free.then(|| json::rename_key(member, &name)).flatten()],
    );
}

/// What stands beside `$ref` is never read; another rule says so.
fn is_reference(node: Node<'_>, shape: Shape) -> bool {
    matches!(shape, Shape::Schema | Shape::Parameter | Shape::Response) && node.get("$ref").is_some_and(Node::is_string)
}

fn check_members<'a>(
    cx: &mut Cx<'_, 'a>,
    definition: &Definition<'a>,
    node: Node<'a>,
    shape: Shape,
    strangers: impl Iterator<Item = Node<'a>>,
) {
    // Looking for a member costs their number: what does not depend on the unknown one is asked once.
    let is_reference = LazyCell::new(|| is_reference(node, shape));
    let is_body = LazyCell::new(|| node.get("in").is_some_and(|r#in| r#in.is_str("body")));
    let written: LazyCell<HashSet<&str>, _> =
        LazyCell::new(|| definition.shapes.members(node).filter_map(|member| Some(member.field?.name)).collect());
    for member in strangers {
        let Some(key) = member.key() else { continue };
        // Keywords of schemas that stand on a body parameter itself have a rule of their own.
        let is_body_keyword = || shape == Shape::Parameter && Shape::Schema.field(&key).is_some() && *is_body;
        // The platform knows this one of schemas, which Swagger does not have; it has rules of its own.
        let is_filter = shape == Shape::Schema && key == Keyword::FilterFunctions.name();
        if key.starts_with("x-") || is_body_keyword() || *is_reference || is_filter {
            continue;
        }
        let message = format!("`{key}` is no member of {} and no extension", shape.layout().name);
        let finding = cx.report(At::key(member), message);
        let alike = shape.nearest_field(&key).filter(|alike| !written.contains(alike.name));
        if let Some(alike) = alike {
            finding.help(format!("did you mean `{}`?", alike.name));
            if alike.is_slip {
                let title = format!("rename it to `{}`", alike.name);
                finding.fix(Safety::Unsafe, title, [json::rename_key(member, alike.name)]);
            }
        } else if let Some((name, help)) = FOREIGN.iter().find(|(name, _)| *name == key) {
            finding.help(*help);
            if *name == "nullable" {
                as_extension(finding, member, &key);
            }
        } else {
            finding.help("remove it, or begin its name with `x-` if it is an extension");
            as_extension(finding, member, &key);
        }
    }
}
