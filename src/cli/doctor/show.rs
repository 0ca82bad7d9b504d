//! Doctor's report, as text for people or as JSON for programs. The tables in the text are made from the JSON, so that
//! both say the same.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Report, profiles};
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
            "profiles": profiles(),
        })
    }

    /// The problems, the worst first, then the tables.
    fn text(&self, json: &Value) -> String {
        let mut out = String::new();
        if self.problems.is_empty() {
            // Writing into a string cannot fail.
            _ = writeln!(out, "{NOTE}ok:{NOTE:#} nothing wrong found");
        }
        for problem in &self.problems {
            out.push_str(&say::styled(problem, say::width()));
        }
        table(&mut out, "", &json["values"], |row| {
            (["name", "verdict", "value"].map(|name| cell(row, name)), cell(row, "source"))
        });
        table(&mut out, "twimint <product> -i alice:\n", &json["products"], |row| {
            let standing = row["reason"].as_str().unwrap_or("works");
            let repair = row["repair"].as_str().map_or_else(String::new, |how| format!(": {how}"));
            ([format!("  {}", cell(row, "name"))], format!("{standing}{repair}"))
        });
        table(&mut out, "set but not used:\n", &json["ignored"], |row| {
            let why = format!("{}: {}", cell(row, "source"), cell(row, "reason"));
            ([format!("  {}", cell(row, "variable"))], why)
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

fn cell(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or("-").to_owned()
}

/// Appends a heading and its rows, or nothing without rows. Columns are aligned, and the last one is wrapped to the
/// width.
fn table<const N: usize>(
    out: &mut String,
    heading: &str,
    rows: &Value,
    row: impl Fn(&Value) -> ([String; N], String),
) {
    let rows: Vec<_> = rows.as_array().into_iter().flatten().map(row).collect();
    if !rows.is_empty() {
        _ = write!(out, "\n{heading}");
    }
    let widest = |n: usize| rows.iter().map(|(cells, _)| cells[n].chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|n| widest(n).unwrap_or_default() + 2);
    let (indent, width) = (widths.iter().sum(), say::width());
    for (cells, last) in &rows {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        let cells = cells.collect::<Vec<_>>().concat();
        // If the other columns are wide, there is no room to wrap the last one: it gets lines of its own.
        let has_room = indent <= width / 3 || indent + last.chars().count() <= width;
        let line = if has_room {
            say::wrap(&format!("{cells}{last}"), width, &" ".repeat(indent))
        } else {
            let last = say::wrap(&format!("    {last}"), width, "    ");
            format!("{}\n{last}", cells.trim_end())
        };
        _ = writeln!(out, "{line}");
    }
}
