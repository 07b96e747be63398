//! The tree against `serde_json`, recovery on broken texts, pointers and edits.

use proptest::prelude::*;

use super::*;
use crate::text::{self, Edit, Span};

fn parse(text: &str) -> Document {
    Document::parse(FileId(0), text)
}

fn errors(text: &str) -> Vec<(String, ErrorKind)> {
    let document = parse(text);
    document.errors().iter().map(|error| (document.position(error.span.start).to_string(), error.kind)).collect()
}

#[test]
fn good_texts_equal_serde_json() {
    for text in [
        "{}",
        "[]",
        " null ",
        "-0.5e+10",
        r#""a\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t""#,
        r#"{"a": {"b": [1, 2.50, true, false, null, "x"]}, "": {}}"#,
        "[[[[[]]]]]",
        "{\"a\":1,\"a\":2}",
        "[1E400]",
    ] {
        let document = parse(text);
        assert_eq!(document.errors(), [], "{text}");
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
            assert_eq!(document.root().to_value(), value, "{text}");
        }
    }
}

#[test]
fn errors_are_told_with_their_place_and_the_rest_is_read() {
    use ErrorKind as E;
    type Case = (&'static str, &'static [(&'static str, E)], &'static str);
    let cases: &[Case] = &[
        ("", &[("1:1", E::Empty)], "null"),
        ("  \n ", &[("2:2", E::Empty)], "null"),
        ("{\"a\": 1,}", &[("1:8", E::TrailingComma)], r#"{"a":1}"#),
        ("[1, 2,]", &[("1:6", E::TrailingComma)], "[1,2]"),
        ("{\"a\": \"x\ty\"}", &[("1:9", E::ControlCharacter)], r#"{"a":"x\ty"}"#),
        ("{\"a\": \"x\ny\", \"b\": 1}", &[("1:9", E::ControlCharacter)], r#"{"a":"x\ny","b":1}"#),
        ("{ // why\n\"a\": /* x */ 1}", &[("1:3", E::Comment), ("2:6", E::Comment)], r#"{"a":1}"#),
        ("\u{feff}{\"a\": 1}", &[("1:1", E::ByteOrderMark)], r#"{"a":1}"#),
        ("{\u{a0}\u{a0}\"a\":\u{2003}1}", &[("1:2", E::UnicodeSpace), ("1:8", E::UnicodeSpace)], r#"{"a":1}"#),
        ("{\"a\": 1 \"b\": 2}", &[("1:8", E::MissingComma)], r#"{"a":1,"b":2}"#),
        ("{\"a\" 1, \"b\": 2}", &[("1:5", E::MissingColon)], r#"{"a":1,"b":2}"#),
        ("{\"a\", \"b\": 2}", &[("1:5", E::MissingColon)], r#"{"a":null,"b":2}"#),
        ("{\"a\": , \"b\": 2}", &[("1:7", E::MissingValue)], r#"{"a":null,"b":2}"#),
        (
            "{a: 1, 'b': 'c'}",
            &[("1:2", E::UnquotedKey), ("1:8", E::SingleQuotes), ("1:13", E::SingleQuotes)],
            r#"{"a":1,"b":"c"}"#,
        ),
        ("[1,,2]", &[("1:4", E::MissingValue)], "[1,2]"),
        (
            "{\"a\": [1, 2}, \"b\": 3}",
            &[("1:12", E::MismatchedBracket), ("1:13", E::TrailingContent)],
            r#"{"a":[1,2]}"#,
        ),
        ("[1, 2]]", &[("1:7", E::TrailingContent)], "[1,2]"),
        ("{\"a\": ]1}", &[("1:7", E::StrayBracket)], r#"{"a":1}"#),
        ("{\"a\": {\"b\": 1", &[("1:14", E::UnclosedContainer)], r#"{"a":{"b":1}}"#),
        ("{\"a\": \"x,\n\"b\": 1}", &[("1:7", E::UnclosedString), ("1:10", E::MissingComma)], r#"{"a":"x,","b":1}"#),
        (
            "{\"a\": True, \"b\": 01, \"c\": .5}",
            &[("1:7", E::InvalidWord), ("1:18", E::InvalidNumber), ("1:27", E::InvalidNumber)],
            r#"{"a":null,"b":null,"c":null}"#,
        ),
        (r#"{"a": "\x"}"#, &[("1:8", E::InvalidEscape)], r#"{"a":"x"}"#),
        ("{\"a\": 1} trailing", &[("1:10", E::TrailingContent)], r#"{"a":1}"#),
        ("{\"a\": #1}", &[("1:7", E::UnexpectedCharacter)], r#"{"a":null}"#),
        ("hello", &[("1:1", E::InvalidWord)], "null"),
    ];
    for (text, expected, tree) in cases {
        let expected: Vec<_> = expected.iter().map(|(place, kind)| ((*place).to_owned(), *kind)).collect();
        assert_eq!(errors(text), expected, "{text}");
        assert_eq!(parse(text).root().to_value().to_string(), *tree, "{text}");
    }
}

#[test]
fn a_string_with_a_line_end_closes_in_front_of_any_blank() {
    for blank in ["", " ", "\n", "\u{b}", "\u{a0}", "\u{feff}"] {
        let text = format!("[\"a\nb\"{blank}]");
        assert!(!parse(&text).is_damaged(), "{text:?}");
    }
}

#[test]
fn depth_is_bounded_and_the_rest_is_read() {
    let deep = format!("[{}1{}, 2]", "[".repeat(100_000), "]".repeat(100_000));
    let document = parse(&deep);
    assert_eq!(document.errors().len(), 1);
    assert_eq!(document.errors()[0].kind, ErrorKind::TooDeep);
    assert_eq!(document.root().element(1).and_then(Node::as_i64), Some(2));
    assert_eq!(errors(&"[".repeat(1_000_000)).len(), 2);
}

#[test]
fn garbage_gives_a_bounded_number_of_errors() {
    assert!(errors(&"{]".repeat(100_000)).len() <= MAX_ERRORS + 1);
    assert!(errors(&format!("[{}", "@ ".repeat(100_000))).len() <= MAX_ERRORS + 2);
    assert_eq!(errors(&format!("[{}1]", "1,\u{a0}".repeat(100_000))).len(), 1_000);
}

#[test]
fn damage_is_marked_on_the_container_only() {
    let document = parse(r#"{"a": {"x" 1}, "b": {"y": 2,}, "c": {"z": 3}}"#);
    let damaged = |pointer| document.at(pointer).map(Node::is_damaged);
    assert_eq!(damaged("/a"), Some(true));
    assert_eq!(damaged("/b"), Some(false));
    assert_eq!(damaged(""), Some(false));
    assert!(document.is_damaged());
}

#[test]
fn pointers_go_both_ways() {
    let document = parse(r#"{"a/b": {"m~n": [10, {"": 1}]}, "{x}": null, "\u0041": 2, "k": 1, "k": 3}"#);
    for pointer in ["", "/a~1b", "/a~1b/m~0n", "/a~1b/m~0n/0", "/a~1b/m~0n/1", "/a~1b/m~0n/1/", "/{x}", "/A"] {
        assert_eq!(document.at(pointer).map(Node::pointer).as_deref(), Some(pointer));
    }
    assert_eq!(document.at("/k").and_then(Node::as_i64), Some(3), "the last of two equal keys counts");
    for pointer in ["/", "a", "/a~1b/m~0n/01", "/a~1b/m~0n/2", "/a~1b/m~0n/-", "/a~2b", "/{x}/y"] {
        assert_eq!(document.at(pointer), None, "{pointer}");
    }
}

#[test]
fn nodes_are_found_by_offset() {
    let text = r#"{"a": {"bc": [1, 22]}}"#;
    let document = parse(text);
    for (sought, pointer) in [("22", "/a/bc/1"), ("\"bc\"", "/a/bc"), (": {", "/a"), ("}}", "/a")] {
        let offset = text.find(sought).expect("the text holds what is sought") as u32;
        assert_eq!(document.node_at_offset(offset).pointer(), pointer, "{sought}");
    }
}

fn edited(text: &str, edit: impl FnOnce(&Document) -> Option<text::Edit>) -> String {
    let document = parse(text);
    let edit = edit(&document).expect("the edit is possible");
    text::apply(text, &[edit]).expect("one edit cannot overlap")
}

#[test]
fn what_is_inserted_looks_like_its_neighbours() {
    let add = |text: &str, pointer: &str, value: &str| {
        edited(text, |document| insert_member(document.at(pointer)?, "new", value))
    };
    assert_eq!(add("{\n  \"a\": 1\n}\n", "", "2"), "{\n  \"a\": 1,\n  \"new\": 2\n}\n");
    assert_eq!(add("{\r\n\t\"a\" : 1\r\n}", "", "2"), "{\r\n\t\"a\" : 1,\r\n\t\"new\" : 2\r\n}");
    assert_eq!(add("{\"a\":1}", "", "2"), "{\"a\":1,\"new\":2}");
    assert_eq!(add("{}", "", "2"), "{\"new\": 2}");
    assert_eq!(add("{ \"a\": 1, \"b\": 2 }", "", "3"), "{ \"a\": 1, \"b\": 2, \"new\": 3 }");
    assert_eq!(
        add("{\n    \"a\": {}\n}", "/a", "[\n  1\n]"),
        "{\n    \"a\": {\n        \"new\": [\n            1\n        ]\n    }\n}"
    );
    assert_eq!(add("{\"a\":1}", "", "{\n  \"x\": 1\n}"), "{\"a\":1,\"new\":{\"x\": 1}}");
    let before = edited("{\n  \"a\": 1\n}", |document| insert_member_before(document.at("/a")?, "new", "2"));
    assert_eq!(before, "{\n  \"new\": 2,\n  \"a\": 1\n}");
}

#[test]
fn what_is_removed_takes_its_comma_along() {
    let remove_at = |text: &str, pointer: &str| edited(text, |document| remove(document.at(pointer)?));
    assert_eq!(remove_at("{\n  \"a\": 1,\n  \"b\": 2\n}", "/a"), "{\n  \"b\": 2\n}");
    assert_eq!(remove_at("{\n  \"a\": 1,\n  \"b\": 2\n}", "/b"), "{\n  \"a\": 1\n}");
    assert_eq!(remove_at("{\n  \"a\": 1\n}", "/a"), "{}");
    assert_eq!(remove_at("[1, 2, 3]", "/1"), "[1, 3]");
    assert_eq!(edited("{\"a\": 1}", |d| rename_key(d.at("/a")?, "b\"")), "{\"b\\\"\": 1}");
    assert_eq!(edited("{\"a\": 1}", |d| Some(replace_value(d.at("/a")?, "[]"))), "{\"a\": []}");
    assert_eq!(edited(r#"["a b"]"#, |d| replace_within(d.at("/0")?, 2..3, "\"c")), r#"["a \"c"]"#);
    assert_eq!(edited(r#"["\u00e4 b"]"#, |d| replace_within(d.at("/0")?, 3..4, "c")), r#"["ä c"]"#);
}

#[test]
fn of_repeated_keys_the_last_counts_in_a_comparison() {
    let same = |left: &str, right: &str| parse(left).root().same_value(parse(right).root());
    let repeated = r#"{"a": 1, "a": 2}"#;
    assert!(same(repeated, repeated));
    assert!(same(repeated, r#"{"\u0061": 2}"#));
    assert!(!same(repeated, r#"{"a": 1}"#));
    assert!(!same(repeated, r#"{"a": 2, "a": 1}"#));
    assert!(!same(repeated, r#"{"a": 2, "b": 1}"#));
    assert!(same("nul", "nul"));
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i16>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Objects with so few keys that many are repeated, and many are equal.
fn repetitive_object() -> impl Strategy<Value = String> {
    let leaf =
        prop::sample::select(vec!["1", "1.0", "2", "\"a\"", "\"\\u0061\"", "[1,{}]", "{}"]).prop_map(str::to_owned);
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop::collection::vec((prop::sample::select(vec!["a", "\\u0061", "b"]), inner), 0..4).prop_map(|members| {
            let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
            format!("{{{}}}", members.join(","))
        })
    })
}

/// Texts that look like JSON, so that every path of the recovery is met.
fn jsonish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "'b'", "1", "-", "true", "nul", " ", "\n", "\\", "\\u12", "//",
        "/*", "*/", "\u{feff}", "\u{a0}", "é", "\u{1}", "$ref", "1e5",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_shape(document: &Document) {
    let text = document.text().as_str();
    for node in document.nodes() {
        assert!(text.get(node.span().range()).is_some(), "spans lie on characters");
        assert!(text.get(node.inner_span().range()).is_some());
        assert!(node.key_span().is_none_or(|span| text.get(span.range()).is_some()));
        assert!(node.end_index() as usize <= document.node_count());
        for child in node.children() {
            assert_eq!(child.parent(), Some(node));
            assert!(node.span().start <= child.span().start && child.span().end <= node.span().end);
        }
        let _ = (node.key(), node.as_str(), node.pointer());
    }
    for error in document.errors() {
        assert!(text.get(error.span.range()).is_some(), "{error:?}");
    }
}

/// Each takes time by the square of its input where a container is walked through for each of its children.
#[test]
fn the_cost_of_an_edit_does_not_grow_with_the_container() {
    let document = parse(&format!("[{}1]", "1, ".repeat(100_000)));
    let all: Vec<Edit> = document.root().children().filter_map(remove).collect();
    assert_eq!(all.len(), 100_001);
    assert_eq!(all[0], Edit::delete(Span { start: 1, end: 4 }));
    assert_eq!(all[100_000].span.end, document.root().span().end - 1);
    let document = parse(&format!("{{{}\"b\":1}}", "\"a\":{\"c\":[]},".repeat(100_000)));
    for member in document.root().children() {
        assert!(insert_member(document.root(), "new", "[\n  1\n]").is_some());
        assert!(member.neighbours().iter().any(Option::is_some));
    }
    let document = parse(&format!("{{\n{}\"a\": [1]}}", " ".repeat(1_000_000)));
    let edit = append_element(document.root().get("a").expect("it is there"), "2").expect("the list is whole");
    assert_eq!(edit.text, ", 2");
    for _ in 0..10_000 {
        let edit = insert_member(document.root(), "new", "1").expect("the object is whole");
        assert!(edit.text.len() < 1_000);
    }
}

#[test]
fn neighbours_are_the_children_before_and_behind() {
    let document = parse(r#"{"a": [{"b": 1}, [], [[2], 3]], "c": {}, "d": null}"#);
    for parent in document.nodes() {
        let children: Vec<Node<'_>> = parent.children().collect();
        assert_eq!(parent.last_child(), children.last().copied());
        for (number, child) in children.iter().enumerate() {
            let before = number.checked_sub(1).map(|before| children[before]);
            assert_eq!(child.neighbours(), [before, children.get(number + 1).copied()]);
        }
    }
    assert_eq!(document.root().neighbours(), [None, None]);
}

proptest! {
    #[test]
    fn any_value_is_read_as_serde_json_reads_it(value in json_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let document = parse(&text.expect("a value can be written"));
        prop_assert_eq!(document.errors(), &[]);
        prop_assert_eq!(document.root().to_value(), value);
        check_shape(&document);
        for node in document.nodes() {
            prop_assert_eq!(document.at(&node.pointer()), Some(node));
        }
    }

    #[test]
    fn equal_values_have_one_canonical_text(left in repetitive_object(), right in repetitive_object()) {
        let (left, right) = (parse(&left), parse(&right));
        let is_same = left.root().same_value(right.root());
        prop_assert_eq!(is_same, left.root().canonical() == right.root().canonical());
        prop_assert!(is_same || left.root().to_value() != right.root().to_value());
        prop_assert!(left.root().same_value(left.root()));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in prop_oneof![jsonish(), any::<String>()]) {
        let document = parse(&text);
        check_shape(&document);
        let good = serde_json::from_str::<serde_json::Value>(&text);
        if let Ok(value) = good {
            prop_assert!(document.errors().is_empty());
            prop_assert_eq!(document.root().to_value(), value);
        } else if !text.contains("\\u") {
            // Lone surrogates and numbers out of range are only wrong for serde_json.
            prop_assert!(!document.errors().is_empty());
        }
    }

    #[test]
    fn inserting_a_member_adds_just_that(value in json_value(), name in "[a-z]{1,8}") {
        let text = serde_json::to_string_pretty(&value).expect("a value can be written");
        let document = parse(&text);
        for object in document.nodes().filter(|node| node.is_object()) {
            let edit = insert_member(object, &name, "[1]").expect("an undamaged object takes a member");
            let edited = text::apply(&text, &[edit]).expect("one edit cannot overlap");
            let mut expected = value.clone();
            let target = expected.pointer_mut(&object.pointer()).expect("the pointer is of this value");
            target[&name] = serde_json::json!([1]);
            prop_assert_eq!(&parse(&edited).root().to_value(), &expected);
        }
    }

    #[test]
    fn removing_a_node_removes_just_that(value in json_value()) {
        let text = serde_json::to_string_pretty(&value).expect("a value can be written");
        let document = parse(&text);
        for node in document.nodes().skip(1) {
            let edit = remove(node).expect("only the root cannot be removed");
            let edited = parse(&text::apply(&text, &[edit]).expect("one edit cannot overlap"));
            prop_assert_eq!(edited.errors(), &[]);
            prop_assert!(edited.node_count() == document.node_count() - node.descendants().count());
        }
    }
}

#[test]
fn members_of_wide_objects_are_found_as_those_of_small_ones() {
    let members: Vec<String> = (0..1_000).map(|number| format!(r#""\u006b{}":{number}"#, number % 400)).collect();
    let document = parse(&format!("{{{},bare:1,\"open", members.join(",")));
    for object in document.nodes().filter(|node| node.is_object()) {
        for key in object.children().filter_map(Node::key).chain(["".into(), "k".into(), "z".into()]) {
            let last = object.children().filter(|member| member.key_is(&key)).last();
            assert_eq!(object.get(&key), last, "{key}");
        }
    }
    assert_eq!(document.root().get("k11").and_then(Node::as_i64), Some(811));
}
