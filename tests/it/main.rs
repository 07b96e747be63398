//! The integration tests: one binary, one file for each command or room.

mod bundle;
mod diff;
mod main_job;
mod mutations;
mod new;
mod package;
mod sandbox;
mod submit;
mod validate;
mod version;
