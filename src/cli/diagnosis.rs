//! What `doctor` has found, as text and as JSON. Nothing secret gets in here: SIDs are
//! shortened, and of a secret there is only its length.

use std::fmt::Write as _;

use serde::Serialize;

use super::report::{self, Failure};
use super::sources::Setting;

/// All that there is to say.
#[derive(Default, Serialize)]
pub struct Diagnosis {
    /// Whether minting would work.
    pub usable: bool,
    /// The worst of it.
    pub summary: String,
    /// Each value that minting needs or would use.
    pub values: Vec<Row>,
    /// Each product.
    pub products: Vec<Standing>,
    /// All that is wrong, the worst first.
    pub problems: Vec<Problem>,
    /// Known variables that are set and not used.
    pub ignored: Vec<Ignored>,
}

/// A value: what it is, masked, and what is to be thought of it.
#[derive(Serialize)]
pub struct Row {
    /// What it is.
    pub name: &'static str,
    /// The value, masked.
    pub value: Option<String>,
    /// Where it was found.
    pub source: Option<String>,
    /// What is to be thought of it.
    pub verdict: Verdict,
}

/// What is to be thought of a value.
#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It can be used, and perhaps should not.
    Doubtful,
    /// It cannot be used.
    Wrong,
    /// It was not found.
    Missing,
}

/// Whether a bare `twimint <product> -i alice` would work.
#[derive(Serialize)]
pub struct Standing {
    /// The product.
    pub name: &'static str,
    /// Whether it would.
    pub works: bool,
    /// Why not, if not.
    pub reason: Option<String>,
}

/// Something that is wrong.
#[derive(Serialize)]
pub struct Problem {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The fact.
    pub message: String,
    /// More of it.
    pub details: Vec<String>,
    /// What to do.
    pub hints: Vec<String>,
}

/// A known variable that is set and not used.
#[derive(Serialize)]
pub struct Ignored {
    /// Its name.
    pub variable: &'static str,
    /// Where it is set.
    pub source: String,
    /// Why it is not used.
    pub reason: String,
}

const ERROR: &str = "error";
const WARNING: &str = "warning";

impl Diagnosis {
    /// Adds an error, unless it is told already.
    pub fn error(&mut self, failure: &Failure) {
        let (message, details, hints) = failure.parts();
        if self.problems.iter().all(|told| told.message != message) {
            self.problems.push(Problem {
                severity: ERROR,
                message: message.to_owned(),
                details: details.to_vec(),
                hints: hints.to_vec(),
            });
        }
    }

    /// Adds a warning.
    pub fn warning(&mut self, message: String, hint: &str) {
        self.problems.push(Problem {
            severity: WARNING,
            message,
            details: Vec::new(),
            hints: vec![hint.to_owned()],
        });
    }

    /// Adds the row of a value that was not found.
    pub fn missing(&mut self, setting: &Setting) {
        self.values.push(Row {
            name: setting.noun,
            value: None,
            source: None,
            verdict: Verdict::Missing,
        });
    }

    /// Whether anything is wrong that keeps a token from being minted.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == ERROR)
    }

    /// Draws the conclusion.
    #[must_use]
    pub fn concluded(mut self) -> Self {
        self.usable = !self.has_errors();
        self.problems.sort_by_key(|problem| problem.severity);
        self.summary = match self.problems.first() {
            Some(Problem {
                severity, message, ..
            }) => format!("{severity}: {message}"),
            None => "ok: nothing wrong found".to_owned(),
        };
        self
    }

    /// One object.
    pub fn json(&self) -> String {
        // Structs of strings go into memory: nothing here can fail.
        let mut json = serde_json::to_string(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// For people: the worst first, then tables.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if self.problems.is_empty() {
            let fact = "nothing wrong found";
            out.push_str(&report::message("ok", report::NOTE, fact, &[], &[]));
        }
        for problem in &self.problems {
            let style = match problem.severity {
                ERROR => report::ERROR,
                _ => report::WARNING,
            };
            let Problem {
                severity,
                message,
                details,
                hints,
            } = problem;
            out.push_str(&report::message(severity, style, message, details, hints));
        }
        out.push('\n');
        let rows = self.values.iter().map(|row| {
            let verdict = match row.verdict {
                Verdict::Ok => "ok",
                Verdict::Doubtful => "doubtful",
                Verdict::Wrong => "wrong",
                Verdict::Missing => "missing",
            };
            let cell = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            [
                row.name.to_owned(),
                verdict.to_owned(),
                cell(&row.value),
                cell(&row.source),
            ]
        });
        table(&mut out, &rows.collect::<Vec<_>>());
        out.push_str("\ntwimint <product> -i alice:\n");
        let products = self.products.iter().map(|product| {
            let standing = product.reason.as_deref().unwrap_or("works");
            [format!("  {}", product.name), standing.to_owned()]
        });
        table(&mut out, &products.collect::<Vec<_>>());
        if !self.ignored.is_empty() {
            out.push_str("\nset, and not used:\n");
            let ignored = self.ignored.iter().map(
                |Ignored {
                     variable,
                     source,
                     reason,
                 }| { [format!("  {variable}"), format!("{source}: {reason}")] },
            );
            table(&mut out, &ignored.collect::<Vec<_>>());
        }
        out
    }
}

/// Appends rows, their columns aligned.
fn table<const N: usize>(out: &mut String, rows: &[[String; N]]) {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            // Writing into a string cannot fail.
            let _ = write!(line, "{cell:<width$}  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A SID that is one, so that it can be told from another and is not given away whole.
pub fn masked(sid: &str) -> String {
    match (sid.get(..6), sid.get(30..)) {
        (Some(start), Some(end)) => format!("{start}…{end}"),
        _ => sid.to_owned(),
    }
}
