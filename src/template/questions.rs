//! The questions that a new connector's publisher answers: one table of names, texts, defaults and checks.
//!
//! A question's name is its key in `connkit.json` and in a file of answers, and its variable in the templates;
//! its flag is the same name in kebab case. The order of the table is the order in which questions are asked.

use serde_json::{Map, Value};

use super::checks;
use crate::publisher_kind::PublisherKind;

/// Answers by the names of their questions, of the right JSON types or not, complete or not.
pub type Given = Map<String, Value>;

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    /// One of these, each with an explanation.
    Choice(&'static [(&'static str, &'static str)]),
    /// Some of these; on the command line with one of the separators between them.
    Choices(&'static [&'static str], &'static [char]),
    /// Words with blanks between them.
    Words,
    YesNo,
}

/// The answer that is taken when none is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Somebody has to answer.
    Nothing,
    Text(&'static str),
    No,
    NoItems,
    /// The answer to an earlier question.
    AnswerTo(&'static str),
    /// The answer to an earlier question for publishers of one kind, nothing for others.
    AnswerToIf(PublisherKind, &'static str),
}

/// One thing that `new` has to know.
pub struct Question {
    pub name: &'static str,
    /// Without the dashes before it.
    pub flag: &'static str,
    /// How a terminal asks.
    pub prompt: &'static str,
    /// What the help and a complaint about a missing answer say.
    pub help: &'static str,
    pub form: Form,
    publisher_kinds: &'static [PublisherKind],
    /// Empty: whatever the authentication is.
    authentications: &'static [&'static str],
    pub fallback: Fallback,
    check: fn(&Value, &Given) -> Option<String>,
}

/// Whether a question is to be answered, as far as the other answers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    Yes,
    No,
    /// Publisher kind or authentication, on which it depends, is not known.
    Unknown,
}

pub const PUBLISHER_KIND: &str = "publisherKind";
pub const AUTHENTICATION: &str = "authentication";

const KINDS: [(&str, &str); 3] = [
    ("verified", "the owner of the service, who certifies the connector"),
    ("independent", "somebody else, who certifies the connector"),
    ("custom", "nobody: the connector stays in its own environments"),
];
const AUTHENTICATIONS: [(&str, &str); 5] = [
    ("none", "the service is open to everyone"),
    ("basic", "user name and password"),
    ("api-key", "a key in a header"),
    ("oauth2", "OAuth 2, authorization code flow"),
    ("entra", "Microsoft Entra ID"),
];

use PublisherKind::{Custom, Independent, Verified};
const CERTIFYING: &[PublisherKind] = &[Verified, Independent];

/// A text that every publisher is asked for, without default and check: what most questions start from.
const TEXT: Question = Question {
    name: "",
    flag: "",
    prompt: "",
    help: "",
    form: Form::Text,
    publisher_kinds: &PublisherKind::ALL,
    authentications: &[],
    fallback: Fallback::Nothing,
    check: |_, _| None,
};

pub static QUESTIONS: [Question; 24] = [
    Question {
        name: PUBLISHER_KIND,
        flag: "publisher-kind",
        prompt: "Who publishes the connector",
        help: "Who publishes the connector",
        form: Form::Choice(&KINDS),
        ..TEXT
    },
    Question {
        name: "title",
        flag: "title",
        prompt: "Title",
        help: "Name of the connector, at most 30 characters, without the words API and Connector",
        check: checks::title,
        ..TEXT
    },
    Question {
        name: "description",
        flag: "description",
        prompt: "Description",
        help: "What the connector does, 30 to 500 characters (custom: any length)",
        check: checks::description,
        ..TEXT
    },
    Question {
        name: "publisher",
        flag: "publisher",
        prompt: "Publisher",
        help: "Name of the publishing company or person",
        check: checks::line,
        ..TEXT
    },
    Question {
        name: "stackOwner",
        flag: "stack-owner",
        prompt: "Owner of the service",
        help: "Name of the company that owns the service; verified: the publisher unless given",
        publisher_kinds: CERTIFYING,
        fallback: Fallback::AnswerToIf(Verified, "publisher"),
        check: checks::stack_owner,
        ..TEXT
    },
    Question {
        name: "host",
        flag: "host",
        prompt: "Host of the service",
        help: "Host of the service, without https:// and path, such as api.contoso.com",
        check: checks::host,
        ..TEXT
    },
    Question {
        name: "basePath",
        flag: "base-path",
        prompt: "Base path",
        help: "Path that all operations begin with",
        fallback: Fallback::Text("/"),
        check: checks::base_path,
        ..TEXT
    },
    Question {
        name: AUTHENTICATION,
        flag: "authentication",
        prompt: "Authentication",
        help: "How the service knows its users; certified connectors cannot change it later",
        form: Form::Choice(&AUTHENTICATIONS),
        ..TEXT
    },
    Question {
        name: "apiKeyHeader",
        flag: "api-key-header",
        prompt: "Header that carries the API key",
        help: "Header that carries the API key",
        authentications: &["api-key"],
        fallback: Fallback::Text("X-API-Key"),
        check: checks::header,
        ..TEXT
    },
    Question {
        name: "authorizationUrl",
        flag: "authorization-url",
        prompt: "Authorization URL",
        help: "Address where users sign in and consent",
        authentications: &["oauth2"],
        check: checks::url,
        ..TEXT
    },
    Question {
        name: "tokenUrl",
        flag: "token-url",
        prompt: "Token URL",
        help: "Address that gives tokens for codes",
        authentications: &["oauth2"],
        check: checks::url,
        ..TEXT
    },
    Question {
        name: "refreshUrl",
        flag: "refresh-url",
        prompt: "Refresh URL",
        help: "Address that renews tokens; the token URL unless it is another one",
        authentications: &["oauth2"],
        fallback: Fallback::AnswerTo("tokenUrl"),
        check: checks::url,
        ..TEXT
    },
    Question {
        name: "scopes",
        flag: "scopes",
        prompt: "Scopes, with blanks between them",
        help: "Scopes to ask for, with blanks between them",
        form: Form::Words,
        authentications: &["oauth2"],
        fallback: Fallback::NoItems,
        check: checks::scopes,
        ..TEXT
    },
    Question {
        name: "resourceUri",
        flag: "resource-uri",
        prompt: "Resource URI",
        help: "Application ID URI or ID of the service in Microsoft Entra ID, such as api://contoso",
        authentications: &["entra"],
        check: checks::resource,
        ..TEXT
    },
    Question {
        name: "contactName",
        flag: "contact-name",
        prompt: "Name of the contact",
        help: "Who answers questions; the publisher unless it is somebody else",
        publisher_kinds: CERTIFYING,
        fallback: Fallback::AnswerTo("publisher"),
        check: checks::line,
        ..TEXT
    },
    Question {
        name: "contactEmail",
        flag: "contact-email",
        prompt: "E-mail address of the contact",
        help: "E-mail address for questions",
        publisher_kinds: CERTIFYING,
        check: checks::email,
        ..TEXT
    },
    Question {
        name: "website",
        flag: "website",
        prompt: "Website of the service",
        help: "Website of the service",
        publisher_kinds: CERTIFYING,
        check: checks::url,
        ..TEXT
    },
    Question {
        name: "contactUrl",
        flag: "contact-url",
        prompt: "Support page",
        help: "Page for questions; the website unless it is another one",
        publisher_kinds: CERTIFYING,
        fallback: Fallback::AnswerTo("website"),
        check: checks::url,
        ..TEXT
    },
    Question {
        name: "privacyPolicy",
        flag: "privacy-policy",
        prompt: "Privacy policy of the service",
        help: "Page with the privacy policy of the service",
        publisher_kinds: CERTIFYING,
        check: checks::url,
        ..TEXT
    },
    Question {
        name: "categories",
        flag: "categories",
        prompt: "Categories, one or two (space selects)",
        help: "One or two categories, with a semicolon between them",
        form: Form::Choices(&checks::CATEGORIES, &[';', ',']),
        publisher_kinds: CERTIFYING,
        check: checks::categories,
        ..TEXT
    },
    Question {
        name: "brandColour",
        flag: "brand-colour",
        prompt: "Brand colour",
        help: "Colour behind the icon, as #rrggbb",
        publisher_kinds: &[Verified, Custom],
        fallback: Fallback::Text("#1b5e7b"),
        check: checks::colour,
        ..TEXT
    },
    Question {
        name: "script",
        flag: "script",
        prompt: "With custom code in C#",
        help: "Add custom code in C#",
        form: Form::YesNo,
        fallback: Fallback::No,
        ..TEXT
    },
    Question {
        name: "webhook",
        flag: "webhook",
        prompt: "With a trigger that the service calls (webhook)",
        help: "Add a trigger that the service calls (webhook)",
        form: Form::YesNo,
        fallback: Fallback::No,
        ..TEXT
    },
    Question {
        name: "polling",
        flag: "polling",
        prompt: "With a trigger that asks the service at intervals (polling)",
        help: "Add a trigger that asks the service at intervals (polling)",
        form: Form::YesNo,
        fallback: Fallback::No,
        ..TEXT
    },
];

impl Question {
    pub fn of_name(name: &str) -> Option<&'static Self> {
        QUESTIONS.iter().find(|question| question.name == name)
    }

    /// What can be chosen; empty for questions with free answers.
    pub fn values(&self) -> Vec<&'static str> {
        match self.form {
            Form::Choice(choices) => choices.iter().map(|(value, _)| *value).collect(),
            Form::Choices(choices, _) => choices.to_vec(),
            _ => Vec::new(),
        }
    }

    pub fn applies(&self, given: &Given) -> Applies {
        let kind = choice(given, PUBLISHER_KIND).and_then(PublisherKind::of_name);
        let authentication = choice(given, AUTHENTICATION);
        let by_kind = match kind {
            _ if self.publisher_kinds.len() == PublisherKind::ALL.len() => Applies::Yes,
            Some(kind) if self.publisher_kinds.contains(&kind) => Applies::Yes,
            Some(_) => Applies::No,
            None => Applies::Unknown,
        };
        let by_authentication = match authentication {
            _ if self.authentications.is_empty() => Applies::Yes,
            Some(authentication) if self.authentications.contains(&authentication) => Applies::Yes,
            Some(_) => Applies::No,
            None => Applies::Unknown,
        };
        match (by_kind, by_authentication) {
            (Applies::No, _) | (_, Applies::No) => Applies::No,
            (Applies::Unknown, _) | (_, Applies::Unknown) => Applies::Unknown,
            _ => Applies::Yes,
        }
    }

    /// The answer that is taken when none is given.
    pub fn default(&self, given: &Given) -> Option<Value> {
        match self.fallback {
            Fallback::Nothing => None,
            Fallback::Text(text) => Some(text.into()),
            Fallback::No => Some(false.into()),
            Fallback::NoItems => Some(Value::Array(Vec::new())),
            Fallback::AnswerToIf(kind, _) if !is_kind(given, kind) => None,
            Fallback::AnswerTo(source) | Fallback::AnswerToIf(_, source) => given.get(source).cloned(),
        }
    }

    /// Whether somebody has to answer; where the default is another answer, it is that one that has to be given.
    pub fn is_required(&self, given: &Given) -> bool {
        match self.fallback {
            Fallback::Nothing => true,
            Fallback::AnswerToIf(kind, _) => !is_kind(given, kind),
            _ => false,
        }
    }

    /// For whom the question is, in words, such as `verified and independent publishers`; empty for everyone.
    pub fn audience(&self) -> String {
        let mut parts = Vec::new();
        if self.publisher_kinds.len() < PublisherKind::ALL.len() {
            let names: Vec<&str> = self.publisher_kinds.iter().map(|kind| kind.name()).collect();
            parts.push(format!("{} publishers", names.join(" and ")));
        }
        if !self.authentications.is_empty() {
            parts.push(format!("authentication {}", self.authentications.join(" or ")));
        }
        parts.join(" with ")
    }

    /// Reads an answer from a command line or prompt; the result may still be refused.
    pub fn read(&self, text: &str) -> Value {
        match self.form {
            Form::Text | Form::Choice(_) => text.into(),
            Form::Choices(_, separators) => {
                text.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect()
            }
            Form::Words => text.split_whitespace().collect(),
            Form::YesNo => match text {
                "true" => true.into(),
                "false" => false.into(),
                _ => text.into(),
            },
        }
    }

    /// Why an answer cannot be taken; `None` when it can.
    pub fn objection(&self, answer: &Value, given: &Given) -> Option<String> {
        match self.form {
            Form::Text if !answer.is_string() => Some("must be a text".to_owned()),
            Form::YesNo if !answer.is_boolean() => Some("must be true or false".to_owned()),
            Form::Words | Form::Choices(..) if !is_list_of_texts(answer) => Some("must be a list of texts".to_owned()),
            Form::Choice(_) => {
                let values = self.values();
                let is_one = answer.as_str().is_some_and(|text| values.contains(&text));
                (!is_one).then(|| format!("must be one of {}", values.join(", ")))
            }
            _ => (self.check)(answer, given),
        }
    }
}

fn is_list_of_texts(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
}

fn choice<'a>(given: &'a Given, name: &str) -> Option<&'a str> {
    given.get(name).and_then(Value::as_str)
}

/// Whether the answers are known to be those of a publisher of this kind.
pub fn is_kind(given: &Given, kind: PublisherKind) -> bool {
    choice(given, PUBLISHER_KIND) == Some(kind.name())
}

/// Whether the connector is certified; not knowing the publisher kind, assume that it is.
pub fn is_certified(given: &Given) -> bool {
    !is_kind(given, Custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publisher_kinds_are_those_of_the_whole_program() {
        assert_eq!(KINDS.map(|(kind, _)| kind), PublisherKind::ALL.map(PublisherKind::name));
    }

    #[test]
    fn flags_are_names_in_kebab_case() {
        for question in &QUESTIONS {
            let kebab = |c: char| if c.is_uppercase() { format!("-{}", c.to_ascii_lowercase()) } else { c.to_string() };
            assert_eq!(question.flag, question.name.chars().map(kebab).collect::<String>());
        }
    }

    #[test]
    fn questions_come_after_those_that_they_depend_on() {
        // A default that is taken from a later answer would never be offered by a prompt.
        let place = |name: &str| QUESTIONS.iter().position(|question| question.name == name).unwrap();
        for question in &QUESTIONS {
            if let Fallback::AnswerTo(source) | Fallback::AnswerToIf(_, source) = question.fallback {
                assert!(place(question.name) > place(source), "{}", question.name);
            }
        }
        for question in QUESTIONS.iter().filter(|question| !question.authentications.is_empty()) {
            assert!(place(question.name) > place(AUTHENTICATION), "{}", question.name);
        }
    }
}
