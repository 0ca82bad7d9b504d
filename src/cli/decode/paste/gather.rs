//! Groups lines into items: each paste is one item, with the number of its first line.
//!
//! A JSON document stays in one piece, and a token that was broken over several lines is joined again. The headers of
//! an HTTP response (`curl -i`), and all that follows a `TWILSOCK` line, the first line of a page or the first MiB of a
//! JSON document, are only searched for tokens. Each line is looked at once, so a document of many lines costs no more
//! than one long line.

use std::collections::VecDeque;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::{
    MAX_ITEM, Paste, Pasted, in_text, is_blank, is_gap, is_of_token_only, is_wrapping, jwt_in,
    mistake, opens_json, tokens,
};
use crate::token::jwt::SIGNATURE_LENGTH;

/// How a header starts in base64url: `{"typ":`, `{"alg":`, `{"cty":`, `{"twr":` or `{"kid":`. A line that only starts with
/// `eyJ` may be a piece of a payload: one `{"` in three becomes that.
const HEADERS: [&str; 5] = ["eyJ0eXAiO", "eyJhbGciO", "eyJjdHkiO", "eyJ0d3IiO", "eyJraWQiO"];
/// The most lines that are joined into one token.
const MAX_LINES: u64 = 1000;

#[derive(Default)]
pub(super) struct Gatherer {
    /// The results that no later line can change.
    pub(super) found: VecDeque<Pasted>,
    state: State,
    /// How many lines have been read.
    pub(super) lines: u64,
    /// The line where the current item began.
    start: u64,
}

/// What the next line belongs to.
#[derive(Default)]
enum State {
    /// A new item.
    #[default]
    Between,
    /// A JSON document: its brackets, and its text so far.
    Json(Brackets, String),
    /// A token that was broken over lines: the line where it starts, with the pieces joined so far, and where in it the
    /// token is. What stands behind the token is dropped if the token goes on.
    Broken(String, Range<usize>),
    /// Something that is not a token, up to a blank line or to the end of the input. Tokens in it are still found.
    Skipping { to_blank: bool },
}

impl Gatherer {
    /// Adds a line, which has no line end.
    pub(super) fn line(&mut self, line: &str) {
        self.lines += 1;
        // Logs and terminals colour what they show.
        let plain = memchr(0x1b, line.as_bytes()).map(|_| without_colours(line));
        let line = plain.as_deref().unwrap_or(line);
        match std::mem::take(&mut self.state) {
            State::Between => self.first_line(line),
            State::Json(brackets, text) => self.document(brackets, text, line),
            State::Broken(text, token) => self.broken(text, token, line),
            State::Skipping { to_blank } => self.skip(line, to_blank),
        }
    }

    /// Adds a line to a JSON document. One that becomes too large is only searched, and so is what follows.
    fn document(&mut self, mut brackets: Brackets, text: String, line: &str) {
        let text = text + "\n" + line;
        if !brackets.are_open_after(line) {
            self.add(tokens(&text));
        } else if text.len() > MAX_ITEM {
            self.skip(&text, false);
        } else {
            self.state = State::Json(brackets, text);
        }
    }

    /// Adds a line to a broken token, if it may go on there. Only behind its last piece may there be other text.
    fn broken(&mut self, mut text: String, token: Range<usize>, line: &str) {
        let more = line.trim_start_matches(|c| is_wrapping(c) || c == '>');
        let piece = more[..more.find(is_gap).unwrap_or(more.len())].trim_end_matches('=');
        let rest = &more[piece.len()..];
        let is_next = HEADERS.iter().any(|header| piece.starts_with(header));
        if !piece.is_empty() && !is_next && is_of_token_only(piece) {
            let dropped = text.split_off(token.end);
            text.push_str(piece);
            let joined = token.start..text.len();
            let is_bounded = text.len() <= MAX_ITEM && self.lines - self.start < MAX_LINES;
            match lacking(&text[joined.clone()]) {
                Some(0) => {
                    self.add(tokens(&text));
                    self.start = self.lines;
                    return self.add(in_text(rest));
                }
                Some(_) if is_bounded && rest.trim_start_matches('=').chars().all(is_wrapping) => {
                    self.state = State::Broken(text + rest, joined);
                    return;
                }
                _ => text.replace_range(token.end.., &dropped),
            }
        }
        self.add(tokens(&text));
        self.first_line(line);
    }

    fn first_line(&mut self, line: &str) {
        self.start = self.lines;
        // A fast path, because an input of a million tokens has each on a line of its own.
        if is_of_token_only(line) && lacking(line) == Some(0) {
            return self.found.push_back(Ok((self.start, Ok(line.to_owned()))));
        }
        let text = line.trim_start_matches(is_wrapping);
        let mut brackets = Brackets::default();
        if opens_json(text) && brackets.are_open_after(text) {
            self.state = State::Json(brackets, line.to_owned());
        } else if ["HTTP/", "TWILSOCK "].iter().any(|start| text.starts_with(start)) {
            self.skip(line, text.starts_with("HTTP"));
        } else if mistake::page(text).is_some() {
            self.state = State::Skipping { to_blank: false };
            self.add(tokens(line));
        } else if let Some(token) = broken_off(line) {
            self.state = State::Broken(line.to_owned(), token);
        } else if !line.chars().all(is_blank) && !is_fence(line.trim_start_matches(is_blank)) {
            self.add(tokens(line));
        }
    }

    fn skip(&mut self, line: &str, to_blank: bool) {
        self.start = self.lines;
        if !to_blank || !line.trim().is_empty() {
            self.state = State::Skipping { to_blank };
        }
        self.add(in_text(line));
    }

    /// Adds the results of the item that began at `start`.
    fn add(&mut self, pastes: Vec<Paste>) {
        self.found.extend(pastes.into_iter().map(|paste| Ok((self.start, paste))));
    }

    /// Ends the input.
    pub(super) fn finish(&mut self) {
        match std::mem::take(&mut self.state) {
            State::Json(_, text) | State::Broken(text, _) => self.add(tokens(&text)),
            State::Between | State::Skipping { .. } => {}
        }
    }
}

/// A line without the escape sequences around colours. All other characters may be glued to a token, so they stay.
fn without_colours(line: &str) -> String {
    let is_parameter = |c: char| c.is_ascii_digit() || matches!(c, ';' | ':');
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| {
        let after = piece.strip_prefix("(B").or_else(|| {
            piece.strip_prefix('[')?.trim_start_matches(is_parameter).strip_prefix(['m', 'K'])
        });
        plain + &after.map_or_else(|| format!("\u{1b}{piece}"), str::to_owned)
    })
}

/// Whether a line is a Markdown fence, perhaps with a language: people paste tokens in code blocks.
fn is_fence(line: &str) -> bool {
    let language = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"));
    language.is_some_and(|name| name.trim_end().bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Where in a line a token starts, if the line may end within it.
fn broken_off(line: &str) -> Option<Range<usize>> {
    // A shell continues a line behind `\\`, and mail behind `=`.
    let before = line.trim_end_matches(|c| matches!(c, '\\' | '=') || is_blank(c));
    let jwt = jwt_in(before.rsplit(is_gap).next()?)?;
    let is_broken = is_of_token_only(jwt) && lacking(jwt).is_some_and(|count| count > 0);
    // Beside a token, other JSON in base64url is no token: a cursor, say.
    let is_token = is_broken && (jwt.contains('.') || in_text(line).is_empty());
    is_token.then(|| before.len() - jwt.len()..before.len())
}

/// How many characters the signature of an HS256 token lacks. None if it has too many, or if another segment follows.
pub(super) fn lacking(token: &str) -> Option<usize> {
    let token = token.trim_end_matches('.');
    let mut stops = memchr_iter(b'.', token.as_bytes()).skip(1);
    let signature = stops.next().map_or("", |stop| &token[stop + 1..]);
    if stops.next().is_some() { None } else { SIGNATURE_LENGTH.checked_sub(signature.len()) }
}

/// The brackets of a JSON document. A terminal may break it within a string.
#[derive(Default)]
struct Brackets {
    open: i64,
    is_in_string: bool,
    is_escaped: bool,
}

impl Brackets {
    /// Reads a line, and says whether the document goes on after it.
    fn are_open_after(&mut self, line: &str) -> bool {
        for byte in line.bytes() {
            let is_escaped = std::mem::take(&mut self.is_escaped);
            match (byte, self.is_in_string) {
                _ if is_escaped => {}
                // Outside of strings too: the whole document may be escaped.
                (b'\\', _) => self.is_escaped = true,
                (b'"', _) => self.is_in_string = !self.is_in_string,
                (b'{' | b'[', false) => self.open += 1,
                (b'}' | b']', false) => self.open -= 1,
                _ => {}
            }
        }
        self.open > 0
    }
}
