//! connkit generates, validates, packages and submits Power Platform connectors, offline.
//!
//! Layers, arrows one way: `text` <- `json` <- `connector` <- `rule`, `finding` <- `rules` <- `check` <- `report` <-
//! `cli`. Beside them stand `template`, `bundle`, `lsp`, `sample`, `submit`, `version` and `writes`; only `cli` knows them all.

pub mod adopt;
pub mod archive;
pub mod bundle;
pub mod certification;
pub mod check;
pub mod checklist;
pub mod cli;
mod colours;
pub mod config;
pub mod conform;
pub mod connector;
pub mod explain;
pub mod finding;
pub mod fix;
pub mod inference;
pub mod json;
pub mod log;
pub mod lsp;
pub mod navigation;
pub mod package;
pub mod portable;
pub mod preflight;
pub mod project;
pub mod publisher_kind;
pub mod rendering;
pub mod report;
#[macro_use]
pub mod rule;
pub mod rules;
pub mod sample;
pub mod solution;
pub mod submit;
pub mod template;
pub mod text;
pub mod version;
pub mod writes;
