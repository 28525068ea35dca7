//! Building again. In: changes of files. Out: the newest pages that could be built.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tempfile::TempDir;
use tokio::sync::watch;
use xtask::failure::Failure;

use crate::build;
use crate::context::Context;

/// How long files have to be quiet before the book is built again: an editor
/// writes a file in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// What the server shows now.
#[derive(Clone, Debug)]
pub struct Served {
    pages: Arc<TempDir>,
    news: News,
}

/// What happened last.
#[derive(Clone, Debug)]
enum News {
    Built,
    Failed(String),
    Checked,
}

impl Served {
    /// The folder of the pages.
    pub fn folder(&self) -> PathBuf {
        self.pages.path().to_owned()
    }

    /// What happened last, for the page's script.
    pub fn event_name(&self) -> &'static str {
        match self.news {
            News::Built => "built",
            News::Failed(_) => "failed",
            News::Checked => "checked",
        }
    }

    /// What happened last, in words. Never empty: a browser drops an event without
    /// data.
    pub fn words(&self) -> &str {
        match &self.news {
            News::Failed(problem) => problem,
            News::Built => "the book was built again",
            News::Checked => "an exercise was checked",
        }
    }
}

/// What has changed on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Book,
    History,
}

/// How often the history is looked at. It is one small file, which need not be
/// there yet, so it is not watched.
const GLANCE: Duration = Duration::from_millis(300);

/// Builds once, and starts the thread that builds again.
pub fn start(root: &Path) -> Result<watch::Receiver<Served>, Failure> {
    let first = Served {
        pages: Arc::new(fresh(root)?),
        news: News::Built,
    };
    let (sender, receiver) = watch::channel(first);
    let (told, changes) = channel();
    let root = root.to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // The builder ends only with the process.
            let _ = told.send(());
        }
    })
    .context("files cannot be watched")?;
    watch_all(&mut watcher, &root)?;
    let history = root.join(".workbook/history.jsonl");
    // Before the server answers: what comes after it is news.
    let mut seen = changed_at(&history);
    thread::spawn(move || {
        let _watching = watcher;
        while let Some(change) = next_change(&changes, || changed_at(&history), &mut seen) {
            sender.send_modify(|served| after(change, &root, served));
        }
    });
    Ok(receiver)
}

fn watch_all(watcher: &mut RecommendedWatcher, root: &Path) -> Result<(), Failure> {
    for folder in ["book", "exercises"] {
        watcher
            .watch(&root.join(folder), RecursiveMode::Recursive)
            .with_context(|| format!("{folder} cannot be watched"))?;
    }
    Ok(())
}

/// When a file was written last; none if it is not there.
fn changed_at(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|about| about.modified()).ok()
}

/// Waits for a change. Many changes of files in a row are one: it waits until
/// they are quiet. `seen` is the time of the history that is known. None at the
/// end.
fn next_change(
    files: &Receiver<()>,
    history: impl Fn() -> Option<SystemTime>,
    seen: &mut Option<SystemTime>,
) -> Option<Change> {
    loop {
        match files.recv_timeout(GLANCE) {
            Ok(()) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {
                let now = history();
                if now != *seen {
                    *seen = now;
                    return Some(Change::History);
                }
            }
        }
    }
    while let Ok(()) = files.recv_timeout(QUIET) {}
    Some(Change::Book)
}

fn after(change: Change, root: &Path, served: &mut Served) {
    if change == Change::History {
        served.news = News::Checked;
        return;
    }
    match fresh(root) {
        Ok(pages) => {
            *served = Served {
                pages: Arc::new(pages),
                news: News::Built,
            };
        }
        Err(failure) => {
            let problem = failure.to_string();
            eprintln!("error: {problem}");
            served.news = News::Failed(problem);
        }
    }
}

fn fresh(root: &Path) -> Result<TempDir, Failure> {
    let folder = tempfile::Builder::new().prefix("workbook-").tempdir();
    let folder = folder.context("no temporary folder")?;
    build::build(&root.join("book"), Some(folder.path()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_changes_of_files_are_one() {
        let (told, files) = channel();
        for _ in 0..3 {
            told.send(()).expect("a listener");
        }
        assert_eq!(next_change(&files, || None, &mut None), Some(Change::Book));
        drop(told);
        assert_eq!(next_change(&files, || None, &mut None), None);
    }

    #[test]
    fn a_history_that_appears_is_a_change_once() {
        let (told, files) = channel();
        let now = SystemTime::now();
        let mut seen = None;
        assert_eq!(
            next_change(&files, || Some(now), &mut seen),
            Some(Change::History)
        );
        assert_eq!(seen, Some(now));
        drop(told);
        assert_eq!(next_change(&files, || Some(now), &mut seen), None);
    }
}
