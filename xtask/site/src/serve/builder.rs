//! Building again. In: changes of files. Out: the newest pages that could be built.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::build;

/// How long files have to be quiet before the book is built again: an editor
/// writes a file in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// What the server shows now.
#[derive(Clone, Debug)]
pub struct Site {
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

impl Site {
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

    /// Why the last build failed, on one line for each; nothing if it did not.
    pub fn problem(&self) -> &str {
        match &self.news {
            News::Failed(problem) => problem,
            News::Built | News::Checked => "",
        }
    }
}

/// What has changed on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Book,
    History,
}

/// Builds once, and starts the thread that builds again.
pub fn start(root: &Path) -> Result<watch::Receiver<Site>> {
    let first = Site {
        pages: Arc::new(fresh(root)?),
        news: News::Built,
    };
    let (sender, receiver) = watch::channel(first);
    let (told, changes) = channel();
    let root = root.to_owned();
    let watched = root.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Some(change) = event.ok().and_then(|event| what_changed(&watched, &event)) {
            // The builder ends only with the process.
            let _ = told.send(change);
        }
    })
    .context("files cannot be watched")?;
    watch_all(&mut watcher, &root)?;
    thread::spawn(move || {
        let _watching = watcher;
        while let Some(change) = next_change(&changes) {
            sender.send_modify(|site| after(change, &root, site));
        }
    });
    Ok(receiver)
}

fn watch_all(watcher: &mut RecommendedWatcher, root: &Path) -> Result<()> {
    for folder in ["book", "exercises"] {
        watcher
            .watch(&root.join(folder), RecursiveMode::Recursive)
            .with_context(|| format!("{folder} cannot be watched"))?;
    }
    // `.workbook` may not be there yet; it is made in the root.
    watcher
        .watch(root, RecursiveMode::NonRecursive)
        .context("the workbook cannot be watched")?;
    let state = root.join(".workbook");
    if state.is_dir() {
        watcher
            .watch(&state, RecursiveMode::NonRecursive)
            .context(".workbook cannot be watched")?;
    }
    Ok(())
}

/// Which of the two the event is about, if any.
fn what_changed(root: &Path, event: &notify::Event) -> Option<Change> {
    if event.kind.is_access() {
        return None;
    }
    let below = |path: &PathBuf, folder: &str| path.starts_with(root.join(folder));
    let any = |folder: &str| event.paths.iter().any(|path| below(path, folder));
    if any(".workbook") {
        Some(Change::History)
    } else if any("book") || any("exercises") {
        Some(Change::Book)
    } else {
        None
    }
}

/// Waits for a change, and then until nothing more changes. None at the end.
fn next_change(changes: &Receiver<Change>) -> Option<Change> {
    let mut change = changes.recv().ok()?;
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(Change::Book) => change = Change::Book,
            Ok(Change::History) => {}
            Err(RecvTimeoutError::Timeout) => return Some(change),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn after(change: Change, root: &Path, site: &mut Site) {
    if change == Change::History {
        site.news = News::Checked;
        return;
    }
    match fresh(root) {
        Ok(pages) => {
            *site = Site {
                pages: Arc::new(pages),
                news: News::Built,
            };
        }
        Err(error) => {
            let problem = format!("{error:#}");
            eprintln!("error: {problem}");
            site.news = News::Failed(problem);
        }
    }
}

fn fresh(root: &Path) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("workbook-").tempdir()?;
    build::build(&root.join("book"), Some(folder.path()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::EventKind;
    use notify::event::{AccessKind, ModifyKind};

    #[test]
    fn only_what_the_pages_show_is_a_change() {
        let root = Path::new("/w");
        let event = |kind, path: &str| notify::Event::new(kind).add_path(path.into());
        let modified = EventKind::Modify(ModifyKind::Any);
        for (kind, path, change) in [
            (modified, "/w/book/src/a.md", Some(Change::Book)),
            (
                modified,
                "/w/exercises/ex1/exercise.toml",
                Some(Change::Book),
            ),
            (
                modified,
                "/w/.workbook/history.jsonl",
                Some(Change::History),
            ),
            (modified, "/w/Cargo.toml", None),
            (EventKind::Access(AccessKind::Any), "/w/book/src/a.md", None),
        ] {
            assert_eq!(what_changed(root, &event(kind, path)), change, "{path}");
        }
    }

    #[test]
    fn many_changes_are_one_and_the_book_counts_more() {
        let (told, changes) = channel();
        for change in [Change::History, Change::Book, Change::History] {
            told.send(change).expect("a listener");
        }
        assert_eq!(next_change(&changes), Some(Change::Book));
        drop(told);
        assert_eq!(next_change(&changes), None);
    }
}
