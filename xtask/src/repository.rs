//! `cargo xtask repository`: a repository like that of the published connectors, to measure `submit` in.
//!
//! Everything in it is made up from numbers: as many connectors, and definitions as large, as upstream has.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use camino::{Utf8Path, Utf8PathBuf};

/// The share of connectors in each top-level folder, of a hundred.
const FOLDERS: [(&str, usize); 3] =
    [("certified-connectors", 60), ("independent-publisher-connectors", 38), ("custom-connectors", 2)];

/// Operations of ten connectors that follow each other: the median definition has about 30 KB, every tenth over 150.
const OPERATIONS: [usize; 10] = [3, 5, 7, 10, 12, 15, 20, 30, 60, 110];

/// Names and texts are made of syllables of these: so many that git finds as little alike as between real connectors.
const CONSONANTS: &[u8] = b"bcdfghjklmnpqrstvwxz";
const VOWELS: &[u8] = b"aeiouy";

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder to make; it must not exist.
    pub path: Utf8PathBuf,
    #[arg(long, default_value_t = 1050)]
    pub connectors: usize,
    #[arg(long, default_value_t = 3000)]
    pub commits: usize,
    /// Leave the history as `git fast-import` packs it.
    #[arg(long)]
    pub no_repack: bool,
}

/// Makes a clone without files checked out, whose remote `upstream` is Microsoft's repository, fetched.
pub fn run(arguments: &Arguments) -> Result<()> {
    let path = arguments.path.as_path();
    ensure!(!path.exists(), "{path} exists");
    git(Utf8Path::new("."), &["init", "--quiet", "--initial-branch=dev", path.as_str()])?;
    let url = "https://github.com/microsoft/PowerPlatformConnectors.git";
    git(path, &["remote", "add", "upstream", url])?;
    let mut import = Command::new("git")
        .args(["-C", path.as_str(), "fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .context("could not start git")?;
    let stdin = import.stdin.take().context("git takes no input")?;
    write_history(&mut BufWriter::new(stdin), arguments).context("git did not take the history")?;
    ensure!(import.wait()?.success(), "git fast-import failed");
    git(path, &["update-ref", "refs/remotes/upstream/dev", "refs/heads/dev"])?;
    if !arguments.no_repack {
        // As deep as git packs the published definitions, which are less alike than those that are made up here.
        git(path, &["repack", "-a", "-d", "-f", "-q", "--depth=6"])?;
    }
    println!("{path}: {} connectors, {} commits", arguments.connectors, arguments.commits);
    Ok(())
}

fn git(path: &Utf8Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git").arg("-C").arg(path).args(arguments).status().context("could not start git")?;
    ensure!(status.success(), "git {} failed", arguments.join(" "));
    Ok(())
}

/// One commit adds each connector; the others update one after another.
fn write_history(out: &mut impl Write, arguments: &Arguments) -> Result<()> {
    for number in 0..arguments.commits {
        let index = number % arguments.connectors;
        let revision = number / arguments.connectors;
        let connector = Connector::new(index, revision);
        let verb = if revision == 0 { "Add" } else { "Update" };
        let subject = format!("{verb} {} (#{number})", connector.title);
        writeln!(
            out,
            "commit refs/heads/dev\ncommitter Ada <ada@example.com> {} +0000",
            1_600_000_000 + number * 40_000
        )?;
        write_data(out, &subject)?;
        if number == 0 {
            write_file(out, "README.md", "# The connectors\n")?;
        }
        for (name, text) in connector.files() {
            write_file(out, &format!("{}/{name}", connector.folder), &text)?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

fn write_file(out: &mut impl Write, path: &str, text: &str) -> Result<()> {
    writeln!(out, "M 100644 inline {path}")?;
    write_data(out, text)
}

fn write_data(out: &mut impl Write, text: &str) -> Result<()> {
    write!(out, "data {}\n{text}\n", text.len())?;
    Ok(())
}

struct Connector {
    folder: String,
    title: String,
    index: usize,
    revision: usize,
}

impl Connector {
    fn new(index: usize, revision: usize) -> Self {
        let mut share = index * 37 % 100;
        let top = FOLDERS.iter().find(|(_, size)| {
            let is_here = share < *size;
            share = share.saturating_sub(*size);
            is_here
        });
        let top = top.map_or(FOLDERS[0].0, |(name, _)| name);
        let title = format!("{} {}", capital(&word(index, 3)), capital(&word(index / 3 + 7, 2)));
        // Every eighth folder has another name than the connector.
        let name = if index.is_multiple_of(8) {
            format!("{}{index}", capital(&word(index, 2)))
        } else {
            format!("{title} {index}")
        };
        Self { folder: format!("{top}/{name}"), title: format!("{title} {index}"), index, revision }
    }

    fn files(&self) -> Vec<(&'static str, String)> {
        let mut files = vec![("apiDefinition.swagger.json", self.definition())];
        if self.revision == 0 {
            files.push(("apiProperties.json", self.properties()));
            files.push(("readme.md", format!("# {}\n\n{}\n", self.title, sentence(self.index, 200))));
        }
        files
    }

    fn definition(&self) -> String {
        let mut text = format!(
            "{{\n  \"swagger\": \"2.0\",\n  \"info\": {{\n    \"title\": \"{}\",\n    \"description\": \"{}\",\n    \"version\": \"1.{}\"\n  }},\n  \"host\": \"api{}.{}.com\",\n  \"basePath\": \"/\",\n  \"paths\": {{",
            self.title,
            sentence(self.index, 12),
            self.revision,
            self.index,
            word(self.index, 3)
        );
        let count = OPERATIONS[self.index % OPERATIONS.len()] + self.revision;
        for operation in 0..count {
            let seed = self.index * 1_000 + operation;
            let comma = if operation == 0 { "" } else { "," };
            let _ = write!(text, "{comma}\n    \"/{}/{operation}\": {}", word(seed, 3), Self::operation(seed));
        }
        text.push_str("\n  }\n}\n");
        text
    }

    fn operation(seed: usize) -> String {
        let mut parameters = String::new();
        for parameter in 0..4 {
            let comma = if parameter == 0 { "" } else { "," };
            let _ = write!(
                parameters,
                "{comma}\n          {{\n            \"name\": \"{}\",\n            \"in\": \"query\",\n            \"type\": \"string\",\n            \"x-ms-summary\": \"{}\",\n            \"description\": \"{}\"\n          }}",
                word(seed * 8 + parameter, 3),
                capital(&word(seed * 8 + parameter, 3)),
                sentence(seed * 8 + parameter, 40)
            );
        }
        format!(
            "{{\n      \"get\": {{\n        \"operationId\": \"{}{seed}\",\n        \"summary\": \"{}\",\n        \"description\": \"{}\",\n        \"parameters\": [{parameters}\n        ],\n        \"responses\": {{\n          \"200\": {{ \"description\": \"OK\", \"schema\": {{ \"type\": \"string\" }} }}\n        }}\n      }}\n    }}",
            capital(&word(seed, 2)),
            capital(&sentence(seed, 3)),
            sentence(seed * 8 + 5, 60)
        )
    }

    fn properties(&self) -> String {
        format!(
            "{{\n  \"properties\": {{\n    \"iconBrandColor\": \"#{:06x}\",\n    \"publisher\": \"{}\"\n  }}\n}}\n",
            self.index * 4_099 % 0x00ff_ffff,
            self.title
        )
    }
}

/// A step of a linear congruence: the same numbers everywhere.
fn mixed(seed: usize) -> usize {
    let seed = seed as u64;
    (seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 33) as usize
}

fn word(seed: usize, syllables: usize) -> String {
    let mut at = mixed(seed);
    let mut word = String::new();
    for _ in 0..syllables {
        at = mixed(at);
        for letters in [CONSONANTS, VOWELS] {
            word.push(char::from(letters[at / 7 % letters.len()]));
            at = mixed(at);
        }
    }
    word
}

fn sentence(seed: usize, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|number| word(seed * 1_031 + number, 2 + number % 2)).collect();
    words.join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
