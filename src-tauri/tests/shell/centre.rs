//! Connecting to the central service: who may, what is refused and how it is told. The centre itself
//! is met in its own tests and in the story of the window.

use crate::theatre::*;
use domain::Refusal;
use domain::procedure::Role;
use ipc::*;
use shalya::desk::Desk;
use shalya::{centre, people, terminal};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

fn connect(desk: &Desk, address: &str, code: &str) -> CentreTrouble {
    let call = ConnectCentre { address: address.into(), code: code.into(), unencrypted: false };
    match centre::connect_centre(desk, call) {
        Err(Failure::Centre { trouble }) => trouble,
        other => panic!("{other:?}"),
    }
}

const CODE: &str = "7K3Q-M2X9-PT5D";

#[test]
fn what_cannot_be_the_centre_is_told_apart_and_connects_nothing() {
    sync::http::use_cryptography();
    let theatre = Theatre::administered();
    let desk = &theatre.desk;
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    assert_eq!(connect(desk, "no address", CODE), CentreTrouble::Address);
    assert_eq!(connect(desk, "http://centre.example", CODE), CentreTrouble::Unencrypted);
    assert_eq!(connect(desk, &closed, "7K3Q"), CentreTrouble::Code);
    assert_eq!(connect(desk, &closed, CODE), CentreTrouble::Unreached);
    let stranger = TcpListener::bind("127.0.0.1:0").unwrap();
    let elsewhere = format!("http://{}", stranger.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut line, _) = stranger.accept().unwrap();
        let _ = line.read(&mut [0; 1024]).unwrap();
        line.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\nconnection: close\r\n\r\n<html></html>").unwrap();
    });
    assert_eq!(connect(desk, &elsewhere, CODE), CentreTrouble::NotACentre);
    answering.join().unwrap();
    let stands = centre::centre(desk, GetCentre {}).unwrap();
    assert_eq!((stands.address, stands.hospital.as_str(), stands.terminal.as_str()), (None, "NTK", "T1"));
    assert_eq!(stands.line.state, LineState::NotConnected);
    let line = terminal::terminal_status(desk, TerminalStatus {}).unwrap().line;
    assert_eq!(line.state, LineState::NotConnected);
    assert!(line.waiting_facts > 0, "they wait, and it is said");
}

#[test]
fn a_centre_that_nobody_vouches_for_is_told_apart_from_one_that_does_not_answer() {
    sync::http::use_cryptography();
    let theatre = Theatre::administered();
    let desk = &theatre.desk;
    let rcgen::CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".into()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder().with_no_client_auth();
    let config = Arc::new(config.with_single_cert(vec![cert.der().clone()], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let answering = std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        let mut tls = rustls::ServerConnection::new(config).unwrap();
        while tls.is_handshaking() {
            tls.complete_io(&mut line)?;
        }
        Ok::<_, std::io::Error>(())
    });
    assert_eq!(connect(desk, &address, CODE), CentreTrouble::Untrusted);
    assert!(answering.join().unwrap().is_err(), "nothing was said to it");
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}", plain.local_addr().unwrap().port());
    let answering = std::thread::spawn(move || {
        let (mut line, _) = plain.accept().unwrap();
        line.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").unwrap();
    });
    assert_eq!(connect(desk, &address, CODE), CentreTrouble::NotACentre, "it does not speak TLS");
    answering.join().unwrap();
}

#[test]
fn only_who_administers_connects_and_disconnects() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Rina Das", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let desk = &theatre.desk;
    let refused = Some(Failure::Refused { refusal: Refusal::NotAllowed });
    let call = ConnectCentre { address: "https://centre.example".into(), code: CODE.into(), unencrypted: false };
    assert_eq!(centre::connect_centre(desk, call).err(), refused);
    assert_eq!(centre::disconnect_centre(desk, DisconnectCentre {}).err(), refused);
    assert_eq!(centre::centre(desk, GetCentre {}).err(), refused);
    people::sign_out(desk, SignOut { by: LeftBy::Lock, left_open: None }).unwrap();
    assert_eq!(centre::centre(desk, GetCentre {}).err(), Some(Failure::SignedOut));
}
