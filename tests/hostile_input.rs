//! The laws hold for what is generated here and for all that was ever found to break one.

mod laws;

use std::fs;

use proptest::prelude::*;

/// Text as attackers and accidents make it: any characters, with what parsers look for thrown in.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "\\PC{0,8}",
        prop::sample::select(vec![
            "=",
            "'",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "#",
            "$",
            "\0",
            "{",
            "}",
            "[",
            "]",
            ".",
            "eyJ",
            "KEY",
            "KEY=",
            "SID='",
            "export ",
            "Bearer ",
            "token",
            "\u{feff}",
            "\u{202e}",
            "\u{1b}[2J",
            "<html>",
            "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2ln",
            "chat={}",
            "voice={\"a\":1e3}",
            "3600",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_hold_for_any_text(text in text()) {
        for (_, law) in laws::LAWS {
            law(text.as_bytes());
        }
    }

    #[test]
    fn laws_hold_for_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        for (_, law) in laws::LAWS {
            law(&bytes);
        }
    }
}

#[test]
fn laws_hold_for_the_corpus() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/corpus");
    for (name, law) in laws::LAWS {
        let mut inputs = 0;
        for entry in fs::read_dir(format!("{corpus}/{name}")).unwrap() {
            law(&fs::read(entry.unwrap().path()).unwrap());
            inputs += 1;
        }
        assert!(inputs > 0, "{name} has no corpus");
    }
}
