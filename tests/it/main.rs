//! The integration tests: one binary, one file for each command or room.

mod bundle;
mod new;
mod submit;
