//! What stands beside a connector: `connkit.json`, the baseline, the answers of a project.

use camino::Utf8Path;
use connkit::adopt::Survey;
use connkit::check::{self, Choice};
use connkit::config::baseline::{self, Baseline};
use connkit::config::{Configuration, Date, FILE_NAME, Scope};
use connkit::conform::{self, Options};
use connkit::connector::files::Memory;
use connkit::project::Project;
use connkit::project::layers::Layers;

use crate::judging::{self, folder};

/// Reads a text as each of these files, and judges and conforms the connector beside it.
///
/// Panics when a baseline does not survive writing, or a plan leaves bad JSON.
pub fn check(text: &str) {
    let _ = Configuration::parse(text, Scope::User);
    let known = Baseline::parse(text);
    if let Ok(known) = &known {
        assert_eq!(Baseline::parse(&known.text()).ok().as_ref(), Some(known));
    }
    if known.is_ok() || Configuration::parse(text, Scope::Project).is_ok() {
        let name = if known.is_ok() { baseline::FILE_NAME } else { FILE_NAME };
        with_file(&folder(&[(name, text.as_bytes())]));
    }
}

fn with_file(files: &Memory) {
    let project = Project::of_files(Utf8Path::new("contoso"), files, None, &Layers::default());
    let Ok(project) = project else { return };
    let choice = Choice { today: Date::parse("2026-01-01"), ..Choice::default() };
    let judgement = check::judge(&project, &choice);
    judging::render(&project, &judgement.findings);
    let options = Options { add_missing: true, fmt: true };
    if let Ok(plan) = conform::plan(files, &project, options, &mut |_| None) {
        for file in plan.files.iter().filter(|file| file.name.ends_with(".json")) {
            let text = String::from_utf8_lossy(&file.after);
            assert!(!judging::parse(&text).is_damaged(), "{} became\n{text}", file.name);
        }
    }
    let _ = Survey::of(files, &project).and_then(|survey| survey.plan(&project, true));
}
