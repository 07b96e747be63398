//! A bar on stderr while many connectors are worked on; gone when they are done.

use std::io::{IsTerminal as _, Write as _, stderr};

/// Fewer connectors are done before anybody could read the bar.
const MIN_CONNECTORS: usize = 50;

const WIDTH: usize = 30;

/// Counts what is done; shows it only on a terminal.
pub struct Progress {
    doing: &'static str,
    total: usize,
    done: usize,
    /// So many percent the bar on the screen shows; `None` where there is none on it.
    drawn: Option<usize>,
    is_shown: bool,
}

impl Progress {
    pub fn new(doing: &'static str, total: usize) -> Self {
        Self { doing, total, done: 0, drawn: None, is_shown: total >= MIN_CONNECTORS && stderr().is_terminal() }
    }

    /// One more is done.
    pub fn advance(&mut self) {
        self.done += 1;
        let percent = self.done * 100 / self.total.max(1);
        if self.is_shown && self.drawn != Some(percent) {
            self.drawn = Some(percent);
            let filled = self.done * WIDTH / self.total;
            let bar = format!("{:=<filled$}{:width$}", "", "", width = WIDTH - filled);
            // A bar that cannot be drawn is no loss.
            let _ = write!(stderr().lock(), "\r{:>12} [{bar}] {}/{}", self.doing, self.done, self.total);
        }
    }

    /// Takes the bar off the screen before something else is printed there.
    pub fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(stderr().lock(), "\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    /// Also when the run failed.
    fn drop(&mut self) {
        self.clear();
    }
}
