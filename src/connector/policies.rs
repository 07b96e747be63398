//! The policy templates that the platform knows, as data, and how an instance fits its template.
//!
//! Sources: the connectors repository's schema of `apiProperties.json` (13 templates) and published connectors (3 more).
//! Judges nothing.

pub mod expression;

use std::ops::Range;

use foldhash::HashSet;

use crate::connector::definition::{Definition, Operation};
use crate::connector::likeness::nearest;
use crate::connector::properties::{POLICY_OPERATIONS, POLICY_PARAMETER_PREFIX, Policy};
use crate::json::{Node, quote, replace_value};
use crate::text::Edit;

/// The key under which a policy says whether it changes the request or the response.
pub const POLICY_SECTION: &str = "x-ms-apimTemplate-policySection";

/// What a parameter of a template holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// One of a few words, in any case.
    Word(&'static [&'static str]),
    /// Texts by name.
    Texts,
    Number,
}

/// A parameter of a template, named without its prefix.
#[derive(Debug)]
pub struct TemplateParameter {
    pub name: &'static str,
    pub required: bool,
    pub holds: Holds,
}

/// A policy template.
#[derive(Debug)]
pub struct Template {
    /// In lower case.
    pub id: &'static str,
    /// Whether Microsoft's documents and schema know it.
    pub is_documented: bool,
    pub parameters: &'static [TemplateParameter],
    /// The sections that it can be put into; none where the template decides itself.
    pub sections: &'static [&'static str],
}

const fn text(name: &'static str) -> TemplateParameter {
    TemplateParameter { name, required: true, holds: Holds::Text }
}

const fn optional(name: &'static str) -> TemplateParameter {
    TemplateParameter { name, required: false, holds: Holds::Text }
}

const fn word(name: &'static str, words: &'static [&'static str]) -> TemplateParameter {
    TemplateParameter { name, required: false, holds: Holds::Word(words) }
}

const EXISTS_ACTIONS: &[&str] = &["override", "skip", "append"];
const ROUTE_METHODS: &[&str] =
    &["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "@Request.OriginalHTTPMethod"];
const LOOK_UP_METHODS: &[&str] = &["GET", "POST", "PUT"];
const BOTH: &[&str] = &["Request", "Response"];
const BOTH_AND_FAILURE: &[&str] = &["Request", "Response", "Failure"];

macro_rules! template {
    ($id:literal, [$($parameter:expr),* $(,)?], $sections:expr, $documented:literal) => {
        Template {
            id: $id,
            is_documented: $documented,
            parameters: { const PARAMETERS: &[TemplateParameter] = &[$($parameter),*]; PARAMETERS },
            sections: $sections,
        }
    };
}

/// All templates, the undocumented ones last.
pub const TEMPLATES: &[Template] = &[
    template!("setheader", [text("name"), text("value"), word("existsAction", EXISTS_ACTIONS)], BOTH_AND_FAILURE, true),
    template!("setqueryparameter", [text("name"), text("value"), word("existsAction", EXISTS_ACTIONS)], &[], true),
    template!("dynamichosturl", [text("urlTemplate")], &[], true),
    template!("routerequesttoendpoint", [text("newPath"), word("httpMethod", ROUTE_METHODS)], &[], true),
    template!(
        "setproperty",
        [text("newPropertyParentPathTemplate"), text("newPropertySubPathTemplate"), text("propertyValuePathTemplate"),],
        BOTH,
        true
    ),
    template!(
        "pollingtrigger",
        [TemplateParameter { name: "triggerConfig", required: true, holds: Holds::Texts }, text("triggerDataPath"),],
        &[],
        true
    ),
    template!(
        "stringreplace",
        [
            text("propertyParentPath"),
            optional("propertySubPath"),
            text("sourceString"),
            text("replacementString"),
            text("newPropertyPath"),
        ],
        BOTH,
        true
    ),
    template!(
        "convertobjecttoarray",
        [
            text("propertyParentPath"),
            optional("propertySubPath"),
            text("newPropertyPath"),
            optional("keyName"),
            optional("valueName"),
        ],
        BOTH,
        true
    ),
    template!(
        "convertarraytoobject",
        [
            text("propertyParentPath"),
            optional("propertySubPath"),
            text("keyWithinCollectionPath"),
            text("newPropertyPath"),
            word("retainKey", &["true", "false"]),
        ],
        BOTH,
        true
    ),
    template!("updatenextlink", [text("nextLinkPropertyName"), optional("nextLinkParentPropertyPath")], &[], true),
    template!(
        "setvaluefromurl",
        [
            text("parameterTemplate"),
            text("parameterValueUrl"),
            text("parameterValuePathTemplate"),
            word("httpMethod", LOOK_UP_METHODS),
        ],
        BOTH,
        true
    ),
    template!(
        "encodepropertyvalue",
        [text("propertyParentPath"), optional("propertySubPath"), text("newPropertyPath")],
        BOTH,
        true
    ),
    template!(
        "stringtoarray",
        [
            text("propertyParentPath"),
            optional("propertySubPath"),
            text("delimiterList"),
            text("childPropertyName"),
            text("newPropertyPath"),
        ],
        BOTH,
        true
    ),
    template!("dynamicsubdomain", [optional("urlTemplate")], &[], false),
    template!(
        "moveproperties",
        [
            optional("srcParentPath"),
            optional("srcSubPath"),
            optional("dstParentPath"),
            optional("dstSubPath"),
            optional("copyOnlySubProperties"),
        ],
        BOTH,
        false
    ),
    template!(
        "setconnectionstatustounauthenticated",
        [TemplateParameter { name: "statusCode", required: false, holds: Holds::Number }],
        &[],
        false
    ),
];

impl Template {
    /// The template with this id, in any case.
    pub fn of_id(id: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.id.eq_ignore_ascii_case(id))
    }

    fn parameter(&self, name: &str) -> Option<&'static TemplateParameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

/// A key of an instance that its template does not know.
#[derive(Debug)]
pub struct UnknownParameter<'a> {
    pub node: Node<'a>,
    /// The whole key that was meant.
    pub similar: Option<String>,
}

/// An instance beside its template.
#[derive(Debug, Default)]
pub struct Fit<'a> {
    pub known: Vec<(&'static TemplateParameter, Node<'a>)>,
    pub unknown: Vec<UnknownParameter<'a>>,
    /// Required parameters that are neither there nor misspelt.
    pub missing: Vec<&'static TemplateParameter>,
}

impl<'a> Fit<'a> {
    pub fn of(policy: &Policy<'a>, template: &'static Template) -> Self {
        let mut fit = Self::default();
        let Some(parameters) = policy.parameters().filter(|node| node.is_object()) else { return fit };
        for node in parameters.children() {
            let Some(key) = node.key() else { continue };
            if key == POLICY_OPERATIONS || key == POLICY_SECTION {
                continue;
            }
            match key.strip_prefix(POLICY_PARAMETER_PREFIX).and_then(|name| template.parameter(name)) {
                Some(parameter) => fit.known.push((parameter, node)),
                None => fit.unknown.push(UnknownParameter { node, similar: similar_key(&key, template) }),
            }
        }
        fit.missing = template.parameters.iter().filter(|parameter| fit.lacks(parameter)).collect();
        fit
    }

    fn lacks(&self, parameter: &TemplateParameter) -> bool {
        let key = format!("{POLICY_PARAMETER_PREFIX}{}", parameter.name);
        parameter.required
            && !self.known.iter().any(|(known, _)| known.name == parameter.name)
            && !self.unknown.iter().any(|unknown| unknown.similar.as_ref() == Some(&key))
    }
}

/// The key that a misspelt one stands for: the name behind the prefix counts, and the prefix may be forgotten.
fn similar_key(key: &str, template: &Template) -> Option<String> {
    let name = key.rsplit('.').next().unwrap_or(key);
    let names = template.parameters.iter().map(|parameter| parameter.name);
    let parameter = names
        .clone()
        .find(|known| known.eq_ignore_ascii_case(name))
        .or_else(|| nearest(name, names).map(|alike| alike.name));
    match parameter {
        Some(name) => Some(format!("{POLICY_PARAMETER_PREFIX}{name}")),
        None => nearest(key, [POLICY_OPERATIONS, POLICY_SECTION]).map(|alike| alike.name).map(str::to_owned),
    }
}

impl<'a> Policy<'a> {
    pub fn template(&self) -> Option<&'static Template> {
        Template::of_id(&self.template_id()?)
    }

    /// Whether it is an instance of the template with this id.
    pub fn is(&self, id: &str) -> bool {
        self.node.str_member("templateId").is_some_and(|found| found.eq_ignore_ascii_case(id))
    }

    /// Every text among the parameters that may hold expressions.
    pub fn texts(&self) -> impl Iterator<Item = Node<'a>> {
        self.parameters()
            .filter(|parameters| parameters.is_object())
            .into_iter()
            .flat_map(Node::children)
            .filter(|member| !member.key_is(POLICY_OPERATIONS) && !member.key_is(POLICY_SECTION))
            .flat_map(Node::descendants)
            .filter(|node| node.is_string())
    }
}

/// A longer text is not written anew for each call in it.
const LONGEST_MENDED_TEXT: usize = 1024;

/// Writes something else into a text with expressions; `None` where that is too long.
pub fn mend(node: Node<'_>, range: Range<usize>, text: &str) -> Option<Edit> {
    let mut mended = node.as_str().filter(|whole| whole.len() <= LONGEST_MENDED_TEXT)?.into_owned();
    mended.replace_range(range, text);
    Some(replace_value(node, &quote(&mended)))
}

/// The operations of the definition to which a policy applies: those of its list that exist, each once, or all.
pub fn operations_of<'d, 'a>(policy: &Policy<'_>, definition: &'d Definition<'a>) -> Vec<&'d Operation<'a>> {
    let mut named = policy.operations().peekable();
    if named.peek().is_none() {
        return definition.operations.iter().collect();
    }
    let mut seen = HashSet::default();
    let found = named.filter_map(|node| definition.operation(&node.as_str()?));
    found.filter(|operation| seen.insert(operation.index)).collect()
}
