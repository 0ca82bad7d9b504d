//! Whatever is pasted, `twimint decode` ends by itself and without a panic, whose hook would end this process.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    // Standard input and files are not what is tried here.
    if text != "-" && !std::path::Path::new(&*text).exists() {
        let words = ["twimint", "decode", "--quiet", "--demo", "--", &*text];
        twimint::cli::run(&words.map(std::ffi::OsString::from));
    }
});
