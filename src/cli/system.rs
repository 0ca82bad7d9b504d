//! Unix settings of this process. Before a command runs in its place, the limit on core files is set back.
//!
//! There is no core file, because the memory of a process that signs holds the secret. A panic exits without one
//! anyway, but a signal (Ctrl-\, a stack overflow) would write one. And a file that may not grow any more makes the
//! write fail, instead of killing the process.

use std::sync::OnceLock;

use nix::sys::signal::{SigSet, Signal};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

static CORE_BEFORE: OnceLock<Rlimit> = OnceLock::new();

pub(crate) fn prepare() {
    let before = CORE_BEFORE.get_or_init(|| getrlimit(Resource::Core));
    // Set only the soft limit, so that it can be raised again. If that fails, there is nothing more to do about it.
    _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..*before });
    // With SIGXFSZ blocked, the write returns an error. std unblocks all signals when it starts another program.
    _ = SigSet::from(Signal::SIGXFSZ).thread_block();
}

/// Does work that SIGINT must not interrupt. A SIGINT that arrives meanwhile takes effect afterwards.
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
