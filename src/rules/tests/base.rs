//! The minimal connector that the examples of rules are patches of: it has no findings, for any publisher kind.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::icon;
use crate::publisher_kind::PublisherKind;

pub fn files(kind: PublisherKind) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    files.insert("apiDefinition.swagger.json".to_owned(), pretty(&definition()));
    files.insert("apiProperties.json".to_owned(), pretty(&properties(kind)));
    if kind.certifies() {
        files.insert("readme.md".to_owned(), readme(kind).into_bytes());
    }
    if kind == PublisherKind::Verified {
        files.insert("icon.png".to_owned(), icon::draw(""));
    }
    files
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a value can be written");
    bytes.push(b'\n');
    bytes
}

fn definition() -> Value {
    json!({
        "swagger": "2.0",
        "info": {
            "title": "Contoso Orders",
            "description": "Contoso keeps the orders of small shops. Read and write them from your flows.",
            "version": "1.0",
            "contact": { "name": "Contoso Support", "url": "https://contoso.com/support", "email": "support@contoso.com" }
        },
        "host": "orders.contoso.com",
        "basePath": "/",
        "schemes": ["https"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {
            "/orders/{id}": {
                "get": {
                    "operationId": "GetOrder",
                    "summary": "Get an order",
                    "description": "Returns one order of the shop.",
                    "parameters": [{
                        "name": "id",
                        "in": "path",
                        "required": true,
                        "type": "string",
                        "x-ms-summary": "Order ID",
                        "description": "Which order to return.",
                        "x-ms-url-encoding": "single"
                    }],
                    "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Order" } } }
                }
            }
        },
        "definitions": {
            "Order": {
                "type": "object",
                "properties": {
                    "id": { "type": "string", "title": "ID", "description": "What the order is known by." },
                    "total": { "type": "number", "format": "double", "title": "Total", "description": "The sum to pay." }
                }
            }
        },
        "securityDefinitions": { "API Key": { "type": "apiKey", "in": "header", "name": "X-Api-Key" } },
        "security": [{ "API Key": [] }],
        "x-ms-connector-metadata": [
            { "propertyName": "Website", "propertyValue": "https://contoso.com" },
            { "propertyName": "Privacy policy", "propertyValue": "https://contoso.com/privacy" },
            { "propertyName": "Categories", "propertyValue": "Commerce;Data" }
        ]
    })
}

fn properties(kind: PublisherKind) -> Value {
    let mut value = json!({
        "properties": {
            "connectionParameters": {
                "api_key": {
                    "type": "securestring",
                    "uiDefinition": {
                        "displayName": "API Key",
                        "description": "The key of your shop.",
                        "tooltip": "Provide the key of your shop",
                        "constraints": { "tabIndex": 2, "clearText": false, "required": "true" }
                    }
                }
            },
            "iconBrandColor": "#33475b",
            "capabilities": [],
            "publisher": "Contoso",
            "stackOwner": "Contoso"
        }
    });
    match kind {
        PublisherKind::Verified => {}
        PublisherKind::Independent => {
            value["properties"]["iconBrandColor"] = json!("#da3b01");
            value["properties"]["publisher"] = json!("Ada Example");
        }
        PublisherKind::Custom => {
            value["properties"].as_object_mut().expect("it is an object").remove("stackOwner");
        }
    }
    value
}

fn readme(kind: PublisherKind) -> String {
    let publisher = if kind == PublisherKind::Independent { "Ada Example" } else { "Contoso" };
    format!(
        "# Contoso Orders\n\nContoso keeps the orders of small shops. This connector reads and writes them.\n\n\
         ## Publisher: {publisher}\n\n\
         ## Prerequisites\n\nYou need a shop at Contoso.\n\n\
         ## Supported Operations\n\n### Get an order\n\nReturns one order of the shop.\n\n\
         ## Obtaining Credentials\n\nCopy the key from the settings of your shop.\n\n\
         ## Known Issues and Limitations\n\nThere are no known issues.\n\n\
         ## Deployment Instructions\n\nDeploy the files with the command line tools of the platform.\n"
    )
}

/// RFC 7396.
pub fn merge_patch(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let members = target.as_object_mut().expect("it was made an object");
    for (key, value) in patch {
        if value.is_null() {
            members.shift_remove(&key);
        } else {
            merge_patch(members.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// In raw examples `␀XX` stands for the byte with these two hexadecimal digits as a character, so that control
/// characters and byte order marks can be written in a comment; `␀×1000` stands for that many blanks.
pub fn unescape_controls(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('␀') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + '␀'.len_utf8()..];
        if let Some(tail) = tail.strip_prefix('×') {
            let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            out.push_str(&" ".repeat(tail[..digits].parse().expect("a number follows the mark")));
            rest = &tail[digits..];
            continue;
        }
        let digits: String = tail.chars().take_while(char::is_ascii_hexdigit).take(4).collect();
        let code = u32::from_str_radix(&digits, 16).expect("hexadecimal digits follow the mark");
        out.push(char::from_u32(code).expect("the digits are a character"));
        rest = &tail[digits.len()..];
    }
    out + rest
}

/// A key such as `field{1..512}` in a patch stands for that many members with the same value.
pub fn repeat(patch: Value) -> Value {
    let Value::Object(members) = patch else { return patch };
    let mut repeated = serde_json::Map::new();
    for (key, value) in members {
        let value = repeat(value);
        let count = key.split_once("{1..").and_then(|(_, rest)| rest.split_once('}')?.0.parse::<usize>().ok());
        match count {
            Some(count) => repeated.extend(
                (1..=count).map(|number| (key.replace(&format!("{{1..{count}}}"), &number.to_string()), value.clone())),
            ),
            None => {
                repeated.insert(key, value);
            }
        }
    }
    Value::Object(repeated)
}
