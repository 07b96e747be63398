//! Branches that are made again: `--amend`, `--rebase`, and commits that are signed.

use super::*;

#[test]
fn the_last_commit_is_amended() {
    let scene = Scene::with_clone();
    scene.submit_well(&["--amend"]).said("there is no commit to amend: a new one is made");
    write(&scene.path("connector/readme.md"), "better\n");
    scene.submit_well(&["--message", "Say more"]);
    let below = scene.tip(&format!("{BRANCH}^"));
    write(&scene.path("connector/readme.md"), "best\n");
    let mut command = scene.submit_command(&["--amend"]);
    command.env("GIT_AUTHOR_NAME", "Somebody else");
    let run = scene.run(command);
    run.said("its last commit is made again").said("push --force-with-lease origin connkit/contoso");
    assert_eq!(scene.tip(&format!("{BRANCH}^")), below);
    assert_eq!(scene.git(&scene.clone(), &["log", "-1", "--format=%an %s", BRANCH]), "Ada Lovelace Say more");
    assert_eq!(scene.file(BRANCH, "certified-connectors/Contoso/readme.md"), "best");
    let before = scene.tip(BRANCH);
    scene.submit_well(&["--amend"]).said("nothing to do");
    assert_eq!(scene.tip(BRANCH), before);
    scene.submit_well(&["--amend", "--message", "Other words"]);
    assert_eq!(scene.git(&scene.clone(), &["log", "-1", "--format=%s", BRANCH]), "Other words");
    assert_eq!(scene.tip(&format!("{BRANCH}^")), below);
}

#[test]
fn a_foreign_commit_is_neither_amended_nor_rebased() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    scene.submit_well(&[]);
    scene.git(&clone, &["switch", "-q", BRANCH]);
    scene.git(&clone, &["commit", "-q", "--allow-empty", "-m", "By hand"]);
    scene.git(&clone, &["switch", "-q", "dev"]);
    write(&scene.path("connector/readme.md"), "better\n");
    for flag in ["--amend", "--rebase"] {
        scene.submit_refused(&[flag], &["which connkit did not make", "--force"]);
    }
}

#[test]
fn a_base_that_moved_on_is_followed() {
    let scene = Scene::with_clone();
    scene.submit_well(&[]);
    write(&scene.path("connector/readme.md"), "better\n");
    scene.submit_well(&["--message", "Say more"]);
    scene.upstream_commit("certified-connectors/Zeta/Readme.md", "newer");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    scene.submit_well(&[]).said("`--rebase` follows it");
    let dry = scene.submit_well(&["--rebase", "-n"]);
    dry.said("2 commits made again on the base)");
    scene.submit_well(&["--rebase"]).said("push --force-with-lease");
    assert_eq!(scene.tip(&format!("{BRANCH}^^")), scene.tip("upstream/dev"));
    assert_eq!(scene.git(&scene.clone(), &["log", "-2", "--format=%s", BRANCH]), "Say more\nAdd Contoso");
    assert_eq!(scene.difference("upstream/dev", BRANCH).lines().count(), 4);
    scene.submit_well(&["--rebase"]).said("nothing to do");

    scene.upstream_commit("certified-connectors/Zeta/Readme.md", "newest");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    write(&scene.path("connector/readme.md"), "best\n");
    scene.submit_well(&["--rebase"]).said("2 commits made again on the base, and one more");
    assert_eq!(scene.tip(&format!("{BRANCH}~3")), scene.tip("upstream/dev"));
    assert_eq!(scene.file(BRANCH, "certified-connectors/Contoso/readme.md"), "best");
    assert_eq!(scene.file(BRANCH, "certified-connectors/Zeta/Readme.md"), "newest");
}

#[test]
fn a_conflict_is_shown() {
    let scene = Scene::with_clone();
    scene.connector("Zeta");
    let branch = "connkit/zeta";
    scene.submit_well(&[]);
    scene.upstream_commit("certified-connectors/Zeta/screenshot.png", "another picture");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    // A file that we do not touch is no conflict.
    scene.submit_well(&["--rebase"]);
    assert_eq!(scene.file(branch, "certified-connectors/Zeta/screenshot.png"), "another picture");
    scene.upstream_commit("certified-connectors/Zeta/Readme.md", "Zeta, said better\n");
    scene.git(&scene.clone(), &["fetch", "-q", "upstream"]);
    let run = scene.submit(&["--rebase"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    run.said(
        "`upstream/dev` has changed `certified-connectors/Zeta/Readme.md` since the branch was made (shown above)",
    );
    let shown = "--- a/certified-connectors/Zeta/Readme.md\n+++ b/certified-connectors/Zeta/Readme.md\n";
    assert!(run.stdout.contains(shown) && run.stdout.contains("\n+Zeta, said better\n"), "{}", run.stdout);
    scene.submit_well(&["--force"]);
    assert_eq!(scene.tip(&format!("{branch}^")), scene.tip("upstream/dev"));
}

#[test]
fn commits_are_signed_as_git_would() {
    let scene = Scene::with_clone();
    let clone = scene.clone();
    let key = scene.path("key");
    let mut keygen = scene.command("ssh-keygen", scene.root.path());
    keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f"]).arg(&key);
    if !keygen.status().is_ok_and(|status| status.success()) {
        // A system without OpenSSH cannot sign with it either.
        return;
    }
    for (name, value) in [("commit.gpgsign", "true"), ("gpg.format", "ssh")] {
        scene.git(&clone, &["config", name, value]);
    }
    scene.submit_refused(&[], &["no key is named", "config user.signingkey", "--no-gpg-sign"]);
    scene.submit_well(&["--no-gpg-sign", "--branch", "plain"]).said("(unsigned; no hooks");
    scene.git(&clone, &["config", "user.signingkey", &format!("{}.pub", key.display())]);
    scene.submit_well(&[]).said("(signed; no hooks were run)");
    let allowed = format!("ada@example.com {}", fs::read_to_string(key.with_extension("pub")).unwrap());
    write(&scene.path("allowed"), &allowed);
    scene.git(&clone, &["config", "gpg.ssh.allowedSignersFile", scene.path("allowed").to_str().unwrap()]);
    scene.git(&clone, &["verify-commit", BRANCH]);
    scene.upstream_commit("README.md", "newer");
    scene.git(&clone, &["fetch", "-q", "upstream"]);
    scene.submit_well(&["--rebase"]);
    scene.git(&clone, &["verify-commit", BRANCH]);

    write(&scene.path("connector/readme.md"), "better\n");
    scene.git(&clone, &["config", "user.signingkey", "/nowhere"]);
    scene.submit_failed(&[], &["could not sign the commit", "--no-gpg-sign", "did not sign with the key `/nowhere`"]);
    scene.git(&clone, &["config", "gpg.format", "smoke"]);
    scene.submit_refused(&[], &["`gpg.format` is `smoke`"]);
}

#[cfg(unix)]
#[test]
fn the_users_gpg_is_called() {
    use std::os::unix::fs::PermissionsExt as _;

    let scene = Scene::with_clone();
    let program = scene.path("fake gpg");
    write(
        &program,
        "#!/bin/sh\ncat > signed.txt\necho \"$@\" > arguments.txt\necho '[GNUPG:] SIG_CREATED D' >&2\n\
         printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nfake\\n-----END PGP SIGNATURE-----\\n'\n",
    );
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let clone = scene.clone();
    scene.git(&clone, &["config", "commit.gpgsign", "true"]);
    scene.git(&clone, &["config", "gpg.program", program.to_str().unwrap()]);
    scene.submit_well(&[]).said("(signed; no hooks were run)");
    let arguments = fs::read_to_string(scene.path("arguments.txt")).unwrap();
    assert_eq!(arguments, "--status-fd=2 -bsau Ada Lovelace <ada@example.com>\n");
    let commit = scene.git(&clone, &["cat-file", "commit", BRANCH]);
    assert!(commit.contains("\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n fake\n"), "{commit}");
    let signed = fs::read_to_string(scene.path("signed.txt")).unwrap();
    assert!(signed.starts_with("tree ") && signed.contains("\n\nAdd Contoso\n"), "{signed}");
}
