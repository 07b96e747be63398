//! A solution: its manifest, its customizations, and what they say about connectors and flows.

use roxmltree::Node;

use super::xml::{child, first, holds_something, place, tag, value};
use super::{Level, start_of, xml};
use crate::text::{FileId, Place, Text};

/// The text of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    pub place: Place,
}

/// Why an XML file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlProblem {
    pub place: Place,
    pub message: String,
    pub declares_entities: bool,
}

/// What a solution is to a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Holds the connector, no flow and no plug-in.
    Connector,
    /// Holds flows and the connector that they use.
    Flow,
    /// Holds an AI plug-in and its connector.
    Plugin,
    /// None of these.
    Other,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Self::Connector => "connector solution",
            Self::Flow => "flow solution",
            Self::Plugin => "plug-in solution",
            Self::Other => "solution of no known use",
        }
    }
}

/// `solution.xml`.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The root element.
    pub root: Value,
    /// `SolutionManifest`, or the root where it is missing.
    pub place: Place,
    pub unique_name: Option<Value>,
    pub version: Option<Value>,
    pub managed: Option<Value>,
    pub publisher: Option<Value>,
    /// What people know the publisher by.
    pub publisher_title: Option<Value>,
    pub prefix: Option<Value>,
    pub components: Vec<Component>,
    /// Components that the solution needs and does not hold.
    pub missing: Vec<Place>,
}

impl Manifest {
    /// Whether it is what a manifest must be, so that something can be missing in it.
    pub fn is_known(&self) -> bool {
        self.root.text == "ImportExportXml"
    }
}

/// `RootComponent`.
#[derive(Clone, Debug)]
pub struct Component {
    /// A number; 372 is a connector, 29 a flow.
    pub kind: String,
    pub schema_name: Option<String>,
    pub place: Place,
}

impl Component {
    pub fn is_connector(&self) -> bool {
        self.kind == "372"
    }
}

/// `customizations.xml`.
#[derive(Clone, Debug)]
pub struct Customizations {
    pub place: Place,
    /// The first `Connector`, `Workflows` and `aicopilot_aiplugin`, where they hold something.
    pub connector: Option<Place>,
    pub workflows: Option<Place>,
    pub plugin: Option<Place>,
    pub connectors: Vec<ConnectorElement>,
    pub flows: Vec<Workflow>,
}

/// A connector as `customizations.xml` describes it.
#[derive(Clone, Debug)]
pub struct ConnectorElement {
    pub place: Place,
    /// Names in lower case.
    members: Vec<(String, Value)>,
}

impl ConnectorElement {
    /// What the member of this name says, where it says something.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.iter().find(|(other, value)| other == name && !value.text.is_empty()).map(|(_, value)| value)
    }

    /// The members that name files of the solution.
    pub fn paths(&self) -> impl Iterator<Item = (&str, &Value)> {
        let is_path = |value: &Value| value.text.starts_with('/');
        self.members.iter().filter(move |(_, value)| is_path(value)).map(|(name, value)| (name.as_str(), value))
    }
}

/// A flow as `customizations.xml` describes it.
#[derive(Clone, Debug)]
pub struct Workflow {
    pub place: Place,
    pub name: String,
    pub json_file: Option<Value>,
}

/// One solution of a package.
#[derive(Debug)]
pub struct Solution {
    pub level: Level,
    /// The name of its zip.
    pub name: String,
    pub manifest: Option<Manifest>,
    pub customizations: Option<Customizations>,
    /// The extensions that `[Content_Types].xml` knows, in lower case; `None` when it could not be read.
    pub content_types: Option<Vec<String>>,
    /// The files that are not XML.
    pub xml_problems: Vec<XmlProblem>,
}

impl Solution {
    pub(super) fn new(level: Level, name: String) -> Self {
        Self { level, name, manifest: None, customizations: None, content_types: None, xml_problems: Vec::new() }
    }

    /// Reads one of the three XML files at the root.
    pub(super) fn take_xml(&mut self, name: &str, file: FileId, text: &Text) {
        let document = match xml::parse(file, text) {
            Ok(document) => document,
            Err(problem) => return self.xml_problems.push(problem),
        };
        let root = document.root_element();
        match name.to_ascii_lowercase().as_str() {
            "solution.xml" => self.manifest = Some(manifest(file, root)),
            "customizations.xml" => self.customizations = Some(customizations(file, &document)),
            _ => {
                let types = root.children().filter(|node| node.tag_name().name() == "Default");
                let extension = |node: Node<'_, '_>| node.attribute("Extension").map(str::to_lowercase);
                self.content_types = Some(types.filter_map(extension).collect());
            }
        }
    }

    fn holds(&self, what: impl Fn(&Customizations) -> Option<Place>) -> bool {
        self.customizations.as_ref().is_some_and(|customizations| what(customizations).is_some())
    }

    pub fn has_connector(&self) -> bool {
        self.holds(|customizations| customizations.connector)
    }

    pub fn has_workflows(&self) -> bool {
        self.holds(|customizations| customizations.workflows)
    }

    pub fn has_plugin(&self) -> bool {
        self.holds(|customizations| customizations.plugin)
    }

    /// What Microsoft's validator takes the solution for.
    pub fn part(&self) -> Part {
        match (self.has_connector(), self.has_workflows(), self.has_plugin()) {
            (true, false, false) => Part::Connector,
            (true, true, false) => Part::Flow,
            (true, false, true) => Part::Plugin,
            _ => Part::Other,
        }
    }

    pub fn connectors(&self) -> &[ConnectorElement] {
        self.customizations.as_ref().map_or(&[], |customizations| &customizations.connectors)
    }

    pub fn flows(&self) -> &[Workflow] {
        self.customizations.as_ref().map_or(&[], |customizations| &customizations.flows)
    }

    /// The place of one of its files; of the whole zip where that was not kept.
    pub fn place_of(&self, name: &str) -> Place {
        self.level.entry(name).and_then(|entry| entry.file).map_or(self.level.place(), start_of)
    }
}

fn manifest(file: FileId, root: Node<'_, '_>) -> Manifest {
    let manifest = child(root, "SolutionManifest");
    let node = manifest.unwrap_or(root);
    let get = |parent: Option<Node<'_, '_>>, name: &str| {
        parent.and_then(|parent| child(parent, name)).map(|node| value(file, node))
    };
    let publisher = child(node, "Publisher");
    let title = publisher
        .and_then(|publisher| child(publisher, "LocalizedNames"))
        .and_then(|names| child(names, "LocalizedName"));
    let components = child(node, "RootComponents").into_iter().flat_map(|components| components.children());
    let component = |node: Node<'_, '_>| {
        Some(Component {
            kind: node.attribute("type")?.to_owned(),
            schema_name: node.attribute("schemaName").map(str::to_owned),
            place: tag(file, node),
        })
    };
    let missing = child(node, "MissingDependencies").into_iter().flat_map(|missing| missing.children());
    Manifest {
        root: Value { text: root.tag_name().name().to_owned(), place: tag(file, root) },
        place: tag(file, node),
        unique_name: get(Some(node), "UniqueName"),
        version: get(Some(node), "Version"),
        managed: get(Some(node), "Managed"),
        publisher: get(publisher, "UniqueName"),
        publisher_title: title.map(|node| Value {
            text: node.attribute("description").unwrap_or_default().to_owned(),
            place: place(file, node),
        }),
        prefix: get(publisher, "CustomizationPrefix"),
        components: components.filter_map(component).collect(),
        missing: missing.filter(Node::is_element).map(|node| tag(file, node)).collect(),
    }
}

fn customizations(file: FileId, document: &roxmltree::Document<'_>) -> Customizations {
    let held = |name| first(document, name).filter(|node| holds_something(*node)).map(|node| tag(file, node));
    let all = |name: &'static str| {
        document.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
    };
    let connector = |node: Node<'_, '_>| ConnectorElement {
        place: tag(file, node),
        members: node
            .children()
            .filter(Node::is_element)
            .map(|member| (member.tag_name().name().to_ascii_lowercase(), value(file, member)))
            .collect(),
    };
    let flow = |node: Node<'_, '_>| Workflow {
        place: tag(file, node),
        name: node.attribute("Name").unwrap_or_default().to_owned(),
        json_file: child(node, "JsonFileName").map(|node| value(file, node)),
    };
    Customizations {
        place: tag(file, document.root_element()),
        connector: held("Connector"),
        workflows: held("Workflows"),
        plugin: held("aicopilot_aiplugin"),
        connectors: all("Connector").filter(|node| holds_something(*node)).map(connector).collect(),
        flows: all("Workflow").map(flow).collect(),
    }
}
