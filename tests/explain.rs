//! `explain`: works offline, has one text per code, and says the same to people and to programs.

#![cfg(feature = "cli")]

use serde_json::Value;
use snapbox::str;
use support::twimint;

mod support;

#[test]
fn a_code_is_explained_in_full() {
    twimint(["explain", "51105"])
        .stdout(str![[r#"
51105 Token doesn't contain identity

The token does not say who it is for. The Conversations and Sync SDKs need
`identity` inside `grants`.

in the token:
  - a chat, sync or voice token has no identity
  - a token for Video and another product has no identity

what to do:
  Mint the token with an identity, and check that your server does not write an
  empty one for users who are not logged in.

also seen for the same faults:
  20101, 20106, 53200

"#]])
        .check();
}

#[test]
fn json_has_the_same_in_one_object() {
    let line = twimint(["explain", "20104", "-o", "json"]).succeed();
    let text = twimint(["explain", "20104"]).succeed();
    assert_eq!(line.lines().count(), 1);
    let places = ["code", "title", "meaning", "in_token", "elsewhere", "also"]
        .map(|member| line.find(&format!("\"{member}\":")).unwrap());
    assert!(places.is_sorted(), "{line}");
    let object: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(object["code"], 20104);
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = spaced(&text);
    let told = |value: &Value| text.contains(&spaced(value.as_str().unwrap()));
    assert!(told(&object["title"]) && told(&object["meaning"]));
    for list in ["in_token", "elsewhere"] {
        let causes = object[list].as_array().unwrap();
        assert!(!causes.is_empty() && causes.iter().all(told), "{list}");
    }
}

#[test]
fn every_known_code_has_a_line() {
    let known: Value = serde_json::from_str(include_str!("vectors/codes.json")).unwrap();
    let known: Vec<u64> = known["codes"]
        .as_array()
        .unwrap_or_else(|| known.as_array().unwrap())
        .iter()
        .map(|code| code["code"].as_u64().unwrap())
        .collect();
    let lines = twimint(["explain"]).succeed();
    let first = |line: &str| line.split(' ').next().unwrap().parse::<u64>().unwrap();
    assert_eq!(lines.lines().map(first).collect::<Vec<_>>(), known);
    let objects = twimint(["explain", "-o", "json"]).succeed();
    let code = |line: &str| serde_json::from_str::<Value>(line).unwrap()["code"].as_u64().unwrap();
    assert_eq!(objects.lines().map(code).collect::<Vec<_>>(), known);
}

#[test]
fn an_unknown_code_leads_to_twilios_page() {
    twimint(["explain", "30003"])
        .stderr(
            "error: twimint knows nothing about 30003\n  hint: see https://www.twilio.com/docs/api/errors/30003\n  \
             hint: `twimint explain` lists the codes about tokens\n",
        )
        .status(1)
        .check();
}
