//! Work on all cores.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Runs `work` in one thread per core, but in at most `max_threads`, and returns the result of each.
pub(crate) fn share<T: Send>(max_threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    // Asking for the number of cores takes longer than a short piece of work.
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if max_threads > 1 { max_threads.min(cores()) } else { 1 };
    thread::scope(|scope| {
        let start = || thread::Builder::new().spawn_scoped(scope, &work);
        // If a thread cannot be started, the others do its work.
        let others: Vec<_> = (1..threads).map_while(|_| start().ok()).collect();
        let ours = work();
        others.into_iter().filter_map(|other| other.join().ok()).chain([ours]).collect()
    })
}

/// Locks a mutex. A poisoned one is fine: a thread that panics ends the program, so nobody sees a half-done change.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
