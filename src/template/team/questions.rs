//! The questions of a team's templates, and whether answers fit them.

use anyhow::{Result, bail};
use serde_json::Value;

use crate::config::suggestion;
use crate::json::{Document, Node};
use crate::publisher_kind::PublisherKind;
use crate::template::answers::{Trouble, TroubleKind};
use crate::template::questions::{Given, PUBLISHER_KIND};
use crate::text::FileId;

use super::TeamTemplate;

/// The file of the questions in a folder of templates.
pub const QUESTIONS_FILE: &str = "template.json";

/// What the file, and a question, may say.
const KEYS: [&str; 3] = ["$schema", "publisherKind", "questions"];
const QUESTION_KEYS: [&str; 5] = ["name", "prompt", "choices", "yesNo", "default"];

/// One question of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The name of the answer, and the variable in templates.
    pub name: String,
    pub prompt: String,
    /// Empty for free answers.
    pub choices: Vec<String>,
    pub is_yes_no: bool,
    pub default: Option<Value>,
}

impl Asked {
    /// Reads an answer from a command line or prompt; the result may still be refused.
    pub fn read(&self, text: &str) -> Value {
        match text {
            "true" | "false" if self.is_yes_no => (text == "true").into(),
            _ => text.into(),
        }
    }

    /// Why an answer cannot be taken; `None` when it can.
    pub fn objection(&self, answer: &Value) -> Option<String> {
        match answer {
            Value::Bool(_) if self.is_yes_no => None,
            _ if self.is_yes_no => Some("must be true or false".to_owned()),
            Value::String(text) if self.choices.is_empty() => {
                text.trim().is_empty().then(|| "must not be empty".to_owned()).filter(|_| self.default.is_none())
            }
            Value::String(text) if self.choices.contains(text) => None,
            Value::String(_) => Some(format!("must be one of {}", self.choices.join(", "))),
            _ => Some("must be a text".to_owned()),
        }
    }
}

impl TeamTemplate {
    pub fn question(&self, name: &str) -> Option<&Asked> {
        self.questions.iter().find(|question| question.name == name)
    }

    /// The answers with defaults filled in; else all that is wrong and missing, in the order of the questions.
    pub fn complete(&self, given: &Given) -> Result<Given, Vec<Trouble>> {
        let mut answers = Given::new();
        let mut troubles = Vec::new();
        for question in &self.questions {
            let answer = given.get(&question.name).or(question.default.as_ref());
            match answer.map(|answer| (answer, question.objection(answer))) {
                None => troubles.push(Trouble { name: question.name.clone(), kind: TroubleKind::Missing }),
                Some((_, Some(objection))) => {
                    troubles.push(Trouble { name: question.name.clone(), kind: TroubleKind::Refused(objection) });
                }
                Some((answer, None)) => drop(answers.insert(question.name.clone(), answer.clone())),
            }
        }
        for name in given.keys().filter(|name| self.question(name).is_none()) {
            let known = suggestion(name, self.questions.iter().map(|question| question.name.as_str()));
            let reason = format!("is no answer that this template asks for{known}");
            troubles.push(Trouble { name: name.clone(), kind: TroubleKind::Refused(reason) });
        }
        if troubles.is_empty() { Ok(answers) } else { Err(troubles) }
    }
}

/// Reads the questions, and the publisher kind where the template has one; all troubles are told with their places.
pub fn read(file: &str, text: &str) -> Result<(Vec<Asked>, Option<PublisherKind>)> {
    let document = Document::parse(FileId::default(), text);
    let mut reader = Reader { document: &document, troubles: Vec::new() };
    for error in document.errors().iter().filter(|error| !error.kind.is_harmless()) {
        reader.trouble(error.span.start, &error.message);
    }
    let found = reader.template(document.root());
    if !reader.troubles.is_empty() {
        let troubles: Vec<String> = reader.troubles.iter().map(|trouble| format!("{file}:{trouble}")).collect();
        bail!("the questions cannot be read\n  {}", troubles.join("\n  "));
    }
    Ok(found)
}

struct Reader<'a> {
    document: &'a Document,
    troubles: Vec<String>,
}

impl Reader<'_> {
    fn trouble(&mut self, offset: u32, message: &str) {
        self.troubles.push(format!("{}: {message}", self.document.position(offset)));
    }

    fn template(&mut self, root: Node<'_>) -> (Vec<Asked>, Option<PublisherKind>) {
        self.check_keys(root, &KEYS);
        let kind = root.get("publisherKind").and_then(|node| {
            let kind = node.as_str().and_then(|name| PublisherKind::of_name(&name));
            if kind.is_none() {
                self.trouble(node.span().start, "expected `verified`, `independent` or `custom`");
            }
            kind
        });
        let list = root.get("questions").filter(|list| list.is_array());
        if list.is_none() && self.troubles.is_empty() {
            self.trouble(root.span().start, "expected an object with a list `questions`");
        }
        let mut questions: Vec<Asked> = Vec::new();
        for node in list.into_iter().flat_map(Node::children) {
            let Some(question) = self.question(node) else { continue };
            if questions.iter().any(|other| other.name == question.name) {
                self.trouble(node.span().start, &format!("`{}` is asked twice", question.name));
            }
            questions.push(question);
        }
        let asks_kind = questions.iter().any(|question| question.name == PUBLISHER_KIND);
        if kind.is_some() == asks_kind && self.troubles.is_empty() {
            let message = "expected either `publisherKind`, or a question of that name";
            self.trouble(root.span().start, message);
        }
        (questions, kind)
    }

    fn question(&mut self, node: Node<'_>) -> Option<Asked> {
        self.check_keys(node, &QUESTION_KEYS);
        let is_name = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let Some(name) = node.str_member("name").filter(|name| is_name(name)) else {
            self.trouble(node.span().start, "expected a `name` of letters and digits");
            return None;
        };
        let choices = node.get("choices");
        let mut listed: Vec<String> =
            choices.into_iter().flat_map(Node::children).filter_map(Node::as_str).map(String::from).collect();
        if let Some(choices) = choices.filter(|choices| listed.is_empty() || listed.len() != choices.children().count())
        {
            self.trouble(choices.span().start, "expected a list of texts");
        }
        if name == PUBLISHER_KIND {
            let is_kind = |choice: &String| PublisherKind::of_name(choice).is_some();
            if let Some(choices) = choices.filter(|_| !listed.iter().all(is_kind)) {
                self.trouble(choices.span().start, "expected some of `verified`, `independent` and `custom`");
            }
            if listed.is_empty() {
                listed = PublisherKind::ALL.map(|kind| kind.name().to_owned()).to_vec();
            }
        }
        let question = Asked {
            prompt: node.str_member("prompt").map_or_else(|| name.clone().into_owned(), String::from),
            name: name.into_owned(),
            choices: listed,
            is_yes_no: node.get("yesNo").and_then(Node::as_bool) == Some(true),
            default: node.get("default").map(Node::to_value),
        };
        let objection = question.default.as_ref().and_then(|default| question.objection(default));
        if let Some((default, objection)) = node.get("default").zip(objection) {
            self.trouble(default.span().start, &format!("the default {objection}"));
        }
        Some(question)
    }

    fn check_keys(&mut self, node: Node<'_>, known: &[&str]) {
        for member in node.children().filter(|_| node.is_object()) {
            let key = member.key().unwrap_or_default();
            if !known.contains(&key.as_ref()) {
                let suggestion = suggestion(&key, known.iter().copied());
                self.trouble(member.key_place().span.start, &format!("unknown key `{key}`{suggestion}"));
            }
        }
    }
}
