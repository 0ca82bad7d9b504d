#![allow(dead_code)]
pub(crate) mod args;
pub(crate) mod read;
pub(crate) mod say;
pub(crate) mod values {
    pub(crate) mod settings;
}
pub fn run() {}
