//! The commands of the book, run as a reader or mdBook runs them.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

const SITE: &str = env!("CARGO_BIN_EXE_site");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the root")
}

fn site(words: &[&str]) -> Output {
    Command::new(SITE).args(words).output().expect("the site")
}

#[test]
fn the_figures_are_what_is_measured_now() {
    let output = site(&["measure", "--check"]);
    let said = String::from_utf8_lossy(&output.stdout);
    let problem = String::from_utf8_lossy(&output.stderr);
    if said.starts_with("SKIPPED") {
        eprintln!("{said}");
    }
    assert!(output.status.success(), "{said}{problem}");
}

#[test]
fn a_build_names_its_first_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("pages");
    let output = site(&["build", "--to", to.to_str().expect("a path")]);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stdout);
    let page = fs::read_to_string(said.trim()).expect("the page it names");
    assert!(
        page.contains("class=\"measured\""),
        "no figure on the first page"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told_as_that() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().to_str().expect("a path");
    for words in [&["build", "--to", to][..], &["build", "--help"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = Command::new(SITE);
        command.args(words).stdout(full.expect("/dev/full"));
        let output = command.output().expect("the site");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        let problem = "error: could not write to standard output: No space left on device";
        assert!(said.starts_with(problem), "{said}");
    }
}

#[test]
fn mdbook_is_told_which_renderer_is_served() {
    for (renderer, code) in [("html", 0), ("epub", 1)] {
        let output = site(&["preprocess", "supports", renderer]);
        assert_eq!(output.status.code(), Some(code), "{renderer}");
    }
}

#[test]
fn a_book_from_mdbook_is_filled_in() {
    let filled = preprocess("It makes {{n ch04/reserved@10000.allocations allocations}}.");
    assert!(filled.status.success(), "{filled:?}");
    let book = String::from_utf8_lossy(&filled.stdout);
    assert!(book.contains(">1 allocation</span>."), "{book}");
}

#[test]
fn a_mistake_in_a_page_is_told_with_its_line() {
    let failed = preprocess("a\n\n```quiz\nid = \"q\"\n```\n\n{{n ch99/none@1.bytes}}\n");
    assert_eq!(failed.status.code(), Some(2));
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(said.contains("book/src/a.md:3: "), "{said}");
    assert!(said.contains("book/src/a.md:7: "), "{said}");
    assert!(said.contains("no weight is named `ch99/none@1`"), "{said}");
}

#[test]
fn every_chapter_links_its_exercise_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = site(&["build", "--to", folder.path().to_str().expect("a path")]);
    assert!(output.status.success(), "{output:?}");
    let read = |page: &str| fs::read_to_string(folder.path().join(page)).expect("a page");
    let mut exercises = 0;
    for entry in fs::read_dir(root().join("exercises")).expect("the exercises") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(path.join("exercise.toml")).expect("exercise.toml");
        let manifest: toml::Table = toml::from_str(&text).expect("TOML");
        let chapter = manifest["chapter"]
            .as_str()
            .expect("a chapter")
            .replace(".md", ".html");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let page = format!("{}.html", name.split('-').next().expect("an id"));
        assert!(
            read(&chapter).contains(&format!("href=\"{page}\"")),
            "{chapter} lacks {page}"
        );
        assert!(
            read(&page).contains(&format!("href=\"{chapter}\"")),
            "{page} lacks {chapter}"
        );
        exercises += 1;
    }
    let solutions = fs::read_dir(root().join("solutions")).expect("the solutions");
    assert_eq!(exercises, solutions.count(), "exercises, solutions");
}

/// `mdbook build book` starts the preprocessor that `book.toml` names. Here mdBook
/// does the same, with the program of this test in that command's place.
#[test]
fn mdbook_builds_the_same_pages() {
    let ours = tempfile::tempdir().expect("a folder");
    let output = site(&["build", "--to", ours.path().to_str().expect("a path")]);
    assert!(output.status.success(), "{output:?}");

    let mdbooks = tempfile::tempdir().expect("a folder");
    let book = root().join("book");
    let mut config = Config::from_disk(book.join("book.toml")).expect("book.toml");
    let command: String = config
        .get("preprocessor.workbook.command")
        .expect("a value")
        .expect("a command in book.toml");
    let words = "cargo run --quiet --release --package site -- ";
    let word = command
        .strip_prefix(words)
        .expect("the program of this crate");
    config
        .set("preprocessor.workbook.command", format!("{SITE} {word}"))
        .expect("a command");
    config.build.build_dir = mdbooks.path().to_owned();
    let driver = MDBook::load_with_config(&book, config).expect("the book");
    driver.build().expect("pages");

    for page in ["introduction.html", "ch04-capacity.html", "ex4.html"] {
        let read = |folder: &Path| fs::read_to_string(folder.join(page)).expect("a page");
        assert_eq!(read(ours.path()), read(mdbooks.path()), "{page}");
    }
}

/// Hands `site` a book of one page, as mdBook would.
fn preprocess(page: &str) -> Output {
    let context = serde_json::json!({
        "root": root().join("book"),
        "config": {"book": {"title": "a", "src": "src"}},
        "renderer": "html",
        "mdbook_version": "0.5.0",
    });
    let chapter = serde_json::json!({
        "name": "a", "content": page, "number": null, "sub_items": [],
        "path": "a.md", "source_path": "a.md", "parent_names": [],
    });
    let book = serde_json::json!({"items": [{"Chapter": chapter}]});
    let mut child = Command::new(SITE)
        .arg("preprocess")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the site");
    let input = serde_json::json!([context, book]).to_string();
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("its output")
}

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(SITE)
            .args(["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the site");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .expect("an address");
        Server {
            address: address.to_owned(),
            child,
        }
    }

    /// The whole answer to a request under a host name.
    fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which the test has noticed then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_served_book_reloads_and_answers_this_machine_only() {
    let server = Server::start();
    for (path, host, status, holds) in [
        ("/", "localhost", "200", "/workbook/live.js"),
        (
            "/ch04-capacity.html",
            "127.0.0.1:1",
            "200",
            "Vectors and capacity",
        ),
        ("/workbook/live.js", "localhost", "200", "EventSource"),
        ("/workbook/state.json", "localhost", "200", "{"),
        ("/none.html", "localhost", "404", "workbook/live.js"),
        ("/../Cargo.toml", "localhost", "404", ""),
        ("/%2e%2e/Cargo.toml", "localhost", "404", ""),
        ("/", "evil.example", "403", "127.0.0.1 only"),
    ] {
        let answer = server.get(path, host);
        let first = answer.lines().next().unwrap_or_default();
        assert!(first.contains(status), "{path} for {host}: {first}");
        assert!(answer.contains(holds), "{path} for {host}: {answer}");
        assert!(
            !answer.contains("[workspace]"),
            "{path} leads out of the book"
        );
    }
}

/// A folder that goes away with the test, also if it fails.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        // A folder that stays is named by the next run of the test.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A browser hears of a check that was not there when the server started.
#[test]
fn the_served_book_hears_of_checks() {
    let folder = root().join(".workbook");
    if folder.exists() {
        eprintln!("SKIPPED: somebody works on the exercises here (.workbook exists)");
        return;
    }
    let server = Server::start();
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    write!(
        stream,
        "GET /workbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )
    .expect("a request");
    let mut events = BufReader::new(stream);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        events.read_line(&mut line).expect("the head of the answer");
    }
    let check = r#"{"time":1,"event":"check","id":"ex3","verdict":"pass","seed":1,"parts":{}}"#;
    fs::create_dir(&folder).expect("a folder for the history");
    let _removed = Removed(folder.clone());
    fs::write(folder.join("history.jsonl"), format!("{check}\n")).expect("a history");
    let mut heard = String::new();
    while !heard.contains("data: an exercise was checked") {
        let read = events.read_line(&mut heard).expect("an event");
        assert!(read > 0, "the server ended: {heard}");
    }
    let state = server.get("/workbook/state.json", "localhost");
    assert!(heard.contains("event: checked"), "{heard}");
    assert!(state.contains("Your last check passed."), "{state}");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let server = Server::start();
    let port = server.address.rsplit(':').next().expect("a port");
    let output = site(&["serve", "--port", port]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("is taken; choose another with --port"),
        "{said}"
    );
}

#[test]
fn an_unknown_command_says_which_there_are() {
    let output = site(&["bild"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("build"));
}
