use domain::hospital::*;
use domain::patient::*;
use domain::procedure::*;
use domain::{procedure, *};
use std::time::Instant;
use store::*;
fn t(name: &str, mut v: Vec<f64>) {
    v.sort_by(f64::total_cmp);
    println!(
        "{name}: n {} p50 {:.1} us p99 {:.1} us max {:.0} mean {:.1}",
        v.len(),
        v[v.len() / 2],
        v[v.len() * 99 / 100],
        v[v.len() - 1],
        v.iter().sum::<f64>() / v.len() as f64
    );
}
fn now() -> Moment {
    "2026-11-22T11:33:00+06:00".parse().unwrap()
}
fn main() {
    let arg: Vec<String> = std::env::args().collect();
    let n: usize = arg.get(2).map_or(100_000, |x| x.parse().unwrap());
    let dir = std::path::PathBuf::from(std::env::var("DIR").unwrap_or("/root/syncbench/st".into()));
    let nurse = PersonId(new_id());
    match arg[1].as_str() {
        "append" => {
            let _ = std::fs::remove_dir_all(&dir);
            let (mut s, _) = Store::create(&dir, "KSG", "T1", KeyKeeper::File).unwrap();
            let th = TheatreId(new_id());
            let f = set_up(
                "KSG",
                "x",
                "",
                false,
                vec![(th, Theatre { name: "a".into(), name_bn: "a".into(), specialty: "e".into(), position: 1 })],
                vec![],
            )
            .unwrap();
            s.record(nurse, now(), Batch { hospital: f, ..Default::default() }).unwrap();
            let hospital = s.hospital().unwrap();
            let bare = rusqlite::Connection::open(dir.join("bare.db")).unwrap();
            bare.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e(id INTEGER PRIMARY KEY, envelope BLOB, payload BLOB, signature BLOB)").unwrap();
            let (mut ours, mut base) = (vec![], vec![]);
            let mut k = 0;
            'out: loop {
                let pid = PatientId(new_id());
                let id = ProcedureId(new_id());
                let patient = Patient::default();
                let mut cmds = vec![Command::Request(Request {
                    procedure_no: format!("P{k}"),
                    patient: pid,
                    operation: Operation { text: Some("Laparotomy".into()), ..Default::default() },
                    urgency: Urgency::Emergency,
                    minutes: 60,
                    side: None,
                    anaesthesia: vec![],
                    ward_bed: None,
                    reason: None,
                    encounter: None,
                    waiting_since: None,
                })];
                for i in Item::ALL {
                    if i.phase() == Phase::SignIn {
                        cmds.push(Command::AnswerItem {
                            item: i,
                            answer: if i.is_risk() { Answer::No } else { Answer::Yes },
                            plan: None,
                            comments: None,
                            said_by: Some(Speaker::Patient),
                            at: None,
                        });
                    }
                }
                cmds.push(Command::SignPhase { phase: Phase::SignIn, by: nurse, at: None });
                cmds.push(Command::GiveConsent { by: ConsentBy::Signature, at: None });
                for m in [Milestone::InTheatre, Milestone::AnaesthesiaStart] {
                    cmds.push(Command::Reach { milestone: m, at: None });
                }
                for i in Item::ALL {
                    if i.phase() == Phase::TimeOut {
                        cmds.push(Command::AnswerItem {
                            item: i,
                            answer: Answer::Yes,
                            plan: None,
                            comments: None,
                            said_by: None,
                            at: None,
                        });
                    }
                }
                cmds.push(Command::SignPhase { phase: Phase::TimeOut, by: nurse, at: None });
                cmds.push(Command::Reach { milestone: Milestone::Incision, at: None });
                for j in 0..6 {
                    cmds.push(Command::SignNote {
                        note_type: NoteType::IntraOperative,
                        text: format!("Note {j} ").repeat(40),
                        at: None,
                    });
                    cmds.push(Command::GiveDrug {
                        drug: "Ketamine".into(),
                        dose: "50 mg".into(),
                        class: None,
                        at: None,
                        allergy_acknowledged_by: None,
                    });
                }
                for c in cmds {
                    k += 1;
                    let b = Instant::now();
                    let case = s.procedure(id).unwrap().map(|x| x.state).unwrap_or_default();
                    let ctx =
                        Context { id, now: now(), actor: nurse, patient: &patient, hospital: &hospital, bookings: &[] };
                    let d = procedure::decide(&case, c, &ctx).unwrap();
                    let ev = s
                        .record(nurse, now(), Batch { procedures: vec![(id, d.facts)], ..Default::default() })
                        .unwrap();
                    ours.push(b.elapsed().as_secs_f64() * 1e6);
                    let h = s.history(journal::StreamKind::Procedure, &id.to_string()).unwrap();
                    let p = h
                        .iter()
                        .filter(|e| ev.contains(&e.event))
                        .map(|e| e.payload.clone().unwrap())
                        .collect::<Vec<_>>();
                    let b = Instant::now();
                    let t = bare.unchecked_transaction().unwrap();
                    for p in &p {
                        bare.prepare_cached("INSERT INTO e(envelope,payload,signature) VALUES(?1,?2,?3)")
                            .unwrap()
                            .execute(rusqlite::params![vec![0u8; 420], p, vec![0u8; 64]])
                            .unwrap();
                    }
                    t.commit().unwrap();
                    base.push(b.elapsed().as_secs_f64() * 1e6);
                    if ours.len() >= n {
                        break 'out;
                    }
                }
            }
            t("ours", ours);
            t("bare", base);
        }
        "fill" => {
            let _ = std::fs::remove_dir_all(&dir);
            let (mut s, _) = Store::create(&dir, "KSG", "T1", KeyKeeper::File).unwrap();
            let first = [
                "Karim", "Rahim", "Nasrin", "Fatema", "Abdul", "Mohammad", "Salma", "Rina", "Shahida", "Jamal",
                "Kamal", "Rokeya", "Anowara", "Habib", "Hasan", "Hosne", "Laila", "Moushumi", "Nazma", "Omar",
            ];
            let last = [
                "Akhter",
                "Begum",
                "Khatun",
                "Rahman",
                "Islam",
                "Hossain",
                "Mia",
                "Sarkar",
                "Uddin",
                "Ali",
                "Ahmed",
                "Chowdhury",
                "Sheikh",
                "Molla",
                "Khan",
            ];
            let fb = [
                "করিম",
                "রহিম",
                "নাসরিন",
                "ফাতেমা",
                "আব্দুল",
                "মোহাম্মদ",
                "সালমা",
                "রিনা",
                "শাহিদা",
                "জামাল",
                "কামাল",
                "রোকেয়া",
                "আনোয়ারা",
                "হাবিব",
                "হাসান",
                "হোসনে",
                "লায়লা",
                "মৌসুমী",
                "নাজমা",
                "ওমর",
            ];
            let lb = [
                "আক্তার",
                "বেগম",
                "খাতুন",
                "রহমান",
                "ইসলাম",
                "হোসেন",
                "মিয়া",
                "সরকার",
                "উদ্দিন",
                "আলী",
                "আহমেদ",
                "চৌধুরী",
                "শেখ",
                "মোল্লা",
                "খান",
            ];
            let b = Instant::now();
            let mut i = 0usize;
            while i < n {
                let mut batch = Batch::default();
                for _ in 0..500 {
                    let (a, c) = ((i * 7919 + i / 13) % 20, (i * 104729 + i / 7) % 15);
                    let id = Identity {
                        name: format!("{} {}", first[a], last[c]),
                        name_bn: format!("{} {}", fb[a], lb[c]),
                        phone: Some(format!("017{:08}", (i * 7919) % 100_000_000)),
                        relative: Some(Relative {
                            relation: Relation::Father,
                            name: format!("{} {}", first[(a + c) % 20], last[(c + 3) % 15]),
                        }),
                        sex: Sex::Female,
                        birth: Birth::Unknown,
                        ..Default::default()
                    };
                    batch.patients.push((
                        PatientId(new_id()),
                        vec![PatientFact::Registered {
                            identity: id,
                            registration_no: format!("R-T1-{i:06}"),
                            uhid: None,
                            temporary_id: None,
                        }],
                    ));
                    i += 1;
                }
                s.record(nurse, now(), batch).unwrap();
            }
            println!(
                "filled {} in {:?}; file {} MB",
                n,
                b.elapsed(),
                std::fs::metadata(dir.join("shalya.db")).unwrap().len() >> 20
            );
        }
        "search" => {
            let b = Instant::now();
            let s = Store::open(&dir).unwrap();
            println!("open {:?}", b.elapsed());
            for name in [
                "karim rahman",
                "nasrin akhter",
                "shahida be",
                "R-T1-004242",
                "01700007919",
                "করিম রহমান",
                "মোহাম্মদ চৌধুরী",
                "সালমা খাতুন",
                "mia",
                "zz",
            ] {
                let mut all = vec![];
                let mut worst = (0.0, String::new());
                for _ in 0..20 {
                    let mut typed = String::new();
                    for c in name.chars() {
                        typed.push(c);
                        let b = Instant::now();
                        let f = s.find_patients(&typed, 20).unwrap();
                        let e = b.elapsed().as_secs_f64() * 1e6;
                        if e > worst.0 {
                            worst = (e, format!("{typed} ({})", f.len()));
                        }
                        all.push(e);
                    }
                }
                t(name, all);
                println!("   worst {:.0} us {}", worst.0, worst.1);
            }
            let id = Identity {
                name: "Karim Rahman".into(), name_bn: "করিম রহমান".into(), ..Default::default()
            };
            let b = Instant::now();
            let l = s.like(&id, None).unwrap();
            println!("like {} in {:?}", l.len(), b.elapsed());
        }
        "only" => {
            let mut s = Store::open(&dir).unwrap();
            s.rebuild(&mut |_, _| {}).unwrap();
        }
        "parts" => {
            let key = std::fs::metadata(dir.join("shalya.db")).unwrap().len();
            println!("{}MB", key >> 20);
            let names = ["karim rahman", "nasrin akhter", "করিম রহমান", "মোহাম্মদ চৌধুরী"];
            let typed: Vec<String> = names
                .iter()
                .flat_map(|n| {
                    let mut t = String::new();
                    n.chars()
                        .map(|c| {
                            t.push(c);
                            t.clone()
                        })
                        .collect::<Vec<_>>()
                })
                .filter(|t| !t.ends_with(' '))
                .collect();
            let q = |t: &str, open: bool| {
                let w: Vec<&str> = t.split_whitespace().collect();
                w.iter()
                    .enumerate()
                    .map(|(i, x)| format!("\"{x}\"{}", if i + 1 == w.len() && !open { "" } else { "*" }))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            {
                let c = raw(&dir);
                for (name, sql, open) in [
                    (
                        "rowid whole",
                        "SELECT rowid FROM patient_words WHERE patient_words MATCH ?1 ORDER BY rowid DESC LIMIT 20",
                        false,
                    ),
                    (
                        "rowid prefix",
                        "SELECT rowid FROM patient_words WHERE patient_words MATCH ?1 ORDER BY rowid DESC LIMIT 20",
                        true,
                    ),
                    (
                        "rank prefix",
                        "SELECT rowid FROM patient_words WHERE patient_words MATCH ?1 ORDER BY rank LIMIT 20",
                        true,
                    ),
                    (
                        "join prefix",
                        "SELECT p.id,p.body,p.stream FROM patient_words w JOIN patients p ON p.stream=w.rowid WHERE patient_words MATCH ?1 ORDER BY w.rowid DESC LIMIT 20",
                        true,
                    ),
                ] {
                    let mut all = vec![];
                    let mut st = c.prepare(sql).unwrap();
                    for _ in 0..5 {
                        for t in &typed {
                            let b = Instant::now();
                            let mut r = st.query([q(t, open)]).unwrap();
                            let mut n = 0;
                            while let Some(x) = r.next().unwrap() {
                                n += x.get_ref(0).is_ok() as i32;
                                if sql.contains("body") {
                                    n += x.get_ref(1).unwrap().as_blob().unwrap().len() as i32;
                                }
                            }
                            std::hint::black_box(n);
                            all.push(b.elapsed().as_secs_f64() * 1e6);
                        }
                    }
                    t(name, all);
                }
            }
            let s = Store::open(&dir).unwrap();
            let mut all = vec![];
            for _ in 0..5 {
                for t in &typed {
                    let b = Instant::now();
                    s.find_patients(t, 20).unwrap();
                    all.push(b.elapsed().as_secs_f64() * 1e6);
                }
            }
            t("find_patients", all);
        }
        "rebuild" => {
            let mut s = Store::open(&dir).unwrap();
            println!("facts {}", s.fact_count());
            let b = Instant::now();
            let mut c = 0u64;
            s.each_fact(&mut |f| {
                let v: serde_json::Value = serde_json::from_slice(f.payload.as_ref().unwrap()).unwrap();
                c += v.is_object() as u64;
            })
            .unwrap();
            let r = b.elapsed();
            let b = Instant::now();
            s.rebuild(&mut |_, _| {}).unwrap();
            let o = b.elapsed();
            println!(
                "read {r:?} rebuild {o:?} ratio {:.2}; {}",
                o.as_secs_f64() / r.as_secs_f64(),
                std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|l| l.starts_with("VmHWM")).unwrap()
            );
            let b = Instant::now();
            let v = s.verify(&mut |_, _| {}).unwrap();
            println!("verify {:?} {}", b.elapsed(), v.facts);
            let b = Instant::now();
            drop(s);
            let s = Store::open(&dir).unwrap();
            println!("open {:?}", b.elapsed());
            drop(s);
        }
        "cases" => {
            let _ = std::fs::remove_dir_all(&dir);
            let (mut s, _) = Store::create(&dir, "KSG", "T1", KeyKeeper::File).unwrap();
            let b = Instant::now();
            let mut done = 0;
            // 20 cases at a time, interleaved, 25 facts each
            while done < n {
                let ids: Vec<_> = (0..400).map(|_| ProcedureId(new_id())).collect();
                for r in 0..25 {
                    let mut batch = Batch::default();
                    for id in &ids {
                        let f = match r {
                            0 => ProcedureFact::Requested {
                                procedure_no: "P".into(),
                                patient: PatientId(new_id()),
                                operation: Operation { text: Some("Laparotomy".into()), ..Default::default() },
                                urgency: Urgency::Emergency,
                                minutes: 60,
                                reason: None,
                                encounter: None,
                                waiting_since: now(),
                            },
                            1 => ProcedureFact::Scheduled {
                                slot: Slot {
                                    theatre: TheatreId(new_id()),
                                    start: now().plus_minutes(done as i64),
                                    minutes: 60,
                                    machines: vec![],
                                },
                                reason: None,
                                over: vec![],
                            },
                            x if x < 21 => ProcedureFact::ItemAnswered {
                                item: Item::ALL[x - 2],
                                answer: Answer::Yes,
                                plan: None,
                                comments: None,
                                said_by: Some(Speaker::Patient),
                                at: now(),
                            },
                            _ => ProcedureFact::NoteSigned {
                                note_type: NoteType::PostOperative,
                                text: "Stable. Blood loss 200 ml. ".repeat(8),
                                at: now(),
                            },
                        };
                        batch.procedures.push((*id, vec![f]));
                        done += 1;
                    }
                    s.record(nurse, now(), batch).unwrap();
                }
            }
            println!(
                "{} facts in {:?}; file {} MB",
                s.fact_count(),
                b.elapsed(),
                std::fs::metadata(dir.join("shalya.db")).unwrap().len() >> 20
            );
        }
        "fts" => {
            let c = raw(&dir);
            for (name, pre, hash) in [
                ("12345", ",prefix='1 2 3 4 5'", None),
                ("12345 hash8M", ",prefix='1 2 3 4 5'", Some(8 << 20)),
                ("12345 hash64M", ",prefix='1 2 3 4 5'", Some(64 << 20)),
                ("123", ",prefix='1 2 3'", None),
                ("none", "", None),
            ] {
                c.execute_batch(&format!("DROP TABLE IF EXISTS w; CREATE VIRTUAL TABLE w USING fts5(words,content='patients',content_rowid='stream'{pre},tokenize=\"unicode61 categories 'L* N* Co Mn Mc'\")")).unwrap();
                if let Some(h) = hash {
                    c.execute_batch(&format!("INSERT INTO w(w,rank) VALUES('hashsize',{h})")).unwrap();
                }
                let b = Instant::now();
                c.execute_batch("BEGIN; INSERT INTO w(w) VALUES('rebuild');").unwrap();
                println!("{name} rebuild {:?}", b.elapsed());
                let n: i64 = c.query_row("SELECT SUM(LENGTH(block)) FROM w_data", [], |r| r.get(0)).unwrap();
                println!("   {} KB", n >> 10);
                let b = Instant::now();
                c.execute_batch("COMMIT").unwrap();
                println!("   commit {:?}", b.elapsed());
                for q in ["\"k\"*", "\"kar\"*", "\"karim\"*", "\"করি\"* \"রহ\"*", "\"nasr\"* \"ak\"*", "\"a\"* \"k\"*"]
                {
                    let b = Instant::now();
                    let m: Vec<i64> = c
                        .prepare("SELECT rowid FROM w WHERE w MATCH ?1 ORDER BY rowid DESC LIMIT 20")
                        .unwrap()
                        .query_map([q], |r| r.get(0))
                        .unwrap()
                        .map(|x| x.unwrap())
                        .collect();
                    print!("  {q} {} {:?}", m.len(), b.elapsed());
                }
                println!();
            }
            c.execute_batch("DROP TABLE w").unwrap();
        }
        _ => {}
    }
}
#[allow(dead_code)]
pub fn raw(dir: &std::path::Path) -> rusqlite::Connection {
    let v: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.join("shalya.keys")).unwrap()).unwrap();
    let k = data_encoding::BASE64.decode(v["data_key"].as_str().unwrap().as_bytes()).unwrap();
    let c = rusqlite::Connection::open(dir.join("shalya.db")).unwrap();
    c.execute_batch(&format!(
        "PRAGMA key=\"x'{}'\"; PRAGMA cipher_memory_security=OFF; PRAGMA cache_size=-16384;",
        data_encoding::HEXLOWER.encode(&k)
    ))
    .unwrap();
    c
}
