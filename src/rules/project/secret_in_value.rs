use std::borrow::Cow;

use crate::connector::definition::Keyword;
use crate::connector::secret::{is_placeholder, looks_random, secrets};
use crate::finding::Level;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// A key or password is written into a parameter's default or into a policy.
    ///
    /// A header that a policy sets, or a hidden parameter with a default, is an easy way to send a key with each
    /// request, but everybody can read it. Ask for the key when the connection is made, and let the policy refer to it
    /// with `@connectionParameters('api_key')`.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.value
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "setheader",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.name": "X-Api-Key", "x-ms-apimTemplateParameter.value": "n0tR3al7Qx9Zw2Lk5Vb8Yt1" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,bad,at=/parameters/key/default
    /// { "parameters": { "key": { "name": "client_secret", "in": "query", "type": "string", "default": "hunter-number-two" } } }
    /// ```
    /// ```json,with
    /// { "parameters": { "key": { "name": "X-Token", "in": "header", "type": "string", "default": "no-check" } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "setheader",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.name": "X-Api-Key", "x-ms-apimTemplateParameter.value": "PLACEHOLDER_API_KEY" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    SecretInValue {
        levels: { Error },
        origin: House,
        codes: ["CredScan"],
        evidence: "documented: no secrets in the repository; published policies hold placeholders, one default is a weak password",
        since: "0.1.0",
        check: Connector(check),
    }
}

/// Names of headers and parameters that carry something secret have one of these in them.
const NAMES: [&str; 7] = ["key", "token", "secret", "passw", "auth", "signature", "credential"];

/// Under these names every value is secret, even a word.
const STRICT_NAMES: [&str; 2] = ["secret", "passw"];

fn check(cx: &mut Cx<'_, '_>) {
    if let Some(properties) = cx.properties() {
        for policy in
            properties.policies.iter().filter(|policy| policy.is("setheader") || policy.is("setqueryparameter"))
        {
            let name = policy.parameter("name").and_then(crate::json::Node::as_str);
            if let (Some(name), Some(value)) = (name, policy.parameter("value")) {
                report(cx, name, value);
            }
        }
    }
    if let Some(definition) = cx.definition() {
        for parameter in &definition.parameters {
            if let (Some(value), Some(name)) = (parameter.get(Keyword::Default), parameter.name()) {
                report(cx, name, value);
            }
        }
    }
}

fn report(cx: &mut Cx<'_, '_>, name: Cow<'_, str>, node: Node<'_>) {
    let lower = name.to_lowercase();
    let Some(value) = node.as_str().filter(|_| NAMES.iter().any(|part| lower.contains(part))) else { return };
    // Secrets of a known form are found in all files by another rule.
    if value.trim().is_empty() || value.contains('@') || is_placeholder(&value) || !secrets(&value).is_empty() {
        return;
    }
    let is_random = value.split(' ').any(looks_random);
    if is_random || STRICT_NAMES.iter().any(|part| lower.contains(part)) {
        cx.report(node, format!("the value of `{name}` stands in the file"))
            .help("withdraw it where it was issued, and ask for it in a connection parameter")
            .at_most(if is_random { Level::Error } else { Level::Warning });
    }
}
