//! connkit generates, validates, packages and submits Power Platform connectors, offline.

pub mod bundle;
pub mod cli;
pub mod connector;
pub mod json;
pub mod publisher_kind;
pub mod text;
pub mod writes;
