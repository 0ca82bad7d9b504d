//! `twimint explain`: what one of Twilio's error codes means for a token, like `rustc --explain`.
//!
//! The texts are in `token::rules::codes`, and `decode --error` uses the same ones. This module only lays them out. It
//! needs neither a token nor the network.

use serde_json::json;

use super::args::ReportOutput;
use super::say::{self, Stop, TITLE};
use crate::token::message::Message;
use crate::token::rules::codes::{self, Explanation};

/// Prints what one code means, or a line for each known code.
pub(crate) fn run(code: Option<u32>, output: ReportOutput) -> Result<(), Stop> {
    let is_json = output == ReportOutput::Json;
    let width = say::width();
    let Some(code) = code else {
        let line = |known: &Explanation| {
            say::wrap(&format!("{} {}", known.code, known.title), width, "      ") + "\n"
        };
        let lines = codes::ALL.iter().map(|known| if is_json { json(known) } else { line(known) });
        return say::print(lines.collect::<String>());
    };
    match codes::explain(code) {
        Some(known) if is_json => say::print(json(&known)),
        Some(known) => say::print_styled(&text(&known, width)),
        None => Err(Message::error(format!("twimint knows nothing about {code}"))
            .hint(look_up(code))
            .hint("`twimint explain` lists the codes about tokens")
            .into()),
    }
}

/// Where to find out what a code means.
pub(super) fn look_up(code: u32) -> String {
    match codes::explain(code) {
        Some(_) => format!("`twimint explain {code}` says what it means"),
        None => format!("see https://www.twilio.com/docs/api/errors/{code}"),
    }
}

fn text(known: &Explanation, width: usize) -> String {
    let Explanation { code, title, meaning, in_token, elsewhere, what_to_do, also } = known;
    let title = say::wrap(&format!("{TITLE}{code} {title}{TITLE:#}"), width, "      ");
    let mut page = title + "\n\n" + &say::wrap(meaning, width, "") + "\n";
    let mut list = |heading: &str, bullet: &str, items: &[&str]| {
        let indent = " ".repeat(2 + bullet.len());
        if !items.is_empty() {
            page.extend(["\n", heading, "\n"]);
        }
        for item in items {
            page += &(say::wrap(&format!("  {bullet}{item}"), width, &indent) + "\n");
        }
    };
    list("in the token:", "- ", in_token);
    list("elsewhere:", "- ", &elsewhere.iter().map(String::as_str).collect::<Vec<_>>());
    let (first, rest) = what_to_do.split_at_checked(1).unwrap_or_default();
    list("what to do:", "", &[&(first.to_uppercase() + rest)]);
    if !also.is_empty() {
        list("also seen for the same faults:", "", &[&say::numbers(also)]);
    }
    page
}

/// One JSON object on a line, with its members in the order of the text.
fn json(known: &Explanation) -> String {
    let Explanation { code, title, meaning, in_token, elsewhere, what_to_do: _, also } = known;
    let (title, meaning) = (json!(title), json!(meaning));
    let (in_token, elsewhere, also) = (json!(in_token), json!(elsewhere), json!(also));
    format!(
        r#"{{"code":{code},"title":{title},"meaning":{meaning},"in_token":{in_token},"elsewhere":{elsewhere},"also":{also}}}"#
    ) + "\n"
}
