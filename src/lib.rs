//! twimint mints and inspects Twilio Access Tokens.
//!
//! placeholder map
pub mod token;
