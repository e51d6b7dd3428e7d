//! Serving until the process is told to stop.

use crate::app::{App, router};
use crate::settings::Settings;
use crate::{registries, relay, sweeping};
use anyhow::{Context, Result};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// After a connection could not be taken, because there are no more file descriptors.
const PAUSE_AFTER_FAULT: Duration = Duration::from_millis(100);

/// Serves `settings` on `listener` until `stop` is ready; then takes no more requests and lets
/// those under way end.
pub async fn serve(
    settings: &Settings,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    use_cryptography();
    let app = Arc::new(App::new(settings)?);
    tracing::info!(address = %listener.local_addr()?, "serving");
    if let Some(kafka) = &app.kafka {
        tokio::spawn(relay::run(app.clone(), kafka.clone()));
    }
    tokio::spawn(sweeping::run(app.clone(), settings.sweep_every, settings.outbox_days));
    if !app.registries.is_empty() {
        tokio::spawn(registries::run(app.clone(), settings.registry_again));
    }
    let patience = Duration::from_secs(settings.request_seconds);
    connections(listener, router(app.clone(), settings), patience, stop).await;
    app.pool.close().await;
    Ok(())
}

/// Takes connections until `stop`, then lets those end that are under way. Whoever has not sent the head
/// of a request within `patience` is cut off, as is whoever keeps a connection idle for longer; the body
/// and the answer have a limit of their own.
async fn connections(listener: TcpListener, router: Router, patience: Duration, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(problem) => {
                tracing::warn!(%problem, "a connection could not be taken");
                tokio::time::sleep(PAUSE_AFTER_FAULT).await;
                continue;
            }
        };
        // Answers are small: none waits for another to fill a packet.
        let _slower = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(problem) = watched.await {
                tracing::debug!(%problem, "a connection ended");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(patience, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
}

/// Says which provider of cryptography TLS goes by, once for the process; must come before any client
/// is made.
pub fn use_cryptography() {
    // An error says only that it was said before.
    let _said_before = rustls::crypto::ring::default_provider().install_default();
}

/// As [`serve`], on the address of the settings, until SIGTERM or SIGINT.
pub async fn serve_here(settings: &Settings) -> Result<()> {
    // Each connection is a file; as many as the system allows.
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => tracing::info!(files, "file descriptors"),
        Err(problem) => tracing::warn!(%problem, "the limit of file descriptors stays as it is"),
    }
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("SHALYA_LISTEN is {}, where this service cannot listen", settings.listen))?;
    serve(settings, listener, told_to_stop()).await
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(problem) => {
                tracing::error!(%problem, "SIGTERM cannot be listened for");
                let _told = interrupt.await;
                return;
            }
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _told = interrupt.await;
}
