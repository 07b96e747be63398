//! What `connkit fix` leaves alone, from outside.

use std::collections::BTreeMap;
use std::path::Path;

use connkit::check::{Checker, Levels};
use connkit::connector::Connector;
use connkit::connector::files::{Folder, Memory};
use connkit::finding::Safety;
use connkit::fix::{self, Selection};
use connkit::project::layers::Layers;
use connkit::project::{self, Project};
use connkit::text::Edit;

use crate::sandbox::Sandbox;

const FOUND: &str = r#"{ "swagger": "2.0", "info": { "title": " Orders", "description": " Reads orders." } }"#;

fn sandbox(configuration: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", FOUND);
    sandbox.write("c/connkit.json", configuration);
    sandbox
}

#[test]
fn what_is_allowed_is_not_fixed_unless_it_is_named() {
    let allow = r#"{ "allow": [{ "rule": "TextHasOuterBlanks", "pointer": "/info/title", "reason": "wanted" }] }"#;
    let sandbox = sandbox(allow);
    sandbox.connkit(&["fix", "c", "--publisher-kind=custom"]);
    let fixed = sandbox.read("c/apiDefinition.swagger.json");
    assert!(fixed.contains(r#""title": " Orders""#), "{fixed}");
    assert!(fixed.contains(r#""description": "Reads orders.""#), "{fixed}");
    sandbox.connkit(&["fix", "c", "--publisher-kind=custom", "--select=TextHasOuterBlanks"]);
    let fixed = sandbox.read("c/apiDefinition.swagger.json");
    assert!(fixed.contains(r#""title": "Orders""#), "{fixed}");
}

#[test]
fn what_the_baseline_knows_is_not_fixed() {
    let sandbox = sandbox("{}");
    sandbox.connkit(&["validate", "c", "--publisher-kind=custom", "--write-baseline"]);
    sandbox.connkit(&["fix", "c", "--publisher-kind=custom"]);
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), FOUND);
}

#[test]
fn placeholders_are_marked() {
    let sandbox = sandbox("{}");
    sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified", "--select=RequiredPropertyMissing"]);
    let run = sandbox.connkit(&["validate", "c", "--publisher-kind=verified", "--format=json"]);
    for rule in ["UrlNotValid", "ContactEmailNotValid", "InvalidConnectorCategory"] {
        assert!(run.stdout.contains(rule), "{rule}: {}", run.stdout);
    }
}

#[test]
fn misnamed_files_get_the_name_that_tools_look_for() {
    let sandbox = Sandbox::new();
    sandbox.write("c/Orders.swagger.json", FOUND);
    let fix = |more: &[&str]| {
        let given = ["fix", "c", "--publisher-kind=custom", "--select=ArtifactMisnamed"];
        sandbox.connkit(&[&given[..], more].concat())
    };
    let report = sandbox.connkit(&["validate", "c", "--publisher-kind=custom", "--format=json"]).stdout;
    assert!(report.contains(r#""edits":[],"newName":"apiDefinition.swagger.json""#), "{report}");
    let run = fix(&["--diff"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "rename from c/Orders.swagger.json\nrename to c/apiDefinition.swagger.json\n");
    assert_eq!(fix(&["--check"]).code, Some(1));
    assert!(!sandbox.path("c/apiDefinition.swagger.json").exists(), "nothing is written");

    let run = fix(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("Renamed c/Orders.swagger.json to apiDefinition.swagger.json"), "{}", run.stderr);
    assert_eq!(sandbox.read("c/apiDefinition.swagger.json"), FOUND);
    assert!(!sandbox.path("c/Orders.swagger.json").exists());
    assert!(fix(&[]).stderr.contains("nothing to do"));
}

#[test]
fn a_renamed_file_is_mended_under_its_new_name() {
    let sandbox = Sandbox::new();
    sandbox.write("c/Orders.swagger.json", FOUND);
    sandbox.connkit(&["fix", "c", "--publisher-kind=custom"]);
    let fixed = sandbox.read("c/apiDefinition.swagger.json");
    assert!(fixed.contains(r#""title": "Orders""#), "{fixed}");
    assert!(!sandbox.path("c/Orders.swagger.json").exists());
}

#[test]
fn a_file_that_the_settings_name_keeps_its_name() {
    let sandbox = Sandbox::new();
    sandbox.write("c/Orders.swagger.json", FOUND);
    sandbox.write("c/settings.json", r#"{ "apiDefinition": "Orders.swagger.json" }"#);
    sandbox.connkit(&["fix", "c", "--publisher-kind=custom"]);
    assert!(sandbox.path("c/Orders.swagger.json").exists());
    assert!(!sandbox.path("c/apiDefinition.swagger.json").exists());
}

#[test]
fn sections_move_to_their_place_with_every_line() {
    let sandbox = sandbox("{}");
    let readme =
        "# Orders\r\n\r\n## Prerequisites\r\nNone.\r\n\r\n## Publisher: Contoso\r\n\r\n### Support\r\nBy mail.\r\n";
    sandbox.write("c/readme.md", readme);
    sandbox.connkit(&["fix", "c", "--publisher-kind=verified", "--select=ReadmeSectionOutOfOrder"]);
    let expected =
        "# Orders\r\n\r\n## Publisher: Contoso\r\n\r\n### Support\r\nBy mail.\r\n\r\n## Prerequisites\r\nNone.\r\n";
    assert_eq!(sandbox.read("c/readme.md"), expected);
}

#[test]
fn missing_sections_come_in_their_order() {
    let sandbox = sandbox("{}");
    sandbox.write("c/readme.md", "# Orders\n\n## Publisher: Contoso\n\n## Known Issues\nNone.\n");
    sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified", "--select=ReadmeSectionMissing"]);
    let todo = "TODO: write what there is to say, or `None.`";
    let expected = format!(
        "# Orders\n\n## Publisher: Contoso\n\n## Prerequisites\n\n{todo}\n\n## Supported Operations\n\n{todo}\n\n## Known Issues\nNone.\n"
    );
    assert_eq!(sandbox.read("c/readme.md"), expected);
}

#[test]
fn a_text_under_a_misspelt_key_is_kept() {
    let sandbox = sandbox("{}");
    let definition = r#"{ "swagger": "2.0", "paths": { "/a": { "get": { "operationId": "GetA", "summmary": "Get an order",
      "parameters": [{ "name": "a", "in": "query", "type": "string", "x-ms-sumamry": "First Letter" }] } } } }"#;
    sandbox.write("c/apiDefinition.swagger.json", definition);
    sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified"]);
    let fixed = sandbox.read("c/apiDefinition.swagger.json");
    assert!(fixed.contains(r#""summary": "Get an order""#), "{fixed}");
    assert!(fixed.contains(r#""x-ms-summary": "First Letter""#), "{fixed}");
}

#[test]
fn sections_move_across_whole_regions() {
    let sandbox = sandbox("{}");
    let operations =
        "## Supported Operations\n\n<!-- connkit:operations -->\n\n### Get\n\n<!-- /connkit:operations -->\n";
    let prerequisites = "## Prerequisites\n\nNone.\n";
    let rest = "## Known Issues and Limitations\n\nNone.\n\n## Deployment Instructions\n\nNone.\n";
    sandbox.write("c/readme.md", format!("# Orders\n\n{operations}\n{rest}\n{prerequisites}"));
    let run = sandbox.connkit(&["fix", "c", "--publisher-kind=verified", "--select=ReadmeSectionOutOfOrder"]);
    assert_eq!(sandbox.read("c/readme.md"), format!("# Orders\n\n{prerequisites}\n{operations}\n{rest}"));
    assert!(run.stderr.contains("ReadmeSectionOutOfOrder (1)"), "it goes to its place at once: {}", run.stderr);

    // A comment of somebody else's may mark a region, too.
    let foreign = format!("# Orders\n\n{operations}\n<!-- begin -->\n\n{rest}\n{prerequisites}");
    sandbox.write("c/readme.md", &foreign);
    sandbox.connkit(&["fix", "c", "--publisher-kind=verified", "--select=ReadmeSectionOutOfOrder"]);
    assert_eq!(sandbox.read("c/readme.md"), foreign);
}

#[test]
fn an_empty_section_of_operations_gets_them() {
    let sandbox = sandbox("{}");
    let definition = r#"{ "swagger": "2.0", "paths": { "/a": { "get": { "operationId": "GetA", "summary": "Get an order",
      "description": "Returns an order." } } } }"#;
    sandbox.write("c/apiDefinition.swagger.json", definition);
    sandbox.write("c/readme.md", "# Orders\n\n## Supported Operations\n\n## Known Issues\n\nNone.\n");
    sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified", "--select=ReadmeSectionEmpty"]);
    let expected =
        "# Orders\n\n## Supported Operations\n\n### Get an order\n\nReturns an order.\n\n## Known Issues\n\nNone.\n";
    assert_eq!(sandbox.read("c/readme.md"), expected);
}

#[test]
fn a_using_goes_with_its_line() {
    let sandbox = sandbox("{}");
    let script = "using System.Net;\r\nusing System.Reflection;\r\npublic class Script : ScriptBase { }\r\n";
    sandbox.write("c/script.csx", script);
    sandbox.connkit(&["fix", "c", "--unsafe", "--publisher-kind=verified", "--select=ScriptNamespaceNotAllowed"]);
    assert_eq!(sandbox.read("c/script.csx"), script.replace("using System.Reflection;\r\n", ""));
}

#[test]
fn differences_are_shown_for_each_connector() {
    let sandbox = sandbox("{}");
    sandbox.write("d/apiDefinition.swagger.json", FOUND);
    let run = sandbox.connkit(&["fix", "c", "d", "--diff", "--publisher-kind=custom", "--select=TextHasOuterBlanks"]);
    assert_eq!(run.code, Some(1));
    for name in ["c", "d"] {
        let header = format!("--- {name}/apiDefinition.swagger.json\n+++ {name}/apiDefinition.swagger.json\n");
        assert_eq!(run.stdout.matches(&header).count(), 1, "{}", run.stdout);
    }
    assert_eq!(
        run.stdout
            .matches(r#"+{ "swagger": "2.0", "info": { "title": "Orders", "description": "Reads orders." } }"#)
            .count(),
        2
    );
    assert_eq!(sandbox.read("d/apiDefinition.swagger.json"), FOUND);
}

fn files_of(path: &camino::Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let entries = path.read_dir_utf8().expect("it is a folder").map(|entry| entry.expect("it can be listed"));
    let files = entries.filter(|entry| entry.path().is_file());
    files.map(|file| (file.file_name().to_owned(), std::fs::read(file.path()).expect("it can be read"))).collect()
}

/// What `fix` is to make of files, put together from nothing but their bytes outside the edits and the texts of these.
fn spliced(mut files: BTreeMap<String, Vec<u8>>, checker: &Checker) -> BTreeMap<String, Vec<u8>> {
    loop {
        let connector = Connector::load(&Memory::new(files.clone())).expect("memory can be listed");
        let findings = checker.check(&connector);
        let mut chosen: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
        for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            let is_taken = fix.safety == Safety::Safe && fix.whole.is_none() && !fix.edits.is_empty();
            let file = connector.file(fix.file).filter(|file| is_taken && file.invalid_utf8.is_none());
            let Some(edits) = file.map(|file| chosen.entry(&file.name).or_default()) else { continue };
            let is_free = |edit: &Edit| {
                let is_apart = |other: &&Edit| edit.span.end < other.span.start || other.span.end < edit.span.start;
                edits.iter().all(is_apart)
            };
            if fix.edits.iter().all(is_free) {
                edits.extend(&fix.edits);
            }
        }
        if chosen.is_empty() {
            return files;
        }
        for (name, mut edits) in chosen {
            edits.sort_by_key(|edit| edit.span.start);
            let before = files.get_mut(name).expect("edits are for a file");
            let (mut after, mut end) = (Vec::new(), 0);
            for edit in edits {
                after.extend_from_slice(&before[end..edit.span.start as usize]);
                after.extend_from_slice(edit.text.as_bytes());
                end = edit.span.end as usize;
            }
            after.extend_from_slice(&before[end..]);
            *before = after;
        }
    }
}

/// Applies each fix alone and wants every piece of the text between its edits unchanged.
fn check_tree(every: usize) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(root) = camino::Utf8PathBuf::from_path_buf(corpus) else { return };
    if !root.exists() {
        println!("skipped: there is no corpus at {root}");
        return;
    }
    let paths = project::find(&[root]).expect("the tree can be read");
    for path in paths.iter().step_by(every) {
        let Ok(project) = Project::load_with(path, None, &Layers::default()) else { continue };
        let checker = Checker::new(project.kind, &Levels::default());
        for finding in checker.check(&project.connector) {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.whole.is_none()) else { continue };
            let edits = &fix.edits;
            let artifact = project.connector.file(fix.file).expect("edits are for a file");
            let Some(before) = artifact.text().map(connkit::text::Text::as_str) else { continue };
            let after = connkit::text::apply(before, edits).expect("the edits of a fix do not overlap");
            let mut edits: Vec<_> = edits.iter().collect();
            edits.sort_by_key(|edit| edit.span.start);
            let (mut rest, mut end) = (after.as_str(), 0);
            for edit in edits {
                let kept = &before[end..edit.span.start as usize];
                rest = rest.strip_prefix(kept).expect("what is before an edit is kept");
                rest = rest.strip_prefix(edit.text.as_str()).expect("the text of an edit stands in its place");
                end = edit.span.end as usize;
            }
            assert_eq!(rest, &before[end..], "{path}: {:?}", finding.rule);
        }
        let folder = Folder(path.clone());
        let fixed = fix::fix(&folder, project.connector, &checker, &Selection::default(), &|_, _| {});
        let fixed = fixed.expect("all can be read");
        assert!(!fixed.is_unfinished, "{path}");
        let before = files_of(path);
        let mut after = before.clone();
        after.extend(fixed.files.into_iter().map(|file| (file.name, file.after.into_bytes())));
        assert!(after == spliced(before, &checker), "{path}: something else than the edits of its findings changed");
    }
}

#[test]
fn bytes_outside_the_edits_stay_in_a_sample() {
    check_tree(25);
}

#[test]
#[ignore = "takes the whole tree of published connectors"]
fn bytes_outside_the_edits_stay() {
    check_tree(1);
}

#[test]
fn a_body_that_is_marked_as_a_notification_url_is_not_mended_in_circles() {
    let sandbox = Sandbox::new();
    let body = r#"{ "in": "body", "name": "body", "schema": { "type": "object" }, "x-ms-notification-url": true }"#;
    let operation = format!(r#"{{ "operationId": "AddHook", "parameters": [ {body} ] }}"#);
    let definition = format!(r#"{{ "swagger": "2.0", "paths": {{ "/hooks": {{ "post": {operation} }} }} }}"#);
    sandbox.write("c/apiDefinition.swagger.json", definition);
    let validated = sandbox.connkit(&["validate", "c", "--select=NotificationUrlNotString"]);
    assert!(validated.stdout.contains("NotificationUrlNotString"), "{}", validated.stdout);
    let fixed = sandbox.connkit(&["fix", "c"]);
    assert!(!fixed.stderr.contains("rounds"), "{}", fixed.stderr);
}
