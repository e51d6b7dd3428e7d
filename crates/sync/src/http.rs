//! The peer over HTTPS, for a thread of its own: each call waits for its answer.

use crate::messages::{Challenge, Enrol, Enrolled, MAX_PACKED_BYTES, Parcel, PublicKey, path, problem};
use crate::packing::{self, ENCODING, pack};
use crate::peer::{Distrust, Fault, Peer, Refusal};
use crate::{EnrolmentCode, Signed};
use journal::AuthorKey;
use journal::wire::{Answers, Batch, Hello, MAX_MESSAGE_BYTES, Message, PROTOCOL};
use reqwest::StatusCode;
use reqwest::blocking::{Client, Response};
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use rustls::CertificateError;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::error::Error;
use std::fmt;
use std::io::{self, Read};
use std::time::Duration;
use url::{Host, Url};

const CONNECT_WITHIN: Duration = Duration::from_secs(8);
/// Of a whole request: a batch of a megabyte gets through at 150 kbit/s.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// Says which provider of cryptography TLS goes by, once for the process; must come before any peer.
pub fn use_cryptography() {
    // An error says only that it was said before.
    let _said_before = rustls::crypto::ring::default_provider().install_default();
}

/// Where the central service is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address(Url);

/// Why an address is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoAddress {
    #[error("it is no address")]
    Form,
    /// Anybody on the line could read what is sent.
    #[error("it is not encrypted, and not of this computer")]
    Unencrypted,
}

impl Address {
    /// `https://…`, with a name alone meaning that. `http://…` only for this computer itself, or
    /// where whoever types it has said `unencrypted`.
    pub fn parse(typed: &str, unencrypted: bool) -> Result<Self, NoAddress> {
        let typed = typed.trim();
        let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let url = Url::parse(&whole).map_err(|_| NoAddress::Form)?;
        let plain =
            url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        let is_loopback = match url.host().ok_or(NoAddress::Form)? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        match url.scheme() {
            _ if !plain => Err(NoAddress::Form),
            "https" => Ok(Address(url)),
            "http" if is_loopback || unencrypted => Ok(Address(url)),
            "http" => Err(NoAddress::Unencrypted),
            _ => Err(NoAddress::Form),
        }
    }

    fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

/// The central service, as one terminal asks it.
pub struct HttpPeer {
    address: Address,
    hospital: String,
    terminal: String,
    key: AuthorKey,
    /// Made with the first call.
    client: Option<Client>,
    challenge: Option<String>,
}

impl HttpPeer {
    /// Connects with the first call. A provider of cryptography must be installed for the process.
    pub fn new(address: Address, hospital: &str, terminal: &str, key: AuthorKey) -> Self {
        let (hospital, terminal) = (hospital.to_owned(), terminal.to_owned());
        HttpPeer { address, hospital, terminal, key, client: None, challenge: None }
    }

    /// Enrols this terminal with a code. When the answer is lost, the same code may be used again by
    /// the same terminal.
    pub fn enrol(&mut self, code: &EnrolmentCode) -> Result<Enrolled, Fault> {
        let key = PublicKey::of(&self.key.verifying_key());
        let enrol = Enrol { protocol: PROTOCOL, code: code.as_str().to_owned(), key };
        let json = serde_json::to_vec(&enrol).map_err(not_understood)?;
        read(&self.ask(path::ENROL, &json)?)
    }

    /// Posts a message and gives the unpacked answer.
    fn ask(&mut self, path: &str, json: &[u8]) -> Result<Vec<u8>, Fault> {
        let answered = self.client().and_then(|client| self.ask_with(&client, path, json));
        if let Err(Fault::Untrusted(_)) = answered {
            // Whom the computer trusts is read with the next call: somebody may put it right meanwhile.
            self.client = None;
        }
        answered
    }

    fn client(&mut self) -> Result<Client, Fault> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let client = Client::builder().connect_timeout(CONNECT_WITHIN).timeout(ANSWER_WITHIN);
        // Its own address is signed: an answer that sends us elsewhere is not followed.
        let client = client.redirect(reqwest::redirect::Policy::none());
        // A computer that trusts nobody can still speak with one that shows no certificate.
        let client = if self.address.is_encrypted() { client } else { client.tls_certs_only([]) };
        Ok(self.client.insert(client.build().map_err(unreached)?).clone())
    }

    /// A challenge that has ended is renewed once.
    fn ask_with(&mut self, client: &Client, path: &str, json: &[u8]) -> Result<Vec<u8>, Fault> {
        let body = pack(json);
        for _ in 0..2 {
            let challenge = match self.challenge.take() {
                Some(challenge) => challenge,
                None => read::<Challenge>(&answer(client.get(self.address.at(path::CHALLENGE)).send())?)?.challenge,
            };
            let whom = (self.hospital.as_str(), self.terminal.as_str());
            let signed = Signed::new(&self.key, whom, &challenge, "POST", path, &body);
            let request = client
                .post(self.address.at(path))
                .header(AUTHORIZATION, signed.to_header())
                .header(CONTENT_TYPE, "application/json")
                .header(CONTENT_ENCODING, ENCODING)
                .body(body.clone());
            match answer(request.send()) {
                Err(Said::Again) => {}
                Err(Said::Fault(fault)) => return Err(fault),
                Ok(answered) => {
                    self.challenge = Some(challenge);
                    return Ok(answered);
                }
            }
        }
        Err(Fault::NotUnderstood("it takes none of its own challenges".into()))
    }
}

impl Peer for HttpPeer {
    fn greet(&mut self, hello: &Hello) -> Result<Hello, Fault> {
        let json = Message::Hello(hello.clone()).to_json().map_err(not_understood)?;
        match Message::from_json(&self.ask(path::HELLO, &json)?).map_err(not_understood)? {
            Message::Hello(hello) => Ok(hello),
            _ => Err(not_understood("a hello was asked for")),
        }
    }

    fn give(&mut self, batch: Batch) -> Result<Answers, Fault> {
        let json = Message::Batch(batch).to_json().map_err(not_understood)?;
        match Message::from_json(&self.ask(path::FACTS, &json)?).map_err(not_understood)? {
            Message::Answers(answers) => Ok(answers),
            _ => Err(not_understood("answers were asked for")),
        }
    }

    fn fetch(&mut self, hello: &Hello) -> Result<Parcel, Fault> {
        let json = Message::Hello(hello.clone()).to_json().map_err(not_understood)?;
        Parcel::from_json(&self.ask(path::MISSING, &json)?).ok_or_else(|| not_understood("facts were asked for"))
    }
}

enum Said {
    /// The challenge has ended.
    Again,
    Fault(Fault),
}

impl From<Said> for Fault {
    fn from(said: Said) -> Fault {
        match said {
            Said::Again => not_understood("it asks for another challenge"),
            Said::Fault(fault) => fault,
        }
    }
}

fn answer(sent: reqwest::Result<Response>) -> Result<Vec<u8>, Said> {
    let response = sent.map_err(|error| Said::Fault(unreached(error)))?;
    let status = response.status();
    let packed = response.headers().get(CONTENT_ENCODING).is_some_and(|encoding| encoding == ENCODING);
    let mut body = Vec::new();
    response
        .take(MAX_PACKED_BYTES as u64 + 1)
        .read_to_end(&mut body)
        .map_err(|error| Said::Fault(Fault::Unreached(error.to_string())))?;
    if body.len() > MAX_PACKED_BYTES {
        return Err(Said::Fault(not_understood("its answer is too long")));
    }
    let body = if packed {
        packing::unpack(&body, MAX_MESSAGE_BYTES).map_err(|error| Said::Fault(not_understood(error)))?
    } else {
        body
    };
    if status == StatusCode::OK { Ok(body) } else { Err(refused(status, &body)) }
}

fn refused(status: StatusCode, body: &[u8]) -> Said {
    let problem: Value = serde_json::from_slice(body).unwrap_or_default();
    let kind = problem["type"].as_str().and_then(|kind| kind.strip_prefix("urn:shalya:problem:")).unwrap_or_default();
    Said::Fault(match (kind, status) {
        (problem::CHALLENGE, _) => return Said::Again,
        (problem::NOT_ENROLLED, _) => Fault::Refused(Refusal::NotEnrolled),
        (problem::REVOKED, _) => Fault::Refused(Refusal::Revoked),
        (problem::CODE, _) => Fault::Refused(Refusal::Code),
        (problem::TERMINAL_TAKEN, _) => Fault::Refused(Refusal::TerminalTaken),
        (problem::PROTOCOL, _) => Fault::Refused(Refusal::Protocol),
        (_, StatusCode::PAYLOAD_TOO_LARGE) => Fault::TooLarge,
        (_, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) => Fault::Busy,
        (_, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT | StatusCode::REQUEST_TIMEOUT) => {
            Fault::Unreached(format!("answered {status}"))
        }
        _ => not_understood(format!("answered {status}")),
    })
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(json).map_err(not_understood)
}

fn unreached(error: reqwest::Error) -> Fault {
    match of_tls(&error) {
        Some(rustls::Error::InvalidCertificate(why)) => return Fault::Untrusted(distrust(why)),
        // Of this computer: it has no certificate of anybody whom it trusts.
        Some(rustls::Error::General(_)) if error.is_builder() => return Fault::Untrusted(Distrust::Issuer),
        Some(rustls::Error::InvalidMessage(_)) => return not_understood("it does not speak TLS"),
        _ => {}
    }
    // Without the address, which says nothing new; with the cause, which does.
    let error = error.without_url();
    let cause = std::iter::successors(Error::source(&error), |error| (*error).source()).last();
    Fault::Unreached(cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")))
}

/// What TLS itself says of it, if that is where it failed.
fn of_tls<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    if let Some(error) = error.downcast_ref() {
        return Some(error);
    }
    // An error of a line passes over the one that it holds when it is asked for its cause.
    let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    held.map(|held| held as &(dyn Error + 'static)).or_else(|| error.source()).and_then(of_tls)
}

fn distrust(why: &CertificateError) -> Distrust {
    use CertificateError::*;
    match why {
        Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. } => Distrust::Time,
        NotValidForName | NotValidForNameContext { .. } => Distrust::Name,
        _ => Distrust::Issuer,
    }
}

fn not_understood(what: impl fmt::Display) -> Fault {
    Fault::NotUnderstood(what.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_encryption_is_taken_only_here_or_when_it_is_said() {
        let parse = |typed| Address::parse(typed, false).map(|address| address.to_string());
        assert_eq!(parse("centre.example.gov.bd"), Ok("https://centre.example.gov.bd".into()));
        assert_eq!(parse(" https://centre.example/procedures/ "), Ok("https://centre.example/procedures".into()));
        for here in ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"] {
            assert_eq!(parse(here), Ok(here.into()));
        }
        assert_eq!(parse("http://centre.example"), Err(NoAddress::Unencrypted));
        assert_eq!(parse("http://localhost.example"), Err(NoAddress::Unencrypted));
        assert!(Address::parse("http://10.0.0.5:8080", true).is_ok());
        for wrong in
            ["", "https://", "ftp://centre.example", "https://a:b@centre.example", "https://c.example/?x=1", "a b"]
        {
            assert_eq!(parse(wrong), Err(NoAddress::Form), "{wrong}");
        }
    }
}
