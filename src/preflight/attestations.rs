//! What the pull request asks its author to attest (requirement 10.04): proved where the rules prove it, else left
//! open with a hint.

use serde::Serialize;

use crate::connector::Role;
use crate::connector::properties::Properties;
use crate::finding::{Finding, Level};
use crate::project::Project;
use crate::publisher_kind::PublisherKind;

/// One box of the pull request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attestation {
    pub text: String,
    pub is_proved: bool,
    /// How it was proved, or what to do before ticking it.
    pub hint: String,
}

/// What the attestations are proved by.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'e> {
    pub project: &'e Project,
    /// Of a validation with all rules; `None` where there was none.
    pub findings: Option<&'e [Finding]>,
    /// The folder that holds the published connector; `None` where it is new.
    pub published: Option<&'e str>,
    /// Whether no connector of the base has the title; `None` where that was not found out.
    pub is_title_free: Option<bool>,
    /// The title of the pull request.
    pub title: &'e str,
}

/// The rules of which no finding proves that everything is described.
const DESCRIPTION_RULES: [&str; 8] = [
    "ConnectionParameterNotDescribed",
    "DescriptionRepeatsName",
    "DescriptionRepeatsSummary",
    "FieldLengthNotInRange",
    "OperationMissingRequiredProperty",
    "PlaceholderText",
    "RequiredPropertyMissing",
    "TextEmpty",
];

/// Those that prove that responses have schemas.
const RESPONSE_RULES: [&str; 4] = [
    "OperationMustHaveResponse",
    "OperationShouldHaveSuccessfulResponse",
    "ResponseSchemaEmpty",
    "SchemaDefinitionSetIncorrectly",
];

const COLOUR_RULES: [&str; 3] = ["BrandColourNotAllowed", "BrandColourNotIndependent", "BrandColourNotValid"];

/// The attestations for the connector's publisher kind, in the order of the official template.
pub fn attestations(evidence: &Evidence<'_>) -> Vec<Attestation> {
    let is_independent = evidence.project.kind == PublisherKind::Independent;
    let mut attestations = vec![
        evidence.existing(),
        open(
            "The connector was deployed, and every operation was tried in it.",
            "call each operation at least ten times without an error, then tick this",
        ),
        evidence.by_rules("Every operation and parameter is described in detail.", &DESCRIPTION_RULES),
        evidence.by_rules("Responses have schemas, except where they differ from call to call.", &RESPONSE_RULES),
        evidence.hosted_validation(),
        evidence.colour(is_independent),
    ];
    if is_independent {
        attestations.push(proved(
            "The title of this pull request follows the pattern.",
            format!("it is `{}`; leave it so", evidence.title),
        ));
        attestations.extend([
            open(
                "There are pictures of three operations at work in flows, and of their successful runs.",
                "paste the pictures into this text: they do not belong into the repository",
            ),
            open("There is a picture of the Test tab of the custom connector.", "paste it into this text"),
            evidence.sign_in_steps(),
        ]);
    }
    attestations
}

fn open(text: &str, hint: impl Into<String>) -> Attestation {
    Attestation { text: text.to_owned(), is_proved: false, hint: hint.into() }
}

fn proved(text: &str, hint: impl Into<String>) -> Attestation {
    Attestation { is_proved: true, ..open(text, hint) }
}

impl Evidence<'_> {
    fn existing(&self) -> Attestation {
        if let Some(folder) = self.published {
            return proved("This updates a connector that is published.", format!("it is in `{folder}`"));
        }
        let text = "The connector does not exist on the platform yet.";
        match self.is_title_free {
            Some(true) => open(
                text,
                "no connector of the repository has its title; look among those of Microsoft, which are not in there, \
                 then tick this",
            ),
            _ => open(text, "its title was not compared with all others; look for it, then tick this"),
        }
    }

    /// Proved when none of the rules has anything to say.
    fn by_rules(&self, text: &str, rules: &[&str]) -> Attestation {
        let Some(findings) = self.findings else {
            return open(text, "the connector was not validated: see to it yourself, then tick this");
        };
        let damaged = self.project.connector.document(Role::Definition).is_none_or(crate::json::Document::is_damaged);
        if damaged {
            return open(text, "the definition could not be read as a whole");
        }
        let is_off = |id: &str| {
            let rule = crate::rules::RULES.iter().find(|rule| rule.id == id);
            rule.is_none_or(|rule| self.project.configuration.levels.get(rule.id) == Some(&Level::Off))
        };
        let allows = &self.project.configuration.allows;
        if rules.iter().any(|id| is_off(id) || allows.iter().any(|allow| allow.rule == *id)) {
            return open(text, "connkit.json keeps rules about this from speaking: see to it yourself, then tick this");
        }
        let count = findings.iter().filter(|finding| rules.contains(&finding.rule.id)).count();
        match count {
            0 => proved(text, "connkit validate finds nothing else"),
            1 => open(text, "connkit validate has 1 finding about this"),
            _ => open(text, format!("connkit validate has {count} findings about this")),
        }
    }

    fn hosted_validation(&self) -> Attestation {
        let text = "`paconn validate` was run on the definition.";
        let hint = "run `paconn validate --api-def apiDefinition.swagger.json`, then tick this";
        match self.findings {
            Some(findings) if findings.iter().all(|finding| finding.level != Level::Error) => {
                open(text, format!("connkit validate finds no error; {hint}"))
            }
            _ => open(text, hint),
        }
    }

    fn colour(&self, is_independent: bool) -> Attestation {
        if is_independent {
            return self
                .by_rules("The brand colour is that of independent publishers, and there is no icon.", &COLOUR_RULES);
        }
        self.by_rules("The brand colour is a valid one of the publisher's own.", &COLOUR_RULES)
    }

    fn sign_in_steps(&self) -> Attestation {
        let text = "With OAuth, the readme tells step by step how to make the application.";
        let properties = self.project.connector.document(Role::Properties).map(Properties::of);
        match properties {
            Some(properties) if !properties.uses_oauth() => proved(text, "the connector does not use OAuth"),
            _ => open(text, "read that part of the readme once more as a stranger, then tick this"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn the_rules_exist() {
        for id in DESCRIPTION_RULES.iter().chain(&RESPONSE_RULES).chain(&COLOUR_RULES) {
            assert!(RULES.iter().any(|rule| rule.id == *id), "{id}");
        }
    }
}
