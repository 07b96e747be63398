use crate::connector::likeness::nearest;
use crate::connector::shape::Shape;
use crate::finding::{At, Safety};
use crate::json::{Node, rename_key};
use crate::rule::Cx;

rule! {
    /// The settings hold a key that the command line tools do not know.
    ///
    /// `settings.json` stores arguments of Microsoft's command line tools. What they do not know they ignore, so a
    /// misspelt key has no effect.
    ///
    /// ```settings.json,bad,at=/apiDefinitions
    /// { "apiDefinitions": "apiDefinition.swagger.json" }
    /// ```
    /// ```settings.json,good
    /// { "apiDefinition": "apiDefinition.swagger.json", "script": "script.csx" }
    /// ```
    SettingsKeyUnknown {
        levels: { Warning },
        origin: Certification,
        evidence: "documented in the published schema; the 3 published files have known keys only",
        since: "0.1.0",
        check: Settings(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, root: Node<'a>) {
    if !root.is_object() {
        return;
    }
    let fields = Shape::Settings.layout().fields.iter().map(|field| field.name);
    let free: Vec<&str> = fields.filter(|name| root.get(name).is_none()).collect();
    for member in root.children() {
        let Some(key) = member.key().filter(|key| Shape::Settings.field(key).is_none()) else { continue };
        let finding = cx.report(At::key(member), format!("`{key}` is no setting"));
        match nearest(&key, free.iter().copied()).map(|alike| alike.name) {
            Some(similar) => finding.help(format!("did you mean `{similar}`?")).fix(
                Safety::Unsafe,
                format!("rename it to `{similar}`"),
                [rename_key(member, similar)],
            ),
            None => finding.help("remove it"),
        };
    }
}
