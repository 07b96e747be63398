use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// The dictionary editor stands on a schema that is no dictionary.
    ///
    /// `x-ms-editor: dictionary` lets users enter names with values, so the schema has to be an object that takes any names:
    /// one with `additionalProperties`.
    ///
    /// ```json,bad,at=/definitions/Order/x-ms-editor
    /// { "definitions": { "Order": { "x-ms-editor": "dictionary" } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "x-ms-editor": "dictionary", "additionalProperties": { "type": "string" } } } }
    /// ```
    InvalidCustomEditorExtensionDictionaryValue {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 7 published uses",
        since: "0.1.0",
        check: Typed(check),
        keywords: [Editor],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(editor) = typed.get(Keyword::Editor).filter(|editor| editor.is_str("dictionary")) else { return };
    let additional = typed.get(Keyword::AdditionalProperties);
    let is_dictionary =
        typed.is_type("object") && additional.is_some_and(|additional| additional.as_bool() != Some(false));
    if !is_dictionary {
        cx.report(editor, "the dictionary editor needs an object with `additionalProperties`")
            .help("give the schema `type: object` and `additionalProperties`, or remove the editor");
    }
}
