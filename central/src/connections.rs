//! Connections, from the moment they are taken until they end: over TLS where the service has a
//! certificate, and none kept for who does not ask, or does not take what was asked for.

mod progress;

use crate::encryption::Encryption;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use progress::Progress;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// After a connection could not be taken, because there are no more file descriptors.
const PAUSE_AFTER_FAULT: Duration = Duration::from_millis(100);

/// What the system keeps of an answer beyond what is on its way: little, so that it is seen whether
/// anybody takes it, and so that slow readers fill no memory.
#[cfg(target_os = "linux")]
const UNSENT_BYTES: u32 = 128 * 1024;

/// Takes connections until `stop`, then lets those end that are under way. Whoever has not sent the head
/// of a request within `patience` is cut off, as is whoever keeps a connection idle for longer, or takes
/// nothing of an answer for as long; the body and the making of an answer have a limit of their own.
pub async fn take(
    listener: TcpListener,
    encryption: Option<&Encryption>,
    router: Router,
    patience: Duration,
    stop: impl Future<Output = ()>,
) -> Result<(), rustls::Error> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let line = Line { http, router, acceptor: encryption.map(Encryption::acceptor).transpose()?, patience };
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, _)) => drop(tokio::spawn(line.clone().serve(stream, graceful.watcher()))),
            Err(problem) => {
                tracing::warn!(%problem, "a connection could not be taken");
                tokio::time::sleep(PAUSE_AFTER_FAULT).await;
            }
        }
    }
    drop(listener);
    if timeout(patience, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
    Ok(())
}

/// How every connection is served.
#[derive(Clone)]
struct Line {
    http: http1::Builder,
    router: Router,
    acceptor: Option<TlsAcceptor>,
    patience: Duration,
}

impl Line {
    async fn serve(self, stream: TcpStream, watcher: Watcher) {
        // Answers are small: none waits for another to fill a packet.
        let _slower = stream.set_nodelay(true);
        #[cfg(target_os = "linux")]
        let _coarser = socket2::SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT_BYTES);
        let stream = Progress::new(stream, self.patience);
        match &self.acceptor {
            None => self.answer(stream, watcher).await,
            // Apart, so that a connection in clear does not hold the room for it.
            Some(acceptor) => Box::pin(self.encrypt(acceptor, stream, watcher)).await,
        }
    }

    async fn encrypt(&self, acceptor: &TlsAcceptor, stream: Progress<TcpStream>, watcher: Watcher) {
        match timeout(self.patience, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => self.answer(stream, watcher).await,
            Ok(Err(problem)) => tracing::debug!(%problem, "TLS was not agreed on"),
            Err(_) => tracing::debug!("TLS was not agreed on in time"),
        }
    }

    async fn answer(&self, stream: impl AsyncRead + AsyncWrite + Unpin + 'static, watcher: Watcher) {
        let service = TowerToHyperService::new(self.router.clone());
        if let Err(problem) = watcher.watch(self.http.serve_connection(TokioIo::new(stream), service)).await {
            tracing::debug!(%problem, "a connection ended");
        }
    }
}
