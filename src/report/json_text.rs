//! JSON written piece by piece into a text, for formats with a value for each of many findings.
//!
//! The constant text between the values is the formats' own: written with the values out of one `serde` structure each,
//! a large report costs about twice as much.

/// Appends values to a text as JSON has them.
pub(super) trait JsonText {
    /// A string with its quotes.
    fn push_json(&mut self, text: &str);

    /// What stands between a string's quotes.
    fn push_escaped(&mut self, text: &str);

    fn push_number(&mut self, number: u32);
}

impl JsonText for String {
    fn push_json(&mut self, text: &str) {
        self.push('"');
        self.push_escaped(text);
        self.push('"');
    }

    fn push_escaped(&mut self, text: &str) {
        // Judged as a whole, the bytes are compared many at a time; few texts need escapes.
        if !text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
            self.push_str(text);
            return;
        }
        for character in text.chars() {
            match character {
                '"' => self.push_str("\\\""),
                '\\' => self.push_str("\\\\"),
                '\n' => self.push_str("\\n"),
                '\r' => self.push_str("\\r"),
                '\t' => self.push_str("\\t"),
                '\u{8}' => self.push_str("\\b"),
                '\u{c}' => self.push_str("\\f"),
                '\0'..' ' => self.push_str(&format!("\\u{:04x}", u32::from(character))),
                other => self.push(other),
            }
        }
    }

    fn push_number(&mut self, number: u32) {
        self.push_str(itoa::Buffer::new().format(number));
    }
}

fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::JsonText as _;

    proptest! {
        #[test]
        fn strings_are_as_serde_json_writes_them(text in r#"([\x00-\x7f]|"|\\|ü|\u{2028}|🎉)*"#) {
            let mut out = String::new();
            out.push_json(&text);
            prop_assert_eq!(out, serde_json::to_string(&text).expect("strings are JSON"));
        }
    }

    #[test]
    fn numbers_are_decimal() {
        let mut out = String::new();
        for number in [0, 10, u32::MAX] {
            out.push_number(number);
        }
        assert_eq!(out, "0104294967295");
    }
}
