//! What this process asks of Unix, and gives back before a command is run in its place.
//!
//! No core file: the memory of a process that signs holds the secret. A panic unwinds and leaves none anyway; a signal
//! (Ctrl-\, a stack that overflows) would. And a file that may not grow any more is a failed write, not a sudden end.

use std::sync::OnceLock;

use nix::sys::signal::{SigSet, Signal};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

static CORE_BEFORE: OnceLock<Rlimit> = OnceLock::new();

pub(crate) fn prepare() {
    let before = CORE_BEFORE.get_or_init(|| getrlimit(Resource::Core));
    // Only the soft limit is set, so that it can be raised again. Where it cannot be set there is nothing more to do about it.
    _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..*before });
    // Blocked, SIGXFSZ leaves the error to the write. Starting another program unblocks all signals.
    _ = SigSet::from(Signal::SIGXFSZ).thread_block();
}

/// Does what SIGINT must not end halfway: it comes when that is done.
pub(crate) fn uninterrupted<T>(work: impl FnOnce() -> T) -> T {
    let interrupt = SigSet::from(Signal::SIGINT);
    _ = interrupt.thread_block();
    let done = work();
    _ = interrupt.thread_unblock();
    done
}

pub(crate) fn give_back() {
    if let Some(before) = CORE_BEFORE.get() {
        _ = setrlimit(Resource::Core, *before);
    }
}
