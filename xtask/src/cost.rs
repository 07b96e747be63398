//! `cargo xtask cost`: what each rule costs over a tree of connectors.

use std::time::{Duration, Instant};

use anyhow::Result;
use camino::Utf8PathBuf;
use connkit::check::{Checker, Levels};
use connkit::project::layers::Layers;
use connkit::project::{self, Project};
use connkit::rules::RULES;

#[derive(clap::Args)]
pub struct Arguments {
    /// A tree of connectors.
    path: Utf8PathBuf,
    /// How many rules are shown.
    #[arg(long, default_value_t = 25)]
    most: usize,
}

/// Judges every connector with one rule at a time, on one thread; the time of judging with no rule is taken off.
pub fn run(arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let projects: Vec<Project> = project::find(std::slice::from_ref(&arguments.path))?
        .iter()
        .map(|path| Project::load_with(path, None, &Layers::default()))
        .collect::<Result<_>>()?;
    let reading = start.elapsed();
    let views = judge(&projects, None);
    let all = {
        let start = Instant::now();
        for project in &projects {
            Checker::new(project.kind, &Levels::default()).check(&project.connector);
        }
        start.elapsed()
    };
    let mut costs: Vec<(Duration, &str)> = RULES
        .iter()
        .enumerate()
        .map(|(number, rule)| (judge(&projects, Some(number)).saturating_sub(views), rule.id))
        .collect();
    costs.sort_by(|left, right| right.cmp(left));
    println!("reading and parsing {reading:.1?}, views {views:.1?}, all rules with views {all:.1?}");
    for (cost, rule) in costs.iter().take(arguments.most) {
        println!("{cost:>10.2?} {rule}");
    }
    Ok(())
}

fn judge(projects: &[Project], rule: Option<usize>) -> Duration {
    let start = Instant::now();
    for project in projects {
        let rules = rule.map(|number| RULES[number]);
        Checker::of(rules, project.kind, &Levels::default()).check(&project.connector);
    }
    start.elapsed()
}
