use std::io::Cursor;
use std::rc::Rc;

use super::*;

const LIMITS: Limits =
    Limits { entry_count: 10, entry_size: 1 << 20, total_size: 2 << 20, ratio: 200, ratio_applies_above: 1 << 16 };

fn layout(members: Vec<(&str, Source)>) -> Layout {
    Layout::plan(members.into_iter().map(|(name, source)| Member::new(name, source)).collect()).unwrap()
}

fn reader(bytes: &'static [u8]) -> Source {
    Source::Reader(Rc::new(move || Ok(Box::new(bytes))))
}

#[test]
fn what_is_written_is_read_by_us_and_by_the_zip_crate() {
    let inner = layout(vec![("ünï/b.txt", Source::Bytes(b"bbbbbbbbbb".to_vec())), ("a.zip", reader(b"not really"))]);
    let outer = layout(vec![("inner.zip", Source::Archive(inner.clone())), ("intro.md", Source::Bytes(Vec::new()))]);
    let bytes = outer.to_bytes().unwrap();
    assert_eq!(bytes.len() as u64, outer.size());
    let mut budget = Budget::new(LIMITS);
    let mut archive = Archive::open(&bytes, &mut budget);
    assert_eq!(archive.problems, []);
    assert_eq!(archive.stored(0).unwrap(), inner.to_bytes().unwrap());
    assert!(archive.prove(0, &mut budget) && archive.stored(1).is_none());
    let mut nested = Archive::open(archive.stored(0).unwrap(), &mut budget);
    assert_eq!(nested.read(1, &mut budget).unwrap(), b"bbbbbbbbbb");
    let mut judge = zip::ZipArchive::new(Cursor::new(inner.to_bytes().unwrap())).unwrap();
    assert_eq!(judge.by_index(1).unwrap().name().unwrap(), "ünï/b.txt");
    let mut read = Vec::new();
    std::io::copy(&mut judge.by_index(1).unwrap(), &mut read).unwrap();
    assert_eq!(read, b"bbbbbbbbbb");
}

#[test]
fn a_budget_is_shared_by_nested_archives() {
    let inner = layout(vec![("zeros", Source::Bytes(vec![0; 1 << 16]))]);
    let bytes = layout(vec![("one.zip", Source::Archive(inner))]).to_bytes().unwrap();
    let mut budget = Budget::new(Limits { total_size: 1 << 16, ..LIMITS });
    let mut archive = Archive::open(&bytes, &mut budget);
    assert!(archive.prove(0, &mut budget));
    let mut nested = Archive::open(archive.stored(0).unwrap(), &mut budget);
    assert_eq!(nested.read(0, &mut budget), None);
    assert_eq!(nested.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::TooLarge]);
    let mut budget = Budget::new(Limits { entry_count: 1, ..LIMITS });
    Archive::open(&bytes, &mut budget);
    let nested = Archive::open(archive.stored(0).unwrap(), &mut budget);
    assert_eq!(nested.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::TooManyEntries]);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_noticed() {
    let turn = Rc::new(std::cell::Cell::new(0));
    let open: Open = Rc::new(move || {
        turn.set(turn.get() + 1);
        Ok(Box::new(if turn.get() == 1 { &b"first"[..] } else { &b"later"[..] }))
    });
    let layout = layout(vec![("a.zip", Source::Reader(open))]);
    assert_eq!(layout.to_bytes().unwrap_err().to_string(), "what `a.zip` is to hold changed while it was read");
}

#[test]
fn data_descriptors_and_extra_fields_of_other_writers_are_read() {
    use std::io::Write as _;
    let options = zip::write::SimpleFileOptions::default();
    let mut writer = zip::ZipWriter::new_stream(Vec::new());
    writer.add_directory("Workflows", options).unwrap();
    writer.start_file("Workflows/a.json", options).unwrap();
    writer.write_all(b"{\"a\": \"aaaaaaaaaaaaaaaaaaaaa\"}").unwrap();
    writer.set_comment("by hand").unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let mut budget = Budget::new(LIMITS);
    let mut archive = Archive::open(&bytes, &mut budget);
    assert!(archive.items[0].is_folder());
    assert_eq!(archive.read(1, &mut budget).unwrap(), b"{\"a\": \"aaaaaaaaaaaaaaaaaaaaa\"}");
    assert_eq!(archive.problems, []);
}

#[test]
fn names_are_given_once() {
    let members = ["a", "a"].map(|name| Member::new(name, Source::Bytes(Vec::new()))).to_vec();
    assert!(Layout::plan(members).is_err());
}
