use std::fmt::Write as _;

use super::*;

fn facts() -> Facts {
    Facts {
        name: "Contoso Orders".to_owned(),
        version: "1.2.0".to_owned(),
        publisher_kind: PublisherKind::Independent,
        validation: Validation::Done { errors: 0, warnings: 1, hints: 2 },
    }
}

/// Long and varied enough that each deflate backend finds its own matches: 2,000 operations in no pattern.
fn definition() -> Vec<u8> {
    const WORDS: [&str; 8] = ["Order", "Customer", "Get", "List", "Item", "Address", "Update", "Invoice"];
    let mut state = 1_u32;
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        WORDS[(state >> 29) as usize]
    };
    let mut text = String::from("{\n  \"paths\": {");
    for number in 0..2000 {
        let (a, b, c) = (word(), word(), word());
        let get = format!("{{\"operationId\": \"{b}{a}{number}\", \"summary\": \"{a} {c} {b}\"}}");
        write!(text, "\n    \"/{a}/{b}/{c}{number}\": {{\"get\": {get}}},").unwrap();
    }
    text.into_bytes()
}

fn contents() -> Vec<(Role, Vec<u8>)> {
    vec![
        (Role::Readme, b"# Contoso\r\nOrders \xc3\xbcber alles.\r\n".to_vec()),
        (Role::Definition, definition()),
        (Role::Properties, br##"{"properties": {"iconBrandColor": "#da3b01"}}"##.to_vec()),
        (Role::Settings, b"{}".to_vec()),
        (Role::Icon, (0..=255).cycle().take(3000).collect()),
        (Role::Script, Vec::new()),
        (Role::Intro, b"intro".to_vec()),
    ]
}

fn bundle() -> Bundle {
    Bundle::plan_as(contents(), facts(), "0.0.0").unwrap()
}

/// Changes when the deflate backend, its level, the zip crate or the manifest's format changes: see `pack`. A change on
/// purpose is news for users, whose bundles of unchanged connectors change with it.
#[test]
fn exact_bytes() {
    let bytes = bundle().to_zip_bytes().unwrap();
    assert_eq!(checksum::sha256(&bytes), "aa69712b21ee284f97fdeb06c1cdcd6acb1ac9049fdecc54d60cde28123739ee");
}

#[test]
fn order_of_contents_does_not_matter() {
    let bytes = bundle().to_zip_bytes().unwrap();
    for turn in 1..contents().len() {
        let mut shuffled = contents();
        shuffled.rotate_left(turn);
        shuffled.swap(0, 3);
        assert_eq!(Bundle::plan_as(shuffled, facts(), "0.0.0").unwrap().to_zip_bytes().unwrap(), bytes);
    }
}

#[test]
fn one_byte_of_content_or_fact_does() {
    let bytes = bundle().to_zip_bytes().unwrap();
    let mut other = contents();
    other[0].1[0] = b'!';
    assert_ne!(Bundle::plan_as(other, facts(), "0.0.0").unwrap().to_zip_bytes().unwrap(), bytes);
    let facts = Facts { validation: Validation::Skipped, ..facts() };
    assert_ne!(Bundle::plan_as(contents(), facts, "0.0.0").unwrap().to_zip_bytes().unwrap(), bytes);
}

/// What the zip crate fills in by itself must not vary between entries or systems; read here as plain bytes.
#[test]
fn headers_are_fixed() {
    let bytes = bundle().to_zip_bytes().unwrap();
    let records: Vec<&[u8]> =
        (0..bytes.len() - 46).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).map(|at| &bytes[at..]).collect();
    assert_eq!(records.len(), 8);
    for record in records {
        assert_eq!(record[5], 3, "host: Unix");
        assert_eq!(record[8..10], [0, 0], "flags");
        assert_eq!(record[10..12], [8, 0], "method: deflate");
        assert_eq!(record[12..16], [0, 0, 0x21, 0], "1980-01-01 00:00:00");
        assert_eq!(record[30..38], [0; 8], "no extra field, comment, disk, internal attributes");
        assert_eq!(record[38..42], (0o100_644_u32 << 16).to_le_bytes(), "a regular file, 0644");
    }
}

#[test]
fn manifest_as_written() {
    let contents = vec![(Role::Definition, b"{}".to_vec()), (Role::Icon, b"x".to_vec())];
    let bundle = Bundle::plan_as(contents, facts(), "0.0.0").unwrap();
    let manifest = bundle.files.iter().find(|file| file.entry.name == MANIFEST_NAME).unwrap();
    let expected = r#"{
  "format": 1,
  "name": "Contoso Orders",
  "version": "1.2.0",
  "publisherKind": "independent",
  "toolVersion": "0.0.0",
  "validation": {
    "status": "done",
    "errors": 0,
    "warnings": 1,
    "hints": 2
  },
  "files": [
    {
      "name": "apiDefinition.swagger.json",
      "size": 2,
      "sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    },
    {
      "name": "icon.png",
      "size": 1,
      "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    }
  ]
}
"#;
    assert_eq!(str::from_utf8(&manifest.bytes).unwrap(), expected);
    let skipped = serde_json::to_string(&Validation::Skipped).unwrap();
    assert_eq!(skipped, r#"{"status":"skipped"}"#);
}

#[test]
fn the_list_is_what_lies_in_the_zip() {
    let bundle = bundle();
    let names: Vec<&str> = bundle.entries().map(|entry| entry.name.as_str()).collect();
    let expected = [
        "apiDefinition.swagger.json",
        "apiProperties.json",
        "icon.png",
        "intro.md",
        "manifest.json",
        "readme.md",
        "script.csx",
        "settings.json",
    ];
    assert_eq!(names, expected);
    let verdict = verify(&bundle.to_zip_bytes().unwrap());
    assert!(verdict.is_proved(), "{:?}", verdict.problems);
    assert_eq!(verdict.manifest.as_ref(), Some(bundle.manifest()));
}

#[test]
fn what_cannot_be_planned() {
    let plan = |contents| Bundle::plan(contents, facts()).unwrap_err().to_string();
    let twice = vec![(Role::Definition, vec![]), (Role::Icon, vec![1]), (Role::Icon, vec![2])];
    assert_eq!(plan(twice), "the icon is given 2 times; a bundle holds one `icon.png`");
    let without = vec![(Role::Icon, vec![1])];
    assert_eq!(plan(without), "there is no definition to bundle; add `apiDefinition.swagger.json`");
    let too_large = vec![(Role::Definition, vec![0; Limits::STANDARD.entry_size as usize + 1])];
    assert_eq!(
        plan(too_large),
        "`apiDefinition.swagger.json` has 33554433 bytes; a file in a bundle may have 33554432"
    );
}

/// A bundle that `verify` would refuse is not handed out.
#[test]
fn suspicious_contents_are_refused_when_packed() {
    let blanks = vec![(Role::Definition, vec![b' '; 8 << 20])];
    let error = Bundle::plan(blanks, facts()).unwrap().to_zip_bytes().unwrap_err().to_string();
    assert!(error.contains("would not stand `connkit verify`") && error.contains("200 times"), "{error}");
}

#[test]
fn default_file_names() {
    let cases = [
        (("Contoso Orders", "1.2.0"), "contoso-orders-1.2.0.zip"),
        (("  A/B\\C:D*E?F\"G<H>I|J..  ", "1.0"), "a-b-c-d-e-f-g-h-i-j-1.0.zip"),
        (("CON", "1.0"), "con-1.0.zip"),
        (("nul", ".."), "nul-0.zip"),
        (("", ""), "connector-0.zip"),
        (("--..--", " v2/beta. "), "connector-v2-beta.zip"),
        (("../../etc/passwd", "../1"), "etc-passwd-1.zip"),
        (("Café", "1.0"), "caf-73473dcc-1.0.zip"),
        (("天气", "1.0"), "connector-4d947325-1.0.zip"),
        (("地图", "1.0"), "connector-41ab2e0e-1.0.zip"),
        (("Weather™ \u{200b}API", "1.0+b\u{301}"), "weather-api-1.0-b.zip"),
    ];
    for ((name, version), expected) in cases {
        assert_eq!(file_name::of(name, version), expected);
    }
    let long = file_name::of(&"x".repeat(500), &"1.".repeat(500));
    assert!(long.len() <= "-".len() * 2 + 80 + 8 + 40 + ".zip".len(), "{long}");
    assert_ne!(long, file_name::of(&"x".repeat(501), &"1.".repeat(500)), "cut names do not meet");
}

#[test]
fn checksum_file_is_read_as_sha256sum_reads_it() {
    let line = checksum::line("a b.zip", b"abc").unwrap();
    assert_eq!(line, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a b.zip\n");
    assert_eq!(compare_checksum_file(&line, "a b.zip", b"abc"), None);
    assert_eq!(compare_checksum_file(&line.replace("  ", " *").to_uppercase(), "A B.ZIP", b"abc"), None);
    for wrong in ["", "\n", &line.replace("a b", "b"), &line.replace("ba7", "ba8"), &line.repeat(2), "x  a b.zip"] {
        let problem = compare_checksum_file(wrong, "a b.zip", b"abc");
        assert_eq!(problem.map(|problem| problem.kind), Some(ProblemKind::ChecksumFile), "{wrong:?}");
    }
    assert!(checksum::line("a\nb.zip", b"").is_err());
}

#[test]
fn writes_the_zip_and_its_checksum() {
    let writes = bundle().writes(Utf8Path::new("dist/x.zip")).unwrap();
    let paths: Vec<&str> = writes.files().iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["dist/x.zip", "dist/x.zip.sha256"]);
    let line = str::from_utf8(&writes.files()[1].bytes).unwrap();
    assert_eq!(compare_checksum_file(line, "x.zip", &writes.files()[0].bytes), None);
}
