use super::{Configuration, Scope};

fn troubles(text: &str) -> Vec<String> {
    Configuration::parse(text, Scope::Project)
        .map_or_else(|troubles| troubles.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

#[test]
fn allows_are_read() {
    let text = r#"{
  // so that the reason can be longer
  "allow": [
    { "rule": "JsonSyntax", "reason": "it is so", "until": "2030-01-31", "pointer": "info/title", "file": "a.json" },
  ],
}"#;
    let configuration = Configuration::parse(text, Scope::Project).unwrap();
    let [allow] = configuration.allows.as_slice() else { panic!("one entry") };
    assert_eq!((allow.rule, allow.reason.as_str()), ("JsonSyntax", "it is so"));
    assert_eq!((allow.pointer.as_deref(), allow.file.as_deref()), (Some("/info/title"), Some("a.json")));
    assert_eq!(allow.until.map(|date| date.to_string()).as_deref(), Some("2030-01-31"));
}

#[test]
fn every_trouble_of_an_allow_is_told() {
    assert_eq!(
        troubles(r#"{ "allow": [{}, { "rule": "JsonSintax", "raeson": "", "until": "tomorrow" }, 1] }"#),
        [
            "1:13: an entry of `allow` needs `rule`",
            "1:13: an entry of `allow` needs `reason`",
            "1:41: unknown key `raeson`, did you mean `reason`?",
            "1:17: an entry of `allow` needs `reason`",
            "1:27: unknown rule `JsonSintax`, did you mean `JsonSyntax`?",
            "1:64: expected a day such as `2030-12-31`",
            "1:78: expected an object with `rule` and `reason`",
        ]
    );
    assert_eq!(troubles(r#"{ "allow": {} }"#), ["1:12: expected a list of objects with `rule` and `reason`"]);
}
