//! Builds the texts of help, man pages and completions: descriptions, examples, exit statuses, environment and files.
//!
//! This happens only when somebody asks for help, because texts in the declarations would slow down every mint. The
//! texts are in help.md, where they can be read and edited as prose. The names of variables are in `settings`.

use std::fmt::Write as _;
use std::iter;

use clap::builder::{Resettable, StyledStr};
use clap::{Arg, Command, CommandFactory as _, ValueHint};

use super::credentials::CREDENTIALS;
use super::{COLORS, Cli};
use crate::cli::say;
use crate::cli::values::settings::{API_SECRET, SETTINGS, Setting};
use crate::token::grant::{PRODUCTS, Product};
use crate::token::region::Region;

/// The usage, then examples (which only the long help has), then everything else.
const TEMPLATE: &str =
    "{about-with-newline}\n{usage-heading} {usage}\n\n{before-help}{all-args}{after-help}";

/// The chapters of help.md that apply to several commands.
const SHARED: [&str; 3] = ["every command", "every token", "credentials"];

/// A section of the long help and of a man page: its title, and terms with their meanings.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) rows: Vec<(String, String)>,
}

/// The help of the first command among the words, or else of the program: long for `--help` and `help`, else short.
pub(crate) fn page(words: &[String]) -> StyledStr {
    let program = documented(say::width());
    let mut names = words.iter().filter(|word| *word != "help");
    let command = names.find_map(|name| program.find_subcommand(name));
    let mut command = command.unwrap_or(&program).clone();
    if words.iter().any(|word| matches!(word.as_str(), "--help" | "help")) {
        return command.render_long_help();
    }
    command = command.mut_args(|arg| {
        let id = arg.get_id().clone();
        let is_summed_up = arg.get_help_heading() == Some(CREDENTIALS) && id != "demo";
        // The name that a Twilio library gives an option, or a list of values, would take up a line.
        arg.visible_alias(Resettable::Reset)
            .hide_possible_values(id != "output" && id != "shell")
            .hide_short_help(is_summed_up)
    });
    command.render_help()
}

/// The command line with all of its documentation, wrapped at `width` columns.
pub(crate) fn documented(width: usize) -> Command {
    let colors = COLORS.map(|(name, _)| name);
    let mut program = Cli::command()
        .arg(Arg::new("color").long("color").global(true).display_order(998).value_parser(colors));
    program.build();
    described(program, width).mut_subcommands(|command| match command.get_name() {
        "help" => command.about("Print this help, or the help of a command"),
        _ => described(command, width),
    })
}

fn described(mut command: Command, width: usize) -> Command {
    let name = command.get_name().to_owned();
    let (about, long_about) = texts(chapter(&name).split("\n## ").next().unwrap_or_default());
    let example = |(purpose, line)| format!("\n  {purpose}:\n      {line}");
    let examples: Vec<_> = pairs(&name, "examples").map(example).collect();
    let after: Vec<String> = sections(&command).iter().map(|section| section.text(width)).collect();
    let settings = settings_of(&command);
    if has(&command, "account_sid") {
        command = command.after_help(
            "Credentials, and SIDs that you leave out, come from the environment, ./.env or \
             a Twilio CLI profile: see --help, or run `twimint doctor`.",
        );
    }
    if has(&command, "identity") {
        let identity = if is_for_somebody(&name) { " -i ID" } else { "" };
        command =
            command.override_usage(format!("twimint {name}{identity} [OPTIONS] [-- COMMAND]"));
    }
    command
        .about(about)
        .long_about(long_about)
        .term_width(width)
        .help_template(TEMPLATE)
        .before_long_help(format!("Examples:{}", examples.concat()))
        .after_long_help(after.join("\n"))
        .mut_args(|arg| described_arg(arg, &name, &settings))
}

/// Whether a command that mints requires an identity, or `--demo`.
fn is_for_somebody(command: &str) -> bool {
    !matches!(command, "taskrouter" | "custom")
}

/// The text of a chapter of help.md.
fn chapter(name: &str) -> &'static str {
    let mut chapters = include_str!("help.md").split("\n# ");
    let body = chapters.find_map(|chapter| chapter.strip_prefix(name)?.strip_prefix('\n'));
    body.unwrap_or_default()
}

/// The headings in a chapter, each with the text under it.
fn entries(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    chapter(name).split("\n## ").skip(1).filter_map(|entry| entry.split_once('\n'))
}

/// The terms and their meanings under a heading in a chapter. In help.md they alternate, one line each.
fn pairs(chapter: &str, heading: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let entry = entries(chapter).find(|(title, _)| *title == heading);
    let mut lines = entry.map_or("", |(_, text)| text.trim_end()).lines().map(str::trim);
    iter::from_fn(move || Some((lines.next()?, lines.next()?)))
}

/// The short form of a text, which is its first paragraph, and the full text.
fn texts(text: &str) -> (String, String) {
    let one_line = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> = text.trim().split("\n\n").map(one_line).collect();
    (paragraphs[0].clone(), paragraphs.join("\n\n"))
}

/// Adds to an argument its text from help.md, its variables, and a hint for completions, which offer file names only
/// where the argument is a file.
fn described_arg(mut arg: Arg, command: &str, settings: &[&Setting]) -> Arg {
    if arg.get_value_hint() == ValueHint::Unknown && arg.get_action().takes_values() {
        arg = arg.value_hint(ValueHint::Other);
    }
    // Only completions and help get these lists. Minting with them as parsers would refuse `--with "video --room x"`,
    // and any region that `--allow-invalid` lets through.
    match arg.get_id().as_str() {
        "with" => arg = arg.value_parser(Product::commands().collect::<Vec<_>>()),
        "region" => arg = arg.value_parser(Region::ALL.map(Region::as_str)),
        _ => {}
    }
    let option = arg.get_long().map(|long| format!("--{long}"));
    let matches = |(heading, _): &(&'static str, &str)| match &option {
        Some(option) => heading.split(' ').next() == Some(option.as_str()),
        None => !heading.contains(char::is_lowercase),
    };
    let Some((heading, text)) = [command].into_iter().chain(SHARED).flat_map(entries).find(matches)
    else {
        return arg;
    };
    if arg.get_action().takes_values() {
        let value = heading.strip_prefix(option.as_deref().unwrap_or_default());
        arg = arg.value_name(value.unwrap_or(heading).trim_start());
    }
    let (short, mut long) = texts(text);
    for setting in settings.iter().filter(|setting| Some(setting.option) == option.as_deref()) {
        // The secret's option takes a file, but its variables hold the secret itself.
        let what = if **setting == API_SECRET { "the secret itself: " } else { "" };
        _ = write!(long, "\n\n[env: {what}{}]", setting.variables.join(", "));
    }
    arg.help(short).long_help(long)
}

pub(crate) fn has(command: &Command, id: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_id() == id)
}

/// The settings that a command reads. The program's own page and `doctor` list them all.
fn settings_of(command: &Command) -> Vec<&'static Setting> {
    let reads_all = matches!(command.get_name(), "twimint" | "doctor");
    let product = PRODUCTS.iter().find(|product| product.command == Some(command.get_name()));
    let grant = product.map(|product| format!("grants.{}.", product.grant));
    let is_read = |setting: &&Setting| match &grant {
        _ if reads_all => true,
        Some(grant) if setting.claim.starts_with(grant) => true,
        _ => has(command, "account_sid") && !setting.claim.starts_with("grants."),
    };
    SETTINGS.into_iter().filter(is_read).collect()
}

/// The sections after the options of a command.
pub(crate) fn sections(command: &Command) -> Vec<Section> {
    let settings = settings_of(command);
    let is_about = |chapter: &&str| match *chapter {
        "every token" => has(command, "identity"),
        "credentials" => !settings.is_empty(),
        _ => true,
    };
    let names: Vec<_> = settings.iter().flat_map(|setting| setting.in_file_only).copied().collect();
    let names = names.join(", ");
    let section = |title, mut rows: Vec<(String, String)>| {
        for chapter in SHARED.into_iter().filter(is_about).chain([command.get_name()]) {
            let pairs = pairs(chapter, title);
            rows.extend(pairs.map(|(term, text)| (term.to_owned(), text.replace("NAMES", &names))));
        }
        Section { title, rows }
    };
    let variables = settings.iter().map(|of| (of.variables.join(", "), of.noun.to_owned()));
    let sections = [
        section("Exit status", Vec::new()),
        section("Environment", variables.collect()),
        section("Files", Vec::new()),
    ];
    sections.into_iter().filter(|section| !section.rows.is_empty()).collect()
}

impl Section {
    /// The section as plain text, in the layout of clap's options.
    fn text(&self, width: usize) -> String {
        let mut text = format!("{}:\n", self.title);
        for (terms, meaning) in &self.rows {
            let terms = say::wrap(&format!("  {terms}"), width, "  ");
            let meaning = say::wrap(&format!("          {meaning}"), width, "          ");
            _ = writeln!(text, "{terms}\n{meaning}");
        }
        text
    }
}

#[cfg(test)]
#[path = "../../../tests/support/generated.rs"]
mod generated;
#[cfg(test)]
#[path = "../../../tests/support/man.rs"]
mod man;

#[cfg(test)]
mod tests {
    use clap::builder::PossibleValue;

    use super::super::products;
    use super::*;

    /// The date of the newest release, from `## <version> - <date>`.
    fn released() -> &'static str {
        let headings = include_str!("../../../CHANGELOG.md").lines();
        let mut dates = headings.filter_map(|line| line.strip_prefix("## ")?.split_once(" - "));
        dates.next().expect("a release").1
    }

    #[test]
    fn man_pages_are_fresh() {
        let pages = man::pages(&documented(80), released()).into_iter();
        generated::check("man", &pages.map(|(name, page)| (name, page.into_bytes())).collect());
    }

    /// Catches what a new product could forget: its variables, its examples, and being a value of `--with`.
    #[test]
    fn help_tells_all_there_is() {
        let program = documented(80);
        let commands = || program.get_subcommands().filter(|command| command.get_name() != "help");
        for setting in SETTINGS {
            let is_told = commands()
                .filter(|command| command.get_name() != "doctor")
                .flat_map(sections)
                .any(|section| {
                    section.rows.iter().any(|(term, _)| *term == setting.variables.join(", "))
                });
            assert!(is_told, "no command tells of {}", setting.noun);
        }
        let names = ["twimint"].into_iter().chain(commands().map(Command::get_name)).chain(SHARED);
        let headings = include_str!("help.md").lines().filter_map(|line| line.strip_prefix("# "));
        assert_eq!(headings.collect::<Vec<_>>(), names.collect::<Vec<_>>());
        for command in commands() {
            let has_examples = pairs(command.get_name(), "examples").next().is_some();
            assert!(has_examples && command.get_about().is_some(), "{command}");
            for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
                assert!(arg.get_help().is_some(), "{command} {arg}");
            }
        }
        let mut with = products::ProductArgs::command();
        with.build();
        let products: Vec<&str> =
            with.get_subcommands().map(Command::get_name).filter(|name| *name != "help").collect();
        let chat = program.find_subcommand("chat").expect("a command");
        let offered = chat.get_arguments().find(|arg| arg.get_id() == "with").expect("an option");
        let offered = offered.get_possible_values();
        assert_eq!(offered.iter().map(PossibleValue::get_name).collect::<Vec<_>>(), products);
    }
}
