//! Bundles from outside: hostile zips by hand, damage of every kind, other people's unzippers, and `connkit verify`.

// Snapbox writes its snapshots with hashes.
#![allow(clippy::needless_raw_string_hashes)]

pub mod raw_zip;

use std::io::{Cursor, Read as _};
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use connkit::bundle::{Bundle, Facts, Limits, ProblemKind as Kind, Validation, Verdict, verify, verify_within};
use connkit::connector::Role;
use connkit::publisher_kind::PublisherKind;
use proptest::prelude::*;
use raw_zip::{Raw, good, manifest, zip};
use snapbox::str;

fn small_bundle() -> Bundle {
    let facts = Facts {
        name: "Contoso".to_owned(),
        version: "1.0.0".to_owned(),
        publisher_kind: PublisherKind::Verified,
        validation: Validation::Done { errors: 0, warnings: 1, hints: 0 },
    };
    let contents = vec![(Role::Readme, b"read me, read me".to_vec()), (Role::Definition, b"{}\n".to_vec())];
    Bundle::plan(contents, facts).unwrap()
}

fn kinds(verdict: &Verdict) -> Vec<Kind> {
    assert_eq!(verdict.is_proved(), verdict.problems.is_empty());
    verdict.problems.iter().map(|problem| problem.kind).collect()
}

#[track_caller]
fn check(bytes: &[u8], expected: &[Kind]) {
    let verdict = verify(bytes);
    assert_eq!(kinds(&verdict), expected, "{:#?}", verdict.problems);
}

/// The good bundle with one more entry.
fn with(entry: Raw) -> Vec<u8> {
    let mut entries = good();
    entries.push(entry);
    zip(&entries)
}

/// The good bundle with its second entry, the readme, changed.
fn changed(change: impl FnOnce(&mut Raw)) -> Vec<u8> {
    let mut entries = good();
    change(&mut entries[2]);
    assert_eq!(entries[2].name, b"readme.md");
    zip(&entries)
}

/// Without this, the tests below would prove nothing.
#[test]
fn the_zip_made_by_hand_is_good_but_for_what_is_changed() {
    check(&zip(&good()), &[]);
    check(&changed(|_| {}), &[]);
    check(&changed(Raw::deflate), &[]);
}

#[test]
fn no_zip() {
    check(b"", &[Kind::NotAZip]);
    check(b"hello", &[Kind::NotAZip]);
    check(&vec![0; 100_000], &[Kind::NotAZip]);
    check(&zip(&[]), &[Kind::ManifestMissing]);
}

#[test]
fn cut_off() {
    let bytes = zip(&good());
    check(&bytes[..bytes.len() - 1], &[Kind::Truncated]);
    check(&bytes[..100], &[Kind::Truncated]);
}

#[test]
fn names_that_lead_elsewhere() {
    let names: [&[u8]; 20] = [
        b"../evil",
        b"a/../../evil",
        b"..\\evil",
        b"..",
        b"/etc/passwd",
        b"\\\\server\\share",
        b"C:evil",
        b"c:\\evil",
        b"a\\b",
        b"readme.md\0.exe",
        b"a\nb",
        b"\x1b[2J",
        b"",
        b"\xff\xfe",
        "ünmarked".as_bytes(),
        b"aux.md",
        b"docs/NUL",
        b"readme.md.",
        b"readme.md ",
        b"what?.md",
    ];
    for name in names {
        check(&with(Raw::new(name, b"x")), &[Kind::UnsafeName]);
    }
}

#[test]
fn names_are_shown_without_playing_tricks() {
    let verdict = verify(&with(Raw::new(b"\x1b[2J\xe2\x80\xaegpj.exe", b"x")));
    assert_eq!(verdict.problems[0].to_string(), r"`\u{1b}[2J\u{202e}gpj.exe`: the name has control characters");
}

#[test]
fn folders() {
    check(&with(Raw::new(b"docs/", b"")), &[Kind::Directory]);
    check(&changed(|readme| readme.attributes = 0o040_755 << 16), &[Kind::Directory]);
    check(&changed(|readme| readme.attributes |= 0x10), &[Kind::Directory]);
}

#[test]
fn files_that_are_none() {
    for mode in [0o120_777, 0o020_666, 0o060_666, 0o010_644, 0o140_755, 0o104_755, 0o102_755, 0o101_777] {
        check(&changed(|readme| readme.attributes = mode << 16), &[Kind::NotRegular]);
    }
    check(&changed(|readme| readme.attributes = 0), &[]);
    check(&changed(|readme| readme.attributes = 0o100_600 << 16), &[]);
}

#[test]
fn duplicates() {
    let again = || good().remove(2);
    check(&with(again()), &[Kind::DuplicateName]);
    // The zip crate, like many, knows only one of the two.
    assert_eq!(zip::ZipArchive::new(Cursor::new(with(again()))).unwrap().len(), 3);
    let other = Raw::new(b"readme.md", b"something else");
    check(&with(other), &[Kind::DuplicateName, Kind::SizeMismatch]);
    check(&with(Raw::new(b"README.md", b"x")), &[Kind::NamesDifferInCase]);
    check(&with(Raw::new(b"MANIFEST.JSON", b"x")), &[Kind::NamesDifferInCase]);
    check(&with(good().remove(1)), &[Kind::DuplicateName]);
}

#[test]
fn encrypted_or_made_in_an_unusual_way() {
    check(&changed(|readme| readme.flags = 1), &[Kind::Encrypted]);
    check(&changed(|readme| readme.flags = 1 << 6), &[Kind::Encrypted]);
    check(&changed(|readme| readme.flags = 1 << 3), &[Kind::Unsupported]);
    check(&changed(|readme| readme.method = 12), &[Kind::Unsupported]);
    check(&changed(|readme| readme.extra = b"up\x01\x00x".to_vec()), &[Kind::StrayData]);
    check(&changed(|readme| readme.local_extra = b"up\x01\x00x".to_vec()), &[Kind::StrayData]);
    check(&changed(|readme| readme.comment = b"psst".to_vec()), &[Kind::StrayData]);
}

#[test]
fn local_headers_that_tell_another_story() {
    check(&changed(|readme| readme.local_name = Some(b"..".to_vec())), &[Kind::HeaderMismatch]);
    check(&changed(|readme| readme.local_size = Some(1)), &[Kind::HeaderMismatch]);
    check(&changed(|readme| readme.local_method = Some(8)), &[Kind::HeaderMismatch]);
    check(&changed(|readme| readme.local_flags = Some(1)), &[Kind::HeaderMismatch]);
    check(&changed(|readme| readme.offset = Some(1 << 30)), &[Kind::Damaged, Kind::StrayData]);
    check(&changed(|readme| readme.offset = Some(0)), &[Kind::Overlap, Kind::StrayData]);
}

#[test]
fn data_that_belong_to_no_entry() {
    let bytes = zip(&good());
    check(&[b"#!/bin/sh\n".as_slice(), &bytes].concat(), &[Kind::StrayData]);
    check(&[bytes.as_slice(), b"\n"].concat(), &[Kind::StrayData]);
    // A second archive in front: readers that start at the front see another one than those that start at the end.
    check(&[zip(&[Raw::new(b"evil", b"x")]), bytes.clone()].concat(), &[Kind::StrayData]);
    check(&[bytes.clone(), bytes.clone()].concat(), &[Kind::StrayData]);
    check(&changed(|readme| readme.gap = b"hidden".to_vec()), &[Kind::StrayData]);
    check(&changed(|readme| readme.append_to_deflated(b"hidden")), &[Kind::StrayData]);
    let mut with_comment = bytes.clone();
    let at = bytes.len() - 2;
    with_comment[at] = 2;
    check(&[with_comment.as_slice(), b"hi"].concat(), &[Kind::StrayData]);
    check(&with_comment, &[Kind::Damaged]);
}

#[test]
fn end_records_that_lie() {
    let bytes = zip(&good());
    let patched = |behind: usize, with: &[u8]| {
        let mut bytes = bytes.clone();
        let at = bytes.len() - 22 + behind;
        bytes[at..at + with.len()].copy_from_slice(with);
        bytes
    };
    check(&patched(4, &[1, 0]), &[Kind::Damaged]);
    check(&patched(8, &[2, 0, 2, 0]), &[Kind::Damaged]);
    check(&patched(8, &[0xff; 4]), &[Kind::Unsupported]);
    check(&patched(12, &[0xff; 4]), &[Kind::Unsupported]);
    check(&patched(12, &[0xff, 0xff, 0, 0]), &[Kind::Damaged]);
    check(&patched(16, &[0xff, 0xff, 0, 0]), &[Kind::Damaged]);
}

#[test]
fn manifest_missing_or_unreadable() {
    let mut entries = good();
    entries.remove(1);
    check(&zip(&entries), &[Kind::ManifestMissing]);
    let with_manifest = |text: String| {
        let mut entries = good();
        entries[1] = Raw::new(b"manifest.json", text.as_bytes());
        zip(&entries)
    };
    let good_text = manifest(&good());
    check(&with_manifest(good_text.clone()), &[]);
    check(&with_manifest(String::new()), &[Kind::ManifestInvalid]);
    check(&with_manifest("[".repeat(100_000)), &[Kind::ManifestInvalid]);
    let changes = [
        ("\"format\": 1", "\"format\": 2", Kind::ManifestTooNew),
        ("\"format\": 1", "\"format\": 2, \"news\": []", Kind::ManifestTooNew),
        ("\"format\": 1", "\"format\": 0", Kind::ManifestInvalid),
        ("\"format\": 1", "\"format\": 1, \"news\": []", Kind::ManifestInvalid),
        ("\"format\": 1", "\"format\": 1, \"format\": 1", Kind::ManifestInvalid),
        ("\"verified\"", "\"evil\"", Kind::ManifestInvalid),
        ("\"version\": \"1.0.0\", ", "", Kind::ManifestInvalid),
    ];
    for (from, to, kind) in changes {
        assert!(good_text.contains(from));
        check(&with_manifest(good_text.replace(from, to)), &[kind]);
    }
    // Names that no connkit lists, even when the entry is there.
    let entries = [good(), vec![Raw::new(b"evil.exe", b"x")]].concat();
    check(&with_manifest_of(entries), &[Kind::ManifestInvalid]);
    let twice = [good(), good().split_off(2)].concat();
    check(&with_manifest(manifest(&twice)), &[Kind::ManifestInvalid]);
    check(&with_manifest_of(good().split_off(1)), &[Kind::ManifestInvalid]);
}

/// A zip of entries with a manifest that lists them as they are.
fn with_manifest_of(mut entries: Vec<Raw>) -> Vec<u8> {
    entries.retain(|entry| entry.name != b"manifest.json");
    entries.push(Raw::new(b"manifest.json", manifest(&entries).as_bytes()));
    zip(&entries)
}

#[test]
fn missing_extra_and_changed_entries() {
    let mut entries = good();
    entries.remove(2);
    check(&zip(&entries), &[Kind::MissingEntry]);
    check(&with(Raw::new(b"icon.png", b"x")), &[Kind::ExtraEntry]);
    check(&with(Raw::new(b".DS_Store", b"x")), &[Kind::ExtraEntry]);
    check(&changed(|readme| *readme = Raw::new(b"readme.md", b"longer than before it was")), &[Kind::SizeMismatch]);
    check(&changed(|readme| *readme = Raw::new(b"readme.md", b"READ me, read me")), &[Kind::ChecksumMismatch]);
    check(&changed(|readme| readme.crc32 ^= 1), &[Kind::ChecksumMismatch]);
    check(&changed(|readme| readme.size += 1), &[Kind::SizeMismatch]);
    check(
        &with(Raw::new(b"../evil", b"x")).iter().chain(b"x").copied().collect::<Vec<u8>>(),
        &[Kind::StrayData, Kind::UnsafeName],
    );
}

#[test]
fn compressed_data_that_cannot_be_read() {
    check(&changed(|readme| readme.set_deflated(b"\xff\xff\xff", 16)), &[Kind::Damaged]);
    check(&changed(|readme| readme.set_deflated(b"", 16)), &[Kind::Damaged]);
    // All the text and no end marker.
    check(
        &changed(|readme| {
            readme.deflate();
            readme.data.pop();
        }),
        &[Kind::Damaged],
    );
}

#[test]
fn bombs() {
    let zeros = vec![0; 8 << 20];
    let mut bomb = Raw::new(b"icon.png", &zeros);
    bomb.deflate();
    check(&with(bomb.clone()), &[Kind::RatioTooHigh, Kind::ExtraEntry]);
    // A header that lies about what will come out: reading stops right behind it.
    bomb.size = 1000;
    check(&with(bomb.clone()), &[Kind::SizeMismatch, Kind::ExtraEntry]);
    bomb.size = u32::MAX;
    check(&with(bomb), &[Kind::TooLarge, Kind::ExtraEntry]);
    let mut large_manifest = good();
    large_manifest[1] = Raw::new(b"manifest.json", &vec![b' '; 2 << 20]);
    check(&zip(&large_manifest), &[Kind::TooLarge]);
    let many: Vec<Raw> = (0..200).map(|number| Raw::new(format!("{number}").as_bytes(), b"")).collect();
    check(&zip(&many), &[Kind::TooManyEntries]);
    let limits = Limits { total_size: 400, ..Limits::STANDARD };
    let verdict = verify_within(&zip(&good()), &limits);
    assert_eq!(kinds(&verdict), [Kind::TooLarge]);
    let limits = Limits { bundle_size: 100, ..Limits::STANDARD };
    assert_eq!(kinds(&verify_within(&zip(&good()), &limits)), [Kind::TooLarge]);
}

/// Many names for the same compressed data: small in the file, huge when unpacked, and each entry harmless by itself.
#[test]
fn overlapping_entries() {
    let mut shared = Raw::new(b"icon.png", b"{}");
    shared.offset = Some(0);
    shared.data_is_elsewhere = true;
    check(&with(shared), &[Kind::Overlap, Kind::ExtraEntry]);
}

/// Names and contents as a common reader sees them.
fn contents(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[track_caller]
fn is_refused_or_means_the_same(damaged: &[u8], original: &[u8]) {
    if verify(damaged).is_proved() {
        assert_eq!(contents(damaged), contents(original));
    }
}

#[test]
fn every_flipped_bit() {
    let original = small_bundle().to_zip_bytes().unwrap();
    let mut bytes = original.clone();
    let mut refused = 0;
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            is_refused_or_means_the_same(&bytes, &original);
            refused += u32::from(!verify(&bytes).is_proved());
            bytes[at] ^= 1 << bit;
        }
    }
    // What may change: who made it, permissions, whether it is a text, a few bits that deflate ignores.
    let all = 8 * bytes.len() as u32;
    assert!(refused * 100 > all * 95, "{refused} of {all} flips are refused");
}

#[test]
fn every_length() {
    let bytes = small_bundle().to_zip_bytes().unwrap();
    for length in 0..bytes.len() {
        assert!(!verify(&bytes[..length]).is_proved(), "cut to {length}");
    }
}

proptest! {
    #[test]
    fn several_bytes_changed(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let original = small_bundle().to_zip_bytes().unwrap();
        let mut bytes = original.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        is_refused_or_means_the_same(&bytes, &original);
    }

    #[test]
    fn any_bytes_behind_signatures(parts in prop::collection::vec((0..4_usize, prop::collection::vec(any::<u8>(), 0..60)), 0..6)) {
        let signatures: [&[u8]; 4] = [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b""];
        let bytes: Vec<u8> = parts.into_iter().flat_map(|(index, part)| [signatures[index], &part].concat()).collect();
        prop_assert!(!verify(&bytes).is_proved());
    }

    #[test]
    fn any_contents_go_round(definition in prop::collection::vec(any::<u8>(), 0..5000), name in ".{0,50}", version in ".{0,20}") {
        let facts = Facts { name, version, publisher_kind: PublisherKind::Custom, validation: Validation::Skipped };
        let bundle = Bundle::plan(vec![(Role::Definition, definition.clone())], facts).unwrap();
        let file_name = bundle.default_file_name();
        prop_assert!(file_name.len() < 150 && file_name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)));
        prop_assert!(!file_name.starts_with(['-', '.']) && Utf8Path::new(&file_name).extension() == Some("zip"));
        let bytes = bundle.to_zip_bytes().unwrap();
        prop_assert_eq!(&contents(&bytes)[0], &("apiDefinition.swagger.json".to_owned(), definition));
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn with_bundle() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        small_bundle().writes(&folder.path("contoso.zip")).unwrap().apply().unwrap();
        folder
    }

    fn path(&self, name: &str) -> Utf8PathBuf {
        Utf8Path::from_path(self.0.path()).unwrap().join(name)
    }

    /// Runs a command in the folder; exit code and output, or `None` when the command does not exist here.
    fn run(&self, command: &str, arguments: &[&str]) -> Option<(Option<i32>, String, String)> {
        let Ok(output) = Command::new(command).args(arguments).current_dir(&self.0).output() else {
            eprintln!("skipped: there is no `{command}` here");
            return None;
        };
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Some((output.status.code(), text(output.stdout), text(output.stderr)))
    }

    fn connkit(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        self.run(env!("CARGO_BIN_EXE_connkit"), arguments).expect("cargo has built it")
    }
}

#[test]
fn other_unzippers_agree() {
    let folder = Folder::with_bundle();
    if let Some((code, _, error)) = folder.run("unzip", &["-tqq", "contoso.zip"]) {
        assert_eq!((code, error.as_str()), (Some(0), ""));
    }
    let script = "import zipfile; z = zipfile.ZipFile('contoso.zip'); assert z.testzip() is None\n\
                  for i in z.infolist(): print(i.filename, i.file_size, i.date_time[0], oct(i.external_attr >> 16))\n\
                  print(z.read('readme.md').decode())";
    if let Some((code, out, error)) = folder.run("python3", &["-c", script]) {
        assert_eq!(code, Some(0), "{error}");
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], "apiDefinition.swagger.json 3 1980 0o100644");
        assert_eq!(lines[2..], ["readme.md 16 1980 0o100644", "read me, read me"]);
    }
    if let Some((code, out, _)) = folder.run("sha256sum", &["-c", "contoso.zip.sha256"]) {
        assert_eq!((code, out.trim()), (Some(0), "contoso.zip: OK"));
    }
}

#[test]
fn verify_says_what_it_proved() {
    let folder = Folder::with_bundle();
    let (code, out, error) = folder.connkit(&["verify", "contoso.zip"]);
    let out = out.replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    snapbox::assert_data_eq!(
        out,
        str![[r#"
contoso.zip: proved
  name       Contoso
  version    1.0.0
  publisher  verified
  made by    connkit [VERSION]
  validated  0 errors, 1 warning, 0 hints
  checksum   as in the file beside it
          3  apiDefinition.swagger.json
         16  readme.md

"#]]
    );
    assert_eq!((code, error.as_str()), (Some(0), ""));
}

#[test]
fn verify_lists_every_problem_of_every_bundle() {
    let folder = Folder::with_bundle();
    let mut entries = good();
    entries.remove(2);
    entries.push(Raw::new(b"../evil\x1b", b"x"));
    std::fs::write(folder.path("evil.zip"), zip(&entries)).unwrap();
    std::fs::write(folder.path("text.zip"), "hello").unwrap();
    std::fs::write(folder.path("contoso.zip.sha256"), "0123  contoso.zip\n").unwrap();
    std::fs::create_dir(folder.path("sub")).unwrap();
    std::fs::copy(folder.path("contoso.zip"), folder.path("sub/good.zip")).unwrap();
    let (code, out, error) = folder.connkit(&["verify", "evil.zip", "text.zip", "contoso.zip", "sub/good.zip"]);
    snapbox::assert_data_eq!(
        out,
        str![[r#"
evil.zip: `../evil/u{1b}`: the name has control characters
evil.zip: `readme.md`: the manifest lists this file, and it is not there
text.zip: the file is not a zip
contoso.zip: the SHA-256 is [..], and the checksum file says `0123`
sub/good.zip: proved
...
  checksum   no file beside it
...
"#]]
    );
    assert_eq!((code, error.as_str()), (Some(1), ""));
}

#[test]
fn verify_fails_when_it_cannot_read() {
    let folder = Folder::with_bundle();
    let (code, out, error) = folder.connkit(&["verify", "missing.zip"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(error.starts_with("error: could not read missing.zip\n"), "{error}");
    assert_eq!(folder.connkit(&["verify"]).0, Some(2));
}
