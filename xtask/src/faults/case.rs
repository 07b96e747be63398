//! The commands that write, each in a scene where it has something to do.

use std::fs;
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context as _, Result, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use connkit::template;
use connkit::template::answers::Answers;
use serde_json::{Value, json};

/// How a command ended.
pub struct Run {
    pub code: Option<i32>,
    pub stderr: String,
}

impl Run {
    pub fn of(output: &Output) -> Self {
        Self { code: output.status.code(), stderr: String::from_utf8_lossy(&output.stderr).into_owned() }
    }
}

/// A command with its scene; `project` is the folder of an example in it.
pub struct Case {
    pub name: &'static str,
    arguments: &'static [&'static str],
    /// Makes the scene one in which there is something to do.
    prepare: fn(&Scene) -> Result<()>,
    /// Whether a second run of it changes nothing.
    pub is_repeatable: bool,
    /// Whether it writes about the files that it reads, so that it writes of those that cannot be read, too.
    pub is_report: bool,
}

/// Where a case is played.
pub struct Scene {
    binary: Utf8PathBuf,
    folder: Utf8PathBuf,
}

const DEFINITION: &str = "project/apiDefinition.swagger.json";
const SUBMIT: &[&str] = &["submit", "project", "--repo", "clone", "--yes"];

const AMEND: &[&str] = &["submit", "project", "--repo", "clone", "--yes", "--amend"];
const REBASE: &[&str] = &["submit", "project", "--repo", "clone", "--yes", "--rebase"];
const TEXT: &[&str] = &["submit", "project", "--repo", "clone", "--yes", "--text", "made/text.md"];

const fn case(name: &'static str, arguments: &'static [&'static str], prepare: fn(&Scene) -> Result<()>) -> Case {
    Case { name, arguments, prepare, is_repeatable: true, is_report: false }
}

const fn once(name: &'static str, arguments: &'static [&'static str], prepare: fn(&Scene) -> Result<()>) -> Case {
    Case { name, arguments, prepare, is_repeatable: false, is_report: false }
}

const NEW: Case = once("new", &["new", "made/fresh", "--answers", "answers.json"], Scene::answers);
const TEMPLATE: &[&str] =
    &["new", "made/fresh", "--template", "team", "--title", "Tides", "--answer", "host=api.contoso.com"];
const FIX: Case = case("fix", &["fix", "project", "other"], Scene::mistakes);
const FMT: Case = case("fmt", &["fmt", "project"], Scene::unformatted);
const FMT_AFTER_FIX: Case = case("fmt", &["fmt", "project"], Scene::mistakes);
const CONFORM: Case = case("conform", &["conform", "project"], Scene::former);
const BUMP: Case = once("bump", &["bump", "minor", "project", "--against", "published"], Scene::published);
const PACKAGE: Case = case("package", &["package", "project", "-o", "dist/made.zip"], Scene::packaged);
const ADOPT: Case = once("adopt", &["adopt", "project", "--baseline"], Scene::downloaded);
const REVISE: Case =
    once("operation revise", &["operation", "revise", "ListOrders", "project", "--deprecate"], Scene::plain);
const DEPRECATE: Case = once("operation deprecate", &["operation", "deprecate", "GetOrder", "project"], Scene::plain);
const INFER: Case =
    case("schema infer", &["schema", "infer", "GetOrder", "project", "--sample", "sample.json"], Scene::sample);
const BASELINE: Case =
    case("validate baseline", &["validate", "project", "other", "--write-baseline"], Scene::mistakes);
const SOLUTION: Case =
    case("solution", &["solution", "project", "--prefix", "abc", "-o", "dist/solution.zip"], Scene::plain);
const REPOSITORY: Case =
    case("package repository", &["package", "project", "--kind", "repository", "-o", "made/folder"], Scene::plain);
const WHOLE_FILES: Case = case("fix whole files", &["fix", "project", "--unsafe"], Scene::whole_files);
const REVISE_SAMPLED: Case =
    once("operation revise", &["operation", "revise", "ListOrders", "project", "--deprecate"], Scene::sample);

/// Commands that write nothing.
#[cfg(test)]
const READING: [&str; 7] = ["checklist", "config", "diff", "explain", "lsp", "rules", "verify"];

pub fn all() -> Vec<Case> {
    let solutions: &[&str] = &[
        "package",
        "project",
        "--kind",
        "certification",
        "--no-validate",
        "--connector-solution",
        "solution.zip",
        "--flow-solution",
        "solution.zip",
        "-o",
        "dist/certification.zip",
    ];
    vec![
        NEW,
        once("template", TEMPLATE, Scene::team),
        ADOPT,
        FIX,
        WHOLE_FILES,
        FMT,
        CONFORM,
        BUMP,
        REVISE,
        DEPRECATE,
        INFER,
        BASELINE,
        Case {
            is_report: true,
            ..case(
                "validate output",
                &["validate", "project", "--output-file", "json=reports/a.json", "--output-file", "sarif=b.sarif"],
                Scene::mistakes,
            )
        },
        PACKAGE,
        REPOSITORY,
        case("package deploy", &["package", "project", "--kind", "deploy", "-o", "made"], Scene::plain),
        case("package legacy", &["package", "project", "--kind", "legacy", "-o", "dist/legacy.zip"], Scene::plain),
        case("package certification", solutions, Scene::solution),
        SOLUTION,
        // What cannot be read of the base is not compared, and the text says so.
        Case { is_report: true, ..case("submit", SUBMIT, Scene::cloned) },
        Case { is_report: true, ..case("submit again", SUBMIT, Scene::submitted) },
        Case { is_report: true, ..case("submit amend", AMEND, Scene::submitted) },
        Case { is_report: true, ..case("submit rebase", REBASE, Scene::moved) },
        Case { is_report: true, ..case("submit text", TEXT, Scene::cloned) },
    ]
}

pub fn pairs() -> Vec<(Case, Case)> {
    vec![
        (FIX, FMT_AFTER_FIX),
        (FMT, FMT),
        (BUMP, BUMP),
        (CONFORM, case("fmt", &["fmt", "project"], Scene::former)),
        (CONFORM, CONFORM),
        (PACKAGE, PACKAGE),
        (NEW, NEW),
        (ADOPT, ADOPT),
        (BASELINE, BASELINE),
        (INFER, REVISE_SAMPLED),
        (INFER, INFER),
        (REVISE, DEPRECATE),
        (SOLUTION, SOLUTION),
        (REPOSITORY, REPOSITORY),
        (WHOLE_FILES, WHOLE_FILES),
        (case("submit", SUBMIT, Scene::cloned), case("submit", SUBMIT, Scene::cloned)),
        (case("submit again", SUBMIT, Scene::submitted), case("submit amend", AMEND, Scene::submitted)),
    ]
}

impl Case {
    pub fn set_up(&self, binary: &Utf8Path, folder: &Utf8Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("could not remove {folder}"))?;
        }
        fs::create_dir_all(folder)?;
        let example = super::super::root().join("examples/contoso-orders");
        super::state::copy(&example, &folder.join("project"))?;
        super::state::copy(&example, &folder.join("other"))?;
        let scene = Scene { binary: binary.to_owned(), folder: folder.to_owned() };
        (self.prepare)(&scene).with_context(|| format!("could not set the scene of {}", self.name))
    }

    pub fn run(&self, binary: &Utf8Path, scene: &Utf8Path) -> Result<Run> {
        self.run_by(binary.as_str(), &[], scene)
    }

    /// Runs the command by another program.
    pub fn run_by(&self, program: &str, arguments: &[String], scene: &Utf8Path) -> Result<Run> {
        let mut command = command(program, scene);
        let output = command.args(arguments).args(self.arguments).output();
        Ok(Run::of(&output.with_context(|| format!("could not start {program}"))?))
    }

    /// Starts the command, with the first call of a kind delayed.
    pub fn start(&self, binary: &Utf8Path, scene: &Utf8Path, delay: Option<&str>) -> Result<Child> {
        const MICROSECONDS: u32 = 100_000;
        let mut command = match delay {
            None => command(binary.as_str(), scene),
            Some(call) => {
                let mut command = command("strace", scene);
                let inject = format!("inject=?{call}:delay_enter={MICROSECONDS}:when=1");
                command.args(["-f", "-qq", "-o", "/dev/null", "-e", &inject, "--", binary.as_str()]);
                command
            }
        };
        command.args(self.arguments).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().context("could not start the command")
    }
}

/// A program in a scene, with nothing of the user's own.
fn command(program: &str, scene: &Utf8Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(scene).stdin(Stdio::null()).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    // With one worker it makes the same calls in each run.
    command.env("RAYON_NUM_THREADS", "1");
    command.env("HOME", "/nonexistent").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada Lovelace").env(format!("GIT_{who}_EMAIL"), "ada@example.com");
        command.env(format!("GIT_{who}_DATE"), "2024-10-23T12:00:00+0200");
    }
    command
}

impl Scene {
    fn read(&self, name: &str) -> Result<String> {
        fs::read_to_string(self.folder.join(name)).with_context(|| format!("could not read {name}"))
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> Result<()> {
        fs::write(self.folder.join(name), text).with_context(|| format!("could not write {name}"))
    }

    fn edit(&self, name: &str, from: &str, to: &str) -> Result<()> {
        let text = self.read(name)?;
        ensure!(text.contains(from), "`{from}` is not in {name}");
        self.write(name, text.replace(from, to))
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let output = command(program, &self.folder).args(arguments).output()?;
        ensure!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    fn connkit(&self, arguments: &[&str]) -> Result<()> {
        self.run(self.binary.as_str(), arguments)
    }

    fn plain(&self) -> Result<()> {
        ensure!(self.folder.join(DEFINITION).exists(), "the example has no definition");
        Ok(())
    }

    fn answers(&self) -> Result<()> {
        self.write("answers.json", Value::from(answers()).to_string())
    }

    /// Two connectors with something to mend and to lay out.
    fn mistakes(&self) -> Result<()> {
        for name in [DEFINITION, "other/apiDefinition.swagger.json"] {
            self.edit(name, "\"summary\": \"List orders\"", "\"summary\":   \"List orders.\"")?;
        }
        self.edit("project/apiProperties.json", "\"publisher\": ", "\"publisher\":   ")
    }

    fn unformatted(&self) -> Result<()> {
        for name in [DEFINITION, "project/apiProperties.json"] {
            let value: Value = serde_json::from_str(&self.read(name)?)?;
            self.write(name, value.to_string())?;
        }
        Ok(())
    }

    /// A project as an older version of the templates made it.
    fn former(&self) -> Result<()> {
        let folder = self.folder.join("project");
        fs::remove_dir_all(&folder)?;
        fs::create_dir_all(&folder)?;
        let answers = Answers::of(&answers()).map_err(|troubles| anyhow::anyhow!("{troubles:?}"))?;
        for file in template::render_version(1, &answers)? {
            fs::write(folder.join(&file.name), &file.bytes)?;
        }
        let definition: Value = serde_json::from_str(&self.read(DEFINITION)?)?;
        self.write(DEFINITION, definition.to_string())
    }

    /// Names and files as other tools leave them.
    fn downloaded(&self) -> Result<()> {
        fs::remove_file(self.folder.join("project/connkit.json"))?;
        for (from, to) in [("apiDefinition.swagger.json", "swagger.json"), ("icon.png", "logo.png")] {
            fs::rename(self.folder.join("project").join(from), self.folder.join("project").join(to))?;
        }
        let settings = json!({ "apiDefinition": "swagger.json", "icon": "logo.png", "environment": "" });
        self.write("project/settings.json", format!("{settings:#}"))
    }

    /// A team's own templates.
    fn team(&self) -> Result<()> {
        let questions = json!([{ "name": "title", "prompt": "Title" }, { "name": "host", "prompt": "Host" }]);
        let template = json!({ "publisherKind": "custom", "questions": questions });
        fs::create_dir_all(self.folder.join("team/files/docs"))?;
        self.write("team/template.json", template.to_string())?;
        let definition = self.read(DEFINITION)?;
        self.write("team/files/apiDefinition.swagger.json.tera", definition.replace("api.contoso.com", "{{ host }}"))?;
        self.write("team/files/apiProperties.json", self.read("project/apiProperties.json")?)?;
        self.write("team/files/readme.md.tera", "# {{ title }}\n")?;
        self.write("team/files/docs/note.txt", "As it is.\n")
    }

    /// A file in UTF-16, an icon of another colour, a name in another case, and what systems leave behind.
    fn whole_files(&self) -> Result<()> {
        let project = self.folder.join("project");
        fs::rename(project.join("readme.md"), project.join("ReadMe.md"))?;
        fs::create_dir(project.join("__MACOSX"))?;
        self.write("project/__MACOSX/._intro.md", "x")?;
        self.write("project/.DS_Store", "x")?;
        let mut properties: Value = serde_json::from_str(&self.read("project/apiProperties.json")?)?;
        *properties.pointer_mut("/properties/iconBrandColor").context("the example has a colour")? = json!("#1b5e7b");
        self.write("project/apiProperties.json", format!("{properties:#}\n"))?;
        let definition = format!("\u{feff}{}", self.read(DEFINITION)?);
        self.write(DEFINITION, definition.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    }

    /// With an older version to compare with, and a changelog.
    fn published(&self) -> Result<()> {
        fs::rename(self.folder.join("other"), self.folder.join("published"))?;
        let readme = self.read("project/readme.md")?;
        self.write("project/readme.md", readme + "\n## Changelog\n\n### 1.0\n\n- First version\n")
    }

    fn sample(&self) -> Result<()> {
        self.write("sample.json", r#"{ "id": "1", "weight": 12.5, "address": { "town": "Ulm" } }"#)
    }

    /// A bundle of an earlier state is there.
    fn packaged(&self) -> Result<()> {
        self.connkit(&["package", "project", "-o", "dist/made.zip"])?;
        self.edit(DEFINITION, "List orders", "List all orders")
    }

    fn solution(&self) -> Result<()> {
        self.connkit(&["solution", "project", "--prefix", "abc", "-o", "solution.zip"])
    }

    /// A clone of a repository with one other connector.
    fn cloned(&self) -> Result<()> {
        self.upstream()?;
        fs::remove_dir_all(self.folder.join("upstream"))?;
        Ok(())
    }

    /// The repository, and a clone of it.
    fn upstream(&self) -> Result<()> {
        let upstream = "upstream/certified-connectors/Zeta";
        fs::create_dir_all(self.folder.join(upstream))?;
        self.write(&format!("{upstream}/apiDefinition.swagger.json"), r#"{"info":{"title":"Zeta"}}"#)?;
        self.run("git", &["init", "-q", "-b", "dev", "upstream"])?;
        self.run("git", &["-C", "upstream", "add", "."])?;
        self.run("git", &["-C", "upstream", "commit", "-qm", "Start"])?;
        self.run("git", &["clone", "-q", "-o", "upstream", "upstream", "clone"])
    }

    /// A branch is there, and its base has moved on.
    fn moved(&self) -> Result<()> {
        self.upstream()?;
        self.connkit(SUBMIT)?;
        self.run("git", &["-C", "upstream", "commit", "-qm", "Go on", "--allow-empty"])?;
        self.run("git", &["-C", "clone", "fetch", "-q", "upstream"])?;
        fs::remove_dir_all(self.folder.join("upstream"))?;
        self.edit(DEFINITION, "newest first.", "the newest first.")
    }

    /// A branch is there, with another text of the pull request.
    fn submitted(&self) -> Result<()> {
        self.cloned()?;
        self.connkit(SUBMIT)?;
        self.edit(DEFINITION, "newest first.", "the newest first.")
    }
}

fn answers() -> serde_json::Map<String, Value> {
    let answers = json!({
        "publisherKind": "verified",
        "title": "Contoso Tasks",
        "description": "Reads and writes the tasks of Contoso.",
        "publisher": "Contoso Ltd.",
        "host": "api.contoso.com",
        "authentication": "api-key",
        "script": true,
        "webhook": true,
        "polling": true,
        "contactEmail": "help@contoso.com",
        "website": "https://contoso.com",
        "privacyPolicy": "https://contoso.com/privacy",
        "categories": ["Productivity", "Data"],
    });
    answers.as_object().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_a_case_or_writes_nothing() {
        let arguments: Vec<String> = all().iter().map(|case| case.arguments.join(" ")).collect();
        let mut commands = Vec::new();
        for command in connkit::cli::command().get_subcommands() {
            let below: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
            let name = command.get_name();
            commands.extend(below.iter().map(|sub| format!("{name} {sub}")));
            commands.extend(below.is_empty().then(|| name.to_owned()));
        }
        for name in commands {
            let has_case = arguments.iter().any(|arguments| arguments.starts_with(&format!("{name} ")));
            assert_ne!(has_case, READING.contains(&name.as_str()), "{name}");
        }
    }
}
