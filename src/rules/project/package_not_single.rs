use crate::connector::EntryKind;
use crate::rule::Cx;

rule! {
    /// The folder holds several zip files.
    ///
    /// The package for certification is one zip file in the folder. With two of them the check of the pull request
    /// stops, for it cannot tell which is meant.
    ///
    /// ```raw:package.zip,with
    /// x
    /// ```
    /// ```raw:old.zip,bad,at=1:1
    /// x
    /// ```
    /// ```raw:package.zip,good
    /// x
    /// ```
    PackageNotSingle {
        levels: { Error, Error, Off },
        origin: Certification,
        evidence: "reported in pull requests: more than one zip file is refused; no published folder has any",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let is_zip = |name: &str| name.to_lowercase().ends_with(".zip");
    let zips = cx.entries().iter().filter(|entry| entry.kind == EntryKind::File && is_zip(&entry.name));
    let names: Vec<&str> = zips.map(|entry| entry.name.as_str()).collect();
    if cx.connector().is_folder() && names.len() > 1 {
        let place = cx.connector().place();
        cx.report(place, format!("the folder holds `{}`", names.join("` and `"))).help("leave the package alone");
    }
}
