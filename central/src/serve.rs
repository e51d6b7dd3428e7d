//! Serving until the process is told to stop.

use crate::app::{App, router};
use crate::registries::Pauses;
use crate::settings::Settings;
use crate::{connections, registries, relay, renaming, sweeping};
use anyhow::{Context, Result};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};

/// Serves `settings` on `listener` until `stop` is ready; then takes no more requests and lets
/// those under way end.
pub async fn serve(
    settings: &Settings,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    use_cryptography();
    let app = Arc::new(App::new(settings)?);
    tracing::info!(address = %listener.local_addr()?, encrypted = settings.encryption.is_some(), "serving");
    if let Some(kafka) = &app.kafka {
        tokio::spawn(relay::run(app.clone(), kafka.clone()));
    }
    tokio::spawn(renaming::run(app.clone()));
    tokio::spawn(sweeping::run(app.clone(), settings.sweep_every, settings.outbox_days));
    if !app.registries.is_empty() {
        let pauses = Pauses { unsaid: settings.registry_again, encounters: settings.encounter_again };
        tokio::spawn(registries::run(app.clone(), pauses));
    }
    if let Some(encryption) = settings.encryption.clone() {
        tokio::spawn(encryption.follow());
    }
    let patience = Duration::from_secs(settings.request_seconds);
    connections::take(listener, settings.encryption.as_ref(), router(app.clone(), settings), patience, stop).await?;
    app.pool.close().await;
    Ok(())
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
    let listener = listen(settings.listen)
        .with_context(|| format!("SHALYA_LISTEN is {}, where this service cannot listen", settings.listen))?;
    serve(settings, listener, told_to_stop()).await
}

/// Connections that may wait to be taken: a whole hospital's terminals come at once when the power is
/// back, and whom the system turns away tries again only after a second, or is cut off. The system
/// may allow fewer.
const WAITING: u32 = 4096;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // As soon as one service has ended the next may listen there.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
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
