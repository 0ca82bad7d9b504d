//! Mints tokens with the crate jsonwebtoken for about two seconds, and prints how many a second.

use std::time::{Duration, Instant};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Serialize;

#[derive(Serialize)]
struct Claims<'c> {
    iss: &'c str,
    sub: &'c str,
    iat: u64,
    exp: u64,
    grants: Grants<'c>,
    jti: String,
}

#[derive(Serialize)]
struct Grants<'c> {
    chat: Chat<'c>,
    identity: &'c str,
}

#[derive(Serialize)]
struct Chat<'c> {
    service_sid: &'c str,
}

fn main() {
    let key = EncodingKey::from_secret(b"0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u");
    let mut header = Header::new(Algorithm::HS256);
    header.cty = Some("twilio-fpa;v=1".to_owned());
    let (started, mut count) = (Instant::now(), 0u64);
    while started.elapsed() < Duration::from_secs(2) {
        for _ in 0..1000 {
            let claims = Claims {
                iss: "SKfedcba9876543210fedcba9876543210",
                sub: "AC0123456789abcdef0123456789abcdef",
                iat: 1_700_000_000,
                exp: 1_700_003_600,
                grants: Grants {
                    chat: Chat { service_sid: "IS00112233445566778899aabbccddeeff" },
                    identity: "user-number-0000000000001",
                },
                jti: format!("SKfedcba9876543210fedcba9876543210-{count:016x}"),
            };
            std::hint::black_box(encode(&header, &claims, &key).unwrap());
            count += 1;
        }
    }
    println!("{:.0}", count as f64 / started.elapsed().as_secs_f64());
}
