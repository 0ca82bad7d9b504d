//! `twimint doctor`: the credentials and SIDs that minting would use, where each is from, and all that is wrong with them.

use super::args::DoctorArgs;
use super::say::{Exit, Stop};

pub(crate) fn run(_args: &DoctorArgs) -> Result<Exit, Stop> {
    Ok(Exit::FAILED)
}
