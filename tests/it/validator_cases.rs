//! Agreement with what the platform's hosted validator printed, quoted in public: rule, level and pointer.

use std::collections::BTreeSet;
use std::path::Path;

use camino::Utf8Path;
use connkit::check::{Checker, Levels};
use connkit::finding::Level;
use connkit::project::Project;
use connkit::project::layers::Layers;
use connkit::publisher_kind::PublisherKind;
use connkit::rule::Origin;
use serde_json::Value;

type Told = BTreeSet<(String, String, String)>;

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// What the official rules say of a definition.
fn told(definition: &Utf8Path, kind: PublisherKind) -> Told {
    let project = Project::load_with(definition, Some(kind), &Layers::default()).expect("the definition can be read");
    let findings = Checker::new(kind, &Levels::default()).check(&project.connector);
    findings
        .into_iter()
        .filter(|finding| finding.rule.origin == Origin::Validator)
        .map(|finding| {
            let pointer = finding.pointer(&project.connector).unwrap_or_default();
            (finding.rule.id.to_owned(), finding.level.name().to_owned(), pointer)
        })
        .collect()
}

fn compare(folder: &Utf8Path) {
    let expected = std::fs::read_to_string(folder.join("expected.json")).expect("a case tells what is expected");
    let expected: Value = serde_json::from_str(&expected).expect("it is JSON");
    let kind = PublisherKind::of_name(text(&expected, "profile")).expect("the profile is a publisher kind");
    let told = told(&folder.join("apiDefinition.swagger.json"), kind);
    let wanted: Told = expected["findings"]
        .as_array()
        .expect("findings are a list")
        .iter()
        .map(|finding| {
            let [rule, severity, pointer] = ["rule", "severity", "pointer"].map(|key| text(finding, key).to_owned());
            (rule, severity, pointer)
        })
        .collect();
    let missing: Vec<_> = wanted.difference(&told).collect();
    assert!(missing.is_empty(), "{folder}: not told: {missing:?}");
    if text(&expected, "complete") == "errors" {
        let errors: Told = told.iter().filter(|(_, level, _)| level == Level::Error.name()).cloned().collect();
        assert_eq!(errors, wanted, "{folder}");
    }
    for absent in expected["absent"].as_array().into_iter().flatten() {
        let (rule, pointer) = (text(absent, "rule"), text(absent, "pointer"));
        assert!(!told.iter().any(|(r, _, p)| r == rule && p == pointer), "{folder}: {rule} at {pointer}");
    }
}

#[test]
fn published_logs_of_the_hosted_validator() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/validator");
    let Ok(entries) = std::fs::read_dir(&cases) else {
        println!("skipped: no {}", cases.display());
        return;
    };
    let mut compared = 0;
    for entry in entries {
        let path = entry.expect("the folder can be listed").path();
        compare(Utf8Path::from_path(&path).expect("its names are UTF-8"));
        compared += 1;
    }
    assert!(compared > 0, "there are cases");
}
