//! Files as answers. In: the path of a request. Out: the file of the book, and
//! in a page the script that reloads it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const SCRIPT: &str = "<script src=\"/workbook/live.js\"></script>";

/// The answer to a request for `path`.
pub fn answer(folder: &Path, path: &str) -> Response {
    let file = file(folder, path);
    match file.as_deref().map(fs::read) {
        Some(Ok(bytes)) => found(file.as_deref().unwrap_or(folder), bytes),
        _ => missing(folder),
    }
}

/// The file below `folder`; none if the path leads out of it.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let below = path.trim_start_matches('/');
    let below = if below.is_empty() {
        "index.html"
    } else {
        below
    };
    let plain = Path::new(below)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(below))
}

fn found(file: &Path, bytes: Vec<u8>) -> Response {
    let kind = content_type(file);
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
    ];
    if kind.starts_with("text/html") {
        return (headers, live(&bytes)).into_response();
    }
    (headers, bytes).into_response()
}

fn missing(folder: &Path) -> Response {
    let page = fs::read(folder.join("404.html")).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (StatusCode::NOT_FOUND, headers, live(&page)).into_response()
}

/// The page with the script at its end.
fn live(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    match page.rfind("</body>") {
        Some(at) => format!("{}{SCRIPT}{}", &page[..at], &page[at..]),
        None => page.into_owned(),
    }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_below_the_folder() {
        let folder = Path::new("/b");
        for (path, expected) in [
            ("/", Some("/b/index.html")),
            ("/ch04.html", Some("/b/ch04.html")),
            ("/css/a.css", Some("/b/css/a.css")),
            ("/../etc/passwd", None),
            ("/css/../../etc/passwd", None),
            ("//etc/passwd", Some("/b/etc/passwd")),
        ] {
            assert_eq!(file(folder, path), expected.map(PathBuf::from), "{path}");
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_a_page() {
        assert_eq!(live(b"<body>a</body>"), format!("<body>a{SCRIPT}</body>"));
        assert_eq!(live(b"no page"), "no page");
    }
}
