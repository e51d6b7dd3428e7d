//! Bearer tokens: JWT (RFC 7519) signed with EdDSA, ES256 or RS256. A key says which algorithm it
//! is for, so a token cannot choose: `none` and every other algorithm are no keys here.

use crate::settings::{Secret, Settings};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// The issuer of tokens that this service signs itself.
pub const OWN_ISSUER: &str = "shalya-central";
/// The audience that such tokens name, unless the setting names another.
pub const OWN_AUDIENCE: &str = "shalya";
/// Clocks of issuer and service may differ by this much.
const LEEWAY_SECONDS: i64 = 60;
/// Longest token that is looked at.
const LONGEST_TOKEN_BYTES: usize = 16 * 1024;

/// What a token says of who carries it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub sub: String,
    /// The hospital's id, or `*` for the hospital information system of several.
    pub hospital: String,
    #[serde(default)]
    pub roles: Vec<String>,
    #[serde(default)]
    pub permissions: Vec<String>,
    /// Seconds since 1970.
    pub exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    #[serde(default)]
    pub aud: Audience,
}

impl Claims {
    /// Of a token that this service signs itself, from now on; without a right yet.
    pub fn own(settings: &Settings, sub: String, hospital: String, hours: u32) -> Claims {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Claims {
            iss: OWN_ISSUER.to_owned(),
            sub,
            hospital,
            roles: Vec::new(),
            permissions: Vec::new(),
            exp: now.cast_signed() + i64::from(hours) * 3600,
            nbf: None,
            aud: Audience::One(settings.jwt_audience.clone().unwrap_or_else(|| OWN_AUDIENCE.to_owned())),
        }
    }
}

/// One audience or several (RFC 7519, 4.1.3).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Default for Audience {
    fn default() -> Self {
        Audience::Several(Vec::new())
    }
}

impl Audience {
    fn names(&self, wanted: &str) -> bool {
        match self {
            Audience::One(one) => one == wanted,
            Audience::Several(all) => all.iter().any(|one| one == wanted),
        }
    }
}

/// Why a token is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Untrusted {
    #[error("The token is not a JWT.")]
    Malformed,
    #[error("The token is signed with no key that is known here.")]
    UnknownKey,
    #[error("The signature of the token is wrong.")]
    Signature,
    #[error("The token lacks a claim, or one has the wrong form: iss, sub, hospital, roles, permissions, exp, aud.")]
    Claims,
    #[error("The token has expired.")]
    Expired,
    #[error("The token is not valid yet.")]
    NotYet,
    #[error("The token is from another issuer.")]
    Issuer,
    #[error("The token is meant for another audience.")]
    Audience,
}

/// One public key, which checks one algorithm.
#[derive(Clone, Debug)]
pub struct Key {
    pub id: Option<String>,
    /// The issuer whose tokens it proves; any where none.
    pub issuer: Option<String>,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Ed25519(Vec<u8>),
    P256(Vec<u8>),
    Rsa { n: Vec<u8>, e: Vec<u8> },
}

impl Key {
    /// From a JSON Web Key (RFC 7517); none for a key of a kind that is not used here.
    pub fn of_jwk(jwk: &Value, issuer: Option<&str>) -> Option<Key> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        let bytes = |name: &str| text(name).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        if text("use").is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let material = match (text("kty")?, text("crv")) {
            ("OKP", Some("Ed25519")) => Material::Ed25519(bytes("x")?),
            ("EC", Some("P-256")) => Material::P256([vec![4], bytes("x")?, bytes("y")?].concat()),
            ("RSA", _) => Material::Rsa { n: bytes("n")?, e: bytes("e")? },
            _ => return None,
        };
        Some(Key { id: text("kid").map(str::to_owned), issuer: issuer.map(str::to_owned), material })
    }

    fn algorithm(&self) -> &'static str {
        match self.material {
            Material::Ed25519(_) => "EdDSA",
            Material::P256(_) => "ES256",
            Material::Rsa { .. } => "RS256",
        }
    }

    fn proves(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::Ed25519(key) => UnparsedPublicKey::new(&signature::ED25519, key).verify(message, signature),
            Material::P256(key) => {
                UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, key).verify(message, signature)
            }
            Material::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
        }
        .is_ok()
    }
}

/// The key with which this service signs tokens for sites without an identity provider.
pub struct OwnKey(SigningKey);

impl OwnKey {
    pub fn of(secret: &Secret) -> Self {
        let digest = Sha256::new().chain_update(b"shalya.token.v1").chain_update(secret.0.as_bytes()).finalize();
        OwnKey(SigningKey::from_bytes(&digest.into()))
    }

    /// Its public half.
    pub fn public(&self) -> Key {
        Key {
            id: Some(OWN_ISSUER.to_owned()),
            issuer: Some(OWN_ISSUER.to_owned()),
            material: Material::Ed25519(self.0.verifying_key().to_bytes().to_vec()),
        }
    }

    /// A token that carries these claims.
    pub fn issue(&self, claims: &Claims) -> String {
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": OWN_ISSUER });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&json!(claims)));
        let signature = self.0.sign(message.as_bytes()).to_bytes();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The key id that a token says it was signed with; none when it names none or is no token.
pub fn key_id(token: &str) -> Option<String> {
    header(token).ok().and_then(|header| header.kid)
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    /// Extensions that must be understood; none is.
    #[serde(default)]
    crit: Option<Value>,
}

fn header(token: &str) -> Result<Header, Untrusted> {
    if token.len() > LONGEST_TOKEN_BYTES {
        return Err(Untrusted::Malformed);
    }
    let part = token.split('.').next().unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Untrusted::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Untrusted::Malformed)
}

/// The claims of a token that one of `keys` proves, in time at `now` (seconds since 1970) and for
/// `audience`, where one is asked for.
pub fn verify(token: &str, keys: &[Key], audience: Option<&str>, now: i64) -> Result<Claims, Untrusted> {
    let header = header(token)?;
    let (message, signature) = token.rsplit_once('.').ok_or(Untrusted::Malformed)?;
    let payload = message.split_once('.').map(|(_, payload)| payload).ok_or(Untrusted::Malformed)?;
    if header.crit.is_some() || payload.contains('.') {
        return Err(Untrusted::Malformed);
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Untrusted::Malformed)?;
    let mut fitting = keys
        .iter()
        .filter(|key| {
            key.algorithm() == header.alg && (header.kid.is_none() || key.id.is_none() || key.id == header.kid)
        })
        .peekable();
    if fitting.peek().is_none() {
        return Err(Untrusted::UnknownKey);
    }
    let key = fitting.find(|key| key.proves(message.as_bytes(), &signature)).ok_or(Untrusted::Signature)?;
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Untrusted::Malformed)?;
    let claims: Claims = serde_json::from_slice(&payload).map_err(|_| Untrusted::Claims)?;
    if claims.exp.saturating_add(LEEWAY_SECONDS) <= now {
        return Err(Untrusted::Expired);
    }
    if claims.nbf.is_some_and(|from| from.saturating_sub(LEEWAY_SECONDS) > now) {
        return Err(Untrusted::NotYet);
    }
    if key.issuer.as_ref().is_some_and(|issuer| *issuer != claims.iss) {
        return Err(Untrusted::Issuer);
    }
    if audience.is_some_and(|wanted| !claims.aud.names(wanted)) {
        return Err(Untrusted::Audience);
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    const NOW: i64 = 1_770_000_000;

    fn own() -> OwnKey {
        OwnKey::of(&Secret(Zeroizing::new("0123456789abcdef0123456789abcdef".to_owned())))
    }

    fn claims() -> Claims {
        Claims {
            iss: OWN_ISSUER.into(),
            sub: "111".into(),
            hospital: "DHAKA".into(),
            roles: vec!["surgeon".into()],
            permissions: vec!["procedure.read".into()],
            exp: NOW + 600,
            nbf: None,
            aud: Audience::One(OWN_AUDIENCE.into()),
        }
    }

    fn check(token: &str) -> Result<Claims, Untrusted> {
        verify(token, &[own().public()], Some(OWN_AUDIENCE), NOW)
    }

    #[test]
    fn what_was_issued_is_taken() {
        assert_eq!(check(&own().issue(&claims())), Ok(claims()));
    }

    #[test]
    fn a_claim_that_was_changed_breaks_the_signature() {
        let token = own().issue(&claims());
        let parts: Vec<&str> = token.split('.').collect();
        let forged = URL_SAFE_NO_PAD.encode(json!(Claims { hospital: "*".into(), ..claims() }).to_string());
        assert_eq!(check(&format!("{}.{forged}.{}", parts[0], parts[2])), Err(Untrusted::Signature));
    }

    #[test]
    fn a_token_does_not_choose_its_algorithm() {
        let token = own().issue(&claims());
        let parts: Vec<&str> = token.split('.').collect();
        for alg in ["none", "HS256", "RS256", "ES256", "eddsa", ""] {
            let header = URL_SAFE_NO_PAD.encode(json!({ "alg": alg }).to_string());
            let answer = check(&format!("{header}.{}.{}", parts[1], parts[2]));
            assert_eq!(answer, Err(Untrusted::UnknownKey), "{alg}");
        }
    }

    #[test]
    fn time_issuer_and_audience_are_looked_at() {
        let issued = |claims: Claims| check(&own().issue(&claims));
        assert_eq!(issued(Claims { exp: NOW - 61, ..claims() }), Err(Untrusted::Expired));
        assert!(issued(Claims { exp: NOW - 30, ..claims() }).is_ok(), "clocks differ a little");
        assert_eq!(issued(Claims { nbf: Some(NOW + 120), ..claims() }), Err(Untrusted::NotYet));
        assert_eq!(issued(Claims { iss: "else".into(), ..claims() }), Err(Untrusted::Issuer));
        assert_eq!(issued(Claims { aud: Audience::default(), ..claims() }), Err(Untrusted::Audience));
    }

    #[test]
    fn anything_else_is_refused_without_a_panic() {
        let megabyte = "a.".repeat(500_000);
        for text in ["", ".", "..", "a.b.c", "e30.e30.e30", "eyJhbGciOiJFZERTQSJ9..", megabyte.as_str(), "ক.খ.গ"]
        {
            assert!(check(text).is_err());
        }
    }

    /// The example of RFC 7515, A.3 (ES256).
    #[test]
    fn es256_is_the_published_one() {
        let jwk = json!({
            "kty": "EC", "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        });
        let key = Key::of_jwk(&jwk, None).unwrap();
        let token = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        // Its signature holds; its claims are not ours.
        assert_eq!(verify(token, &[key], None, NOW), Err(Untrusted::Claims));
    }
}
