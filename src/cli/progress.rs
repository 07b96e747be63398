//! A bar on stderr while many connectors are judged; gone when they are.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer connectors are judged before anybody could read the bar.
const MIN_CONNECTORS: usize = 50;

const WIDTH: usize = 30;

/// Counts what is done; shows it only on a terminal.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    is_shown: bool,
}

impl Progress {
    pub fn new(total: usize) -> Self {
        Self { total, done: AtomicUsize::new(0), is_shown: total >= MIN_CONNECTORS && stderr().is_terminal() }
    }

    /// One more is done, in whichever thread.
    pub fn advance(&self) {
        if !self.is_shown {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let percent = |done: usize| done * 100 / self.total;
        if percent(done) > percent(done - 1) {
            let filled = done * WIDTH / self.total;
            let bar = format!("{:=<filled$}{:width$}", "", "", width = WIDTH - filled);
            // A bar that cannot be drawn is no loss.
            let _ = write!(stderr().lock(), "\r  Validating [{bar}] {done}/{}", self.total);
        }
    }
}

impl Drop for Progress {
    /// Clears the line, also when the run failed.
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(stderr().lock(), "\r\x1b[K");
        }
    }
}
