//! Lines to items: one paste is one item, with the number of its first line.
//!
//! A JSON document stays whole over several lines, a token that was broken over lines is put together again, of a page only
//! the first line is left, and what comes before the body of an answer (`curl -i`) or a frame is passed over. Each line is
//! looked at once, so a document of many lines costs no more than a long one.

use std::collections::VecDeque;

use memchr::memchr_iter;

use super::{
    MAX_ITEM, OBJECT, Paste, in_text, is_blank, is_gap, is_of_token_only, is_wrapping, jwt_in,
    mistake, opens_json, tokens,
};
use crate::token::jwt::SIGNATURE_LENGTH;

/// Over how many lines a token is put together again.
const MAX_LINES: usize = 1000;

#[derive(Default)]
pub(super) struct Gatherer {
    /// What no line that comes can change any more.
    pub(super) found: VecDeque<(u64, Paste)>,
    state: State,
    /// How many lines there were.
    lines: u64,
    /// The line in which the item began.
    start: u64,
}

/// What the next line belongs to.
#[derive(Default)]
enum State {
    /// Nothing that came before.
    #[default]
    Between,
    /// A JSON document: how many of its brackets are open, and what there is of it.
    Json(i64, String),
    /// A token that was broken: its pieces put together, and the lines as they were.
    Broken(String, Vec<String>),
    /// Something around tokens, which ends at the first blank line or never. A token in it is found all the same.
    Skipping { to_blank: bool },
}

impl Gatherer {
    /// Takes in a line without its line end.
    pub(super) fn line(&mut self, line: &str) {
        self.lines += 1;
        match std::mem::take(&mut self.state) {
            State::Between => self.first_line(line),
            State::Json(open, mut text) => {
                text.extend(["\n", line]);
                match open + opened(line) {
                    ..=0 => self.item(self.start, &text),
                    open if text.len() <= MAX_ITEM => self.state = State::Json(open, text),
                    _ => {
                        self.item(self.start, &text);
                        self.state = State::Skipping { to_blank: false };
                    }
                }
            }
            State::Broken(mut token, mut lines) => {
                let more = line.trim_matches(|c| is_wrapping(c) || c == '>');
                let is_next = more.starts_with(OBJECT) && !token.ends_with('.');
                if more.is_empty() || is_next || !is_of_token_only(more) {
                    self.apart(&lines);
                    return self.first_line(line);
                }
                token.push_str(more);
                lines.push(line.to_owned());
                match lacking(&token) {
                    Some(0) => self.found.push_back((self.start, Ok(token))),
                    Some(_) if lines.len() < MAX_LINES && token.len() <= MAX_ITEM => {
                        self.state = State::Broken(token, lines);
                    }
                    _ => self.apart(&lines),
                }
            }
            State::Skipping { to_blank } => self.skip(line, to_blank),
        }
    }

    fn first_line(&mut self, line: &str) {
        self.start = self.lines;
        // Of a million tokens each is on a line of its own.
        if is_of_token_only(line) && lacking(line) == Some(0) {
            return self.found.push_back((self.lines, Ok(line.to_owned())));
        }
        let text = line.trim_start_matches(is_wrapping);
        if opens_json(text) && opened(text) > 0 {
            self.state = State::Json(opened(text), line.to_owned());
        } else if ["HTTP/", "TWILSOCK "].iter().any(|start| text.starts_with(start)) {
            self.skip(line, text.starts_with("HTTP"));
        } else if mistake::page(text).is_some() {
            self.state = State::Skipping { to_blank: false };
            self.item(self.lines, line);
        } else if let Some(token) = broken_off(line) {
            self.state = State::Broken(token.to_owned(), vec![line.to_owned()]);
        } else if !line.chars().all(is_blank) && !is_fence(line.trim_start()) {
            self.item(self.lines, line);
        }
    }

    fn skip(&mut self, line: &str, to_blank: bool) {
        if !to_blank || !line.trim().is_empty() {
            self.state = State::Skipping { to_blank };
        }
        self.found.extend(in_text(line).into_iter().map(|token| (self.lines, token)));
    }

    fn item(&mut self, start: u64, item: &str) {
        self.found.extend(tokens(item).into_iter().map(|token| (start, token)));
    }

    /// Lines that make no token together, each for itself.
    fn apart(&mut self, lines: &[String]) {
        (self.start..).zip(lines).for_each(|(number, line)| self.item(number, line));
    }

    /// Takes in the end of the input, which may be a line that is too long.
    pub(super) fn finish(&mut self, is_cut_off: bool) {
        match std::mem::take(&mut self.state) {
            State::Json(_, text) => self.item(self.start, &text),
            State::Broken(_, lines) => self.apart(&lines),
            State::Between | State::Skipping { .. } => {}
        }
        if is_cut_off {
            self.found.push_back((self.lines + 1, Err(mistake::too_large())));
        }
    }
}

/// Whether a line opens or closes a block of code, in which people paste tokens: a fence, perhaps with a language.
fn is_fence(line: &str) -> bool {
    let language = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"));
    language.is_some_and(|of| of.trim_end().bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// What at the end of a line may be the start of a token.
fn broken_off(line: &str) -> Option<&str> {
    let last = line.trim_end().rsplit(is_gap).next()?;
    jwt_in(last).filter(|jwt| is_of_token_only(jwt) && lacking(jwt).is_some_and(|count| count > 0))
}

/// How many characters the signature of an HS256 token still lacks. None if it has too many, or if another segment follows.
fn lacking(token: &str) -> Option<usize> {
    let mut stops = memchr_iter(b'.', token.as_bytes()).skip(1);
    let signature = stops.next().map_or("", |stop| &token[stop + 1..]);
    if stops.next().is_some() { None } else { SIGNATURE_LENGTH.checked_sub(signature.len()) }
}

/// How many brackets a line of JSON opens and does not close. Between two quotes they are text.
fn opened(line: &str) -> i64 {
    let brackets = line.split('"').step_by(2).flat_map(str::bytes).map(|byte| match byte {
        b'{' | b'[' => 1,
        b'}' | b']' => -1,
        _ => 0,
    });
    brackets.sum()
}
