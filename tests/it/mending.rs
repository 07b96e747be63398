//! What `connkit fix` leaves alone, from outside.

use std::path::Path;

use connkit::check::{Checker, Levels};
use connkit::connector::files::Folder;
use connkit::fix::{self, Selection};
use connkit::project::layers::Layers;
use connkit::project::{self, Project};

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
            let Some(edits) = finding.fix.as_ref().map(|fix| &fix.edits) else { continue };
            let artifact = project.connector.file(finding.place.file).expect("a finding lies in a file");
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
        let fixed = fix::fix(&Folder(path.clone()), &checker, &Selection::default(), &|_, _| {}).expect("it is listed");
        assert!(!fixed.is_unfinished, "{path}");
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
