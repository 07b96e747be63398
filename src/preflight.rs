//! What must be known of a connector before it is submitted: what its update does to flows, which attestations of the
//! pull request are proved, and the text that tells reviewers.
//!
//! Compares and tells; where the connectors come from is not known here, and nothing is written.

mod attestations;
mod text;
mod update;

pub use attestations::{Attestation, Evidence, attestations};
pub use text::{Submitted, body};
pub use update::{Breaking, Objection, Update};
