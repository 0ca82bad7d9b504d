//! What the long help and the man pages add to the declarations: the variables of each option,
//! examples, the environment, files and exit statuses. Made only when help is asked for, so
//! that minting does not pay for it.
//!
//! `settings` owns the names of variables; they are not typed again here.

use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory as _, ValueHint};

use super::args::Cli;
use super::sources::{
    ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, APP_SID, AUTH_TOKEN, CHAT_SERVICE_SID,
    CONFIG_DIR, PRODUCT_SIDS, PUSH_CREDENTIAL_SID, REGION, SETTINGS, SYNC_SERVICE_SID, Setting,
    WORKER_SID, WORKSPACE_SID,
};

/// How wide help is, in columns.
const WIDTH: usize = 80;

/// An example: what it is for, and what to type. It works as it stands in a folder with a `.env`
/// that sets what it needs, and with a token in `token.txt`: the tests run every one of them.
pub type Example = (&'static str, &'static str);

/// Examples of each command, and of the program as a whole.
const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "",
        &[
            ("Mint a token without an account", "twimint chat --demo"),
            (
                "Mint one with the credentials and the service of ./.env",
                "twimint chat --identity alice",
            ),
            (
                "See what is in a token, and why Twilio would refuse it",
                "twimint decode < token.txt",
            ),
        ],
    ),
    (
        "chat",
        &[
            (
                "Credentials and service from ./.env",
                "twimint chat --identity alice",
            ),
            (
                "For half a day, as JSON with the time it expires at",
                "twimint chat -i alice --ttl 12h -o json",
            ),
            (
                "Conversations and Sync in one token",
                "twimint chat -i alice --with sync",
            ),
        ],
    ),
    (
        "voice",
        &[
            (
                "To call and be called, in a browser",
                "twimint voice -i alice --incoming",
            ),
            (
                "With an API key of region ie1",
                "twimint voice -i alice --incoming --region ie1",
            ),
            (
                "With parameters for the app's voice URL",
                "twimint voice -i alice --param team=blue --param lang=fr",
            ),
        ],
    ),
    (
        "video",
        &[
            ("For one room", "twimint video -i alice --room daily"),
            ("For any room", "twimint video -i alice"),
            (
                "For a room and its chat",
                "twimint video -i alice --room daily --with chat",
            ),
        ],
    ),
    (
        "sync",
        &[
            (
                "For the service that every account has",
                "twimint sync -i alice --service-sid default",
            ),
            ("For the service that ./.env names", "twimint sync -i alice"),
        ],
    ),
    (
        "taskrouter",
        &[
            ("Workspace and worker from ./.env", "twimint taskrouter"),
            (
                "For a supervisor, as Flex has them",
                "twimint flex --role supervisor -i alice",
            ),
        ],
    ),
    (
        "custom",
        &[(
            "A grant that has no command of its own",
            "twimint custom -i alice --grant 'player={\"requester\":\"alice\"}'",
        )],
    ),
    (
        "decode",
        &[
            (
                "Show what is in it, and whether it is good",
                "twimint decode < token.txt",
            ),
            (
                "Find what can be meant when Twilio answers 20101",
                "twimint decode --error 20101 < token.txt",
            ),
            (
                "Renew a token that has less than five minutes left",
                "twimint decode -q --min-ttl 5m < token.txt || twimint chat -i alice",
            ),
            (
                "Fail in CI unless it is signed by our key and for alice",
                "twimint decode --verify --expect identity=alice < token.txt",
            ),
            (
                "One claim, for a script",
                "twimint decode --claim grants.chat.service_sid < token.txt",
            ),
        ],
    ),
    (
        "doctor",
        &[
            (
                "Which credentials would be used, and what is wrong with them",
                "twimint doctor",
            ),
            ("The same for programs", "twimint doctor -o json"),
        ],
    ),
    (
        "completions",
        &[
            (
                "bash",
                "echo 'source <(twimint completions bash)' >> ~/.bashrc",
            ),
            (
                "zsh, after compinit",
                "echo 'source <(twimint completions zsh)' >> ~/.zshrc",
            ),
            (
                "fish",
                "echo 'twimint completions fish | source' >> ~/.config/fish/config.fish",
            ),
        ],
    ),
];

/// The exit statuses.
const EXIT_STATUS: &[(&str, &str)] = &[
    (
        "0",
        "done; decode: nothing found that Twilio would refuse, and all that was asked for holds",
    ),
    (
        "1",
        "could not do it: credentials, a value of a variable, a file, output",
    ),
    ("2", "the command line is wrong"),
    (
        "3",
        "Twilio would refuse the token, or it is not as was asked for",
    ),
    (
        "130",
        "interrupted; the lines of a batch printed before are whole",
    ),
];

/// A section of the long help and of a man page.
pub struct Section {
    /// Its title, as in a sentence.
    pub title: &'static str,
    /// What stands in it.
    pub body: Body,
}

/// What stands in a section.
pub enum Body {
    /// Terms that share a meaning, and the meaning.
    Table(Vec<(Vec<&'static str>, String)>),
    /// Commands to try.
    Examples(&'static [Example]),
}

/// The sections that follow the options of a command.
pub fn sections(command: &Command) -> Vec<Section> {
    let name = name(command);
    let mut sections = Vec::new();
    if let Some((_, examples)) = EXAMPLES.iter().find(|(of, _)| *of == name) {
        sections.push(Section {
            title: "Examples",
            body: Body::Examples(examples),
        });
    }
    if name.is_empty() || takes_credentials(command) {
        let title = "Environment";
        let body = Body::Table(environment(command));
        sections.push(Section { title, body });
        let title = "Files";
        let body = Body::Table(files(command));
        sections.push(Section { title, body });
    }
    let rows = EXIT_STATUS.iter();
    sections.push(Section {
        title: "Exit status",
        body: Body::Table(
            rows.map(|(status, meaning)| (vec![*status], (*meaning).to_owned()))
                .collect(),
        ),
    });
    sections
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
            let settings = settings(&sub);
            sub.term_width(WIDTH)
                .about(about.unwrap_or_default())
                .long_about(long_about.unwrap_or_default())
                .after_long_help(long)
                .mut_args(|arg| no_file_names(with_variables(arg, &settings)))
        });
    }
    command
}

/// The command's name; none for the program as a whole.
fn name(command: &Command) -> &str {
    if command.has_subcommands() {
        ""
    } else {
        command.get_name()
    }
}

fn takes_credentials(command: &Command) -> bool {
    command
        .get_arguments()
        .any(|arg| arg.get_id() == "account_sid")
}

/// The settings that a command reads.
fn settings(command: &Command) -> Vec<&'static Setting> {
    let own: &[&Setting] = match name(command) {
        "" => return SETTINGS.to_vec(),
        _ if !takes_credentials(command) => return Vec::new(),
        "chat" => &[&CHAT_SERVICE_SID],
        "voice" => &[&APP_SID, &PUSH_CREDENTIAL_SID],
        "sync" => &[&SYNC_SERVICE_SID],
        "taskrouter" => &[&WORKSPACE_SID, &WORKER_SID],
        "doctor" => &PRODUCT_SIDS,
        _ => &[],
    };
    let credentials = [&ACCOUNT_SID, &API_KEY, &API_SECRET, &API_SECRET_FILE];
    credentials.into_iter().chain(own.iter().copied()).collect()
}

/// An option, its long help naming the variables that stand in for it.
fn with_variables(arg: Arg, settings: &[&Setting]) -> Arg {
    let is_its = |setting: &&&Setting| {
        arg.get_long()
            .is_some_and(|long| setting.option.strip_prefix("--") == Some(long))
    };
    // The secret has an option for its file only, but a variable for itself too.
    let (own, secret): (Vec<_>, Vec<_>) = settings
        .iter()
        .filter(is_its)
        .partition(|setting| ***setting != API_SECRET);
    let names = |settings: &[&&Setting]| {
        let names = settings.iter().flat_map(|setting| setting.variables);
        names.copied().collect::<Vec<_>>().join(", ")
    };
    let variables = match (&own[..], &secret[..]) {
        ([], []) => return arg,
        (own, []) => format!("[env: {}]", names(own)),
        (own, secret) => format!(
            "[env: {}; the secret itself: {}]",
            names(own),
            names(secret)
        ),
    };
    let help = arg.get_long_help().or(arg.get_help());
    let help = help.map(StyledStr::to_string).unwrap_or_default();
    arg.long_help(format!("{help}\n\n{variables}"))
}

/// An option for which completions offer names of files only if it takes one.
fn no_file_names(arg: Arg) -> Arg {
    match arg.get_value_hint() {
        ValueHint::Unknown if arg.get_action().takes_values() => arg.value_hint(ValueHint::Other),
        _ => arg,
    }
}

fn environment(command: &Command) -> Vec<(Vec<&'static str>, String)> {
    let settings = settings(command).into_iter();
    let mut rows: Vec<_> = settings
        .map(|setting| (setting.variables.to_vec(), setting.noun.to_owned()))
        .collect();
    rows.extend(
        [
            (
                AUTH_TOKEN,
                "never used to sign; recognised where it stands for the secret",
            ),
            (
                REGION,
                "the region of REST requests, never written into a token",
            ),
            (
                CONFIG_DIR,
                "the folder where the Twilio CLI keeps its profiles",
            ),
            ("NO_COLOR", "no colours, even on a terminal"),
        ]
        .map(|(variable, meaning)| (vec![variable], meaning.to_owned())),
    );
    rows
}

fn files(command: &Command) -> Vec<(Vec<&'static str>, String)> {
    let unprefixed: Vec<&str> = settings(command)
        .iter()
        .flat_map(|setting| setting.unprefixed)
        .copied()
        .collect();
    vec![
        (
            vec![".env"],
            format!(
                "in the current folder, NAME=VALUE a line: the variables above, and the names of \
                 Twilio's quickstarts if the value has the right prefix: {}",
                unprefixed.join(", ")
            ),
        ),
        (
            vec!["~/.twilio-cli/config.json"],
            "the Twilio CLI's profiles, of which the active one serves if no credential is found \
             anywhere else"
                .to_owned(),
        ),
    ]
}

fn after_help(command: &Command) -> String {
    let sections = sections(command);
    let texts: Vec<String> = sections.iter().map(text).collect();
    texts.join("\n")
}

/// A section as plain text.
fn text(section: &Section) -> String {
    let mut lines = vec![format!("{}:", section.title)];
    match &section.body {
        Body::Examples(examples) => {
            for (purpose, command) in *examples {
                lines.push(format!("  {purpose}:"));
                lines.push(format!("      {command}"));
            }
        }
        Body::Table(rows) => {
            let terms = rows.iter().flat_map(|(terms, _)| terms);
            let width = terms.map(|term| term.len()).max().unwrap_or(0);
            for (terms, meaning) in rows {
                let meanings = wrap(meaning, WIDTH - 4 - width);
                for n in 0..terms.len().max(meanings.len()) {
                    let term = terms.get(n).copied().unwrap_or_default();
                    let meaning = meanings.get(n).map_or("the same", String::as_str);
                    lines.push(format!("  {term:<width$}  {meaning}"));
                }
            }
        }
    }
    lines.join("\n") + "\n"
}

/// A text broken between words into lines of a width.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
