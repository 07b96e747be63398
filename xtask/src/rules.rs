//! `cargo xtask rules`: the generated list of rules, a page of reference for each, and one of all classes of changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::explain::{self, Filter};
use connkit::rule::Rule;
use connkit::rules::RULES;
use connkit::version::{Class, Severity};

#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; fail when something is not current.
    #[arg(long)]
    check: bool,
    /// Only the list of rules, for after a rule's file was added.
    #[arg(long)]
    list: bool,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let root = crate::root();
    let list_changed = put(&root.join("src/rules.rs"), &list(&root.join("src/rules"))?, arguments.check)?;
    if list_changed && !arguments.list {
        // This program was built with the old list: let a new one write the pages.
        let status = Command::new(env!("CARGO")).args(["xtask", "rules"]).current_dir(&root).status()?;
        if !status.success() {
            bail!("`cargo xtask rules` failed with the new list");
        }
        return Ok(());
    }
    if arguments.list {
        return Ok(());
    }
    let folder = root.join("docs/rules");
    let mut wanted: BTreeMap<Utf8PathBuf, String> =
        RULES.iter().map(|rule| (folder.join(format!("{}.md", rule.id)), page(rule))).collect();
    wanted.insert(folder.join("README.md"), index());
    put(&root.join("docs/changes.md"), &changes(), arguments.check)?;
    for (path, text) in &wanted {
        put(path, text, arguments.check)?;
    }
    for entry in folder.read_dir_utf8()? {
        let path = entry?.into_path();
        if !wanted.contains_key(&path) {
            if arguments.check {
                bail!("{path} belongs to no rule: run `cargo xtask rules`");
            }
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Writes a file if it is not so already; whether it was not.
fn put(path: &Utf8Path, text: &str, check: bool) -> Result<bool> {
    if fs::read_to_string(path).is_ok_and(|current| current == text) {
        return Ok(false);
    }
    if check {
        bail!("{path} is not current: run `cargo xtask rules`");
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("could not write {path}"))?;
    Ok(true)
}

/// `src/rules.rs`: a module and an entry for each file below `src/rules`.
fn list(folder: &Utf8Path) -> Result<String> {
    let mut modules: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in folder.read_dir_utf8()? {
        let group = entry?.into_path();
        let Some(name) = group.file_name().filter(|name| group.is_dir() && *name != "tests") else { continue };
        for entry in group.read_dir_utf8()? {
            let file = entry?.into_path();
            if let (Some("rs"), Some(rule)) = (file.extension(), file.file_stem())
                && fs::read_to_string(&file)?.contains("rule! {")
            {
                modules.entry(name.to_owned()).or_default().push(rule.to_owned());
            }
        }
    }
    let mut text = String::from(
        "// Written by `cargo xtask rules`. Do not edit.\n\n//! The table of all rules: one file each, below this module.\n\n\
         use crate::rule::Rule;\n\n#[cfg(test)]\nmod tests;\n",
    );
    for (group, rules) in &mut modules {
        rules.sort();
        let extra = folder.join(format!("{group}.rs")).exists();
        if extra {
            bail!("{group}.rs would hide the generated module {group}");
        }
        writeln!(text, "\npub mod {group} {{")?;
        for rule in rules {
            writeln!(text, "    pub mod {rule};")?;
        }
        text.push_str("}\n");
    }
    text.push_str("\n/// All rules, by folder and name.\n#[rustfmt::skip]\npub static RULES: &[&Rule] = &[\n");
    for (group, rules) in &modules {
        for rule in rules {
            writeln!(text, "    &{group}::{rule}::RULE,")?;
        }
    }
    text.push_str("];\n");
    Ok(text)
}

fn page(rule: &Rule) -> String {
    format!("<!-- Written by `cargo xtask rules`. Do not edit. -->\n\n{}", explain::page(rule))
}

fn index() -> String {
    let rules = explain::list(&Filter::default());
    format!(
        "<!-- Written by `cargo xtask rules`. Do not edit. -->\n\n# Rules\n\n\
         Levels are given for verified, independent and custom publishers. Examples are parts of a connector: what they \
         do not show is right.\n\n{}",
        explain::markdown_table(&rules, |id| Some(format!("{id}.md")))
    )
}

/// `docs/changes.md`: every class of changes, the gravest first.
fn changes() -> String {
    let mut text = String::from(
        "<!-- Written by `cargo xtask rules`. Do not edit. -->\n\n# Changes\n\n\
         What `connkit diff`, `connkit validate --against` and `connkit submit` tell apart. A class is a rule: `levels` of `connkit.json` weighs it, \
         `allow` accepts changes of it, and `connkit explain` tells its evidence. Breaking changes are errors, risky ones \
         warnings, safe ones are shown by `diff` only. Single changes may weigh less than their class.\n\n\
         An error stops `connkit submit`, which compares with what the connectors repository holds, unless an entry of `allow` is \
         about it:\n\n\
         ```json\n{ \"rule\": \"OperationRenamed\", \"operation\": \"FetchOrder\", \"reason\": \"why flows have to change\" }\n```\n\n\
         The reason stands beside the change in the text of the pull request, so write it for reviewers. `operation` is the old \
         or the new operationId; without it all changes of the class are allowed. Another operation, another class, or a day \
         after `until` allows nothing. `connkit submit --allow-breaking REASON` lets all of them pass, for one reason.\n",
    );
    for severity in [Severity::Breaking, Severity::Risky, Severity::Safe] {
        let heading = severity.name();
        let _ = write!(
            text,
            "\n## {}{}\n\n| class | what changed | flows that use it | what to do |\n|---|---|---|---|\n",
            heading[..1].to_uppercase(),
            &heading[1..]
        );
        for class in Class::ALL.iter().filter(|class| class.facts().severity == severity) {
            let facts = class.facts();
            let locked = if class.is_locked() && severity == Severity::Risky { " (locked)" } else { "" };
            let summary = facts.rule.summary();
            let _ = writeln!(text, "| {class}{locked} | {summary} | {} | {} |", facts.meaning, facts.remedy);
        }
    }
    text
}
