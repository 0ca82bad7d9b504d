//! The API key secret: read from the file that holds it, and judged by its looks.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use super::origin::{Found, Origin};
use super::settings::API_SECRET_FILE;
use crate::cli::read;
#[cfg(unix)]
use crate::cli::system;
use crate::token::message::Message;
use crate::token::sid::Shape;
use crate::token::text::characters;

/// The longest secret file, in bytes.
const FILE_LIMIT: usize = 64 * 1024;
/// How long doctor waits for a pipe.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) type Bytes = Zeroizing<Vec<u8>>;

/// How files are read.
#[derive(PartialEq, Eq)]
pub(crate) enum Reader {
    /// It waits for a pipe as long as it takes.
    Patient,
    /// That of doctor, which is there to say what is wrong, and has a report of its own for where values are from.
    Hasty,
}

impl Reader {
    /// A whole file, or standard input where it was claimed for the path `-`.
    pub(crate) fn read(&self, path: &Path, limit: usize) -> io::Result<Bytes> {
        if *self == Self::Patient {
            return read::file(path, limit);
        }
        let (sender, receiver) = mpsc::channel();
        let path = path.to_owned();
        // What waits is left behind, and ends with the program.
        thread::spawn(move || sender.send(read::file(&path, limit)));
        let too_late = |_| io::Error::other("nothing came from it for 2 seconds");
        receiver.recv_timeout(PATIENCE).map_err(too_late)?
    }

    /// The secret from a file that an option or a variable names; typed, if that is a terminal.
    /// A byte order mark and one newline at the end are no part of it.
    pub(crate) fn secret(&self, path: &Path, by: &Origin) -> Result<Found, Message> {
        let is_stdin = read::is_stdin(path);
        if is_stdin && !by.is_option() {
            let option = API_SECRET_FILE.option;
            return Err(Message::error(format!("{by}: only {option} takes standard input")));
        }
        let bytes = if is_stdin && io::stdin().is_terminal() {
            ask().map(|typed| typed.into_bytes().into())
        } else {
            self.read(path, FILE_LIMIT)
        };
        let bytes = bytes.map_err(|error| read::failure(&error, by, path))?;
        let origin = Origin::Named(Box::new(by.clone()));
        let text = read::text(&bytes, &origin)?;
        let line = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n'));
        match line.unwrap_or(text) {
            "" => Err(Message::error(format!("{origin} is empty"))),
            secret => Ok(Found::new(secret, origin)),
        }
    }
}

/// Asks for the secret on the terminal.
fn ask() -> io::Result<String> {
    let ask = || rpassword::prompt_password("API key secret: ");
    // Left alone, rpassword ends the program on Ctrl-C before it lets the terminal echo again.
    #[cfg(unix)]
    return system::uninterrupted(ask);
    #[cfg(not(unix))]
    ask()
}

/// What is wrong with a value: nothing, perhaps something, or so much that it cannot be used.
pub(crate) type Verdict = Result<Option<Message>, Message>;

/// Whether a secret can sign, by its looks.
pub(crate) fn judge(secret: &Found, auth_token: Option<&Found>, allow_invalid: bool) -> Verdict {
    const SHOWN_ONCE: &str = "the secret is shown once, when its API key is made";
    const CANNOT_SIGN: &str =
        "an Auth Token cannot sign Access Tokens; use the secret of an API key";
    let origin = &secret.origin;
    let shape = Shape::of(&secret.value);
    let looks = format!("{}, {shape}", characters(&secret.value));
    let auth_token = auth_token.filter(|token| token.value == secret.value);
    let is_auth_token = auth_token.is_some() || shape == Shape::AuthToken;
    let error = match (auth_token, shape) {
        (Some(token), _) => {
            Message::error(format!("{origin}: this is the Auth Token from {}", token.origin))
                .hints([CANNOT_SIGN, SHOWN_ONCE])
        }
        (None, Shape::ApiKeySecret) => return Ok(None),
        (None, Shape::Jwt | Shape::Other) => {
            let why = "API key secrets have always been 32 letters and digits";
            return Ok(Some(Message::warning(format!("{origin}: {looks}")).hint(why)));
        }
        (None, _) => {
            let cure = if is_auth_token { CANNOT_SIGN } else { shape.hint().unwrap_or(SHOWN_ONCE) };
            Message::error(format!("{origin}: not an API key secret: {looks}")).hint(cure)
        }
    };
    if allow_invalid && is_auth_token {
        let what = "Twilio refuses what is signed with an Auth Token (20107)";
        return Ok(Some(Message::warning(error.message).hint(what)));
    }
    Err(error)
}
