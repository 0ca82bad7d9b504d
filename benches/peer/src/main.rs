//! What twimint is measured against. Each command prints seconds, of one thread and without the setup:
//!
//! - `peer sign COUNT`: for this many tokens by twimint's library, by jsonwebtoken and by the bare HMAC.
//! - `peer hmac FILE`: for the bare HMACs of the tokens in a file.
//! - `peer verify FILE`: for jsonwebtoken to verify and parse the tokens in a file.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use twimint::{AccessToken, ApiKey, ChatGrant};

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const KEY: &str = "SKfedcba9876543210fedcba9876543210";
const SECRET: &str = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
const SERVICE: &str = "IS00112233445566778899aabbccddeeff";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    iat: u64,
    exp: u64,
    grants: Grants,
    jti: String,
}

#[derive(Serialize, Deserialize)]
struct Grants {
    chat: Chat,
    identity: String,
}

#[derive(Serialize, Deserialize)]
struct Chat {
    service_sid: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sign", count] => sign(count.parse()?),
        ["hmac", file] => {
            let tokens = std::fs::read_to_string(file)?;
            let inputs = tokens.lines().filter_map(|token| Some(token.rsplit_once('.')?.0));
            println!("{}", hmac(inputs)?);
            Ok(())
        }
        ["verify", file] => verify(&std::fs::read_to_string(file)?),
        _ => Err("peer sign COUNT | hmac FILE | verify FILE".into()),
    }
}

fn identity(n: u64) -> String {
    format!("user-number-{n:013}")
}

fn sign(count: u64) -> Result<(), Box<dyn Error>> {
    let key = ApiKey::new(ACCOUNT.parse()?, KEY.parse()?, SECRET);
    let mut many = AccessToken::for_each().grant(ChatGrant::new(SERVICE.parse()?)).signer(&key)?;
    let started = Instant::now();
    for n in 0..count {
        black_box(many.sign(&identity(n))?);
    }
    print!("{} ", started.elapsed().as_secs_f64());

    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let mut header = Header::new(Algorithm::HS256);
    header.cty = Some("twilio-fpa;v=1".into());
    let started = Instant::now();
    for n in 0..count {
        let grants = Grants { chat: Chat { service_sid: SERVICE.into() }, identity: identity(n) };
        let (iat, jti) = (1_700_000_000, format!("{KEY}-{n:016x}"));
        let (iss, sub) = (KEY.into(), ACCOUNT.into());
        let claims = Claims { iss, sub, iat, exp: iat + 3600, grants, jti };
        black_box(encode(&header, &claims, &key)?);
    }
    print!("{} ", started.elapsed().as_secs_f64());

    let token = many.sign(&identity(0))?;
    let input = token.rsplit_once('.').ok_or("no token")?.0;
    println!("{}", hmac((0..count).map(|_| input))?);
    Ok(())
}

fn hmac<'i>(inputs: impl Iterator<Item = &'i str>) -> Result<f64, Box<dyn Error>> {
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes())?;
    let started = Instant::now();
    for input in inputs {
        let mut mac = keyed.clone();
        mac.update(black_box(input).as_bytes());
        black_box(mac.finalize().into_bytes());
    }
    Ok(started.elapsed().as_secs_f64())
}

fn verify(tokens: &str) -> Result<(), Box<dyn Error>> {
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let validation = Validation::new(Algorithm::HS256);
    let started = Instant::now();
    for token in tokens.lines() {
        black_box(decode::<Claims>(token, &key, &validation)?);
    }
    println!("{}", started.elapsed().as_secs_f64());
    Ok(())
}
