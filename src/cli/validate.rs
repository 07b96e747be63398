//! `connkit validate`: judges connectors and prints what it found.

mod watch;

use std::io::{BufWriter, Write};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum as _;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::in_order::in_order;
use super::judge::today;
use super::{Outcome, sides, status};
use crate::check::{self, Choice, Judgement};
use crate::config::baseline::{self, Baseline};
use crate::config::{self, Date, environment};
use crate::connector::Connector;
use crate::finding::Level;
use crate::project::changed::{self, Found};
use crate::project::layers::Layers;
use crate::project::{self, KindSource};
use crate::publisher_kind::PublisherKind;
use crate::report::{self, Format, Rendered, Report, Style};
use crate::writes::Writes;

/// Judge connectors as Microsoft's validator, certification and reviewers would
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders of connectors, single files of connectors, or trees that hold many connectors
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,

    /// Who publishes the connectors [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,

    /// Only connectors that differ from where the current branch left `dev`, `main` or `master`, committed or not
    #[arg(long)]
    changed: bool,

    /// With --changed, the branch or commit to compare with instead
    #[arg(long, value_name = "REV", requires = "changed")]
    since: Option<String>,

    /// Only connectors that the next commit changes, and what it will hold: the index, not the files on disk
    #[arg(long, conflicts_with_all = ["changed", "write_baseline"])]
    staged: bool,

    /// Only report this rule, or those of an origin such as `validator`; may be given several times
    #[arg(long, alias = "rule", value_name = "RULE", value_parser = parse_selector)]
    select: Vec<Selector>,

    /// Do not report this rule, or those of an origin; may be given several times
    #[arg(long, value_name = "RULE", value_parser = parse_selector)]
    ignore: Vec<Selector>,

    /// Also report what changed since an older version and breaks flows or may: a folder, definition or bundle, or a
    /// revision in git
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// The day with which `until` of allow entries is compared [default: from CONNKIT_TODAY; else none of them ends]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<Date>,

    /// Record what is found in each connector's connkit.baseline.json: from then on only new findings are reported
    #[arg(long, conflicts_with_all = ["select", "ignore", "output_file", "statistics"])]
    write_baseline: bool,

    /// How to print what was found [default: from CONNKIT_FORMAT; else human]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Also write what was found to a file, such as `sarif=connkit.sarif`; may be given several times
    #[arg(long, value_name = "FORMAT=PATH", value_parser = parse_output_file)]
    output_file: Vec<OutputFile>,

    /// The lowest level that makes the run fail [default: from CONNKIT_FAIL_ON or connkit.json; else error]
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,

    /// Validate again what is saved, until Ctrl-C; paths may appear later
    #[arg(long, conflicts_with_all = ["write_baseline", "output_file", "statistics", "against", "changed", "staged"])]
    watch: bool,

    /// Show a table of the rules that reported: in how many connectors, and how often
    #[arg(long)]
    statistics: bool,

    /// Show all findings of a rule, not just the first few in each file
    #[arg(long)]
    no_fold: bool,

    /// Show the hints of several connectors, too, which are only counted otherwise
    #[arg(long)]
    hints: bool,

    /// Leave out hints
    #[arg(long, short, conflicts_with = "hints")]
    quiet: bool,

    /// How many connectors are judged at once [default: from CONNKIT_THREADS; else one for each core]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<usize>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Hint,
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Hint => Level::Hint,
        }
    }
}

/// A file that takes what was found, in its own format.
#[derive(Clone)]
struct OutputFile {
    format: Format,
    path: Utf8PathBuf,
}

/// The ids of the rules that one argument names.
#[derive(Clone)]
struct Selector(Vec<&'static str>);

fn parse_selector(argument: &str) -> Result<Selector, String> {
    config::selected_rules(argument).map(Selector)
}

fn ids(selectors: &[Selector]) -> Vec<&'static str> {
    selectors.iter().flat_map(|Selector(ids)| ids).copied().collect()
}

pub fn parse_date(argument: &str) -> Result<Date, &'static str> {
    Date::parse(argument).ok_or("expected a day such as 2030-12-31")
}

fn formats() -> String {
    Format::value_variants().iter().map(|format| format.name()).collect::<Vec<String>>().join(", ")
}

fn parse_output_file(argument: &str) -> Result<OutputFile, String> {
    let (format, path) = argument.split_once('=').ok_or("expected FORMAT=PATH, such as `sarif=connkit.sarif`")?;
    let format =
        Format::from_str(format, false).map_err(|_| format!("unknown format `{format}`: one of {}", formats()))?;
    if path.is_empty() {
        return Err("expected a path after `=`".to_owned());
    }
    Ok(OutputFile { format, path: path.into() })
}

/// What a run asks for, from flags, environment and the user's file.
struct Run<'a> {
    arguments: &'a Arguments,
    layers: Layers,
    format: Format,
    choice: Choice<'a>,
    style: Style,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    refuse_same_files(&arguments.output_file)?;
    let pool = thread_pool(arguments.threads)?;
    let found = if arguments.watch { Vec::new() } else { pool.install(|| find(arguments))? };
    refuse_one_version_of_many(arguments.against.as_deref(), &found)?;
    let (only, ignored) = (ids(&arguments.select), ids(&arguments.ignore));
    let format = arguments.format.map_or_else(environment_format, |format| Ok(Some(format)))?.unwrap_or(Format::Human);
    let run = Run {
        arguments,
        layers: Layers::read()?,
        format,
        choice: Choice {
            only: &only,
            ignored: &ignored,
            today: today(arguments.today)?,
            without_baseline: arguments.write_baseline,
        },
        style: Style {
            unfolded: arguments.no_fold,
            counts_hints: found.len() > 1 && !arguments.hints,
            names_connectors: found.len() > 1,
            is_coloured: anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
            ..Style::PLAIN
        },
    };
    if arguments.watch {
        let judge = |path: &Utf8Path| judge(&Found::on_disk(path.to_owned()), &run).map(|judged| judged.shown);
        return pool.install(|| watch::watch(&arguments.paths, run.format, judge));
    }
    if arguments.write_baseline {
        return pool.install(|| record_baselines(&found, &run));
    }
    pool.install(|| report(&run, &found))
}

/// What CONNKIT_FORMAT says.
pub(super) fn environment_format() -> Result<Option<Format>> {
    let parse = |name: &str| Format::from_str(name, false).ok();
    environment::variable(environment::FORMAT, parse, &format!("one of {}", formats()))
}

/// What CONNKIT_THREADS says.
pub(super) fn environment_threads() -> Result<Option<usize>> {
    environment::variable(environment::THREADS, |text| text.parse().ok(), "a number")
}

/// As many threads as a flag says, or CONNKIT_THREADS; else one for each core.
pub(super) fn thread_pool(threads: Option<usize>) -> Result<ThreadPool> {
    let threads = threads.map_or_else(environment_threads, |threads| Ok(Some(threads)))?;
    let pool = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
    pool.context("could not start threads")
}

/// The connectors that are meant; says so where there are none.
fn find(arguments: &Arguments) -> Result<Vec<Found>> {
    let nothing = |found: &[Found], why: &str| {
        if found.is_empty() {
            status::done("Unchanged", format_args!("no connector differs from {why}"));
        }
    };
    if arguments.staged {
        let found = changed::find_staged(&arguments.paths)?;
        nothing(&found, "the last commit in what is staged");
        return Ok(found);
    }
    if arguments.changed {
        let (found, base) = changed::find_changed(&arguments.paths, arguments.since.as_deref())?;
        nothing(&found, &base);
        return Ok(found);
    }
    Ok(project::find(&arguments.paths)?.into_iter().map(Found::on_disk).collect())
}

/// The baseline that a connector gets; `None` where there is nothing to record and no old one to empty.
fn baseline(found: &Found, run: &Run<'_>) -> Result<Option<(Utf8PathBuf, Baseline)>> {
    let project = found.load(run.arguments.publisher_kind, &run.layers)?;
    let path = &found.path;
    if !project.connector.is_folder() {
        bail!("{path} is a file: a baseline belongs to the folder of a connector");
    }
    // What is found in a file later would be taken for new.
    project.connector.refuse_unread().with_context(|| format!("could not read {path}"))?;
    let old = old_version(path, run.arguments)?;
    let findings = check::judge_against(&project, old.as_ref(), &run.choice).findings;
    let baseline = Baseline::of(&project.connector, &findings);
    let is_needed = !baseline.is_empty() || project.baseline.is_some();
    Ok(is_needed.then(|| (path.join(baseline::FILE_NAME), baseline)))
}

/// Writes all baselines.
fn record_baselines(found: &[Found], run: &Run<'_>) -> Result<Outcome> {
    let mut baselines: Vec<(Utf8PathBuf, Baseline)> = Vec::new();
    let take = |baseline| {
        baselines.extend(baseline);
        Ok(())
    };
    in_order("Validating", found, |found| baseline(found, run), take)?;
    let mut writes = Writes::new();
    for (path, baseline) in &baselines {
        writes.add(path.clone(), baseline.text());
    }
    writes.apply()?;
    for (path, baseline) in &baselines {
        let path = project::shown(path);
        status::done("Recorded", format_args!("{} in {path}", report::counted(baseline.len(), "finding")));
    }
    if baselines.is_empty() {
        status::done("Recorded", "nothing: there are no findings");
    }
    Ok(Outcome::Clean)
}

fn refuse_same_files(files: &[OutputFile]) -> Result<()> {
    for (number, file) in files.iter().enumerate() {
        if files.iter().take(number).any(|other| other.path == file.path) {
            bail!("{} is given twice with --output-file: each format needs a file of its own", file.path);
        }
    }
    Ok(())
}

/// Findings that are not reported.
#[derive(Clone, Copy, Default)]
struct HeldBack {
    allowed: usize,
    known: usize,
    stale: usize,
    /// Entries of `allow` with a last day, while there is no day to compare it with.
    undated: usize,
}

impl HeldBack {
    fn add(&mut self, other: Self) {
        self.allowed += other.allowed;
        self.known += other.known;
        self.stale += other.stale;
        self.undated += other.undated;
    }

    /// Says what a reader of the report would miss.
    fn tell(self) {
        let Self { allowed, known, stale, undated } = self;
        if allowed > 0 {
            status::done("Allowed", format_args!("{} by {}", report::counted(allowed, "finding"), config::FILE_NAME));
        }
        if known > 0 {
            status::done("Known", format_args!("{} in {}", report::counted(known, "finding"), baseline::FILE_NAME));
        }
        if stale > 0 {
            let stale = report::counted(stale, "finding");
            status::done(
                "Stale",
                format_args!("{stale} in {} no longer there; --write-baseline renews it", baseline::FILE_NAME),
            );
        }
        if undated > 0 {
            let (entries, today) = (report::counted(undated, "last day"), environment::TODAY);
            status::done(
                "Undated",
                format_args!("{entries} of allow not looked at: --today or {today} says which day it is"),
            );
        }
    }
}

/// One connector, judged and rendered in every format that is asked for.
struct Judged {
    kind: PublisherKind,
    kind_source: KindSource,
    /// Something fails the run, shown or not.
    fails: bool,
    held_back: HeldBack,
    shown: Rendered,
    files: Vec<Rendered>,
}

/// What a connector is compared with; `None` where that is not asked, or it is not in the revision yet.
fn old_version(path: &Utf8Path, arguments: &Arguments) -> Result<Option<Connector>> {
    let Some(old) = &arguments.against else { return Ok(None) };
    let old = sides::load_if_there(old, path)?;
    if old.is_none() {
        status::done("New", format_args!("{path} is not in the old version: there is nothing to compare it with"));
    }
    Ok(old.map(|project| project.connector))
}

/// A folder or file is one version of one connector; a revision holds those of all.
fn refuse_one_version_of_many(old: Option<&str>, found: &[Found]) -> Result<()> {
    if let Some(old) = old.filter(|old| found.len() > 1 && Utf8Path::new(old).exists()) {
        bail!("`--against {old}` is one version, and there are {} connectors; name one, or a revision", found.len());
    }
    Ok(())
}

fn judge(found: &Found, run: &Run<'_>) -> Result<Judged> {
    let project = found.load(run.arguments.publisher_kind, &run.layers)?;
    let old = old_version(&found.path, run.arguments)?;
    let judgement = check::judge_against(&project, old.as_ref(), &run.choice);
    let Judgement { mut findings, allowed, known, stale } = judgement;
    let fail_on = run.arguments.fail_on.map(FailOn::level).or(project.configuration.fail_on).unwrap_or(Level::Error);
    // What fails the run is shown, whatever is left out.
    let style = Style { fail_on, counts_hints: run.style.counts_hints && fail_on > Level::Hint, ..run.style };
    let lowest = if run.arguments.quiet { Level::Warning.min(fail_on) } else { Level::Hint };
    let fails = findings.iter().any(|finding| finding.level >= fail_on);
    findings.retain(|finding| finding.level >= lowest);
    let render = |format| report::render(format, style, &project, &findings);
    let has_end = |allow: &&config::Allow| allow.until.is_some() && run.choice.today.is_none();
    let undated = project.configuration.allows.iter().filter(has_end).count();
    Ok(Judged {
        kind: project.kind,
        kind_source: project.kind_source,
        fails,
        held_back: HeldBack { allowed, known, stale, undated },
        shown: render(run.format),
        files: run.arguments.output_file.iter().map(|file| render(file.format)).collect(),
    })
}

/// Judges all, and prints what is found as it comes in; then writes the files.
fn report(run: &Run<'_>, found: &[Found]) -> Result<Outcome> {
    let Run { arguments, format, style, .. } = run;
    // Looking for colours in what has none takes its time with large reports.
    let out: Box<dyn Write + Send> = if format.is_escaped() || !style.is_coloured {
        Box::new(std::io::stdout())
    } else {
        Box::new(anstream::stdout())
    };
    let paths = if arguments.changed || arguments.staged {
        found.iter().map(|found| project::shown(&found.path)).collect()
    } else {
        arguments.paths.iter().map(|path| project::shown(path)).collect()
    };
    let mut report = Report::new(*format, BufWriter::new(out), paths);
    let mut files: Vec<Vec<Rendered>> = arguments.output_file.iter().map(|_| Vec::new()).collect();
    let mut held_back = HeldBack::default();
    let mut failed = false;
    let take = |judged: Judged| {
        if found.len() == 1 && judged.kind_source != KindSource::Flag {
            status::done("Publisher", format_args!("{} ({})", judged.kind, judged.kind_source));
        }
        held_back.add(judged.held_back);
        failed |= judged.fails;
        files.iter_mut().zip(judged.files).for_each(|(file, rendered)| file.push(rendered));
        match report.push(judged.shown) {
            // A reader who has seen enough (`| head`) does not keep the files from being written.
            Err(_) if !arguments.output_file.is_empty() => Ok(()),
            printed => Ok(printed?),
        }
    };
    in_order("Validating", found, |found| judge(found, run), take)?;
    held_back.tell();
    write_files(&arguments.output_file, files)?;
    let shown = report.end()?;
    if arguments.statistics && format.is_talk() {
        let mut out = BufWriter::new(std::io::stdout());
        writeln!(out)?;
        report::write_statistics(&mut out, &shown)?;
        out.flush()?;
    }
    tell_hidden(*format, &shown);
    if arguments.statistics && !format.is_talk() {
        report::write_statistics(&mut anstream::stderr().lock(), &shown)?;
    }
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// Says what a format does not say that has nothing but findings.
fn tell_hidden(format: Format, shown: &[Rendered]) {
    let hidden = report::hidden_hints(shown);
    if format == Format::Concise && hidden > 0 {
        status::done("Hidden", format_args!("{}; --hints shows them", report::counted(hidden, "hint")));
    }
}

/// Writes the files of `--output-file`, for each of which there are the renderings of all connectors.
fn write_files(files: &[OutputFile], rendered: Vec<Vec<Rendered>>) -> Result<()> {
    let mut writes = Writes::new();
    for (file, rendered) in files.iter().zip(rendered) {
        let mut bytes = Vec::new();
        if file.format.is_escaped() {
            report::write(file.format, &mut bytes, rendered)?;
        } else {
            // Files get no colours.
            report::write(file.format, &mut anstream::StripStream::new(&mut bytes), rendered)?;
        }
        writes.add(file.path.clone(), bytes);
    }
    writes.apply()
}
