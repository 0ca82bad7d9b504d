//! The API key secret: read from the file that holds it, and judged by its looks.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use super::origin::{Candidate, Origin, Text};
use super::settings::{API_SECRET, API_SECRET_FILE};
use crate::cli::read::{self, ReadError};
use crate::cli::say::{Exit, Stop};
use crate::token::message::Message;
use crate::token::sid::Shape;
use crate::token::text::characters;

/// The longest secret file, in bytes.
const FILE_LIMIT: usize = 64 * 1024;
/// How long doctor waits for a pipe.
const PATIENCE: Duration = Duration::from_secs(2);
const TOO_LATE: &str = "nothing came from it for 2 seconds";

type Bytes = Zeroizing<Vec<u8>>;

/// How files are read. A pipe may be waited for by whoever mints; doctor, which is to say what is wrong, does not wait long.
pub(crate) struct Reader {
    pub(crate) is_hasty: bool,
}

impl Reader {
    fn file(&self, path: &Path, limit: usize) -> Result<Bytes, ReadError> {
        let path = path.to_owned();
        self.in_time(move || read::file(&path, limit))
            .unwrap_or_else(|| Err(io::Error::other(TOO_LATE).into()))
    }

    /// What nobody asked for, if it is there; `name` is the subject of what is wrong with it.
    pub(crate) fn lying_around(
        &self,
        path: &Path,
        limit: usize,
        name: &str,
    ) -> Result<Option<Bytes>, Message> {
        match self.file(path, limit) {
            Err(error) if error.is_not_found() => Ok(None),
            read => read.map(Some).map_err(|error| Message::error(format!("{name}: {error}"))),
        }
    }

    /// What an option names. Standard input that is read twice is a mistake of usage; whatever else is wrong is told by
    /// whoever needs it.
    pub(crate) fn asked(
        &self,
        path: &Path,
        limit: usize,
        option: &'static str,
    ) -> Result<Result<Bytes, Message>, Stop> {
        let path = path.to_owned();
        let read = self.in_time(move || read::file_or_stdin(&path, limit, option));
        let too_late = || Message::error(format!("{option}: {TOO_LATE}"));
        match read.unwrap_or_else(|| Err(too_late().into())) {
            Ok(bytes) => Ok(Ok(bytes)),
            Err(mut stop) if stop.exit != Exit::USAGE && stop.messages.len() == 1 => {
                Ok(Err(stop.messages.remove(0)))
            }
            Err(stop) => Err(stop),
        }
    }

    /// Nothing if it takes too long. What waits then is left behind, and ends with the program.
    fn in_time<T: Send + 'static>(&self, read: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        if !self.is_hasty {
            return Some(read());
        }
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || sender.send(read()));
        receiver.recv_timeout(PATIENCE).ok()
    }

    /// The secret from the file that the option names; typed, if that is a terminal.
    pub(crate) fn asked_secret(&self, path: &Path) -> Result<Candidate, Stop> {
        let option = API_SECRET_FILE.option;
        let origin = Origin::Named(Box::new(Origin::Option(option)));
        let value = if read::is_stdin(path) && io::stdin().is_terminal() && !self.is_hasty {
            read::claim_stdin(option)?;
            let typed = rpassword::prompt_password("API key secret: ").map(Zeroizing::new);
            let fail = |error| Message::error(format!("{option}: standard input: {error}"));
            typed.map_err(fail).and_then(|typed| in_file(typed.as_bytes(), &origin))
        } else {
            self.asked(path, FILE_LIMIT, option)?.and_then(|bytes| in_file(&bytes, &origin))
        };
        Ok(Candidate { setting: &API_SECRET, origin, value })
    }

    /// The secret from the file that a variable names.
    pub(crate) fn follow(&self, path: &Candidate) -> Candidate {
        let named_by = &path.origin;
        let origin = Origin::Named(Box::new(named_by.clone()));
        let value = path.value.clone().and_then(|path| {
            let path = Path::new(path.as_str());
            if read::is_stdin(path) {
                return Err(Message::error(format!(
                    "{named_by}: only {} takes standard input",
                    API_SECRET_FILE.option
                )));
            }
            let bytes =
                self.file(path, FILE_LIMIT).map_err(|error| error.message(named_by, path))?;
            in_file(&bytes, &origin)
        });
        Candidate { setting: &API_SECRET, origin, value }
    }
}

/// The secret in a file's content: a byte order mark and one newline at the end are no part of it.
fn in_file(bytes: &[u8], origin: &Origin) -> Result<Zeroizing<String>, Message> {
    let text = read::text(bytes, origin)?;
    let text = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    if text.is_empty() {
        return Err(Message::error(format!("{origin} is empty")));
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// What is to be thought of signing with a secret: nothing, or a warning.
///
/// # Errors
///
/// It is no API key secret.
pub(crate) fn judge(
    secret: &Text,
    auth_token: Option<&Text>,
    allow_invalid: bool,
) -> Result<Option<Message>, Message> {
    const SHOWN_ONCE: &str = "the secret is shown once, when its API key is made";
    const CANNOT_SIGN: &str =
        "an Auth Token cannot sign Access Tokens; use the secret of an API key";
    const REFUSED: &str = "Twilio refuses what is signed with an Auth Token (20107)";
    let origin = &secret.origin;
    let shape = Shape::of(&secret.value);
    let length = characters(secret.value.chars().count());
    let auth_token = auth_token.filter(|token| token.value == secret.value);
    let refusal = match (auth_token, shape) {
        (Some(token), _) => {
            Message::error(format!("{origin}: this is the Auth Token from {}", token.origin))
                .hint(CANNOT_SIGN)
                .hint(SHOWN_ONCE)
        }
        (None, Shape::ApiKeySecret) => return Ok(None),
        (None, Shape::Jwt | Shape::Other) => {
            let warning = Message::warning(format!("{origin}: {length}, {shape}"));
            return Ok(Some(
                warning.hint("API key secrets have always been 32 letters and digits"),
            ));
        }
        (None, _) => {
            let hint = match shape {
                Shape::AuthToken => CANNOT_SIGN,
                _ => shape.hint().unwrap_or(SHOWN_ONCE),
            };
            Message::error(format!("{origin}: not an API key secret: {length}, {shape}")).hint(hint)
        }
    };
    if allow_invalid && (auth_token.is_some() || shape == Shape::AuthToken) {
        return Ok(Some(Message::warning(refusal.message).hint(REFUSED)));
    }
    Err(refusal)
}
