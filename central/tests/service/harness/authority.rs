//! A certificate authority of the tests' own, as a hospital may have one.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use std::path::{Path, PathBuf};

pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its own certificate, which those who trust it have.
    pub pem: String,
}

/// Where a certificate and its key lie.
pub struct Certified {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Certified {
    /// As settings of the service.
    pub fn settings(&self) -> String {
        format!("shalya_tls_cert = \"{}\"\nshalya_tls_key = \"{}\"\n", self.certificate.display(), self.key.display())
    }
}

impl Authority {
    pub fn new(name: &str) -> Authority {
        let (mut params, key) = (CertificateParams::new(Vec::new()).unwrap(), KeyPair::generate().unwrap());
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let pem = params.self_signed(&key).unwrap().pem();
        Authority { issuer: Issuer::new(params, key), pem }
    }

    /// A certificate for a host until the end of a year, written into `folder`.
    pub fn certify(&self, folder: &Path, host: &str, until: i32) -> Certified {
        let (mut params, key) = (CertificateParams::new(vec![host.to_owned()]).unwrap(), KeyPair::generate().unwrap());
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(until, 12, 31);
        let name = format!("{host}-{until}");
        let certified =
            Certified { certificate: folder.join(format!("{name}.crt")), key: folder.join(format!("{name}.key")) };
        std::fs::write(&certified.certificate, params.signed_by(&key, &self.issuer).unwrap().pem()).unwrap();
        std::fs::write(&certified.key, key.serialize_pem()).unwrap();
        certified
    }
}
