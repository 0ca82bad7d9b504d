//! `twimint explain`: what one of Twilio's error codes means for a token, in the manner of `rustc --explain`.
//!
//! The texts stand beside the rules, and `decode --error` speaks with the same ones; here they are only laid out. Offline,
//! and without a token.

use anstyle::Style;
use serde_json::json;

use super::args::{ExplainArgs, ReportOutput};
use super::say::{self, Stop};
use crate::token::message::Message;
use crate::token::rules::codes::{self, Explanation};

/// Prints what one code means, or a line for each.
pub(crate) fn run(args: &ExplainArgs) -> Result<(), Stop> {
    let is_json = args.output == ReportOutput::Json;
    let width = say::width();
    let Some(code) = args.code else {
        let line = |known: Explanation| match is_json {
            true => json(&known),
            false => say::wrap(&format!("{} {}\n", known.code, known.title), width, "      "),
        };
        return say::print(codes::all().map(line).collect::<String>());
    };
    match codes::explain(code) {
        Some(known) if is_json => say::print(json(&known)),
        Some(known) => say::print_styled(&text(&known, width)),
        None => Err(Message::error(format!("twimint knows nothing about {code}"))
            .hint(format!("see https://www.twilio.com/docs/api/errors/{code}"))
            .hint("`twimint explain` lists the codes that have to do with tokens")
            .into()),
    }
}

fn text(known: &Explanation, width: usize) -> String {
    const TITLE: Style = Style::new().bold();
    let Explanation { code, title, meaning, in_token, elsewhere, what_to_do, also } = known;
    let title = say::wrap(&format!("{TITLE}{code} {title}{TITLE:#}"), width, "      ");
    let mut text = format!("{title}\n\n{}\n", say::wrap(meaning, width, ""));
    let mut list = |heading: &str, items: &[&str]| {
        if !items.is_empty() {
            text.push_str(&format!("\n{heading}:\n"));
        }
        for item in items {
            text.push_str(&say::wrap(&format!("  - {item}"), width, "    "));
            text.push('\n');
        }
    };
    list("in the token", in_token);
    list("elsewhere", &elsewhere.iter().map(String::as_str).collect::<Vec<_>>());
    let what_to_do = say::wrap(&format!("  {what_to_do}"), width, "  ");
    text.push_str(&format!("\nwhat to do:\n{what_to_do}\n"));
    if !also.is_empty() {
        let also: Vec<String> = also.iter().map(u32::to_string).collect();
        let also = format!("also seen for the same faults: {}", also.join(", "));
        text.push_str(&format!("\n{}\n", say::wrap(&also, width, "  ")));
    }
    text
}

/// One object on a line, its members in the order of the text.
fn json(known: &Explanation) -> String {
    let Explanation { code, title, meaning, in_token, elsewhere, what_to_do: _, also } = known;
    format!(
        "{{\"code\":{code},\"title\":{},\"meaning\":{},\"in_token\":{},\"elsewhere\":{},\"also\":{}}}\n",
        json!(title),
        json!(meaning),
        json!(in_token),
        json!(elsewhere),
        json!(also),
    )
}
