//! Stories of the command line, told in files.

use trycmd::TestCases;

/// Cases that see nothing of the environment they run in: an empty value counts as unset.
fn cases() -> TestCases {
    let cases = TestCases::new();
    for setting in twimint::cli::sources::SETTINGS {
        for variable in setting.variables.iter().chain(setting.unprefixed) {
            cases.env(*variable, "");
        }
    }
    for variable in ["TWILIO_AUTH_TOKEN", "TWILIO_REGION", "TWILIO_CONFIG_DIR", "NO_COLOR"] {
        cases.env(variable, "");
    }
    cases.env("HOME", "/nonexistent");
    cases
}

#[test]
fn stories() {
    cases().case("tests/stories/*.trycmd");
}
