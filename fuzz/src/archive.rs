//! Zips, and zips in them: read, proved, and judged as packages.

use arbitrary::Result;
use camino::Utf8Path;
use connkit::archive::{Layout, Limits, Member, Source};
use connkit::bundle;
use connkit::certification;
use connkit::check::{self, Choice};
use connkit::connector::shape::Shape;
use connkit::project::Project;
use connkit::publisher_kind::PublisherKind;

use crate::{Choices, judging, sketch};

/// Little enough for a fuzzer's memory.
const LIMITS: Limits =
    Limits { entry_count: 200, entry_size: 1 << 20, total_size: 8 << 20, ratio: 200, ratio_applies_above: 1 << 16 };

const MOST_MEMBERS: usize = 8;
const DEPTH: usize = 3;

const NAMES: &[&str] = &[
    "package.zip",
    "intro.md",
    "readme.md",
    "customProperties.json",
    "PkgAssets/Flow.zip",
    "PkgAssets/Connector.zip",
    "solution.xml",
    "customizations.xml",
    "[Content_Types].xml",
    "Connector/a_openapidefinition.json",
    "Connector/a_connectionparameters.json",
    "Connector/a_policytemplateinstances.json",
    "Connector/a_iconblob.Png",
    "Connector/a_customcodeblobcontent.csx",
    "Workflows/a.json",
    "apiDefinition.swagger.json",
    "apiProperties.json",
    "connkit-manifest.json",
    "a/b/../c",
    "/a",
    "a\\b",
    "CON",
    "A.md",
    "a.md",
    "ä",
    "Contoso/apiDefinition.swagger.json",
    "script.csx",
    "icon.png",
    "manifest.json",
];
const XML: &[&str] = &[
    "<ImportExportXml>",
    "</ImportExportXml>",
    "<SolutionManifest>",
    "</SolutionManifest>",
    "<UniqueName>a</UniqueName>",
    "<Version>1.0.0.0</Version>",
    "<Managed>0</Managed>",
    "<RootComponents><RootComponent type=\"372\" schemaName=\"a\"/></RootComponents>",
    "<Connectors><Connector>",
    "</Connector></Connectors>",
    "<openapidefinition>/Connector/a_openapidefinition.json</openapidefinition>",
    "<connectionparameters>/Connector/a_connectionparameters.json</connectionparameters>",
    "<displayname>A</displayname>",
    "<iconblob>x</iconblob>",
    "<policytemplateinstances>/Connector/a_policytemplateinstances.json</policytemplateinstances>",
    "<iconbrandcolor>#123456</iconbrandcolor>",
    "<Workflows><Workflow WorkflowId=\"{a}\" Name=\"a\"><JsonFileName>/Workflows/a.json</JsonFileName></Workflow></Workflows>",
    "&amp;",
    "<",
    "é",
    "<connectorinternalid>a</connectorinternalid>",
    "<Publisher><UniqueName>a</UniqueName><CustomizationPrefix>a</CustomizationPrefix></Publisher>",
];

/// Reads the bytes as a zip, or makes one as they say.
pub fn check(bytes: &[u8]) -> Result<()> {
    match bytes.split_first() {
        Some((b'P', _)) | None => verify(bytes),
        Some((_, rest)) => verify(&sketched(&mut Choices::new(rest))?),
    }
    Ok(())
}

/// Panics when a package cannot be judged, or a finding not be told.
fn verify(bytes: &[u8]) {
    let package = certification::read("p.zip", bytes, LIMITS);
    let project = Project::of_package(Utf8Path::new("p.zip"), package, Some(PublisherKind::Verified), None)
        .expect("packages are read from memory");
    let findings = check::judge(&project, &Choice::default()).findings;
    judging::render(&project, &findings);
    let verdict = bundle::verify(bytes);
    assert!(!verdict.is_proved() || bundle::contents(bytes).is_ok(), "a proved bundle can be read");
}

/// A zip with whatever the choices put into it, a few of its bytes changed.
fn sketched(choices: &mut Choices<'_>) -> Result<Vec<u8>> {
    let mut bytes = zip(choices, 0)?;
    for _ in 0..choices.int_in_range(0..=3)? {
        if let Some(last) = bytes.len().checked_sub(1) {
            let at = choices.int_in_range(0..=last)?;
            bytes[at] = choices.arbitrary()?;
        }
    }
    Ok(bytes)
}

fn zip(choices: &mut Choices<'_>, depth: usize) -> Result<Vec<u8>> {
    let mut members: Vec<Member> = Vec::new();
    for _ in 0..choices.int_in_range(0..=MOST_MEMBERS)? {
        let name = *choices.choose(NAMES)?;
        let contents = contents(choices, name, depth)?;
        if members.iter().all(|member| member.name != name) {
            members.push(Member::new(name, Source::Bytes(contents)));
        }
    }
    Ok(Layout::plan(members).and_then(|layout| layout.to_bytes()).expect("small zips can be made"))
}

fn contents(choices: &mut Choices<'_>, name: &str, depth: usize) -> Result<Vec<u8>> {
    Ok(match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("zip") if depth < DEPTH => zip(choices, depth + 1)?,
        Some("xml") => xml(choices)?.into_bytes(),
        Some("json") => {
            let shape =
                *choices.choose(&[Shape::Root, Shape::PropertiesRoot, Shape::ConnectionParameters, Shape::Policies])?;
            sketch::artifact(choices, shape)?.into_bytes()
        }
        _ => choices.arbitrary::<&[u8]>()?.to_vec(),
    })
}

fn xml(choices: &mut Choices<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..choices.int_in_range(0..=20)? {
        text.push_str(choices.choose(XML)?);
    }
    Ok(text)
}
