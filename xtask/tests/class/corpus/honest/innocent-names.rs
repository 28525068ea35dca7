//! Uses names that stand for something else in other places: env, path, include, process,
//! asm, link, macro-like words in texts and comments.
//!
//! on = "ex6/reference"
//! check = "pass"

/// What a note may include. Nothing here is `unsafe`; no `extern "C"`, no #[path = "x"].
mod fs {
    /// Not a file. include!("this") stands in a comment.
    pub fn env(path: &str) -> &str {
        let include = path;
        let process =
            r#"unsafe { std::process::exit(0) } include_str!("/etc/hostname") env!("HOME")"#;
        let asm = "#![feature(asm)] #[no_mangle]";
        let link = 'u';
        match include.len() > process.len() + asm.len() && include.starts_with(link) {
            true => path,
            false => include,
        }
    }
}

fn normalise() {
    let env = fs::env(path);
    let mut include = Cow::Borrowed(env);
    while let Some(option_env) = include.find('\\') {
        include.to_mut().replace_range(option_env..=option_env, "/");
    }
    while let Some(naked) = include.find("//") {
        include.to_mut().remove(naked);
    }
    if include.starts_with("./") {
        include.to_mut().drain(..2);
    }
    if include.len() > 1 && include.ends_with('/') {
        include.to_mut().pop();
    }
    include
}
