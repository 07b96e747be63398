//! The main job from the first command to the last, for every kind of publisher and authentication.

use crate::sandbox::Sandbox;

const KINDS: [&str; 3] = ["verified", "independent", "custom"];

const AUTHENTICATIONS: [(&str, &[&str]); 5] = [
    ("none", &[]),
    ("basic", &[]),
    ("api-key", &["--api-key-header", "X-Shop-Key"]),
    (
        "oauth2",
        &[
            "--authorization-url",
            "https://login.contoso.com/authorize",
            "--token-url",
            "https://login.contoso.com/token",
        ],
    ),
    ("entra", &["--resource-uri", "api://contoso"]),
];

/// A repository with a branch `dev` that looks like the connectors repository.
fn repository(sandbox: &Sandbox) {
    sandbox.git(&["init", "--quiet", "--initial-branch=dev", "clone"]);
    for (name, value) in [("user.name", "Ada Example"), ("user.email", "ada@example.com")] {
        sandbox.git(&["-C", "clone", "config", name, value]);
    }
    for folder in ["certified-connectors", "independent-publisher-connectors", "custom-connectors"] {
        sandbox.write(&format!("clone/{folder}/Northwind/readme.md"), "# Northwind\n");
    }
    sandbox.git(&["-C", "clone", "add", "."]);
    sandbox.git(&["-C", "clone", "commit", "--quiet", "--message", "Begin"]);
}

fn new(sandbox: &Sandbox, kind: &str, authentication: &str, more: &[&str]) {
    let mut arguments = vec![
        "new",
        "orders",
        "--publisher-kind",
        kind,
        "--title",
        "Contoso Orders",
        "--description",
        "Reads and writes the orders of a shop at Contoso.",
        "--publisher",
        "Ada Example",
        "--host",
        "orders.contoso.com",
        "--authentication",
        authentication,
    ];
    if kind != "custom" {
        arguments.extend([
            "--stack-owner",
            "Contoso",
            "--contact-email",
            "ada@example.com",
            "--website",
            "https://www.contoso.com",
            "--privacy-policy",
            "https://www.contoso.com/privacy",
            "--categories",
            "Commerce",
        ]);
    }
    arguments.extend(more);
    let run = sandbox.connkit(&arguments);
    assert_eq!(run.code, Some(0), "{kind}, {authentication}: {}", run.stderr);
}

#[test]
fn new_validate_package_verify_submit() {
    let extras: [&[&str]; 2] = [&[], &["--script", "--webhook", "--polling"]];
    for kind in KINDS {
        for (authentication, flags) in AUTHENTICATIONS {
            for extra in extras {
                let what = format!("{kind}, {authentication}, {extra:?}");
                let sandbox = Sandbox::new();
                repository(&sandbox);
                new(&sandbox, kind, authentication, &[flags, extra].concat());

                let run = sandbox.connkit(&["validate", "orders"]);
                assert_eq!(run.code, Some(0), "{what}: {}", run.stdout);
                // Logins of independent publishers may be refused, which they are told.
                let has_login = kind == "independent" && ["oauth2", "entra"].contains(&authentication);
                let told = if has_login { "1 hint; no error" } else { "nothing to report" };
                let found = run.stdout.strip_suffix(&format!("1 connector: {told}\n"));
                let found = found.unwrap_or_else(|| panic!("{what}: {}", run.stdout));
                assert_eq!(found.starts_with("hint[OAuthOfIndependentPublisher]"), has_login, "{what}: {found}");
                assert!(has_login || found.is_empty(), "{what}: {found}");
                assert!(run.stderr.contains(&format!("{kind} (from connkit.json)")), "{what}: {}", run.stderr);

                let run = sandbox.connkit(&["fmt", "orders", "--check"]);
                assert_eq!(run.code, Some(0), "{what}: {}", run.stderr);

                let run = sandbox.connkit(&["package", "orders", "--output", "orders.zip"]);
                assert_eq!(run.code, Some(0), "{what}: {}", run.stderr);
                assert!(!run.stdout.contains("connkit.json"), "{what}: {}", run.stdout);
                let run = sandbox.connkit(&["verify", "orders.zip"]);
                assert_eq!(run.code, Some(0), "{what}: {}{}", run.stdout, run.stderr);

                let run = sandbox.connkit(&["submit", "orders", "--repo", "clone"]);
                assert_eq!(run.code, Some(0), "{what}: {}", run.stderr);
                submitted_well(&sandbox, kind, !extra.is_empty(), &what);
            }
        }
    }
}

/// The branch holds just the files that the repository wants, and nothing else of the repository was touched.
fn submitted_well(sandbox: &Sandbox, kind: &str, has_script: bool, what: &str) {
    let folder = match kind {
        "verified" => "certified-connectors",
        "independent" => "independent-publisher-connectors",
        _ => "custom-connectors",
    };
    let mut expected = vec!["apiDefinition.swagger.json", "apiProperties.json"];
    if kind == "independent" {
        expected.push("intro.md");
    }
    expected.push("readme.md");
    if has_script {
        expected.push("script.csx");
    }
    let expected: String = expected.iter().map(|name| format!("{folder}/Contoso Orders/{name}\n")).collect();
    let branch = "connkit/contoso-orders";
    let changed = sandbox.git(&["-C", "clone", "diff", "--name-only", "dev", branch]);
    assert_eq!(changed.stdout, expected, "{what}");
    assert_eq!(sandbox.git(&["-C", "clone", "status", "--porcelain"]).stdout, "", "{what}");
    assert_eq!(sandbox.git(&["-C", "clone", "symbolic-ref", "HEAD"]).stdout, "refs/heads/dev\n", "{what}");
    sandbox.git(&["-C", "clone", "fsck", "--strict"]);
    let again = sandbox.connkit(&["submit", "orders", "--repo", "clone"]);
    assert_eq!(again.code, Some(0), "{what}");
    assert!(again.stderr.contains("nothing to do"), "{what}: {}", again.stderr);
}

#[test]
fn errors_stop_package_and_submit_unless_told_otherwise() {
    let sandbox = Sandbox::new();
    repository(&sandbox);
    new(&sandbox, "verified", "none", &[]);
    let definition = sandbox.read("orders/apiDefinition.swagger.json");
    sandbox.write("orders/apiDefinition.swagger.json", definition.replacen("\"swagger\"", "\"swagger\" 1", 1));
    let submit = vec!["submit", "orders", "--repo", "clone"];
    for (command, flag) in [(vec!["package", "orders"], "--no-validate"), (submit, "--no-verify")] {
        let run = sandbox.connkit(&command);
        assert_eq!(run.code, Some(1), "{command:?}: {}", run.stderr);
        assert!(run.stderr.contains("JsonSyntax"), "{}", run.stderr);
        assert_eq!(run.stdout, "");
        let run = sandbox.connkit(&[command, vec![flag]].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    assert!(sandbox.path("dist").is_dir());
}
