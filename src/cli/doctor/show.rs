//! The report of `doctor`, as text for people and as JSON for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Report;
use crate::cli::args::ReportOutput;
use crate::cli::say::{self, NOTE, Stop};

impl Report<'_> {
    pub(super) fn print(&self, output: ReportOutput) -> Result<(), Stop> {
        match output {
            ReportOutput::Text => say::print_styled(&self.text()),
            ReportOutput::Json => say::print(self.json().to_string() + "\n"),
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
        let summary = self.problems.first().map_or("ok: nothing wrong found".to_owned(), |worst| {
            format!("{}: {}", worst.severity.as_str(), worst.message)
        });
        json!({
            "usable": self.is_usable(),
            "summary": summary,
            "values": self.rows,
            "products": self.products,
            "problems": problems.collect::<Value>(),
            "ignored": self.unused,
            "profiles": self.profiles,
        })
    }

    /// The worst first, then tables.
    fn text(&self) -> String {
        let mut out = String::new();
        if self.problems.is_empty() {
            // Writing into a string cannot fail.
            _ = writeln!(out, "{NOTE}ok:{NOTE:#} nothing wrong found");
        }
        for problem in &self.problems {
            out.push_str(&say::styled(problem, say::width()));
        }
        out.push('\n');
        let row = |of: &Value| ["name", "verdict", "value", "source"].map(|name| cell(of, name));
        table(&mut out, self.rows.iter().map(row));
        out.push_str("\ntwimint <product> -i alice:\n");
        let product = |of: &Value| {
            let repair = of["repair"].as_str().map_or_else(String::new, |how| format!(": {how}"));
            let standing =
                if of["works"] == true { "works".to_owned() } else { cell(of, "reason") };
            [format!("  {}", cell(of, "name")), standing + &repair]
        };
        table(&mut out, self.products.iter().map(product));
        if !self.unused.is_empty() {
            out.push_str("\nset but not used:\n");
        }
        let unused = |of: &Value| {
            let why = format!("{}: {}", cell(of, "source"), cell(of, "reason"));
            [format!("  {}", cell(of, "variable")), why]
        };
        table(&mut out, self.unused.iter().map(unused));
        if !self.profiles.is_empty() {
            let line = format!("Twilio CLI profiles: {}", self.profiles.join(", "));
            _ = write!(out, "\n{}\n", say::wrap(&line, say::width(), "  "));
        }
        out
    }
}

fn cell(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or("-").to_owned()
}

/// Appends rows, their columns aligned, and broken at the width where the last column is too long.
fn table<const N: usize>(out: &mut String, rows: impl Iterator<Item = [String; N]>) {
    let rows: Vec<_> = rows.collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let before: usize = widths[..N - 1].iter().map(|width| width + 2).sum();
    let indent = " ".repeat(before.min(say::width() / 2));
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        out.push_str(&say::wrap(line.trim_end(), say::width(), &indent));
        out.push('\n');
    }
}
