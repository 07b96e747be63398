use foldhash::HashMap;

use crate::connector::properties::{Properties, get_in_any_case};
use crate::rule::Cx;

rule! {
    /// Two connection parameter sets have the same name.
    ///
    /// A connection remembers the name of the set that it was made with. Of two sets with one name the platform cannot
    /// tell which is meant.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameterSets/values/1/name
    /// { "properties": { "connectionParameterSets": { "values": [{ "name": "basic", "parameters": {} }, { "name": "Basic", "parameters": {} }] } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameterSets": { "values": [{ "name": "basic", "parameters": {} }, { "name": "key", "parameters": {} }] } } }
    /// ```
    ConnectionParameterSetNameNotUnique {
        levels: { Error },
        origin: Certification,
        evidence: "documented; no published connector has such sets",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let mut first = HashMap::default();
    for set in &properties.sets {
        let Some(node) = get_in_any_case(*set, "name") else { continue };
        let Some(name) = node.as_str() else { continue };
        let earlier = *first.entry(name.to_lowercase()).or_insert(node);
        if earlier != node {
            cx.report(node, format!("another connection parameter set is called `{name}`"))
                .label(earlier, "first used here")
                .help("give each set a name of its own");
        }
    }
}
