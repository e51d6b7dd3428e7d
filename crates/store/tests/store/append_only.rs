//! Nobody changes or deletes a fact, whoever holds the key to the file.

use crate::hospital::*;
use journal::{Flaw, Malformed, StreamKind};
use rusqlite::Connection;
use store::Store;

/// A store with a case in it, opened by hand as an intruder with the key would.
fn by_hand() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let patient = registered(&mut store, named("Nasrin Akhter", ""));
    requested(&mut store, patient);
    drop(store);
    let connection = opened_by_hand(folder.path());
    (folder, connection)
}

fn refused(connection: &Connection, sql: &str) -> bool {
    connection.execute(sql, []).is_err_and(|error| error.to_string().contains("append-only"))
}

#[test]
fn no_fact_is_deleted_changed_or_replaced() {
    let (folder, connection) = by_hand();
    assert!(refused(&connection, "DELETE FROM events"));
    for column in ["position", "seq", "stream", "chain"] {
        assert!(refused(&connection, &format!("UPDATE events SET {column} = {column} + 1 WHERE position = 2")));
    }
    for column in ["event_id", "envelope", "payload", "signature"] {
        assert!(refused(&connection, &format!("UPDATE events SET {column} = x'00' WHERE position = 2")));
    }
    for verb in ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE"] {
        let same = "(position, event_id, stream, chain, seq, envelope, payload, signature)
                    SELECT position, event_id, stream, chain, seq, envelope, x'00', signature FROM events";
        assert!(refused(&connection, &format!("{verb} INTO events {same}")), "{verb}");
    }
    drop(connection);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().broken, []);
}

#[test]
fn only_a_payload_with_a_receipt_is_pruned_and_the_chain_still_proves() {
    let (folder, connection) = by_hand();
    let prune = "UPDATE events SET payload = NULL WHERE position = 1";
    assert!(refused(&connection, prune));
    connection.execute("INSERT INTO receipts (position, receipt) VALUES (1, x'00')", []).unwrap();
    assert!(refused(&connection, "UPDATE events SET payload = NULL, seq = 7 WHERE position = 1"));
    assert!(refused(&connection, "UPDATE events SET payload = x'7b7d' WHERE position = 1"));
    assert_eq!(connection.execute(prune, []).unwrap(), 1);
    drop(connection);

    let store = Store::open(folder.path()).unwrap();
    let verified = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((verified.facts, verified.broken), (store.fact_count(), vec![]));
    assert_eq!(store.unsent_facts(), store.fact_count() - 1);
    assert_eq!(store.history(StreamKind::Hospital, CODE).unwrap()[0].payload, None);
}

/// Whoever takes the triggers away first is found out by the proof.
#[test]
fn what_was_changed_all_the_same_is_named() {
    let (folder, connection) = by_hand();
    connection.execute_batch("DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted").unwrap();
    let [changed, garbled, last] = [3, 4, 5].map(|position| -> [u8; 16] {
        let sql = "SELECT event_id FROM events WHERE position = ?1";
        connection.query_row(sql, [position], |row| row.get(0)).unwrap()
    });
    connection.execute("UPDATE events SET payload = CAST('{}' AS BLOB) WHERE position = 3", []).unwrap();
    connection.execute("UPDATE events SET envelope = x'00' WHERE position = 4", []).unwrap();
    connection.execute("DELETE FROM events WHERE position = 2", []).unwrap();
    drop(connection);

    let store = Store::open(folder.path()).unwrap();
    let verified = store.verify(&mut |_, _| {}).unwrap();
    let named: Vec<_> =
        verified.broken.iter().map(|broken| (*broken.event_id.as_bytes(), broken.flaw.clone())).collect();
    let expected = [
        (changed, Flaw::Gap { expected: 2 }),
        (changed, Flaw::Payload),
        (garbled, Flaw::Malformed(Malformed::Impossible { field: "its envelope" })),
        (last, Flaw::Gap { expected: 4 }),
    ];
    assert_eq!(named, expected);
}

#[test]
fn a_fact_that_was_moved_to_another_case_is_named() {
    let (folder, connection) = by_hand();
    connection.execute_batch("DROP TRIGGER events_are_never_changed").unwrap();
    let (last, event): (i64, [u8; 16]) = connection
        .query_row("SELECT position, event_id FROM events ORDER BY position DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    connection.execute("UPDATE events SET stream = 1 WHERE position = ?1", [last]).unwrap();
    drop(connection);

    let verified = Store::open(folder.path()).unwrap().verify(&mut |_, _| {}).unwrap();
    assert_eq!(verified.broken.iter().map(|broken| *broken.event_id.as_bytes()).collect::<Vec<_>>(), [event]);
}
