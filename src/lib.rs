//! twimint mints and inspects Twilio Access Tokens.
//!
//! This is the program's own library; no stability is promised. The map of the house,
//! arrows one way, `main → cli → token`:
//!
//! - [`token`] is pure: what an Access Token is, how it is signed, and what Twilio refuses.
//!   No arguments, no environment, no files, no clock.
//! - [`cli`] is the world: arguments, environment, files, clock, terminal.
//!
//! To follow `twimint chat --identity alice`: `cli::args` → `cli::sources` fills in what the
//! options left open → `cli::credentials` → [`token::AccessToken`] → [`token::rules`] →
//! [`token::jwt`] → standard output. To follow `twimint decode`: text → [`token::intake`] →
//! [`token::jwt`] → [`token::claims`] → [`token::rules`] → `cli::render`.

// No panic that a user could reach: errors are reported, not thrown, and the printing macros
// panic on a full disk.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

pub mod cli;
pub mod token;
