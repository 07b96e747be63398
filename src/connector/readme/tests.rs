use proptest::prelude::*;

use super::*;

const README: &str = "\u{feff}# Contoso Shop

Contoso Shop sells **everything**. This connector
reads your orders &amp; ships `them`.

## Publisher: Contoso, Fabrikam Ltd.

## Prerequisites:

- An account at [Contoso](https://contoso.example/signup)
- A plan
  1. Basic

## Supported Operations
### Get `Order`
Gets an order.

| Name | Meaning |
|---|---|
| id | number of the order |

## Obtaining Credentials
<!-- to be written -->

## Known Issues & Limitations
![Screen](shot.png)

## API documentation
```json
# Not a heading
```
";

fn at(text: &str, span: Span) -> &str {
    &text[span.range()]
}

fn sections<'m>(markdown: &'m Markdown, names: &[&str]) -> Option<(&'m str, bool)> {
    markdown.section(names).map(|section| (section.heading.text.as_str(), section.is_empty))
}

#[test]
fn headings_have_levels_texts_and_places() {
    let markdown = Markdown::of(README);
    let headings: Vec<_> = markdown.headings().iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(
        headings,
        [
            (1, "Contoso Shop"),
            (2, "Publisher: Contoso, Fabrikam Ltd."),
            (2, "Prerequisites:"),
            (2, "Supported Operations"),
            (3, "Get Order"),
            (2, "Obtaining Credentials"),
            (2, "Known Issues & Limitations"),
            (2, "API documentation"),
        ]
    );
    assert_eq!(markdown.title().map(|title| at(README, title.span).trim_end()), Some("# Contoso Shop"));
    for heading in markdown.headings() {
        assert!(at(README, heading.span).starts_with('#'), "{heading:?}");
    }
    let under = Markdown::of("Contoso\n===\n\ntext");
    assert_eq!(under.title().map(|title| title.text.as_str()), Some("Contoso"));
}

#[test]
fn prose_is_without_markup_and_code() {
    let markdown = Markdown::of(README);
    let prose: Vec<_> = markdown
        .paragraphs()
        .iter()
        .map(|paragraph| (paragraph.kind, paragraph.text.as_str(), paragraph.heading))
        .collect();
    assert_eq!(
        prose,
        [
            (
                ProseKind::Paragraph,
                "Contoso Shop sells everything. This connector reads your orders & ships .",
                Some(0)
            ),
            (ProseKind::ListItem, "An account at Contoso", Some(2)),
            (ProseKind::ListItem, "A plan", Some(2)),
            (ProseKind::ListItem, "Basic", Some(2)),
            (ProseKind::Paragraph, "Gets an order.", Some(4)),
            (ProseKind::TableCell, "Name", Some(4)),
            (ProseKind::TableCell, "Meaning", Some(4)),
            (ProseKind::TableCell, "id", Some(4)),
            (ProseKind::TableCell, "number of the order", Some(4)),
        ]
    );
    assert_eq!(
        markdown.code().iter().map(|&span| at(README, span).trim_end()).collect::<Vec<_>>(),
        ["`them`", "`Order`", "```json\n# Not a heading\n```"]
    );
}

#[test]
fn pieces_stand_where_they_say() {
    let markdown = Markdown::of(README);
    let pieces = markdown.paragraphs().iter().flat_map(|paragraph| &paragraph.pieces);
    let pieces: Vec<_> = pieces.chain(markdown.headings().iter().flat_map(|heading| &heading.pieces)).collect();
    assert!(pieces.len() > 15);
    for piece in pieces.into_iter().filter(|piece| !piece.text.contains('&')) {
        assert_eq!(at(README, piece.span), piece.text);
    }
}

#[test]
fn sections_are_found_whatever_case_and_punctuation() {
    let markdown = Markdown::of(README);
    assert_eq!(sections(&markdown, &["prerequisites"]), Some(("Prerequisites:", false)));
    assert_eq!(sections(&markdown, &["FAQ", "Supported operations:"]), Some(("Supported Operations", false)));
    assert_eq!(sections(&markdown, &["known issues limitations"]), Some(("Known Issues & Limitations", false)));
    assert_eq!(sections(&markdown, &["obtaining credentials"]), Some(("Obtaining Credentials", true)));
    assert_eq!(sections(&markdown, &["API Documentation"]), Some(("API documentation", false)));
    assert_eq!(sections(&markdown, &["getting started"]), None);
    assert_eq!(sections(&markdown, &["", "?"]), None, "an empty name is no section");
    let operations = markdown.section(&["Supported Operations"]).expect("the section is there");
    let content = at(README, operations.content);
    assert!(content.starts_with("### Get") && content.trim_end().ends_with('|'), "{content}");
}

#[test]
fn emptiness_is_what_a_reader_sees() {
    let table = [
        ("", true),
        ("\n\n   \n", true),
        ("<!-- a -->\n<!-- b\nc -->\n", true),
        ("***", true),
        ("<!-- unfinished", true),
        ("text", false),
        ("<br>", false),
        ("<!-- a --> text", false),
        ("`code`", false),
        ("![](a.png)", false),
        ("- item", false),
        ("### sub", false),
        ("    indented", false),
        ("> quoted", false),
    ];
    for (content, empty) in table {
        let markdown = Markdown::of(&format!("## A\n{content}\n"));
        assert_eq!(sections(&markdown, &["a"]), Some(("A", empty)), "{content:?}");
        let markdown = Markdown::of(&format!("## A\n{content}\n\n## B\ntext"));
        if !content.contains("unfinished") {
            assert_eq!(sections(&markdown, &["a"]), Some(("A", empty)), "{content:?}");
        }
    }
}

#[test]
fn the_publisher_stands_behind_the_colon() {
    let table = [
        ("## Publisher: Contoso", Some(("Contoso", "Contoso"))),
        ("# PUBLISHER :  Jane Doe, Max ", Some(("Jane Doe, Max", "Jane Doe, Max"))),
        ("## Publisher's Name: Contoso", Some(("Contoso", "Contoso"))),
        ("## Publisher: **Contoso**", Some(("Contoso", "Contoso"))),
        ("## Publisher: A *B* C", Some(("A B C", "## Publisher: A *B* C"))),
        ("## Publisher:", Some(("", "## Publisher:"))),
        ("## Publisher: Publisher", Some(("Publisher", "Publisher"))),
        ("## Publisher's Name", None),
        ("## Publisher", None),
        ("Publisher: Contoso", None),
        ("## Publishers of the world: unite", None),
    ];
    for (text, expected) in table {
        let value = Markdown::of(text).publisher();
        let found = value.as_ref().map(|value| (value.text.as_str(), at(text, value.span).trim_end()));
        assert_eq!(found, expected, "{text}");
    }
    let value = Markdown::of(README).publisher().expect("the heading is there");
    assert_eq!(at(README, value.span), "Contoso, Fabrikam Ltd.");
    let twice = "## Publisher: Publisher";
    let value = Markdown::of(twice).publisher().expect("the heading is there");
    assert_eq!(value.span, Span::new(14, 23));
}

#[test]
fn links_and_images_have_texts() {
    let text = "[a *b* `c`](x) ![alt **t**](y) [](z) [w]() [![i](p)](q) <https://e.example> [r]\n\n[r]: s\n";
    let markdown = Markdown::of(text);
    let links: Vec<_> = markdown
        .links()
        .iter()
        .map(|link| {
            (link.is_image, link.text.as_str(), link.destination.as_str(), link.has_no_target() || link.has_no_text())
        })
        .collect();
    assert_eq!(
        links,
        [
            (false, "a b c", "x", false),
            (true, "alt t", "y", false),
            (false, "", "z", true),
            (false, "w", "", true),
            (false, "i", "q", false),
            (true, "i", "p", false),
            (false, "https://e.example", "https://e.example", false),
            (false, "r", "s", false),
        ]
    );
    assert_eq!(at(text, markdown.links()[4].span), "[![i](p)](q)");
    assert_eq!(markdown.paragraphs()[0].text, "a b    w  https://e.example r", "alternative text is not prose");
}

#[test]
fn tags_are_links_and_images_too() {
    let text = "<p align=center>\n<IMG alt='a > b' src = \"x y.png\" /><!-- <img src=no> --></p>\n\n\
                see <a href=z>it</a> or <a name=\"n\"></a> `<img>` <abbr href=\"q\"></abbr>\n\n<div><img src=\"un\nclosed <a href='w'>";
    let markdown = Markdown::of(text);
    let links: Vec<_> = markdown
        .links()
        .iter()
        .map(|link| (at(text, link.span), link.is_image, link.text.as_str(), link.destination.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("<IMG alt='a > b' src = \"x y.png\" />", true, "a > b", "x y.png"),
            ("<a href=z>", false, "", "z"),
            ("<img src=\"un\nclosed <a href='w'>", true, "", "un\nclosed <a href='w'>"),
        ]
    );
    assert!(markdown.links().iter().all(|link| link.is_html && !link.has_no_text()));
}

#[test]
fn comments_are_found_in_blocks_and_lines() {
    let text = "a <!-- one --> b\n\n<!-- two\n\nthree --> <b>x</b>\n\n- <!-- four -->\n";
    let markdown = Markdown::of(text);
    let comments: Vec<_> = markdown.comments().iter().map(|&span| at(text, span)).collect();
    assert_eq!(comments, ["<!-- one -->", "<!-- two\n\nthree -->", "<!-- four -->"]);
    assert_eq!(markdown.paragraphs()[0].text, "a  b");
}

#[test]
fn text_behind_the_limit_is_not_read() {
    let text = format!("{}é\n\n# Late", "x ".repeat(MAX_BYTES / 2));
    let markdown = Markdown::of(&text);
    assert!(markdown.is_cut());
    assert!(markdown.headings().is_empty());
    assert!(!Markdown::of(README).is_cut());
    for (deep, cut) in
        [("> ", true), (">", true), ("1. ", true), ("- ", true), ("-", false), ("*", false), ("1", false)]
    {
        let text = format!("# Early\n\n{}a\n\n# Late\n", deep.repeat(MAX_CONTAINERS + 1));
        let markdown = Markdown::of(&text);
        assert_eq!((markdown.is_cut(), markdown.headings().len()), (cut, if cut { 1 } else { 2 }), "{deep}");
    }
}

/// Inputs on which careless parsers take quadratic time or deep recursion; all finish, in order and in bounds.
#[test]
fn hostile_repetitions_are_read() {
    let count = 50_000;
    let repeated =
        ["[", "*", ">", "> ", "- ", "*a ", "_a **b ", "[a](", "![", "<", "a <!-- ", "a <?", "[]", "`", "~~a", "|a"];
    let nested_images = format!("{}a{}", "![".repeat(count), "](b)".repeat(count));
    let lazy = |depth| format!("{}a\n{}", "- ".repeat(depth), "b\n".repeat(count));
    let others = [nested_images, lazy(MAX_CONTAINERS), lazy(count)];
    for text in repeated.map(|part| part.repeat(count)).into_iter().chain(others) {
        check(&text);
    }
}

fn check(text: &str) {
    let markdown = Markdown::of(text);
    let groups = [
        markdown.headings().iter().map(|heading| heading.span).collect::<Vec<_>>(),
        markdown.paragraphs().iter().map(|paragraph| paragraph.span).collect(),
        markdown.paragraphs().iter().flat_map(|paragraph| &paragraph.pieces).map(|piece| piece.span).collect(),
        markdown.links().iter().map(|link| link.span).collect(),
        markdown.comments().to_vec(),
        markdown.code().to_vec(),
    ];
    for spans in groups {
        assert!(spans.iter().all(|span| text.get(span.range()).is_some()), "{spans:?}");
        assert!(spans.is_sorted_by_key(|span| span.start), "{spans:?}");
    }
    for index in 0..markdown.headings().len() {
        let section = markdown.section_of(index).expect("the heading is there");
        assert!(text.get(section.content.range()).is_some());
    }
    if let Some(value) = markdown.publisher() {
        assert!(text.get(value.span.range()).is_some());
    }
}

proptest! {
    #[test]
    fn any_text_is_markdown(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn markup_in_any_order_is_markdown(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "# ", "## Publisher: ", "é", "\n", "\r\n", "\n\n", "- ", "> ", "`", "```", "*", "**", "[", "](", ")", "![", "<!--",
                "-->", "<b>", "|", "---", "&amp;", "\\", "    ", "a", " ", "\u{feff}", ":", "===", "1. ", "[ ] ", "~~",
            ]),
            0..60,
        )
    ) {
        check(&parts.concat());
    }
}

#[test]
fn sections_are_found_under_their_usual_names() {
    let markdown = Markdown::of("# Orders\n\n## 2. Pre-Requisites\n\n## How to get an API key?\n\n##Known issues\n");
    assert!(markdown.has_section(SectionKind::Prerequisites));
    assert!(markdown.has_section(SectionKind::Credentials));
    assert!(markdown.has_section(SectionKind::KnownIssues), "a heading without its blank is meant");
    assert!(markdown.section_of_kind(SectionKind::KnownIssues).is_none(), "but it is none");
    assert!(!markdown.has_section(SectionKind::Operations));
}

#[test]
fn the_lead_stands_before_the_first_section() {
    let lead = |text| Markdown::of(text).lead().map(|lead| lead.text.clone());
    assert_eq!(lead("Keeps orders.\n\n## A\n\nMore.").as_deref(), Some("Keeps orders."));
    assert_eq!(lead("# Orders\n\nKeeps orders.").as_deref(), Some("Keeps orders."));
    assert_eq!(lead("## A\n\nMore."), None);
    assert_eq!(lead("- an item\n"), None);
}

#[test]
fn a_line_mentions_what_has_its_words() {
    let text = "## Get Orders\n\n`DeleteOrder` <!-- create an order -->\n\nCompanies: lists all\n\nAddresses\n";
    for (phrase, expected) in [
        ("Get an order", true),
        ("DeleteOrder", true),
        ("List all company", true),
        ("The address", true),
        ("", true),
        ("Create an order", false),
        ("Get all orders", false),
        ("Delete order", false),
    ] {
        assert_eq!(mentioned(text, &Markdown::of(text), &[phrase.into()]), [expected], "{phrase}");
    }
}
