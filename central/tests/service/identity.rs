//! Tokens of an identity provider, which tells its public keys at an address (JWKS).

use crate::harness::Service;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaPublicKeyComponents,
};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;

enum Signer {
    Ed25519(Ed25519KeyPair),
    P256(EcdsaKeyPair),
    Rsa(Box<RsaKeyPair>),
}

fn coded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Signer {
    fn ed25519() -> Signer {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Signer::Ed25519(Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap())
    }

    fn p256() -> Signer {
        let (of, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let key = EcdsaKeyPair::generate_pkcs8(of, &random).unwrap();
        Signer::P256(EcdsaKeyPair::from_pkcs8(of, key.as_ref(), &random).unwrap())
    }

    fn rsa() -> Signer {
        let arguments = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-outform", "DER"];
        let made = Command::new("openssl").args(arguments).output().unwrap();
        // Which of the two forms it writes depends on its version.
        let key = RsaKeyPair::from_pkcs8(&made.stdout).or_else(|_| RsaKeyPair::from_der(&made.stdout));
        Signer::Rsa(Box::new(key.unwrap()))
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Signer::Ed25519(_) => "EdDSA",
            Signer::P256(_) => "ES256",
            Signer::Rsa(_) => "RS256",
        }
    }

    /// Its public half as a JSON Web Key.
    fn jwk(&self, id: &str) -> Value {
        match self {
            Signer::Ed25519(key) => {
                json!({ "kid": id, "kty": "OKP", "crv": "Ed25519", "x": coded(key.public_key().as_ref()) })
            }
            Signer::P256(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                json!({ "kid": id, "kty": "EC", "crv": "P-256", "use": "sig", "x": coded(x), "y": coded(y) })
            }
            Signer::Rsa(key) => {
                let RsaPublicKeyComponents { n, e } = RsaPublicKeyComponents::<Vec<u8>>::from(key.public());
                json!({ "kid": id, "kty": "RSA", "alg": "RS256", "n": coded(&n), "e": coded(&e) })
            }
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Signer::Ed25519(key) => key.sign(message).as_ref().to_vec(),
            Signer::P256(key) => key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Signer::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).unwrap();
                signature
            }
        }
    }

    /// A token by a key that says it is `id`, with `changed` over what it claims.
    fn token(&self, id: &str, changed: Value) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let mut claims = json!({
            "iss": "https://login.example", "aud": ["shalya", "another"], "sub": "Practitioner/111", "hospital": "DHAKA",
            "roles": ["Surgeon"], "permissions": ["procedure.read"], "exp": now + 600,
        });
        claims.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        let header = json!({ "alg": self.algorithm(), "kid": id, "typ": "JWT" });
        let message = format!("{}.{}", coded(header.to_string().as_bytes()), coded(claims.to_string().as_bytes()));
        format!("{message}.{}", coded(&self.sign(message.as_bytes())))
    }
}

#[derive(Clone, Default)]
struct Provider {
    keys: Arc<Mutex<Vec<Value>>>,
    is_down: Arc<AtomicBool>,
    asked: Arc<AtomicU32>,
}

impl Provider {
    /// The provider, and the address of its keys.
    async fn start(keys: Vec<Value>) -> (Provider, String) {
        let provider = Provider { keys: Arc::new(Mutex::new(keys)), ..Provider::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/keys", listener.local_addr().unwrap());
        let router = Router::new().route("/keys", get(told)).with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (provider, url)
    }
}

async fn told(State(provider): State<Provider>) -> Response {
    provider.asked.fetch_add(1, Ordering::Relaxed);
    match provider.is_down.load(Ordering::Relaxed) {
        true => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        false => json!({ "keys": *provider.keys.lock().unwrap() }).to_string().into_response(),
    }
}

async fn asks(service: &Service, token: String) -> u16 {
    let mut caller = service.his();
    caller.token = token;
    caller.get("/api/procedures").await.status
}

#[tokio::test]
async fn tokens_of_an_identity_provider_are_taken_by_its_keys_and_no_others() {
    let signers = [("ed", Signer::ed25519()), ("ec", Signer::p256()), ("rsa", Signer::rsa())];
    let mut keys: Vec<Value> = signers.iter().map(|(id, signer)| signer.jwk(id)).collect();
    // Of kinds that are not used here.
    keys.push(json!({ "kid": "secret", "kty": "oct", "k": "AAAA" }));
    keys.push(json!({ "kid": "ed", "kty": "OKP", "crv": "X25519", "x": "AAAA" }));
    let (provider, url) = Provider::start(keys).await;
    let settings = "shalya_jwt_issuer = \"https://login.example\"\nshalya_jwt_audience = \"shalya\"";
    let service = Service::start_with(&format!("shalya_jwks_url = \"{url}\"\n{settings}")).await;
    for (id, signer) in &signers {
        assert_eq!(asks(&service, signer.token(id, json!({}))).await, 200, "{id}");
        for wrong in [
            json!({ "iss": "https://elsewhere.example" }),
            json!({ "iss": "shalya-central" }),
            json!({ "aud": "another" }),
            json!({ "exp": 1_700_000_000 }),
            json!({ "hospital": null }),
        ] {
            assert_eq!(asks(&service, signer.token(id, wrong.clone())).await, 401, "{id}: {wrong}");
        }
        let mut changed = signer.token(id, json!({}));
        let signature = changed.split_off(changed.rfind('.').unwrap());
        assert_eq!(asks(&service, format!("{changed}AA{signature}")).await, 401, "{id}");
    }
    // Who signs with a key of their own, whatever it is called.
    for id in ["ed", "shalya-central", "secret", "invented"] {
        assert_eq!(asks(&service, Signer::ed25519().token(id, json!({}))).await, 401, "{id}");
    }
    // The site's own tokens go on beside them; and nobody makes the service ask for each token.
    service.his().get("/api/procedures").await.is(200);
    assert_eq!(provider.asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_the_provider_said_last_stands_while_it_is_down() {
    let signer = Signer::p256();
    let (provider, url) = Provider::start(vec![signer.jwk("ec")]).await;
    let service = Service::start_with(&format!("shalya_jwks_url = \"{url}\"")).await;
    assert_eq!(asks(&service, signer.token("ec", json!({}))).await, 200);
    provider.is_down.store(true, Ordering::Relaxed);
    assert_eq!(asks(&service, Signer::p256().token("new", json!({}))).await, 401);
    assert_eq!(asks(&service, signer.token("ec", json!({}))).await, 200);
    service.his().get("/api/procedures").await.is(200);
}
