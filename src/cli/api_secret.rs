//! The API key secret: read from the file that holds it, and judged by its looks.

use std::path::Path;

use zeroize::Zeroizing;

use super::input;
use super::report::Failure;
use super::sources::{API_SECRET_FILE, AUTH_TOKEN, Found, Origin, Sources, Text};
use crate::token::secret::{Secret, Verdict};
use crate::token::shape::{Shape, characters};

/// The longest secret file, in bytes.
const FILE_LIMIT: usize = 64 * 1024;

/// What may not be as it was meant.
pub struct Doubt {
    /// The fact.
    pub fact: String,
    /// What to know about it.
    pub hint: &'static str,
}

/// Reads the secret from the file that the option names.
pub fn in_asked_file(path: &Path) -> Result<Text, Failure> {
    let origin = Origin::Option(API_SECRET_FILE.option);
    let bytes = input::read(path, FILE_LIMIT).map_err(|error| error.into_failure(&origin, path))?;
    in_file(&bytes, origin)
}

/// Reads the secret from the file that a variable names.
pub fn in_named_file(path: Text) -> Result<Text, Failure> {
    let Found {
        value: path,
        origin,
    } = path;
    let path = Path::new(path.as_str());
    if path.as_os_str() == "-" {
        return Err(Failure::failed(format!(
            "{origin}: only {} takes standard input",
            API_SECRET_FILE.option
        )));
    }
    let bytes =
        input::read_file(path, FILE_LIMIT).map_err(|error| error.into_failure(&origin, path))?;
    in_file(&bytes, origin)
}

/// The secret in a file's content: a byte order mark and one newline at the end are no part
/// of it.
fn in_file(bytes: &[u8], named_by: Origin) -> Result<Text, Failure> {
    let origin = Origin::Named(Box::new(named_by));
    let fail = |reason: &str| Failure::failed(format!("{origin}: it is {reason}"));
    let text = input::text(bytes).map_err(|error| fail(&error.to_string()).hints(error.hint()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text
        .strip_suffix('\n')
        .map_or(text, |t| t.strip_suffix('\r').unwrap_or(t));
    if text.is_empty() {
        return Err(fail("empty"));
    }
    Ok(Found {
        value: Zeroizing::new(text.to_owned()),
        origin,
    })
}

/// What is to be thought of signing with a secret.
///
/// # Errors
///
/// It is no API key secret.
pub fn judge(secret: &Found<Secret>, sources: &Sources) -> Result<Option<Doubt>, Failure> {
    const SHOWN_ONCE: &str = "the secret is shown once, when its API key is made";
    let Found { value, origin } = secret;
    if let Some(token) = sources.variable(AUTH_TOKEN)
        && value.is(&token.value)
    {
        return Err(Failure::failed(format!(
            "{origin}: it is the Auth Token of {}",
            token.origin
        ))
        .hint("an Auth Token cannot sign Access Tokens, the secret of an API key can")
        .hint(SHOWN_ONCE));
    }
    let (shape, length) = (value.shape(), value.length());
    match value.verdict() {
        Verdict::Fine => Ok(None),
        Verdict::Doubtful => Ok(Some(Doubt {
            fact: format!("{origin}: {}, {shape}", characters(length)),
            hint: match shape {
                Shape::AuthToken => "what an Auth Token has signed, Twilio refuses with 20107",
                _ => "API key secrets have always been 32 letters and digits",
            },
        })),
        Verdict::Unusable => Err(Failure::failed(format!(
            "{origin}: not an API key secret: {}, {shape}",
            characters(length)
        ))
        .hint(shape.hint().unwrap_or(SHOWN_ONCE))),
    }
}
