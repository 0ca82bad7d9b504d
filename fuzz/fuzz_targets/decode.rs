//! Whatever is pasted, `twimint decode` must return without a panic. Its panic hook would end this process.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    // This tests pasted text, not standard input or files.
    if text != "-" && !std::path::Path::new(&*text).exists() {
        let words = ["twimint", "decode", "--quiet", "--demo", "--", &*text];
        twimint::cli::run(&words.map(std::ffi::OsString::from));
    }
});
