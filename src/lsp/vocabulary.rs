//! What extensions and policy templates are for, in a sentence or two: shown on hovering and beside completions.
//!
//! Sources: Microsoft's documents on extensions and policy templates, and how published connectors use them.

/// Extensions of the definition by key, in the order of the alphabet.
const EXTENSIONS: &[(&str, &str)] = &[
    (
        "x-ms-agentic-protocol",
        "The protocol that an agent speaks with this operation: `mcp-streamable-1.0` for an MCP server.",
    ),
    (
        "x-ms-api-annotation",
        "In `info`: the `status` of the connector. On an operation: its `family` (the id of the first revision), its `revision`, its `status`, and what replaces it once it is deprecated.",
    ),
    (
        "x-ms-capabilities",
        "At the root: `testConnection`, the operation that is called when somebody makes a connection, and `file-picker`. On an operation: transfer in chunks.",
    ),
    (
        "x-ms-connector-metadata",
        "Who stands behind the connector: `Website`, `Privacy policy` and `Categories` (two at most, separated by `;`), as a list of `propertyName` and `propertyValue`.",
    ),
    ("x-ms-deployment-version", "A version such as `1.0.0`, seen in `info` of a few published connectors."),
    ("x-ms-description-for-model", "How a language model is told what the operation does; instead of the description."),
    ("x-ms-docs", "Pages about the connector: a list of `url` and `description`."),
    (
        "x-ms-dynamic-list",
        "Fills a list of choices by calling an operation: `operationId`, `itemsPath` to the list in its response, `itemValuePath` and `itemTitlePath` in each item. Arguments are `{\"value\": ..}` or `{\"parameterReference\": ..}`. The newer form of `x-ms-dynamic-values`; give both.",
    ),
    (
        "x-ms-dynamic-properties",
        "Gets the schema of this value by calling an operation: `operationId`, `itemValuePath` to the schema in its response. Arguments are `{\"value\": ..}` or `{\"parameterReference\": ..}`. The newer form of `x-ms-dynamic-schema`; give both.",
    ),
    (
        "x-ms-dynamic-schema",
        "Gets the schema of this value by calling an operation: `operationId`, `value-path` to the schema in its response. Arguments are literals or `{\"parameter\": ..}`.",
    ),
    (
        "x-ms-dynamic-tree",
        "Lets people pick out of a tree: `open` is the call for the first level, `browse` that for what lies below an item, `settings` tells which items may be chosen.",
    ),
    (
        "x-ms-dynamic-values",
        "Fills a list of choices by calling an operation: `operationId`, `value-collection` for the list in its response, `value-path` and `value-title` in each item. Arguments are literals or `{\"parameter\": ..}`.",
    ),
    ("x-ms-editor", "How the value is entered; `dictionary` for an object with `additionalProperties`."),
    ("x-ms-editor-options", "Choices for the editor: `items`, each with `title` and `value`."),
    (
        "x-ms-enum",
        "Names and descriptions for `enum`, as other tools write them; for this platform use `x-ms-enum-values`.",
    ),
    ("x-ms-enum-values", "Names for the values of `enum`: a list of `value` and `displayName`."),
    ("x-ms-keywords", "Words under which the connector is found: a list in `info`."),
    ("x-ms-localizeDefaultValue", "Whether the default value is one to translate."),
    ("x-ms-media-kind", "What the value is a picture or sound of: `image` or `audio`."),
    ("x-ms-name-for-model", "Under which name a language model knows the operation."),
    ("x-ms-no-generic-test", "The operation is left out of automatic tests."),
    (
        "x-ms-notification",
        "The webhook operation that tells this trigger when there is something new: its `operationId`.",
    ),
    (
        "x-ms-notification-content",
        "What a webhook sends to the callback URL: `description` and `schema`. Stands on the path, beside the operation that subscribes.",
    ),
    (
        "x-ms-notification-url",
        "Set to `true` on the property of the request that takes the callback URL of a webhook. It is a required string with visibility `internal`.",
    ),
    ("x-ms-openai-data", "What an older kind of plug-in is told about the operation."),
    ("x-ms-openai-manifest", "The manifest of an older kind of plug-in: names, descriptions, contact."),
    ("x-ms-openai-published-to-copilots", "Where an older kind of plug-in was published."),
    (
        "x-ms-operation-context",
        "`simulate`: an operation to call instead, with `operationId` and `parameters`, where only an example is wanted.",
    ),
    (
        "x-ms-pageable",
        "The response comes in pages: `nextLinkName` is the property with the address of the next one, `nextLink` or `@odata.nextLink`. The policy `updatenextlink` makes it go through the connector.",
    ),
    (
        "x-ms-parameter-location",
        "Where generators of client libraries put the parameter; the platform does not read it.",
    ),
    ("x-ms-require-user-confirmation", "Whether a copilot asks before it runs the operation."),
    ("x-ms-safe-operation", "A `POST` that changes nothing."),
    (
        "x-ms-skip-url-encoding",
        "Generators of client libraries leave the value as it is; for this platform use `x-ms-url-encoding`.",
    ),
    (
        "x-ms-summary",
        "The name that people see for this parameter or property. Certification asks for it on every parameter outside the body.",
    ),
    ("x-ms-test-value", "A value for automatic tests."),
    ("x-ms-trigger", "The operation starts flows: `single` for a webhook, `batch` for a list that is polled."),
    ("x-ms-trigger-hint", "What somebody has to do so that the trigger fires, such as `To see it work, add a task.`"),
    ("x-ms-trigger-metadata", "How the trigger works; for polling `{\"kind\": \"query\", \"mode\": \"polling\"}`."),
    ("x-ms-trigger-value", "Where in the response of a trigger the value is: `value-collection` and `value-path`."),
    ("x-ms-url-encoding", "How often a path parameter is percent-encoded: `single` or `double`."),
    (
        "x-ms-visibility",
        "`important` is always shown, `advanced` only behind a click, `internal` never. Left out: shown as usual.",
    ),
    ("x-nullable", "Whether the value may be `null`."),
    (
        "x-ms-apimTemplate-operationName",
        "The ids of the operations that the policy applies to; all where there are none.",
    ),
    ("x-ms-apimTemplate-policySection", "Whether the policy changes the `Request` or the `Response`."),
];

/// Policy templates by id.
const TEMPLATES: &[(&str, &str)] = &[
    ("setheader", "Sets a header of the request or of the response."),
    ("setqueryparameter", "Sets a query parameter of the request."),
    (
        "dynamichosturl",
        "Sends requests to a host that comes from the connection: `https://@connectionParameters('host')`.",
    ),
    ("routerequesttoendpoint", "Sends the request to another path, and with another method if need be."),
    ("setproperty", "Copies a value into a property of the body."),
    (
        "pollingtrigger",
        "Makes an operation a trigger that is polled: which query parameters carry the state, and where the new items are in the response.",
    ),
    ("stringreplace", "Replaces a text within a property of the body."),
    ("convertobjecttoarray", "Turns an object of the body into a list of keys and values."),
    ("convertarraytoobject", "Turns a list of the body into an object, by a key that each item holds."),
    ("updatenextlink", "Makes the address of the next page go through the connector. Belongs to `x-ms-pageable`."),
    ("setvaluefromurl", "Calls a URL and puts a value of its response into the request or the response."),
    ("encodepropertyvalue", "Encodes a property of the body for use in a URL."),
    ("stringtoarray", "Splits a text of the body into a list."),
    (
        "dynamicsubdomain",
        "Sends requests to a subdomain that comes from the connection. Not documented; published once.",
    ),
    ("moveproperties", "Moves properties of the body to another place. Not documented; published once."),
    (
        "setconnectionstatustounauthenticated",
        "Asks people to sign in again when the service answers with this status. Not documented; published once.",
    ),
];

/// What an extension is for; `None` for one that the platform does not know.
pub fn extension(key: &str) -> Option<&'static str> {
    find(EXTENSIONS, key)
}

/// What a policy template does, given its id in lower case.
pub fn template(id: &str) -> Option<&'static str> {
    find(TEMPLATES, id)
}

fn find(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, description)| *description)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::policies;
    use crate::connector::shape::{Others, Shape};

    /// Every shape that can be met below another one.
    fn shapes_below(root: Shape) -> Vec<Shape> {
        let mut shapes = vec![root];
        let mut next = 0;
        while let Some(shape) = shapes.get(next).copied() {
            next += 1;
            let layout = shape.layout();
            let others = match layout.others {
                Others::Map { shape, .. } | Others::List { shape, .. } => Some(shape),
                _ => None,
            };
            for shape in layout.fields.iter().map(|field| field.shape).chain(others) {
                if !shapes.contains(&shape) {
                    shapes.push(shape);
                }
            }
        }
        shapes
    }

    #[test]
    fn every_extension_and_template_is_described() {
        let fields = shapes_below(Shape::Root).into_iter().flat_map(|shape| shape.layout().fields);
        let extensions: Vec<&str> = fields.map(|field| field.name).filter(|name| name.starts_with("x-")).collect();
        assert!(extensions.len() > 40, "{extensions:?}");
        for name in extensions {
            assert!(extension(name).is_some(), "{name}");
        }
        for known in policies::TEMPLATES {
            assert!(template(known.id).is_some(), "{}", known.id);
        }
        assert_eq!(TEMPLATES.len(), policies::TEMPLATES.len());
    }
}
