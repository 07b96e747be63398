//! As much of JSON Schema (draft 7) as the schemas of this project and SARIF's use.
//!
//! A keyword that is not understood is a panic, so that nothing passes because it was not looked at.

use serde_json::Value;

/// Everything in `value` that the schema forbids: pointer and reason.
pub fn troubles(schema: &Value, value: &Value) -> Vec<String> {
    let mut troubles = Vec::new();
    check(schema, schema, value, "", &mut troubles);
    troubles
}

fn is_valid(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut troubles = Vec::new();
    check(root, schema, value, "", &mut troubles);
    troubles.is_empty()
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, troubles: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        assert!(schema.is_boolean(), "a schema is an object or a boolean");
        if schema == &Value::Bool(false) {
            troubles.push(format!("{at}: not allowed"));
        }
        return;
    };
    for (keyword, wanted) in keywords {
        let list = || wanted.as_array().expect("the keyword takes a list");
        let is_right = match keyword.as_str() {
            "$ref" => {
                let pointer =
                    wanted.as_str().and_then(|reference| reference.strip_prefix('#')).expect("a local reference");
                let target = root.pointer(pointer).expect("references lead somewhere");
                check(root, target, value, at, troubles);
                true
            }
            "type" => match wanted {
                Value::String(name) => is_type(value, name),
                other => {
                    other.as_array().into_iter().flatten().any(|name| is_type(value, name.as_str().unwrap_or_default()))
                }
            },
            "enum" => list().contains(value),
            "const" => value == wanted,
            "anyOf" => list().iter().any(|schema| is_valid(root, schema, value)),
            "oneOf" => list().iter().filter(|schema| is_valid(root, schema, value)).count() == 1,
            "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().expect("a number")),
            "minLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().expect("a number"))
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().expect("a number")),
            "uniqueItems" => value.as_array().is_none_or(|items| {
                wanted == &Value::Bool(false)
                    || items.iter().enumerate().all(|(number, item)| !items[..number].contains(item))
            }),
            "required" => value.as_object().is_none_or(|members| {
                list().iter().all(|name| members.contains_key(name.as_str().unwrap_or_default()))
            }),
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(name) {
                        check(root, schema, member, &format!("{at}/{name}"), troubles);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = keywords.get("properties");
                for (name, member) in value.as_object().into_iter().flatten() {
                    if known.and_then(|known| known.get(name)).is_none() {
                        check(root, wanted, member, &format!("{at}/{name}"), troubles);
                    }
                }
                true
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{at}/{number}"), troubles);
                }
                true
            }
            // Patterns of SARIF are about dates, versions and identifiers that these tests compare themselves.
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" | "format" | "pattern" => true,
            other => panic!("the keyword `{other}` is not understood"),
        };
        if !is_right {
            troubles.push(format!("{at}: {keyword} {wanted}"));
        }
    }
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    }
}
