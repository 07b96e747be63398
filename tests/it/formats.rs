//! Every format for one connector with a finding in each of its artifacts, as files to be read: `tests/data/formats`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::{Data, assert_data_eq};

use crate::sandbox::{Run, Sandbox};

/// Some rules are enough, and others may come and go.
const RULES: [&str; 13] = [
    "AllowUnused",
    "BrandColourNotValid",
    "DefaultValueMustMatchType",
    "DescriptionLacksEndPunctuation",
    "FieldLengthNotInRange",
    "IconNotPng",
    "IntroTitle",
    "JsonSyntax",
    "JsonTrailingComma",
    "OperationIdNotUnique",
    "ReadmeDeploymentMissing",
    "ScriptBaseMissing",
    "SettingsFileNotFound",
];

/// Every file of the connector; each has a finding.
const FILES: [&str; 8] = [
    "apiDefinition.swagger.json",
    "apiProperties.json",
    "settings.json",
    "icon.png",
    "script.csx",
    "readme.md",
    "intro.md",
    "connkit.json",
];

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats").join(name)
}

/// The connector in two folders, of which the second one has no finding that is asked for.
pub fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for file in FILES {
        let bytes = fs::read(data("connector").join(file)).expect("the file is there");
        sandbox.write(&format!("my tree/tasks & more/{file}"), bytes);
    }
    sandbox
}

pub fn validate(sandbox: &Sandbox, format: &str) -> Run {
    let select: Vec<String> = RULES.iter().map(|rule| format!("--select={rule}")).collect();
    let select = select.iter().map(String::as_str);
    let arguments: Vec<&str> = ["validate", "my tree", "--format", format].into_iter().chain(select).collect();
    let run = sandbox.connkit(&arguments);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    run
}

fn is_as_recorded(format: &str, printed: String) {
    let recorded = Data::read_from(&data(&format!("{format}.txt")), None);
    assert_data_eq!(printed, recorded.raw());
}

#[test]
fn each_format_is_as_recorded() {
    let sandbox = sandbox();
    for format in ["human", "concise", "json", "jsonl", "github", "azure", "gitlab", "junit", "markdown"] {
        is_as_recorded(format, validate(&sandbox, format).stdout);
    }
}

/// The rules are told by their own texts, which may change; the schema looks at them.
#[test]
fn sarif_is_as_recorded() {
    let mut log: Value = serde_json::from_str(&validate(&sandbox(), "sarif").stdout).expect("SARIF is JSON");
    let driver = &mut log["runs"][0]["tool"]["driver"];
    let ids: Vec<Value> =
        driver["rules"].as_array().expect("rules are a list").iter().map(|rule| rule["id"].clone()).collect();
    driver["rules"] = ids.into();
    driver["version"] = "0".into();
    driver["semanticVersion"] = "0".into();
    is_as_recorded("sarif", serde_json::to_string_pretty(&log).expect("it was JSON") + "\n");
}

#[test]
fn each_artifact_has_a_finding() {
    let sandbox = sandbox();
    let report: Value = serde_json::from_str(&validate(&sandbox, "json").stdout).expect("the report is JSON");
    for file in FILES {
        let path = format!("my tree/tasks & more/{file}");
        let findings = report["findings"].as_array().expect("findings are a list");
        assert!(findings.iter().any(|finding| finding["file"] == *path), "{path}");
    }
}
