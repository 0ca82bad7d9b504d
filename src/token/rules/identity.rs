//! Who the token is for.
use super::super::message::Finding;
use super::super::text::Mask;
#[derive(Debug, Clone, Copy)]
pub(crate) struct Needs {}
impl Needs {
    pub(crate) fn of<'g>(_grants: impl Iterator<Item = &'g str>) -> Self {
        Self {}
    }
    pub(crate) fn judge(self, _identity: &str, _mask: &Mask) -> Vec<Finding> {
        Vec::new()
    }
}
