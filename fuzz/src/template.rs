//! The templates of a team: its questions, and files out of whatever stands in them.

use std::collections::BTreeMap;

use connkit::publisher_kind::PublisherKind;
use connkit::template::team::{QUESTIONS_FILE, TeamTemplate};
use serde_json::{Map, Value};

/// Reads the questions and renders one file; the two are divided by a line `---`.
pub fn check(text: &str) {
    let (questions, file) = text.split_once("\n---\n").unwrap_or((text, ""));
    let name = file.lines().next().unwrap_or_default();
    let files = BTreeMap::from([
        (QUESTIONS_FILE.to_owned(), questions.as_bytes().to_vec()),
        (format!("files/{name}.tera"), file.as_bytes().to_vec()),
        ("files/apiDefinition.swagger.json.tera".to_owned(), file.as_bytes().to_vec()),
    ]);
    let Ok(template) = TeamTemplate::parse("team", files) else { return };
    let mut given = Map::new();
    given.insert("publisherKind".to_owned(), PublisherKind::Custom.name().into());
    for question in &template.questions {
        let answer = question.choices.first().cloned().unwrap_or_else(|| "Contoso \"Orders\"".to_owned());
        given.insert(question.name.clone(), if question.is_yes_no { Value::Bool(true) } else { answer.into() });
    }
    if let Ok(answers) = template.complete(&given) {
        let _ = template.render(&answers);
    }
}
