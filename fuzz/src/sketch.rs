//! JSON artifacts out of chance, along connkit's own table of shapes: mostly what belongs in a place, sometimes
//! something else.

use arbitrary::Result;
use connkit::connector::shape::{Field, Others, Shape, Type};
use connkit::json;

use crate::Choices;

const MAX_DEPTH: usize = 14;

const NAMES: &[&str] = &[
    "id",
    "name",
    "Order",
    "Item",
    "items",
    "value",
    "A",
    "B",
    "order_id",
    "x-ms-a",
    "",
    "ä b",
    "a/b~c",
    "status",
    "200",
    "body",
    "$ref",
    "apiKey",
    "x-api-key",
    "Authorization",
    "nextLink",
    "%41",
    "🎉",
];
const IDS: &[&str] = &["GetOrder", "ListOrders", "OnOrder", "GetOrder_V2", "get order", "DeleteHook", "", "ä"];
const PATHS: &[&str] = &[
    "/orders",
    "/orders/{id}",
    "/orders/{id}/items/{name}",
    "/orders/{other}",
    "/",
    "orders",
    "/a//b",
    "/orders/",
    "/{id}{name}",
    "/x?y=1",
    "/triggers/{id}/hook",
    "/ä/{",
    "/{}",
    "/a/{id}/b/{id}",
];
const TEXTS: &[&str] = &[
    "Orders",
    "Get an order",
    "Returns the order.",
    " Orders ",
    "List orders. Recieve them",
    "orders of Contoso API connector",
    "a",
    "TODO",
    "<b>Order</b>",
    "See https://contoso.com/docs for more",
    "The unique identifier of the order (deprecated)",
    "[x](y)",
    "Order\nwith lines\tand blanks  twice",
    "ORDER",
    "Azure Active Directory",
    "Power Automate flow",
    "Order's",
    "ä🎉\u{202e}",
    "AKIAIOSFODNN7EXAMPLE",
    "{name}",
    "Get order (V2) (Preview)",
    "order-id",
];
const FORMATS: &[&str] =
    &["date-time", "uuid", "int32", "int64", "double", "byte", "binary", "date", "uri", "no-format"];
const TYPES: &[&str] = &["string", "object", "array", "integer", "number", "boolean", "file", "null", "String"];
const URLS: &[&str] = &[
    "https://contoso.com",
    "contoso.com",
    "http://localhost:8080/a",
    "https://contoso.com/terms?a=b",
    "mailto:a@contoso.com",
    "//x",
    "",
];
const PATTERNS: &[&str] = &["^[a-z]+$", "(", "[", "a{2,1}", "^\\d{3}$", "(?<n>a)\\k<n>", "\\p{L}", "", "a|b|"];
const EXPRESSIONS: &[&str] = &[
    "@headers('a')",
    "@connectionParameters('token')",
    "@{body()?['a']}",
    "@",
    "@a(",
    "GetOrder",
    "https://@connectionParameters('host','x')",
];
const CODES: &[&str] = &["200", "201", "204", "default", "404", "2xx", "x-a", "0"];
const NUMBERS: &[&str] = &["0", "1", "-1", "3", "1.5", "1e400", "-0", "99999999999999999999", "1E2", "2147483648"];
const OTHER_KEYS: &[&str] = &[
    "operationId",
    "value-path",
    "value-title",
    "value-collection",
    "parameters",
    "itemsPath",
    "itemTitlePath",
    "itemValuePath",
    "x-ms-summary",
    "type",
    "parameterReference",
    "builtInOperation",
    "properties",
    "parameter",
    "isFolderProperty",
    "value",
    "x-ms-operationName",
    "x-ms-apimTemplate-policySection",
    "templateId",
    "deprecated",
    "displayName",
    "name",
];

/// A text that is (mostly) JSON of this shape.
pub fn artifact(choices: &mut Choices<'_>, root: Shape) -> Result<String> {
    let layout = choices.int_in_range(0..=3)?;
    let mut sketch = Sketch { choices, out: String::new(), is_pretty: layout != 0, has_slips: layout == 3 };
    sketch.object(root, 0)?;
    Ok(sketch.out)
}

struct Sketch<'c, 'b> {
    choices: &'c mut Choices<'b>,
    out: String,
    is_pretty: bool,
    /// Trailing commas, keys written twice, comments.
    has_slips: bool,
}

impl Sketch<'_, '_> {
    /// Something that happens in `times` of 256 cases; never once the choices are used up.
    fn happens(&mut self, times: u8) -> Result<bool> {
        Ok(self.choices.int_in_range(0..=255u8)? > 255 - times)
    }

    fn one_of(&mut self, list: &'static [&'static str]) -> Result<&'static str> {
        self.choices.choose(list).copied()
    }

    fn value(&mut self, name: &str, field: Option<&Field>, (shape, value): (Shape, Type), depth: usize) -> Result<()> {
        if self.happens(6)? {
            return self.anything(depth + 1);
        }
        match value {
            Type::String => self.text(name, field),
            Type::Boolean => self.literal(&["true", "false"]),
            Type::Integer | Type::Number => self.literal(NUMBERS),
            Type::Array => self.array(name, shape, depth),
            Type::Object | Type::ObjectOrArray if shape != Shape::Value => self.object(shape, depth),
            Type::ObjectOrBoolean if shape != Shape::Value && self.happens(200)? => self.object(shape, depth),
            Type::ObjectOrBoolean => self.literal(&["true", "false"]),
            Type::Object | Type::ObjectOrArray => self.members(OTHER_KEYS, depth),
            Type::Any => self.anything(depth + 1),
        }
    }

    fn object(&mut self, shape: Shape, depth: usize) -> Result<()> {
        let layout = shape.layout();
        let mut count = 0;
        self.out.push('{');
        if depth < MAX_DEPTH {
            for field in layout.fields {
                let times = if field.required { 250 } else { self.likelihood(shape, field.name) };
                if self.happens(times)? || field.required && self.choices.is_empty() && depth < 4 {
                    self.key(field.name, &mut count, depth)?;
                    self.value(field.name, Some(field), (field.shape, field.value), depth + 1)?;
                }
            }
            let keys = match shape {
                Shape::Paths => PATHS,
                Shape::Responses => CODES,
                _ => NAMES,
            };
            while self.happens(if matches!(layout.others, Others::Map { .. }) { 160 } else { 6 })? {
                let key = self.one_of(keys)?;
                self.key(key, &mut count, depth)?;
                self.value(key, None, shape.member(Some(key.as_bytes()), None), depth + 1)?;
            }
        }
        self.close('}', count, depth)
    }

    fn likelihood(&self, shape: Shape, name: &str) -> u8 {
        match (shape, name) {
            (Shape::Root, _)
            | (Shape::Operation, "operationId" | "summary" | "description" | "parameters" | "responses") => 200,
            (Shape::PathItem, "$ref") => 4,
            (_, "$ref") => 50,
            (_, "type" | "schema" | "properties" | "items") => 140,
            _ => 30,
        }
    }

    fn array(&mut self, name: &str, shape: Shape, depth: usize) -> Result<()> {
        let mut count = 0;
        self.out.push('[');
        while depth < MAX_DEPTH && self.happens(150)? {
            self.separate(&mut count, depth)?;
            self.value(name, None, shape.member(None, None), depth + 1)?;
        }
        self.close(']', count, depth)
    }

    /// An object about which the table says nothing.
    fn members(&mut self, keys: &'static [&'static str], depth: usize) -> Result<()> {
        let mut count = 0;
        self.out.push('{');
        while depth < MAX_DEPTH && self.happens(150)? {
            let key = self.one_of(keys)?;
            self.key(key, &mut count, depth)?;
            if key.ends_with("arameters") || key == "properties" {
                let keys = if self.happens(128)? { NAMES } else { OTHER_KEYS };
                self.members(keys, depth + 1)?;
            } else if self.happens(200)? {
                self.text(key, None)?;
            } else {
                self.anything(depth + 1)?;
            }
        }
        self.close('}', count, depth)
    }

    fn anything(&mut self, depth: usize) -> Result<()> {
        match self.choices.int_in_range(0..=5)? {
            0 => self.literal(&["null", "true", "false"]),
            1 => self.literal(NUMBERS),
            2 => self.text("", None),
            3 => self.array("", Shape::Value, depth),
            4 => self.members(OTHER_KEYS, depth),
            _ => self.members(NAMES, depth),
        }
    }

    fn literal(&mut self, list: &'static [&'static str]) -> Result<()> {
        let literal = self.one_of(list)?;
        self.out.push_str(literal);
        Ok(())
    }

    fn text(&mut self, name: &str, field: Option<&Field>) -> Result<()> {
        if let Some(field) = field.filter(|field| !field.values.is_empty())
            && !self.happens(20)?
        {
            let value = self.choices.choose(field.values)?;
            self.out.push_str(&json::quote(value));
            return Ok(());
        }
        let text = match name {
            _ if self.happens(8)? => self.choices.arbitrary::<&str>()?.to_owned(),
            "$ref" => self.reference()?,
            "operationId" | "x-ms-operations" | "replacement" => self.one_of(IDS)?.to_owned(),
            "type" => self.one_of(TYPES)?.to_owned(),
            "format" => self.one_of(FORMATS)?.to_owned(),
            "pattern" => self.one_of(PATTERNS)?.to_owned(),
            "host" | "basePath" | "schemes" => self.one_of(URLS)?.to_owned(),
            "produces" | "consumes" => {
                self.one_of(&["application/json", "text/plain", "a/b; c=d", "json", "*/*"])?.to_owned()
            }
            "swagger" => "2.0".to_owned(),
            "version" => self.one_of(&["1.0", "1.0.0", "1", "v2", ""])?.to_owned(),
            "name" | "required" | "parameter" | "parameterReference" | "value-path" | "value-title"
            | "value-collection" => self.one_of(NAMES)?.to_owned(),
            name if name.to_lowercase().ends_with("url") || name == "termsOfService" => self.one_of(URLS)?.to_owned(),
            name if name.starts_with("x-ms-api") => self.one_of(EXPRESSIONS)?.to_owned(),
            _ => self.sentence()?,
        };
        self.out.push_str(&json::quote(&text));
        Ok(())
    }

    fn sentence(&mut self) -> Result<String> {
        let mut text = self.one_of(TEXTS)?.to_owned();
        while text.len() < 400 && self.happens(30)? {
            text.push_str(self.one_of(&[" ", ". ", "", "  "])?);
            let list = if self.happens(40)? { EXPRESSIONS } else { TEXTS };
            text.push_str(self.one_of(list)?);
        }
        Ok(text)
    }

    fn reference(&mut self) -> Result<String> {
        let holder =
            self.one_of(&["#/definitions/", "#/definitions/", "#/parameters/", "#/responses/", "#/", "other.json#/"])?;
        let name = self.one_of(NAMES)?;
        let rest = self.one_of(&["", "", "", "/properties/id", "/items", "/allOf/0"])?;
        Ok(format!("{holder}{}{rest}", json::escape_token(name)))
    }

    fn key(&mut self, key: &str, count: &mut usize, depth: usize) -> Result<()> {
        self.separate(count, depth)?;
        self.out.push_str(&json::quote(key));
        self.out.push_str(if self.is_pretty { ": " } else { ":" });
        Ok(())
    }

    fn separate(&mut self, count: &mut usize, depth: usize) -> Result<()> {
        if *count > 0 {
            self.out.push(',');
        }
        *count += 1;
        if self.has_slips && self.happens(4)? {
            let slip = self.one_of(&["// a comment\n", "/* */", "\u{a0}", ",", "\"a\": 1,", "\r\n"])?;
            self.out.push_str(slip);
        }
        self.new_line(depth + 1);
        Ok(())
    }

    fn close(&mut self, bracket: char, count: usize, depth: usize) -> Result<()> {
        if count > 0 {
            if self.has_slips && self.happens(4)? {
                self.out.push(',');
            }
            self.new_line(depth);
        }
        self.out.push(bracket);
        Ok(())
    }

    fn new_line(&mut self, depth: usize) {
        if self.is_pretty {
            self.out.push('\n');
            self.out.push_str(&"  ".repeat(depth));
        }
    }
}
