//! Which known variables are set and not used, and why.

use serde_json::{Value, json};

use crate::cli::values::place::Place;
use crate::cli::values::settings::{AUTH_TOKEN, BESIDE, REGION, Setting};
use crate::cli::values::{Candidate, Origin, Values};

type Used = [(&'static Setting, Origin)];

/// All of them, place by place.
pub(super) fn all(values: &Values<'_>, used: &Used) -> Vec<Value> {
    let is_used = |origin: &Origin| {
        used.iter()
            .any(|(_, by)| by == origin || matches!(by, Origin::Named(by) if **by == *origin))
    };
    let mut list = Vec::new();
    for place in values.places() {
        for candidate in place.candidates.iter().filter(|of| !is_used(&of.origin)) {
            let source = match &candidate.origin {
                Origin::File { file, line, .. } => format!("{file}:{line}"),
                _ => place.name.clone(),
            };
            let variable = candidate.origin.variable();
            let reason = reason(values, place, candidate, used);
            list.push(json!({"variable": variable, "source": source, "reason": reason}));
        }
    }
    list
}

fn reason(values: &Values<'_>, place: &Place, candidate: &Candidate, used: &Used) -> String {
    let setting = candidate.setting;
    if BESIDE.contains(&setting) {
        return match setting.variables {
            [AUTH_TOKEN] => "it cannot sign Access Tokens",
            [REGION] => "the region of REST requests; --region is for tokens",
            _ => "test credentials cannot make tokens",
        }
        .to_owned();
    }
    if let Some(why) = place.why_not(candidate) {
        return why;
    }
    match used.iter().find(|(of, _)| of.is_for(setting)) {
        _ if candidate.value.is_err() => "its line cannot be read".to_owned(),
        _ if values.is_demo() => "--demo is used instead".to_owned(),
        Some((_, by)) => format!("{by} comes first"),
        None => "because of an error above".to_owned(),
    }
}
