//! `connkit validate`: judges connectors and prints what it found.

mod watch;

use std::io::{BufWriter, Write};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum as _;
use rayon::prelude::*;

use super::judge::today;
use super::progress::Progress;
use super::{Outcome, sides, status};
use crate::check::{self, Choice, Judgement};
use crate::config::baseline::{self, Baseline};
use crate::config::{self, Date};
use crate::connector::Connector;
use crate::finding::Level;
use crate::project::{self, KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::report::{self, Counts, Format, Rendered, Style};
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

    /// Only report this rule, as hints where it is off; may be given several times
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    rule: Vec<&'static str>,

    /// Do not report this rule; may be given several times
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    ignore: Vec<&'static str>,

    /// Also report what changed since an older version and breaks flows or may: a folder, definition or bundle, or a
    /// revision in git
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// The day with which `until` of allow entries is compared [default: from CONNKIT_TODAY; else none of them ends]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<Date>,

    /// Record what is found in each connector's connkit.baseline.json: from then on only new findings are reported
    #[arg(long, conflicts_with_all = ["rule", "ignore", "output_file", "statistics"])]
    write_baseline: bool,

    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Also write what was found to a file, such as `sarif=connkit.sarif`; may be given several times
    #[arg(long, value_name = "FORMAT=PATH", value_parser = parse_output_file)]
    output_file: Vec<OutputFile>,

    /// The lowest level that makes the run fail
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,

    /// Validate again what is saved, until Ctrl-C; paths may appear later
    #[arg(long, conflicts_with_all = ["write_baseline", "output_file", "statistics", "against"])]
    watch: bool,

    /// Show a table of the rules that reported: in how many connectors, and how often
    #[arg(long)]
    statistics: bool,

    /// Show all findings of a rule, not just the first few in each file
    #[arg(long)]
    no_fold: bool,

    /// Leave out hints
    #[arg(long, short)]
    quiet: bool,

    /// How many connectors are judged at once [default: one for each core]
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

fn parse_rule(argument: &str) -> Result<&'static str, String> {
    config::rule_named(argument).map(|rule| rule.id)
}

pub fn parse_date(argument: &str) -> Result<Date, &'static str> {
    Date::parse(argument).ok_or("expected a day such as 2030-12-31")
}

fn parse_output_file(argument: &str) -> Result<OutputFile, String> {
    let (format, path) = argument.split_once('=').ok_or("expected FORMAT=PATH, such as `sarif=connkit.sarif`")?;
    let format = Format::from_str(format, false).map_err(|_| {
        let known: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().into()))
            .collect();
        format!("unknown format `{format}`: one of {}", known.join(", "))
    })?;
    if path.is_empty() {
        return Err("expected a path after `=`".to_owned());
    }
    Ok(OutputFile { format, path: path.into() })
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    refuse_same_files(&arguments.output_file)?;
    let paths = if arguments.watch { Vec::new() } else { project::find(&arguments.paths)? };
    refuse_one_version_of_many(arguments.against.as_deref(), &paths)?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.unwrap_or(0))
        .build()
        .context("could not start threads")?;
    // What fails the run is shown, whatever is left out.
    let fail_on = arguments.fail_on.level();
    let style = Style {
        unfolded: arguments.no_fold,
        lowest: if arguments.quiet { Level::Warning.min(fail_on) } else { Level::Hint },
        fail_on,
        is_coloured: anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
    };
    let choice = Choice {
        only: &arguments.rule,
        ignored: &arguments.ignore,
        today: today(arguments.today)?,
        without_baseline: arguments.write_baseline,
    };
    if arguments.watch {
        let judge = |path: &Utf8Path| judge(path, arguments, style, &choice).map(|judged| judged.shown);
        return threads.install(|| watch::watch(&arguments.paths, arguments.format, style, judge));
    }
    if arguments.write_baseline {
        let baselines = threads.install(|| for_each(&paths, |path| baseline(path, arguments, &choice)))?;
        return record(baselines);
    }
    let judged = threads.install(|| for_each(&paths, |path| judge(path, arguments, style, &choice)))?;
    report(arguments, style, judged)
}

/// Does something for all connectors at once, in their order, with a bar where there are many.
fn for_each<T: Send>(paths: &[Utf8PathBuf], act: impl Fn(&Utf8Path) -> Result<T> + Sync) -> Result<Vec<T>> {
    let progress = Progress::new(paths.len());
    let act = |path: &Utf8PathBuf| {
        let done = act(path);
        progress.advance();
        done
    };
    paths.par_iter().map(act).collect()
}

/// The baseline that a connector gets; `None` where there is nothing to record and no old one to empty.
fn baseline(path: &Utf8Path, arguments: &Arguments, choice: &Choice<'_>) -> Result<Option<(Utf8PathBuf, Baseline)>> {
    let project = Project::load(path, arguments.publisher_kind)?;
    if !project.connector.is_folder() {
        bail!("{path} is a file: a baseline belongs to the folder of a connector");
    }
    let old = old_version(path, arguments)?;
    let findings = check::judge_against(&project, old.as_ref(), choice).findings;
    let baseline = Baseline::of(&project.connector, &findings);
    let is_needed = !baseline.is_empty() || project.baseline.is_some();
    Ok(is_needed.then(|| (path.join(baseline::FILE_NAME), baseline)))
}

/// Writes all baselines.
fn record(baselines: Vec<Option<(Utf8PathBuf, Baseline)>>) -> Result<Outcome> {
    let mut writes = Writes::new();
    let baselines: Vec<(Utf8PathBuf, Baseline)> = baselines.into_iter().flatten().collect();
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
}

impl HeldBack {
    /// Says what a reader of the report would miss.
    fn tell(self) {
        let Self { allowed, known, stale } = self;
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
    }
}

/// One connector, judged and rendered in every format that is asked for.
struct Judged {
    kind: PublisherKind,
    kind_source: KindSource,
    /// Everything that was found, also what is not shown.
    counts: Counts,
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
fn refuse_one_version_of_many(old: Option<&str>, paths: &[Utf8PathBuf]) -> Result<()> {
    if let Some(old) = old.filter(|old| paths.len() > 1 && Utf8Path::new(old).exists()) {
        bail!("`--against {old}` is one version, and there are {} connectors; name one, or a revision", paths.len());
    }
    Ok(())
}

fn judge(path: &Utf8Path, arguments: &Arguments, style: Style, choice: &Choice<'_>) -> Result<Judged> {
    let project = Project::load(path, arguments.publisher_kind)?;
    let old = old_version(path, arguments)?;
    let judgement = check::judge_against(&project, old.as_ref(), choice);
    let Judgement { mut findings, allowed, known, stale } = judgement;
    let counts = Counts::of(&findings);
    findings.retain(|finding| finding.level >= style.lowest);
    let render = |format| report::render(format, style, &project, &findings);
    Ok(Judged {
        kind: project.kind,
        kind_source: project.kind_source,
        counts,
        held_back: HeldBack { allowed, known, stale },
        shown: render(arguments.format),
        files: arguments.output_file.iter().map(|file| render(file.format)).collect(),
    })
}

/// Prints and writes everything.
fn report(arguments: &Arguments, style: Style, judged: Vec<Judged>) -> Result<Outcome> {
    if let [Judged { kind, kind_source, .. }] = judged.as_slice()
        && *kind_source != KindSource::Flag
    {
        status::done("Publisher", format_args!("{kind} ({kind_source})"));
    }
    let sum = |count: fn(&HeldBack) -> usize| judged.iter().map(|connector| count(&connector.held_back)).sum();
    HeldBack { allowed: sum(|held| held.allowed), known: sum(|held| held.known), stale: sum(|held| held.stale) }.tell();
    let failed = judged.iter().any(|connector| connector.counts.at_least(style.fail_on) > 0);
    let (shown, files): (Vec<Rendered>, Vec<Vec<Rendered>>) =
        judged.into_iter().map(|connector| (connector.shown, connector.files)).unzip();
    write_files(&arguments.output_file, style, files)?;
    // Looking for colours in what has none takes its time with large reports.
    let out: Box<dyn Write> = if arguments.format.is_escaped() || !style.is_coloured {
        Box::new(std::io::stdout().lock())
    } else {
        Box::new(anstream::stdout().lock())
    };
    let mut out = BufWriter::new(out);
    report::write(arguments.format, style, &mut out, &shown)?;
    if arguments.statistics && arguments.format.is_talk() {
        writeln!(out)?;
        report::write_statistics(&mut out, &shown)?;
    }
    out.flush()?;
    if arguments.statistics && !arguments.format.is_talk() {
        report::write_statistics(&mut anstream::stderr().lock(), &shown)?;
    }
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// Writes the files of `--output-file`; `rendered` holds for each connector one rendering for each of them.
fn write_files(files: &[OutputFile], style: Style, rendered: Vec<Vec<Rendered>>) -> Result<()> {
    let mut by_file: Vec<Vec<Rendered>> = files.iter().map(|_| Vec::new()).collect();
    for connector in rendered {
        by_file.iter_mut().zip(connector).for_each(|(file, rendered)| file.push(rendered));
    }
    let mut writes = Writes::new();
    for (file, rendered) in files.iter().zip(by_file) {
        // Files get no colours.
        let mut bytes = anstream::StripStream::new(Vec::new());
        report::write(file.format, style, &mut bytes, &rendered)?;
        writes.add(file.path.clone(), bytes.into_inner());
    }
    writes.apply()
}
