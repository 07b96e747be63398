//! What the targets do with their bytes: hand them to connkit, and check what must hold for every input.

pub mod archive;
pub mod changes;
pub mod configuration;
pub mod document;
pub mod judging;
pub mod log;
pub mod sketch;
pub mod template;

/// The bytes as a source of choices, one after the other.
pub type Choices<'b> = arbitrary::Unstructured<'b>;
