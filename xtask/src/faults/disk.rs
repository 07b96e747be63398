//! Disks that are really full or can only be read, and folders of somebody else; only the superuser can make them.

use std::fs;
use std::io::Write as _;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use camino::{Utf8Path, Utf8PathBuf};

use super::case::Run;
use super::state;
use super::trial::{Clean, Nature, Trial};

/// What the file system gives out.
const PAGE: u64 = 4096;

/// So many pages or names are left free, until the command has enough.
const FREE: [u64; 18] = [0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 26, 35, 50, 100, 300, 1000];

/// Somebody who owns nothing.
const NOBODY: &str = "65534";

/// Runs a command on each; nothing where no disk can be mounted.
pub fn try_all(clean: &Clean<'_>, scratch: &Utf8Path) -> Result<Vec<Trial>> {
    let Ok(disk) = Disk::mount(scratch) else { return Ok(Vec::new()) };
    let mut trials = Vec::new();
    for is_about_names in [false, true] {
        for free in FREE {
            let (trial, is_enough) = disk.try_full(clean, free, is_about_names)?;
            trials.push(trial);
            if is_enough {
                break;
            }
        }
    }
    trials.push(disk.try_read_only(clean)?);
    trials.push(try_as_nobody(clean, scratch)?);
    Ok(trials)
}

/// A small disk in memory; it goes with this value.
struct Disk(Utf8PathBuf);

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = run("umount", &[self.0.as_str()]);
    }
}

fn run(program: &str, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program).args(arguments).output()?;
    ensure!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

impl Disk {
    fn mount(scratch: &Utf8Path) -> Result<Self> {
        let folder = scratch.join("disk");
        fs::create_dir_all(&folder)?;
        run("mount", &["-t", "tmpfs", "-o", "size=8m,nr_inodes=4096", "connkit", folder.as_str()])?;
        Ok(Self(folder))
    }

    fn scene(&self) -> Utf8PathBuf {
        self.0.join("scene")
    }

    /// A file that takes all room but for so many pages, or files that take all names but for so many.
    fn fill(&self, free: u64, is_about_names: bool) -> Result<Utf8PathBuf> {
        let filler = self.0.join("filler");
        if is_about_names {
            fs::create_dir(&filler)?;
            let mut made = 0_u64;
            while fs::File::create(filler.join(made.to_string())).is_ok() {
                made += 1;
            }
            for number in made.saturating_sub(free)..made {
                fs::remove_file(filler.join(number.to_string()))?;
            }
        } else {
            let mut file = fs::File::create(&filler)?;
            let page = vec![0; usize::try_from(PAGE)?];
            let mut pages = 0;
            while file.write_all(&page).is_ok() {
                pages += 1;
            }
            ensure!(pages >= free, "the disk is too small");
            file.set_len((pages - free) * PAGE)?;
        }
        Ok(filler)
    }

    /// Also tells whether there was room enough.
    fn try_full(&self, clean: &Clean<'_>, free: u64, is_about_names: bool) -> Result<(Trial, bool)> {
        state::copy(&clean.base, &self.scene())?;
        let filler = self.fill(free, is_about_names)?;
        let faulty = clean.case.run(clean.binary, &self.scene())?;
        let name = format!("{free} free {}", if is_about_names { "names" } else { "pages" });
        let is_enough = faulty.code == clean.code;
        let trial = judge(clean, &name, &faulty, &self.scene(), || {
            run("rm", &["-r", filler.as_str()]).context("the filler stays")
        })?;
        Ok((trial, is_enough))
    }

    fn try_read_only(&self, clean: &Clean<'_>) -> Result<Trial> {
        state::copy(&clean.base, &self.scene())?;
        run("mount", &["-o", "remount,ro", self.0.as_str()])?;
        let faulty = clean.case.run(clean.binary, &self.scene());
        run("mount", &["-o", "remount,rw", self.0.as_str()])?;
        judge(clean, "a disk that can only be read", &faulty?, &self.scene(), || Ok(()))
    }
}

/// Folders that their owner, who is not the superuser, may not write into.
fn try_as_nobody(clean: &Clean<'_>, scratch: &Utf8Path) -> Result<Trial> {
    // Others may not pass through the folder of the program.
    let (scene, binary) = (scratch.join("scene"), scratch.join("connkit"));
    state::copy(&clean.base, &scene)?;
    if !binary.exists() {
        fs::copy(clean.binary, &binary)?;
        run("chmod", &["755", scratch.as_str()])?;
    }
    run("chown", &["-R", NOBODY, scene.as_str()])?;
    run("find", &[scene.as_str(), "-type", "d", "-exec", "chmod", "a-w", "{}", "+"])?;
    let arguments = ["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", binary.as_str()].map(str::to_owned);
    let faulty = clean.case.run_by("setpriv", &arguments, &scene)?;
    judge(clean, "folders that may only be read", &faulty, &scene, || {
        run("find", &[scene.as_str(), "-type", "d", "-exec", "chmod", "u+w", "{}", "+"])?;
        run("chown", &["-R", "0", scene.as_str()])
    })
}

/// Judges a run, makes the disk usable again, and runs once more.
fn judge(
    clean: &Clean<'_>,
    name: &str,
    faulty: &Run,
    scene: &Utf8Path,
    mend: impl FnOnce() -> Result<()>,
) -> Result<Trial> {
    let mut trial = Trial::default();
    let nature = Nature { name: &name, is_killed: false, is_mute: false, is_about_reading: false };
    trial.tally.disks += 1;
    mend()?;
    clean.judge(&nature, faulty, scene, trial)
}
