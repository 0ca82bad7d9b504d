//! No core file: the memory of a process that signs holds the secret.
//!
//! A panic unwinds and leaves none anyway; a signal (Ctrl-\, a stack that overflows) would.

/// Forbids the system to write one of this process.
pub fn forbid() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // Where it cannot be lowered there is nothing more to do about it.
        let _ = setrlimit(Resource::Core, none);
    }
}
