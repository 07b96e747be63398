//! The colours of what people read at a terminal, as escape sequences.

pub const RED: &str = "\x1b[1;91m";
pub const YELLOW: &str = "\x1b[1;93m";
pub const GREEN: &str = "\x1b[1;92m";
pub const BLUE: &str = "\x1b[1;94m";
pub const BOLD: &str = "\x1b[1m";
pub const DIM: &str = "\x1b[2m";
pub const RESET: &str = "\x1b[0m";
