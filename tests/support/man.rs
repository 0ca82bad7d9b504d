//! Generates the man pages from the declarations of the command line and the sections of the help.
//!
//! Not with `clap_mangen`: its pages have no sections for examples and the environment and no values in the synopsis,
//! and mandoc's linter complains about them.

use std::fmt::Write as _;

use clap::{Arg, Command};

use super::{Section, has, is_for_somebody, pairs, sections};

/// Every page with its file name. `date` is the date of the release.
pub(super) fn pages(command: &Command, date: &str) -> Vec<(String, String)> {
    std::iter::once(command)
        .chain(command.get_subcommands().filter(|sub| sub.get_name() != "help"))
        .map(|of| (format!("{}.1", page_name(command, of)), page(command, of, date)))
        .collect()
}

fn page_name(program: &Command, of: &Command) -> String {
    if of.has_subcommands() {
        program.get_name().to_owned()
    } else {
        format!("{}-{}", program.get_name(), of.get_name())
    }
}

fn page(program: &Command, of: &Command, date: &str) -> String {
    let name = page_name(program, of);
    let version = program.get_version().unwrap();
    let about = of.get_about().unwrap().to_string();
    let mut out = String::from(".\\\" Generated; see tests/artifacts.rs.\n");
    let title = escaped(&name.to_uppercase());
    let _ = writeln!(out, ".TH {title} 1 {date} \"twimint {version}\" \"twimint manual\"");
    // No hyphenation and no justification: options must be easy to copy and to read. In groff, every macro sets both
    // anew, from the register and the string.
    out.push_str(".nr HY 0\n.ds AD l\n.nh\n.ad l\n");
    let _ = writeln!(out, ".SH NAME\n{} \\- {}", escaped(&name), escaped(&about));
    out.push_str(".SH SYNOPSIS\n");
    synopsis(&mut out, program, of);
    out.push_str(".SH DESCRIPTION\n");
    let description = of.get_long_about().unwrap().to_string();
    // Leave out the first paragraph, which is already in NAME.
    let description = description.strip_prefix(&about).unwrap_or(&description);
    paragraphs(&mut out, description.trim_start(), ".PP");
    let aliases: Vec<String> =
        of.get_visible_aliases().map(|name| format!("`twimint {name}`")).collect();
    if !aliases.is_empty() {
        let _ = writeln!(out, ".PP\nThe same as {}.", marked(&aliases.join(", ")));
    }
    options(&mut out, of);
    if of.has_subcommands() {
        commands(&mut out, program, of);
    }
    for section in &sections(of) {
        self::section(&mut out, section);
    }
    // By convention, examples come after the reference sections.
    out.push_str(".SH EXAMPLES\n");
    for (n, (purpose, line)) in pairs(of.get_name(), "examples").enumerate() {
        let macro_between = if n > 0 { ".PP\n" } else { "" };
        let (purpose, line) = (escaped(purpose), escaped(line));
        let _ = writeln!(out, "{macro_between}{purpose}:\n.PP\n.RS 4\n.EX\n{line}\n.EE\n.RE");
    }
    see_also(&mut out, program, of);
    out
}

/// Required options first, then the others, then positional arguments.
fn synopsis(out: &mut String, program: &Command, of: &Command) {
    let name = page_name(program, of).replace('-', " ");
    let _ = writeln!(out, ".SY \"{}\"", escaped(&name));
    let shown = shown(of);
    let requires_identity = has(of, "identity") && is_for_somebody(of.get_name());
    let is_required = |arg: &Arg| {
        requires_identity && ["identity", "identities", "demo"].contains(&arg.get_id().as_str())
    };
    if requires_identity {
        let options = shown.iter().filter(|arg| is_required(arg));
        let options: Vec<String> = options.map(|arg| flag(arg, "\\ ")).collect();
        let _ = writeln!(out, "{{{}}}", options.join("\\ |\\ "));
    }
    for arg in shown.iter().filter(|arg| !arg.is_positional() && !is_required(arg)) {
        // Every command has these.
        if ["help", "version", "color"].contains(&arg.get_id().as_str()) {
            continue;
        }
        let repeats = match arg.get_action() {
            clap::ArgAction::Append => "...\\&",
            _ => "",
        };
        let _ = writeln!(out, "[{}]{repeats}", flag(arg, "\\ "));
    }
    for arg in shown.iter().filter(|arg| arg.is_positional()) {
        let value = value_name(arg);
        let _ = if arg.is_last_set() {
            writeln!(out, "[\\-\\-\\ {value}...\\&]")
        } else if arg.is_required_set() {
            writeln!(out, "{value}")
        } else {
            writeln!(out, "[{value}]")
        };
    }
    if of.has_subcommands() {
        out.push_str("\\fICOMMAND\\fP\n[\\fIOPTIONS\\fP]\n");
    }
    out.push_str(".YS\n");
}

/// The options in the order of the help: the command's own first, those that every command has last.
fn shown(of: &Command) -> Vec<&Arg> {
    let mut shown: Vec<&Arg> = of.get_arguments().filter(|arg| !arg.is_hide_set()).collect();
    let is_of_every = |arg: &Arg| ["color", "help", "version"].contains(&arg.get_id().as_str());
    shown.sort_by_key(|arg| (is_of_every(arg), arg.get_help_heading().is_some()));
    shown
}

/// An option's names, with its value.
fn flag(arg: &Arg, space: &str) -> String {
    let long = arg.get_long().map(|long| format!("--{long}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    let names: Vec<String> =
        short.into_iter().chain(long).map(|name| format!("\\fB{}\\fP", escaped(&name))).collect();
    let separator = match space {
        "\\ " => "|",
        _ => ", ",
    };
    let names = names.join(separator);
    if !arg.get_action().takes_values() {
        return names;
    }
    match arg.get_num_args() {
        Some(count) if count.min_values() == 0 => format!("{names}[={}]", value_name(arg)),
        _ => format!("{names}{space}{}", value_name(arg)),
    }
}

fn value_name(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let name = names.first().map_or_else(|| arg.get_id().as_str(), |name| name.as_str());
    format!("\\fI{}\\fP", escaped(name).replace(' ', "\\ "))
}

fn options(out: &mut String, of: &Command) {
    out.push_str(".SH OPTIONS\n");
    let shown = shown(of);
    let mut headings: Vec<Option<&str>> = vec![None];
    for arg in &shown {
        let heading = arg.get_help_heading();
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    for heading in headings {
        if let Some(heading) = heading {
            let _ = writeln!(out, ".SS {heading}");
        }
        for arg in shown.iter().filter(|arg| arg.get_help_heading() == heading) {
            let _ = if arg.is_positional() {
                writeln!(out, ".TP\n{}", value_name(arg))
            } else {
                writeln!(out, ".TP\n{}", flag(arg, " "))
            };
            option(out, arg);
        }
    }
}

/// The description of an option.
fn option(out: &mut String, arg: &Arg) {
    let help = arg.get_long_help().or(arg.get_help()).unwrap().to_string();
    let help =
        help.replace("Print help (see a summary with '-h')", "Print help; `-h` prints a summary");
    paragraphs(out, &help, ".IP");
    let aliases: Vec<String> = arg
        .get_visible_aliases()
        .unwrap_or_default()
        .iter()
        .map(|name| format!("`--{name}`"))
        .collect();
    if !aliases.is_empty() {
        let _ = writeln!(out, ".IP\nThe same as {}.", marked(&aliases.join(", ")));
    }
    let values: Vec<_> =
        arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let takes_values = arg.get_action().takes_values();
    if takes_values && values.iter().any(|value| value.get_help().is_some()) {
        out.push_str(".RS\n");
        for value in &values {
            let meaning = value.get_help().map(ToString::to_string).unwrap_or_default();
            let _ =
                writeln!(out, ".TP\n\\fB{}\\fP\n{}", escaped(value.get_name()), marked(&meaning));
        }
        out.push_str(".RE\n");
    } else if takes_values && !values.is_empty() {
        let names: Vec<String> =
            values.iter().map(|value| format!("\\fB{}\\fP", escaped(value.get_name()))).collect();
        let _ = writeln!(out, ".IP\nOne of {}.", names.join(", "));
    }
    let defaults = arg.get_default_values();
    if takes_values && !arg.is_hide_default_value_set() && !defaults.is_empty() {
        let default = defaults[0].to_str().unwrap();
        let _ = writeln!(out, ".IP\n[default: {}]", escaped(default));
    }
}

fn commands(out: &mut String, program: &Command, of: &Command) {
    out.push_str(".SH COMMANDS\n");
    for sub in of.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = page_name(program, sub);
        let about = sub.get_about().unwrap().to_string();
        let _ = writeln!(out, ".TP\n.BR {} (1)\n{}", escaped(&name), marked(&about));
        let aliases: Vec<_> = sub.get_visible_aliases().collect();
        if !aliases.is_empty() {
            let _ = writeln!(out, "(also \\fB{}\\fP)", escaped(&aliases.join(", ")));
        }
    }
}

fn section(out: &mut String, section: &Section) {
    let _ = writeln!(out, ".SH {}", section.title.to_uppercase());
    for (terms, meaning) in &section.rows {
        let _ = writeln!(out, ".TP\n\\fB{}\\fP\n{}", escaped(terms), marked(meaning));
    }
}

fn see_also(out: &mut String, program: &Command, of: &Command) {
    out.push_str(".SH SEE ALSO\n");
    let others: Vec<String> = std::iter::once(program)
        .chain(program.get_subcommands().filter(|sub| sub.get_name() != "help"))
        .map(|other| page_name(program, other))
        .filter(|name| *name != page_name(program, of))
        .collect();
    for (n, name) in others.iter().enumerate() {
        let comma = if n + 1 < others.len() { "," } else { "" };
        let _ = writeln!(out, ".BR {} (1){comma}", escaped(name));
    }
    out.push_str(".PP\nTwilio on Access Tokens: https://www.twilio.com/docs/iam/access\\-tokens\n");
}

/// Writes the paragraphs of a text, with a macro between them.
fn paragraphs(out: &mut String, text: &str, macro_between: &str) {
    for (n, paragraph) in text.split("\n\n").enumerate() {
        if n > 0 {
            let _ = writeln!(out, "{macro_between}");
        }
        let _ = writeln!(out, "{}", marked(paragraph));
    }
}

/// Escaped text, with everything in backticks in bold.
fn marked(text: &str) -> String {
    let mut out = String::new();
    for (n, part) in text.split('`').enumerate() {
        match n % 2 {
            0 => out.push_str(&escaped(part)),
            _ => {
                let _ = write!(out, "\\fB{}\\fP", escaped(part).replace(' ', "\\ "));
            }
        }
    }
    out
}

/// Text escaped for roff, so that it can be copied out of a page unchanged.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            '"' => out.push_str("\\(dq"),
            c => out.push(c),
        }
    }
    if out.starts_with('.') { format!("\\&{out}") } else { out }
}
