//! Work that all cores share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Does the work in as many threads as there are cores, but in no more than this, and hands out what each came to.
pub(crate) fn share<T: Send>(at_most: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    // To ask how many cores there are takes longer than a short work.
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if at_most > 1 { at_most.min(cores()) } else { 1 };
    thread::scope(|scope| {
        let start = || thread::Builder::new().spawn_scoped(scope, &work);
        // Where there is no thread to be had, the others do its work.
        let others: Vec<_> = (1..threads).map_while(|_| start().ok()).collect();
        let ours = work();
        others.into_iter().filter_map(|other| other.join().ok()).chain([ours]).collect()
    })
}

/// What a thread has for itself until it lets go. A thread that panics ends the program, so that nothing is half-done.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
