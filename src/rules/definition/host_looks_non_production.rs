use crate::connector::definition::Definition;
use crate::finding::Level;
use crate::rule::Cx;

/// Parts of names that tell a host for trials.
const TRIAL_WORDS: [&str; 15] = [
    "demo",
    "dev",
    "develop",
    "development",
    "localhost",
    "preprod",
    "preproduction",
    "qa",
    "sandbox",
    "stage",
    "staging",
    "stg",
    "test",
    "testing",
    "uat",
];

/// Where services run that have no name of their own yet.
const TRIAL_DOMAINS: [&str; 6] =
    [".azurewebsites.net", ".ngrok.io", ".ngrok.app", ".ngrok-free.app", ".ngrok.dev", ".trycloudflare.com"];

/// Names that only look so.
const REAL_HOSTS: [&str; 2] = ["dev.azure.com", "vssps.dev.azure.com"];

rule! {
    /// The host looks like one for development or tests.
    ///
    /// Certification wants the production host, since users' data will go there. Where a policy computes the host for each
    /// connection, the one in the definition does not matter.
    ///
    /// ```json,bad,at=/host
    /// { "host": "api-staging.contoso.com" }
    /// ```
    /// ```json,bad,at=/host
    /// { "host": "10.1.2.3:8080" }
    /// ```
    /// ```json,good
    /// { "host": "dev.to" }
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "policyTemplateInstances": [{ "templateId": "dynamichosturl", "title": "Host", "parameters": {
    ///     "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters('host')"
    /// } }] } }
    /// ```
    /// ```json,good
    /// { "host": "test.contoso.com" }
    /// ```
    HostLooksNonProduction {
        levels: { Warning, Warning, Off },
        origin: Certification,
        codes: ["5000.2.6.4"],
        evidence: "documented policy code; 25 of 1,016 published hosts look so",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(node) = definition.root.get("host") else { return };
    let Some(host) = node.as_str().map(|host| host.to_ascii_lowercase()) else { return };
    let is_computed = cx.properties().is_some_and(|properties| {
        properties.policies.iter().any(|policy| policy.template_id().is_some_and(|id| id == "dynamichosturl"))
    });
    if is_computed {
        return;
    }
    if let Some((clue, level)) = clue(&host) {
        cx.report(node, format!("the host `{host}` looks like one for trials: {clue}"))
            .help("write the host that serves all users")
            .at_most(level);
    }
}

/// What is suspicious about a host, and how far: many services stay below the name that their cloud gave them.
fn clue(host: &str) -> Option<(String, Level)> {
    let name = host.split(':').next().unwrap_or(host);
    if REAL_HOSTS.contains(&name) {
        return None;
    }
    if name.parse::<std::net::Ipv4Addr>().is_ok() {
        return Some(("it is a bare address".to_owned(), Level::Warning));
    }
    // The registered domain is the name of a product, such as `dev.to`.
    let labels: Vec<&str> = name.split('.').collect();
    let own = &labels[..labels.len().saturating_sub(2).max(usize::from(labels.len() == 1))];
    let word = own.iter().flat_map(|label| label.split(['-', '_'])).find(|word| TRIAL_WORDS.contains(word));
    if let Some(word) = word {
        return Some((format!("it contains `{word}`"), Level::Warning));
    }
    let domain = TRIAL_DOMAINS.iter().find(|domain| name.ends_with(*domain))?;
    Some((format!("it lies below `{}`", &domain[1..]), Level::Hint))
}
