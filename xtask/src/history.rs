//! `cargo xtask history`: how far our reading of published updates agrees with an independent one, and what it costs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::connector::Connector;
use connkit::connector::files::SingleFile;
use connkit::version::{self, Change, Severity};
use serde_json::Value;

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder of pairs (`NNN/old.swagger.json`, `NNN/new.swagger.json`) with `index.jsonl` beside them.
    path: Utf8PathBuf,
    /// Show all changes of these pairs.
    #[arg(long, value_name = "CASE")]
    case: Vec<String>,
    /// Name the pairs in which only one of the two readings has this class.
    #[arg(long, value_name = "CLASS")]
    class: Vec<String>,
}

/// One pair, read both ways.
struct Pair {
    case: String,
    classes: BTreeMap<String, u64>,
    breaking: bool,
    changes: Vec<Change>,
    took: Duration,
}

/// The classes of the independent reading, and which of ours mean the same.
const SAME: &[(&str, &[&str])] = &[
    ("operation_added", &["OperationAdded"]),
    ("operation_removed", &["OperationDeleted"]),
    ("operation_id_renamed", &["OperationRenamed"]),
    ("path_changed", &["OperationPathChanged"]),
    ("method_changed", &["OperationMethodChanged"]),
    ("operation_hidden", &["OperationHidden"]),
    ("operation_visibility_changed", &["OperationVisibilityChanged"]),
    ("operation_deprecated", &["OperationDeprecated"]),
    ("operation_undeprecated", &["OperationUndeprecated"]),
    ("annotation_changed", &["AnnotationChanged"]),
    ("trigger_changed", &["TriggerChanged"]),
    ("title_changed", &["TitleChanged"]),
    ("version_changed", &["VersionChanged"]),
    ("host_changed", &["HostChanged"]),
    ("basePath_changed", &["BasePathChanged"]),
    ("schemes_changed", &["SchemesChanged"]),
    ("consumes_changed", &["ConsumesChanged"]),
    ("produces_changed", &["ProducesChanged"]),
    ("auth_changed", &["AuthenticationMethodRemoved", "AuthenticationMethodAdded", "AuthenticationTypeChanged"]),
    ("auth_details_changed", &["AuthenticationDetailsChanged"]),
    ("security_requirements_changed", &["SecurityRequirementsChanged"]),
    ("parameter_added_optional", &["ParameterAdded"]),
    ("parameter_added_required", &["ParameterAddedRequired"]),
    ("parameter_added_required_with_default", &["ParameterAddedRequiredWithDefault"]),
    ("parameter_removed", &["ParameterDeleted"]),
    ("parameter_location_changed", &["ParameterMoved"]),
    ("parameter_type_changed", &["ParameterTypeChanged"]),
    ("parameter_format_changed", &["ParameterFormatChanged"]),
    ("parameter_became_required", &["ParameterBecameRequired"]),
    ("parameter_became_optional", &["ParameterBecameOptional"]),
    ("parameter_enum_added", &["ParameterEnumAdded"]),
    ("parameter_enum_narrowed", &["ParameterEnumNarrowed"]),
    ("parameter_enum_changed", &["ParameterEnumNarrowed"]),
    ("parameter_enum_widened", &["ParameterEnumWidened"]),
    ("parameter_enum_removed", &["ParameterEnumRemoved"]),
    ("parameter_default_changed", &["ParameterDefaultChanged"]),
    ("parameter_visibility_changed", &["ParameterVisibilityChanged", "InputFieldVisibilityChangedToInternal"]),
    ("body_added_optional", &["BodyAdded"]),
    ("body_added_required", &["BodyAddedRequired"]),
    ("body_removed", &["BodyDeleted"]),
    ("body_became_required", &["BodyBecameRequired"]),
    ("body_became_optional", &["BodyBecameOptional"]),
    ("request_property_added_optional", &["InputFieldAdded"]),
    ("request_property_added_required", &["InputFieldAddedRequired"]),
    ("request_property_removed", &["InputFieldDeleted"]),
    ("request_property_type_changed", &["InputFieldTypeChanged"]),
    ("request_property_format_changed", &["InputFieldFormatChanged"]),
    ("request_property_became_required", &["InputFieldBecameRequired"]),
    ("request_property_became_optional", &["InputFieldBecameOptional"]),
    ("request_property_enum_added", &["InputFieldEnumAdded"]),
    ("request_property_enum_narrowed", &["InputFieldEnumNarrowed"]),
    ("request_property_enum_changed", &["InputFieldEnumNarrowed"]),
    ("request_property_enum_widened", &["InputFieldEnumWidened"]),
    ("request_property_enum_removed", &["InputFieldEnumRemoved"]),
    ("request_property_default_changed", &["InputFieldDefaultChanged"]),
    ("request_property_visibility_changed", &["InputFieldVisibilityChanged", "InputFieldVisibilityChangedToInternal"]),
    ("dynamic_extension_changed", &["InputDynamicsChanged", "OutputDynamicsChanged", "OutputMadeDynamic"]),
    ("response_added", &["ResponseAdded"]),
    ("response_removed_2xx", &["SuccessResponseRemoved", "SuccessCodeMoved"]),
    ("response_removed_other", &["ResponseRemoved"]),
    ("response_schema_added", &["OutputAdded"]),
    ("response_schema_removed", &["OutputRemoved"]),
    ("response_property_added", &["OutputFieldAdded"]),
    ("response_property_removed", &["OutputFieldDeleted", "OutputMadeDynamic"]),
    ("response_property_type_changed", &["OutputFieldTypeChanged"]),
    ("response_property_format_changed", &["OutputFieldFormatChanged"]),
    ("response_property_visibility_changed", &["OutputVisibilityChanged"]),
    ("error_response_schema_changed", &["ErrorResponseChanged"]),
];

pub fn run(arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let index = arguments.path.join("index.jsonl");
    let text = fs::read_to_string(&index).with_context(|| format!("could not read {index}"))?;
    let pairs = text.lines().map(|line| read(&arguments.path, line)).collect::<Result<Vec<_>>>()?;
    let took = start.elapsed();
    agreement_on_breaking(&pairs);
    agreement_by_class(&pairs, &arguments.class);
    let mut times: Vec<Duration> = pairs.iter().map(|pair| pair.took).collect();
    times.sort();
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("\n{} pairs in {took:.1?}; median {median:.2?}, maximum {most:.2?}", pairs.len());
    for pair in pairs.iter().filter(|pair| arguments.case.contains(&pair.case)) {
        println!("\n{}: {:?}", pair.case, pair.classes);
        for change in &pair.changes {
            show(change);
        }
    }
    Ok(())
}

fn read(folder: &Utf8Path, line: &str) -> Result<Pair> {
    let value: Value = serde_json::from_str(line)?;
    let case = value["case"].as_str().context("a line of the index has no case")?.to_owned();
    let start = Instant::now();
    let load = |name: &str| {
        let path = folder.join(&case).join(name);
        Connector::load_file(&SingleFile(path.clone())).with_context(|| format!("could not read {path}"))
    };
    let (old, new) = (load("old.swagger.json")?, load("new.swagger.json")?);
    let changes = version::compare(&old, &new);
    let took = start.elapsed();
    let classes = value["classes"].as_object().context("a line of the index has no classes")?;
    let classes = classes.iter().map(|(name, count)| (name.clone(), count.as_u64().unwrap_or(0))).collect();
    Ok(Pair { case, classes, breaking: value["breaking"] == true, changes, took })
}

fn agreement_on_breaking(pairs: &[Pair]) {
    let is_breaking = |pair: &Pair| pair.changes.iter().any(Change::is_breaking);
    let agreeing = pairs.iter().filter(|pair| is_breaking(pair) == pair.breaking).count();
    println!("breaking: {agreeing} of {} agree", pairs.len());
    for pair in pairs.iter().filter(|pair| is_breaking(pair) != pair.breaking) {
        println!(
            "\n{}: {}, classes {:?}",
            pair.case,
            if pair.breaking { "theirs only" } else { "ours only" },
            pair.classes
        );
        let mut seen = BTreeSet::new();
        for change in &pair.changes {
            let is_telling = if pair.breaking { change.severity == Severity::Risky } else { change.is_breaking() };
            if is_telling && seen.insert(change.class) {
                show(change);
            }
        }
    }
}

fn show(change: &Change) {
    let pointer =
        |spot: &Option<version::Spot>| spot.as_ref().and_then(|spot| spot.pointer.clone()).unwrap_or_default();
    let path = change.uses.first().map_or("", |used| used.value_path.as_str());
    println!(
        "  {} {}: {} [{} uses, {path}]\n      {}\n      {}",
        change.severity.name(),
        change.class,
        change.message,
        change.uses.len(),
        pointer(&change.old),
        pointer(&change.new)
    );
}

/// In how many pairs each class occurs: in both readings, in theirs only, in ours only.
fn agreement_by_class(pairs: &[Pair], wanted: &[String]) {
    println!("\n{:<42} {:>5} {:>7} {:>5}", "class", "both", "theirs", "ours");
    let mut total = (0, 0, 0);
    for (theirs, ours) in SAME {
        let (mut both, mut only_theirs, mut only_ours) = (0, Vec::new(), Vec::new());
        for pair in pairs {
            let has_ours = pair.changes.iter().any(|change| ours.contains(&change.class.name()));
            match (pair.classes.contains_key(*theirs), has_ours) {
                (true, true) => both += 1,
                (true, false) => only_theirs.push(pair.case.as_str()),
                (false, true) => only_ours.push(pair.case.as_str()),
                (false, false) => {}
            }
        }
        total = (total.0 + both, total.1 + only_theirs.len(), total.2 + only_ours.len());
        println!("{theirs:<42} {both:>5} {:>7} {:>5}", only_theirs.len(), only_ours.len());
        if wanted.iter().any(|name| name == theirs || name == "all") {
            println!("    theirs: {}\n    ours: {}", only_theirs.join(" "), only_ours.join(" "));
        }
    }
    println!("{:<42} {:>5} {:>7} {:>5}", "all", total.0, total.1, total.2);
}
