//! What this process asks of Unix, and gives back before a command is run in its place.
//!
//! No core file: the memory of a process that signs holds the secret. A panic unwinds and leaves none anyway; a signal
//! (Ctrl-\, a stack that overflows) would. And a file that may not grow any more is a failed write, not a sudden end.

use std::sync::OnceLock;

use nix::sys::signal::{SigSet, Signal};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

static CORE_BEFORE: OnceLock<Option<u64>> = OnceLock::new();

pub(crate) fn prepare() {
    limit_core(Some(0));
    // Blocked, SIGXFSZ leaves the error to the write. Starting another program unblocks all signals.
    _ = SigSet::from(Signal::SIGXFSZ).thread_block();
}

pub(crate) fn give_back() {
    if let Some(before) = CORE_BEFORE.get() {
        limit_core(*before);
    }
}

/// Only the soft limit is set, so that it can be raised again.
fn limit_core(current: Option<u64>) {
    let now = getrlimit(Resource::Core);
    _ = CORE_BEFORE.set(now.current);
    // Where it cannot be set there is nothing more to do about it.
    _ = setrlimit(Resource::Core, Rlimit { current, ..now });
}
