//! What `connkit.json` says about the templates that a project was made from.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Reader, suggestion};
use crate::json::Node;
use crate::template::TEMPLATE_VERSION;
use crate::template::region::Region;

/// What an object `template` may say.
const KEYS: [&str; 3] = ["version", "answers", "regions"];

/// The state that `conform` needs: what the project looked like when it last conformed can be rendered from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplateState {
    /// The version of the templates that the project conforms to.
    pub version: u32,
    /// Answers by the names of the questions, without the publisher kind.
    pub answers: Map<String, Value>,
    /// The SHA-256 of what was last generated into a region of the readme, where that is not what the templates make of
    /// the answers.
    pub regions: BTreeMap<Region, String>,
}

impl Reader<'_> {
    pub(super) fn template(&mut self, node: Node<'_>) -> Option<TemplateState> {
        if !node.is_object() {
            self.trouble(node.span().start, "expected an object with `version` and `answers`".to_owned());
            return None;
        }
        let version = node.get("version").and_then(Node::as_i64).and_then(|version| u32::try_from(version).ok());
        if let Some(version) = version.filter(|version| *version > TEMPLATE_VERSION) {
            // What a later connkit remembers is its own; `conform` refuses such a project.
            return Some(TemplateState { version, ..TemplateState::default() });
        }
        for member in node.children() {
            let key = member.key().unwrap_or_default();
            if !KEYS.contains(&key.as_ref()) {
                self.unknown_key(member, &key, &KEYS);
            }
        }
        let regions = node.get("regions").map(|regions| self.regions(regions)).unwrap_or_default();
        let answers = match node.get("answers").map(|answers| (answers, answers.to_value())) {
            Some((_, Value::Object(answers))) => answers,
            Some((answers, _)) => {
                self.trouble(answers.span().start, "expected an object of answers".to_owned());
                return None;
            }
            None => Map::new(),
        };
        let Some(version) = version.filter(|version| *version > 0) else {
            let place = node.get("version").map_or(node.span().start, |version| version.span().start);
            self.trouble(place, "expected `version` with the number of a template version, such as 1".to_owned());
            return None;
        };
        Some(TemplateState { version, answers, regions })
    }

    fn regions(&mut self, node: Node<'_>) -> BTreeMap<Region, String> {
        let mut regions = BTreeMap::new();
        if !node.is_object() {
            self.trouble(node.span().start, "expected an object of regions and hashes".to_owned());
        }
        for member in node.children() {
            let name = member.key().unwrap_or_default();
            match (Region::of_name(&name), member.as_str()) {
                (Some(region), Some(hash)) => drop(regions.insert(region, hash.into_owned())),
                (Some(_), None) => self.trouble(member.span().start, "expected a SHA-256".to_owned()),
                (None, _) => {
                    let known = suggestion(&name, Region::ALL.map(Region::name));
                    self.trouble(member.key_place().span.start, format!("unknown region `{name}`{known}"));
                }
            }
        }
        regions
    }
}
