//! The templates in the binary: every file of `templates/` that a generated connector is rendered from.
//!
//! An older version is kept as the difference: `templates/1/` holds what version 2 changed, as it was in version 1.

use std::collections::BTreeMap;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// Name (path below `templates/`) and text of a template.
pub type Template = (&'static str, &'static str);

/// What a version of the templates held, where the next version holds something else.
struct Former {
    version: u32,
    templates: &'static [Template],
}

/// The latest one first.
const FORMER: [Former; 1] = [Former {
    version: 1,
    templates: embedded![
        "1/shared/authentication/api-key.connection.json.tera",
        "1/shared/authentication/basic.connection.json.tera",
        "1/shared/definition/limit.json.tera",
        "1/shared/intro/errors.md.tera",
        "1/shared/readme.md.tera",
        "1/shared/readme/deployment.md.tera",
        "1/shared/script.csx.tera",
    ],
}];

/// All templates as they were in a version, each once.
pub fn templates_of(version: u32) -> Vec<Template> {
    let mut templates: BTreeMap<&str, &str> = TEMPLATES.iter().copied().collect();
    for former in FORMER.iter().take_while(|former| former.version >= version) {
        let prefix = format!("{}/", former.version);
        templates
            .extend(former.templates.iter().map(|(name, text)| (name.strip_prefix(&prefix).unwrap_or(name), *text)));
    }
    templates.into_iter().collect()
}

/// The names of all files that are embedded, those of older versions included.
#[cfg(test)]
pub fn names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().chain(FORMER.iter().flat_map(|former| former.templates)).map(|(name, _)| *name)
}

/// The templates of the present version; a test compares the names with the folder.
pub const TEMPLATES: &[Template] = embedded![
    "custom/apiDefinition.swagger.json.tera",
    "custom/apiProperties.json.tera",
    "custom/readme.md.tera",
    "custom/script.csx.tera",
    "independent/apiDefinition.swagger.json.tera",
    "independent/apiProperties.json.tera",
    "independent/intro.md.tera",
    "independent/readme.md.tera",
    "independent/script.csx.tera",
    "shared/authentication/api-key.connection.json.tera",
    "shared/authentication/api-key.credentials.md.tera",
    "shared/authentication/api-key.security.json.tera",
    "shared/authentication/basic.connection.json.tera",
    "shared/authentication/basic.credentials.md.tera",
    "shared/authentication/basic.security.json.tera",
    "shared/authentication/entra.connection.json.tera",
    "shared/authentication/entra.credentials.md.tera",
    "shared/authentication/entra.security.json.tera",
    "shared/authentication/none.credentials.md.tera",
    "shared/authentication/none.security.json.tera",
    "shared/authentication/oauth2.connection.json.tera",
    "shared/authentication/oauth2.credentials.md.tera",
    "shared/authentication/oauth2.security.json.tera",
    "shared/definition/contact.json.tera",
    "shared/definition/info.json.tera",
    "shared/definition/limit.json.tera",
    "shared/definition/metadata.json.tera",
    "shared/definition/parameters.json.tera",
    "shared/definition/paths.json.tera",
    "shared/definition/schemas.json.tera",
    "shared/definition/security.json.tera",
    "shared/definition/service.json.tera",
    "shared/intro/errors.md.tera",
    "shared/intro/lead.md.tera",
    "shared/properties/connection.json.tera",
    "shared/properties/policies.json.tera",
    "shared/properties/script.json.tera",
    "shared/readme.md.tera",
    "shared/readme/credentials.md.tera",
    "shared/readme/deployment.md.tera",
    "shared/readme/getting-started.md.tera",
    "shared/readme/known-issues.md.tera",
    "shared/readme/lead.md.tera",
    "shared/readme/prerequisites.md.tera",
    "shared/readme/questions.md.tera",
    "shared/script.csx.tera",
    "shared/triggers/polling.json.tera",
    "shared/triggers/polling.policy.json.tera",
    "shared/triggers/webhook.json.tera",
    "verified/apiDefinition.swagger.json.tera",
    "verified/apiProperties.json.tera",
    "verified/intro.md.tera",
    "verified/readme.md.tera",
    "verified/script.csx.tera",
];
