//! What a rule is: one thing that is checked, with its documentation, levels, origin and evidence.
//!
//! A rule cannot read configuration, know the publisher kind, change its own level, print, or see what another rule
//! reported.

mod prose;

use std::borrow::Cow;
use std::cell::{LazyCell, OnceCell};

use foldhash::HashMapExt as _;
use serde::Serialize;

pub use prose::{Prose, ProseRole, Repeated};

use crate::certification::Package;
use crate::connector::definition::{Definition, Operation, Parameter, Response, Schema, Typed};
use crate::connector::files::Entry;
use crate::connector::icon::{Colour, Icon, IconProblem, Pixels};
use crate::connector::keyword::Keywords;
use crate::connector::likeness::{Alike, nearest};
use crate::connector::properties::{ConnectionParameter, Policy, Properties};
use crate::connector::readme::Markdown;
use crate::connector::script::Script;
use crate::connector::wording::folded;
use crate::connector::{Artifact, Connector, Content, Role};
use crate::finding::{At, Finding, Level, Safety};
use crate::json::{Document, Node};
use crate::publisher_kind::PublisherKind;
use crate::text::Place;
use prose::{KnownTraits, add_prose};

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The platform's Swagger Validator, under its official id.
    Validator,
    /// A documented certification requirement or policy code.
    Certification,
    /// A habit of the reviewers.
    Reviewer,
    /// Our own.
    House,
}

impl Origin {
    pub const ALL: [Self; 4] = [Self::Validator, Self::Certification, Self::Reviewer, Self::House];

    pub fn name(self) -> &'static str {
        match self {
            Self::Validator => "validator",
            Self::Certification => "certification",
            Self::Reviewer => "reviewer",
            Self::House => "house",
        }
    }
}

/// What a rule looks at; the engine calls it once for each of these.
#[derive(Clone, Copy)]
pub enum Check {
    /// Nothing of the connector: the engine itself reports what is wrong in `connkit.json`.
    Configuration,
    /// Nothing of one version alone: the comparison with an older one reports it.
    Change,
    /// Each artifact, whatever it holds.
    Artifact(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'a Artifact)),
    /// Each JSON artifact.
    Document(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'a Document)),
    /// Each text of a JSON artifact that a person reads, with what it is.
    Prose(for<'v, 'a> fn(&mut Cx<'v, 'a>, &Prose<'a>)),
    Definition(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Definition<'a>)),
    Operation(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Operation<'a>)),
    /// Each parameter where it is written; references are not parameters.
    Parameter(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Parameter<'a>)),
    /// Each response where it is written; references are not responses.
    Response(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Response<'a>)),
    Schema(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Schema<'a>)),
    /// Each parameter, items object, header and schema.
    Typed(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Typed<'a>)),
    Properties(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Properties<'a>)),
    ConnectionParameter(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v ConnectionParameter<'a>)),
    Policy(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v Policy<'a>)),
    /// The root of `settings.json`.
    Settings(for<'v, 'a> fn(&mut Cx<'v, 'a>, Node<'a>)),
    Icon(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v IconFile<'a>)),
    Script(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v TextFile<'a, Script>)),
    Readme(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v TextFile<'a, Markdown>)),
    Intro(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'v TextFile<'a, Markdown>)),
    /// The connector as a whole: what ties its artifacts together.
    Connector(for<'v, 'a> fn(&mut Cx<'v, 'a>)),
    /// The package that holds the connector.
    Package(for<'v, 'a> fn(&mut Cx<'v, 'a>, &'a Package)),
}

/// One thing that is checked.
pub struct Rule {
    /// In PascalCase; official ids exactly as published.
    pub id: &'static str,
    /// By publisher kind: verified, independent, custom.
    pub levels: [Level; 3],
    /// Likewise, for findings that only certification makes: see [`Finding::for_certification`].
    pub certification_levels: [Level; 3],
    pub origin: Origin,
    /// Microsoft's codes for the same thing: certification policy codes, solution checker rules.
    pub codes: &'static [&'static str],
    /// In one line: what was observed, documented or counted.
    pub evidence: &'static str,
    /// The version of connkit that first had it.
    pub since: &'static str,
    /// The lines of the documentation comment as Rust keeps them: see [`Rule::documentation`].
    pub comment: &'static str,
    pub check: Check,
    /// How safe the fixes are that it can offer; `fix` asks it in each round when it applies such.
    pub fixes: &'static [Safety],
    /// It is called only for schemas and typed objects that have one of these keywords; for all where there are none.
    pub keywords: Keywords,
}

impl Rule {
    pub fn level(&self, kind: PublisherKind) -> Level {
        self.levels[kind as usize]
    }

    /// The level of findings that only certification makes.
    pub fn certification_level(&self, kind: PublisherKind) -> Level {
        self.certification_levels[kind as usize]
    }

    /// Whether the rule looks at objects with these keywords.
    pub fn is_for(&self, keywords: Keywords) -> bool {
        self.keywords.is_empty() || self.keywords.meets(keywords)
    }

    /// What the rule means, with examples, in Markdown.
    pub fn documentation(&self) -> String {
        self.comment.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
    }

    /// The documentation without its examples.
    pub fn explanation(&self) -> String {
        let mut in_example = false;
        let documentation = self.documentation();
        let lines = documentation.lines().filter(|line| {
            let fence = line.starts_with("```");
            let keep = !in_example && !fence;
            in_example ^= fence;
            keep
        });
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// The first line of the documentation, without its full stop.
    pub fn summary(&self) -> &'static str {
        let first = self.comment.trim_start().lines().next().unwrap_or_default();
        first.strip_suffix('.').unwrap_or(first)
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// Declares the rule of a file: its documentation, then its facts; the check is a function in the same file.
///
/// `levels` is one level for all kinds, or `{ verified, independent, custom }`; `certification` is the same for the
/// findings of this rule that only certification makes, where the platform itself asks for a part only. `fixes` tells
/// which safety the fixes have that it offers, where it offers some. `keywords` tells which schemas and typed objects a
/// check of such wants to see: those that have one of them.
#[macro_export]
macro_rules! rule {
    (
        $(#[doc = $line:literal])*
        $id:ident {
            levels: { $($level:ident),+ },
            $(certification: { $($certification:ident),+ },)?
            origin: $origin:ident,
            $(codes: [$($code:literal),* $(,)?],)?
            evidence: $evidence:literal,
            since: $since:literal,
            check: $check:ident $(($function:expr))?
            $(, fixes: [$($safety:ident),+])?
            $(, keywords: [$($keyword:ident),*])? $(,)?
        }
    ) => {
        pub static RULE: $crate::rule::Rule = $crate::rule::Rule {
            id: stringify!($id),
            levels: $crate::rule::levels([$($crate::finding::Level::$level),+]),
            certification_levels: $crate::rule::last([
                $crate::rule::levels([$($crate::finding::Level::$level),+]),
                $($crate::rule::levels([$($crate::finding::Level::$certification),+]),)?
            ]),
            origin: $crate::rule::Origin::$origin,
            codes: &[$($($code),*)?],
            evidence: $evidence,
            since: $since,
            comment: concat!($($line, "\n"),*),
            check: $crate::rule::Check::$check $(($function))?,
            fixes: &[$($($crate::finding::Safety::$safety),+)?],
            keywords: $crate::connector::keyword::Keywords::of(&[$($($crate::connector::keyword::Keyword::$keyword),*)?]),
        };
    };
}

/// One level for all publisher kinds, or one for each.
pub const fn levels<const N: usize>(given: [Level; N]) -> [Level; 3] {
    match N {
        1 => [given[0], given[0], given[0]],
        3 => [given[0], given[1], given[2]],
        _ => panic!("a rule has one level, or three"),
    }
}

/// The last of one or two tables of levels.
pub const fn last<const N: usize>(tables: [[Level; 3]; N]) -> [Level; 3] {
    tables[N - 1]
}

/// A text artifact with what its reader made of it.
pub struct TextFile<'a, T> {
    pub artifact: &'a Artifact,
    pub text: &'a str,
    pub content: T,
}

impl<T> TextFile<'_, T> {
    /// The place of a span of the text.
    pub fn place(&self, span: crate::text::Span) -> Place {
        Place { file: self.artifact.id, span }
    }

    /// The place for what concerns the file as a whole.
    pub fn start(&self) -> Place {
        Place { file: self.artifact.id, ..Place::default() }
    }
}

/// The icon's file with what was decoded of it.
pub struct IconFile<'a> {
    pub artifact: &'a Artifact,
    pub bytes: &'a [u8],
    pub icon: Result<Icon, IconProblem>,
}

impl IconFile<'_> {
    /// The decoded image; `None` when the file is no icon, or too large to decode.
    pub fn pixels(&self) -> Option<&Pixels> {
        self.icon.as_ref().ok()?.pixels()
    }

    /// The place of the file; there are no lines in a picture.
    pub fn place(&self) -> Place {
        Place { file: self.artifact.id, ..Place::default() }
    }
}

type Lazy<'a, T> = LazyCell<T, Box<dyn FnOnce() -> T + 'a>>;

/// A connector with the views of its artifacts; those of script, icon and texts are made when first asked for.
pub struct View<'a> {
    pub connector: &'a Connector,
    /// The package that the connector lies in.
    pub package: Option<&'a Package>,
    pub definition: Option<Definition<'a>>,
    pub properties: Option<Properties<'a>>,
    script: Lazy<'a, Option<TextFile<'a, Script>>>,
    icon: Lazy<'a, Option<IconFile<'a>>>,
    readme: Lazy<'a, Option<TextFile<'a, Markdown>>>,
    intro: Lazy<'a, Option<TextFile<'a, Markdown>>>,
    prose: OnceCell<Vec<Prose<'a>>>,
    own_names: OnceCell<[String; 2]>,
}

impl<'a> View<'a> {
    pub fn of(connector: &'a Connector) -> Self {
        fn text_file<'a, T>(
            connector: &'a Connector,
            role: Role,
            read: impl FnOnce(&str) -> T + 'a,
        ) -> Lazy<'a, Option<TextFile<'a, T>>> {
            LazyCell::new(Box::new(move || {
                let artifact = connector.artifact(role)?;
                let text = artifact.text()?.as_str();
                Some(TextFile { artifact, text, content: read(text) })
            }))
        }
        Self {
            connector,
            package: None,
            definition: connector.document(Role::Definition).map(Definition::of),
            properties: connector.document(Role::Properties).map(Properties::of),
            script: text_file(connector, Role::Script, Script::of),
            icon: LazyCell::new(Box::new(move || {
                let artifact = connector.artifact(Role::Icon)?;
                let Content::Binary(bytes) = &artifact.content else { return None };
                Some(IconFile { artifact, bytes, icon: Icon::read(bytes) })
            })),
            readme: text_file(connector, Role::Readme, Markdown::of),
            intro: text_file(connector, Role::Intro, Markdown::of),
            prose: OnceCell::new(),
            own_names: OnceCell::new(),
        }
    }

    /// A connector inside a package, with the package.
    pub fn of_package(package: &'a Package, connector: &'a Connector) -> Self {
        Self { package: Some(package), ..Self::of(connector) }
    }

    pub fn script(&self) -> Option<&TextFile<'a, Script>> {
        self.script.as_ref()
    }

    pub fn icon(&self) -> Option<&IconFile<'a>> {
        self.icon.as_ref()
    }

    pub fn readme(&self) -> Option<&TextFile<'a, Markdown>> {
        self.readme.as_ref()
    }

    pub fn intro(&self) -> Option<&TextFile<'a, Markdown>> {
        self.intro.as_ref()
    }

    /// Readme and intro, where there are such.
    pub fn markdown_files(&self) -> impl Iterator<Item = &TextFile<'a, Markdown>> {
        self.readme().into_iter().chain(self.intro())
    }

    /// The names of the connector and of its publisher, folded.
    pub fn own_names(&self) -> &[String; 2] {
        self.own_names.get_or_init(|| {
            let title = self.definition.as_ref().and_then(Definition::title);
            let publisher = self.properties.as_ref().and_then(Properties::publisher);
            [title, publisher].map(|name| name.map_or_else(String::new, |name| folded(&name)))
        })
    }

    /// Every text of the definition and properties that a person reads, in document order.
    pub fn prose(&self) -> &[Prose<'a>] {
        self.prose.get_or_init(|| {
            let definition = self.definition.iter().map(|definition| &definition.shapes);
            let properties = self.properties.iter().map(|properties| &properties.shapes);
            // Most parameters and schemas have such a text, and some two.
            let expected = self.definition.as_ref().map_or(0, |definition| definition.typed.len());
            let mut known = KnownTraits::with_capacity(expected / 2);
            let mut prose = Vec::with_capacity(expected);
            definition.chain(properties).for_each(|shapes| add_prose(&mut prose, shapes, &mut known));
            prose
        })
    }
}

/// What a check is handed: the connector as a whole, and where to report.
pub struct Cx<'v, 'a> {
    pub view: &'v View<'a>,
    rule: &'static Rule,
    findings: &'v mut Vec<Finding>,
    /// How many names the rule may still compare for suggestions.
    comparisons: usize,
}

/// A rule compares so many names of a document for suggestions: enough for a hundred slips in the largest published
/// definition, and little beside what all rules cost.
const MAX_COMPARISONS: usize = 100_000;

impl<'v, 'a> Cx<'v, 'a> {
    pub(crate) fn new(view: &'v View<'a>, rule: &'static Rule, findings: &'v mut Vec<Finding>) -> Self {
        Self { view, rule, findings, comparisons: MAX_COMPARISONS }
    }

    /// Reports something wrong; the finding that is handed back takes labels, help and a fix.
    pub fn report(&mut self, at: impl Into<At>, message: impl Into<Cow<'static, str>>) -> &mut Finding {
        self.findings.push(Finding::new(self.rule, at.into(), message.into()));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// The name of the document that is most like a mistaken one, while the rule has not compared too many.
    ///
    /// Both the mistaken and the known names may be as many as fit into a file, so that their product must be bounded.
    pub fn nearest<'n>(&mut self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<Alike<'n>> {
        if self.comparisons == 0 {
            return None;
        }
        // Many come out of tables that keep no order.
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_unstable();
        self.comparisons = self.comparisons.saturating_sub(known.len());
        nearest(name, known)
    }

    /// Whether the rule may compare names with one more that is mistaken.
    pub fn may_compare(&self) -> bool {
        self.comparisons > 0
    }

    /// Counts names that were looked at, though not compared.
    pub fn spend_comparisons(&mut self, count: usize) {
        self.comparisons = self.comparisons.saturating_sub(count);
    }

    pub fn connector(&self) -> &'a Connector {
        self.view.connector
    }

    /// The definition; there is one whenever a rule about it or its parts is called.
    pub fn definition(&self) -> Option<&'v Definition<'a>> {
        self.view.definition.as_ref()
    }

    pub fn properties(&self) -> Option<&'v Properties<'a>> {
        self.view.properties.as_ref()
    }

    /// The colour that the connector's icon can be drawn anew on: the brand colour, where certification takes it for a
    /// background and something would be seen on it.
    pub fn colour_to_redraw_on(&self) -> Option<Colour> {
        let node = self.properties()?.brand_colour()?;
        let brand = Colour::of_hex(&node.as_str()?).filter(|colour| !colour.is_reserved())?;
        let pixels = self.view.icon()?.pixels()?;
        pixels.stands_out_on(brand).then_some(brand)
    }

    /// Everything in the connector's folder.
    pub fn entries(&self) -> &'a [Entry] {
        self.view.connector.entries()
    }
}
