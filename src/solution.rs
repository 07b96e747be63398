//! A connector solution made from sources: unmanaged, as an environment would export it, and good for importing.
//!
//! What only an environment knows is left out: the internal id of the connector, the version of the environment, flows.

use anyhow::{Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::archive::{Layout, Member, Source};
use crate::certification::{is_publisher_prefix, is_solution_version};
use crate::connector::properties::Properties;
use crate::connector::{Connector, Role};
use crate::json::{Document, Node, print};
use crate::text::FileId;

/// Whose solution it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// As people know the publisher.
    pub publisher: String,
    pub prefix: String,
    /// Four numbers.
    pub version: String,
}

/// The solution's version where nothing tells another one.
pub const DEFAULT_VERSION: &str = "1.0.0.0";

/// A solution that is going to be written.
#[derive(Clone, Debug)]
pub struct Planned {
    pub unique_name: String,
    /// The name of the connector in environments.
    pub connector_name: String,
    pub layout: Layout,
}

/// What the manifest calls root components that are connectors.
const CONNECTOR_COMPONENT: &str = "372";

/// Lists in `customizations.xml` that every export has, empty here.
const EMPTY_LISTS: [&str; 11] = [
    "Entities",
    "Roles",
    "Workflows",
    "FieldSecurityProfiles",
    "Templates",
    "EntityMaps",
    "EntityRelationships",
    "OrganizationSettings",
    "optionsets",
    "CustomControls",
    "EntityDataProviders",
];

/// One file in `Connector`, and the member of `customizations.xml` that names it.
struct Part {
    member: &'static str,
    suffix: &'static str,
    bytes: Vec<u8>,
}

/// Plans the solution of a connector.
///
/// Fails when prefix or version are not what the platform takes, or the connector has no definition or properties that
/// can be read.
pub fn plan(connector: &Connector, title: &str, identity: &Identity) -> Result<Planned> {
    let Identity { publisher, prefix, version } = identity;
    ensure!(
        is_publisher_prefix(prefix),
        "`{prefix}` is no prefix of a publisher: take two to eight letters and digits that begin with a letter"
    );
    ensure!(is_solution_version(version), "`{version}` is no version of a solution: it has four numbers, as `1.0.0.0`");
    ensure!(!publisher.trim().is_empty(), "the publisher of the solution has no name");
    let parts = parts(connector)?;
    let connector_name = format!("{prefix}_{}", encoded(title));
    let unique_name = format!("{}Connector", plain(title));
    let names = Names { title, identity, unique_name: &unique_name, connector_name: &connector_name };
    let mut members = vec![
        Member::new("[Content_Types].xml", Source::Bytes(content_types(&parts).into_bytes())),
        Member::new("customizations.xml", Source::Bytes(customizations(&names, connector, &parts).into_bytes())),
        Member::new("solution.xml", Source::Bytes(manifest(&names).into_bytes())),
    ];
    members.extend(
        parts
            .into_iter()
            .map(|part| Member::new(format!("Connector/{connector_name}_{}", part.suffix), Source::Bytes(part.bytes))),
    );
    Ok(Planned { layout: Layout::plan(members)?, unique_name, connector_name })
}

/// What the solution is called and to whom it belongs.
struct Names<'n> {
    title: &'n str,
    identity: &'n Identity,
    unique_name: &'n str,
    connector_name: &'n str,
}

impl Names<'_> {
    /// The connector's id: always the same for one publisher and connector, so that importing again updates it.
    fn id(&self) -> String {
        let digest = Sha256::digest(format!("{}/{}", self.identity.publisher, self.connector_name));
        let mut bytes: Vec<u8> = digest.iter().take(16).copied().collect();
        // Version 8 is for ids that are made in one's own way.
        for (index, keep, set) in [(6, 0x0f, 0x80), (8, 0x3f, 0x80)] {
            if let Some(byte) = bytes.get_mut(index) {
                *byte = *byte & keep | set;
            }
        }
        let hex: Vec<String> =
            bytes.chunks(2).map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
        let group = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default().concat();
        [group(0..2), group(2..3), group(3..4), group(4..5), group(5..8)].join("-")
    }
}

/// The files of the connector. Policies that are not there get no file: an empty one has been refused.
fn parts(connector: &Connector) -> Result<Vec<Part>> {
    let bytes = |role: Role| connector.artifact(role).and_then(|artifact| artifact.bytes()).map(<[u8]>::to_vec);
    let Some(definition) = bytes(Role::Definition) else {
        bail!("there is no definition to put into a solution; add `{}`", Role::Definition.file_name());
    };
    let document = connector.document(Role::Properties).filter(|document| !document.is_damaged());
    let Some(properties) = document.map(Properties::of) else {
        bail!("`{}` is missing or cannot be read: the solution needs what it says", Role::Properties.file_name());
    };
    let mut parts = vec![Part { member: "openapidefinition", suffix: "openapidefinition.json", bytes: definition }];
    let mut json = |key: &str, member, suffix| {
        if let Some(bytes) = properties.get(key).and_then(text_of) {
            parts.push(Part { member, suffix, bytes });
        }
    };
    json("connectionParameters", "connectionparameters", "connectionparameters.json");
    json("connectionParameterSets", "connectionparametersets", "connectionparametersets.json");
    json("policyTemplateInstances", "policytemplateinstances", "policytemplateinstances.json");
    json("scriptOperations", "scriptoperations", "scriptoperations.json");
    if !parts.iter().any(|part| part.member == "connectionparameters") {
        let bytes = b"{}\n".to_vec();
        parts.push(Part { member: "connectionparameters", suffix: "connectionparameters.json", bytes });
    }
    let others = [
        (Role::Script, "customcodeblobcontent", "customcodeblobcontent.csx"),
        (Role::Icon, "iconblob", "iconblob.Png"),
    ];
    for (role, member, suffix) in others {
        parts.extend(bytes(role).map(|bytes| Part { member, suffix, bytes }));
    }
    Ok(parts)
}

/// A value as a document of its own; `None` for empty lists and `null`, which stand for nothing.
fn text_of(node: Node<'_>) -> Option<Vec<u8>> {
    if node.is_null() || (node.is_array() && node.is_empty()) {
        return None;
    }
    let document = Document::parse(FileId::default(), node.raw());
    print(&document, &|_| &[]).map(String::into_bytes)
}

fn content_types(parts: &[Part]) -> String {
    let mut extensions: Vec<&str> = vec!["xml"];
    extensions.extend(parts.iter().filter_map(|part| Some(part.suffix.rsplit_once('.')?.1)));
    extensions.sort_unstable();
    extensions.dedup();
    let defaults: String = extensions
        .iter()
        .map(|extension| format!("  <Default Extension=\"{extension}\" ContentType=\"application/octet-stream\" />\n"))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n{defaults}</Types>\n"
    )
}

fn customizations(names: &Names<'_>, connector: &Connector, parts: &[Part]) -> String {
    let info = connector.document(Role::Definition).and_then(|document| document.root().get("info"));
    let description = info.and_then(|info| info.str_member("description")).unwrap_or_default();
    let properties = connector.document(Role::Properties).map(Properties::of);
    let colour = properties.as_ref().and_then(|properties| properties.brand_colour()?.as_str()).unwrap_or_default();
    let mut members = vec![
        ("connectorid", names.id()),
        ("name", names.connector_name.to_owned()),
        ("description", description.into_owned()),
        ("displayname", names.title.to_owned()),
        ("iconbrandcolor", colour.into_owned()),
        ("connectortype", "1".to_owned()),
    ];
    let path = |part: &Part| (part.member, format!("/Connector/{}_{}", names.connector_name, part.suffix));
    members.extend(parts.iter().map(path));
    let empty: String = EMPTY_LISTS.iter().map(|name| format!("  <{name} />\n")).collect();
    let members: String =
        members.iter().map(|(name, value)| format!("      <{name}>{}</{name}>\n", escaped(value))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ImportExportXml xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n{empty}  <Connectors>\n    \
         <Connector>\n{members}    </Connector>\n  </Connectors>\n  <Languages>\n    <Language>1033</Language>\n  \
         </Languages>\n</ImportExportXml>\n"
    )
}

fn manifest(names: &Names<'_>) -> String {
    let Identity { publisher, prefix, version } = names.identity;
    let unique_publisher = match plain(publisher) {
        name if name.is_empty() => prefix.clone(),
        name => name,
    };
    let (publisher, title) = (escaped(publisher), escaped(names.title));
    let (unique_name, connector_name, id) = (names.unique_name, names.connector_name, names.id());
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml version="9.2" SolutionPackageVersion="9.2" languagecode="1033" generatedBy="connkit" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <SolutionManifest>
    <UniqueName>{unique_name}</UniqueName>
    <LocalizedNames>
      <LocalizedName description="{title} connector" languagecode="1033" />
    </LocalizedNames>
    <Descriptions />
    <Version>{version}</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>{unique_publisher}</UniqueName>
      <LocalizedNames>
        <LocalizedName description="{publisher}" languagecode="1033" />
      </LocalizedNames>
      <Descriptions />
      <EMailAddress xsi:nil="true"></EMailAddress>
      <SupportingWebsiteUrl xsi:nil="true"></SupportingWebsiteUrl>
      <CustomizationPrefix>{prefix}</CustomizationPrefix>
      <CustomizationOptionValuePrefix>10000</CustomizationOptionValuePrefix>
      <Addresses />
    </Publisher>
    <RootComponents>
      <RootComponent type="{CONNECTOR_COMPONENT}" id="{{{id}}}" schemaName="{connector_name}" behavior="0" />
    </RootComponents>
    <MissingDependencies />
  </SolutionManifest>
</ImportExportXml>
"#
    )
}

/// A title as part of a connector's name: small letters and digits; any other byte as `-` and two hexadecimal digits.
fn encoded(title: &str) -> String {
    let mut name = String::new();
    for byte in title.trim().to_lowercase().bytes() {
        if byte.is_ascii_alphanumeric() {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("-{byte:02x}"));
        }
    }
    name
}

/// The ASCII letters and digits of a text.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A text as XML has it, without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        assert_eq!(encoded(" Contoso Orders "), "contoso-20orders");
        assert_eq!(encoded("Größe"), "gr-c3-b6-c3-9fe");
        assert_eq!(escaped("a & <b> \"c\"\u{1}"), "a &amp; &lt;b&gt; &quot;c&quot;");
    }

    #[test]
    fn ids_are_guids_and_stay() {
        let identity = Identity { publisher: "Contoso".into(), prefix: "cnt".into(), version: "1.0.0.0".into() };
        let names = Names { title: "T", identity: &identity, unique_name: "T", connector_name: "cnt_t" };
        let id = names.id();
        assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert_eq!(id, names.id());
    }
}
