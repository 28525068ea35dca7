//! The only module that starts processes. In: a command and its limits.
//! Out: how it ended, and what it wrote, up to a limit.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "elsewhere.rs")]
mod os;

#[cfg(target_os = "linux")]
pub mod inherited;

use std::io::{self, PipeReader, PipeWriter, Read};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::interrupt::Interrupt;

/// How long a finished process may leave its pipes open in other hands.
const GRACE: Duration = Duration::from_millis(200);
/// How long, after that, what it wrote may still be on its way: on a machine with
/// much to do, a reader is a while behind.
const LATE: Duration = Duration::from_secs(5);
/// How often a silent process is looked at.
const GLANCE: Duration = Duration::from_millis(20);
/// How long a trusted program has to end by itself when it is interrupted.
const TIDYING: Duration = Duration::from_millis(300);

/// What a harness may use up before it is stopped.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Wall time.
    pub time: Duration,
    /// Live heap bytes.
    pub memory: u64,
    /// Bytes on standard output and standard error, each.
    pub output: usize,
    /// Stops it at any time.
    pub interrupt: Interrupt,
}

impl Limits {
    /// What is used where the command line sets no limit.
    pub const USUAL: Limits = Limits {
        time: Duration::from_secs(10),
        memory: 2 << 30,
        output: 8 << 20,
        interrupt: Interrupt::NEVER,
    };

    /// The usual limits, and this interrupt.
    pub fn usual_until(interrupt: &Interrupt) -> Self {
        Limits {
            interrupt: interrupt.clone(),
            ..Limits::USUAL
        }
    }
}

/// How a process ended.
#[derive(Debug)]
pub enum End {
    /// By itself or by a signal.
    Exited(ExitStatus),
    /// It was stopped because its time was over.
    OutOfTime,
    /// It was stopped because it wrote more than allowed.
    TooMuchOutput,
    /// It was stopped because the whole command is to end.
    Interrupted,
}

/// A process that is no more.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub end: End,
    /// What it wrote on standard output.
    pub stdout: Vec<u8>,
    /// What it wrote on standard error.
    pub stderr: Vec<u8>,
    /// What it wrote on the report pipe.
    pub report: Vec<u8>,
}

/// The most bytes that a report may have: several times as many as that of any exercise.
const REPORT_LIMIT: usize = 16 << 20;

/// Runs a harness under limits, with a report pipe in place of standard input.
///
/// The harness finds `secret` on that pipe before anything else. An error says
/// that the process could not be started.
pub fn run_harness(command: &mut Command, secret: &str, limits: &Limits) -> io::Result<Ended> {
    run(command, secret, limits, None)
}

/// The same, and the harness is told of one more open file, on which it tells its
/// events. `hear` gets their bytes as they come.
pub fn run_telling_harness(
    command: &mut Command,
    secret: &str,
    limits: &Limits,
    hear: impl FnMut(&[u8]) + Send + 'static,
) -> io::Result<Ended> {
    let (events, theirs) = io::pipe()?;
    let number = os::hand_down(command, &theirs)?;
    command.arg("--events").arg(number.to_string());
    let ended = run(
        command,
        secret,
        limits,
        Some((Box::new(hear), events, theirs)),
    );
    // The command holds what would be handed down to another process.
    *command = Command::new(command.get_program());
    ended
}

/// Gets bytes as they come.
type Listener = Box<dyn FnMut(&[u8]) + Send>;

type Hear = (Listener, PipeReader, PipeWriter);

fn run(
    command: &mut Command,
    secret: &str,
    limits: &Limits,
    hear: Option<Hear>,
) -> io::Result<Ended> {
    os::restrict(command, limits);
    let (report, theirs) = os::report_pipe(secret)?;
    let mut child = command
        .stdin(theirs)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // The command still holds the child's end of the report pipe; as long as it
    // does, the pipe never ends.
    command.stdin(Stdio::null());

    let (told, news) = channel();
    let mut open_pipes = 3;
    let heard = hear.map(|(hear, events, theirs)| {
        drop(theirs);
        open_pipes += 1;
        listen(hear, events, told.clone())
    });
    // Where there can be no more threads, nobody listens to the child.
    let started = || {
        let heard = heard.transpose()?;
        let stdout = collect(child.stdout.take(), limits.output, told.clone())?;
        let stderr = collect(child.stderr.take(), limits.output, told.clone())?;
        Ok((
            heard,
            stdout,
            stderr,
            collect(Some(report), REPORT_LIMIT, told)?,
        ))
    };
    let (heard, stdout, stderr, report) = match started() {
        Ok(readers) => readers,
        Err(error) => return stop(&mut child).and(Err(error)),
    };
    let end = watch(&mut child, &news, open_pipes, limits)?;
    if let Some(heard) = heard
        && matches!(end, End::Exited(_))
    {
        // All its pipes have ended, and with them this thread.
        let _ = heard.join();
    }
    Ok(Ended {
        end,
        stdout: taken(&stdout),
        stderr: taken(&stderr),
        report: taken(&report),
    })
}

/// Hands what comes through a pipe on, until it ends.
fn listen(
    mut hear: Listener,
    mut pipe: PipeReader,
    told: Sender<News>,
) -> io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().spawn(move || {
        let mut chunk = vec![0; 64 << 10];
        loop {
            match pipe.read(&mut chunk) {
                Ok(0) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
                Ok(count) => hear(&chunk[..count]),
            }
        }
        // Nobody listens when the watcher has given up; that is all right.
        let _ = told.send(News::Ended);
    })
}

/// Starts a trusted program, such as cargo, as the command says. It is to be
/// waited for within [`until_interrupted`].
pub fn start(command: &mut Command, interrupt: &Interrupt) -> Result<Child, Failure> {
    if interrupt.is_possible() {
        os::lead_a_group(command);
    }
    command
        .spawn()
        .map_err(|error| not_started(command, &error))
}

/// Runs a trusted program to its end; what it prints goes where ours goes.
pub fn status(command: &mut Command, interrupt: &Interrupt) -> Result<ExitStatus, Failure> {
    let mut child = start(command, interrupt)?;
    let status = until_interrupted(child.id(), interrupt, || child.wait())
        .map_err(|error| Failure::of_system(&format!("lost {}", shown(command)), error))?;
    interrupt.check()?;
    Ok(status)
}

/// Does `work`, which ends when the started process does. An interrupt meanwhile
/// ends that process, and all that it started.
pub fn until_interrupted<T>(process: u32, interrupt: &Interrupt, work: impl FnOnce() -> T) -> T {
    if !interrupt.is_possible() {
        return work();
    }
    thread::scope(|scope| {
        let (working, over) = channel::<()>();
        let watching = move || {
            while over.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
                if interrupt.is_set() {
                    os::end_gently(process, TIDYING);
                    return;
                }
            }
        };
        // Where there can be no more threads, the process goes on to its end.
        let _ = thread::Builder::new().spawn_scoped(scope, watching);
        let result = work();
        drop(working);
        result
    })
}

/// Puts another program in the place of this one, where the system can do that;
/// elsewhere runs it to its end.
pub fn become_program(command: &mut Command) -> Result<ExitStatus, Failure> {
    os::become_program(command).map_err(|error| not_started(command, &error))
}

/// Runs a trusted program to its end and returns what it printed.
pub fn output(command: &mut Command) -> Result<Output, Failure> {
    command
        .output()
        .map_err(|error| not_started(command, &error))
}

/// Runs a trusted program to its end and returns what it printed on standard output.
/// It must succeed; if it does not, the failure has what it printed on standard error.
pub fn stdout(command: &mut Command) -> Result<String, Failure> {
    let output = output(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::new(format!(
        "{} ended with {}\n{}",
        shown(command),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim_end()
    )))
}

/// Whether a trusted program is there; what it prints is left out.
pub fn can_start(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    Failure::of_system(&format!("could not run {}", shown(command)), error)
}

/// The most letters of a command that are shown.
const SHOWN: usize = 100;

/// The command as somebody would type it, up to a length.
fn shown(command: &Command) -> String {
    let mut words = command.get_program().display().to_string();
    for word in command.get_args() {
        words.push(' ');
        words.push_str(&word.to_string_lossy());
    }
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…`", &words[..end]),
        None => format!("`{words}`"),
    }
}

/// Ends this process without a word when whoever reads its output goes away,
/// as in `cargo xtask list | head -1`.
pub fn end_with_the_reader() {
    os::end_with_the_reader();
}

/// Takes `RUST_MIN_STACK` out of the environment. It is meant for some other program; the
/// threads of this one, cargo's and the compiler's would have stacks of that size, or, with
/// a size that no machine has, would not start.
///
/// Call it before any other thread exists.
pub fn forget_stack_size() {
    // SAFETY: by the rule above, no other thread reads the environment meanwhile.
    unsafe { std::env::remove_var("RUST_MIN_STACK") };
}

/// What a reader of one pipe has to tell.
enum News {
    Ended,
    TooMuch,
}

type Collected = Arc<Mutex<Vec<u8>>>;

fn collect(
    pipe: Option<impl Read + Send + 'static>,
    limit: usize,
    told: Sender<News>,
) -> io::Result<Collected> {
    let collected = Collected::default();
    let Some(mut pipe) = pipe else {
        // Nobody listens when the watcher has given up; that is all right.
        let _ = told.send(News::Ended);
        return Ok(collected);
    };
    let store = Arc::clone(&collected);
    thread::Builder::new().spawn(move || {
        let mut chunk = [0; 16 << 10];
        let news = loop {
            match pipe.read(&mut chunk) {
                Ok(0) => break News::Ended,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break News::Ended,
                Ok(count) => {
                    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
                    if store.len() + count > limit {
                        break News::TooMuch;
                    }
                    store.extend_from_slice(&chunk[..count]);
                }
            }
        };
        let _ = told.send(news);
    })?;
    Ok(collected)
}

fn taken(collected: &Collected) -> Vec<u8> {
    std::mem::take(&mut collected.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Waits until all pipes ended and the child with them, or a limit is hit.
fn watch(
    child: &mut Child,
    news: &Receiver<News>,
    mut open_pipes: usize,
    limits: &Limits,
) -> io::Result<End> {
    let start = Instant::now();
    let mut exited: Option<Instant> = None;
    let mut group_ended = false;
    while open_pipes > 0 {
        match news.recv_timeout(GLANCE) {
            Ok(News::Ended) => open_pipes -= 1,
            Ok(News::TooMuch) => return stop(child).map(|()| End::TooMuchOutput),
            Err(RecvTimeoutError::Timeout) => {
                if exited.is_none() && child.try_wait()?.is_some() {
                    exited = Some(Instant::now());
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if exited.is_some_and(|at| at.elapsed() > GRACE) && !group_ended {
            // A process that the child started may hold the pipes. It ends, too.
            os::end_group(child);
            group_ended = true;
        }
        if exited.is_some_and(|at| at.elapsed() > GRACE + LATE) {
            break;
        }
        if let Some(end) = cut_short(start, limits) {
            return stop(child).map(|()| end);
        }
    }
    // The pipes may end before the process does.
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(End::Exited(status));
        }
        if let Some(end) = cut_short(start, limits) {
            return stop(child).map(|()| end);
        }
        thread::sleep(Duration::from_micros(200));
    }
}

/// Why a harness that still runs is to be stopped, if it is.
fn cut_short(start: Instant, limits: &Limits) -> Option<End> {
    if limits.interrupt.is_set() {
        Some(End::Interrupted)
    } else if start.elapsed() > limits.time {
        Some(End::OutOfTime)
    } else {
        None
    }
}

fn stop(child: &mut Child) -> io::Result<()> {
    os::end_group(child);
    child.kill()?;
    child.wait().map(|_| ())
}

/// The signal that ended a process, in words, where the system has signals.
pub fn signal_name(status: ExitStatus) -> Option<String> {
    os::signal(status)
}
