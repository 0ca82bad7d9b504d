//! Lines to items: one paste is one item.
//!
//! Each line is looked at once, so a document of many lines costs no more than a long one.

use std::borrow::Cow;

use super::mistake::markup;
use super::{MAX_ITEM, is_blank, is_wrapping, opens_json};

/// Makes items of lines: a JSON document stays whole over several of them, and of an HTML or
/// TwiML page only the first is left.
#[derive(Default)]
pub struct Gatherer(State);

/// What the next line belongs to.
#[derive(Default)]
enum State {
    /// Nothing that came before.
    #[default]
    Between,
    /// A JSON document, with what there is of it; none once it has grown too large.
    Json(Nesting, Option<String>),
    /// A page.
    Page,
}

impl Gatherer {
    /// Takes in a line without its line break, and hands out the item that it completes.
    /// Blank lines complete none.
    ///
    /// A JSON document larger than [`MAX_ITEM`] is handed out as soon as it is, for
    /// [`tokens`](super::tokens) to refuse; its rest is dropped.
    pub fn line<'l>(&mut self, line: &'l str) -> Option<Cow<'l, str>> {
        match &mut self.0 {
            State::Between => self.first_line(line),
            State::Json(nesting, text) => {
                if let Some(text) = text {
                    text.push('\n');
                    text.push_str(line);
                }
                let open = nesting.is_open_after(line);
                let item = text.take_if(|text| !open || text.len() > MAX_ITEM);
                if !open {
                    self.0 = State::Between;
                }
                item.map(Cow::Owned)
            }
            State::Page => {
                if closes_page(line) {
                    self.0 = State::Between;
                }
                None
            }
        }
    }

    fn first_line<'l>(&mut self, line: &'l str) -> Option<Cow<'l, str>> {
        let text = line.trim_start_matches(is_wrapping);
        let mut nesting = Nesting::default();
        if opens_json(text) && nesting.is_open_after(text) {
            let fits = line.len() <= MAX_ITEM;
            self.0 = State::Json(nesting, fits.then(|| line.to_owned()));
            if fits {
                return None;
            }
        } else if markup(text).is_some() && !closes_page(text) {
            self.0 = State::Page;
        }
        line.contains(|c| !is_blank(c))
            .then_some(Cow::Borrowed(line))
    }

    /// The item that the end of the input leaves unfinished.
    pub fn finish(&mut self) -> Option<String> {
        match std::mem::take(&mut self.0) {
            State::Json(_, text) => text,
            State::Between | State::Page => None,
        }
    }
}

/// How deep inside a JSON document its reader is: enough to find the end. Whether it is JSON at
/// all is for the parser.
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

fn closes_page(line: &str) -> bool {
    const ENDS: [&str; 5] = [
        "</html>",
        "</response>",
        "</twilioresponse>",
        "<response/>",
        "<response />",
    ];
    let line = line.to_ascii_lowercase();
    ENDS.iter().any(|end| line.contains(end))
}

#[cfg(test)]
mod tests {
    use super::super::{Mistake, tokens};
    use super::*;

    fn items(text: &str) -> Vec<String> {
        let mut gatherer = Gatherer::default();
        let lines = text.lines().filter_map(|line| gatherer.line(line));
        let mut items: Vec<_> = lines.map(Cow::into_owned).collect();
        items.extend(gatherer.finish());
        items
    }

    #[test]
    fn a_line_is_an_item_and_a_blank_one_is_none() {
        assert_eq!(
            items("a.b.c\r\n\n \t\u{feff}\nBearer d\n\"\""),
            ["a.b.c", "Bearer d", "\"\""]
        );
        let mut gatherer = Gatherer::default();
        assert!(matches!(gatherer.line("a.b.c"), Some(Cow::Borrowed(_))));
    }

    #[test]
    fn a_json_document_stays_whole() {
        let braces = "{\n  \"a\": \"}\\\"]\",\n\n  \"token\": \"x\"\n}";
        let array = "[\n{\"token\": \"x\"},\n{}\n]";
        assert_eq!(
            items(&format!("{braces}\nx\n{array}\n{{}}\n{{\"a\":1}}")),
            [braces, "x", array, "{}", "{\"a\":1}"]
        );
        assert_eq!(items("'{\n}'\nx"), ["'{\n}'", "x"]);
        assert_eq!(
            items("{{token}}\n[INFO] x\nx"),
            ["{{token}}", "[INFO] x", "x"]
        );
    }

    #[test]
    fn brackets_count_outside_of_strings_and_backslashes_inside() {
        assert_eq!(items("{\"a\":\"{\"}\nx"), ["{\"a\":\"{\"}", "x"]);
        assert_eq!(items("[\\\"]\nx"), ["[\\\"]\nx"]);
    }

    #[test]
    fn a_document_that_does_not_end_is_one_item() {
        assert_eq!(items("{\"a\":\nx\n\"}"), ["{\"a\":\nx\n\"}"]);
    }

    #[test]
    fn of_a_page_only_the_first_line_is_left() {
        for page in [
            "<!DOCTYPE html>\n<html>\n{\n</HTML>",
            "<?xml version=\"1.0\"?>\n<Response>\n<Say>a.b.c</Say>\n</Response>",
            "<Response/>",
            "<TwilioResponse>\n</TwilioResponse>",
        ] {
            let first = page.lines().next().unwrap();
            assert_eq!(items(&format!("{page}\nx")), [first, "x"]);
        }
        assert_eq!(items("<html>\na\nb"), ["<html>"]);
    }

    #[test]
    fn a_document_that_is_too_large_is_one_item_and_no_memory() {
        let line = "0,".repeat(1000);
        let mut gatherer = Gatherer::default();
        assert_eq!(gatherer.line("["), None);
        let handed_out: Vec<_> = (0..2000).filter_map(|_| gatherer.line(&line)).collect();
        assert_eq!(handed_out.len(), 1);
        assert!(handed_out[0].len() <= MAX_ITEM + line.len() + 1);
        let refused: Vec<_> = tokens(&handed_out[0]).collect();
        assert_eq!(refused, [Err(Mistake::TooLarge)]);
        assert_eq!(gatherer.line("0]"), None);
        assert_eq!(gatherer.line("x"), Some("x".into()));

        // As much as there may be, and one byte more.
        assert_eq!(gatherer.line("["), None);
        assert_eq!(gatherer.line(&"0".repeat(MAX_ITEM - 2)), None);
        assert!(gatherer.line("").is_some());
        assert_eq!(gatherer.line("]"), None);

        let long = format!("[{}", "0,".repeat(MAX_ITEM / 2));
        assert_eq!(gatherer.line(&long).as_deref(), Some(&*long));
        assert_eq!(gatherer.line("0]"), None);
        assert_eq!(gatherer.finish(), None);
    }
}
