//! What it costs to mint and to judge a token in process, beside the floor: one keyed HMAC over a
//! signing input of 400 bytes. `cargo bench` prints them all in one run.

use divan::{Bencher, black_box};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use twimint::token::AccessToken;
use twimint::token::claims::{Claims, Segments};
use twimint::token::grant::{Chat, Grant, Grants};
use twimint::token::intake;
use twimint::token::jwt::{Compact, Signer, Verifier};
use twimint::token::rules::{self, Context, Leaks, Severity, Signature};
use twimint::token::secret::Secret;
use twimint::token::sid::Sid;
use twimint::token::time::{Duration, UnixTime};

fn main() {
    divan::main();
}

const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
const IDENTITY: &str = "user-number-0000000000001";

fn secret() -> Secret {
    Secret::new(SECRET.to_owned())
}

fn now() -> UnixTime {
    UnixTime::from_seconds(1_700_000_000).unwrap()
}

fn token() -> AccessToken {
    let mut grants = Grants::default();
    let service_sid = Some(Sid::from_number(1));
    grants.push(Grant::Chat(Chat { service_sid, ..Chat::default() })).unwrap();
    AccessToken {
        issuer: Sid::from_number(2),
        subject: Sid::from_number(3),
        issued_at: now(),
        not_before: None,
        expires_at: now().plus(Duration::HOUR).unwrap(),
        grants,
        region: None,
    }
}

/// The part of a payload that is one token's own.
fn own(token: &AccessToken, number: u64, own: &mut String) {
    let mut jti = String::new();
    token.push_jti(&mut jti, number);
    own.clear();
    token.push_own_payload(own, Some(IDENTITY), &jti);
}

fn minted() -> String {
    let token = token();
    let (mut text, mut jwt) = (String::new(), Vec::new());
    own(&token, 7, &mut text);
    Signer::new(&secret(), &token.header(), &token.shared_payload()).sign(&text, &mut jwt);
    String::from_utf8(jwt).unwrap()
}

/// The floor: the signature alone, of as many bytes as a token with one grant has.
#[divan::bench]
fn floor_hmac_of_400_bytes(bencher: Bencher<'_, '_>) {
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let signing_input = [b'a'; 400];
    bencher.bench(|| {
        let mut mac = keyed.clone();
        mac.update(black_box(&signing_input));
        mac.finalize().into_bytes()
    });
}

/// One token from the very beginning: payload, key schedule, signature.
#[divan::bench]
fn mint_one(bencher: Bencher<'_, '_>) {
    let secret = secret();
    let token = token();
    bencher.bench(|| {
        let token = black_box(&token);
        let (mut text, mut jwt) = (String::new(), Vec::new());
        own(token, 7, &mut text);
        Signer::new(&secret, &token.header(), &token.shared_payload()).sign(&text, &mut jwt);
        jwt
    });
}

/// One more token of a batch.
#[divan::bench]
fn mint_next(bencher: Bencher<'_, '_>) {
    let token = token();
    let mut signer = Signer::new(&secret(), &token.header(), &token.shared_payload());
    let (mut text, mut jwt) = (String::new(), Vec::new());
    bencher.bench_local(|| {
        jwt.clear();
        own(black_box(&token), 7, &mut text);
        signer.sign(&text, &mut jwt);
        jwt.len()
    });
}

/// A signature checked.
#[divan::bench]
fn verify(bencher: Bencher<'_, '_>) {
    let jwt = minted();
    let compact = Compact::split(&jwt).unwrap();
    let verifier = Verifier::new(&secret());
    bencher.bench(|| verifier.verify(black_box(&compact)));
}

/// A line taken in, cut, decoded and judged, its signature checked: what `decode -q` does.
#[divan::bench]
fn judge(bencher: Bencher<'_, '_>) {
    let jwt = minted();
    let verifier = Verifier::new(&secret());
    let mut segments = Segments::default();
    let context = Context {
        at: now(),
        signature: &Signature::Valid,
        ours: None,
        leaks: Leaks::NONE,
        least: Severity::Error,
    };
    bencher.bench_local(|| {
        let token = intake::tokens(black_box(&jwt)).next().unwrap().unwrap();
        let compact = Compact::split(&token).unwrap();
        segments.decode(&compact);
        let claims: Claims<'_> = segments.claims();
        verifier.verify(&compact) && rules::judge(&claims, &context).is_empty()
    });
}
