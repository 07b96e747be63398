use crate::connector::definition::dynamic::{Argument, Call, Input};
use crate::connector::definition::path::Path;
use crate::connector::definition::{Definition, Keyword, Typed};
use crate::finding::{Level, Safety};
use crate::json::{Node, replace_value};
use crate::rule::Cx;

/// A longer default is not written for each argument that takes it.
const LONGEST_LITERAL: usize = 500;

rule! {
    /// An argument is taken from an input that users never see.
    ///
    /// An internal input holds nothing but its default, and without one it holds nothing: there is no value to hand on.
    ///
    /// Where it has a default, that is what is always sent: write it as the argument itself, which works in every designer.
    ///
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values/parameters/id/parameter
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "order", "in": "query", "type": "string", "x-ms-visibility": "internal" }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values/parameters/id/parameter
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "first" } } } },
    ///   { "name": "first", "in": "query", "type": "string", "required": true, "x-ms-visibility": "internal", "default": "1" }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-list/parameters/id/parameterReference
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-list": { "operationId": "GetOrder", "itemValuePath": "id", "parameters": { "id": { "parameterReference": "first" } } } },
    ///   { "name": "first", "in": "query", "type": "string", "required": true, "x-ms-visibility": "internal", "default": "1" }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "order", "in": "query", "type": "string", "x-ms-visibility": "advanced" }
    /// ] } } } }
    /// ```
    SourcePropertyInternal {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 published connectors, unless the source has a default (1 of 2019)",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for call in &definition.calls {
        for argument in &call.arguments {
            let Some(reference) = argument.reference() else { continue };
            let Some(name) = reference.as_str() else { continue };
            let mut internal: Option<Node<'a>> = None;
            let mut defaults: Vec<Option<Node<'a>>> = Vec::new();
            for caller in definition.callers(call) {
                let source = definition.input(caller, &name);
                let Some(part) = internal_part(definition, &source) else { continue };
                internal.get_or_insert(part.node);
                defaults.push(definition.input_type(&source).and_then(|typed| typed.get(Keyword::Default)));
            }
            let Some(internal) = internal else { continue };
            let Some(default) = defaults.iter().copied().collect::<Option<Vec<_>>>() else {
                cx.report(reference, format!("`{name}` is internal and has no default, so it is always empty"))
                    .label(internal, "internal")
                    .help("write the value itself as the argument, or show the input to users");
                continue;
            };
            report_default(cx, call, argument, &name, &default);
        }
    }
}

/// An internal input always holds its default, so the argument can hold it just as well.
fn report_default<'a>(
    cx: &mut Cx<'_, 'a>,
    call: &Call<'a>,
    argument: &Argument<'a>,
    name: &str,
    defaults: &[Node<'a>],
) {
    let (Some(reference), [default, others @ ..]) = (argument.reference(), defaults) else { return };
    let finding = cx.report(reference, format!("`{name}` is internal and always holds its default"));
    finding.label(*default, "the default").help("write the default itself as the argument").at_most(Level::Hint);
    let literal = default.raw();
    let is_short = literal.len() <= LONGEST_LITERAL && !default.is_object() && !default.is_array();
    if is_short && others.iter().all(|other| other.same_value(*default)) {
        let value =
            if call.kind.wraps_arguments() { format!("{{ \"value\": {literal} }}") } else { literal.to_owned() };
        finding.fix(Safety::Safe, format!("write `{literal}`"), [Some(replace_value(argument.node, &value))]);
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
