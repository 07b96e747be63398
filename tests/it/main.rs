//! The integration tests: one binary, one file for each command or room.

mod bundle;
mod changed;
mod classes;
mod configuration;
mod diff;
mod examples;
mod explain;
mod formats;
mod lsp;
mod main_job;
mod mending;
mod mutations;
mod new;
mod package;
mod report;
mod revision;
mod sandbox;
mod schemas;
mod settings;
mod submit;
mod validate;
mod validator_cases;
mod version;
mod watch;
