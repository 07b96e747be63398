//! What rules mean, for people: pages of the reference, the terminal, help in reports.
//!
//! Everything is taken from the rules themselves; nothing is known here about single rules.

use camino::Utf8Path;
use serde::Serialize;

use crate::config::{all_rules, suggestion};
use crate::finding::Level;
use crate::publisher_kind::PublisherKind;
use crate::rule::{Origin, Rule};
use crate::rules::RULES;

/// Where the project lives, as its package says; empty as long as it does not say.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The page of this version's reference that explains a rule; `None` as long as the package names no repository.
pub fn page_url(rule: &Rule) -> Option<String> {
    let version = env!("CARGO_PKG_VERSION");
    let repository = Some(REPOSITORY.trim_end_matches('/')).filter(|repository| !repository.is_empty())?;
    Some(format!("{repository}/blob/v{version}/docs/rules/{}.md", rule.id))
}

/// Where a person reads more about a rule: its page, or else the command that tells the same.
pub fn more(rule: &Rule) -> String {
    page_url(rule).unwrap_or_else(|| format!("connkit explain {}", rule.id))
}

/// The levels in words: one where all publisher kinds have the same.
fn levels(levels: [Level; 3]) -> String {
    let [verified, independent, custom] = levels.map(Level::name);
    if verified == independent && independent == custom {
        verified.to_owned()
    } else {
        format!("{verified} (verified), {independent} (independent), {custom} (custom)")
    }
}

/// What is known about a rule: names and values.
pub fn facts(rule: &Rule) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Level", levels(rule.levels))];
    if rule.certification_levels != rule.levels {
        facts.push(("Level of what only certification asks for", levels(rule.certification_levels)));
    }
    facts.push(("Origin", rule.origin.name().to_owned()));
    if !rule.codes.is_empty() {
        facts.push(("Codes", rule.codes.join(", ")));
    }
    facts.push(("Evidence", rule.evidence.to_owned()));
    facts.push(("Since", rule.since.to_owned()));
    facts
}

/// What the rule means, with examples, in Markdown.
pub fn body(rule: &Rule) -> String {
    let mut text = String::new();
    for line in rule.documentation().lines() {
        // The info string of an example is for the tests; a reader wants the language and the verdict.
        if let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) {
            let (heading, language) = example_heading(info);
            text.push_str(&format!("{heading}\n\n```{language}\n"));
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The page of the reference about a rule, in Markdown.
pub fn page(rule: &Rule) -> String {
    let mut text = format!("# {}\n\n| | |\n|---|---|\n", rule.id);
    for (name, value) in facts(rule) {
        text.push_str(&format!("| {name} | {} |\n", value.replace('|', "\\|")));
    }
    text.push('\n');
    text + &body(rule)
}

/// What the rule means, with facts and examples, as plain text; code is indented.
pub fn plain(rule: &Rule) -> String {
    let mut text = String::new();
    for (name, value) in facts(rule) {
        text.push_str(&format!("{name:<10}{value}\n"));
    }
    text.push('\n');
    let mut in_example = false;
    for line in rule.documentation().lines() {
        match line.strip_prefix("```") {
            Some(_) if in_example => {
                in_example = false;
                text.push('\n');
            }
            Some(info) => {
                in_example = true;
                text.push_str(&format!("{}\n\n", example_heading(info).0));
            }
            None if in_example => text.push_str(&format!("    {line}\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text.trim_end().to_owned() + "\n"
}

/// The rules that a person may mean: one by its id in any case, or all with a code of Microsoft's or one below it.
///
/// Fails with a suggestion when there is none.
pub fn find(name: &str) -> Result<Vec<&'static Rule>, String> {
    if let Some(rule) = all_rules().find(|rule| rule.id.eq_ignore_ascii_case(name)) {
        return Ok(vec![rule]);
    }
    let is_meant = |code: &str| {
        code.eq_ignore_ascii_case(name) || code.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
    };
    let coded: Vec<&Rule> =
        by_id(RULES.iter().copied()).filter(|rule| rule.codes.iter().any(|code| is_meant(code))).collect();
    if !coded.is_empty() {
        return Ok(coded);
    }
    let known = all_rules().map(|rule| rule.id);
    Err(format!("no rule or code of Microsoft's is called `{name}`{}", suggestion(name, known)))
}

fn by_id(rules: impl IntoIterator<Item = &'static Rule>) -> impl Iterator<Item = &'static Rule> {
    let mut rules: Vec<&Rule> = rules.into_iter().collect();
    rules.sort_by_key(|rule| rule.id);
    rules.into_iter()
}

/// Which rules are listed; what is left out does not narrow.
#[derive(Clone, Debug, Default)]
pub struct Filter<'f> {
    pub origin: Option<Origin>,
    /// For the publisher kind, or for any where none is given.
    pub level: Option<Level>,
    /// Rules that are off for this kind are left out.
    pub publisher_kind: Option<PublisherKind>,
    /// Words that all occur in the id, the codes or the explanation, in any case.
    pub words: &'f [String],
}

impl Filter<'_> {
    fn takes(&self, rule: &Rule) -> bool {
        let levels = match self.publisher_kind {
            Some(kind) => vec![rule.level(kind)],
            None => rule.levels.to_vec(),
        };
        let text = format!("{}\n{}\n{}", rule.id, rule.codes.join("\n"), rule.explanation()).to_lowercase();
        self.origin.is_none_or(|origin| origin == rule.origin)
            && self.level.is_none_or(|level| levels.contains(&level))
            && (self.publisher_kind.is_none() || self.level == Some(Level::Off) || levels != [Level::Off])
            && self.words.iter().all(|word| text.contains(&word.to_lowercase()))
    }
}

/// The rules that a filter takes, in the order of their ids.
pub fn list(filter: &Filter<'_>) -> Vec<&'static Rule> {
    by_id(RULES.iter().copied()).filter(|rule| filter.takes(rule)).collect()
}

/// A table for the terminal: id, levels by publisher kind, origin, what is wrong.
pub fn table(rules: &[&Rule]) -> String {
    let headings = ["rule", "level", "origin", "what is wrong"].map(str::to_owned);
    let row = |rule: &&Rule| {
        [rule.id.to_owned(), short_levels(rule), rule.origin.name().to_owned(), rule.summary().to_owned()]
    };
    let rows: Vec<[String; 4]> = std::iter::once(headings).chain(rules.iter().map(row)).collect();
    let width = |column: fn(&[String; 4]) -> &String| rows.iter().map(|row| column(row).len()).max().unwrap_or(0);
    let (ids, levels, origins) = (width(|row| &row[0]), width(|row| &row[1]), width(|row| &row[2]));
    rows.iter()
        .map(|[id, level, origin, summary]| format!("{id:ids$}  {level:levels$}  {origin:origins$}  {summary}\n"))
        .collect()
}

/// One level, or those for verified, independent and custom publishers.
fn short_levels(rule: &Rule) -> String {
    let [verified, independent, custom] = rule.levels;
    if verified == independent && independent == custom {
        verified.name().to_owned()
    } else {
        rule.levels.map(Level::name).join(" / ")
    }
}

/// A table in Markdown; `link` gives the target for an id, where there is a page.
pub fn markdown_table(rules: &[&Rule], link: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::from("| Rule | Levels | Origin | What is wrong |\n|---|---|---|---|\n");
    for rule in rules {
        let name = link(rule.id).map_or_else(|| rule.id.to_owned(), |target| format!("[{}]({target})", rule.id));
        text.push_str(&format!(
            "| {name} | {} | {} | {} |\n",
            rule.levels.map(Level::name).join(" / "),
            rule.origin.name(),
            rule.summary().replace('|', "\\|"),
        ));
    }
    text
}

/// The list as JSON, version 1.
pub fn json(rules: &[&Rule]) -> String {
    #[derive(Serialize)]
    struct Listed<'r> {
        id: &'r str,
        summary: &'r str,
        levels: Levels,
        origin: Origin,
        codes: &'r [&'r str],
        evidence: &'r str,
        since: &'r str,
    }
    #[derive(Serialize)]
    struct Levels {
        verified: Level,
        independent: Level,
        custom: Level,
    }
    let rules: Vec<Listed> = rules
        .iter()
        .map(|rule| {
            let [verified, independent, custom] = rule.levels;
            Listed {
                id: rule.id,
                summary: rule.summary(),
                levels: Levels { verified, independent, custom },
                origin: rule.origin,
                codes: rule.codes,
                evidence: rule.evidence,
                since: rule.since,
            }
        })
        .collect();
    let list = serde_json::json!({ "version": 1, "rules": rules });
    serde_json::to_string_pretty(&list).expect("rules hold only strings and lists") + "\n"
}

/// The line above an example, and its language.
fn example_heading(info: &str) -> (String, &'static str) {
    let mut words = info.split(',');
    let artifact = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let verdict = if words.contains(&"bad") {
        "Reported"
    } else if words.contains(&"good") {
        "Not reported"
    } else {
        "Together with"
    };
    let (name, language) = match artifact {
        "json" => ("apiDefinition.swagger.json", "json"),
        "raw" => ("apiDefinition.swagger.json", "text"),
        "icon" => ("icon.png", "text"),
        other => {
            let name = other.split_once(':').map_or(other, |(_, name)| name);
            (name, if Utf8Path::new(name).extension() == Some("json") { "json" } else { "text" })
        }
    };
    let note = match artifact.split_once(':') {
        Some(("bytes", _)) => ", in hexadecimal",
        Some(("blanks", _)) => ", a file of so many blanks",
        Some(("unreadable", _)) => ", a file that cannot be read for this reason",
        _ => "",
    };
    (format!("{verdict} (`{name}`{note}):"), language)
}
