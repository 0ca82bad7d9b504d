//! Lines to items: one paste is one item, with the number of its first line.
//!
//! A JSON document stays whole over several lines, a token that was broken over lines is put together again, of a page only
//! the first line is left, and what comes before the body of an answer (`curl -i`) or a frame is passed over. Each line is
//! looked at once, so a document of many lines costs no more than a long one.

use super::{
    MAX_ITEM, is_blank, is_gap, is_of_token, is_whole, is_wrapping, jwt_in, mistake, opens_json,
};
use crate::token::jwt::SIGNATURE_LENGTH;

/// Over how many lines a token is put together again.
const MAX_LINES: usize = 1000;

#[derive(Default)]
pub(crate) struct Gatherer {
    state: State,
    /// How many lines there were.
    lines: u64,
    /// The line in which the item began.
    start: u64,
}

/// An item, and the line in which it begins.
pub(crate) type Item = (u64, String);

/// What the next line belongs to.
#[derive(Default)]
enum State {
    /// Nothing that came before.
    #[default]
    Between,
    /// A JSON document, with what there is of it.
    Json(Nesting, String),
    /// A token that was broken: its pieces put together, and the lines as they were.
    Broken(String, Vec<String>),
    /// Something around tokens, to its first blank line or to the end. A token in it is found all the same.
    Skipping { to_blank: bool },
}

impl Gatherer {
    /// Takes in a line without its line end, and hands out the items that it completes. Blank lines complete none.
    pub(crate) fn line(&mut self, line: &str) -> Vec<Item> {
        self.lines += 1;
        match std::mem::take(&mut self.state) {
            State::Between => self.first_line(line),
            State::Json(mut nesting, mut text) => {
                text.push('\n');
                text.push_str(line);
                let is_open = nesting.is_open_after(line);
                if is_open && text.len() <= MAX_ITEM {
                    self.state = State::Json(nesting, text);
                    return Vec::new();
                }
                if is_open {
                    // Too large for a token; its rest is nothing either.
                    self.state = State::Skipping { to_blank: false };
                }
                vec![(self.start, text)]
            }
            State::Broken(mut token, mut lines) => {
                let more = line.trim_matches(|c| is_wrapping(c) || c == '>');
                let is_next = more.starts_with(super::OBJECT) && !token.ends_with('.');
                if more.is_empty() || is_next || !more.chars().all(is_of_token) {
                    let mut items = self.apart(lines);
                    items.extend(self.first_line(line));
                    return items;
                }
                token.push_str(more);
                lines.push(line.to_owned());
                match missing(&token) {
                    Some(0) => vec![(self.start, token)],
                    Some(_) if lines.len() < MAX_LINES && token.len() <= MAX_ITEM => {
                        self.state = State::Broken(token, lines);
                        Vec::new()
                    }
                    _ => self.apart(lines),
                }
            }
            State::Skipping { to_blank } => {
                if !to_blank || !line.trim().is_empty() {
                    self.state = State::Skipping { to_blank };
                }
                self.start = self.lines;
                self.if_token(line)
            }
        }
    }

    fn first_line(&mut self, line: &str) -> Vec<Item> {
        self.start = self.lines;
        // Of a million tokens each is on a line of its own.
        if is_whole(line) {
            return vec![(self.start, line.to_owned())];
        }
        let text = line.trim_start_matches(is_wrapping);
        let mut nesting = Nesting::default();
        if opens_json(text) && nesting.is_open_after(text) {
            self.state = State::Json(nesting, line.to_owned());
            return Vec::new();
        }
        let is_answer = text.starts_with("HTTP/");
        if is_answer || text.starts_with("TWILSOCK ") {
            self.state = State::Skipping { to_blank: is_answer };
            return self.if_token(line);
        }
        if mistake::page(text).is_some() {
            self.state = State::Skipping { to_blank: false };
        } else if let Some(token) = broken_off(line) {
            self.state = State::Broken(token.to_owned(), vec![line.to_owned()]);
            return Vec::new();
        }
        if line.chars().all(is_blank) { Vec::new() } else { vec![(self.start, line.to_owned())] }
    }

    fn if_token(&self, line: &str) -> Vec<Item> {
        let is_one = line.split(is_gap).filter_map(jwt_in).any(|jwt| jwt.contains('.'));
        if is_one { vec![(self.start, line.to_owned())] } else { Vec::new() }
    }

    /// Lines that make no token together, each for itself.
    fn apart(&self, lines: Vec<String>) -> Vec<Item> {
        (self.start..).zip(lines).collect()
    }

    /// The items that the end of the input leaves unfinished.
    pub(crate) fn finish(&mut self) -> Vec<Item> {
        match std::mem::take(&mut self.state) {
            State::Json(_, text) => vec![(self.start, text)],
            State::Broken(_, lines) => self.apart(lines),
            State::Between | State::Skipping { .. } => Vec::new(),
        }
    }
}

/// What at the end of a line may be the start of a token.
fn broken_off(line: &str) -> Option<&str> {
    let last = line.trim_end().rsplit(is_gap).next()?;
    jwt_in(last).filter(|jwt| jwt.chars().all(is_of_token) && missing(jwt).is_some_and(|n| n > 0))
}

/// How many characters a token of HS256 lacks, as far as that is known: many, before the signature. None if it is too long.
fn missing(token: &str) -> Option<usize> {
    let mut segments = token.splitn(4, '.').skip(2);
    match (segments.next(), segments.next()) {
        (None, _) => Some(usize::MAX),
        (Some(signature), None) => SIGNATURE_LENGTH.checked_sub(signature.len()),
        _ => None,
    }
}

/// How deep inside a JSON document its reader is: enough to find the end. Whether it is JSON at all is for the parser.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
}

impl Nesting {
    fn is_open_after(&mut self, line: &str) -> bool {
        let mut escaped = false;
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if self.in_string => escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        self.depth > 0
    }
}
