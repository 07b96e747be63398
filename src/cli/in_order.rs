//! Work on many connectors at once, whose results are taken in their order.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use rayon::prelude::*;

use super::progress::Progress;

/// Acts on all items at once; takes each result as soon as those before it are taken, with a bar where there are many that
/// says what is being done.
///
/// Fails with the first error in their order, behind which nothing is taken.
pub fn in_order<I: Sync, T: Send>(
    doing: &'static str,
    items: &[I],
    act: impl Fn(&I) -> Result<T> + Sync,
    take: impl FnMut(T) -> Result<()> + Send,
) -> Result<()> {
    let queue = Queue { early: BTreeMap::new(), next: 0, take, progress: Progress::new(doing, items.len()) };
    let queue = Mutex::new(queue);
    // Handed out one by one from the front: connectors differ in size by a factor of a thousand, and of what is done
    // little has to wait for its turn.
    items.iter().enumerate().par_bridge().try_for_each(|(number, item)| {
        let result = act(item);
        queue.lock().unwrap_or_else(PoisonError::into_inner).put(number, result)
    })
}

struct Queue<T, F> {
    /// What is done before its turn, by number.
    early: BTreeMap<usize, Result<T>>,
    next: usize,
    take: F,
    progress: Progress,
}

impl<T, F: FnMut(T) -> Result<()>> Queue<T, F> {
    fn put(&mut self, number: usize, result: Result<T>) -> Result<()> {
        self.early.insert(number, result);
        while let Some(result) = self.early.remove(&self.next) {
            self.progress.clear();
            (self.take)(result?)?;
            self.next += 1;
        }
        self.progress.advance();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::in_order;

    #[test]
    fn results_are_taken_in_order_up_to_the_first_error() {
        let numbers: Vec<u32> = (0..40).collect();
        let act = |number: &u32| {
            // The first ones are done last.
            std::thread::sleep(std::time::Duration::from_micros(u64::from(40 - number) * 50));
            if *number > 30 {
                bail!("{number} is too much");
            }
            Ok(*number)
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("threads can be started");
        let mut taken = Vec::new();
        let take = |number| {
            taken.push(number);
            Ok(())
        };
        let error = pool.install(|| in_order("Counting", &numbers, act, take)).unwrap_err();
        assert_eq!(error.to_string(), "31 is too much");
        assert_eq!(taken, numbers[..31]);
    }
}
