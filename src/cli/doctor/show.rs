//! The report of `doctor`, as text for people and as JSON for programs. The text is written from the JSON, so that both say
//! the same.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Report;
use crate::cli::args::ReportOutput;
use crate::cli::say::{self, NOTE, Stop};
use crate::token::grant::Product;

impl Report<'_> {
    pub(super) fn print(&self, output: ReportOutput) -> Result<(), Stop> {
        let json = self.json();
        match output {
            ReportOutput::Text => say::print_styled(&self.text(&json)),
            ReportOutput::Json => say::print(json.to_string() + "\n"),
        }
    }

    fn json(&self) -> Value {
        let problems = self.problems.iter().map(|problem| {
            json!({
                "severity": problem.severity.as_str(),
                "message": problem.message,
                "details": problem.details,
                "hints": problem.hint.iter().flat_map(|hints| hints.lines()).collect::<Vec<_>>(),
            })
        });
        let summary = match self.problems.first() {
            Some(worst) => format!("{}: {}", worst.severity, worst.message),
            None => "ok: nothing wrong found".to_owned(),
        };
        json!({
            "usable": self.is_usable(),
            "summary": summary,
            "values": self.rows,
            "products": Product::commands().map(|name| self.product(name)).collect::<Value>(),
            "problems": problems.collect::<Value>(),
            "ignored": self.unused(),
            "profiles": self.profiles(),
        })
    }

    /// The worst first, then tables.
    fn text(&self, json: &Value) -> String {
        let mut out = String::new();
        if self.problems.is_empty() {
            // Writing into a string cannot fail.
            _ = writeln!(out, "{NOTE}ok:{NOTE:#} nothing wrong found");
        }
        for problem in &self.problems {
            out.push_str(&say::styled(problem, say::width()));
        }
        let values = ["name", "verdict", "value"];
        table(&mut out, "", &json["values"], &values, |of| cell(of, "source").to_owned());
        table(&mut out, "twimint <product> -i alice:\n", &json["products"], &["name"], |of| {
            let standing = of["reason"].as_str().unwrap_or("works");
            let repair = of["repair"].as_str().map_or_else(String::new, |how| format!(": {how}"));
            format!("{standing}{repair}")
        });
        table(&mut out, "set but not used:\n", &json["ignored"], &["variable"], |of| {
            format!("{}: {}", cell(of, "source"), cell(of, "reason"))
        });
        let profiles = json["profiles"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let profiles = profiles.collect::<Vec<_>>().join(", ");
        if !profiles.is_empty() {
            let line = format!("Twilio CLI profiles: {profiles}");
            _ = write!(out, "\n{}\n", say::wrap(&line, say::width(), "  "));
        }
        out
    }
}

fn cell<'v>(of: &'v Value, name: &str) -> &'v str {
    of[name].as_str().unwrap_or("-")
}

/// Appends rows under a heading, if there are any: their columns aligned, and what `last` says of each broken at the width.
fn table(
    out: &mut String,
    heading: &str,
    rows: &Value,
    columns: &[&str],
    last: impl Fn(&Value) -> String,
) {
    let rows: Vec<_> = rows.as_array().into_iter().flatten().collect();
    if !rows.is_empty() {
        _ = write!(out, "\n{heading}");
    }
    let margin = if heading.is_empty() { 0 } else { 2 };
    let widest = |name: &&str| rows.iter().map(|of| cell(of, name).chars().count()).max();
    let widths: Vec<_> = columns.iter().map(|of| widest(of).unwrap_or_default() + 2).collect();
    let (indent, width) = (widths.iter().sum::<usize>() + margin, say::width());
    for of in rows {
        let mut cells = " ".repeat(margin);
        for (name, width) in columns.iter().zip(&widths) {
            _ = write!(cells, "{:<width$}", cell(of, name));
        }
        let last = last(of);
        // Beside wide columns there is no room to break the last one in: it gets lines of its own.
        let has_room = indent <= width / 2 || indent + last.chars().count() <= width;
        let line = if has_room {
            say::wrap(&format!("{cells}{last}"), width, &" ".repeat(indent))
        } else {
            let last = say::wrap(&format!("    {last}"), width, "    ");
            format!("{}\n{last}", cells.trim_end())
        };
        _ = writeln!(out, "{line}");
    }
}
