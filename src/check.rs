//! Runs the rules over a connector: chooses them, calls each for what it asks for, settles levels, sorts.

mod allows;
mod judge;
mod review;

pub use judge::{Choice, Judgement, hold_back, judge, judge_against};
pub use review::{Operations, Review, change_finding, review};

use foldhash::HashMap;

use crate::certification::Package;
use crate::connector::{Connector, Role};
use crate::finding::{Finding, Level};
use crate::publisher_kind::PublisherKind;
use crate::rule::{Check, Cx, Rule, View};
use crate::rules;
use crate::text::Place;

/// Levels that a project gives to rules, by rule id.
pub type Levels = HashMap<&'static str, Level>;

/// The rules that apply to one publisher kind, with their levels.
pub struct Checker {
    rules: Vec<Chosen>,
}

/// A rule that applies, with the level of its findings and of those that only certification makes.
#[derive(Clone, Copy)]
struct Chosen {
    rule: &'static Rule,
    level: Level,
    certification: Level,
}

impl Chosen {
    fn of(rule: &'static Rule, kind: PublisherKind, levels: &Levels) -> Self {
        let (level, certification) = (rule.level(kind), rule.certification_level(kind));
        match if levels.is_empty() { None } else { levels.get(rule.id) } {
            None => Self { rule, level, certification },
            // A project that weighs a rule does not ask for the certification that its kind never goes through.
            Some(&given) if certification == Level::Off && level > Level::Off => {
                Self { rule, level: given, certification }
            }
            Some(&given) => Self { rule, level: given, certification: given },
        }
    }

    fn can_report(self) -> bool {
        self.level.max(self.certification) > Level::Off
    }
}

impl Checker {
    /// All rules that are not off for this kind, after the project's own levels.
    pub fn new(kind: PublisherKind, levels: &Levels) -> Self {
        Self::of(rules::RULES.iter().copied(), kind, levels)
    }

    /// Some rules.
    pub fn of(rules: impl IntoIterator<Item = &'static Rule>, kind: PublisherKind, levels: &Levels) -> Self {
        let chosen = rules.into_iter().map(|rule| Chosen::of(rule, kind, levels));
        Self { rules: chosen.filter(|chosen| chosen.can_report()).collect() }
    }

    /// Every finding about a connector, in the order of files and places.
    pub fn check(&self, connector: &Connector) -> Vec<Finding> {
        self.check_view(&View::of(connector), |_| true)
    }

    /// Every finding about a package and the connector in it, at places in the package's files.
    pub fn check_package(&self, package: &Package, connector: &Connector) -> Vec<Finding> {
        let mut findings = self.check_view(&View::of_package(package, connector), |_| true);
        findings.retain(|finding| !NOT_IN_SOLUTIONS.contains(&finding.rule.id));
        if let Some(inside) = &package.inside {
            for finding in &mut findings {
                inside.relocate_finding(finding);
            }
        }
        sort(&mut findings);
        findings
    }

    /// Every finding of those of the rules that are asked.
    pub(crate) fn check_view(&self, view: &View<'_>, is_asked: impl Fn(&Rule) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for &chosen in self.rules.iter().filter(|chosen| is_asked(chosen.rule)) {
            let before = findings.len();
            run(chosen.rule, &mut Cx::new(view, chosen.rule, &mut findings));
            settle(&mut findings, before, chosen);
        }
        sort(&mut findings);
        findings
    }
}

/// Rules about what the platform does not put into solutions (requirement 15.10).
const NOT_IN_SOLUTIONS: [&str; 2] = ["PublisherMissing", "StackOwnerMissing"];

/// Puts findings in the order of files and places. Their numbers are sorted, and each is then moved once.
pub(crate) fn sort(findings: &mut Vec<Finding>) {
    let mut order: Vec<(Place, &str, usize)> =
        findings.iter().enumerate().map(|(number, finding)| (finding.place, finding.rule.id, number)).collect();
    order.sort_by(|left, right| {
        let message = |number: usize| &findings[number].message;
        (left.0, left.1).cmp(&(right.0, right.1)).then_with(|| message(left.2).cmp(message(right.2)))
    });
    let mut unsorted: Vec<Option<Finding>> = findings.drain(..).map(Some).collect();
    findings.extend(order.into_iter().filter_map(|(.., number)| unsorted[number].take()));
}

/// Gives the findings from `start` on their level, and drops those that are not to be reported.
fn settle(findings: &mut Vec<Finding>, start: usize, chosen: Chosen) {
    let mut kept = start;
    for index in start..findings.len() {
        if findings[index].settle(chosen.level, chosen.certification) {
            findings.swap(kept, index);
            kept += 1;
        }
    }
    findings.truncate(kept);
}

/// Calls a rule once for each thing that it looks at.
fn run(rule: &Rule, cx: &mut Cx<'_, '_>) {
    let view = cx.view;
    let connector = view.connector;
    let definition = view.definition.as_ref();
    let properties = view.properties.as_ref();
    match rule.check {
        Check::Configuration | Check::Change => {}
        Check::Artifact(check) => connector.artifacts().iter().for_each(|artifact| check(cx, artifact)),
        Check::Document(check) => {
            connector
                .artifacts()
                .iter()
                .filter_map(|artifact| artifact.document())
                .for_each(|document| check(cx, document));
        }
        Check::Prose(check) => view.prose().iter().for_each(|prose| check(cx, prose)),
        Check::Definition(check) => definition.into_iter().for_each(|definition| check(cx, definition)),
        Check::Operation(check) => {
            definition.iter().flat_map(|definition| &definition.operations).for_each(|operation| check(cx, operation));
        }
        Check::Parameter(check) => definition
            .iter()
            .flat_map(|definition| &definition.parameters)
            .filter(|parameter| !parameter.is_reference())
            .for_each(|parameter| check(cx, parameter)),
        Check::Response(check) => definition
            .iter()
            .flat_map(|definition| &definition.responses)
            .filter(|response| !response.is_reference())
            .for_each(|response| check(cx, response)),
        Check::Schema(check) => definition
            .iter()
            .filter(|definition| rule.is_for(definition.keywords))
            .flat_map(|definition| &definition.schemas)
            .filter(|schema| rule.is_for(schema.keywords))
            .for_each(|schema| check(cx, schema)),
        Check::Typed(check) => definition
            .iter()
            .filter(|definition| rule.is_for(definition.keywords))
            .flat_map(|definition| &definition.typed)
            .filter(|typed| rule.is_for(typed.keywords))
            .for_each(|typed| check(cx, typed)),
        Check::Properties(check) => properties.into_iter().for_each(|properties| check(cx, properties)),
        Check::ConnectionParameter(check) => properties
            .iter()
            .flat_map(|properties| &properties.connection_parameters)
            .for_each(|parameter| check(cx, parameter)),
        Check::Policy(check) => {
            properties.iter().flat_map(|properties| &properties.policies).for_each(|policy| check(cx, policy));
        }
        Check::Settings(check) => {
            connector.document(Role::Settings).into_iter().for_each(|settings| check(cx, settings.root()));
        }
        Check::Icon(check) => view.icon().into_iter().for_each(|icon| check(cx, icon)),
        Check::Script(check) => view.script().into_iter().for_each(|script| check(cx, script)),
        Check::Readme(check) => view.readme().into_iter().for_each(|readme| check(cx, readme)),
        Check::Intro(check) => view.intro().into_iter().for_each(|intro| check(cx, intro)),
        Check::Connector(check) => check(cx),
        Check::Package(check) => view.package.into_iter().for_each(|package| check(cx, package)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::files::Memory;

    /// A definition that lacks a contact, which certification asks for, and a parameter's type, which the format does.
    const DEFINITION: &str = r#"{
        "swagger": "2.0", "info": { "title": "T", "version": "1.0", "description": "D" }, "x-ms-connector-metadata": [],
        "paths": { "/a": { "get": { "summary": "A", "description": "A.", "parameters": [
            { "name": "p", "in": "query", "x-ms-summary": "P", "description": "P." }
        ], "responses": { "200": { "description": "OK" } } } } }
    }"#;

    fn levels_for(kind: PublisherKind, given: Option<Level>) -> Vec<Level> {
        let rule = &rules::definition::required_property_missing::RULE;
        let files = Memory::new([("apiDefinition.swagger.json".to_owned(), DEFINITION.as_bytes().to_vec())]);
        let connector = Connector::load(&files).expect("memory can be listed");
        let levels = given.map(|level| (rule.id, level)).into_iter().collect();
        Checker::of([rule], kind, &levels).check(&connector).iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn what_only_certification_asks_for_has_levels_of_its_own() {
        use Level::{Error, Warning};
        assert_eq!(levels_for(PublisherKind::Verified, None), [Error, Error]);
        assert_eq!(levels_for(PublisherKind::Custom, None), [Error]);
        // A project's level counts for both, but brings no certification to those who do not certify.
        assert_eq!(levels_for(PublisherKind::Verified, Some(Warning)), [Warning, Warning]);
        assert_eq!(levels_for(PublisherKind::Custom, Some(Warning)), [Warning]);
        assert_eq!(levels_for(PublisherKind::Verified, Some(Level::Off)), []);
    }
}
