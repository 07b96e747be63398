//! Connectors with random damage: every rule must stand them, and every finding must lie in the text.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use connkit::check::{Checker, Levels};
use connkit::connector::Connector;
use connkit::connector::files::Memory;
use connkit::publisher_kind::PublisherKind;

/// Pieces that are put into a text: what JSON, Swagger and references are made of, and what breaks them.
const PIECES: [&str; 26] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "-1",
    "1e999",
    "\"\"",
    "{}",
    "[]",
    "\\",
    "\u{0}",
    "\u{feff}",
    "é",
    "\"$ref\": \"#/definitions/",
    "\"type\": ",
    "\"object\"",
    "\"array\"",
    "\"x-ms-dynamic-values\": ",
    "\"parameters\": ",
    "\"required\": [\"",
    "🎉",
];

/// A small generator of our own: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

fn mutate(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].bytes())),
            2 => drop(bytes.splice(at..end, PIECES[random.below(PIECES.len())].bytes())),
            3 => {
                let copied = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                drop(bytes.splice(to..to, copied));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
        }
    }
    bytes
}

/// Checks a connector for each publisher kind; a rule that panics fails the test.
fn judge(files: &BTreeMap<String, Vec<u8>>) {
    let connector = Connector::load(&Memory::new(files.clone())).expect("memory can be listed");
    for kind in PublisherKind::ALL {
        for finding in Checker::new(kind, &Levels::default()).check(&connector) {
            for place in std::iter::once(finding.place).chain(finding.labels.iter().map(|label| label.place)) {
                let artifact = connector.file(place.file).expect("a finding lies in a file");
                let length = artifact.text().map_or(0, |text| text.as_str().len() as u32);
                let span = place.span;
                assert!(span.start <= span.end && span.end <= length, "{}: {span:?}", finding.rule.id);
            }
            let fixed = finding.fix.as_ref().and_then(|fix| Some((fix, connector.file(fix.file)?.text()?)));
            if let Some((fix, text)) = fixed {
                assert!(connkit::text::apply(text.as_str(), &fix.edits).is_some(), "{}", finding.rule.id);
            }
        }
    }
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_file() {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).expect("the file can be read"));
        }
    }
    files
}

/// Damages each text of a connector `rounds` times in all.
fn damage(folder: &Path, rounds: usize) {
    let files = read(folder);
    let names: Vec<&String> = files.keys().filter(|name| *name != "connkit.json").collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds {
        let name = names[round % names.len()];
        let mut damaged = files.clone();
        damaged.insert(name.clone(), mutate(&files[name], &mut random));
        judge(&damaged);
    }
}

/// So many mutations of each connector; `CONNKIT_MUTATIONS` asks for more.
fn rounds(default: usize) -> usize {
    std::env::var("CONNKIT_MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

#[test]
fn damaged_examples() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(examples)
        .expect("there are examples")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        damage(folder, rounds(150));
    }
}

#[test]
fn damaged_published_connectors() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for name in
        ["certified-connectors/365Training", "certified-connectors/Actsoft", "independent-publisher-connectors/1pt"]
    {
        let folder = corpus.join(name);
        if folder.is_dir() {
            damage(&folder, rounds(50));
        } else {
            println!("skipped: no {}", folder.display());
        }
    }
}
