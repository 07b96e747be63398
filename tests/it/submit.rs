//! `connkit submit`, with the real binary and repositories made by the `git` program.

// Snapshots are rewritten by snapbox, which always writes the hashes.
#![allow(clippy::needless_raw_string_hashes)]

mod preflight;
mod rewriting;
mod soundness;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use connkit::connector::Role;
use connkit::publisher_kind::PublisherKind;
use connkit::submit::{Action, Done, Request, Submission, Way};
use snapbox::assert_data_eq;
use snapbox::str;
use tempfile::TempDir;

const BRANCH: &str = "connkit/contoso";

/// A connectors repository, a clone of it, and a connector, in a folder of their own.
struct Scene {
    root: TempDir,
}

/// How a run of the binary ended.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    /// The files that change, without the text of the pull request that follows.
    fn changes(&self) -> String {
        let (changes, _) = self.stdout.split_once("\n\n").unwrap_or((&self.stdout, ""));
        changes.trim_end().to_owned()
    }

    fn said(&self, said: &str) -> &Self {
        assert!(self.stderr.contains(said), "`{said}` is not in:\n{}", self.stderr);
        self
    }
}

impl Scene {
    /// Upstream holds one certified and one independent connector; the connector of the user is `Contoso`.
    fn new() -> Self {
        let scene = Self { root: tempfile::tempdir().unwrap() };
        let work = scene.path("work");
        fs::create_dir_all(&work).unwrap();
        scene.git(&work, &["init", "-q", "-b", "dev"]);
        for (path, content) in [
            ("README.md", "The connectors"),
            ("certified-connectors/Zeta/apiDefinition.swagger.json", "{\"info\":{\"title\":\"Zeta\"}}"),
            ("certified-connectors/Zeta/apiProperties.json", "{}"),
            ("certified-connectors/Zeta/Readme.md", "Zeta"),
            ("certified-connectors/Zeta/script.csx", "// old"),
            ("certified-connectors/Zeta/icon.png", "old icon"),
            ("certified-connectors/Zeta/screenshot.png", "picture"),
            ("independent-publisher-connectors/Other/apiDefinition.swagger.json", "{}"),
            ("independent-publisher-connectors/Other/readme.md", "Other"),
        ] {
            write(&work.join(path), content);
        }
        scene.git(&work, &["add", "."]);
        scene.git(&work, &["commit", "-qm", "Start"]);
        let upstream = scene.path("microsoft/PowerPlatformConnectors.git");
        scene.git(scene.root.path(), &["clone", "-q", "--bare", "work", upstream.to_str().unwrap()]);
        scene.git(&upstream, &["config", "uploadpack.allowFilter", "true"]);
        scene.git(&upstream, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
        scene.connector("Contoso");
        scene
    }

    /// With a plain clone too, which has somebody's fork as a second remote.
    fn with_clone() -> Self {
        let scene = Self::new();
        scene.clone_as(&[]);
        scene.git(&scene.clone(), &["remote", "rename", "origin", "upstream"]);
        let fork = "https://github.com/contoso-dev/PowerPlatformConnectors.git";
        scene.git(&scene.clone(), &["remote", "add", "origin", fork]);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn clone(&self) -> PathBuf {
        self.path("clone")
    }

    fn clone_as(&self, arguments: &[&str]) {
        let url = format!("file://{}", self.path("microsoft/PowerPlatformConnectors.git").display());
        let arguments = [&["clone", "-q"], arguments, &[&url, "clone"]].concat();
        self.git(self.root.path(), &arguments);
    }

    /// Writes the user's connector with an artifact of every role.
    fn connector(&self, title: &str) {
        let definition = serde_json::json!({ "swagger": "2.0", "info": { "title": title, "version": "1.0" } });
        for role in Role::ALL {
            let content = match role {
                Role::Definition => definition.to_string(),
                Role::Properties => "{ \"properties\": {} }".to_owned(),
                _ => format!("the {role} of the connector\n"),
            };
            write(&self.path("connector").join(role.file_name()), &content);
        }
    }

    fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.root.path().join("home"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Ada Lovelace")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "ada@example.com")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_DATE"), "2024-10-23T12:00:00+0200")));
        command
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.command("git", folder).args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout).trim_end().to_owned()
    }

    fn run(&self, mut command: Command) -> Run {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(self.root.path().to_str().unwrap(), "ROOT");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    fn submit_command(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_connkit"), self.root.path());
        command.args(["submit", "connector", "--no-verify"]);
        if !arguments.contains(&"--repo") {
            command.args(["--repo", "clone"]);
        }
        if !arguments.contains(&"--publisher-kind") {
            command.args(["--publisher-kind", "verified"]);
        }
        command.args(arguments);
        command
    }

    /// Submits into the clone; whatever happens, the clone must be sound afterwards.
    fn submit(&self, arguments: &[&str]) -> Run {
        let run = self.run(self.submit_command(arguments));
        self.git(&self.clone(), &["fsck", "--strict", "--no-dangling"]);
        run
    }

    fn submit_well(&self, arguments: &[&str]) -> Run {
        let run = self.submit(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run
    }

    /// Submits and expects a refusal that writes nothing and says these things.
    fn submit_refused(&self, arguments: &[&str], said: &[&str]) {
        let before = self.everything();
        let run = self.submit(arguments);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        for said in said {
            assert!(run.stderr.contains(said), "`{said}` is not in:\n{}", run.stderr);
        }
        assert!(before == self.everything(), "a refused submission wrote something");
    }

    /// Submits and expects a failure after objects were written, which nothing refers to.
    fn submit_failed(&self, arguments: &[&str], said: &[&str]) {
        let references = || self.git(&self.clone(), &["for-each-ref"]);
        let before = references();
        let run = self.submit(arguments);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        for said in said {
            run.said(said);
        }
        assert_eq!(before, references());
    }

    fn tip(&self, branch: &str) -> String {
        self.git(&self.clone(), &["rev-parse", branch])
    }

    /// The difference between two revisions, with modes and paths.
    fn difference(&self, from: &str, to: &str) -> String {
        self.git(&self.clone(), &["diff", "--no-renames", "--name-status", from, to])
    }

    fn file(&self, revision: &str, path: &str) -> String {
        self.git(&self.clone(), &["cat-file", "blob", &format!("{revision}:{path}")])
    }

    /// Every file under the clone, git's own included.
    fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files_under(&self.clone())
    }

    /// A commit to upstream's `dev`.
    fn upstream_commit(&self, path: &str, content: &str) {
        let work = self.path("work");
        write(&work.join(path), content);
        self.git(&work, &["add", "."]);
        self.git(&work, &["commit", "-qm", "Go on"]);
        self.git(&work, &["push", "-q", "../microsoft/PowerPlatformConnectors.git", "dev"]);
    }
}

fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn files_under(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn a_new_connector() {
    let scene = Scene::with_clone();
    let run = scene.submit_well(&[]);
    assert_data_eq!(
        run.stdout,
        str![[r#"
A certified-connectors/Contoso/apiDefinition.swagger.json (60 bytes)
A certified-connectors/Contoso/apiProperties.json (20 bytes)
A certified-connectors/Contoso/readme.md (28 bytes)
A certified-connectors/Contoso/script.csx (28 bytes)

A new connector: **Contoso**.

Folder: `certified-connectors/Contoso`

<!-- connkit did not check this submission (--no-verify). -->

## Attestations

- [ ] The connector does not exist on the platform yet. <!-- no connector of the repository has its title; look among those of Microsoft, which are not in there, then tick this -->
- [ ] The connector was deployed, and every operation was tried in it. <!-- call each operation at least ten times without an error, then tick this -->
- [ ] Every operation and parameter is described in detail. <!-- the connector was not validated: see to it yourself, then tick this -->
- [ ] Responses have schemas, except where they differ from call to call. <!-- the connector was not validated: see to it yourself, then tick this -->
- [ ] `paconn validate` was run on the definition. <!-- run `paconn validate --api-def apiDefinition.swagger.json`, then tick this -->
- [ ] The brand colour is a valid one of the publisher's own. <!-- the connector was not validated: see to it yourself, then tick this -->

## Owners

The line for `.github/CODEOWNERS`, which Microsoft adds:

```
/certified-connectors/Contoso/ @contoso-dev
```

<!-- When the licence check asks, answer in a comment of its own: @microsoft-github-policy-service agree company="ITS NAME" -->

"#]]
    );
    assert_data_eq!(
        run.stderr,
        str![[r#"
  Unverified --no-verify was given: nothing was checked, neither validity, secrets, title nor update
        Base upstream/dev at 2b12cc017d, of 2024-10-23
      Folder certified-connectors/Contoso (new)
      Branch connkit/contoso (new)
        Note the connectors repository does not want `settings.json`, `icon.png`, `intro.md`: left out
   Committed [..] on `connkit/contoso` (unsigned; no hooks were run)
        Text of the pull request: ROOT/clone/.git/connkit/connkit-contoso.md
        Next push the branch to your fork: git -C clone push origin connkit/contoso
             open the pull request against `dev`: https://github.com/microsoft/PowerPlatformConnectors/compare/dev...contoso-dev:connkit/contoso?expand=1&title=Contoso
             give it the title: Contoso
             when its licence check asks, answer in a comment: @microsoft-github-policy-service agree company="ITS NAME"

"#]]
    );
    let log = scene.git(&scene.clone(), &["log", "-1", "--format=%an <%ae> %ad | %cn <%ce> %cd%n%P%n%B", BRANCH]);
    assert_data_eq!(
        log,
        str![[r#"
Ada Lovelace <ada@example.com> Wed Oct 23 12:00:00 2024 +0200 | Ada Lovelace <ada@example.com> Wed Oct 23 12:00:00 2024 +0200
2b12cc017d903462beb6d0dbb85910b259f369a2
Add Contoso

Connkit-Version: [..]
"#]]
    );
    assert_eq!(scene.tip(&format!("{BRANCH}^")), scene.tip("upstream/dev"));
    let modes =
        scene.git(&scene.clone(), &["ls-tree", "--format=%(objectmode)", BRANCH, "certified-connectors/Contoso/"]);
    assert_eq!(modes, ["100644"; 4].join("\n"));
    let reflog = scene.git(&scene.clone(), &["reflog", "--format=%gs", BRANCH]);
    assert_eq!(reflog, "connkit submit: Add Contoso");
}

#[test]
fn the_same_input_makes_the_same_commit() {
    let tips = [Scene::with_clone(), Scene::with_clone()].map(|scene| {
        scene.submit_well(&[]);
        scene.tip(BRANCH)
    });
    assert_eq!(tips[0], tips[1]);
}

#[test]
fn an_independent_connector() {
    let scene = Scene::with_clone();
    scene.connector("Contoso (Independent Publisher)");
    let run = scene.submit_well(&["--publisher-kind", "independent"]);
    assert!(run.stderr.contains("title: Contoso (Independent Publisher)\n"), "{}", run.stderr);
    assert_eq!(
        scene.difference("upstream/dev", BRANCH),
        "A\tindependent-publisher-connectors/Contoso/apiDefinition.swagger.json\n\
         A\tindependent-publisher-connectors/Contoso/apiProperties.json\n\
         A\tindependent-publisher-connectors/Contoso/intro.md\n\
         A\tindependent-publisher-connectors/Contoso/readme.md\n\
         A\tindependent-publisher-connectors/Contoso/script.csx"
    );
}

#[test]
fn an_update_keeps_what_is_not_ours() {
    let scene = Scene::with_clone();
    scene.connector("zeta");
    fs::remove_file(scene.path("connector/script.csx")).unwrap();
    let run = scene.submit_well(&[]);
    assert_data_eq!(
        run.changes(),
        str![[r#"
M certified-connectors/Zeta/Readme.md (28 bytes)
M certified-connectors/Zeta/apiDefinition.swagger.json (57 bytes)
M certified-connectors/Zeta/apiProperties.json (20 bytes)
M certified-connectors/Zeta/icon.png (26 bytes)
D certified-connectors/Zeta/script.csx
"#]]
    );
    let branch = "connkit/zeta";
    assert_eq!(
        scene.difference("upstream/dev", branch),
        "M\tcertified-connectors/Zeta/Readme.md\n\
         M\tcertified-connectors/Zeta/apiDefinition.swagger.json\n\
         M\tcertified-connectors/Zeta/apiProperties.json\n\
         M\tcertified-connectors/Zeta/icon.png\n\
         D\tcertified-connectors/Zeta/script.csx"
    );
    assert_eq!(scene.file(branch, "certified-connectors/Zeta/screenshot.png"), "picture");
    assert_eq!(scene.file(branch, "certified-connectors/Zeta/Readme.md"), "the readme of the connector");
}

#[test]
fn running_again_makes_no_commit() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    let before = scene.everything();
    let run = scene.submit_well(&[]);
    assert_data_eq!(
        run.stderr,
        str![[r#"
  Unverified --no-verify was given: nothing was checked, neither validity, secrets, title nor update
        Base upstream/dev at 2b12cc017d, of 2024-10-23
      Folder certified-connectors/Contoso (new)
      Branch connkit/contoso (holds the connector as it is: nothing to do)
        Note the connectors repository does not want `settings.json`, `icon.png`, `intro.md`: left out
        Text of the pull request: ROOT/clone/.git/connkit/connkit-contoso.md
        Next push the branch to your fork: git -C clone push origin connkit/contoso
             open the pull request against `dev`: https://github.com/microsoft/PowerPlatformConnectors/compare/dev...contoso-dev:connkit/contoso?expand=1&title=Contoso
             give it the title: Contoso
             when its licence check asks, answer in a comment: @microsoft-github-policy-service agree company="ITS NAME"

"#]]
    );
    assert_eq!(run.stdout, "");
    assert!(before == scene.everything());
    scene.submit_well(&["--force"]);
    assert!(before == scene.everything());
}

#[test]
fn a_change_becomes_one_more_commit() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    let first = scene.tip(BRANCH);
    write(&scene.path("connector/readme.md"), "better\n");
    let run = scene.submit_well(&["--message", "Say more\n\nSigned-off-by: Ada <ada@example.com>"]);
    assert_eq!(run.changes(), "M certified-connectors/Contoso/readme.md (7 bytes)");
    assert!(run.stderr.contains("one more commit on top of 1 other"), "{}", run.stderr);
    assert_eq!(scene.tip(&format!("{BRANCH}^")), first);
    write(&scene.path("connector/readme.md"), "best\n");
    let run = scene.submit_well(&["--force"]);
    assert!(run.stderr.contains("push --force-with-lease origin connkit/contoso"), "{}", run.stderr);
    assert_eq!(scene.tip(&format!("{BRANCH}^")), scene.tip("upstream/dev"));
    assert_eq!(scene.file(BRANCH, "certified-connectors/Contoso/readme.md"), "best");
}

#[test]
fn nothing_differs_from_the_base() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    scene.git(&scene.clone(), &["update-ref", "refs/remotes/upstream/dev", BRANCH]);
    scene.git(&scene.clone(), &["branch", "-D", BRANCH]);
    let run = scene.submit_well(&[]);
    assert!(run.stderr.contains("not needed: upstream/dev holds the connector as it is"), "{}", run.stderr);
    assert!(!run.stderr.contains("push"), "{}", run.stderr);
    assert_eq!(scene.git(&scene.clone(), &["branch", "--list", "connkit/*"]), "");
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let scene = Scene::with_clone();
    let before = scene.everything();
    let dry = scene.submit_well(&["--dry-run"]);
    assert!(before == scene.everything());
    let real = scene.submit_well(&[]);
    assert_eq!(dry.stdout, real.stdout);
    assert!(
        real.stderr
            .lines()
            .filter(|line| !line.contains("Committed") && !line.contains("Text of"))
            .all(|line| dry.stderr.contains(line))
    );
    assert!(dry.stderr.contains("nothing was written"), "{}", dry.stderr);
}

#[test]
fn the_work_tree_the_index_and_head_stay_as_they_are() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    write(&clone.join("README.md"), "changed, not staged");
    write(&clone.join("certified-connectors/Zeta/Readme.md"), "staged");
    scene.git(&clone, &["add", "certified-connectors"]);
    write(&clone.join("certified-connectors/Contoso/notes.txt"), "untracked");
    let state = || {
        let mut files = files_under(&clone);
        files.retain(|path, _| {
            let path = path.strip_prefix(&clone).unwrap();
            let is_ours = path.starts_with(".git/connkit") || path.ends_with(BRANCH);
            !path.starts_with(".git/objects") && !is_ours
        });
        (files, scene.git(&clone, &["status", "--porcelain=v2", "--branch"]))
    };
    let before = state();
    scene.submit_well(&[]);
    assert!(before == state());
    assert!(before.1.contains("README.md") && before.1.contains("? certified-connectors/Contoso/"));
}

#[test]
fn a_merge_brings_only_our_files() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    let clone = scene.clone();
    write(&clone.join("README.md"), "dev goes on");
    scene.git(&clone, &["commit", "-qam", "Go on"]);
    scene.git(&clone, &["merge", "-q", "--no-edit", BRANCH]);
    let paths = scene.git(&clone, &["diff", "--name-only", "HEAD^", "HEAD"]);
    assert_eq!(paths.lines().count(), 4, "{paths}");
    assert!(paths.lines().all(|path| path.starts_with("certified-connectors/Contoso/")), "{paths}");
    assert_eq!(scene.git(&clone, &["status", "--porcelain"]), "");
}

#[test]
fn bare_clones_and_mirrors() {
    for (kind, base, push) in [
        ("--mirror", "dev at", "push https://github.com/YOUR-ACCOUNT/PowerPlatformConnectors.git"),
        ("--bare", "dev at", "push https://github.com/YOUR-ACCOUNT/PowerPlatformConnectors.git"),
    ] {
        let scene = Scene::new();
        scene.clone_as(&[kind]);
        let run = scene.submit_well(&[]);
        assert!(run.stderr.contains(base) && run.stderr.contains(push), "{}", run.stderr);
        assert_eq!(scene.difference("dev", BRANCH).lines().count(), 4);
        let run = scene.submit_well(&[]);
        assert!(run.stderr.contains("nothing to do"), "{}", run.stderr);
        // Nobody works on the branch that the HEAD of a bare repository names.
        scene.git(&scene.clone(), &["symbolic-ref", "HEAD", &format!("refs/heads/{BRANCH}")]);
        write(&scene.path("connector/readme.md"), "better\n");
        scene.submit_well(&[]);
    }
}

#[test]
fn shallow_and_blobless_clones() {
    for arguments in
        [&["--depth", "1"][..], &["--filter=blob:none", "--no-checkout"], &["--filter=blob:none", "--bare"]]
    {
        let scene = Scene::new();
        scene.upstream_commit("certified-connectors/Zeta/Readme.md", "Zeta, newer");
        scene.clone_as(arguments);
        scene.connector("Zeta");
        let run = scene.submit_well(&[]);
        assert_eq!(run.stdout.lines().filter(|line| line.starts_with("M ")).count(), 5, "{}", run.stdout);
        scene.connector("Contoso");
        scene.submit_well(&[]);
        let run = scene.submit_well(&[]);
        assert!(run.stderr.contains("nothing to do"), "{}", run.stderr);
    }
}

#[test]
fn a_shallow_clone_whose_base_has_moved_on() {
    let scene = Scene::new();
    scene.clone_as(&["--depth", "1"]);
    scene.submit_well(&[]);
    scene.upstream_commit("README.md", "newer");
    scene.upstream_commit("README.md", "newest");
    scene.git(&scene.clone(), &["fetch", "-q", "--depth", "1"]);
    write(&scene.path("connector/readme.md"), "better\n");
    let run = scene.submit_well(&[]);
    assert!(run.stderr.contains("has moved on since the branch was made"), "{}", run.stderr);
    assert_eq!(run.changes(), "M certified-connectors/Contoso/readme.md (7 bytes)");
}

#[test]
fn a_branch_whose_base_has_moved_on() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    scene.upstream_commit("certified-connectors/Zeta/Readme.md", "newer");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    let run = scene.submit_well(&[]);
    assert!(run.stderr.contains("has moved on") && run.stderr.contains("nothing to do"), "{}", run.stderr);
    scene.submit_well(&["--force"]);
    assert_eq!(scene.tip(&format!("{BRANCH}^")), scene.tip("upstream/dev"));
}

#[test]
fn a_branch_that_was_merged_starts_anew() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    let tip = scene.tip(BRANCH);
    for role in [Role::Definition, Role::Properties, Role::Readme, Role::Script] {
        let content = fs::read_to_string(scene.path("connector").join(role.file_name())).unwrap();
        scene.upstream_commit(&format!("certified-connectors/Contoso/{}", role.file_name()), &content);
    }
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    write(&scene.path("connector/readme.md"), "better\n");
    let run = scene.submit_well(&[]);
    assert!(run.stderr.contains(&format!("the branch ended with {tip} before")), "{}", run.stderr);
    assert_eq!(scene.tip(&format!("{BRANCH}^")), scene.tip("upstream/dev"));
    assert_eq!(scene.difference("upstream/dev", BRANCH), "M\tcertified-connectors/Contoso/readme.md");
    scene.upstream_commit("certified-connectors/Contoso/readme.md", "Microsoft's own words");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    let run = scene.submit_well(&[]);
    assert!(run.stderr.contains("has changed this folder, which will conflict"), "{}", run.stderr);
}

#[test]
fn a_branch_without_commits_of_its_own() {
    let scene = Scene::with_clone();
    scene.git(&scene.clone(), &["branch", BRANCH, "upstream/dev"]);
    scene.upstream_commit("README.md", "newer");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    let run = scene.submit_well(&[]);
    assert!(run.stderr.contains("exists, without commits of its own"), "{}", run.stderr);
    assert!(run.stderr.contains("push origin connkit/contoso"), "{}", run.stderr);
    assert_eq!(scene.tip(&format!("{BRANCH}^")), scene.tip("upstream/dev"));
}

#[test]
fn commits_of_others_are_not_continued() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    let clone = scene.clone();
    scene.git(&clone, &["switch", "-q", BRANCH]);
    write(&clone.join("certified-connectors/Contoso/readme.md"), "by hand");
    scene.git(&clone, &["commit", "-qam", "Fix by hand"]);
    let by_hand = scene.tip("HEAD");
    scene.git(&clone, &["switch", "-q", "dev"]);
    scene.submit_refused(&[], &[&by_hand, "which connkit did not make", "--force"]);
    let run = scene.submit_well(&["--force"]);
    assert!(run.stderr.contains(&by_hand), "{}", run.stderr);
    assert_eq!(scene.tip(&format!("{BRANCH}^")), scene.tip("upstream/dev"));
}

#[test]
fn a_branch_of_another_connector_is_not_continued() {
    let scene = Scene::with_clone();
    scene.submit_well(&["--branch", "mine"]);
    scene.connector("Fabrikam");
    scene.submit_refused(&["--branch", "mine"], &["changes `certified-connectors/Contoso/"]);
}

#[test]
fn a_commit_of_ours_on_a_foreign_one_is_not_continued() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    scene.submit_well(&[]);
    scene.git(&clone, &["switch", "-qc", "side", "dev"]);
    scene.git(&clone, &["commit", "-q", "--allow-empty", "-m", "Foreign"]);
    scene.git(&clone, &["cherry-pick", BRANCH]);
    scene.git(&clone, &["branch", "-f", BRANCH, "side"]);
    write(&scene.path("connector/readme.md"), "better\n");
    scene.submit_refused(&[], &["which connkit did not make"]);
}

#[test]
fn a_branch_that_is_checked_out_is_not_moved() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    write(&scene.path("connector/readme.md"), "better\n");
    let clone = scene.clone();
    scene.git(&clone, &["switch", "-q", BRANCH]);
    scene.submit_refused(&[], &["is checked out in `ROOT/clone`", "git -C ROOT/clone switch --detach"]);
    scene.submit_refused(&["--force"], &["is checked out"]);
    scene.git(&clone, &["switch", "-q", "dev"]);
    scene.git(&clone, &["worktree", "add", "-q", "../linked", BRANCH]);
    scene.submit_refused(&[], &["is checked out in `ROOT/linked`"]);
    scene.git(&scene.path("linked"), &["switch", "-q", "--detach"]);
    scene.submit_well(&[]);
}

#[test]
fn a_branch_that_is_being_rebased_is_not_moved() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    let clone = scene.clone();
    scene.git(&clone, &["switch", "-q", BRANCH]);
    let mut rebase = scene.command("git", &clone);
    rebase.args(["rebase", "--exec", "false", "dev"]).env("GIT_SEQUENCE_EDITOR", "true");
    assert!(!rebase.output().unwrap().status.success());
    assert_eq!(scene.git(&clone, &["branch", "--show-current"]), "");
    write(&scene.path("connector/readme.md"), "better\n");
    scene.submit_refused(&[], &["is checked out in `ROOT/clone`"]);
}

#[test]
fn from_a_linked_work_tree() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    scene.git(&clone, &["worktree", "add", "-q", "--detach", "../linked"]);
    scene.submit_well(&["--repo", "linked"]);
    assert_eq!(scene.difference("upstream/dev", BRANCH).lines().count(), 4);
    scene.git(&clone, &["switch", "-q", BRANCH]);
    write(&scene.path("connector/readme.md"), "better\n");
    scene.submit_refused(&["--repo", "linked"], &["is checked out in `ROOT/clone`"]);
}

#[test]
fn no_base() {
    let scene = Scene::new();
    scene.git(scene.root.path(), &["init", "-q", "-b", "main", "clone"]);
    scene.submit_refused(
        &[],
        &[
            "git -C clone remote add upstream https://github.com/microsoft/PowerPlatformConnectors.git\n",
            "git -C clone fetch upstream +refs/heads/dev:refs/remotes/upstream/dev\n",
        ],
    );
    scene.submit_refused(&["--base", "v1"], &["`v1` names no commit in `clone`"]);
    let clone = scene.clone();
    scene.git(&clone, &["commit", "-q", "--allow-empty", "-m", "Something else"]);
    scene.submit_refused(&["--base", "main"], &["does not look like the connectors repository"]);
}

#[test]
fn the_base_that_is_taken() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    let run = scene.submit_well(&["-n"]);
    assert!(run.stderr.contains("Base upstream/dev at"), "{}", run.stderr);
    scene.git(&clone, &["remote", "set-head", "upstream", "--delete"]);
    scene.git(&clone, &["update-ref", "-d", "refs/remotes/upstream/dev"]);
    let run = scene.submit_well(&["-n"]);
    assert!(run.stderr.contains("Base dev at"), "{}", run.stderr);
    assert!(run.stderr.contains("was never fetched") && run.stderr.contains("fetch upstream +refs"), "{}", run.stderr);
    let run = scene.submit_well(&["-n", "--base", "HEAD"]);
    assert!(run.stderr.contains("Base HEAD at"), "{}", run.stderr);
}

#[test]
fn no_identity() {
    let scene = Scene::with_clone();
    let nameless = |scene: &Scene| {
        let mut command = scene.submit_command(&["--dry-run"]);
        for name in ["AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"] {
            command.env_remove(format!("GIT_{name}"));
        }
        scene.run(command)
    };
    let run = nameless(&scene);
    assert_eq!(run.code, Some(2));
    assert_data_eq!(
        run.stderr,
        str![[r#"
  Unverified --no-verify was given: nothing was checked, neither validity, secrets, title nor update
        Base upstream/dev at 2b12cc017d, of 2024-10-23
      Folder certified-connectors/Contoso (new)
      Branch connkit/contoso (new)
        Note the connectors repository does not want `settings.json`, `icon.png`, `intro.md`: left out
error: git does not know who you are: `user.name` or `user.email` is not set
      git -C clone config user.name "Your Name"
      git -C clone config user.email you@example.com

"#]]
    );
    scene.git(&scene.clone(), &["config", "user.name", "Grace Hopper"]);
    scene.git(&scene.clone(), &["config", "user.email", "grace@example.com"]);
    assert_eq!(nameless(&scene).code, Some(0));
}

#[test]
fn all_problems_are_told_at_once() {
    let scene = Scene::with_clone();
    scene.git(&scene.clone(), &["branch", "connkit", "dev"]);
    fs::remove_file(scene.path("connector/apiProperties.json")).unwrap();
    let mut command = scene.submit_command(&[]);
    command.env_remove("GIT_AUTHOR_NAME");
    let run = scene.run(command);
    assert_eq!(run.code, Some(2));
    let (_, problems) = run.stderr.split_once("error: ").unwrap();
    assert_data_eq!(
        problems,
        str![[r#"
3 things stand in the way
  - the connector has no properties (`apiProperties.json`)
  - git cannot hold the branches `connkit/contoso` and `connkit` at once
      rename the other: git -C clone branch -m connkit connkit-old
      or name another with `--branch`
  - git does not know who you are: `user.name` or `user.email` is not set
      git -C clone config user.name "Your Name"
      git -C clone config user.email you@example.com

"#]]
    );
}

#[test]
fn what_is_not_a_clone() {
    let scene = Scene::with_clone();
    let refused = |arguments: &[&str], said: &[&str]| scene.submit_refused(arguments, said);
    refused(&["--repo", "connector"], &["`connector` is not the top folder of a git repository", "git clone --filter"]);
    refused(&["--repo", "clone/certified-connectors"], &["is not the top folder of a git repository"]);
    refused(&["--repo", "nowhere"], &["there is no `nowhere`"]);
    scene.git(&scene.clone(), &["config", "extensions.partialClone", "upstream"]);
    scene.git(&scene.clone(), &["config", "core.repositoryFormatVersion", "1"]);
    refused(&[], &["lacks objects in the way of an old git", "git -C clone config --unset extensions.partialClone"]);
}

#[test]
fn names_that_are_refused() {
    let scene = Scene::with_clone();
    scene.submit_refused(&["--folder", "zeta"], &["differs from `zeta` in case only", "--folder Zeta"]);
    for folder in ["../x", "CON", "Contoso.", ".git", "a/b", ""] {
        scene.submit_refused(&["--folder", folder], &["cannot be a folder"]);
    }
    scene
        .submit_refused(&["--branch", "a..b", "--folder", "CON"], &["2 things", "`a..b` cannot be", "`CON` cannot be"]);
    scene.submit_refused(&["--branch", "dev", "--force"], &["a branch of the connectors repository itself"]);
}

#[test]
fn a_folder_that_may_be_the_same_connector() {
    let scene = Scene::with_clone();
    scene.connector("Zeta for Teams");
    let run = scene.submit_well(&["-n"]);
    assert!(run.stderr.contains("`Zeta` may be the same connector"), "{}", run.stderr);
    let submit_from = |folder: &str| {
        let mut command = scene.command(env!("CARGO_BIN_EXE_connkit"), &scene.path(folder));
        command.args(["submit", "--no-verify", "--repo", "../clone", "--publisher-kind", "verified", "-n"]);
        scene.run(command)
    };
    assert_eq!(submit_from("connector").code, Some(0));
    fs::rename(scene.path("connector"), scene.path("zeta")).unwrap();
    let run = submit_from("zeta");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--folder Zeta\n"), "{}", run.stderr);
    assert!(run.stderr.contains("--folder \"Zeta for Teams\"\n"), "{}", run.stderr);
}

#[test]
fn odd_titles() {
    let scene = Scene::with_clone();
    for (title, folder, branch) in [
        ("Say \"Hello\" & $(date)", "Say Hello & (date)", "connkit/say-hello-date"),
        ("Party 🎉 Planner", "Party Planner", "connkit/party-planner"),
        ("../../.git/hooks", "git hooks", "connkit/git-hooks"),
        ("Dots...", "Dots", "connkit/dots"),
        ("CON", "CON Connector", "connkit/con-connector"),
        ("-rf\n\u{1b}[31m", "rf 31m", "connkit/rf-31m"),
    ] {
        scene.connector(title);
        let run = scene.submit_well(&[]);
        let expected = format!("A certified-connectors/{folder}/readme.md (28 bytes)");
        assert!(run.stdout.lines().any(|line| line == expected), "{title}: {}", run.stdout);
        assert_eq!(scene.difference("upstream/dev", branch).lines().count(), 4);
    }
    for title in ["", "🎉", "…"] {
        scene.connector(title);
        scene.submit_refused(&[], &["no folder name can be made"]);
    }
}

#[test]
fn a_path_with_blanks_is_quoted() {
    let scene = Scene::with_clone();
    fs::rename(scene.clone(), scene.path("my clone")).unwrap();
    let run = scene.run(scene.submit_command(&["--repo", "my clone"]));
    assert!(run.stderr.contains("git -C \"my clone\" push origin connkit/contoso\n"), "{}", run.stderr);
    assert!(
        run.stderr.contains("/compare/dev...contoso-dev:connkit/contoso?expand=1&title=Contoso\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_branch_that_moves_between_plan_and_act() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    scene.git(&clone, &["config", "user.name", "Ada Lovelace"]);
    scene.git(&clone, &["config", "user.email", "ada@example.com"]);
    let request = Request {
        kind: PublisherKind::Verified,
        title: "Contoso".to_owned(),
        host: None,
        local_name: None,
        folder: None,
        files: [Role::Definition, Role::Properties, Role::Readme].map(|role| (role, b"{}".to_vec())).into(),
        packages: Vec::new(),
        is_proposal: false,
        base: None,
        branch: None,
        message: None,
        way: Way::Continue,
        may_sign: true,
        checks_title: true,
    };
    let path = camino::Utf8Path::from_path(&clone).unwrap();
    let [plan, rival] = [(); 2].map(|()| Submission::plan(path, &request).unwrap());
    assert_eq!(plan.action(), Action::Create);
    scene.git(&clone, &["branch", BRANCH, "dev"]);
    let refused = |plan: &Submission| plan.carry_out().unwrap_err().to_string();
    assert!(refused(&plan).contains("changed by somebody else meanwhile"), "{}", refused(&plan));
    assert_eq!(scene.tip(BRANCH), scene.tip("dev"));

    scene.git(&clone, &["branch", "-D", BRANCH]);
    let Done::Committed(id) = rival.carry_out().unwrap() else { panic!("nothing was done") };
    assert_eq!(scene.tip(BRANCH), id.to_string());
    let request = Request { files: request.files.iter().map(|(role, _)| (*role, b"[]".to_vec())).collect(), ..request };
    let [plan, rival] = [(); 2].map(|()| Submission::plan(path, &request).unwrap());
    assert_eq!(plan.action(), Action::Extend { commits: 1 });
    assert!(matches!(rival.carry_out().unwrap(), Done::Committed(_)));
    assert!(refused(&plan).contains("changed by somebody else meanwhile"), "{}", refused(&plan));
    scene.git(&clone, &["branch", "-D", BRANCH]);
    assert!(refused(&plan).contains("changed by somebody else meanwhile"), "{}", refused(&plan));
    scene.git(&clone, &["fsck", "--strict", "--no-dangling"]);
}
