//! What is checked before a branch is made, and what the pull request then says.

use super::*;

/// The connector of an example, as the user's own, in the folder `orders`.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contoso-orders");

const DEFINITION: &str = "orders/apiDefinition.swagger.json";

/// What upstream has of it.
const FOLDER: &str = "certified-connectors/Contoso Orders";

impl Scene {
    fn with_orders() -> Self {
        let scene = Self::with_clone();
        for entry in fs::read_dir(EXAMPLE).unwrap() {
            let path = entry.unwrap().path();
            let target = scene.path("orders").join(path.file_name().unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(path, target).unwrap();
        }
        scene
    }

    /// Upstream publishes the example under another folder, title or line ends.
    fn publish(&self, folder: &str, change: impl Fn(&str) -> String) {
        let names = ["apiDefinition.swagger.json", "apiProperties.json", "readme.md", "script.csx"];
        for name in names {
            let text = fs::read_to_string(Path::new(EXAMPLE).join(name)).unwrap();
            write(&self.path("work").join(folder).join(name), &change(&text));
        }
        self.upstream_commit("README.md", folder);
        self.git(&self.clone(), &["fetch", "-q", "upstream"]);
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "`{from}` is not in {file}");
        write(&self.path(file), &text.replace(from, to));
    }

    fn submit_orders(&self, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_connkit"), self.root.path());
        command.args(["submit", "orders", "--repo", "clone"]).args(arguments);
        let run = self.run(command);
        self.git(&self.clone(), &["fsck", "--strict", "--no-dangling"]);
        run
    }

    fn orders_well(&self, arguments: &[&str]) -> Run {
        let run = self.submit_orders(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run
    }

    fn orders_refused(&self, arguments: &[&str], said: &[&str]) {
        let before = self.everything();
        let run = self.submit_orders(arguments);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        for said in said {
            run.said(said);
        }
        assert!(before == self.everything(), "a refused submission wrote something");
    }

    fn text(&self, branch: &str) -> String {
        fs::read_to_string(self.clone().join(format!(".git/connkit/{}.md", branch.replace('/', "-")))).unwrap()
    }
}

const ORDERS: &str = "connkit/contoso-orders";

#[test]
fn the_text_of_a_new_connector() {
    let scene = Scene::with_orders();
    let run = scene.orders_well(&[]);
    run.said("Validated 0 errors, 0 warnings, 0 hints").said(".git/connkit/connkit-contoso-orders.md");
    let text = scene.text(ORDERS);
    assert!(run.stdout.ends_with(&text), "what is kept is what was shown");
    assert_data_eq!(
        text,
        str![[r#"
A new connector: **Contoso Orders**.

> Contoso keeps the orders of small shops. Read, find and change them from a flow.

Folder: `certified-connectors/Contoso Orders`

## Operations

- List orders (ListOrders)
- Create an order (CreateOrder)
- Get an order (GetOrder)
- Update an order (UpdateOrder)

## Attestations

- [ ] The connector does not exist on the platform yet. <!-- no connector of the repository has its title; look among those of Microsoft, which are not in there, then tick this -->
- [ ] The connector was deployed, and every operation was tried in it. <!-- call each operation at least ten times without an error, then tick this -->
- [x] Every operation and parameter is described in detail. <!-- connkit validate finds nothing else -->
- [x] Responses have schemas, except where they differ from call to call. <!-- connkit validate finds nothing else -->
- [ ] `paconn validate` was run on the definition. <!-- connkit validate finds no error; run `paconn validate --api-def apiDefinition.swagger.json`, then tick this -->
- [x] The brand colour is a valid one of the publisher's own. <!-- connkit validate finds nothing else -->

## Owners

The line for `.github/CODEOWNERS`, which Microsoft adds:

```
/certified-connectors/Contoso/ Orders/ @contoso-dev
```

<!-- When the licence check asks, answer in a comment of its own: @microsoft-github-policy-service agree company="Contoso Ltd." -->

"#]]
    );
}

#[test]
fn an_update_must_not_break_flows_and_must_raise_the_version() {
    let scene = Scene::with_orders();
    scene.publish(FOLDER, str::to_owned);
    scene.edit(DEFINITION, "\"operationId\": \"GetOrder\"", "\"operationId\": \"FetchOrder\"");
    let problems = [
        "2 things",
        "the update has 1 breaking change",
        "--allow-breaking",
        "its version `1.0.0` was not raised",
        "connkit bump 2.0.0 orders",
    ];
    scene.orders_refused(&["--no-gpg-sign"], &problems);
    scene.edit(DEFINITION, "\"version\": \"1.0.0\"", "\"version\": \"2.0.0\"");
    scene.orders_refused(&[], &["the update has 1 breaking change", "FetchOrder"]);
    scene.orders_well(&["--allow-breaking", "the old name said *nothing*"]);
    let text = scene.text(ORDERS);
    for said in [
        "A major update, from version `1.0.0` to `2.0.0`.",
        r"Why they are made: the old name said \*nothing\*",
        "- [x] This updates a connector that is published.",
        "will fail",
    ] {
        assert!(text.contains(said), "`{said}` is not in:\n{text}");
    }
}

impl Scene {
    /// A renamed operation, whose version was raised, with this entry of `allow`.
    fn with_renamed_operation(allow: &str) -> Self {
        let scene = Self::with_orders();
        scene.publish(FOLDER, str::to_owned);
        scene.edit(DEFINITION, "\"operationId\": \"GetOrder\"", "\"operationId\": \"FetchOrder\"");
        scene.edit(DEFINITION, "\"version\": \"1.0.0\"", "\"version\": \"2.0.0\"");
        scene.allow(allow);
        scene
    }

    fn allow(&self, entry: &str) {
        write(
            &self.path("orders/connkit.json"),
            &format!("{{ \"publisherKind\": \"verified\", \"allow\": [{entry}] }}"),
        );
    }
}

#[test]
fn a_breaking_change_that_is_allowed_goes_through_with_its_reason() {
    let entry = r#"{ "rule": "OperationRenamed", "operation": "FetchOrder", "reason": "the old name\nlied *to all*" }"#;
    let scene = Scene::with_renamed_operation(entry);
    let run = scene.orders_well(&["-n"]);
    run.said("Note connkit.json allows: the operation")
        .said("[OperationRenamed]; the reason: the old name lied *to all*\n");
    let run = scene.orders_well(&["--status"]);
    run.said("connkit.json allows: the operation").said("Next make the branch");
    scene.orders_well(&[]);
    let text = scene.text(ORDERS);
    let (_, changes) = text.split_once("## What changes").unwrap();
    let (changes, _) = changes.split_once("**Changed operations**").unwrap();
    assert_eq!(
        changes,
        "\n\nA major update, from version `1.0.0` to `2.0.0`.\n\n**Breaking changes**\n\n\
         - the operation `FetchOrder` was called `GetOrder`: flows that use `Get an order` will fail: they call it by its \
         old operationId. Why it is made: the old name lied \\*to all\\*\n\n"
    );
    assert!(!text.contains("connkit.json allows"), "{text}");
}

#[test]
fn an_allow_that_ended_or_is_about_something_else_does_not_help() {
    let entry = r#"{ "rule": "OperationRenamed", "reason": "once", "until": "2024-10-23" }"#;
    let scene = Scene::with_renamed_operation(entry);
    let on = |day: &str| {
        let mut command = scene.command(env!("CARGO_BIN_EXE_connkit"), scene.root.path());
        command.args(["submit", "orders", "--repo", "clone", "-n"]).env("CONNKIT_TODAY", day);
        scene.run(command)
    };
    assert_eq!(on("2024-10-23").code, Some(0));
    let run = on("2024-10-24");
    assert_eq!(run.code, Some(2));
    run.said("Note orders/connkit.json:1:").said("was allowed until 2024-10-23, and it is 2024-10-24");
    run.said("the update has 1 breaking change\n");
    run.said(r#"{ "rule": "OperationRenamed", "operation": "FetchOrder", "reason": "why flows have to change" }"#);
    for other in [
        r#"{ "rule": "OperationDeleted", "operation": "GetOrder", "reason": "another class" }"#,
        r#"{ "rule": "OperationRenamed", "operation": "ListOrders", "reason": "another operation" }"#,
    ] {
        scene.allow(other);
        scene.orders_refused(&[], &["the update has 1 breaking change", "which is not found"]);
        let run = scene.orders_well(&["--status"]);
        run.said("the update has 1 breaking change").said("Next put right what is said above");
    }
    scene.orders_well(&["--allow-breaking", "all the same"]);
    assert!(!scene.text(ORDERS).contains("Why it is made"), "{}", scene.text(ORDERS));
}

#[test]
fn each_breaking_change_needs_a_reason() {
    let entry = r#"{ "rule": "OperationRenamed", "reason": "the old name lied" }"#;
    let scene = Scene::with_renamed_operation(entry);
    scene.edit(DEFINITION, "\"host\": \"orders.contoso.com\"", "\"host\": \"shop.contoso.com\"");
    scene.orders_refused(&[], &["the update has 1 breaking change\n", "[HostChanged]"]);
    scene.allow(&format!(r#"{entry}, {{ "rule": "HostChanged", "reason": "the old one ends" }}"#));
    scene.orders_well(&[]);
    let text = scene.text(ORDERS);
    assert!(text.contains("Why it is made: the old one ends"), "{text}");
}

#[test]
fn the_title_of_a_published_connector_is_locked() {
    let scene = Scene::with_orders();
    scene.publish(FOLDER, str::to_owned);
    scene.edit(DEFINITION, "\"title\": \"Contoso Orders\"", "\"title\": \"Contoso Sales\"");
    scene.edit(DEFINITION, "\"version\": \"1.0.0\"", "\"version\": \"1.1.0\"");
    scene.edit("orders/readme.md", "# Contoso Orders", "# Contoso Sales");
    scene.orders_refused(&["--folder", "Contoso Orders"], &["the update has 1 locked change", "[TitleChanged]"]);
    scene.allow(r#"{ "rule": "TitleChanged", "reason": "agreed with Microsoft" }"#);
    scene.orders_well(&["--folder", "Contoso Orders"]);
    assert!(scene.text(ORDERS).contains("Why it is made: agreed with Microsoft"));
}

#[test]
fn an_update_tells_its_operations() {
    let scene = Scene::with_orders();
    scene.publish(FOLDER, str::to_owned);
    scene.orders_well(&[]).said("not needed: upstream/dev holds the connector as it is");
    scene.edit(DEFINITION, "\"summary\": \"Get an order\"", "\"summary\": \"Really get an order\"");
    scene.edit(DEFINITION, "\"version\": \"1.0.0\"", "\"version\": \"1.0.1\"");
    scene.orders_well(&["--no-verify"]).said("Unverified");
    let text = scene.text(ORDERS);
    assert!(text.contains("**Changed operations**\n\n- Get an order (GetOrder)\n"), "{text}");
    assert!(text.contains("did not check this submission (--no-verify)"), "{text}");
    assert!(!text.contains("**Breaking changes**"), "{text}");
}

#[test]
fn a_title_that_another_kind_of_connector_has() {
    let scene = Scene::with_orders();
    scene.publish("independent-publisher-connectors/Orders", str::to_owned);
    scene.orders_refused(&[], &["the title `Contoso Orders` is taken by `independent-publisher-connectors/Orders`"]);
    scene.orders_well(&["--no-verify", "-n"]);
    let scene = Scene::with_orders();
    scene.publish("independent-publisher-connectors/Orders", |text| text.replace("Contoso Orders", "Contoso Order"));
    scene.orders_well(&["-n"]).said("easily mistaken for `Contoso Order` of `independent-publisher-connectors/Orders`");
}

#[test]
fn an_update_never_lands_in_a_second_folder() {
    let scene = Scene::with_orders();
    scene.publish("certified-connectors/Bestellungen", str::to_owned);
    scene.orders_well(&[]).said("not needed");
    scene.orders_refused(
        &["--folder", "Contoso Orders"],
        &["is taken by `certified-connectors/Bestellungen`", "--folder Bestellungen"],
    );
    scene.edit(DEFINITION, "\"title\": \"Contoso Orders\"", "\"title\": \"Contoso Sales\"");
    scene.edit("orders/readme.md", "# Contoso Orders", "# Contoso Sales");
    scene.orders_refused(&[], &["not certain which folder", "--folder Bestellungen", "--folder \"Contoso Sales\""]);
    fs::rename(scene.path("orders"), scene.path("bestellungen")).unwrap();
    let mut command = scene.command(env!("CARGO_BIN_EXE_connkit"), scene.root.path());
    command.args(["submit", "bestellungen", "--repo", "clone", "-n", "--no-verify"]);
    scene.run(command).said("Folder certified-connectors/Bestellungen (existing)");
}

#[test]
fn line_ends_and_names_stay_as_upstream_has_them() {
    let scene = Scene::with_orders();
    scene.publish(FOLDER, |text| text.replace('\n', "\r\n"));
    scene.orders_well(&[]).said("not needed");
    scene.edit("orders/readme.md", "# Contoso Orders", "# Contoso Orders\n\nNew words.");
    let run = scene.orders_well(&[]);
    run.said("line ends stay as they are upstream: `certified-connectors/Contoso Orders/readme.md`");
    assert_eq!(run.changes().lines().count(), 1);
    let difference = scene.git(&scene.clone(), &["diff", "--numstat", "upstream/dev", ORDERS]);
    assert!(difference.starts_with("2\t0\t"), "{difference}");
}

#[test]
fn private_data_is_not_submitted() {
    let scene = Scene::with_orders();
    scene.edit("orders/readme.md", "# Contoso Orders", "# Contoso Orders\n\nThe key AKIAN0TR3AL7QX9ZW2L5 opens it.");
    write(&scene.path("orders/connkit.json"), "{\"publisherKind\":\"verified\",\"levels\":{\"SecretInFile\":\"off\"}}");
    let before = scene.everything();
    let run = scene.submit_orders(&[]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    run.said("SecretInFile").said("no branch was made").said("--no-verify overrides");
    assert!(before == scene.everything());
}

#[test]
fn proposals_and_packages_of_independent_publishers() {
    let scene = Scene::with_clone();
    scene.connector("Contoso");
    let independent = ["--publisher-kind", "independent"];
    let run = scene.submit_well(&[&independent[..], &["--proposal"]].concat());
    run.said("give it the title: Proposal - Contoso (Independent Publisher)");
    let folder = "independent-publisher-connectors/Contoso";
    assert_eq!(scene.difference("upstream/dev", BRANCH), format!("A\t{folder}/intro.md\nA\t{folder}/readme.md"));
    scene.submit_refused(&["--proposal", "--branch", "other"], &["only independent publishers propose"]);
    write(&scene.path("connector/ConnectorPackage.zip"), "zip");
    let run = scene.submit_well(&independent);
    assert!(run.changes().contains(&format!("A {folder}/ConnectorPackage.zip (3 bytes)")), "{}", run.stdout);
    write(&scene.path("connector/package.zip"), "zip");
    scene.submit_refused(&independent, &["several certification packages: `ConnectorPackage.zip`, `package.zip`"]);
    fs::remove_file(scene.path("connector/ConnectorPackage.zip")).unwrap();
    write(&scene.path("connector/package.zip"), "newer zip");
    let run = scene.submit_well(&independent);
    assert_eq!(run.changes(), format!("M {folder}/ConnectorPackage.zip (9 bytes)"));
    scene
        .submit_well(&["--branch", "verified"])
        .said("does not want `settings.json`, `icon.png`, `intro.md`, `package.zip`");
}

#[test]
fn an_edited_text_is_not_lost() {
    let scene = Scene::with_orders();
    scene.orders_well(&[]);
    let path = scene.clone().join(".git/connkit/connkit-contoso-orders.md");
    write(&path, "my words");
    scene.orders_well(&[]).said("nothing to do");
    assert_eq!(scene.text(ORDERS), "my words");
    scene.edit("orders/readme.md", "# Contoso Orders", "# Contoso Orders\n\nNew words.");
    scene.orders_well(&[]);
    assert!(scene.text(ORDERS).starts_with("A new connector"));
    assert_eq!(fs::read_to_string(path.with_extension("previous.md")).unwrap(), "my words");
    scene.orders_well(&["--amend", "--message", "Again", "--text", "pr.md"]);
    assert_eq!(fs::read_to_string(scene.path("pr.md")).unwrap(), scene.text(ORDERS));
}

#[test]
fn a_clone_without_file_contents_says_what_was_not_compared() {
    let scene = Scene::with_orders();
    scene.publish("certified-connectors/Bestellungen", str::to_owned);
    fs::remove_dir_all(scene.clone()).unwrap();
    scene.clone_as(&["--filter=blob:none", "--no-checkout", "--depth", "1"]);
    scene.edit(DEFINITION, "\"operationId\": \"GetOrder\"", "\"operationId\": \"FetchOrder\"");
    let objects = || fs::read_dir(scene.clone().join(".git/objects/pack")).unwrap().count();
    let before = objects();
    let run = scene.orders_well(&["-n"]);
    run.said("does not hold 3 of 3 definitions").said("certified-connectors/Contoso Orders (new)");
    let run = scene.orders_well(&["-n", "--no-verify", "--folder", "Bestellungen"]);
    run.said("does not hold the files of the published connector");
    assert_eq!(objects(), before, "something was fetched");
    let line = run.stderr.split("to fetch them: git -C clone ").last().unwrap().lines().next().unwrap();
    scene.git(&scene.clone(), &line.split(' ').collect::<Vec<_>>());
    assert!(objects() > before, "the command fetches");
    scene.orders_refused(&["--folder", "Bestellungen"], &["breaking change"]);
}

#[test]
fn several_connectors_at_once() {
    let scene = Scene::with_orders();
    scene.connector("Contoso");
    let submit = |paths: &[&str]| {
        let mut command = scene.command(env!("CARGO_BIN_EXE_connkit"), scene.root.path());
        command.args(["submit", "--repo", "clone", "--no-verify", "--publisher-kind", "verified"]).args(paths);
        scene.run(command)
    };
    let before = scene.everything();
    let run = submit(&["orders", "connector", "connector"]);
    assert_eq!(run.code, Some(2));
    run.said("would both become the branch `connkit/contoso`").said("nothing was written for any of the 3 connectors");
    fs::create_dir(scene.path("empty")).unwrap();
    let run = submit(&["orders", "empty"]);
    assert_eq!(run.code, Some(2));
    run.said("no connector in empty");
    let run = submit(&["orders", "connector", "--branch", "x"]);
    run.said("`--branch` is for one connector, and 2 are named");
    assert!(before == scene.everything());
    let run = submit(&["orders", "connector"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(scene.difference("upstream/dev", ORDERS).lines().count(), 4);
    assert_eq!(scene.difference("upstream/dev", BRANCH).lines().count(), 4);
}

#[test]
fn the_status_tells_differences_and_the_next_step() {
    let scene = Scene::with_orders();
    let status = || {
        let before = scene.everything();
        let run = scene.orders_well(&["--status"]);
        assert!(before == scene.everything());
        run
    };
    let run = status();
    run.said("(not made yet)").said("Next make the branch: connkit submit orders");
    assert!(
        run.stdout.starts_with("against upstream/dev:\nA certified-connectors/Contoso Orders/api"),
        "{}",
        run.stdout
    );
    scene.orders_well(&[]);
    let run = status();
    run.said("(1 commit of connkit, not pushed)").said("Next push the branch: git -C clone push origin");
    assert!(run.stdout.ends_with("against connkit/contoso-orders: no difference\n"), "{}", run.stdout);
    scene.git(&scene.clone(), &["update-ref", "refs/remotes/origin/connkit/contoso-orders", ORDERS]);
    status().said("pushed)").said("Next open the pull request");
    scene.edit("orders/readme.md", "# Contoso Orders", "# Contoso Orders\n\nNew words.");
    let run = status();
    run.said("Next bring the branch up to date");
    assert!(run.stdout.contains("against connkit/contoso-orders:\nM "), "{}", run.stdout);
}

#[test]
fn the_age_of_the_base() {
    let scene = Scene::with_orders();
    let mut command = scene.command(env!("CARGO_BIN_EXE_connkit"), scene.root.path());
    command.args(["submit", "orders", "--repo", "clone", "-n"]).env("GIT_COMMITTER_DATE", "2024-11-23T12:00:00+0200");
    let run = scene.run(command);
    run.said("of 2024-10-23, 31 days old").said("may have moved on; to fetch it: git -C clone fetch upstream +refs/");
}
