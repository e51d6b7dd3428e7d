//! Clients that take their time, and very many of them.

use crate::harness::process::Process;
use crate::harness::{Service, postgres, service_md};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// What comes back until the service closes the connection.
async fn until_closed(mut line: TcpStream) -> (String, Duration) {
    let start = Instant::now();
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(30), line.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "the connection was kept");
    (String::from_utf8_lossy(&answer).into_owned(), start.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_finish_asking_is_cut_off_and_holds_nobody_up() {
    let service = Service::start_with("shalya_request_seconds = 2").await;
    let address = service.base.strip_prefix("http://").unwrap().to_owned();
    let connect = async |said: &str| {
        let mut line = TcpStream::connect(&address).await.unwrap();
        line.write_all(said.as_bytes()).await.unwrap();
        line
    };
    let head = connect("POST /api/procedures HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;
    let token = service.his().token;
    let body = connect(&format!(
        "POST /api/procedures HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{{\"status\": "
    ))
    .await;
    let silent = connect("").await;
    let (head, body, silent) =
        (tokio::spawn(until_closed(head)), tokio::spawn(until_closed(body)), tokio::spawn(until_closed(silent)));
    for _ in 0..5 {
        service.his().post("/api/procedures", &service_md("create")).await.is(201);
    }
    let (answer, after) = body.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(after < Duration::from_secs(10), "{after:?}");
    for cut in [head, silent] {
        let (_, after) = cut.await.unwrap();
        assert!(after < Duration::from_secs(10), "{after:?}");
    }
}

/// Asks on a line of its own, whose system keeps little of what comes for whoever does not read it.
async fn asked_for_much(address: &str, token: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 * 1024).unwrap();
    let mut line = socket.connect(address.parse().unwrap()).await.unwrap();
    let ask = format!(
        "GET /api/procedures?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    line.write_all(ask.as_bytes()).await.unwrap();
    line
}

/// How many bytes of an answer came, and how many it said it has.
fn whole(answer: &[u8]) -> (usize, usize) {
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    let said = String::from_utf8_lossy(&answer[..head]).to_lowercase();
    let length = said.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    (answer.len() - head, length)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_nothing_of_an_answer_is_cut_off_and_who_takes_it_slowly_has_all_of_it() {
    let service = Service::start_with("shalya_request_seconds = 2").await;
    let address = service.base.strip_prefix("http://").unwrap().to_owned();
    let mut body = service_md("create");
    body["metadata"] = json!({ "images": "x".repeat(200_000) });
    for _ in 0..40 {
        service.his().post("/api/procedures", &body).await.is(201);
    }
    let token = service.his().token;
    let (mut silent, mut slow) = (asked_for_much(&address, &token).await, asked_for_much(&address, &token).await);
    let slowly = tokio::spawn(async move {
        let (mut answer, mut some, began) = (Vec::new(), vec![0; 128 * 1024], Instant::now());
        loop {
            match slow.read(&mut some).await.unwrap() {
                0 => return (answer, began.elapsed()),
                count => answer.extend_from_slice(&some[..count]),
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    });
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut answer = Vec::new();
    // What the system had taken of it still comes; the line may end with a fault.
    let read = timeout(Duration::from_secs(30), silent.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "the line was kept");
    let (came, of) = whole(&answer);
    assert!(of > 8_000_000 && came < of / 2, "{came} of {of} bytes came to somebody who was cut off");
    let (answer, took) = slowly.await.unwrap();
    let (came, of) = whole(&answer);
    println!("{of} bytes to a slow reader in {took:.1?}");
    assert!(took > Duration::from_secs(3), "{took:?}");
    assert_eq!(came, of);
}

/// Whom the system turns away asks it again after a second; on a service that is held up for good,
/// in vain.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_who_come_at_once_wait_to_be_taken_and_none_is_turned_away() {
    let service = Process::start(&postgres::database().await, &[]).await;
    let most: usize = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap().trim().parse().unwrap();
    service.hold();
    let mut crowd = JoinSet::new();
    for _ in 0..most.min(1000) {
        let address = service.address().to_owned();
        crowd.spawn(async move { timeout(Duration::from_secs(20), TcpStream::connect(address)).await });
    }
    let lines = crowd.join_all().await;
    service.go_on();
    for line in lines {
        asked(line.expect("turned away").unwrap()).await;
    }
}

const CROWD: u64 = 10_000;

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_connections_are_held_and_everyone_is_answered() {
    let files = rlimit::increase_nofile_limit(CROWD + 1_000).unwrap();
    // A system that allows fewer files is filled as far as it goes.
    let crowd = CROWD.min(files.saturating_sub(500));
    let service = Process::start(&postgres::database().await, &[("SHALYA_REQUEST_SECONDS", "600")]).await;
    let start = Instant::now();
    let mut lines = Vec::new();
    for _ in 0..crowd / 500 {
        let mut some = JoinSet::new();
        for _ in 0..500 {
            let address = service.address().to_owned();
            some.spawn(async move { asked(TcpStream::connect(&address).await.unwrap()).await });
        }
        lines.extend(some.join_all().await);
    }
    let connected = start.elapsed();
    // All of them are still there: each is asked and answered once more, all at once.
    let mut again = JoinSet::new();
    for line in lines {
        again.spawn(asked(line));
    }
    let lines = again.join_all().await;
    let kib = std::fs::read_to_string(format!("/proc/{}/status", service.id)).unwrap_or_default();
    let resident = kib.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default().to_owned();
    println!(
        "{} connections: opened in {connected:?}, answered twice in {:?}, {resident}",
        lines.len(),
        start.elapsed()
    );
    assert_eq!(lines.len() as u64, crowd / 500 * 500);
    let ready = reqwest::get(format!("{}/health/ready", service.base)).await.unwrap();
    assert!(ready.status().is_success(), "and somebody new");
}

/// Asks on this connection and reads the answer; the connection stays.
async fn asked(mut line: TcpStream) -> TcpStream {
    line.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut some = [0; 1024];
        let count = line.read(&mut some).await.unwrap();
        assert!(count > 0, "cut off");
        answer.extend_from_slice(&some[..count]);
    }
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    line
}
