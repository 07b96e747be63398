use crate::connector::shape::{Shape, Type};
use crate::connector::shapes::Shapes;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// A value of the settings has another JSON type than the command line tools read.
    ///
    /// The settings are one object, and each of its values is a text.
    ///
    /// ```settings.json,bad,at=/powerAppsApiVersion
    /// { "powerAppsApiVersion": 2016 }
    /// ```
    /// ```settings.json,good
    /// { "powerAppsApiVersion": "2016-11-01", "icon": null }
    /// ```
    SettingsTypeIncorrect {
        levels: { Warning, Warning, Error },
        origin: Certification,
        evidence: "documented in the published schema",
        since: "0.1.0",
        check: Settings(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, root: Node<'a>) {
    judge(cx, root, Type::Object);
    for member in Shapes::of(root.document(), Shape::Settings).members(root).filter(|_| root.is_object()) {
        judge(cx, member.node, member.value_type());
    }
}

fn judge(cx: &mut Cx<'_, '_>, node: Node<'_>, expected: Type) {
    if !expected.accepts(node) {
        let (kind, name) = (node.kind(), expected.name().to_lowercase());
        cx.report(node, format!("the value is of type `{kind}`, not `{name}`"))
            .help(format!("write a value of type `{name}`"));
    }
}
