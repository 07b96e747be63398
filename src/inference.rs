//! What the artifacts of a connector tell about the answers that would have generated it, each with its place.
//!
//! Guesses nothing: what no artifact tells has no answer.

mod authentication;
mod kind;

use serde_json::{Map, Value};

pub use authentication::{answers as authentication_answers, infer as authentication};
pub use kind::publisher_kind;

use crate::connector::definition::Definition;
use crate::connector::readme::Markdown;
use crate::connector::{Connector, Role, metadata};
use crate::json::Node;
use crate::publisher_kind::PublisherKind;
use crate::template::questions::{Applies, Given, PUBLISHER_KIND, QUESTIONS, Question};
use crate::text::Position;

/// Where something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The artifact's file name.
    pub file: String,
    /// `None` where the file tells it by being there.
    pub position: Option<Position>,
}

impl Evidence {
    fn of(connector: &Connector, role: Role, node: Node<'_>) -> Option<Self> {
        let artifact = connector.artifact(role)?;
        let position = node.document().position(node.place().span.start);
        Some(Self { file: artifact.name.clone(), position: Some(position) })
    }
}

/// An answer and where it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inferred {
    /// The name of the question.
    pub name: &'static str,
    pub value: Value,
    pub evidence: Evidence,
}

/// What the artifacts tell.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// In the order of the questions.
    pub answers: Vec<Inferred>,
    /// What the artifacts say, but the questions do not take, and why.
    pub refused: Vec<(Inferred, String)>,
    /// The names of questions that somebody has to answer.
    pub unanswered: Vec<&'static str>,
}

impl Inference {
    /// The answers by name, without the publisher kind.
    pub fn values(&self) -> Map<String, Value> {
        self.answers.iter().map(|answer| (answer.name.to_owned(), answer.value.clone())).collect()
    }
}

/// Reads the artifacts for the answers to all questions that apply to the publisher kind.
pub fn infer(connector: &Connector, kind: PublisherKind) -> Inference {
    let mut told = Told { connector, answers: Vec::new() };
    told.read_definition();
    told.read_properties();
    told.answers.extend(authentication(connector));
    told.read_triggers();
    let mut given = Given::from_iter([(PUBLISHER_KIND.to_owned(), kind.name().into())]);
    given.extend(told.answers.iter().map(|answer| (answer.name.to_owned(), answer.value.clone())));
    let mut inference = Inference::default();
    for question in QUESTIONS.iter().filter(|question| question.name != PUBLISHER_KIND) {
        if question.applies(&given) == Applies::No {
            continue;
        }
        match told.answers.iter().find(|answer| answer.name == question.name) {
            Some(answer) => match question.objection(&answer.value, &given) {
                None => inference.answers.push(answer.clone()),
                Some(objection) => inference.refused.push((answer.clone(), objection)),
            },
            None if question.is_required(&given) && question.applies(&given) == Applies::Yes => {
                inference.unanswered.push(question.name);
            }
            None => {}
        }
    }
    inference
}

struct Told<'c> {
    connector: &'c Connector,
    answers: Vec<Inferred>,
}

impl<'c> Told<'c> {
    fn add(&mut self, name: &'static str, value: impl Into<Value>, role: Role, node: Node<'_>) {
        if let Some(evidence) = Evidence::of(self.connector, role, node) {
            self.answers.push(Inferred { name, value: value.into(), evidence });
        }
    }

    /// Takes a text that says something; platforms and people leave empty ones behind.
    fn add_text(&mut self, name: &'static str, role: Role, node: Option<Node<'c>>) {
        let text = node.and_then(|node| Some((node, node.as_str()?.trim().to_owned())));
        if let Some((node, text)) = text.filter(|(_, text)| !text.is_empty()) {
            self.add(name, text, role, node);
        }
    }

    fn read_definition(&mut self) {
        let Some(document) = self.connector.document(Role::Definition) else { return };
        let root = document.root();
        let texts = [
            ("title", "/info/title"),
            ("description", "/info/description"),
            ("host", "/host"),
            ("basePath", "/basePath"),
            ("contactName", "/info/contact/name"),
            ("contactEmail", "/info/contact/email"),
            ("contactUrl", "/info/contact/url"),
        ];
        for (name, pointer) in texts {
            self.add_text(name, Role::Definition, root.at(pointer));
        }
        let definition = Definition::of(document);
        let entry = |name| metadata::member(metadata::entry(&definition, name)?, "propertyValue");
        self.add_text("website", Role::Definition, entry(metadata::WEBSITE));
        self.add_text("privacyPolicy", Role::Definition, entry(metadata::PRIVACY_POLICY));
        let categories = entry(metadata::CATEGORIES).and_then(|node| Some((node, node.as_str()?)));
        if let (Some((node, text)), Some(question)) = (categories, Question::of_name("categories")) {
            self.add("categories", question.read(&text), Role::Definition, node);
        }
    }

    fn read_properties(&mut self) {
        let properties =
            self.connector.document(Role::Properties).and_then(|document| document.root().get("properties"));
        let member = |key| properties.and_then(|properties| properties.get(key));
        self.add_text("publisher", Role::Properties, member("publisher"));
        self.add_text("stackOwner", Role::Properties, member("stackOwner"));
        self.add_text("brandColour", Role::Properties, member("iconBrandColor"));
        if !self.answers.iter().any(|answer| answer.name == "publisher") {
            self.read_publisher_of_readme();
        }
    }

    /// Platforms blank the publisher in the properties when they store a connector.
    fn read_publisher_of_readme(&mut self) {
        let Some((artifact, text)) =
            self.connector.artifact(Role::Readme).and_then(|readme| Some((readme, readme.text()?)))
        else {
            return;
        };
        let Some(publisher) = Markdown::of(text.as_str()).publisher().filter(|publisher| !publisher.text.is_empty())
        else {
            return;
        };
        let position = Some(text.position(publisher.span.start));
        let evidence = Evidence { file: artifact.name.clone(), position };
        self.answers.push(Inferred { name: "publisher", value: publisher.text.into(), evidence });
    }

    /// Script and triggers; what is not there is no answer, the default says the same.
    fn read_triggers(&mut self) {
        if let Some(script) = self.connector.artifact(Role::Script) {
            let evidence = Evidence { file: script.name.clone(), position: None };
            self.answers.push(Inferred { name: "script", value: true.into(), evidence });
        }
        let Some(document) = self.connector.document(Role::Definition) else { return };
        let definition = Definition::of(document);
        let triggers = definition.operations.iter().filter_map(|operation| operation.get("x-ms-trigger"));
        let (mut webhook, mut polling) = (None, None);
        for trigger in triggers {
            let item = trigger.parent().and_then(Node::parent);
            let is_webhook = item.is_some_and(|item| item.get("x-ms-notification-content").is_some());
            let seen = if is_webhook { &mut webhook } else { &mut polling };
            *seen = seen.or(Some(trigger));
        }
        for (name, trigger) in [("webhook", webhook), ("polling", polling)] {
            if let Some(trigger) = trigger {
                self.add(name, true, Role::Definition, trigger);
            }
        }
    }
}
