//! What RFCs publish: HMAC-SHA256 (RFC 4231), a JWT signed with it (RFC 7515, A.1), base64url (RFC
//! 4648). Keys that are text go through twimint's own verifier; the others, which no API key secret
//! can be, through the crate under it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use twimint::token::jwt::{Compact, SegmentError, Verifier, decode_segment, encode_segment};
use twimint::token::secret::Secret;

/// Bytes from hexadecimal digits; blanks do not count.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).unwrap();
    digits.chunks(2).map(byte).collect()
}

fn hmac_sha256(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

/// Whether twimint takes this for the secret's signature of the text.
fn verifies(secret: &str, text: &str, signature: &[u8]) -> bool {
    Verifier::new(&Secret::new(secret.to_owned())).verify(&Compact {
        signing_input: text,
        header: "",
        payload: "",
        signature: &encode_segment(signature),
    })
}

#[test]
fn rfc_4231_hmac_sha256() {
    let long_key = [0xaa; 131];
    // Section 4.2 to 4.8: key, data, HMAC-SHA-256.
    let cases: [(&[u8], &[u8], &str); 7] = [
        (
            &[0x0b; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b 881dc200c9833da726e9376c2e32cff7",
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c7 5a003f089d2739839dec58b964ec3843",
        ),
        (
            &[0xaa; 20],
            &[0xdd; 50],
            "773ea91e36800e46854db8ebd09181a7 2959098b3ef8c122d9635514ced565fe",
        ),
        (
            &hex("0102030405060708090a0b0c0d0e0f10111213141516171819"),
            &[0xcd; 50],
            "82558a389a443c0ea4cc819899f2083a 85f0faa3e578f8077a2e3ff46729665b",
        ),
        // Truncated to 128 bits.
        (
            &[0x0c; 20],
            b"Test With Truncation",
            "a3b6167473100ee06e0c796c2955552b",
        ),
        (
            &long_key,
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f 8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            &long_key,
            b"This is a test using a larger than block-size key and a larger than block-size data. \
              The key needs to be hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944 bfdc63644f0713938a7f51535c3a35e2",
        ),
    ];
    let mut through_twimint = 0;
    for (number, (key, data, expected)) in (1..).zip(cases) {
        let expected = hex(expected);
        let mac = hmac_sha256(key, data);
        assert_eq!(mac[..expected.len()], expected, "test case {number}");
        if let (Ok(key), Ok(data)) = (std::str::from_utf8(key), std::str::from_utf8(data)) {
            through_twimint += 1;
            // A truncated one is genuine, and no HS256 signature.
            let is_whole = expected.len() == 32;
            assert_eq!(verifies(key, data, &expected), is_whole, "test case {number}");
            assert!(verifies(key, data, &mac), "test case {number}");
        }
    }
    assert_eq!(through_twimint, 3);
}

#[test]
fn rfc_7515_a_1() {
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
        .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
        .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const KEY: &str =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    let token = Compact::split(TOKEN).unwrap();
    let decoded = |segment| {
        let mut bytes = Vec::new();
        decode_segment(segment, &mut bytes).unwrap();
        bytes
    };
    assert_eq!(decoded(token.header), b"{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}");
    assert_eq!(
        decoded(token.payload),
        b"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"
    );
    let key = decoded(KEY);
    assert_eq!(decoded(token.signature), hmac_sha256(&key, token.signing_input.as_bytes()));
    for segment in [token.header, token.payload, token.signature, KEY] {
        assert_eq!(encode_segment(&decoded(segment)), segment);
    }
}

#[test]
fn rfc_4648_base64url() {
    // Section 10, without the padding, which section 3.2 lets a JWT leave out; and the two
    // characters of section 5 that differ from base64.
    for (bytes, text) in [
        (&b"f"[..], "Zg"),
        (b"fo", "Zm8"),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg"),
        (b"fooba", "Zm9vYmE"),
        (b"foobar", "Zm9vYmFy"),
        (b"\xfb\xff\xfe", "-__-"),
    ] {
        assert_eq!(encode_segment(bytes), text);
        let mut decoded = Vec::new();
        assert_eq!(decode_segment(text, &mut decoded), Ok(()));
        assert_eq!(decoded, bytes);
    }
    assert_eq!(encode_segment(b""), "");
    for (text, fault, message) in [
        ("", SegmentError::Empty, "is empty"),
        ("Zg==", SegmentError::Padded, "has `=` padding"),
        ("+//+", SegmentError::StandardAlphabet, "is base64 ("),
        ("Zm9v\n", SegmentError::Foreign, "has a character"),
        ("Zm9vY", SegmentError::Length, "is cut off: "),
        ("-_-_Z", SegmentError::Length, "is cut off: "),
        // Section 3.5: bits that mean nothing must be zero.
        ("Zh", SegmentError::NotCanonical, "is cut off or changed: "),
        ("-_h", SegmentError::NotCanonical, "is cut off or changed: "),
    ] {
        let mut decoded = Vec::new();
        assert_eq!(decode_segment(text, &mut decoded), Err(fault), "{text}");
        assert!(decoded.is_empty());
        assert!(fault.to_string().starts_with(message), "{text}: {fault}");
    }
}
