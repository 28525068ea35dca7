//! Noticing changes. In: the folder of a file. Out: calls of a function when
//! something happens there, and how often to look besides.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use xtask::command_line::Notice;

/// How often a file is looked at where nobody tells of its changes.
const POLL: Duration = Duration::from_millis(100);
/// How often it is looked at besides: the folder may have been put in the place of
/// another, or news may have been lost.
const GLANCE: Duration = Duration::from_secs(1);

/// What watches a folder.
pub struct Changes {
    folder: PathBuf,
    how: How,
}

enum How {
    Told(RecommendedWatcher),
    Polled,
}

/// News of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something changed.
    Changed,
    /// No more news will come, for this reason.
    Lost(String),
}

impl Changes {
    /// Watches the folder and not the file: an editor may put another file in its
    /// place. Where the system cannot tell, the reason is handed to `tell`.
    pub fn of(folder: &Path, notice: Notice, tell: impl Fn(News) + Clone + Send + 'static) -> Self {
        let how = match notice {
            Notice::Polled => How::Polled,
            Notice::Told => match watcher(folder, tell.clone()) {
                Ok(watcher) => How::Told(watcher),
                Err(error) => {
                    tell(News::Lost(error.to_string()));
                    How::Polled
                }
            },
        };
        Changes {
            folder: folder.to_owned(),
            how,
        }
    }

    /// Looks at the file from now on, and listens no more.
    pub fn poll(&mut self) {
        self.how = How::Polled;
    }

    /// Watches the folder that is there now: it may be another one than before.
    pub fn renew(&mut self) {
        if let How::Told(watcher) = &mut self.how {
            // Neither may be possible; then the glances remain.
            let _ = watcher.unwatch(&self.folder);
            let _ = watcher.watch(&self.folder, RecursiveMode::NonRecursive);
        }
    }

    /// How often to look at the file, news or not.
    pub fn interval(&self) -> Duration {
        match self.how {
            How::Told(_) => GLANCE,
            How::Polled => POLL,
        }
    }
}

fn watcher(
    folder: &Path,
    tell: impl Fn(News) + Send + 'static,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<Event>| match event {
            Ok(event) if is_change(event.kind) => tell(News::Changed),
            Ok(_) => {}
            Err(error) => tell(News::Lost(error.to_string())),
        })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// Reading a file is an event, too. Whoever looks because of it would look forever.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_folder_that_cannot_be_watched_is_polled() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let (sender, news) = channel();
        let tell = move |what| sender.send(what).expect("somebody listens");
        let changes = Changes::of(&folder.path().join("gone"), Notice::Told, tell);
        assert_eq!(changes.interval(), POLL);
        assert!(matches!(news.try_recv(), Ok(News::Lost(_))));
    }

    #[test]
    fn reading_is_no_change() {
        for (kind, change) in [
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), false),
            (
                EventKind::Access(AccessKind::Close(AccessMode::Read)),
                false,
            ),
            (
                EventKind::Access(AccessKind::Close(AccessMode::Write)),
                true,
            ),
            (EventKind::Any, true),
        ] {
            assert_eq!(is_change(kind), change, "{kind:?}");
        }
    }
}
