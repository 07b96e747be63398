//! A complete, checked set of answers: everything that a template may rely on.

use std::fmt;

use serde_json::{Map, Value};

use super::questions::{Applies, Given, PUBLISHER_KIND, QUESTIONS, Question};
use crate::publisher_kind::PublisherKind;

/// Answers that were checked against the table of questions: none is missing, none is too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    publisher_kind: PublisherKind,
    values: Map<String, Value>,
}

/// One thing that is wrong with a set of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The name of the question; of no question when somebody answered what is not asked.
    pub name: String,
    pub kind: TroubleKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// No answer, and no default.
    Missing,
    /// Why the answer cannot be taken.
    Refused(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TroubleKind::Missing => write!(f, "`{}` is missing", self.name),
            TroubleKind::Refused(reason) => write!(f, "`{}` {reason}", self.name),
        }
    }
}

impl Answers {
    /// Checks answers and fills in defaults.
    ///
    /// The error holds all that is wrong and missing, in the order of the questions.
    pub fn of(given: &Given) -> Result<Self, Vec<Trouble>> {
        let troubles = examine(given);
        let publisher_kind = given.get(PUBLISHER_KIND).and_then(Value::as_str).and_then(PublisherKind::of_name);
        let (true, Some(publisher_kind)) = (troubles.is_empty(), publisher_kind) else { return Err(troubles) };
        let mut all = given.clone();
        let mut values = Map::new();
        for question in QUESTIONS.iter().filter(|question| question.applies(given) == Applies::Yes) {
            let Some(answer) = given.get(question.name).cloned().or_else(|| question.default(&all)) else { continue };
            // A later default may be made from this answer, be it given or a default itself.
            all.insert(question.name.to_owned(), answer.clone());
            if question.name != PUBLISHER_KIND {
                values.insert(question.name.to_owned(), answer);
            }
        }
        Ok(Self { publisher_kind, values })
    }

    pub fn publisher_kind(&self) -> PublisherKind {
        self.publisher_kind
    }

    /// All answers but the publisher kind, by the names of their questions and in their order.
    pub fn values(&self) -> &Map<String, Value> {
        &self.values
    }

    /// The text that answers a question; empty when the question was not asked.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether a question for yes or no was answered with yes.
    pub fn is_on(&self, name: &str) -> bool {
        self.values.get(name) == Some(&Value::Bool(true))
    }
}

/// All that is wrong and missing, in the order of the questions; answers to no question come last.
pub fn examine(given: &Given) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for question in &QUESTIONS {
        let kind = match (given.get(question.name), question.applies(given)) {
            (Some(_), Applies::No) => Some(TroubleKind::Refused(format!("is only for {}", question.audience()))),
            (Some(answer), _) => question.objection(answer, given).map(TroubleKind::Refused),
            (None, Applies::No) => None,
            (None, _) => question.is_required(given).then_some(TroubleKind::Missing),
        };
        troubles.extend(kind.map(|kind| Trouble { name: question.name.to_owned(), kind }));
    }
    for name in given.keys().filter(|name| Question::of_name(name).is_none()) {
        let kind = TroubleKind::Refused(unknown(name));
        troubles.push(Trouble { name: name.clone(), kind });
    }
    troubles
}

fn unknown(name: &str) -> String {
    let nearest = QUESTIONS
        .iter()
        .map(|question| {
            (strsim::damerau_levenshtein(&name.to_lowercase(), &question.name.to_lowercase()), question.name)
        })
        .min();
    match nearest {
        Some((distance, known)) if distance <= 3 => format!("is no answer that is asked for; did you mean `{known}`"),
        _ => "is no answer that is asked for".to_owned(),
    }
}
