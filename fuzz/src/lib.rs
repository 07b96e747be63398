//! What every target does: puts the bytes into a connector, runs all rules, and checks what they report.

use connkit::check::{Checker, Levels};
use connkit::connector::Connector;
use connkit::connector::files::Memory;
use connkit::publisher_kind::PublisherKind;
use connkit::text;

const DEFINITION: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "Contoso Orders", "description": "Contoso keeps orders.", "version": "1.0" },
  "host": "contoso.com",
  "paths": { "/orders/{id}": {
    "get": { "operationId": "GetOrder", "summary": "Get an order", "responses": { "200": { "description": "OK" } } }
  } }
}
"##;

const PROPERTIES: &str = r##"{ "properties": {
  "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth2" } } },
  "iconBrandColor": "#33475b", "capabilities": [], "publisher": "Contoso", "stackOwner": "Contoso",
  "scriptOperations": ["GetOrder", "ListOrders"]
} }
"##;

/// Runs all rules over a connector that has these files besides (or instead of) its definition and properties.
///
/// Panics when a finding lies outside of its file or between the bytes of a character, or a fix cannot be applied.
pub fn check(files: &[(&str, &[u8])]) {
    let own = [("apiDefinition.swagger.json", DEFINITION.as_bytes()), ("apiProperties.json", PROPERTIES.as_bytes())];
    let own = own.iter().filter(|(name, _)| files.iter().all(|(other, _)| other != name));
    let all = own.chain(files).map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    let connector = Connector::load(&Memory::new(all)).expect("memory can be listed");
    for kind in PublisherKind::ALL {
        for finding in Checker::new(kind, &Levels::new()).check(&connector) {
            let artifact = connector.file(finding.place.file).expect("a finding lies in a file of the connector");
            let Some(content) = artifact.text().map(text::Text::as_str) else { continue };
            assert!(content.get(finding.place.span.range()).is_some(), "{finding:?}");
            if let Some(fix) = &finding.fix {
                assert!(text::apply(content, &fix.edits).is_some(), "{fix:?}");
            }
        }
    }
}
