use crate::certification::{Kind, Package, has_extension};
use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// A legacy upload lacks one of its three files.
    ///
    /// It holds the definition, the properties and the icon.
    LegacyFileMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.1", "5000.1.1.3"],
        evidence: "documented until 2024: exactly three files",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if package.kind != Kind::Legacy || !package.outer.is_complete {
        return;
    }
    for role in [Role::Definition, Role::Properties, Role::Icon] {
        let is_icon = role == Role::Icon && package.outer.files().any(|file| has_extension(&file.name, "png"));
        if package.outer.entry(role.file_name()).is_none() && !is_icon {
            cx.report(package.outer.place(), format!("`{}` is missing", role.file_name())).help("add it");
        }
    }
}
