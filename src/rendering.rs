//! Renderings: what a connector's properties look like for one use, made from one source.
//!
//! Deployment tools refuse what certification asks for, and the other way round. A rendering changes the text of the
//! properties by edits and says what it changed; the files on disk stay as they are.

use crate::connector::properties::{ConnectionParameter, Properties, get_in_any_case};
use crate::connector::secret::is_placeholder;
use crate::connector::{Connector, Role};
use crate::json::{Document, Node, insert_member, quote, remove, replace_value};
use crate::text::{self, Edit, FileId};

/// One change of a login, and what is said about it; `None` where nothing needs changing.
type Step = fn(&ConnectionParameter<'_>) -> Option<(Edit, String)>;

/// What stands in the place of a client id, which is handed in apart from the files.
pub const DUMMY_CLIENT_ID: &str = "<<Enter your client ID>>";

const REDIRECT_MODE: &str = "GlobalPerConnector";

/// A use of the artifacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Rendering {
    /// As they are
    Source,
    /// Without what `paconn` and `pac` refuse
    Deploy,
    /// With placeholders for client ids, and logins as certification wants them
    Certification,
}

/// A text for one use, and what was done to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// `None` where nothing had to be changed.
    pub properties: Option<String>,
    pub notes: Vec<String>,
}

impl Rendering {
    /// Renders the properties of a connector. Damaged ones stay as they are: what is in them is not known.
    pub fn of(self, connector: &Connector) -> Rendered {
        let mut rendered = Rendered::default();
        let Some(document) = connector.document(Role::Properties).filter(|document| !document.is_damaged()) else {
            return rendered;
        };
        match self {
            Self::Source => {}
            Self::Deploy => rendered.without_stack_owner(document),
            Self::Certification => rendered.with_logins(document),
        }
        rendered
    }
}

impl Rendered {
    fn current<'d>(&'d self, document: &'d Document) -> &'d str {
        self.properties.as_deref().unwrap_or(document.text().as_str())
    }

    fn change(&mut self, document: &Document, edits: Vec<(Edit, String)>) {
        let (edits, notes): (Vec<Edit>, Vec<String>) = edits.into_iter().unzip();
        // Edits of different members never overlap.
        if let Some(text) = text::apply(self.current(document), &edits).filter(|_| !edits.is_empty()) {
            self.properties = Some(text);
            self.notes.extend(notes);
        }
    }

    fn without_stack_owner(&mut self, document: &Document) {
        let owner = Properties::of(document).properties().and_then(|node| get_in_any_case(node, "stackOwner"));
        let edit = owner.and_then(remove).map(|edit| (edit, "left out `stackOwner`".to_owned()));
        self.change(document, edit.into_iter().collect());
    }

    /// One kind of change after the other, each on the text that the one before made: neighbours may both go.
    fn with_logins(&mut self, document: &Document) {
        let steps: [Step; 4] = [without_secret, without_redirect_url, with_redirect_mode, with_dummy_client_id];
        for step in steps {
            let current = Document::parse(FileId::default(), self.current(document));
            let properties = Properties::of(&current);
            let edits = properties.connection_parameters.iter().filter(|parameter| parameter.is_oauth());
            self.change(&current, edits.filter_map(step).collect());
        }
    }
}

fn setting<'a>(parameter: &ConnectionParameter<'a>, key: &str) -> Option<Node<'a>> {
    get_in_any_case(parameter.oauth_settings()?, key)
}

fn without_secret(parameter: &ConnectionParameter<'_>) -> Option<(Edit, String)> {
    let edit = remove(setting(parameter, "clientSecret")?)?;
    Some((edit, format!("left out `clientSecret` of `{}`", parameter.name)))
}

fn without_redirect_url(parameter: &ConnectionParameter<'_>) -> Option<(Edit, String)> {
    let edit = remove(setting(parameter, "redirectUrl")?)?;
    Some((edit, format!("left out `redirectUrl` of `{}`", parameter.name)))
}

fn with_redirect_mode(parameter: &ConnectionParameter<'_>) -> Option<(Edit, String)> {
    let edit = match setting(parameter, "redirectMode") {
        Some(mode) if mode.is_str(REDIRECT_MODE) => return None,
        Some(mode) => replace_value(mode, &quote(REDIRECT_MODE)),
        None => insert_member(parameter.oauth_settings()?, "redirectMode", &quote(REDIRECT_MODE))?,
    };
    Some((edit, format!("made `{REDIRECT_MODE}` the redirect mode of `{}`", parameter.name)))
}

fn with_dummy_client_id(parameter: &ConnectionParameter<'_>) -> Option<(Edit, String)> {
    let edit = match setting(parameter, "clientId") {
        Some(id) if id.as_str().is_some_and(|id| !id.trim().is_empty() && is_placeholder(&id)) => return None,
        Some(id) => replace_value(id, &quote(DUMMY_CLIENT_ID)),
        None => insert_member(parameter.oauth_settings()?, "clientId", &quote(DUMMY_CLIENT_ID))?,
    };
    Some((edit, format!("put a placeholder in place of the client id of `{}`", parameter.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::files::Memory;

    fn render(rendering: Rendering, properties: &str) -> Rendered {
        let files = Memory::new([("apiProperties.json".to_owned(), properties.as_bytes().to_vec())]);
        rendering.of(&Connector::load(&files).unwrap())
    }

    const LOGIN: &str = r#"{
  "properties": {
    "connectionParameters": {
      "token": {
        "type": "oauthSetting",
        "oAuthSettings": {
          "identityProvider": "oauth2",
          "clientId": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
          "clientSecret": "x",
          "redirectUrl": "https://global.consent.azure-apim.net/redirect"
        }
      }
    },
    "stackOwner": "Contoso"
  }
}
"#;

    #[test]
    fn certification_wants_placeholders_and_redirects_of_its_own() {
        let expected = r#"{
  "properties": {
    "connectionParameters": {
      "token": {
        "type": "oauthSetting",
        "oAuthSettings": {
          "identityProvider": "oauth2",
          "clientId": "<<Enter your client ID>>",
          "redirectMode": "GlobalPerConnector"
        }
      }
    },
    "stackOwner": "Contoso"
  }
}
"#;
        let rendered = render(Rendering::Certification, LOGIN);
        assert_eq!(rendered.properties.as_deref(), Some(expected));
        assert_eq!(rendered.notes.len(), 4);
        assert_eq!(render(Rendering::Certification, expected), Rendered::default());
    }

    #[test]
    fn deployment_tools_refuse_the_stack_owner() {
        let rendered = render(Rendering::Deploy, LOGIN);
        assert!(rendered.properties.is_some_and(|text| !text.contains("stackOwner") && text.contains("clientSecret")));
        assert_eq!(render(Rendering::Source, LOGIN), Rendered::default());
        assert_eq!(render(Rendering::Deploy, "{ \"properties\": {"), Rendered::default());
    }
}
