//! What the long help and the man pages add to the declarations: examples, variables and exit
//! statuses. Made only when help is asked for, so that minting does not pay for it.

use clap::{Command, CommandFactory as _};

use super::args::Cli;
use super::sources::{
    ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, APP_SID, CHAT_SERVICE_SID, CONFIG_DIR,
    PUSH_CREDENTIAL_SID, SYNC_SERVICE_SID, Setting, WORKER_SID, WORKSPACE_SID,
};

/// How wide help is, in columns.
const WIDTH: usize = 80;

/// Examples of each command, and of the program as a whole.
const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "twimint chat --demo                      mint without an account",
            "twimint chat --identity alice            credentials and service from .env",
            "twimint decode eyJ0eXAi…                 what is in a token, and is it good?",
            "twimint chat --demo | twimint decode --demo",
        ],
    ),
    (
        "chat",
        &[
            "twimint chat --identity alice --service-sid IS…",
            "twimint chat -i alice --ttl 12h -o json",
            "twimint chat -i alice -o header | curl -H @- https://…",
        ],
    ),
    (
        "voice",
        &[
            "twimint voice --identity alice --app-sid AP…",
            "twimint voice -i alice --incoming --region ie1",
            "twimint voice -i alice --param team=blue --param lang=fr",
        ],
    ),
    (
        "video",
        &[
            "twimint video --identity alice --room daily",
            "twimint video -i alice                   any room",
        ],
    ),
    (
        "sync",
        &["twimint sync --identity alice --service-sid default"],
    ),
    (
        "taskrouter",
        &[
            "twimint taskrouter --workspace-sid WS… --worker-sid WK…",
            "twimint flex --worker-sid WK… --role supervisor",
        ],
    ),
    (
        "decode",
        &[
            "twimint decode eyJ0eXAi…",
            "pbpaste | twimint decode",
            "twimint decode -o json < token.txt",
            "twimint decode --verify --min-ttl 5m --quiet < token.txt || echo renew",
        ],
    ),
    (
        "completions",
        &[
            "twimint completions bash > ~/.local/share/bash-completion/completions/twimint",
            "twimint completions zsh > \"${fpath[1]}/_twimint\"",
            "twimint completions fish > ~/.config/fish/completions/twimint.fish",
        ],
    ),
];

/// The exit statuses.
const EXIT_STATUS: &[&str] = &[
    "0  done; decode: nothing found that Twilio would refuse",
    "1  could not do it: credentials, variables, files, output",
    "2  the command line is wrong",
    "3  Twilio would refuse the token, or it is not as was asked for",
];

/// The settings that a command reads besides the credentials.
fn settings(command: &str) -> &'static [&'static Setting] {
    match command {
        "chat" => &[&CHAT_SERVICE_SID],
        "voice" => &[&APP_SID, &PUSH_CREDENTIAL_SID],
        "sync" => &[&SYNC_SERVICE_SID],
        "taskrouter" => &[&WORKSPACE_SID, &WORKER_SID],
        _ => &[],
    }
}

/// The command line with all of its documentation.
pub fn documented() -> Command {
    let mut command = Cli::command();
    // A deferred subcommand takes its description from its options once they are there, and
    // then has lost its own.
    let descriptions: Vec<_> = command
        .get_subcommands()
        .map(|sub| {
            (
                sub.get_name().to_owned(),
                sub.get_about().cloned(),
                sub.get_long_about().cloned(),
            )
        })
        .collect();
    command.build();
    let long = after_help(&command);
    command = command.term_width(WIDTH).after_long_help(long);
    for (name, about, long_about) in descriptions {
        command = command.mut_subcommand(name, |sub| {
            let long = after_help(&sub);
            sub.term_width(WIDTH)
                .about(about.unwrap_or_default())
                .long_about(long_about.unwrap_or_default())
                .after_long_help(long)
        });
    }
    command
}

fn after_help(command: &Command) -> String {
    let name = if command.has_subcommands() {
        ""
    } else {
        command.get_name()
    };
    let mut sections = Vec::new();
    if let Some((_, examples)) = EXAMPLES.iter().find(|(of, _)| *of == name) {
        sections.push(section("Examples", examples.iter().copied()));
    }
    if command
        .get_arguments()
        .any(|arg| arg.get_id() == "account_sid")
    {
        let credentials = [&ACCOUNT_SID, &API_KEY, &API_SECRET, &API_SECRET_FILE];
        let settings = credentials
            .into_iter()
            .chain(settings(name).iter().copied());
        let mut lines: Vec<String> = settings.flat_map(variables).collect();
        lines.push(format!(
            "{CONFIG_DIR:<33} where the Twilio CLI keeps its profiles"
        ));
        let title = "Environment (also in .env)";
        sections.push(section(title, lines.iter().map(String::as_str)));
    }
    sections.push(section("Exit status", EXIT_STATUS.iter().copied()));
    sections.join("\n")
}

fn variables(setting: &Setting) -> impl Iterator<Item = String> {
    let nouns = std::iter::once(setting.noun).chain(std::iter::repeat("the same"));
    setting
        .variables
        .iter()
        .zip(nouns)
        .map(|(variable, noun)| format!("{variable:<33} {noun}"))
}

fn section<'l>(title: &str, lines: impl Iterator<Item = &'l str>) -> String {
    lines.fold(format!("{title}:\n"), |section, line| {
        section + "  " + line + "\n"
    })
}
