//! A connector: a folder of artifacts that describe one API to the platform.

pub mod icon;
pub mod readme;
pub mod role;
pub mod script;

pub use role::Role;
