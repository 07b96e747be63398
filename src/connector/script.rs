//! stub

/// stub
#[derive(Debug)]
pub struct Script;

impl Script {
    pub fn of(_text: &str) -> Self {
        Self
    }
}
