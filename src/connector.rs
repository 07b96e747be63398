//! A connector: a folder of artifacts that describe one API to the platform.

pub mod role;

pub use role::Role;
