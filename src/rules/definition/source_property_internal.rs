use crate::connector::definition::dynamic::Input;
use crate::connector::definition::path::Path;
use crate::connector::definition::{Definition, Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// An argument is taken from an input that users never see.
    ///
    /// An internal input holds nothing but its default, and without one it holds nothing: there is no value to hand on.
    ///
    /// There is no fix: the value that could be written as the argument is the source's default, and where the source has
    /// one nothing is reported.
    ///
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values/parameters/id/parameter
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "order", "in": "query", "type": "string", "x-ms-visibility": "internal" }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "first" } } } },
    ///   { "name": "order", "in": "query", "type": "string", "x-ms-visibility": "advanced" },
    ///   { "name": "first", "in": "query", "type": "string", "required": true, "x-ms-visibility": "internal", "default": "1" }
    /// ] } } } }
    /// ```
    SourcePropertyInternal {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 published connectors, unless the source has a default (1 of 2019)",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for call in &definition.calls {
        for reference in call.arguments.iter().filter_map(crate::connector::definition::dynamic::Argument::reference) {
            let Some(name) = reference.as_str() else { continue };
            let mut callers = definition.callers(call);
            let internal = callers.find_map(|caller| {
                let source = definition.input(caller, &name);
                let has_default = definition.input_type(&source).is_some_and(|typed| typed.has(Keyword::Default));
                if has_default { None } else { internal_part(definition, &source) }
            });
            if let Some(internal) = internal {
                cx.report(reference, format!("`{name}` is internal and has no default, so it is always empty"))
                    .label(internal.node, "internal")
                    .help("write the value itself as the argument, or show the input to users");
            }
        }
    }
}

/// The input, or what holds it in the body, where it is internal.
fn internal_part<'s, 'a>(definition: &'s Definition<'a>, input: &Input<'s, 'a>) -> Option<&'s Typed<'a>> {
    match (input.parameter, &input.property) {
        (Some(parameter), _) => parameter.is_internal().then_some(&parameter.typed),
        (None, Path::Found(way)) => {
            let mut way = way.iter().filter_map(|&index| definition.schemas.get(index));
            way.find(|schema| schema.is_internal()).map(|schema| &schema.typed)
        }
        (None, _) => None,
    }
}
