use std::cell::LazyCell;

use crate::connector::likeness::nearest;
use crate::connector::properties::Properties;
use crate::connector::shape::{Layout, Others, Shape};
use crate::finding::{At, Level, Safety};
use crate::json::{Node, rename_key};
use crate::rule::Cx;

rule! {
    /// The properties file holds a key that the platform does not know.
    ///
    /// The platform reads `properties` and the policies strictly: an unknown member there makes creating or updating
    /// the connector fail. Deeper down it ignores what it does not know, so a misspelt key is silently without effect.
    /// A key that differs from a known one only in case is read all the same; write it as documented.
    ///
    /// ```apiProperties.json,bad,at=/properties/website
    /// { "properties": { "website": "https://contoso.com" } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/stackowner
    /// { "properties": { "stackowner": "Contoso", "stackOwner": null } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition/tooltipp
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "tooltip": null, "tooltipp": "Your key" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "$schema": "https://contoso.com/schema.json",
    ///   "properties": {
    ///     "scriptOperations": ["GetOrder"],
    ///     "connectionParameters": { "token:TenantId": { "type": "string", "metadata": { "sourceType": "AzureActiveDirectoryTenant" } } }
    ///   }
    /// }
    /// ```
    PropertiesKeyUnknown {
        levels: { Warning, Warning, Error },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "observed: the deserialiser refuses unknown members of `properties`; but 7 of 1,031 published files have one, 3 of them since 2021",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    for (object, shape) in properties.shaped() {
        let layout = shape.layout();
        let is_strict = match layout.others {
            Others::Closed => true,
            Others::Open if shape != Shape::Value => false,
            _ => continue,
        };
        let free = LazyCell::new(|| {
            let names = layout.fields.iter().map(|field| field.name);
            names.filter(|name| object.get(name).is_none()).collect::<Vec<_>>()
        });
        for member in object.children() {
            if let Some(key) = member.key().filter(|key| shape.field(key).is_none()) {
                let similar = nearest(&key, free.iter().copied()).map(|alike| alike.name);
                report(cx, member, similar, layout, is_strict);
            }
        }
    }
}

fn report(cx: &mut Cx<'_, '_>, member: Node<'_>, similar: Option<&str>, layout: &Layout, is_strict: bool) {
    let key = member.key().unwrap_or_default();
    let finding = cx.report(At::key(member), format!("`{key}` is no key of {}", layout.name));
    let Some(similar) = similar else {
        finding.help("remove it").at_most(if is_strict { Level::Error } else { Level::Hint });
        return;
    };
    let only_case = similar.eq_ignore_ascii_case(&key);
    finding.help(format!("did you mean `{similar}`?"));
    finding.at_most(if is_strict && !only_case { Level::Error } else { Level::Warning });
    let safety = if only_case { Safety::Safe } else { Safety::Unsafe };
    finding.fix(safety, format!("rename it to `{similar}`"), [rename_key(member, similar)]);
}
