//! `--changed` and `--staged`: which connectors of a repository are judged, and in which state.

use crate::sandbox::{Run, Sandbox};

const BROKEN: &str = "{ \"swagger\": \"2.0\" \"info\": {} }\n";
const RULE: [&str; 3] = ["--select=JsonSyntax", "--publisher-kind=custom", "--format=concise"];

/// A repository whose branch `work` begins at `main`, with two sound connectors.
fn repository() -> Sandbox {
    let sandbox = unborn();
    sandbox.git(&["add", "."]);
    commit(&sandbox);
    sandbox.git(&["switch", "--quiet", "--create", "work"]);
    sandbox
}

fn unborn() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["config", "user.name", "Ada"]);
    sandbox.git(&["config", "user.email", "ada@contoso.com"]);
    sandbox.write("a/apiDefinition.swagger.json", "{}\n");
    sandbox.write("tree/b/apiDefinition.swagger.json", "{}\n");
    sandbox.write("tree/b/notes/plan.txt", "none\n");
    sandbox
}

fn commit(sandbox: &Sandbox) {
    sandbox.git(&["commit", "--quiet", "--all", "--message", "change"]);
}

fn validate(sandbox: &Sandbox, folder: &str, arguments: &[&str]) -> Run {
    let arguments = [&["validate"], arguments, &RULE].concat();
    sandbox.run_in(folder, &[], env!("CARGO_BIN_EXE_connkit"), &arguments)
}

/// The files with findings.
fn found(run: &Run) -> Vec<&str> {
    assert!(run.code != Some(2), "{}", run.stderr);
    run.stdout.lines().filter_map(|line| line.split(':').next()).collect()
}

/// The connectors that were judged, as the JSON report names them.
fn judged(sandbox: &Sandbox, arguments: &[&str]) -> Vec<String> {
    let run = sandbox.connkit(&[&["validate", "--format=json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    let connectors = report["connectors"].as_array().expect("connectors are a list");
    connectors.iter().map(|connector| connector["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn a_change_counts_committed_staged_or_neither() {
    let sandbox = repository();
    assert_eq!(judged(&sandbox, &["--changed"]), [""; 0]);
    let run = validate(&sandbox, ".", &["--changed"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "   Unchanged no connector differs from `main`\n"));
    // Not even known to git.
    sandbox.write("tree/b/readme.md", "# B\n");
    assert_eq!(judged(&sandbox, &["--changed"]), ["tree/b"]);
    sandbox.git(&["add", "."]);
    assert_eq!(judged(&sandbox, &["--changed"]), ["tree/b"]);
    commit(&sandbox);
    assert_eq!(judged(&sandbox, &["--changed"]), ["tree/b"]);
    assert_eq!(judged(&sandbox, &["--changed", "a"]), [""; 0]);
    assert_eq!(judged(&sandbox, &["--changed", "--since=HEAD"]), [""; 0]);
    assert_eq!(judged(&sandbox, &["--changed", "--since=main"]), ["tree/b"]);
}

/// What the base branch did meanwhile is no change of this branch.
#[test]
fn the_merge_base_is_compared_with() {
    let sandbox = repository();
    sandbox.git(&["switch", "--quiet", "main"]);
    sandbox.write("a/apiDefinition.swagger.json", "{ }\n");
    commit(&sandbox);
    sandbox.git(&["switch", "--quiet", "work"]);
    sandbox.write("tree/b/notes/plan.txt", "some\n");
    assert_eq!(judged(&sandbox, &["--changed"]), ["tree/b"]);
    assert_eq!(judged(&sandbox, &["--changed", "--since=main"]), ["tree/b"]);
}

#[test]
fn moved_and_deleted_connectors_do_no_harm() {
    let sandbox = repository();
    sandbox.git(&["mv", "a", "tree/c"]);
    assert_eq!(judged(&sandbox, &["--changed"]), ["tree/c"]);
    assert_eq!(judged(&sandbox, &["--staged"]), ["tree/c"]);
    // A path that git knew may be gone, another one not.
    assert_eq!(judged(&sandbox, &["--changed", "a", "tree"]), ["tree/c"]);
    let run = validate(&sandbox, ".", &["--changed", "nowhere"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: there is no nowhere\n"));
    sandbox.git(&["rm", "-r", "--quiet", "--force", "tree"]);
    assert_eq!(judged(&sandbox, &["--changed"]), [""; 0]);
    assert_eq!(judged(&sandbox, &["--staged"]), [""; 0]);
}

#[test]
fn what_is_staged_is_judged_whatever_lies_on_disk() {
    let sandbox = repository();
    sandbox.write("a/apiDefinition.swagger.json", BROKEN);
    sandbox.git(&["add", "."]);
    sandbox.write("a/apiDefinition.swagger.json", "{}\n");
    // Broken on disk only.
    sandbox.write("tree/b/apiDefinition.swagger.json", BROKEN);
    let run = validate(&sandbox, ".", &["--staged"]);
    assert_eq!((run.code, found(&run)), (Some(1), vec!["a/apiDefinition.swagger.json"]));
    let on_disk = validate(&sandbox, ".", &["--changed"]);
    assert_eq!(found(&on_disk), ["tree/b/apiDefinition.swagger.json"]);
}

/// Also what the project says about itself is taken from there.
#[test]
fn the_staged_configuration_holds() {
    let sandbox = repository();
    sandbox.write("a/apiDefinition.swagger.json", BROKEN);
    sandbox.write("a/connkit.json", "{ \"levels\": { \"JsonSyntax\": \"warning\" } }");
    sandbox.git(&["add", "."]);
    sandbox.write("a/connkit.json", "not even JSON");
    let run = validate(&sandbox, ".", &["--staged"]);
    assert!(run.stdout.contains("warning[JsonSyntax]"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn sub_folders_and_files_mean_the_connector_around_them() {
    let sandbox = repository();
    sandbox.write("a/apiDefinition.swagger.json", BROKEN);
    sandbox.write("tree/b/apiDefinition.swagger.json", BROKEN);
    sandbox.git(&["add", "."]);
    let in_tree = validate(&sandbox, "tree", &["--changed"]);
    assert_eq!(found(&in_tree), ["b/apiDefinition.swagger.json"]);
    for (folder, path, said) in [
        ("tree", ".", "b/apiDefinition.swagger.json"),
        ("tree/b", ".", "apiDefinition.swagger.json"),
        ("tree/b", "apiDefinition.swagger.json", "apiDefinition.swagger.json"),
        ("tree/b/notes", ".", "../apiDefinition.swagger.json"),
        (".", "a/apiDefinition.swagger.json", "a/apiDefinition.swagger.json"),
    ] {
        assert_eq!(found(&validate(&sandbox, folder, &["--staged", path])), [said], "{path} in {folder}");
    }
}

#[test]
fn before_the_first_commit_everything_is_a_change() {
    let sandbox = unborn();
    assert_eq!(judged(&sandbox, &["--changed"]), ["a", "tree/b"]);
    assert_eq!(judged(&sandbox, &["--staged"]), [""; 0]);
    sandbox.git(&["add", "a"]);
    assert_eq!(judged(&sandbox, &["--staged"]), ["a"]);
}

#[test]
fn a_linked_work_tree_has_its_own_changes() {
    let sandbox = repository();
    sandbox.git(&["worktree", "add", "--quiet", "linked", "main"]);
    sandbox.write("linked/a/apiDefinition.swagger.json", BROKEN);
    let run = validate(&sandbox, "linked", &["--changed"]);
    assert_eq!(found(&run), ["a/apiDefinition.swagger.json"]);
    assert_eq!(validate(&sandbox, "linked", &["--staged"]).code, Some(0));
    sandbox.run_in("linked", &[], "git", &["add", "."]);
    assert_eq!(found(&validate(&sandbox, "linked", &["--staged"])), ["a/apiDefinition.swagger.json"]);
}

/// `git commit FILE` and `git commit --all` make the commit from another index than the repository's own.
#[test]
fn a_hook_sees_the_index_that_is_committed() {
    let sandbox = repository();
    let hook = format!(
        "#!/bin/sh\nexec '{}' validate --staged --select=JsonSyntax --format=concise\n",
        env!("CARGO_BIN_EXE_connkit")
    );
    sandbox.write(".git/hooks/pre-commit", hook);
    sandbox.run("chmod", &["+x", ".git/hooks/pre-commit"]);
    sandbox.write("a/apiDefinition.swagger.json", BROKEN);
    for arguments in [["commit", "-m", "all", "--all"], ["commit", "-m", "one", "a/apiDefinition.swagger.json"]] {
        let run = sandbox.run("git", &arguments);
        assert_eq!(run.code, Some(1), "{arguments:?}: {}", run.stderr);
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains("a/apiDefinition.swagger.json:1:19: error[JsonSyntax]"), "{arguments:?}: {said}");
    }
    sandbox.write("a/apiDefinition.swagger.json", "{ }\n");
    assert_eq!(sandbox.run("git", &["commit", "-m", "all", "--all"]).code, Some(0));
}

#[test]
fn where_git_cannot_tell_the_run_fails() {
    let sandbox = Sandbox::new();
    sandbox.write("c/apiDefinition.swagger.json", "{}");
    for flag in ["--changed", "--staged"] {
        let run = validate(&sandbox, ".", &[flag, "c"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: c is in no git repository\n"));
    }
    let sandbox = repository();
    let run = validate(&sandbox, ".", &["--changed", "--since=nowhere"]);
    assert!(run.stderr.starts_with("error: git knows no revision `nowhere`\n"), "{}", run.stderr);
    sandbox.git(&["branch", "--quiet", "--delete", "--force", "main"]);
    let run = validate(&sandbox, ".", &["--changed"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: could not find the base; name it with --since\n"), "{}", run.stderr);
}

#[test]
fn a_conflict_is_no_next_commit() {
    let sandbox = repository();
    sandbox.write("a/apiDefinition.swagger.json", "{ \"a\": 1 }\n");
    commit(&sandbox);
    sandbox.git(&["switch", "--quiet", "main"]);
    sandbox.write("a/apiDefinition.swagger.json", "{ \"b\": 1 }\n");
    commit(&sandbox);
    assert_eq!(sandbox.run("git", &["merge", "work"]).code, Some(1));
    let run = validate(&sandbox, ".", &["--staged"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("a/apiDefinition.swagger.json has a conflict of a merge"), "{}", run.stderr);
}

/// What `.pre-commit-hooks.yaml` calls is a command, and content with what is sound.
#[test]
fn the_hooks_run() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    let hooks = std::fs::read_to_string(path).expect("the hooks are there");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: connkit ")).collect();
    assert_eq!(entries.len(), hooks.matches("- id: ").count());
    let sandbox = repository();
    sandbox.write("a/apiDefinition.swagger.json", "{ }\n");
    sandbox.git(&["add", "."]);
    for entry in entries {
        let mut arguments: Vec<&str> = entry.split(' ').collect();
        let judges = arguments.contains(&"validate");
        if !judges {
            arguments.push("tree/b/apiDefinition.swagger.json");
        }
        let run = sandbox.connkit(&arguments);
        assert_eq!(run.code, Some(i32::from(judges)), "{entry}: {}", run.stderr);
    }
}
