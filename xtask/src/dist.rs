//! `cargo xtask dist`: the archive of a release, its checksum and its bill of materials; the same bytes from the same commit
//! and compilers, in whatever folder: docs/releasing.md says what was seen.

mod archive;
mod bill;
mod notices;

use std::fs;
use std::io::ErrorKind;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use cargo_metadata::{Metadata, MetadataCommand};
use sha2::{Digest as _, Sha256};

use archive::Entry;

/// What an archive takes from the root of the project, beside what is made for it.
const FILES: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder that gets the archive, the bill of materials and the checksums.
    #[arg(long, default_value = "dist")]
    output: Utf8PathBuf,
    /// The system to build for [default: this one].
    #[arg(long)]
    target: Option<String>,
    /// Take this binary instead of building one.
    #[arg(long)]
    binary: Option<Utf8PathBuf>,
    /// Build the commit again from a clone in another folder, and fail when the archive differs.
    #[arg(long, conflicts_with = "binary")]
    twice: bool,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let root = crate::root();
    let target = match &arguments.target {
        Some(target) => target.clone(),
        None => host()?,
    };
    let metadata = MetadataCommand::new()
        .current_dir(&root)
        .other_options(["--locked", "--filter-platform", &target].map(ToOwned::to_owned))
        .exec()
        .context("could not ask cargo for the dependencies")?;
    let binary = match &arguments.binary {
        Some(binary) => binary.clone(),
        None => build(&root, &target)?,
    };
    let release = Release::of(&root, &metadata, &target, &binary)?;
    if arguments.twice {
        let folder = tempfile::tempdir().context("could not make a folder for the clone")?;
        let clone = Utf8Path::from_path(folder.path()).context("the folder for the clone has no UTF-8 name")?;
        let git = Command::new("git").args(["clone", "--quiet", root.as_str(), clone.as_str()]).status();
        ensure!(git.context("could not start git")?.success(), "{root} was not cloned");
        let again = Release::of(clone, &metadata, &target, &build(clone, &target)?)?;
        ensure!(release.archive == again.archive, "a clone of the commit gave another archive");
        println!("a clone of the commit gave the same bytes");
    }
    release.write(&arguments.output)
}

/// Everything that is published for one system.
struct Release {
    /// Without extension.
    name: String,
    extension: &'static str,
    archive: Vec<u8>,
    bill: String,
}

impl Release {
    fn of(root: &Utf8Path, metadata: &Metadata, target: &str, binary: &Utf8Path) -> Result<Self> {
        let parts = bill::Parts::of(metadata)?;
        let name = format!("connkit-{}-{target}", parts.own.version);
        let program = if target.contains("windows") { "connkit.exe" } else { "connkit" };
        let bill = parts.write(&fs::read_to_string(root.join("Cargo.lock"))?)?;
        let mut entries = vec![Entry::program(program, read(binary)?)];
        for file in FILES {
            entries.push(Entry::text(file, read(&root.join(file))?));
        }
        entries.push(Entry::text("THIRD-PARTY.txt", notices::write(&parts)?.into_bytes()));
        entries.push(Entry::text("connkit.cdx.json", bill.clone().into_bytes()));
        for (path, bytes) in crate::manual::files()? {
            entries.push(Entry::text(&path, bytes));
        }
        let zips = target.contains("windows");
        let archive = if zips { archive::zip(&name, entries)? } else { archive::tar_gz(&name, entries)? };
        Ok(Self { name, extension: if zips { "zip" } else { "tar.gz" }, archive, bill })
    }

    fn write(&self, output: &Utf8Path) -> Result<()> {
        let archive = format!("{}.{}", self.name, self.extension);
        let bill = format!("{}.cdx.json", self.name);
        let mut sums = String::new();
        fs::create_dir_all(output).with_context(|| format!("could not make the folder {output}"))?;
        for (name, bytes) in [(&archive, self.archive.as_slice()), (&bill, self.bill.as_bytes())] {
            let path = output.join(name);
            fs::write(&path, bytes).with_context(|| format!("could not write {path}"))?;
            let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            sums += &format!("{digest}  {name}\n");
        }
        let path = output.join(format!("{}.sha256", self.name));
        fs::write(&path, &sums).with_context(|| format!("could not write {path}"))?;
        print!("{sums}");
        Ok(())
    }
}

/// Builds the binary in an empty folder of its own, without any path or day of this machine in it.
fn build(root: &Utf8Path, target: &str) -> Result<Utf8PathBuf> {
    let folder = root.join("target/dist");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("could not empty {folder}"));
        }
        _ => {}
    }
    let cargo = std::env::var("CARGO_HOME").map_or_else(
        |_| std::env::var("HOME").map(|home| Utf8PathBuf::from(home).join(".cargo")),
        |home| Ok(Utf8PathBuf::from(home)),
    );
    let cargo = cargo.context("neither CARGO_HOME nor HOME is set")?;
    // Where both match, the last one that matches wins in Rust and in C alike: the inner folder comes last.
    let names = [(cargo.as_path(), "/cargo"), (root, "/connkit"), (folder.as_path(), "/target")];
    let rust: Vec<String> = names.iter().map(|(from, to)| format!("--remap-path-prefix={from}={to}")).collect();
    let mut build = Command::new(env!("CARGO"));
    build
        .args(["build", "--release", "--locked", "--package", "connkit", "--bin", "connkit", "--target", target])
        .args(["--target-dir", folder.as_str()])
        .current_dir(root)
        .env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"))
        // mimalloc tells when it was compiled; gcc and clang take the time from here.
        .env("SOURCE_DATE_EPOCH", archive::MODIFIED.to_string());
    if !target.contains("msvc") {
        // libgit2 is written in C; its assertions name their files.
        let c: Vec<String> = names.iter().map(|(from, to)| format!("-ffile-prefix-map={from}={to}")).collect();
        build.env("CFLAGS", c.join(" "));
    }
    ensure!(build.status().context("could not start cargo")?.success(), "connkit was not built");
    let program = if target.contains("windows") { "connkit.exe" } else { "connkit" };
    Ok(folder.join(target).join("release").join(program))
}

fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("could not start rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.to_owned()),
        None => bail!("rustc does not tell its host: give --target"),
    }
}

fn read(path: &Utf8Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {path}"))
}
