use crate::connector::EntryKind;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// The settings name a file that the folder does not have.
    ///
    /// The command line tools take the artifacts from the paths in `settings.json` and stop when one of them is not
    /// there. Paths that leave the folder are not judged.
    ///
    /// ```settings.json,bad,at=/script
    /// { "apiDefinition": "apiDefinition.swagger.json", "script": "script.csx" }
    /// ```
    /// ```settings.json,good
    /// { "apiDefinition": "./apiDefinition.swagger.json", "icon": "../icons/icon.png" }
    /// ```
    SettingsFileNotFound {
        levels: { Warning, Warning, Error },
        origin: House,
        evidence: "documented: the tools stop; 1 of 3 published files names an icon that is not there",
        since: "0.1.0",
        check: Settings(check),
    }
}

const FILES: [&str; 4] = ["apiProperties", "apiDefinition", "icon", "script"];

fn check<'a>(cx: &mut Cx<'_, 'a>, root: Node<'a>) {
    if !cx.connector().is_folder() {
        return;
    }
    for node in FILES.iter().filter_map(|key| root.get(key)) {
        let Some(path) = node.as_str() else { continue };
        let name = path.trim_start_matches("./").trim_start_matches(".\\");
        let is_elsewhere = name.is_empty() || name.contains(['/', '\\', ':']);
        let is_there = || cx.entries().iter().any(|entry| entry.kind == EntryKind::File && entry.name == name);
        if !is_elsewhere && !is_there() {
            cx.report(node, format!("there is no file `{name}` in the folder"))
                .help("mend the name, or remove the setting");
        }
    }
}
