//! The repository stays sound: forks and merges, kinds of clones, processes that are killed or in each other's way.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::*;

#[test]
fn the_branch_goes_to_a_fork_and_into_dev() {
    let scene = Scene::with_clone();
    let (clone, fork) = (scene.clone(), scene.path("contoso/PowerPlatformConnectors.git"));
    scene.git(scene.root.path(), &["clone", "-q", "--bare", "work", fork.to_str().unwrap()]);
    scene.git(&clone, &["remote", "set-url", "origin", &format!("file://{}", fork.display())]);
    let run = scene.submit_well(&[]);
    let push = run.stderr.split("to your fork: git -C clone ").nth(1).unwrap().lines().next().unwrap();
    scene.git(&clone, &push.split(' ').collect::<Vec<_>>());
    let upstream = scene.path("work");
    scene.upstream_commit("README.md", "dev goes on");
    scene.git(&upstream, &["pull", "-q", "--no-rebase", "--no-edit", fork.to_str().unwrap(), BRANCH]);
    let stat = scene.git(&upstream, &["diff", "--stat=200", "HEAD^", "HEAD"]);
    let (last, files) =
        stat.lines().collect::<Vec<_>>().split_last().map(|(last, files)| (*last, files.to_vec())).unwrap();
    assert!(last.starts_with(" 4 files changed"), "{stat}");
    assert!(files.iter().all(|line| line.starts_with(" certified-connectors/Contoso/")), "{stat}");
    scene.git(&fork, &["fsck", "--strict", "--no-dangling"]);

    // What was amended goes there too, by the command that is printed.
    scene.git(&clone, &["fetch", "-q", "origin"]);
    let run = scene.submit_well(&["--amend", "--message", "Again"]);
    let push = run.stderr.split("to your fork: git -C clone ").nth(1).unwrap().lines().next().unwrap();
    assert!(push.contains("--force-with-lease"), "{push}");
    scene.git(&clone, &push.split(' ').collect::<Vec<_>>());
    assert_eq!(scene.git(&fork, &["rev-parse", BRANCH]), scene.tip(BRANCH));
}

#[test]
fn formats_that_are_not_known_are_named() {
    let scene = Scene::new();
    for (format, said) in [
        ("--ref-format=reftable", "keeps its branches in a reftable, which connkit cannot read yet"),
        ("--object-format=sha256", "names its objects by SHA-256"),
    ] {
        let _ = fs::remove_dir_all(scene.clone());
        let mut command = scene.command("git", scene.root.path());
        if !command.args(["init", "-q", format, "clone"]).output().unwrap().status.success() {
            // An older git does not know the format, and then nobody has such a clone.
            continue;
        }
        scene.submit_refused(&[], &[said, "git clone --filter=blob:none --no-checkout --depth=1 "]);
    }
}

#[test]
fn a_clone_of_another_branch_gets_the_command_that_fetches_dev() {
    let scene = Scene::new();
    scene.git(&scene.path("work"), &["push", "-q", "../microsoft/PowerPlatformConnectors.git", "dev:refs/heads/main"]);
    scene.clone_as(&["--single-branch", "--branch", "main"]);
    let run = scene.submit(&[]);
    assert_eq!(run.code, Some(2));
    let fetch = run.stderr.lines().find_map(|line| line.trim().strip_prefix("git -C clone ")).unwrap();
    scene.git(&scene.clone(), &fetch.split(' ').collect::<Vec<_>>());
    scene.submit_well(&[]).said("Base origin/dev at");
}

#[test]
fn a_clone_of_somebody_else_is_not_trusted() {
    let scene = Scene::with_clone();
    let mut change = scene.command("chown", scene.root.path());
    if !change.args(["-R", "54321", "clone"]).output().unwrap().status.success() {
        // Only the system's administrator can give files away.
        return;
    }
    let run = scene.run(scene.submit_command(&[]));
    assert_eq!(run.code, Some(2));
    run.said("belongs to another user, so git does not trust it").said("git config --global --add safe.directory");
}

#[test]
fn a_folder_that_cannot_be_written() {
    let scene = Scene::with_clone();
    // A file where a folder is needed hinders everybody, administrators too.
    write(&scene.clone().join(".git/connkit"), "");
    scene.submit_refused(&[], &["could not keep the text of the pull request", "could not make the folder"]);
    scene.submit_refused(&["--text", "pr.md"], &["could not write into the git folder of `clone`"]);
}

#[test]
fn what_a_killed_process_left_behind_is_cleared_away() {
    let scene = Scene::with_clone();
    scene.submit_well(&["-n"]);
    let left = scene.clone().join(format!(".git/refs/heads/{BRANCH}.lock"));
    write(&left, "");
    scene.submit_failed(&[], &["another git program is moving the branch"]);
    let commit = scene.tip("dev");
    // As if the process had been killed between writing this down and moving the branch.
    write(&scene.clone().join(".git/connkit/lock"), &format!("{commit} refs/heads/{BRANCH}\n"));
    scene.submit_well(&[]);
    assert!(!left.exists());
}

/// Kills it after delays from nothing to longer than a whole run, so that some fall into every part of it.
#[test]
fn killed_at_fifty_moments() {
    const MOMENTS: u32 = 50;
    let scene = Scene::with_clone();
    let start = Instant::now();
    scene.submit_well(&[]);
    let whole = start.elapsed();
    let (mut killed, mut finished) = (0, 0);
    for moment in 0..MOMENTS {
        write(&scene.path("connector/readme.md"), &format!("version {moment}\n"));
        let before = scene.tip(BRANCH);
        let mut child = scene.submit_command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_nanos(whole.as_nanos() as u64 * u64::from(moment) / u64::from(MOMENTS)));
        let _ = child.kill();
        let has_finished = child.wait().unwrap().success();
        (killed, finished) = if has_finished { (killed, finished + 1) } else { (killed + 1, finished) };
        scene.git(&scene.clone(), &["fsck", "--strict", "--no-dangling"]);
        let after = scene.tip(BRANCH);
        assert!(after == before || scene.tip(&format!("{BRANCH}^")) == before, "the branch is whole, old or new");
        assert_eq!(scene.run(scene.submit_command(&[])).code, Some(0));
        assert_eq!(scene.file(BRANCH, "certified-connectors/Contoso/readme.md"), format!("version {moment}"));
        assert_eq!(scene.tip(&format!("{BRANCH}^")), before, "one commit came of it");
    }
    assert!(killed > 0 && killed + finished == MOMENTS);
}

#[test]
fn two_at_the_same_time() {
    let scene = Scene::with_two_connectors();
    for round in 0..5 {
        write(&scene.path("connector/readme.md"), &format!("round {round}\n"));
        write(&scene.path("other/readme.md"), &format!("round {round}\n"));
        let spawn = |connector: &str| {
            let mut command = scene.command(env!("CARGO_BIN_EXE_connkit"), scene.root.path());
            command.args(["submit", connector, "--no-verify", "--repo", "clone", "--publisher-kind", "verified"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let runs: Vec<_> = ["connector", "other", "connector"].map(spawn).into();
        let outputs: Vec<_> = runs.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        for output in &outputs {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() || said.contains("changed by somebody else meanwhile"), "{said}");
        }
        assert!(outputs[1].status.success() && (outputs[0].status.success() || outputs[2].status.success()));
        scene.git(&scene.clone(), &["fsck", "--strict", "--no-dangling"]);
        for branch in [BRANCH, "connkit/fabrikam"] {
            let count = scene.git(&scene.clone(), &["rev-list", "--count", &format!("upstream/dev..{branch}")]);
            assert_eq!(count, (round + 1).to_string());
        }
    }
}

impl Scene {
    /// With a second connector in the folder `other`.
    fn with_two_connectors() -> Self {
        let scene = Self::with_clone();
        scene.connector("Fabrikam");
        fs::rename(scene.path("connector"), scene.path("other")).unwrap();
        scene.connector("Contoso");
        scene
    }
}
