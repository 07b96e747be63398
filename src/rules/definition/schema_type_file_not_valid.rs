use foldhash::HashSet;

use crate::connector::definition::{Definition, Keyword, Relation, Schema, SchemaPlace};
use crate::rule::Cx;

rule! {
    /// A schema of type `file` is not the whole body of a response.
    ///
    /// Only a response as a whole can be a file. A file inside JSON is a string with the format `byte`, and a file that
    /// is sent is a parameter in `formData`, or a body that is a string with the format `binary`.
    ///
    /// ```json,bad,at=/definitions/Order/properties/invoice/type
    /// { "definitions": { "Order": { "properties": { "invoice": { "type": "file" } } } } }
    /// ```
    /// ```json,good
    /// {
    ///     "paths": { "/orders/{id}": { "get": { "responses": { "200": { "schema": { "$ref": "#/definitions/Invoice" } } } } } },
    ///     "definitions": { "Invoice": { "type": "file" } }
    /// }
    /// ```
    SchemaTypeFileNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 35 such schemas is elsewhere",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let files: Vec<&Schema<'a>> = definition.schemas.iter().filter(|schema| schema.is_type("file")).collect();
    if files.is_empty() {
        return;
    }
    // Definitions that something other than a response refers to.
    let elsewhere: HashSet<usize> = definition
        .schemas
        .iter()
        .filter(|schema| schema.has(Keyword::Reference) && !may_be_file(schema))
        .filter_map(|schema| Some(definition.referenced_schema(&schema.str(Keyword::Reference)?)?.index))
        .collect();
    for schema in files {
        if (!may_be_file(schema) || elsewhere.contains(&schema.index))
            && let Some(kind) = schema.get(Keyword::Type)
        {
            cx.report(kind, "only the body of a response as a whole can be a `file`")
                .help("use a string with the format `byte` inside JSON");
        }
    }
}

fn may_be_file(schema: &Schema<'_>) -> bool {
    schema.relation == Relation::Root && matches!(schema.place, SchemaPlace::Response | SchemaPlace::Definitions)
}
