use proptest::prelude::*;

use super::{calls, path_names};

fn told(text: &str) -> Vec<String> {
    calls(text)
        .iter()
        .map(|call| {
            let argument = call.argument.as_ref().map_or("", |(argument, _)| argument);
            let fallback = if call.has_fallback { ", _" } else { "" };
            let open = if call.is_closed { "" } else { " open" };
            format!("{}({argument}{fallback}){}{open}", call.name, call.path)
        })
        .collect()
}

#[test]
fn calls_stand_anywhere_in_a_text() {
    assert_eq!(told("https://@connectionParameters('host')/v1"), ["connectionParameters(host)"]);
    assert_eq!(
        told("@connectionParameters('a', 'https://x')@connectionParameters('b')/v1"),
        ["connectionParameters(a, _)", "connectionParameters(b)"]
    );
    assert_eq!(told("/%40@connectionParameters('user')"), ["connectionParameters(user)"]);
    assert_eq!(told("gt @{triggerBody().value[0].id} and more"), ["triggerBody().value[0].id"]);
    assert_eq!(told("@item()['@odata.id'].x"), ["item()['@odata.id'].x"]);
    assert_eq!(told("@{concat(headers('It''s'), body().a)}!"), ["concat(, _)", "headers(It''s)", "body().a"]);
}

#[test]
fn other_signs_are_no_calls() {
    for text in
        ["", "@", "@odata.nextLink", "['@odata.type']", "a@b.example", "@{}", "@Request.OriginalHTTPMethod", "@()"]
    {
        assert!(calls(text).is_empty(), "{text}");
    }
}

#[test]
fn what_is_not_closed_is_told() {
    assert_eq!(told("@headers('A'"), ["headers(A) open"]);
    assert_eq!(told("@headers('A)"), ["headers() open"]);
    assert_eq!(told("@body(.x"), ["body() open"]);
}

#[test]
fn paths_are_names() {
    assert_eq!(path_names(".value[0].id"), ["value", "id"]);
    assert_eq!(path_names("['@odata.id'].x-y"), ["@odata.id", "x-y"]);
    assert!(path_names("").is_empty());
    assert_eq!(path_names(".a["), ["a"]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "[@{}()',.\\[\\]a-cé ]{0,40}") {
        for call in calls(&text) {
            prop_assert_eq!(&text[call.name_range.clone()], call.name);
            if let Some((argument, range)) = call.argument {
                prop_assert_eq!(&text[range], argument);
            }
            path_names(call.path);
        }
        path_names(&text);
    }
}
