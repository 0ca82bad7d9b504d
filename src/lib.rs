//! twimint mints and inspects Twilio Access Tokens.
//!
//! This is the program's own library; no stability is promised. The map of the house,
//! arrows one way, `main → cli → token`:
//!
//! - [`token`] is pure: no arguments, no environment, no files, no clock.
//!   What a token is made of: `sid`, `secret`, `grant`, `region`, `time`, and [`token::AccessToken`],
//!   which writes the payload. How it is framed and signed: `jwt`. What is in one: `claims`,
//!   over `json`. What Twilio refuses, and what it calls it: `rules`. What people paste:
//!   `intake`, `shape`. Hostile text made harmless: `escape`.
//! - [`cli`] is the world. A file for each command: `mint` (with `grants`, `with`, `line`, and
//!   `batch` and `identities` for many), `decode` (with `keys`, `asked`, `render`, `recipe`),
//!   `doctor` (with `diagnosis`, `ignored`, `exposure`), `completions`. What is typed: `args`,
//!   `help`. Where values come from: `settings` (the names), `sources`, `dotenv`, `profile`,
//!   `found` (the origins). The three that belong together: `credentials`, `api_secret`,
//!   `missing`, `demo`. In and out: `input`, `lines`, `output`, `clock`. Errors and exit
//!   statuses: `report`, `clap_errors`. No core file: `core_file`.
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
