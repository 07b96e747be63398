//! Runs every rule on the examples of its own documentation.
//!
//! An example is a fence whose info string names an artifact, `bad`, `good` or `with`, and where a bad one is reported:
//!
//! - `json` is a merge patch (RFC 7396) onto the definition of a minimal connector without findings;
//!   `apiProperties.json` and `settings.json` likewise onto those; `raw` is the exact text of a definition, and
//!   `raw:NAME` that of the artifact `NAME` (`raw:readme.md`, `raw:script.csx`, `raw:notes.txt`);
//!   `icon` draws an icon from lines such as `size: 230 x 230`. In a merge patch the key `field{1..512}` stands for 512
//!   members.
//!   `bytes:NAME` gives the bytes of an artifact in hexadecimal, `blanks:NAME` fills one with so many blanks, and
//!   `unreadable:NAME` is a file that the system does not hand over, with its reason; `folder` gives the folder's name.
//! - `with` gives an artifact to the next bad or good example; a `null` root removes it.
//! - `at=/pointer` (or `at=line:column` in a text, `at=` for the root) is where the rule must report; several `at`s
//!   stand for several findings, in order. `file=NAME` tells in which artifact, where it is another one.
//! - `independent`, `custom` or `verified` runs the example for that publisher kind; without it, for the first kind for
//!   which the rule is not off.

mod base;
mod icon;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::check::{Checker, Levels};
use crate::connector::Connector;
use crate::connector::files::{Entry, Files, Memory};
use crate::finding::{Finding, Fix, Level};
use crate::fix::whole::{self, Act};
use crate::json::Document;
use crate::publisher_kind::PublisherKind;
use crate::rule::{Check, Rule};
use crate::rules::RULES;
use crate::text::{self, FileId, Place, Span};

#[derive(Debug)]
struct Example {
    files: BTreeMap<String, Vec<u8>>,
    is_bad: bool,
    at: Vec<String>,
    file: Option<String>,
    kind: PublisherKind,
    /// The line of the documentation at which it begins, for messages.
    line: usize,
}

/// Whether a rule only runs where it is asked for.
fn is_off(rule: &Rule) -> bool {
    rule.levels == [Level::Off; 3]
}

/// The kind for which examples run unless they say otherwise.
fn default_kind(rule: &Rule) -> PublisherKind {
    PublisherKind::ALL.into_iter().find(|kind| rule.level(*kind) > Level::Off).unwrap_or(PublisherKind::Verified)
}

fn examples(rule: &Rule) -> Vec<Example> {
    let documentation = rule.documentation();
    let mut examples = Vec::new();
    let mut pending: Vec<(String, String)> = Vec::new();
    let mut lines = documentation.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| !line.starts_with("```")).collect();
        let mut words = info.split(',');
        let artifact = words.next().unwrap_or_default().to_owned();
        pending.push((artifact, body.join("\n") + "\n"));
        let words: Vec<&str> = words.collect();
        if words.contains(&"with") {
            continue;
        }
        let is_bad = words.contains(&"bad");
        assert!(is_bad || words.contains(&"good"), "{}: the example `{info}` is neither bad nor good", rule.id);
        let value = |name: &str| words.iter().filter_map(|word| word.strip_prefix(name)).map(str::to_owned).collect();
        let at: Vec<String> = value("at=");
        let file: Vec<String> = value("file=");
        let kind = words.iter().find_map(|word| PublisherKind::of_name(word)).unwrap_or(default_kind(rule));
        let mut files = base::files(kind);
        for (artifact, body) in pending.drain(..) {
            apply(rule, &mut files, &artifact, &body);
        }
        examples.push(Example { files, is_bad, at, file: file.into_iter().next(), kind, line: number + 1 });
    }
    assert!(pending.is_empty(), "{}: a `with` fence at the end belongs to no example", rule.id);
    examples
}

fn apply(rule: &Rule, files: &mut BTreeMap<String, Vec<u8>>, artifact: &str, body: &str) {
    let name = match artifact {
        "raw" | "json" => "apiDefinition.swagger.json",
        "icon" => "icon.png",
        "folder" => FOLDER_NAME,
        other => other.split_once(':').map_or(other, |(_, name)| name),
    };
    if body.trim() == "null" {
        files.remove(name);
    } else if artifact.starts_with("bytes:") {
        let byte = |digits| u8::from_str_radix(digits, 16).expect("bytes are given in hexadecimal");
        files.insert(name.to_owned(), body.split_whitespace().map(byte).collect());
    } else if artifact.starts_with("blanks:") {
        files.insert(name.to_owned(), vec![b' '; body.trim().parse().expect("blanks are counted")]);
    } else if artifact.starts_with("unreadable:") {
        files.insert(name.to_owned(), format!("{UNREADABLE}{}", body.trim()).into_bytes());
    } else if artifact.starts_with("raw") || artifact == "folder" {
        files.insert(name.to_owned(), base::unescape_controls(body).into_bytes());
    } else if artifact == "icon" {
        files.insert(name.to_owned(), icon::draw(body));
    } else {
        let patch = serde_json::from_str(body).unwrap_or_else(|error| panic!("{}: {artifact}: {error}", rule.id));
        let mut value = files.get(name).map_or(serde_json::json!({}), |bytes| {
            serde_json::from_slice(bytes).expect("the files of the base connector are JSON")
        });
        base::merge_patch(&mut value, base::repeat(patch));
        let text = serde_json::to_string_pretty(&value).expect("a value can be written") + "\n";
        files.insert(name.to_owned(), text.into_bytes());
    }
}

/// What the contents of a file begin with that cannot be read; the reason follows.
const UNREADABLE: &str = "unreadable: ";

/// Stands among the files for the name of the folder; no file is called so.
const FOLDER_NAME: &str = "";

/// Files in memory, some of which the system does not hand over.
struct Given {
    files: Memory,
    folder_name: Option<String>,
}

impl Files for Given {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        self.files.entries()
    }

    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let bytes = self.files.read(name, limit)?;
        match bytes.strip_prefix(UNREADABLE.as_bytes()) {
            Some(reason) => Err(io::Error::other(String::from_utf8_lossy(reason))),
            None => Ok(bytes),
        }
    }

    fn folder_name(&self) -> Option<String> {
        self.folder_name.clone()
    }
}

fn connector(files: &BTreeMap<String, Vec<u8>>) -> Connector {
    let mut files = files.clone();
    let folder_name = files.remove(FOLDER_NAME).map(|name| String::from_utf8_lossy(&name).trim_end().to_owned());
    Connector::load(&Given { files: Memory::new(files), folder_name }).expect("memory can be listed")
}

fn check(rule: &'static Rule, kind: PublisherKind, files: &BTreeMap<String, Vec<u8>>) -> (Connector, Vec<Finding>) {
    let connector = connector(files);
    let levels = is_off(rule).then_some((rule.id, Level::Warning)).into_iter().collect();
    let findings = Checker::of([rule], kind, &levels).check(&connector);
    (connector, findings)
}

/// Where a finding is, as an example writes it.
fn place_of(connector: &Connector, finding: &Finding) -> (String, String) {
    let artifact = connector.file(finding.place.file).expect("a finding lies in a file of the connector");
    let at = match (finding.pointer(connector), artifact.text()) {
        (Some(pointer), _) => pointer,
        (None, Some(text)) => text.position(finding.place.span.start).to_string(),
        (None, None) => "1:1".to_owned(),
    };
    (artifact.name.clone(), at)
}

#[test]
fn every_rule_proves_its_examples() {
    let mut failures = Vec::new();
    for rule in RULES {
        let examples = examples(rule);
        // Packages are made and broken by the integration tests, which see to it that each rule about them is proved.
        let needs_project = matches!(rule.check, Check::Configuration | Check::Package(_));
        let is_proved = examples.iter().any(|e| e.is_bad) && examples.iter().any(|e| !e.is_bad);
        if !needs_project && !is_proved {
            failures.push(format!("{}: needs a bad and a good example", rule.id));
        }
        for example in examples {
            let (connector, findings) = check(rule, example.kind, &example.files);
            let found: Vec<(String, String)> = findings.iter().map(|finding| place_of(&connector, finding)).collect();
            let where_ = format!("{} (example at line {})", rule.id, example.line);
            if !example.is_bad {
                if !found.is_empty() {
                    failures
                        .push(format!("{where_}: reported on a good example at {found:?}: {}", findings[0].message));
                }
                continue;
            }
            if example.at.is_empty() {
                failures.push(format!("{where_}: a bad example needs `at=`; reported at {found:?}"));
            }
            let places: Vec<&String> = found.iter().map(|(_, at)| at).collect();
            if places != example.at.iter().collect::<Vec<_>>() {
                failures.push(format!("{where_}: expected at {:?}, reported at {found:?}", example.at));
            }
            if let Some(file) = &example.file
                && found.iter().any(|(name, _)| name != file)
            {
                failures.push(format!("{where_}: expected in {file}, reported at {found:?}"));
            }
            failures.extend(check_fixes(rule, &example, &connector, &findings).err().map(|e| format!("{where_}: {e}")));
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// The files of an example after a fix.
fn apply_fix(example: &Example, connector: &Connector, fix: &Fix) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = example.files.clone();
    if fix.whole.is_some() {
        apply_to_whole(fix, connector, &mut files)?;
        return Ok(files);
    }
    let artifact = connector.file(fix.file).expect("edits are for a file of the connector");
    let before = artifact.text().ok_or("a fix for a file that is no text")?.as_str();
    let after = text::apply(before, &fix.edits).ok_or("the edits of a fix overlap")?;
    files.insert(artifact.name.clone(), after.into_bytes());
    Ok(files)
}

/// Does what a fix does to a whole file.
fn apply_to_whole(fix: &Fix, connector: &Connector, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let act = whole::plan(connector, fix).ok_or("what the fix offers cannot be done")?;
    let is_done = match act {
        Act::Rename { from, to } => files.remove(&from).is_some_and(|bytes| files.insert(to.into(), bytes).is_none()),
        Act::Remove(name) => {
            let before = files.len();
            files.retain(|file, _| *file != name && !file.starts_with(&format!("{name}/")));
            files.len() < before
        }
        Act::Write { name, bytes } => files.insert(name, bytes.clone()) != Some(bytes),
    };
    is_done.then_some(()).ok_or_else(|| format!("the fix `{}` replaces a file, or changes nothing", fix.title))
}

/// Applies each offered fix alone: the file still parses, and the finding is gone.
fn check_fixes(
    rule: &'static Rule,
    example: &Example,
    connector: &Connector,
    findings: &[Finding],
) -> Result<(), String> {
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        let files = apply_fix(example, connector, fix)?;
        let after = files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect::<Vec<_>>().join("\n");
        let (fixed, rest) = check(rule, example.kind, &files);
        let damaged =
            |connector: &Connector| connector.artifacts().iter().filter_map(|a| a.document()).any(Document::is_damaged);
        if damaged(&fixed) && !damaged(connector) {
            return Err(format!("the fix `{}` breaks the file:\n{after}", fix.title));
        }
        if rest.len() >= findings.len() {
            return Err(format!("the fix `{}` does not remove the finding:\n{after}", fix.title));
        }
    }
    Ok(())
}

/// What marks a text as a placeholder.
fn is_marked(text: &str) -> bool {
    text.contains("TODO") || text.contains("<<")
}

/// The marked texts of all files, with file and span: strings of JSON, and lines of Markdown.
fn marked(connector: &Connector) -> Vec<(FileId, Span, String)> {
    let mut marked = Vec::new();
    for artifact in connector.artifacts() {
        if let Some(document) = artifact.document() {
            let texts = document.nodes().filter_map(|node| Some((node.span(), node.as_str()?.into_owned())));
            marked.extend(texts.filter(|(_, text)| is_marked(text)).map(|(span, text)| (artifact.id, span, text)));
        } else if let Some(text) = artifact.text() {
            for line in (1..).map_while(|line| text.line_span(line)).filter(|span| is_marked(text.slice(*span))) {
                marked.push((artifact.id, line, text.slice(line).to_owned()));
            }
        }
    }
    marked
}

/// These write what the repository asks to have there, for good.
const FINAL_PLACEHOLDERS: [&str; 2] = ["ClientIdInFile", "ClientSecretInFile"];

#[test]
fn every_placeholder_that_a_fix_puts_in_is_reported() {
    let mut failures = Vec::new();
    let mut rules_with_placeholders = BTreeSet::new();
    for rule in RULES.iter().filter(|rule| !FINAL_PLACEHOLDERS.contains(&rule.id)) {
        for example in examples(rule).into_iter().filter(|example| example.is_bad) {
            let (connector, findings) = check(rule, example.kind, &example.files);
            let before: Vec<String> = marked(&connector).into_iter().map(|(_, _, text)| text).collect();
            for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
                let fixed = self::connector(&apply_fix(&example, &connector, fix).expect("another test proves it"));
                let mut new = marked(&fixed);
                new.retain(|(_, _, text)| !before.contains(text));
                if new.is_empty() {
                    continue;
                }
                let findings = Checker::new(example.kind, &Levels::default()).check(&fixed);
                for (file, span, text) in new {
                    rules_with_placeholders.insert(rule.id);
                    // The span of a paragraph goes beyond its line.
                    let is_there =
                        |place: Place| place.file == file && (span.start..=span.end).contains(&place.span.start);
                    if !findings.iter().any(|finding| is_there(finding.place)) {
                        failures.push(format!("{}: nobody reports `{text}` of the fix `{}`", rule.id, fix.title));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(rules_with_placeholders.len() >= 15, "{rules_with_placeholders:?}");
}

#[test]
fn the_minimal_connector_has_no_findings() {
    for kind in PublisherKind::ALL {
        let connector = connector(&base::files(kind));
        let findings = Checker::new(kind, &Levels::default()).check(&connector);
        let told: Vec<String> = findings
            .iter()
            .map(|finding| format!("{:?} {:?} {}", finding.rule, finding.pointer(&connector), finding.message))
            .collect();
        assert!(told.is_empty(), "{kind}:\n{}", told.join("\n"));
    }
}

#[test]
fn rules_are_well_declared() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    for pair in ids.windows(2) {
        assert_ne!(pair[0], pair[1], "two rules have the same id");
    }
    for rule in RULES {
        assert!(!rule.evidence.is_empty(), "{}: no evidence", rule.id);
        assert!(
            rule.comment.trim_start().lines().next().is_some_and(|line| line.ends_with('.')),
            "{}: the first line of the documentation is a sentence",
            rule.id
        );
        assert!(!rule.explanation().is_empty(), "{}", rule.id);
        let says_so = rule.explanation().contains("Off unless it is asked for");
        assert_eq!(
            is_off(rule),
            says_so,
            "{}: its documentation tells why it is off, and how it is turned on",
            rule.id
        );
    }
}

#[test]
fn suggestions_end_before_they_cost_the_product_of_two_lists() {
    let required: Vec<String> = (0..500).map(|number| format!("\"nane{number}\"")).collect();
    let properties: Vec<String> = (0..1_000).map(|number| format!("\"name{number}\": {{}}")).collect();
    let definition = format!(
        r#"{{ "definitions": {{ "A": {{ "type": "object", "required": [{}], "properties": {{ {} }} }} }} }}"#,
        required.join(", "),
        properties.join(", ")
    );
    let files = BTreeMap::from([("apiDefinition.swagger.json".to_owned(), definition.into_bytes())]);
    let rule = RULES.iter().find(|rule| rule.id == "RequiredPropertyDefinitionMissing").expect("the rule is there");
    let (_, findings) = check(rule, PublisherKind::Verified, &files);
    let suggested = findings.iter().filter(|finding| finding.fix.is_some()).count();
    assert_eq!((findings.len(), suggested), (500, 100));
}
