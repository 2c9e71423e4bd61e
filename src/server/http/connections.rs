//! Takes connections and keeps only those that speak: who begins a request and does not end its head, or sends none, is
//! let go.

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{io::ErrorKind, pin::pin, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// The head of a request takes at most so long, and so does the pause before the next one.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The kernel gives up on a client that takes nothing of what it was sent for so long.
const UNREAD: Duration = Duration::from_secs(30);
/// There may be room again after so long.
const FULL: Duration = Duration::from_secs(1);

/// Serves until the signal comes, and then what was begun.
pub async fn serve(listener: TcpListener, app: Router, patience: Duration, stop: impl Future<Output = ()>) {
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience);
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    if !is_of_client(error.kind()) {
                        tracing::error!(%error, "no connection can be taken");
                        tokio::time::sleep(FULL).await;
                    }
                    continue;
                }
            },
        };
        set_options(&stream);
        let app = app.clone();
        let answer = service_fn(move |request: http::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            app.clone().oneshot(request)
        });
        let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), answer).into_owned();
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error, "a connection ended early");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}

/// Clients that are gone before they are taken are nobody's trouble.
fn is_of_client(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

fn set_options(stream: &TcpStream) {
    let socket = socket2::SockRef::from(stream);
    if let Err(error) = stream.set_nodelay(true).and_then(|()| socket.set_tcp_user_timeout(Some(UNREAD))) {
        tracing::debug!(%error, "a socket's options could not be set");
    }
}
