//! Packages for certification: made here, whole and broken in every way, judged, compared, and put together by the
//! command.

mod command;
mod tree;
mod validator;

use std::collections::BTreeSet;

use camino::Utf8Path;
use connkit::certification::{self, DEFAULT_LIMITS, Kind};
use connkit::check::{self, Choice};
use connkit::finding::{Finding, Level};
use connkit::project::Project;
use connkit::publisher_kind::PublisherKind;
use connkit::rule::Check;
use connkit::rules::RULES;
use tree::{Files, NAME, Tree, member, part, replace, unzip, zip};

use proptest::prelude::*;

use crate::bundle::raw_zip::{self, Raw};

fn read(bytes: &[u8], sources: Option<&Project>) -> Project {
    let package = certification::read("p.zip", bytes, DEFAULT_LIMITS);
    Project::of_package(Utf8Path::new("p.zip"), package, Some(PublisherKind::Verified), sources).unwrap()
}

fn judge(project: &Project) -> Vec<Finding> {
    check::judge(project, &Choice::default()).findings
}

/// `rule at path: message`, a line each.
fn told(bytes: &[u8], sources: Option<&Project>) -> Vec<String> {
    let project = read(bytes, sources);
    let line = |finding: &Finding| {
        let position = project.text_of(finding.place.file).map(|text| text.position(finding.place.span.start));
        let position = position.map_or_else(String::new, |position| format!(":{position}"));
        format!("{} {}{position}: {}", finding.rule.id, project.path_of(finding.place.file), finding.message)
    };
    judge(&project).iter().map(line).collect()
}

fn rules(bytes: &[u8]) -> BTreeSet<&'static str> {
    judge(&read(bytes, None)).iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn good_packages_have_no_findings() {
    assert_eq!(told(&Tree::good().bytes(), Some(&tree::example("contoso-orders"))), [""; 0]);
    assert_eq!(told(&Tree::with_plugin().bytes(), None), [""; 0]);
    assert_eq!(told(&zip(&Tree::good().connector), None), [""; 0]);
    assert_eq!(told(&zip(&Tree::good().flow), None), [""; 0]);
    assert_eq!(validator::refuses(&Tree::good().bytes(), false), None);
    assert_eq!(validator::refuses(&Tree::with_plugin().bytes(), true), None);
}

/// One way to break a package.
struct Case {
    what: &'static str,
    /// The rules that report it, all of them.
    rules: &'static [&'static str],
    bytes: Vec<u8>,
}

fn case(what: &'static str, rules: &'static [&'static str], break_it: impl FnOnce(&mut Tree)) -> Case {
    let mut tree = Tree::good();
    break_it(&mut tree);
    Case { what, rules, bytes: tree.bytes() }
}

fn outer_cases() -> Vec<Case> {
    vec![
        case("a folder beside the files", &["PackageHasFolder"], |t| drop(t.outer.insert("docs/a.txt".into(), vec![]))),
        case("the folder of macOS", &["PackageHasFolder"], |t| {
            drop(t.outer.insert("__MACOSX/._intro.md".into(), vec![]));
        }),
        case("no introduction", &["PackageIntroMissing"], |t| drop(t.outer.remove("intro.md"))),
        case("two introductions", &["PackageIntroNotSingle"], |t| {
            drop(t.outer.insert("readme.md".into(), b"x".to_vec()));
        }),
        case("another name of the introduction", &["PackageIntroMisnamed"], |t| {
            let intro = t.outer.remove("intro.md").unwrap();
            t.outer.insert("introduction.md".into(), intro);
        }),
        case("no package zip", &["PackageZipMissing"], |t| t.package_name.clear()),
        case("two package zips", &["PackageZipNotSingle"], |t| {
            drop(t.outer.insert("old.zip".into(), zip(&Files::new())));
        }),
        case("a stray file", &["PackageFileNotExpected"], |t| drop(t.outer.insert("notes.txt".into(), vec![]))),
        case("settings that nobody needs", &["CustomPropertiesNotValid"], |t| {
            t.outer.insert("customProperties.json".into(), b"{}".to_vec());
        }),
        case("settings that are no JSON", &["CustomPropertiesNotValid"], |t| {
            t.outer.insert("customProperties.json".into(), b"{".to_vec());
        }),
        case("several authentications without settings", &["CustomPropertiesMissing"], |t| {
            let name = part("connectionparametersets.json");
            let sets = r#"{ "uiDefinition": { "displayName": "Authentication type", "description": "Type of authentication to be used." }, "values": [ { "name": "key", "uiDefinition": { "displayName": "Key", "description": "Sign in with a key." }, "parameters": { "api_key": { "type": "securestring", "uiDefinition": { "displayName": "API key", "description": "The key of the shop.", "tooltip": "Give your key", "constraints": { "tabIndex": 2, "clearText": false, "required": "true" } } } } } ] }"#;
            let after = member("connectionparameters", "connectionparameters.json");
            let both = format!("{after}{}", member("connectionparametersets", "connectionparametersets.json"));
            t.in_both("customizations.xml", &after, &both);
            t.connector.insert(name.clone(), sets.into());
            t.flow.insert(name, sets.into());
        }),
    ]
}

fn inner_cases() -> Vec<Case> {
    vec![
        case("a solution instead of the package zip", &["PackageZipIsSolution"], |t| {
            t.inner_zip = Some(zip(&t.connector));
        }),
        case("no folder of solutions", &["PkgAssetsMissing"], |t| t.inner_zip = Some(zip(&t.solutions()))),
        case("two folders", &["PkgAssetsNotSingle"], |t| drop(t.inner.insert("Other/a.txt".into(), vec![]))),
        case("another name of the folder", &["PkgAssetsMisnamed"], |t| t.assets = "Assets".into()),
        case("a solution beside the folder", &["PackageFileNotExpected"], |t| {
            t.inner.insert("Old.zip".into(), zip(&t.connector));
        }),
        case("a folder among the solutions", &["PkgAssetsHasFolder"], |t| {
            drop(t.others.insert("en-us/a.txt".into(), vec![]));
        }),
        case("no solutions", &["SolutionsMissing"], |t| {
            t.inner.insert("PkgAssets/ImportConfig.xml".into(), b"<a />".to_vec());
            (t.connector_zip, t.flow_zip) = (Some(vec![]), Some(vec![]));
        }),
        case("one solution", &["SolutionsTooFew"], |t| t.flow_zip = Some(vec![])),
        case("three solutions", &["SolutionsTooMany"], |t| {
            let mut third = t.connector.clone();
            replace(&mut third, "solution.xml", "ContosoOrdersConnector<", "Third<");
            t.others.insert("Third.zip".into(), zip(&third));
        }),
        case("a package zip that is none", &["ArchiveDamaged"], |t| t.inner_zip = Some(b"hello".to_vec())),
        case("a package zip that was cut off", &["ArchiveDamaged"], |t| {
            let mut bytes = t.inner_bytes();
            bytes.truncate(bytes.len() / 2);
            t.inner_zip = Some(bytes);
        }),
        case("no connector solution", &["ConnectorSolutionMissing"], |t| {
            let mut second = t.flow.clone();
            replace(&mut second, "solution.xml", "ContosoOrdersFlow<", "Second<");
            t.connector_zip = Some(zip(&second));
        }),
        case("no flow solution", &["FlowSolutionMissing"], |t| {
            let mut second = t.connector.clone();
            replace(&mut second, "solution.xml", "ContosoOrdersConnector<", "Second<");
            t.flow_zip = Some(zip(&second));
        }),
        case("solutions of one name", &["SolutionNamesNotUnique"], |t| {
            t.in_flow("solution.xml", "ContosoOrdersFlow<", "ContosoOrdersConnector<");
        }),
    ]
}

fn manifest_cases() -> Vec<Case> {
    let xml = "solution.xml";
    vec![
        case("no content types", &["SolutionFileMissing"], |t| drop(t.connector.remove("[Content_Types].xml"))),
        case("no customizations", &["SolutionFileMissing"], |t| drop(t.flow.remove("customizations.xml"))),
        case("no manifest", &["SolutionFileMissing"], |t| drop(t.connector.remove(xml))),
        case("a folder around a solution", &["SolutionFileMissing"], |t| {
            t.flow = t.flow.iter().map(|(name, bytes)| (format!("Flow/{name}"), bytes.clone())).collect();
        }),
        case("XML that is not closed", &["SolutionXmlSyntax"], |t| t.in_connector(xml, "</SolutionManifest>", "")),
        case("XML that declares entities", &["SolutionXmlDeclaresEntities"], |t| {
            t.in_connector(
                xml,
                "<ImportExportXml",
                "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>\n<ImportExportXml",
            );
        }),
        case("XML that is deeply nested", &["SolutionXmlSyntax"], |t| {
            t.connector.insert(xml.into(), "<a>".repeat(100_000).into_bytes());
        }),
        case("another root", &["SolutionManifestIncomplete"], |t| {
            t.connector.insert(xml.into(), b"<Solution />".to_vec());
        }),
        case("no publisher", &["SolutionManifestIncomplete"], |t| {
            t.in_connector(xml, "<CustomizationPrefix>cnt</CustomizationPrefix>", "");
        }),
        case("no version", &["SolutionManifestIncomplete"], |t| {
            t.in_flow(xml, "<Version>1.0.0.0</Version>", "<Version />");
        }),
        case("a managed solution", &["SolutionManaged"], |t| t.in_flow(xml, "<Managed>0<", "<Managed>1<")),
        case("a version of three numbers", &["SolutionVersionNotValid"], |t| {
            t.in_connector(xml, ">1.0.0.0<", ">1.0.0<");
        }),
        case("a long prefix", &["ConnectorNameWithoutPrefix", "PublisherPrefixNotValid"], |t| {
            t.in_connector(xml, "Prefix>cnt<", "Prefix>contosoorders<");
        }),
        case("the default publisher", &["PublisherIsDefault"], |t| {
            t.in_connector(xml, "<UniqueName>ContosoLtd<", "<UniqueName>DefaultPublisherorg1234<");
        }),
        case("a connector of another publisher", &["ConnectorNameWithoutPrefix"], |t| {
            t.in_connector(xml, "Prefix>cnt<", "Prefix>abc<");
        }),
        case("no component", &["ConnectorComponentMissing"], |t| {
            t.in_connector(xml, "<RootComponent type=\"372\"", "<Other a=\"b\"");
        }),
        case("another component", &["ConnectorSolutionHasOtherComponents"], |t| {
            t.in_connector(
                xml,
                "</RootComponents>",
                "<RootComponent type=\"61\" schemaName=\"cnt_page\" />\n</RootComponents>",
            );
        }),
        case("a missing dependency", &["SolutionDependencyMissing"], |t| {
            t.in_connector(
                xml,
                "<MissingDependencies />",
                "<MissingDependencies><MissingDependency /></MissingDependencies>",
            );
        }),
        case("an extension without a type", &["SolutionContentTypeMissing"], |t| {
            t.in_connector("[Content_Types].xml", "Extension=\"csx\"", "Extension=\"cs\"");
        }),
    ]
}

fn customizations_cases() -> Vec<Case> {
    let xml = "customizations.xml";
    vec![
        case("no folder of the connector", &["ConnectorFolderMissing"], |t| {
            t.connector.retain(|name, _| !name.starts_with("Connector/"));
        }),
        case("no folder of the flows", &["WorkflowsFolderMissing"], |t| {
            t.flow.retain(|name, _| !name.starts_with("Workflows/"));
        }),
        case("two connectors", &["ConnectorNotSingle", "ConnectorPartMissing"], |t| {
            t.in_connector(
                xml,
                "</Connectors>",
                "<Connector><name>cnt_copy</name><displayname>Copy</displayname></Connector></Connectors>",
            );
        }),
        case("flows without connector", &["FlowSolutionLacksConnector"], |t| {
            let text = String::from_utf8(t.flow[xml].clone()).unwrap();
            let (start, end) = (text.find("  <Connectors>").unwrap(), text.find("  <Languages>").unwrap());
            t.flow.insert(xml.into(), format!("{}{}", &text[..start], &text[end..]).into_bytes());
        }),
        case("a flow without file", &["WorkflowFileMissing", "WorkflowFileNotListed"], |t| {
            t.in_flow(xml, "/Workflows/Try-1.json", "/Workflows/Try-2.json");
        }),
        case("a flow that is not listed", &["WorkflowFileNotListed"], |t| {
            drop(t.flow.insert("Workflows/Old.json".into(), b"{}".to_vec()));
        }),
        case("a flow that is no JSON", &["FlowDoesNotUseConnector", "WorkflowNotJson"], |t| {
            drop(t.flow.insert("Workflows/Try-1.json".into(), b"[".to_vec()));
        }),
        case("a flow of another connector", &["FlowDoesNotUseConnector"], |t| {
            drop(t.flow.insert("Workflows/Try-1.json".into(), b"{}".to_vec()));
        }),
        case("a definition without file", &["SolutionPathMissing"], |t| {
            drop(t.connector.remove(&part("openapidefinition.json")));
        }),
        case("an icon without file", &["SolutionPathMissing"], |t| drop(t.flow.remove(&part("iconblob.Png")))),
        case("a file that nobody names", &["SolutionFileNotNamed"], |t| {
            drop(t.connector.insert("Connector/copy.json".into(), vec![]));
        }),
        case("a connector without definition", &["ConnectorPartMissing"], |t| {
            t.in_connector(xml, &member("openapidefinition", "openapidefinition.json"), "");
            t.connector.remove(&part("openapidefinition.json"));
        }),
        case("a connector without icon", &["ConnectorPartMissing"], |t| {
            t.in_connector(xml, &member("iconblob", "iconblob.Png"), "");
            t.connector.remove(&part("iconblob.Png"));
        }),
        case("empty policies", &["SolutionPoliciesEmpty"], |t| {
            let after = member("openapidefinition", "openapidefinition.json");
            t.in_connector(
                xml,
                &after,
                &format!("{after}{}", member("policytemplateinstances", "policytemplateinstances.json")),
            );
            t.connector.insert(part("policytemplateinstances.json"), b"[]".to_vec());
        }),
        case("parameters that are no JSON", &["SolutionJsonNotValid"], |t| {
            drop(t.connector.insert(part("connectionparameters.json"), b"{ \"a\": ".to_vec()));
        }),
        case("a long display name", &["ConnectorDisplayNameNotTitle", "ConnectorDisplayNameTooLong"], |t| {
            t.in_connector(xml, "<displayname>Contoso Orders<", "<displayname>Contoso Orders and everything else<");
        }),
        case("another display name", &["ConnectorDisplayNameNotTitle"], |t| {
            t.in_connector(xml, "<displayname>Contoso Orders<", "<displayname>Contoso<");
        }),
        case("another type of connector", &["ConnectorTypeNotCustom"], |t| {
            t.in_connector(xml, "<connectortype>1<", "<connectortype>0<");
        }),
        case("another connector in the flows", &["ConnectorsDiffer", "FlowDoesNotUseConnector"], |t| {
            t.in_flow(xml, &format!("<name>{NAME}<"), "<name>cnt_tides<");
        }),
        case("another definition in the flows", &["ConnectorsDiffer"], |t| {
            t.in_flow(&part("openapidefinition.json"), "\"1.0.0\"", "\"1.0.1\"");
        }),
        case("a brand colour that is none", &["BrandColourNotValid"], |t| {
            t.in_connector(xml, "<iconbrandcolor>#14532d<", "<iconbrandcolor>green<");
        }),
        case("a definition that is no JSON", &["JsonSyntax"], |t| {
            t.in_both(&part("openapidefinition.json"), "\"swagger\"", "swagger\"");
        }),
        case("a secret", &["SecretInFile"], |t| {
            t.in_connector(&part("customcodeblobcontent.csx"), "public class", "// AKIAN0TR3AL7QX9ZW2L5\npublic class");
        }),
    ]
}

/// The outer zip as bytes that no ordinary program writes.
fn raw(change: impl FnOnce(&mut Vec<Raw>)) -> Vec<u8> {
    let tree = Tree::good();
    let mut entries =
        vec![Raw::new(b"intro.md", &tree.outer["intro.md"]), Raw::new(b"package.zip", &tree.inner_bytes())];
    change(&mut entries);
    raw_zip::zip(&entries)
}

fn hostile(what: &'static str, rules: &'static [&'static str], change: impl FnOnce(&mut Vec<Raw>)) -> Case {
    Case { what, rules, bytes: raw(change) }
}

/// A zip with a file of so many zeros in it, some levels deep.
fn bomb(megabytes: usize, levels: usize) -> Vec<u8> {
    let mut bytes = zip(&Files::from([("zeros.json".to_owned(), vec![0; megabytes << 20])]));
    for _ in 1..levels {
        bytes = zip(&Files::from([("PkgAssets/a.zip".to_owned(), bytes)]));
    }
    bytes
}

fn hostile_cases() -> Vec<Case> {
    let add = |name: &'static [u8]| move |entries: &mut Vec<Raw>| entries.push(Raw::new(name, b"x"));
    vec![
        hostile("a path that leads out", &["ArchiveNameUnsafe", "PackageHasFolder"], add(b"../evil.txt")),
        hostile("an absolute path", &["ArchiveNameUnsafe", "PackageHasFolder"], add(b"/etc/passwd")),
        hostile("a drive", &["ArchiveNameUnsafe", "PackageFileNotExpected"], add(b"C:evil")),
        hostile("control characters", &["ArchiveNameUnsafe", "PackageFileNotExpected"], add(b"a\x1b[2Jb")),
        hostile("backslashes", &["ArchiveNameUnclear", "PackageHasFolder"], add(b"docs\\a.txt")),
        hostile(
            "a name of unknown encoding",
            &["ArchiveNameUnclear", "PackageFileNotExpected"],
            add("ü.txt".as_bytes()),
        ),
        hostile("a name that is not UTF-8", &["ArchiveNameUnsafe", "PackageFileNotExpected"], add(b"\xff\xfe")),
        hostile("two entries of one name", &["ArchiveNameNotUnique", "PackageIntroNotSingle"], add(b"intro.md")),
        hostile("names that differ in case", &["ArchiveNameNotUnique", "PackageIntroNotSingle"], add(b"INTRO.md")),
        hostile("a symbolic link", &["ArchiveEntryNotRegular"], |entries| entries[0].attributes = 0o120_777 << 16),
        hostile("a device", &["ArchiveEntryNotRegular"], |entries| entries[0].attributes = 0o020_666 << 16),
        hostile("an encrypted introduction", &["ArchiveEntryEncrypted"], |entries| entries[0].flags = 1),
        hostile("an unusual compression", &["ArchiveMethodNotSupported"], |entries| entries[0].method = 12),
        hostile("sizes as zip64", &["ArchiveMethodNotSupported"], |entries| {
            entries[0].size = u32::MAX;
            entries[0].local_size = Some(u32::MAX);
        }),
        hostile("a header that lies", &["ArchiveAmbiguous"], |entries| {
            entries[0].local_name = Some(b"evil.md".to_vec());
        }),
        hostile(
            "entries over each other",
            &["ArchiveAmbiguous", "ArchiveNameNotUnique", "PackageFileNotExpected", "PackageIntroMissing"],
            |entries| {
                entries[0].name = b"a.txt".to_vec();
                entries[0].offset = Some(0);
                entries.push(Raw { offset: Some(0), ..entries[0].clone() });
                entries.swap(1, 2);
            },
        ),
        hostile("a second name in an extra field", &["ArchiveAmbiguous"], |entries| {
            entries[0].extra = b"up\x05\0\x01abcd".to_vec();
        }),
        hostile("contents that are not as announced", &["ArchiveDamaged"], |entries| entries[0].crc32 ^= 1),
        hostile("a size that lies", &["ArchiveDamaged"], |entries| {
            entries[0].deflate();
            entries[0].size -= 1;
        }),
        hostile("a bomb", &["ArchiveTooLarge", "SolutionsMissing"], |entries| {
            let zeros = zip(&Files::from([("PkgAssets/zeros.bin".to_owned(), vec![0; 8 << 20])]));
            entries[1] = Raw::new(b"package.zip", &zeros);
        }),
        hostile("a bomb in solutions", &["ArchiveTooLarge", "SolutionFileMissing", "SolutionsTooFew"], |entries| {
            entries[1] = Raw::new(b"package.zip", &bomb(8, 2));
        }),
    ]
}

fn other_cases() -> Vec<Case> {
    let tree = Tree::good();
    let wrapped: Files =
        unzip(&tree.bytes()).into_iter().map(|(name, bytes)| (format!("Package/{name}"), bytes)).collect();
    let definition = &tree.connector[&part("openapidefinition.json")];
    let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let legacy = [file("apiDefinition.swagger.json", definition), file("apiProperties.json", b"{}")];
    let mut plugin = Tree::with_plugin();
    let mut solution = unzip(&plugin.others["Plugin.zip"]);
    solution.remove("aiplugins/p/aiplugin.xml");
    plugin.others.insert("Plugin.zip".into(), zip(&solution));
    let mut two = Tree::with_plugin();
    two.flow_zip = Some(vec![]);
    let bundle = Files::from([file("apiDefinition.swagger.json", definition), file("manifest.json", b"{}")]);
    let case = |what, rules, bytes| Case { what, rules, bytes };
    vec![
        case("a folder around everything", &["PackageHasFolder"] as &[_], zip(&wrapped)),
        case("the package zip alone", &["PackageNotWrapped"], tree.inner_bytes()),
        case("nothing that is known", &["PackageNotKnown"], zip(&Files::from([file("a.txt", b"x")]))),
        case("an upload without icon", &["LegacyFileMissing"], zip(&Files::from(legacy.clone()))),
        case("an upload with a script", &["LegacyFileMissing", "LegacyFileNotExpected"], {
            zip(&legacy.into_iter().chain([file("script.csx", b"")]).collect())
        }),
        case("a plug-in without folder", &["PluginFolderMissing"], plugin.bytes()),
        case("a plug-in without flows", &["SolutionsTooFew"], two.bytes()),
        case("a bundle without manifest", &["BundleNotProved"], zip(&bundle)),
    ]
}

fn cases() -> Vec<Case> {
    [outer_cases(), inner_cases(), manifest_cases(), customizations_cases(), hostile_cases(), other_cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// Bundles are proved by their own room, as the command does it.
fn rules_of(bytes: &[u8]) -> BTreeSet<&'static str> {
    let mut package = certification::read("p.zip", bytes, DEFAULT_LIMITS);
    if package.kind != Kind::Bundle {
        return rules(bytes);
    }
    package.bundle_problems = connkit::bundle::verify(bytes).problems;
    let project = Project::of_package(Utf8Path::new("p.zip"), package, Some(PublisherKind::Verified), None).unwrap();
    judge(&project).iter().map(|finding| finding.rule.id).filter(|id| *id == "BundleNotProved").collect()
}

#[test]
fn every_broken_package_gives_its_own_findings() {
    let mut failures = Vec::new();
    for Case { what, rules, bytes } in cases() {
        let found = rules_of(&bytes);
        let about_packages =
            |id: &&&str| RULES.iter().any(|rule| rule.id == **id && matches!(rule.check, Check::Package(_)));
        let wanted: BTreeSet<&str> = rules.iter().copied().collect();
        // Rules for connectors may have more to say about what is left of one.
        let told: BTreeSet<&str> =
            found.iter().filter(about_packages).copied().chain(wanted.intersection(&found).copied()).collect();
        if told != wanted {
            failures.push(format!("{what}: expected {wanted:?}, found {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(cases().len() >= 40, "there are {} ways", cases().len());
}

#[test]
fn every_rule_about_packages_is_proved() {
    let stale = ["PackageIntroStale", "SolutionStale"];
    let proved: BTreeSet<&str> = cases().iter().flat_map(|case| case.rules).copied().chain(stale).collect();
    let of_packages = RULES.iter().filter(|rule| matches!(rule.check, Check::Package(_)));
    let unproved: Vec<&str> = of_packages.map(|rule| rule.id).filter(|id| !proved.contains(id)).collect();
    assert_eq!(unproved, [""; 0]);
}

#[test]
fn whatever_the_public_validator_refuses_is_refused() {
    let ordinary = [outer_cases(), inner_cases(), manifest_cases(), customizations_cases()].into_iter().flatten();
    let mut refused = 0;
    for Case { what, bytes, .. } in ordinary.filter(|case| !case.rules.contains(&"ArchiveDamaged")) {
        let project = read(&bytes, None);
        let plugin = project.package.as_ref().unwrap().has_plugin();
        if let Some(step) = validator::refuses(&bytes, plugin) {
            refused += 1;
            let is_error = judge(&project).iter().any(|finding| finding.level == Level::Error);
            assert!(is_error, "{what}: the validator stops at {step}, connkit finds {:?}", rules(&bytes));
        }
    }
    assert!(refused > 15, "the validator refuses {refused} of them");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_packages_crash_nothing(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        // Stored all the way down, so that the damage reaches the files of the solutions.
        let mut bytes = stored(&Tree::good());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        told(&bytes, None);
    }

    #[test]
    fn packages_that_were_cut_off_are_refused(at in any::<prop::sample::Index>()) {
        let bytes = Tree::good().bytes();
        let cut = &bytes[..at.index(bytes.len())];
        let project = read(cut, None);
        prop_assert!(judge(&project).iter().any(|finding| finding.level == Level::Error));
    }
}

/// The package with nothing compressed in it.
fn stored(tree: &Tree) -> Vec<u8> {
    let zip = |files: &Files| {
        let entries: Vec<Raw> = files.iter().map(|(name, bytes)| Raw::new(name.as_bytes(), bytes)).collect();
        raw_zip::zip(&entries)
    };
    let solutions = Files::from([
        ("PkgAssets/Connector.zip".to_owned(), zip(&tree.connector)),
        ("PkgAssets/Flow.zip".to_owned(), zip(&tree.flow)),
    ]);
    let intro = tree.outer["intro.md"].clone();
    zip(&Files::from([("intro.md".to_owned(), intro), ("package.zip".to_owned(), zip(&solutions))]))
}
