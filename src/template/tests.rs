//! Every combination of answers, and text that tries to break out of its file.

use std::collections::BTreeSet;
use std::fs;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::answers::Answers;
use super::embedded::{TEMPLATES, names};
use super::engine::Engine;
use super::questions::{Given, QUESTIONS};
use super::*;

const AUTHENTICATIONS: [&str; 5] = ["none", "basic", "api-key", "oauth2", "entra"];
const EXTRAS: [&[&str]; 5] = [&[], &["script"], &["webhook"], &["polling"], &["script", "webhook", "polling"]];

/// Answers to every question that applies.
fn given(kind: PublisherKind, authentication: &str, extras: &[&str]) -> Given {
    let mut given = Given::new();
    let mut answer = |name: &str, value: Value| given.insert(name.to_owned(), value);
    answer("publisherKind", kind.name().into());
    answer("title", "Contoso Tasks".into());
    answer("description", "Reads and writes the tasks of Contoso.".into());
    answer("publisher", "Contoso Ltd.".into());
    answer("host", "api.contoso.com".into());
    answer("authentication", authentication.into());
    if kind.certifies() {
        answer("contactEmail", "help@contoso.com".into());
        answer("website", "https://contoso.com".into());
        answer("privacyPolicy", "https://contoso.com/privacy".into());
        answer("categories", json!(["Productivity", "Data"]));
    }
    if kind == PublisherKind::Independent {
        answer("stackOwner", "Fabrikam".into());
    }
    if authentication == "oauth2" {
        answer("authorizationUrl", "https://contoso.com/authorize".into());
        answer("tokenUrl", "https://contoso.com/token".into());
        answer("scopes", json!(["read", "write"]));
    }
    if authentication == "entra" {
        answer("resourceUri", "api://contoso".into());
    }
    for extra in extras {
        answer(extra, true.into());
    }
    given
}

fn combinations() -> impl Iterator<Item = (PublisherKind, &'static str, &'static [&'static str])> {
    PublisherKind::ALL.into_iter().flat_map(|kind| {
        AUTHENTICATIONS
            .into_iter()
            .flat_map(move |authentication| EXTRAS.into_iter().map(move |extras| (kind, authentication, extras)))
    })
}

fn files_of(given: &Given) -> Vec<Rendered> {
    render(&Answers::of(given).expect("the answers are complete and correct")).expect("the templates are correct")
}

fn text_of(files: &[Rendered], name: &str) -> String {
    let file = files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("{name} is missing"));
    String::from_utf8(file.bytes.clone()).unwrap()
}

fn json_of(files: &[Rendered], name: &str) -> Value {
    serde_json::from_str(&text_of(files, name)).unwrap()
}

/// Every operation with its path, method, and the path item.
fn operations(definition: &Value) -> Vec<(&str, &str, &Value, &Value)> {
    let paths = definition["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter().filter(|(key, _)| !key.starts_with("x-"));
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation, item))
        })
        .collect()
}

fn resolve<'a>(definition: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            assert_eq!(value.as_object().unwrap().len(), 1, "nothing stands beside {reference}");
            definition
                .pointer(reference.strip_prefix('#').unwrap())
                .unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => value,
    }
}

#[test]
fn the_binary_holds_exactly_the_templates_of_the_folder() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut on_disk = BTreeSet::new();
    let mut folders: Vec<_> =
        ["verified", "independent", "custom", "shared", "1"].into_iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(&root).unwrap().components().map(|part| part.as_os_str().to_str().unwrap());
                on_disk.insert(name.collect::<Vec<_>>().join("/"));
            }
        }
    }
    let embedded: BTreeSet<String> = names().map(str::to_owned).collect();
    assert_eq!(embedded, on_disk);
}

#[test]
fn every_variable_is_declared_and_every_question_is_used() {
    let engine = Engine::of_file("apiProperties.json", TEMPLATE_VERSION).unwrap();
    let mut used = BTreeSet::new();
    for (name, text) in TEMPLATES {
        engine.check_variables(name).unwrap();
        for question in &QUESTIONS {
            if text.contains(question.name) {
                used.insert(question.name);
            }
        }
    }
    assert_eq!(used, QUESTIONS.iter().map(|question| question.name).collect());
}

#[test]
fn a_variable_that_nobody_declares_is_an_error() {
    assert!(
        Engine::with_templates("a.json", &[("a.json.tera", "{% if titel %}1{% endif %}")])
            .unwrap()
            .check_variables("a.json.tera")
            .is_err()
    );
}

#[test]
fn no_template_goes_around_the_escapes() {
    for (name, text) in TEMPLATES {
        assert!(!text.contains("safe"), "{name}");
        assert!(!text.contains("`{{"), "{name}: Markdown has no escapes in code");
        assert!(
            !text.contains("/*") && !text.contains("@\"") && !text.contains("$\""),
            "{name}: escapes are for plain literals"
        );
    }
}

#[test]
fn every_combination_has_its_files() {
    for (kind, authentication, extras) in combinations() {
        let files = files_of(&given(kind, authentication, extras));
        let mut expected = vec!["apiDefinition.swagger.json", "apiProperties.json"];
        expected.extend(extras.contains(&"script").then_some("script.csx"));
        expected.push("readme.md");
        expected.extend(kind.certifies().then_some("intro.md"));
        expected.extend((kind == PublisherKind::Verified).then_some("icon.png"));
        expected.push("connkit.json");
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn every_text_file_is_laid_out_plainly() {
    for (kind, authentication, extras) in combinations() {
        let files = files_of(&given(kind, authentication, extras));
        for file in files.iter().filter(|file| file.name != "icon.png") {
            let text = text_of(&files, &file.name);
            let context = format!("{} of {kind} {authentication} {extras:?}", file.name);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{context} ends with one line end");
            assert!(!text.contains(['\r', '\t']) && text.lines().all(|line| !line.ends_with(' ')), "{context}");
            assert!(!text.contains("{%") && !text.contains("{{") && !text.contains("\n\n\n"), "{context}:\n{text}");
            if text.starts_with('{') {
                let value: Value = serde_json::from_str(&text).expect(&context);
                assert_eq!(text, serde_json::to_string_pretty(&value).unwrap() + "\n", "{context}");
            }
        }
    }
}

#[test]
fn no_json_template_writes_a_key_twice() {
    // Printing the JSON again would hide it.
    struct Strict;
    impl<'de> serde::Deserialize<'de> for Strict {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Strict)
        }
    }
    impl<'de> serde::de::Visitor<'de> for Strict {
        type Value = Strict;
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("JSON without repeated keys")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Strict, A::Error> {
            let mut keys = BTreeSet::new();
            while let Some((key, _)) = map.next_entry::<String, Strict>()? {
                if !keys.insert(key.clone()) {
                    return Err(serde::de::Error::custom(format!("`{key}` is repeated")));
                }
            }
            Ok(Strict)
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
            while items.next_element::<Strict>()?.is_some() {}
            Ok(Strict)
        }
        fn visit_str<E>(self, _: &str) -> Result<Strict, E> {
            Ok(Strict)
        }
        fn visit_bool<E>(self, _: bool) -> Result<Strict, E> {
            Ok(Strict)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Strict, E> {
            Ok(Strict)
        }
    }
    for (kind, authentication, extras) in combinations() {
        let variables = variables(&Answers::of(&given(kind, authentication, extras)).unwrap());
        for name in ["apiDefinition.swagger.json", "apiProperties.json"] {
            let raw = Engine::of_file(name, TEMPLATE_VERSION)
                .unwrap()
                .render_raw(&format!("{kind}/{name}.tera"), &variables)
                .unwrap();
            serde_json::from_str::<Strict>(&raw).unwrap_or_else(|error| panic!("{name} of {kind}: {error}"));
        }
    }
}

#[test]
fn every_definition_has_the_order_and_metadata_of_certification() {
    const ORDER: [&str; 13] = [
        "swagger",
        "info",
        "host",
        "basePath",
        "schemes",
        "consumes",
        "produces",
        "paths",
        "definitions",
        "parameters",
        "securityDefinitions",
        "security",
        "x-ms-connector-metadata",
    ];
    for (kind, authentication, extras) in combinations() {
        let definition = json_of(&files_of(&given(kind, authentication, extras)), "apiDefinition.swagger.json");
        let keys: Vec<&str> = definition.as_object().unwrap().keys().map(String::as_str).collect();
        let metadata = [
            json!({ "propertyName": "Website", "propertyValue": "https://contoso.com" }),
            json!({ "propertyName": "Privacy policy", "propertyValue": "https://contoso.com/privacy" }),
            json!({ "propertyName": "Categories", "propertyValue": "Productivity;Data" }),
        ];
        if kind.certifies() {
            assert_eq!(keys, ORDER);
            assert_eq!(definition["x-ms-connector-metadata"], json!(metadata));
            assert_eq!(
                definition["info"]["contact"],
                json!({ "name": "Contoso Ltd.", "url": "https://contoso.com", "email": "help@contoso.com" })
            );
        } else {
            assert_eq!(keys, &ORDER[..12]);
            assert!(definition["info"].get("contact").is_none());
        }
        assert_eq!(definition["schemes"], json!(["https"]));
        assert_eq!(definition["basePath"], "/");
    }
}

#[test]
fn every_operation_is_described_as_certification_wants() {
    for (kind, authentication, extras) in combinations() {
        let definition = json_of(&files_of(&given(kind, authentication, extras)), "apiDefinition.swagger.json");
        let mut ids = BTreeSet::new();
        for (path, method, operation, _) in operations(&definition) {
            let id = operation["operationId"].as_str().unwrap();
            let (summary, description) =
                (operation["summary"].as_str().unwrap(), operation["description"].as_str().unwrap());
            assert!(ids.insert(id.to_owned()), "{id} is unique");
            assert!(
                id.starts_with(|c: char| c.is_ascii_uppercase()) && id.chars().all(|c| c.is_ascii_alphanumeric()),
                "{id}"
            );
            assert!(summary.len() <= 80 && !summary.contains(['/', '\\', '<', '>', '*', '%', '&', '?']), "{summary}");
            assert!(summary.ends_with(char::is_alphanumeric) && summary != id && summary != description, "{summary}");
            assert!(description.ends_with('.') && description.trim_end_matches('.') != summary, "{description}");
            assert_eq!(summary.starts_with("When a"), operation.get("x-ms-trigger").is_some(), "{summary}");

            let responses = operation["responses"].as_object().unwrap();
            assert!(
                responses
                    .values()
                    .all(|response| response["description"].as_str().is_some_and(|text| !text.is_empty()))
            );
            let with_schema: Vec<&str> = responses
                .iter()
                .filter(|(_, response)| response.get("schema").is_some())
                .map(|(code, _)| code.as_str())
                .collect();
            let expected = if method == "delete" {
                [].as_slice()
            } else if method == "post" {
                &["201"]
            } else {
                &["200"]
            };
            assert_eq!(with_schema, expected, "{id}");

            let parameters: Vec<&Value> = operation["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .map(|parameter| resolve(&definition, parameter))
                .collect();
            for parameter in &parameters {
                assert!(!parameter["x-ms-summary"].as_str().unwrap().is_empty());
                assert!(parameter["description"].as_str().unwrap().ends_with('.'));
                if parameter["in"] == "path" {
                    assert_eq!(
                        (&parameter["required"], &parameter["x-ms-url-encoding"]),
                        (&json!(true), &json!("single"))
                    );
                }
            }
            let in_template = path.matches('{').count();
            assert_eq!(parameters.iter().filter(|parameter| parameter["in"] == "path").count(), in_template, "{path}");
        }
    }
}

#[test]
fn every_schema_property_is_described_and_every_reference_resolves() {
    fn walk(definition: &Value, value: &Value) {
        resolve(definition, value);
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for property in properties.values() {
                assert!(property["x-ms-summary"].is_string(), "{property}");
                assert!(property["description"].as_str().unwrap().ends_with('.'), "{property}");
            }
            for required in value.get("required").and_then(Value::as_array).into_iter().flatten() {
                assert!(properties.contains_key(required.as_str().unwrap()));
            }
        }
        match value {
            Value::Object(object) => object.values().for_each(|value| walk(definition, value)),
            Value::Array(items) => items.iter().for_each(|value| walk(definition, value)),
            _ => {}
        }
    }
    for extras in EXTRAS {
        let files = files_of(&given(PublisherKind::Custom, "none", extras));
        let definition = json_of(&files, "apiDefinition.swagger.json");
        walk(&definition, &definition);
        // Nothing is defined in vain.
        let text = text_of(&files, "apiDefinition.swagger.json");
        for name in definition["definitions"].as_object().unwrap().keys() {
            assert!(text.contains(&format!("#/definitions/{name}\"")), "{name}");
        }
    }
}

#[test]
fn triggers_have_the_shapes_of_the_platform() {
    let files = files_of(&given(PublisherKind::Verified, "none", &["webhook", "polling"]));
    let definition = json_of(&files, "apiDefinition.swagger.json");
    let hook = &definition["paths"]["/hooks"];
    assert_eq!(hook["x-ms-notification-content"]["schema"]["$ref"], "#/definitions/Item");
    assert_eq!(hook["post"]["x-ms-trigger"], "single");
    let body = &hook["post"]["parameters"][0];
    assert_eq!((&body["required"], &body["schema"]["required"]), (&json!(true), &json!(["url"])));
    let url = &body["schema"]["properties"]["url"];
    assert_eq!((&url["x-ms-notification-url"], &url["x-ms-visibility"]), (&json!(true), &json!("internal")));
    let delete = &definition["paths"]["/hooks/{id}"]["delete"];
    assert_eq!(delete["x-ms-visibility"], "internal");
    assert!(delete["responses"]["204"].is_object());

    let poll = &definition["paths"]["/updates"]["get"];
    assert_eq!(poll["x-ms-trigger"], "batch");
    assert_eq!(poll["x-ms-trigger-metadata"], json!({ "kind": "query", "mode": "polling" }));
    let policies = &json_of(&files, "apiProperties.json")["properties"]["policyTemplateInstances"];
    assert_eq!(policies.as_array().unwrap().len(), 1);
    assert_eq!(policies[0]["templateId"], "pollingtrigger");
    let parameters = &policies[0]["parameters"];
    assert_eq!(parameters["x-ms-apimTemplate-operationName"], json!([poll["operationId"]]));
    let names: Vec<&Value> =
        poll["parameters"].as_array().unwrap().iter().map(|parameter| &parameter["name"]).collect();
    for key in parameters["x-ms-apimTemplateParameter.triggerConfig"].as_object().unwrap().keys() {
        assert!(names.contains(&&json!(key)), "{key} is a query parameter");
    }
}

#[test]
fn properties_fit_the_publisher_kind() {
    for (kind, authentication, extras) in combinations() {
        let properties =
            json_of(&files_of(&given(kind, authentication, extras)), "apiProperties.json")["properties"].clone();
        let stack_owner = properties.get("stackOwner").and_then(Value::as_str);
        match kind {
            PublisherKind::Verified => assert_eq!(stack_owner, Some("Contoso Ltd.")),
            PublisherKind::Independent => {
                assert_eq!(stack_owner, Some("Fabrikam"));
                assert_eq!(properties["iconBrandColor"], crate::publisher_kind::INDEPENDENT_BRAND_COLOUR);
            }
            PublisherKind::Custom => assert_eq!(stack_owner, None, "the tools refuse it"),
        }
        assert_eq!(properties["publisher"], "Contoso Ltd.");
        assert_eq!(properties["capabilities"], json!([]));
        let has_script = extras.contains(&"script");
        assert_eq!(properties.get("scriptOperations"), has_script.then_some(&json!(["ListItems"])));
    }
}

#[test]
fn security_of_definition_and_properties_agree() {
    for kind in PublisherKind::ALL {
        for authentication in AUTHENTICATIONS {
            let files = files_of(&given(kind, authentication, &[]));
            let definition = json_of(&files, "apiDefinition.swagger.json");
            let parameters = &json_of(&files, "apiProperties.json")["properties"]["connectionParameters"];
            let (keys, schemes, requirements) = match authentication {
                "none" => (vec![], json!({}), json!([])),
                "basic" => (
                    vec!["username", "password"],
                    json!({ "basic_auth": { "type": "basic" } }),
                    json!([{ "basic_auth": [] }]),
                ),
                "api-key" => (
                    vec!["api_key"],
                    json!({ "API Key": { "type": "apiKey", "in": "header", "name": "X-API-Key" } }),
                    json!([{ "API Key": [] }]),
                ),
                "oauth2" => (
                    vec!["token"],
                    json!({ "oauth2_auth": {
                        "type": "oauth2", "flow": "accessCode",
                        "authorizationUrl": "https://contoso.com/authorize", "tokenUrl": "https://contoso.com/token",
                        "scopes": { "read": "read", "write": "write" },
                    } }),
                    json!([{ "oauth2_auth": ["read", "write"] }]),
                ),
                _ => (
                    vec!["token", "token:TenantId"],
                    json!({ "oauth2_auth": {
                        "type": "oauth2", "flow": "accessCode",
                        "authorizationUrl": "https://login.windows.net/common/oauth2/authorize",
                        "tokenUrl": "https://login.windows.net/common/oauth2/token",
                        "scopes": {},
                    } }),
                    json!([{ "oauth2_auth": [] }]),
                ),
            };
            assert_eq!(parameters.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), keys);
            assert_eq!((&definition["securityDefinitions"], &definition["security"]), (&schemes, &requirements));
            if let Some(settings) = parameters.pointer("/token/oAuthSettings") {
                assert_eq!(settings["redirectMode"], "GlobalPerConnector");
                assert_eq!(settings["clientId"], "<<Enter your client ID>>");
                let custom = &settings["customParameters"];
                match authentication {
                    "oauth2" => assert_eq!(custom["refreshUrl"]["value"], "https://contoso.com/token"),
                    _ => assert_eq!(custom["resourceUri"]["value"], "api://contoso"),
                }
            }
        }
    }
}

fn headings(markdown: &str, level: pulldown_cmark::HeadingLevel) -> Vec<String> {
    let mut headings = Vec::new();
    let mut current: Option<String> = None;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { level: found, .. }) if found == level => current = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => headings.extend(current.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut current {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings
}

#[test]
fn readmes_have_the_sections_and_the_operations() {
    use pulldown_cmark::HeadingLevel::{H1, H2, H3};
    for (kind, authentication, extras) in combinations() {
        let files = files_of(&given(kind, authentication, extras));
        let readme = text_of(&files, "readme.md");
        assert_eq!(headings(&readme, H1), ["Contoso Tasks"]);
        assert_eq!(
            headings(&readme, H2),
            [
                "Publisher: Contoso Ltd.",
                "Prerequisites",
                "Supported Operations",
                "Obtaining Credentials",
                "Getting Started",
                "Known Issues and Limitations",
                "Frequently Asked Questions",
                "Deployment Instructions",
            ]
        );
        let definition = json_of(&files, "apiDefinition.swagger.json");
        let visible: Vec<String> = operations(&definition)
            .iter()
            .filter(|(_, _, operation, _)| operation["x-ms-visibility"] != "internal")
            .map(|(_, _, operation, _)| operation["summary"].as_str().unwrap().to_owned())
            .collect();
        let list = &readme[Region::Operations.find(&readme).expect("the list is marked").range()];
        assert_eq!(headings(list, H3), visible);
        assert!(!visible.contains(&"Delete a subscription".to_owned()));
    }
}

#[test]
fn intros_have_the_sections_and_no_operations() {
    use pulldown_cmark::HeadingLevel::{H1, H2};
    for (kind, authentication, extras) in combinations().filter(|(kind, ..)| kind.certifies()) {
        let files = files_of(&given(kind, authentication, extras));
        let intro = text_of(&files, "intro.md");
        let mut sections = vec![
            "Prerequisites",
            "How to get credentials",
            "Get started with your connector",
            "Known issues and limitations",
            "Common errors and remedies",
            "FAQ",
        ];
        sections.retain(|section| authentication != "none" || *section != "How to get credentials");
        assert_eq!(headings(&intro, H2), sections);
        assert_eq!(headings(&intro, H1), Vec::<String>::new());
        assert!(
            !intro.starts_with('#') && !intro.contains("Reads and writes the tasks"),
            "the lead differs from the description"
        );
    }
}

const NASTY: [&str; 16] = [
    "He said \"no\" and 'yes'",
    "C:\\new\\temp\\",
    "{{ 7*7 }} and {% raw %} and {# none #}",
    "*/ } \"\"\" + \" ; // /*",
    "| a | b |",
    "<script>alert(1)</script> <b>bold</b>",
    "&amp; &#38; &copy; AT&T",
    "*bold* _under_ `code` ~~gone~~ $x$ [link](https://a.b) ![x](y)",
    "# not a heading #",
    "- not an item",
    "1. not an item",
    "😀 🚀 e\u{301} 한국어",
    "שלום עולם مرحبا",
    "two\nlines\r\n\r\n# three\tfour",
    "--> <!-- -- connkit:operations",
    "\u{202e}hidden\u{2028}line",
];

/// What a reader sees of Markdown, headings and paragraphs alike.
fn visible_text(markdown: &str) -> String {
    let mut text = String::new();
    let as_on_github = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    for event in Parser::new_ext(markdown, as_on_github) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak | Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => text.push('\n'),
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) | Event::End(_) => {}
            other => text.extend(["[", &format!("{other:?}"), "]"]),
        }
    }
    text
}

#[test]
fn markdown_shows_what_was_answered() {
    for nasty in NASTY {
        let plain = nasty.split_whitespace().collect::<Vec<_>>().join(" ");
        for (markdown, shown) in [
            (readme::escape(nasty), format!("{plain}\n")),
            (format!("# {}", readme::escape(nasty)), format!("{plain}\n")),
            (format!("a {} b", readme::escape(nasty)), format!("a {plain} b\n")),
        ] {
            assert_eq!(visible_text(&markdown), shown, "{markdown}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn markdown_shows_any_text(text in "[ -~\nש😀]{0,40}") {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let heading = format!("## Publisher: {}", readme::escape(&text));
        let shown = visible_text(&heading);
        let expected = format!("Publisher: {plain}");
        proptest::prop_assert_eq!(shown.trim_end(), expected.trim_end());
        if !plain.is_empty() {
            let escaped = readme::escape(&text);
            proptest::prop_assert_eq!(visible_text(&escaped), format!("{plain}\n"), "{}", escaped);
        }
    }
}

#[test]
fn ordinary_prose_stays_as_it_is_in_markdown() {
    for text in
        ["Contoso & Sons Ltd. (UK), est. 1999", "Reads items - quickly. It's C# 12!", "AT&T, 50% = half", "a.b@c.de"]
    {
        assert_eq!(readme::escape(text), text);
    }
}

#[test]
fn nasty_text_survives_in_every_file() {
    for nasty in NASTY {
        let mut given = given(PublisherKind::Verified, "api-key", EXTRAS[4]);
        let one_line = nasty.replace(char::is_control, " ");
        let title = format!("{} x1", one_line.chars().take(20).collect::<String>().trim());
        let description = format!("{nasty} in a description that is long enough");
        let publisher = format!("{one_line} Ltd.");
        for (name, text) in [("title", &title), ("description", &description), ("publisher", &publisher)] {
            given.insert(name.to_owned(), text.as_str().into());
        }
        let files = files_of(&given);
        let definition = json_of(&files, "apiDefinition.swagger.json");
        assert_eq!(definition["info"]["title"], json!(title));
        assert_eq!(definition["info"]["description"], json!(description));
        assert_eq!(json_of(&files, "apiProperties.json")["properties"]["publisher"], json!(publisher));
        let answers = &json_of(&files, "connkit.json")["template"]["answers"];
        assert_eq!((&answers["title"], &answers["description"]), (&json!(title), &json!(description)));

        let readme = text_of(&files, "readme.md");
        let shown = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(headings(&readme, pulldown_cmark::HeadingLevel::H1), [shown(&title)]);
        assert_eq!(headings(&readme, pulldown_cmark::HeadingLevel::H2)[0], format!("Publisher: {}", shown(&publisher)));
        assert_eq!(headings(&readme, pulldown_cmark::HeadingLevel::H2).len(), 8);
        assert!(visible_text(&readme).contains(&shown(&description)));

        let script = text_of(&files, "script.csx");
        let tokens = csharp::tokens(&script);
        let ordinary = csharp::tokens(&text_of(
            &files_of(&self::given(PublisherKind::Verified, "api-key", EXTRAS[4])),
            "script.csx",
        ));
        assert_eq!(tokens.code, ordinary.code, "only literals and comments differ");
        let literal = format!("{title} did not answer with JSON.");
        assert!(tokens.strings.contains(&literal), "{literal} is not among {:?}", tokens.strings);
    }
}

#[test]
fn scripts_are_lexically_sound_and_touch_only_operations_that_exist() {
    let files = files_of(&given(PublisherKind::Custom, "none", EXTRAS[4]));
    let script = csharp::tokens(&text_of(&files, "script.csx"));
    let mut open = Vec::new();
    for character in script.code.chars() {
        match character {
            '(' | '[' | '{' => open.push(character),
            ')' => assert_eq!(open.pop(), Some('(')),
            ']' => assert_eq!(open.pop(), Some('[')),
            '}' => assert_eq!(open.pop(), Some('{')),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(script.code.contains("public class Script : ScriptBase"));
    assert!(script.code.contains("public override async Task<HttpResponseMessage> ExecuteAsync()"));
    assert!(script.code.contains("this.Context.SendAsync("));
    let properties = json_of(&files, "apiProperties.json");
    let definition = json_of(&files, "apiDefinition.swagger.json");
    for id in properties["properties"]["scriptOperations"].as_array().unwrap() {
        assert!(script.strings.iter().any(|string| json!(string) == *id), "{id} is handled");
        assert!(operations(&definition).iter().any(|(_, _, operation, _)| operation["operationId"] == *id));
    }
}

/// What `conform` takes for the base of older projects must never change.
#[test]
fn version_1_still_renders_its_own_bytes() {
    let mut hash = Sha256::new();
    for (kind, authentication, extras) in combinations() {
        let answers = Answers::of(&given(kind, authentication, extras)).unwrap();
        for file in render_version(1, &answers).unwrap() {
            for part in [file.name.as_bytes(), &file.bytes] {
                hash.update(part);
                hash.update([0]);
            }
        }
    }
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, "dfbe8a593db7407b112e3b3ce56b13058400d04b47a9128defba67eebe70268a");
}

#[test]
fn the_credentials_are_marked_and_say_what_version_1_said() {
    for (kind, authentication, extras) in combinations() {
        let answers = Answers::of(&given(kind, authentication, extras)).unwrap();
        let readme = text_of(&render(&answers).unwrap(), "readme.md");
        let region = &readme[Region::Credentials.find(&readme).expect("they are marked").range()];
        let former = text_of(&render_version(1, &answers).unwrap(), "readme.md");
        assert_eq!(former.matches(region.trim()).count(), 1, "{region}");
        assert_eq!(credentials(answers.values()).unwrap(), region.trim());
    }
}

#[test]
fn the_configuration_brings_the_same_files_again() {
    for (kind, authentication, extras) in combinations() {
        let files = files_of(&given(kind, authentication, extras));
        let configuration = json_of(&files, "connkit.json");
        assert_eq!(configuration["template"]["version"], json!(TEMPLATE_VERSION));
        let mut again = configuration["template"]["answers"].as_object().unwrap().clone();
        again.insert("publisherKind".to_owned(), configuration["publisherKind"].clone());
        assert_eq!(files_of(&again), files);
    }
}

/// Just enough of C#'s lexical grammar to tell code, comments and regular string literals apart.
mod csharp {
    pub struct Tokens {
        /// The code without comments, and with empty literals.
        pub code: String,
        pub strings: Vec<String>,
    }

    pub fn tokens(text: &str) -> Tokens {
        let mut tokens = Tokens { code: String::new(), strings: Vec::new() };
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            if character == '/' && rest.peek() == Some(&'/') {
                // C#'s line ends, of which the template has only the first.
                while rest.peek().is_some_and(|next| !['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'].contains(next)) {
                    rest.next();
                }
            } else if character == '"' {
                tokens.strings.push(literal(&mut rest));
                tokens.code.push_str("\"\"");
            } else {
                tokens.code.push(character);
            }
        }
        tokens
    }

    fn literal(rest: &mut impl Iterator<Item = char>) -> String {
        let mut value = String::new();
        loop {
            match rest.next().expect("the literal ends") {
                '"' => return value,
                '\\' => value.push(match rest.next().expect("the escape ends") {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let digits: String = rest.take(4).collect();
                        char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap()
                    }
                    plain @ ('"' | '\\') => plain,
                    other => panic!("\\{other} is no escape"),
                }),
                '\n' => panic!("the literal ends on its line"),
                character => value.push(character),
            }
        }
    }
}
