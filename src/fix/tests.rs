//! Formatting loses nothing and is stable.

use proptest::prelude::*;

use super::*;
use crate::check::Levels;
use crate::connector::Role;
use crate::connector::files::Memory;
use crate::json::Document;
use crate::publisher_kind::PublisherKind;

fn formatted(name: &str, text: &str) -> Result<String, Unformatted> {
    let connector =
        Connector::load(&Memory::new([(name.to_owned(), text.as_bytes().to_vec())])).expect("memory can be listed");
    format(&connector.artifacts()[0])
}

#[test]
fn a_definition_gets_its_documented_order() {
    let text = "\u{feff}{\"x-a\": 1, // why\r\n\"paths\": {\"/a\": {\"get\": {\"responses\": {}, \"x-b\":[1,{}],\"summary\": \"a\tb\",}}},\r\n\"swagger\":\"2.0\"}";
    let expected = "{\n  \"swagger\": \"2.0\",\n  \"paths\": {\n    \"/a\": {\n      \"get\": {\n        \"summary\": \"a\\tb\",\n        \"responses\": {},\n        \"x-b\": [\n          1,\n          {}\n        ]\n      }\n    }\n  },\n  \"x-a\": 1\n}\n";
    assert_eq!(formatted(Role::Definition.file_name(), text).as_deref(), Ok(expected));
}

#[test]
fn spellings_of_values_survive() {
    let text = "{\n  \"a\": 1.50e+10,\n  \"b\": 12345678901234567890123,\n  \"\\u0041\": \"\\/\\u00e9\"\n}\n";
    assert_eq!(formatted(Role::Properties.file_name(), text).as_deref(), Ok(text));
}

#[test]
fn what_might_lose_something_is_left_alone() {
    let at = |line, column| crate::text::Position { line, column };
    assert_eq!(formatted("settings.json", "{\"a\": 1 \"b\": 2}"), Err(Unformatted::Damaged(at(1, 8))));
    assert_eq!(formatted("settings.json", "{\"a\": 1, \"a\": 2}"), Err(Unformatted::DuplicateKey(at(1, 10))));
    assert_eq!(formatted("readme.md", "# x"), Err(Unformatted::NotJson));
}

/// The definition after all safe fixes of these rules.
fn mended(definition: &str, rules: &[&'static str]) -> String {
    let name = Role::Definition.file_name();
    let files = Memory::new([(name.to_owned(), definition.as_bytes().to_vec())]);
    let checker = Checker::new(PublisherKind::Verified, &Levels::default());
    let selection = Selection { rules: rules.to_vec(), ..Selection::default() };
    let connector = Connector::load(&files).expect("memory can be listed");
    let fixed = fix(&files, connector, &checker, &selection, &|_, _| {}).expect("all can be read");
    assert!(!fixed.is_unfinished, "{:?}", fixed.applied);
    fixed.files.into_iter().find(|changed| changed.name == name).map_or(definition.to_owned(), |changed| changed.after)
}

#[test]
fn what_is_repeated_many_times_goes_in_one_run() {
    let schemes = format!("{{\"swagger\": \"2.0\", \"schemes\": [\"https\"{}]}}", ", \"https\"".repeat(40));
    assert_eq!(mended(&schemes, &["ArrayDuplicateValue"]), r#"{"swagger": "2.0", "schemes": ["https"]}"#);

    let keys = format!("{{\"swagger\": \"2.0\"{}}}", ", \"host\": \"contoso.com\"".repeat(40));
    assert_eq!(mended(&keys, &["JsonKeyDuplicate"]), r#"{"swagger": "2.0", "host": "contoso.com"}"#);

    let parameter = r#"{"name": "id", "in": "query", "type": "string"}"#;
    let operation = |parameters: &str| {
        format!(r#"{{"swagger": "2.0", "paths": {{"/a": {{"get": {{"parameters": [{parameters}]}}}}}}}}"#)
    };
    let parameters = operation(&[parameter; 40].join(", "));
    assert_eq!(mended(&parameters, &["OperationParametersAreNotUnique"]), operation(parameter));
}

proptest! {
    #[test]
    fn formatting_keeps_the_value_and_is_stable(keys in prop::collection::vec("[a-z]{0,4}", 0..6), number in any::<i64>(), text in any::<String>()) {
        let value: serde_json::Value = keys.iter().map(|key| (key.clone(), serde_json::json!([number, {"t": text}]))).collect();
        let ugly = value.to_string().replace("\":", "\" :\t");
        let once = formatted("settings.json", &ugly).expect("a good text can be formatted");
        prop_assert_eq!(Document::parse(crate::text::FileId(0), once.clone()).root().to_value(), Document::parse(crate::text::FileId(0), ugly).root().to_value());
        prop_assert_eq!(formatted("settings.json", &once), Ok(once));
    }
}
