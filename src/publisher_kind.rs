//! Who publishes a connector: it decides which rules apply, what a project holds, and where its folder is upstream.

use std::fmt;

use serde::Serialize;

/// The three kinds of publishers that Microsoft's documents know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum PublisherKind {
    /// Owns the service behind the connector and certifies it.
    Verified,
    /// Certifies a connector to a service of somebody else.
    Independent,
    /// Does not certify: the connector stays in the publisher's own environments.
    Custom,
}

impl PublisherKind {
    pub const ALL: [Self; 3] = [Self::Verified, Self::Independent, Self::Custom];

    /// The name used on the command line, in files and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Independent => "independent",
            Self::Custom => "custom",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The top-level folder of the connectors repository that holds connectors of this kind.
    pub fn upstream_folder(self) -> &'static str {
        match self {
            Self::Verified => "certified-connectors",
            Self::Independent => "independent-publisher-connectors",
            Self::Custom => "custom-connectors",
        }
    }

    pub fn of_upstream_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.upstream_folder() == folder)
    }

    /// Whether connectors of this kind go through Microsoft's certification.
    pub fn certifies(self) -> bool {
        self != Self::Custom
    }
}

impl fmt::Display for PublisherKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The brand colour that every independent publisher's connector must have (requirement 3.05).
pub const INDEPENDENT_BRAND_COLOUR: &str = "#da3b01";
