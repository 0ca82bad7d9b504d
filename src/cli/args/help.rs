//! stub
pub(crate) fn documented() -> clap::Command {
    <super::Cli as clap::CommandFactory>::command()
}
