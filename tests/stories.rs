//! Stories of the command line, told in files.

#![cfg(feature = "cli")]

use trycmd::TestCases;

/// Cases that see nothing of the environment they run in: an empty value counts as unset.
fn cases() -> TestCases {
    let cases = TestCases::new();
    for (variable, _) in std::env::vars() {
        if variable.starts_with("TWILIO_") {
            cases.env(variable, "");
        }
    }
    cases.env("NO_COLOR", "").env("HOME", "/nonexistent");
    cases
}

#[test]
fn stories() {
    cases().case("tests/stories/*.trycmd");
}
