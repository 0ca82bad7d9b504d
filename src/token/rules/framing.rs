//! Segments that cannot be read.
use super::super::claims::Token;
use super::super::message::Finding;
use super::codes;
pub(crate) fn not_three(_text: &str) -> Finding {
    Finding::error("not three segments").code(&codes::MALFORMED)
}
pub(crate) fn judge(_token: &Token) -> Vec<Finding> {
    Vec::new()
}
