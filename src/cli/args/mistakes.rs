//! Explains what is wrong with a command line.
//!
//! Clap finds the mistake, and this module words it like every other message. Clap's own error would repeat what was
//! typed, and people paste secrets where they do not belong, so everything typed goes through `shown`. Known mistakes
//! are answered with what to type instead. Nothing is looked up here beyond the declarations.

use std::error::Error as _;
use std::sync::LazyLock;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _};

use super::{Cli, help, is_color};
use crate::cli::values::settings::{API_SECRET, API_SECRET_FILE};
use crate::token::error::Error;
use crate::token::grant::Product;
use crate::token::message::Message;
use crate::token::sid::{CANNOT_SIGN, shown};
use crate::token::text::listed;

/// The message for a value that is empty, or not one of the possible values.
pub(super) fn not_one_of<V: AsRef<str>>(option: &str, value: &str, values: &[V]) -> Message {
    if value.is_empty() {
        return Message::error(format!("{option} needs a value"))
            .hint("if the value comes from a shell variable, check that it is set");
    }
    Message::error(format!("{option}: {} is not one of {}", shown(value), listed(values, "and")))
}

/// The message for a value of `--with` that is not a product and its options.
pub(super) fn not_a_product(error: &clap::Error, words: &[String]) -> Message {
    let products = format!("it takes {} and their options", listed(Product::commands(), "or"));
    let typed = context(error, ContextKind::InvalidArg);
    match (error.kind(), words) {
        (_, []) => Message::error("no product is named").hint(products),
        (ErrorKind::InvalidSubcommand, [product, ..]) => {
            Message::error(format!("no product is called {}", shown(product))).hint(products)
        }
        // `custom` has exactly the options that every token has.
        (ErrorKind::UnknownArgument, _) if owners(typed).contains(&"custom") || is_color(typed) => {
            Message::error(format!("{} is an option for the whole token", shown(typed)))
                .hint("put it outside the quotes of --with")
        }
        (ErrorKind::UnknownArgument, _) if !typed.starts_with('-') => {
            Message::error(format!("unexpected argument {}", shown(typed)))
                .hint("it takes one product and its options; give --with again for another")
        }
        _ => message(error, words),
    }
}

/// One part of clap's error as text. Of several suggestions, the last one is the closest.
fn context(error: &clap::Error, kind: ContextKind) -> &str {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text,
        Some(ContextValue::Strings(texts)) => texts.last().map_or("", String::as_str),
        _ => "",
    }
}

/// The name in a declaration: `--ttl` in `--ttl <DURATION>`, `CODE` in `[CODE]`.
fn name(declaration: &str) -> String {
    let name = declaration.trim_matches(['[', ']', '<', '>', '.']).split([' ', '=', '[']).next();
    match name.unwrap_or_default() {
        "COMMAND" => "`-- COMMAND`".to_owned(),
        name => format!("`{name}`"),
    }
}

/// The message for a mistake that clap found in these words, with a hint at what to type instead.
pub(super) fn message(error: &clap::Error, words: &[String]) -> Message {
    let declaration = context(error, ContextKind::InvalidArg);
    let option = name(declaration);
    let value = context(error, ContextKind::InvalidValue);
    let mistake = match error.kind() {
        ErrorKind::UnknownArgument if declaration.starts_with('-') => no_option(error, words),
        ErrorKind::UnknownArgument => no_place(declaration, words),
        ErrorKind::InvalidSubcommand => no_command(error),
        ErrorKind::InvalidValue => {
            let values = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) => values.as_slice(),
                _ => &[],
            };
            not_one_of(&option, value, values)
                .hints(did_you_mean(error, ContextKind::SuggestedValue))
        }
        ErrorKind::ValueValidation => not_valid(error, &option, value),
        ErrorKind::TooManyValues => Message::error(format!("{option} takes no value")),
        ErrorKind::ArgumentConflict => match name(context(error, ContextKind::PriorArg)) {
            prior if prior == option => Message::error(format!("{option} is given twice")),
            prior => Message::error(format!("{option} cannot be used with {prior}")),
        },
        ErrorKind::MissingRequiredArgument => Message::error(format!("{option} is missing")),
        kind => Message::error(kind.as_str().unwrap_or("the command line is wrong")),
    };
    if mistake.hint.is_some() {
        return mistake;
    }
    let command = command_of(words).map(|command| format!(" {}", command.get_name()));
    mistake.hint(format!("see `twimint{} --help`", command.unwrap_or_default()))
}

/// The whole command line, for questions about other commands than the one that was typed.
static PROGRAM: LazyLock<Command> = LazyLock::new(|| {
    let mut program = Cli::command();
    program.build();
    program
});

/// The first command that the words name.
fn command_of(words: &[String]) -> Option<&'static Command> {
    words.iter().find_map(|word| PROGRAM.find_subcommand(word))
}

fn is_called(arg: &Arg, option: &str) -> bool {
    let aliases = arg.get_all_aliases().unwrap_or_default();
    let long = aliases.into_iter().chain(arg.get_long()).map(|long| format!("--{long}"));
    long.chain(arg.get_short().map(|short| format!("-{short}"))).any(|name| name == option)
}

/// The names of the commands that have an option.
fn owners(option: &str) -> Vec<&'static str> {
    let has = |command: &&Command| command.get_arguments().any(|arg| is_called(arg, option));
    PROGRAM.get_subcommands().filter(has).map(Command::get_name).collect()
}

fn did_you_mean(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match context(error, kind) {
        "" => None,
        suggestion => Some(format!("did you mean `{suggestion}`?")),
    }
}

/// The message for an option that the command does not have.
fn no_option(error: &clap::Error, words: &[String]) -> Message {
    let typed = context(error, ContextKind::InvalidArg);
    let option = typed.split('=').next().unwrap_or_default();
    let squeezed = option.to_ascii_lowercase().replace(['-', '_'], "");
    if ["authtoken", "secret", "password"].iter().any(|word| squeezed.contains(word)) {
        let (variable, file) = (API_SECRET.variables[0], API_SECRET_FILE.option);
        let message = Message::error(
            "the API key secret is not taken from the command line, where `ps` and the shell's history show it",
        );
        return message
            .hints(squeezed.contains("authtoken").then_some(CANNOT_SIGN))
            .hint(format!("export {variable}, or put it in .env, or use `{file} FILE`"));
    }
    let message = Message::error(format!("there is no option {}", shown(option)));
    let owners = owners(option);
    let command = command_of(words);
    let prints_json = command.is_some_and(|command| help::has(command, "output"));
    let command = command.map(Command::get_name);
    match (owners.first(), command.filter(|command| !owners.contains(command))) {
        (None, _) if prints_json && matches!(&*squeezed, "json" | "format") => {
            message.hint("`-o json` prints JSON")
        }
        (None, _) => message.hints(did_you_mean(error, ContextKind::SuggestedArg)),
        (Some(owner), None) => Message::error(format!("`{option}` must come after the command"))
            .hint(format!("write `twimint {} {option} …`", command.unwrap_or(owner))),
        (Some(owner), Some(command)) => {
            let message = Message::error(format!("{command} has no option `{option}`"))
                .hint(format!("it is an option of {}", listed(&owners, "and")));
            let is_of_product = Product::commands().any(|command| command == *owner);
            let adds = is_of_product && words.iter().any(|word| word.starts_with("--with"));
            message.hints(adds.then(|| {
                format!("--with takes a product and its options in quotes: `--with \"{owner} {option} …\"`")
            }))
        }
    }
}

/// The message for a word where none is expected.
fn no_place(word: &str, words: &[String]) -> Message {
    let message = Message::error(format!("unexpected argument {}", shown(word)));
    match command_of(words) {
        Some(command) if command.get_name() == "decode" => {
            message.hint("it takes one TOKEN or FILE: put all that you paste in quotes, or pass it on standard input")
        }
        Some(command) if help::has(command, "identity") => {
            message.hint("the identity goes after `-i`, and a command to run with the token after `--`")
        }
        _ => message,
    }
}

/// The message for a command that does not exist.
fn no_command(error: &clap::Error) -> Message {
    let typed = context(error, ContextKind::InvalidSubcommand);
    let hint = match typed {
        "version" => "`twimint --version` prints it".to_owned(),
        _ if typed.starts_with("eyJ") => "`twimint decode` shows what is in a token".to_owned(),
        _ => did_you_mean(error, ContextKind::SuggestedSubcommand)
            .unwrap_or_else(|| "`twimint --help` lists the commands".to_owned()),
    };
    Message::error(format!("there is no command {}", shown(typed))).hint(hint)
}

/// The message for a value that its option's parser rejects. For a SID, the message does not repeat the value.
fn not_valid(error: &clap::Error, option: &str, value: &str) -> Message {
    let source = error.source();
    if let Some(error) = source.and_then(|source| source.downcast_ref::<Error>()) {
        return error.message().begin(option);
    }
    let reason = source.map(ToString::to_string).unwrap_or_default();
    Message::error(format!("{option} cannot be {}: {reason}", shown(value)))
}
