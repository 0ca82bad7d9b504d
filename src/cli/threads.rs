//! Work on all cores.

use std::iter;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::say::Stop;

/// How many threads work at most. Each holds a piece in memory, and more of them would wait for each other.
const MAX_THREADS: usize = 8;

/// Cuts items into pieces of `size` or a little more, where `weigh` tells the size of an item.
pub(crate) fn pieces<T>(
    mut items: impl Iterator<Item = T>,
    size: usize,
    weigh: impl Fn(&T) -> usize,
) -> impl Iterator<Item = Vec<T>> {
    iter::from_fn(move || {
        let (mut piece, mut weight) = (Vec::new(), 0);
        while weight < size
            && let Some(item) = items.next()
        {
            weight += weigh(&item);
            piece.push(item);
        }
        (!piece.is_empty()).then_some(piece)
    })
}

/// Does `work` for each piece, on whichever core is free. Ends at the first error.
pub(crate) fn share<P: Send>(
    mut pieces: impl Iterator<Item = P> + Send,
    work: impl Fn(P) -> Result<(), Stop> + Sync,
) -> Result<(), Stop> {
    let first: Vec<P> = pieces.by_ref().take(2).collect();
    // Asking for the number of cores takes longer than a short piece of work.
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if first.len() > 1 { cores().min(MAX_THREADS) } else { 1 };
    let pieces = Mutex::new(Some(first.into_iter().chain(pieces)));
    let next = || locked(&pieces).as_mut()?.next();
    let run = || {
        while let Some(piece) = next() {
            work(piece).inspect_err(|_| *locked(&pieces) = None)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let start = || thread::Builder::new().spawn_scoped(scope, run);
        // If a thread cannot be started, the others do its work.
        let others: Vec<_> = (1..threads).map_while(|_| start().ok()).collect();
        let ours = run();
        others.into_iter().filter_map(|other| other.join().ok()).chain([ours]).collect()
    })
}

/// Locks a mutex. A poisoned one is fine: a thread that panics ends the program, so nobody sees a half-done change.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
