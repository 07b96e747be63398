//! The integration tests: one binary, one file for each command or room.

mod adopt;
mod bundle;
mod certification;
mod changed;
mod checklist;
mod classes;
mod configuration;
mod conform;
mod diff;
mod examples;
mod explain;
#[cfg(unix)]
mod faults;
mod formats;
mod lsp;
#[cfg(unix)]
mod lsp_client;
mod main_job;
mod mending;
mod mutations;
mod names;
mod new;
mod package;
mod picture;
mod report;
mod revision;
mod sample;
mod sandbox;
mod schemas;
mod settings;
mod submit;
mod team_template;
mod validate;
mod validator_cases;
mod version;
mod watch;
mod whole_files;
mod worst;
