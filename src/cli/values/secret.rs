//! The API key secret: reads it from a file, or from the terminal, and judges by its shape whether it can sign.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::origin::{Found, Origin};
use super::settings::API_SECRET_FILE;
use crate::cli::read;
#[cfg(unix)]
use crate::cli::system;
use crate::token::message::Message;
use crate::token::sid::{CANNOT_SIGN, SHOWN_ONCE, Shape, check_secret};
use crate::token::text::characters;

/// The longest secret file, in bytes.
const FILE_LIMIT: usize = 64 * 1024;

/// Reads the secret from a file that an option or a variable names. If that is standard input on a terminal, asks for
/// the secret. A byte order mark at the start and one line end at the end are dropped.
pub(crate) fn from_file(path: &Path, by: &Origin) -> Result<Found, Message> {
    let is_stdin = read::is_stdin(path);
    if is_stdin && !by.is_option() {
        let option = API_SECRET_FILE.option;
        return Err(Message::error(format!("{by}: only {option} takes standard input")));
    }
    let bytes = if is_stdin && io::stdin().is_terminal() {
        ask().map(|typed| typed.into_bytes().into())
    } else {
        read::file(path, FILE_LIMIT)
    };
    let bytes = bytes.map_err(read::failure(by, path))?;
    let origin = Origin::Named(Box::new(by.clone()));
    let text = read::text(&bytes, &origin)?;
    let line = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n'));
    match line.unwrap_or(text) {
        "" => Err(Message::error(format!("{origin} is empty"))),
        secret => Ok(Found::new(secret, origin)),
    }
}

/// Asks for the secret on the terminal.
fn ask() -> io::Result<String> {
    let ask = || rpassword::prompt_password("API key secret: ");
    // By itself, rpassword would let Ctrl-C end the program before it turns the terminal's echo back on.
    #[cfg(unix)]
    return system::uninterrupted(ask);
    #[cfg(not(unix))]
    ask()
}

/// What is wrong with a value: nothing, something doubtful (a warning), or something that makes it unusable (an error).
pub(crate) type Verdict = Result<Option<Message>, Message>;

/// Judges whether a secret can sign: by its shape, and by whether it equals the Auth Token at hand.
pub(crate) fn judge(secret: &Found, auth_token: Option<&Found>, allow_invalid: bool) -> Verdict {
    let auth_token = auth_token.filter(|token| token.value == secret.value);
    let error = match (auth_token, check_secret(&secret.value)) {
        (Some(token), _) => {
            let fact = format!("this is the Auth Token from {}", token.origin);
            Message::error(fact).hints([CANNOT_SIGN, SHOWN_ONCE])
        }
        (None, Err(error)) => error,
        (None, Ok(Shape::ApiKeySecret)) => return Ok(None),
        (None, Ok(shape)) => {
            let fact = format!("{}: {}, {shape}", secret.origin, characters(&secret.value));
            let why = "API key secrets have always been 32 letters and digits";
            return Ok(Some(Message::warning(fact).hint(why)));
        }
    };
    let error = error.begin(&secret.origin);
    let is_auth_token = || auth_token.is_some() || Shape::of(&secret.value) == Shape::AuthToken;
    if allow_invalid && is_auth_token() {
        let what = "Twilio refuses what is signed with an Auth Token (20107)";
        return Ok(Some(Message::warning(error.message).hint(what)));
    }
    Err(error)
}
