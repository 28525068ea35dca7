//! Serving. In: the folder of the book. Out: its pages on 127.0.0.1, built again
//! when something changes, with the state of the reader's exercises in them.
//!
//! One thread watches files and builds; the server answers from the last build
//! that succeeded. Only requests to this machine by name are answered, so that a
//! page of somebody else's cannot read along.

mod builder;
mod pages;
mod state;

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use tokio::sync::watch;
use xtask::failure::Failure;
use xtask::workbook::reading::Serving;

use crate::context::Context;
use builder::Served;

/// What every handler needs.
#[derive(Clone)]
struct Shared {
    served: watch::Receiver<Served>,
    root: Arc<Path>,
}

/// Serves until Ctrl-C. Port 0 takes a free one.
pub fn serve(root: &Path, port: u16, open: bool) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime for the server")?;
    runtime.block_on(serve_until_interrupted(root, port, open))
}

async fn serve_until_interrupted(root: &Path, port: u16, open: bool) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| {
            format!(
                "port {port} is taken; choose another with --port, or any free one with --port 0"
            )
        })?;
    let address = listener.local_addr().context("no address")?;
    let shared = Shared {
        served: builder::start(root)?,
        root: Arc::from(root),
    };
    let router = Router::new()
        .route("/workbook/live.js", get(live_script))
        .route("/workbook/events", get(events))
        .route("/workbook/state.json", get(exercise_state))
        .fallback(page)
        .layer(middleware::from_fn(only_this_machine))
        .with_state(shared);
    let url = format!("http://{address}/");
    // Where it cannot be told to others, or another server is, the book is served all the same.
    let _serving = Serving::at(root, &url).ok();
    println!("serving the book at {url} (Ctrl-C ends it)");
    if open {
        show(&url);
    }
    let interrupted = async {
        // Without the signal there is nothing to wait for, and the server goes on.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = axum::serve(listener, router) => ended.context("the server ended"),
        () = interrupted => Ok(()),
    }
}

/// Shows a page in the reader's browser, or says where it is.
pub fn show(page: &str) {
    match open::that_detached(page) {
        Ok(()) => println!("{page}"),
        Err(_) => println!("no browser could be started from here; open this in one:\n{page}"),
    }
}

/// Refuses a request under another name than this machine's own.
async fn only_this_machine(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    match name {
        Some("127.0.0.1" | "localhost") => next.run(request).await,
        _ => (
            StatusCode::FORBIDDEN,
            "this server answers to 127.0.0.1 only\n",
        )
            .into_response(),
    }
}

async fn page(State(shared): State<Shared>, request: Request) -> Response {
    let folder = shared.served.borrow().folder();
    pages::answer(&folder, request.uri().path())
}

async fn live_script() -> Response {
    let script = include_str!("live.js");
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        script,
    )
        .into_response()
}

async fn exercise_state(State(shared): State<Shared>) -> Response {
    let json = state::read(&shared.root).to_string();
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

/// Tells the page of every new build, of every one that failed, and of every
/// check of an exercise.
async fn events(
    State(shared): State<Shared>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut served = shared.served;
    served.mark_unchanged();
    let stream = stream::unfold(served, |mut served| async move {
        served.changed().await.ok()?;
        let event = {
            let now = served.borrow_and_update();
            Event::default().event(now.event_name()).data(now.words())
        };
        Some((Ok(event), served))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
