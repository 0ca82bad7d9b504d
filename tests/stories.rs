//! Stories of the command line, in the files of `tests/stories`.

#![cfg(feature = "cli")]

use trycmd::TestCases;

/// Cases isolated from the environment of the test run: an empty variable counts as unset.
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
