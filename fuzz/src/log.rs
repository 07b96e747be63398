//! Logs of the hosted services, read and shown in a connector.

use arbitrary::Result;
use connkit::check::{Checker, Levels};
use connkit::log::{self, place};
use connkit::project::Project;
use connkit::publisher_kind::PublisherKind;
use connkit::report;
use connkit::rules::RULES;

use crate::Choices;
use crate::judging::folder;

const PIECES: &[&str] = &[
    "Critical : ",
    "Error : ",
    "Warning : ",
    "##[error]",
    "##[warning]",
    "a.json(,): error ",
    "a.json(1,2): warning ",
    ": ",
    "ValuePath: '",
    "ValuePath: ",
    "' Value: 'a'",
    " Source: ",
    "/paths/~1orders~1{id}/get",
    "paths//orders/{id}/get/operationId",
    "operation/GetOrder/parameter/id/schema/a",
    "/",
    "#",
    "operation/",
    "line 1, position 5",
    "line 9999999999, position 0",
    "5000.2.2.1",
    "5000.",
    "\n",
    "\r\n",
    "\u{1b}[31m",
    "2024-01-01T00:00:00.0000000Z ",
    "Could not find member 'a' on object of type 'ApiPropertiesDefinition'. Path 'properties.a', ",
    "\\n",
    "\\\"",
    "{\"",
    "\"}",
    "%2F",
    "ä",
    "'",
    "[",
    "]",
];

/// Panics when a finding of a log lies outside of its file.
pub fn check(text: &str) {
    let project = Project::in_memory("contoso", folder(&[]), PublisherKind::Verified).expect("memory can be listed");
    let told = log::read(text);
    for finding in &told {
        assert!((1..=text.lines().count()).contains(&finding.line), "{finding:?}");
        let Some(placed) = place::find(&project.connector, finding) else { continue };
        let text = project.text_of(placed.place.file).expect("a place is in a file").as_str();
        assert!(text.get(placed.place.span.range()).is_some(), "{finding:?}");
    }
    let own = Checker::new(PublisherKind::Verified, &Levels::default()).check(&project.connector);
    let (_, counts) = report::log(&project, &told, &own);
    assert_eq!(counts.findings, told.len());
}

/// A log out of pieces that the reader looks for.
pub fn sketched(choices: &mut Choices<'_>) -> Result<String> {
    let mut text = String::new();
    while !choices.is_empty() {
        match choices.int_in_range(0..=15)? {
            0 => text.push_str(choices.arbitrary::<&str>()?),
            1 => text.push_str(RULES[choices.int_in_range(0..=RULES.len() - 1)?].id),
            _ => text.push_str(choices.choose(PIECES)?),
        }
    }
    Ok(text)
}
