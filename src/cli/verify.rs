//! `connkit verify`: proves bundles, and judges packages, solutions and other zips that hold a connector.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, judge};
use crate::archive::{self, Archive, Budget};
use crate::bundle::{self, CHECKSUM_EXTENSION, Limits, Manifest, Problem, Validation, Verdict, shown};
use crate::certification::{self, DEFAULT_LIMITS, Kind, Package, Part};
use crate::check::{self, Choice};
use crate::finding::Level;
use crate::project::Project;
use crate::publisher_kind::PublisherKind;
use crate::report::{self, Counts, Format, Rendered, Style, counted};

/// More than a checksum file of any bundle has; the rest is not read.
const CHECKSUM_FILE_SIZE: u64 = 64 << 10;

/// Prove bundles, and judge packages for certification, solutions and other zips that hold a connector
///
/// What a zip is, is told by what lies in it. A bundle of connkit's is proved by its manifest, and by the checksum file
/// beside it (`BUNDLE.sha256`). A package for certification is read down to the files of its solutions, and every rule
/// runs on the connector inside. Nothing is unpacked.
#[derive(clap::Args)]
pub struct Arguments {
    /// Zip files
    #[arg(required = true, value_name = "ZIP")]
    zips: Vec<Utf8PathBuf>,

    /// Compare the connector inside with its sources in this folder
    #[arg(long, value_name = "FOLDER")]
    source: Option<Utf8PathBuf>,

    /// Who publishes the connector [default: that of the sources, or from the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,

    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Show all findings of a rule, not just the first few in each file
    #[arg(long)]
    no_fold: bool,

    /// Leave out hints
    #[arg(long, short)]
    quiet: bool,

    /// How many megabytes everything in a zip may have, unpacked, with the zips in it
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_LIMITS.total_size >> 20)]
    max_megabytes: u64,

    /// How many entries a zip may have, with the zips in it
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_LIMITS.entry_count)]
    max_entries: usize,
}

impl Arguments {
    fn limits(&self) -> archive::Limits {
        let total_size = self.max_megabytes.saturating_mul(1 << 20);
        archive::Limits {
            total_size,
            entry_count: self.max_entries,
            entry_size: DEFAULT_LIMITS.entry_size.max(total_size / 4),
            ..DEFAULT_LIMITS
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let sources = match &arguments.source {
        Some(folder) => Some(Project::load(folder, arguments.publisher_kind)?),
        None => None,
    };
    let is_coloured = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let lowest = if arguments.quiet { Level::Warning } else { Level::Hint };
    let style = Style { unfolded: arguments.no_fold, lowest, is_coloured, ..Style::PLAIN };
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut failed = false;
    let mut reports = Vec::new();
    for path in &arguments.zips {
        let zip = Zip::read(path, arguments, sources.as_ref())?;
        if arguments.format == Format::Human {
            failed |= !zip.tell(&mut out, style)?;
        } else {
            let rendered = zip.render(arguments.format, style)?;
            failed |= rendered.counts.errors > 0;
            reports.push(rendered);
        }
    }
    if arguments.format != Format::Human {
        report::write(arguments.format, &mut out, reports)?;
    }
    out.flush()?;
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// One zip with what was found out about it.
struct Zip {
    project: Project,
    /// Only of bundles.
    verdict: Option<Verdict>,
    has_checksum_file: bool,
    source: Option<String>,
}

impl Zip {
    fn read(path: &Utf8Path, arguments: &Arguments, sources: Option<&Project>) -> Result<Self> {
        let limits = arguments.limits();
        // One byte more than allowed is enough to see that there are too many.
        let bytes = read(path, limits.total_size.saturating_add(1))?;
        if bytes.len() as u64 > limits.total_size {
            bail!("{path} has more than {} megabytes; --max-megabytes raises the limit", arguments.max_megabytes);
        }
        let (verdict, has_checksum_file) = match kind_of(&bytes, limits) {
            Kind::Bundle => {
                let (verdict, has_checksum_file) = prove(path, &bytes)?;
                (Some(verdict), has_checksum_file)
            }
            _ => (None, false),
        };
        let mut package = certification::read(path.as_str(), &bytes, limits);
        if let Some(verdict) = &verdict {
            package.bundle_problems.clone_from(&verdict.problems);
        }
        let compared = sources.filter(|_| package.inside.is_some());
        let project = Project::of_package(path, package, arguments.publisher_kind, compared)?;
        Ok(Self { project, verdict, has_checksum_file, source: compared.map(|sources| sources.path.clone()) })
    }

    /// A bundle was judged when it was made; now it is only proved, and compared where there is something to compare.
    fn findings(&self) -> Result<Vec<crate::finding::Finding>> {
        const OF_BUNDLES: [&str; 3] = ["BundleNotProved", "PackageIntroStale", "SolutionStale"];
        let only: &[&str] = if self.verdict.is_some() { &OF_BUNDLES } else { &[] };
        Ok(check::judge(&self.project, &Choice { only, today: judge::today(None)?, ..Choice::default() }).findings)
    }

    fn render(&self, format: Format, style: Style) -> Result<Rendered> {
        let mut findings = self.findings()?;
        findings.retain(|finding| finding.level >= style.lowest);
        Ok(report::render(format, style, &self.project, &findings))
    }

    /// Prints what was proved or what is wrong; whether all is right.
    fn tell(&self, out: &mut impl Write, style: Style) -> Result<bool> {
        let path = &self.project.path;
        match &self.verdict {
            Some(Verdict { manifest: Some(manifest), problems }) if problems.is_empty() => {
                print_proof(out, path, manifest, self.has_checksum_file)?;
            }
            Some(verdict) => {
                print_problems(out, path, &verdict.problems)?;
                return Ok(false);
            }
            None => {}
        }
        let rendered = self.render(Format::Human, style)?;
        report::write_findings(out, &rendered)?;
        if let (Some(package), None) = (&self.project.package, &self.verdict) {
            print_package(out, &self.project, package, rendered.counts, self.source.as_deref())?;
        }
        Ok(rendered.counts.errors == 0)
    }
}

/// What a zip is. What cannot be read at all is left to the proof of bundles, which says why.
fn kind_of(bytes: &[u8], limits: archive::Limits) -> Kind {
    let archive = Archive::open(bytes, &mut Budget::new(limits));
    let names: Vec<&str> = archive.items.iter().map(|item| item.name.as_str()).collect();
    if names.is_empty() { Kind::Bundle } else { Kind::of(&names).0 }
}

fn prove(path: &Utf8Path, bytes: &[u8]) -> Result<(Verdict, bool)> {
    let mut verdict = bundle::verify(bytes);
    let checksum_file = read_checksum_file(path)?;
    let is_whole = bytes.len() as u64 <= Limits::STANDARD.bundle_size;
    if let Some(text) = checksum_file.as_ref().filter(|_| is_whole) {
        verdict.problems.extend(bundle::compare_checksum_file(text, path.file_name().unwrap_or_default(), bytes));
    }
    Ok((verdict, checksum_file.is_some()))
}

fn read(path: &Utf8Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(|| format!("could not read {path}"))?;
    Ok(bytes)
}

/// The text of the checksum file, if there is one.
fn read_checksum_file(bundle: &Utf8Path) -> Result<Option<String>> {
    let path = Utf8PathBuf::from(format!("{bundle}{CHECKSUM_EXTENSION}"));
    if !path.try_exists().with_context(|| format!("could not look for {path}"))? {
        return Ok(None);
    }
    let bytes = read(&path, CHECKSUM_FILE_SIZE)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn print_problems(out: &mut impl Write, path: &str, problems: &[Problem]) -> Result<()> {
    for problem in problems {
        writeln!(out, "{path}: {problem}")?;
    }
    Ok(())
}

fn print_proof(out: &mut impl Write, path: &str, manifest: &Manifest, has_checksum_file: bool) -> Result<()> {
    writeln!(out, "{path}: proved")?;
    let mut fact = |title: &str, text: &str| writeln!(out, "  {title:<9}  {text}");
    fact("name", &shown(&manifest.name))?;
    fact("version", &shown(&manifest.version))?;
    fact("publisher", manifest.publisher_kind.name())?;
    fact("made by", &format!("connkit {}", shown(&manifest.tool_version)))?;
    fact("validated", &validation(manifest.validation))?;
    fact("checksum", if has_checksum_file { "as in the file beside it" } else { "no file beside it" })?;
    for file in &manifest.files {
        writeln!(out, "{:>11}  {}", file.size, file.name)?;
    }
    Ok(())
}

fn validation(validation: Validation) -> String {
    match validation {
        Validation::Skipped => "no, it was skipped".to_owned(),
        Validation::Done { errors, warnings, hints } => {
            let [errors, warnings, hints] = [(errors, "error"), (warnings, "warning"), (hints, "hint")]
                .map(|(count, what)| counted(count as usize, what));
            format!("{errors}, {warnings}, {hints}")
        }
    }
}

/// What lies in the zip, and how it was judged.
fn print_package(
    out: &mut impl Write,
    project: &Project,
    package: &Package,
    counts: Counts,
    source: Option<&str>,
) -> Result<()> {
    let Counts { errors, warnings, hints } = counts;
    let verdict = if counts.total() == 0 {
        "nothing to report".to_owned()
    } else {
        format!("{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"), counted(hints, "hint"))
    };
    writeln!(out, "{}: {}, {verdict}", project.path, package.kind)?;
    let mut fact = |title: &str, text: &str| writeln!(out, "  {title:<18}  {text}");
    fact("publisher", &format!("{} ({})", project.kind, project.kind_source))?;
    for solution in &package.solutions {
        let manifest = solution.manifest.as_ref();
        let value = |value: Option<&certification::Value>| value.map_or("?".to_owned(), |value| shown(&value.text));
        let name = value(manifest.and_then(|manifest| manifest.unique_name.as_ref()));
        let version = value(manifest.and_then(|manifest| manifest.version.as_ref()));
        let flows = match solution.flows().len() {
            0 => String::new(),
            count => format!(", {}", counted(count, "flow")),
        };
        let title = if solution.part() == Part::Other { "solution" } else { solution.part().name() };
        fact(title, &format!("{} ({name} {version}{flows})", shown(&solution.name)))?;
    }
    if !project.connector.artifacts().is_empty() {
        let version = project.version().unwrap_or_default();
        fact("connector", &format!("{} {}", shown(&project.title()), shown(&version)))?;
    }
    let differences = package.stale.as_ref().map_or(0, |stale| stale.differences.len());
    match source {
        Some(source) if differences == 0 => fact("sources", &format!("the same as in {source}"))?,
        Some(source) => fact("sources", &format!("{} from {source}", counted(differences, "difference")))?,
        None => fact("sources", "not compared; --source tells where they are")?,
    }
    Ok(())
}
