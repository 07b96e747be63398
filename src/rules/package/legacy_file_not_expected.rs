use crate::archive::shown;
use crate::certification::{Kind, Package, has_extension};
use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// A legacy upload holds more than its three files.
    ///
    /// It holds the definition, the properties and the icon, and no folder.
    LegacyFileNotExpected {
        levels: { Error },
        origin: Certification,
        evidence: "documented until 2024: exactly three files",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if package.kind != Kind::Legacy {
        return;
    }
    let roles = [Role::Definition, Role::Properties].map(Role::file_name);
    let is_known = |name: &str| roles.iter().any(|role| role.eq_ignore_ascii_case(name)) || has_extension(name, "png");
    for entry in package.outer.entries.iter().filter(|entry| entry.name.contains('/') || !is_known(&entry.name)) {
        cx.report(package.outer.place(), format!("`{}` does not belong into the upload", shown(&entry.name)))
            .help("remove it");
    }
}
