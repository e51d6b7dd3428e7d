//! The service over TLS, and the terminals that meet it there.

use crate::harness::authority::{Authority, Certified};
use crate::harness::terminal::{Terminal, apart};
use crate::harness::{SECRET, Service, postgres};
use central::serve::{serve, use_cryptography};
use central::settings::{Settings, WrongSetting};
use reqwest::{Certificate, Response};
use std::path::{Path, PathBuf};
use std::process::Command;
use tokio::net::TcpListener;

/// The address at which a certificate is looked at by its name.
fn by_name(base: &str) -> String {
    base.replace("http://127.0.0.1", "https://localhost")
}

/// What somebody is answered who trusts this authority alone.
async fn ask(base: &str, path: &str, trusts: &Authority) -> Option<Response> {
    let trusted = [Certificate::from_pem(trusts.pem.as_bytes()).unwrap()];
    let http = reqwest::Client::builder().tls_certs_only(trusted).build().unwrap();
    http.get(format!("{base}{path}")).send().await.ok()
}

async fn health(base: &str, trusts: &Authority) -> Option<u16> {
    ask(base, "/health", trusts).await.map(|answer| answer.status().as_u16())
}

/// What a terminal in a process of its own says of a centre, which trusts what stands in `trusts`; without
/// it what this computer does.
async fn terminal_says(base: &str, code: &str, trusts: Option<&Path>, later: Option<&Path>) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "encrypted::a_terminal_in_a_process_of_its_own", "--ignored", "--nocapture"]);
    command.env("SHALYA_TEST_CENTRE", base).env("SHALYA_TEST_CODE", code);
    command.env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR");
    if let Some(trusts) = trusts {
        command.env("SSL_CERT_FILE", trusts);
    }
    if let Some(later) = later {
        command.env("SHALYA_TEST_TRUSTS_LATER", later);
    }
    let output = apart(move || command.output().unwrap()).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.lines().find_map(|line| line.split_once("it says: ")).map(|(_, said)| said.to_owned());
    said.unwrap_or_else(|| panic!("{text}\n{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
#[ignore = "run by the others: whom it trusts is said to a whole process"]
fn a_terminal_in_a_process_of_its_own() {
    use_cryptography();
    let said = |name: &str| std::env::var(name).ok();
    let (base, code) = (said("SHALYA_TEST_CENTRE").unwrap(), said("SHALYA_TEST_CODE").unwrap());
    let mut terminal = Terminal::new("DHAKA", "T1");
    if let Some(later) = said("SHALYA_TEST_TRUSTS_LATER") {
        terminal.call(&base);
        let before = terminal.send(0);
        std::fs::copy(later, said("SSL_CERT_FILE").unwrap()).unwrap();
        println!("it says: {before:?}, then {:?}", terminal.send(0));
        return;
    }
    let enrolled = terminal.enrol(&base, &code).map(|enrolled| enrolled.hospital);
    println!("it says: {:?}", enrolled.and_then(|hospital| terminal.send(0).map(|_| hospital)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_speaks_with_whom_its_computer_trusts_and_says_why_with_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let (authority, stranger) = (Authority::new("Hospital"), Authority::new("Stranger"));
    let trusted = folder.path().join("authority.crt");
    std::fs::write(&trusted, &authority.pem).unwrap();
    let certify = |host: &str, until| authority.certify(folder.path(), host, until).settings();
    let service = Service::start_with(&certify("localhost", 2999)).await;
    let misnamed = Service::on(service.database.clone(), &certify("centre.example", 2999)).await;
    let expired = Service::on(service.database.clone(), &certify("localhost", 2020)).await;
    let plain = Service::on(service.database.clone(), "").await;

    assert_eq!(health(&by_name(&service.base), &authority).await, Some(200));
    assert_eq!(health(&by_name(&service.base), &stranger).await, None);
    assert_eq!(health(&service.base, &authority).await, None, "it says nothing in clear");
    let statement = ask(&by_name(&service.base), "/fhir/metadata", &authority).await.unwrap().text().await.unwrap();
    assert!(statement.contains(&format!("\"{}/fhir\"", by_name(&service.base))), "{statement}");

    let code = service.enrolment_code("DHAKA").await;
    let says = async |service: &Service, trusts| terminal_says(&by_name(&service.base), &code, trusts, None).await;
    assert_eq!(says(&service, None).await, "Err(Untrusted(Issuer))");
    assert_eq!(says(&misnamed, Some(&trusted)).await, "Err(Untrusted(Name))");
    assert_eq!(says(&expired, Some(&trusted)).await, "Err(Untrusted(Time))");
    assert_eq!(says(&plain, Some(&trusted)).await, "Err(NotUnderstood(\"it does not speak TLS\"))");
    assert_eq!(says(&service, Some(&trusted)).await, "Ok(\"DHAKA\")", "none of them has used the code");

    // Whoever looks after the computer puts it right while the program runs.
    let store = folder.path().join("store.crt");
    std::fs::write(&store, &stranger.pem).unwrap();
    let said = terminal_says(&by_name(&service.base), &code, Some(&store), Some(&trusted)).await;
    assert_eq!(said, "Err(Untrusted(Issuer)), then Err(Refused(NotEnrolled))");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_was_renewed_is_shown_without_a_restart() {
    use_cryptography();
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (Authority::new("Before"), Authority::new("After"));
    let certified = before.certify(folder.path(), "localhost", 2999);
    let settings = postgres::settings(&postgres::database().await, &certified.settings());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = by_name(&format!("http://{}", listener.local_addr().unwrap()));
    let encryption = settings.encryption.clone().unwrap();
    tokio::spawn(async move { serve(&settings, listener, std::future::pending()).await.unwrap() });
    assert_eq!((health(&base, &before).await, health(&base, &after).await), (Some(200), None));
    assert_eq!(encryption.look_again(), Ok(false));
    after.certify(folder.path(), "localhost", 2999);
    assert_eq!(encryption.look_again(), Ok(true));
    assert_eq!((health(&base, &before).await, health(&base, &after).await), (None, Some(200)));
    // What cannot be used is not shown to anybody.
    std::fs::write(&certified.key, "half a file").unwrap();
    assert!(encryption.look_again().unwrap_err().to_string().contains("SHALYA_TLS_KEY"));
    assert_eq!(health(&base, &after).await, Some(200));
}

#[test]
fn a_certificate_or_key_that_cannot_be_used_is_named_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Hospital");
    let (one, other) = (
        authority.certify(folder.path(), "one.example", 2999),
        authority.certify(folder.path(), "other.example", 2999),
    );
    let nowhere = PathBuf::from("/no/such/file");
    let read = |certificate: Option<&Path>, key: Option<&Path>| {
        let mut toml = format!("database_url = \"postgres://a@host/x\"\nshalya_secret = \"{SECRET}\"\n");
        for (name, path) in [("shalya_tls_cert", certificate), ("shalya_tls_key", key)] {
            toml += &path.map(|path| format!("{name} = \"{}\"\n", path.display())).unwrap_or_default();
        }
        Settings::read(&toml, |_| None).map(|settings| settings.encryption.is_some())
    };
    let Certified { certificate, key } = &one;
    assert_eq!(read(Some(certificate), Some(key)), Ok(true));
    assert_eq!(read(None, None), Ok(false));
    for (certificate, key, sentence) in [
        (Some(certificate), None, "SHALYA_TLS_CERT is set and SHALYA_TLS_KEY is not; https needs both.".to_owned()),
        (None, Some(key), "SHALYA_TLS_KEY is set and SHALYA_TLS_CERT is not; https needs both.".to_owned()),
        (Some(&nowhere), Some(key), "SHALYA_TLS_CERT is /no/such/file, which cannot be read: ".to_owned()),
        (Some(certificate), Some(&nowhere), "SHALYA_TLS_KEY is /no/such/file, which cannot be read: ".to_owned()),
        (
            Some(key),
            Some(key),
            format!("SHALYA_TLS_CERT is {}, which holds no certificate in PEM form.", key.display()),
        ),
        (
            Some(certificate),
            Some(certificate),
            format!("SHALYA_TLS_KEY is {}, which holds no private key in PEM form.", certificate.display()),
        ),
        (
            Some(certificate),
            Some(&other.key),
            format!("SHALYA_TLS_KEY is {}, which is not the key of the certificate in ", other.key.display()),
        ),
    ] {
        let WrongSetting(said) = read(certificate.map(PathBuf::as_path), key.map(PathBuf::as_path)).unwrap_err();
        assert!(said.starts_with(&sentence), "{said}");
    }
}
