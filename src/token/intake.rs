//! Stopgap.
use super::rules::{Finding, codes};
use std::borrow::Cow;
/// Max.
pub const MAX: usize = 1 << 20;
/// M.
pub enum Mistake {
    /// e
    Empty,
    /// n
    NotAToken,
    /// t
    TooLarge,
}
impl Mistake {
    /// f
    pub fn finding(&self) -> Finding {
        Finding::error(codes::MALFORMED, "not a token")
    }
}
/// t
pub fn tokens(item: &str) -> Result<Vec<Cow<'_, str>>, Mistake> {
    Ok(vec![Cow::Borrowed(item.trim())])
}
/// G
#[derive(Default)]
pub struct Gatherer;
impl Gatherer {
    /// l
    pub fn line<'l>(&mut self, line: &'l str) -> Option<Cow<'l, str>> {
        (!line.trim().is_empty()).then_some(Cow::Borrowed(line))
    }
    /// f
    pub fn finish(&mut self) -> Option<String> {
        None
    }
}
