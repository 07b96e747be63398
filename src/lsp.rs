//! The language server: what editors are told about a connector while somebody writes it.
//!
//! `completion`, `hover` and `symbols` know nothing about the protocol: they take a connector and an
//! offset, and answer with values. `workspace` holds what is open, `server` speaks.

mod actions;
mod completion;
mod diagnostics;
mod hover;
mod positions;
mod server;
mod symbols;
#[cfg(test)]
mod tests;
mod vocabulary;
mod workspace;

pub use server::{End, Settings, serve};
