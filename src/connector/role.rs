//! The roles that files play in a connector, and the names that the platform's tools look for.

use std::fmt;

/// What an artifact is to the connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `apiDefinition.swagger.json`: the API as OpenAPI 2.0.
    Definition,
    /// `apiProperties.json`: connection, policies, brand colour, owners.
    Properties,
    /// `settings.json`: the arguments that Microsoft's command line tools store; no part of the connector.
    Settings,
    /// `icon.png`.
    Icon,
    /// `script.csx`: custom code in C#.
    Script,
    /// `readme.md`.
    Readme,
    /// `intro.md`: the public documentation page.
    Intro,
}

impl Role {
    pub const ALL: [Self; 7] =
        [Self::Definition, Self::Properties, Self::Settings, Self::Icon, Self::Script, Self::Readme, Self::Intro];

    /// The file name that the platform's tools look for.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Definition => "apiDefinition.swagger.json",
            Self::Properties => "apiProperties.json",
            Self::Settings => "settings.json",
            Self::Icon => "icon.png",
            Self::Script => "script.csx",
            Self::Readme => "readme.md",
            Self::Intro => "intro.md",
        }
    }

    /// The role that a file of this exact name (in any case) plays.
    pub fn of_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.file_name().eq_ignore_ascii_case(name))
    }

    /// The glossary's word for the artifact.
    pub fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Properties => "properties",
            Self::Settings => "settings",
            Self::Icon => "icon",
            Self::Script => "script",
            Self::Readme => "readme",
            Self::Intro => "intro",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
