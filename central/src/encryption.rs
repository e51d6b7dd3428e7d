//! The certificate with which the service answers over TLS, where it is given one. Its files are looked
//! at again as long as the service runs: a certificate that was renewed in their place is taken without
//! a restart.

use crate::settings::WrongSetting;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{Error, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{InconsistentKeys, ServerConfig};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

pub const CERTIFICATE: &str = "SHALYA_TLS_CERT";
pub const KEY: &str = "SHALYA_TLS_KEY";

/// How often it is looked whether the certificate was renewed.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// A certificate with those that vouch for it, and its key, each in a PEM file.
#[derive(Clone, Debug)]
pub struct Encryption {
    certificate: String,
    key: String,
    presented: Arc<Presented>,
}

#[derive(Debug)]
struct Presented(RwLock<Arc<CertifiedKey>>);

impl Encryption {
    /// The sentence says which of the two files cannot be used, and why.
    pub fn read(certificate: &str, key: &str) -> Result<Encryption, WrongSetting> {
        let presented = Arc::new(Presented(RwLock::new(Arc::new(read(certificate, key)?))));
        Ok(Encryption { certificate: certificate.to_owned(), key: key.to_owned(), presented })
    }

    /// Reads the files again; true where they hold another certificate, which is presented from now on.
    /// What cannot be used is not taken.
    pub fn look_again(&self) -> Result<bool, WrongSetting> {
        let found = read(&self.certificate, &self.key)?;
        let mut presented = self.presented.0.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = presented.cert != found.cert;
        if is_new {
            *presented = Arc::new(found);
        }
        Ok(is_new)
    }

    /// Looks again and again, until the process ends.
    pub async fn follow(self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let this = self.clone();
            match tokio::task::spawn_blocking(move || this.look_again()).await {
                Ok(Ok(true)) => tracing::info!(file = self.certificate, "the certificate was renewed"),
                Ok(Err(problem)) => tracing::warn!(%problem, "the certificate stays as it was"),
                Ok(Ok(false)) | Err(_) => {}
            }
        }
    }

    pub fn acceptor(&self) -> Result<TlsAcceptor, rustls::Error> {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        let mut config = config.with_no_client_auth().with_cert_resolver(self.presented.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

impl ResolvesServerCert for Presented {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn read(certificate: &str, key: &str) -> Result<CertifiedKey, WrongSetting> {
    let wrong = |name: &str, path: &str, why: String| WrongSetting(format!("{name} is {path}, which {why}."));
    let of_pem = |name: &str, path: &str, what: &str, error: Error| {
        let why = match error {
            Error::Io(problem) => format!("cannot be read: {problem}"),
            Error::NoItemsFound => format!("holds no {what} in PEM form"),
            other => format!("is not PEM: {other}"),
        };
        wrong(name, path, why)
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .and_then(|chain: Vec<_>| if chain.is_empty() { Err(Error::NoItemsFound) } else { Ok(chain) })
        .map_err(|error| of_pem(CERTIFICATE, certificate, "certificate", error))?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| of_pem(KEY, key, "private key", error))?;
    let provider: CryptoProvider = ring::default_provider();
    CertifiedKey::from_der(chain, private, &provider).map_err(|error| match error {
        rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            wrong(KEY, key, format!("is not the key of the certificate in {certificate} ({CERTIFICATE})"))
        }
        rustls::Error::InvalidCertificate(why) => wrong(CERTIFICATE, certificate, format!("cannot be used: {why:?}")),
        other => wrong(KEY, key, format!("cannot be used: {other}")),
    })
}
