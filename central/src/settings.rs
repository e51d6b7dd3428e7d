//! How the service is told where it stands: environment variables, or a TOML file with the same
//! names in small letters (`database_url = "…"`); the environment wins. A setting that is wrong
//! stops the service with a sentence that names it, and nothing is guessed.

use crate::encryption::{CERTIFICATE, Encryption, KEY};
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use zeroize::Zeroizing;

/// Where everything is and how much of it may be used.
#[derive(Clone, Debug)]
pub struct Settings {
    pub database: PgConnectOptions,
    pub database_connections: u32,
    pub listen: SocketAddr,
    /// None where it is served in clear, behind something that encrypts.
    pub encryption: Option<Encryption>,
    /// None where nothing is cached.
    pub redis_url: Option<String>,
    /// None where events are kept for later.
    pub kafka_brokers: Option<String>,
    pub secret: Secret,
    /// Where the identity provider publishes its keys; none where tokens are issued here.
    pub jwks_url: Option<String>,
    pub jwt_issuer: Option<String>,
    pub jwt_audience: Option<String>,
    pub body_limit_bytes: usize,
    /// How long a request may take to come in and be answered.
    pub request_seconds: u64,
    /// Requests of one caller; none where they are not counted.
    pub requests_per_minute: Option<NonZeroU32>,
    /// How long events stay here after Kafka has them.
    pub outbox_days: u32,
    /// How often what is no longer needed is swept away.
    pub sweep_every: Duration,
    pub registries: Vec<RegistrySettings>,
    /// How often registries are asked again about what they have not confirmed.
    pub registry_again: Duration,
    /// How often the encounter registry is asked who takes part in encounters that go on.
    pub encounter_again: Duration,
}

/// A FHIR service that knows who is who.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistrySettings {
    /// The type that it knows: Patient, Practitioner, Encounter or Organization.
    pub kind: &'static str,
    /// Its address; `{hospital}` in it stands for the hospital's id.
    pub base: String,
    pub timeout: Duration,
}

/// What every key of the service is derived from. Never printed.
#[derive(Clone)]
pub struct Secret(pub Zeroizing<String>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// A setting that cannot be used, in a sentence.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct WrongSetting(pub String);

/// Every setting, with what it is. A name that is not here is refused in a file.
pub const NAMES: &[(&str, &str)] = &[
    ("DATABASE_URL", "PostgreSQL, as postgres://user:password@host:port/name; or the DB_ settings"),
    ("DB_HOST", "host of PostgreSQL"),
    ("DB_PORT", "its port (5432)"),
    ("DB_USER", "as whom to connect (shalya)"),
    ("DB_PASSWORD", "with which password"),
    ("DB_PASSWORD_FILE", "or the file that holds it"),
    ("DB_NAME", "name of the database (shalya)"),
    ("SHALYA_DB_CONNECTIONS", "connections held at most (16)"),
    ("REDIS_URL", "Redis, as redis://host:port; or the REDIS_ settings"),
    ("REDIS_HOST", "host of Redis"),
    ("REDIS_PORT", "its port (6379)"),
    ("KAFKA_BROKERS", "brokers of Kafka, as host:port,host:port"),
    ("SHALYA_LISTEN", "address and port to serve on (0.0.0.0:8080)"),
    (CERTIFICATE, "PEM file of the certificate to serve https with, and of those that vouch for it; or http"),
    (KEY, "PEM file of its private key"),
    ("SHALYA_SECRET", "at least 32 characters from which the service's keys are derived"),
    ("SHALYA_SECRET_FILE", "or the file that holds them"),
    ("SHALYA_JWKS_URL", "where the identity provider publishes its keys"),
    ("SHALYA_JWT_ISSUER", "the iss that its tokens must carry"),
    ("SHALYA_JWT_AUDIENCE", "the aud that every token must carry"),
    ("SHALYA_BODY_LIMIT_BYTES", "largest request body (1048576)"),
    ("SHALYA_REQUEST_SECONDS", "longest time for one request, and for taking nothing of its answer (30)"),
    ("SHALYA_REQUESTS_PER_MINUTE", "requests of one caller; 0 for as many as they like (6000)"),
    ("SHALYA_OUTBOX_DAYS", "how long events are kept after Kafka has them (7)"),
    ("SHALYA_SWEEP_SECONDS", "how often what is no longer needed is swept away (3600)"),
    ("SHALYA_PATIENT_REGISTRY", "FHIR address of the patient registry; {hospital} stands for the hospital's id"),
    ("SHALYA_PRACTITIONER_REGISTRY", "of the practitioner registry"),
    ("SHALYA_ENCOUNTER_REGISTRY", "of the encounter service"),
    ("SHALYA_ORGANIZATION_REGISTRY", "of the organization registry"),
    ("SHALYA_REGISTRY_MS", "how long a registry may take to answer (1500)"),
    ("SHALYA_REGISTRY_AGAIN_SECONDS", "how often registries are asked again about what is unverified (15)"),
    ("SHALYA_ENCOUNTER_AGAIN_SECONDS", "how often it is asked who takes part in encounters that go on (300)"),
];

const SHORTEST_SECRET: usize = 32;

impl Settings {
    /// From the environment of this process and the file that `--config` or SHALYA_CONFIG names.
    pub fn from_surroundings(file: Option<&Path>) -> Result<Settings, WrongSetting> {
        let named = std::env::var_os("SHALYA_CONFIG").map(std::path::PathBuf::from);
        let text = match file.map(Path::to_owned).or(named) {
            Some(path) => std::fs::read_to_string(&path).map_err(|problem| {
                WrongSetting(format!("The settings file {} cannot be read: {problem}.", path.display()))
            })?,
            None => String::new(),
        };
        Settings::read(&text, |name| std::env::var(name).ok())
    }

    /// From the text of a TOML file and a lookup of environment variables.
    pub fn read(toml: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Settings, WrongSetting> {
        let file = of_file(toml)?;
        let given = Given { file, environment: &environment };
        Ok(Settings {
            database: database(&given)?,
            database_connections: given.parsed("SHALYA_DB_CONNECTIONS")?.unwrap_or(16),
            listen: given.parsed("SHALYA_LISTEN")?.unwrap_or(SocketAddr::from(([0, 0, 0, 0], 8080))),
            encryption: encryption(&given)?,
            redis_url: redis(&given)?,
            kafka_brokers: given.text("KAFKA_BROKERS"),
            secret: secret(&given)?,
            jwks_url: given.text("SHALYA_JWKS_URL"),
            jwt_issuer: given.text("SHALYA_JWT_ISSUER"),
            jwt_audience: given.text("SHALYA_JWT_AUDIENCE"),
            body_limit_bytes: given.parsed("SHALYA_BODY_LIMIT_BYTES")?.unwrap_or(1024 * 1024),
            request_seconds: given.parsed("SHALYA_REQUEST_SECONDS")?.unwrap_or(30),
            requests_per_minute: NonZeroU32::new(given.parsed("SHALYA_REQUESTS_PER_MINUTE")?.unwrap_or(6000)),
            outbox_days: given.parsed("SHALYA_OUTBOX_DAYS")?.unwrap_or(7),
            sweep_every: given.seconds("SHALYA_SWEEP_SECONDS", 3600)?,
            registries: registries(&given)?,
            registry_again: given.seconds("SHALYA_REGISTRY_AGAIN_SECONDS", 15)?,
            encounter_again: given.seconds("SHALYA_ENCOUNTER_AGAIN_SECONDS", 300)?,
        })
    }
}

fn of_file(toml: &str) -> Result<BTreeMap<String, String>, WrongSetting> {
    let table: toml::Table =
        toml.parse().map_err(|problem| WrongSetting(format!("The settings file is not TOML: {problem}")))?;
    let mut file = BTreeMap::new();
    for (key, value) in table {
        let name = key.to_uppercase();
        if !NAMES.iter().any(|(known, _)| *known == name) {
            return Err(WrongSetting(format!("The settings file has \"{key}\", which is no setting of this service.")));
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            _ => return Err(WrongSetting(format!("\"{key}\" in the settings file must be a text or a number."))),
        };
        file.insert(name, text);
    }
    Ok(file)
}

struct Given<'a> {
    file: BTreeMap<String, String>,
    environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Given<'_> {
    /// Empty is as good as not set.
    fn text(&self, name: &str) -> Option<String> {
        (self.environment)(name).or_else(|| self.file.get(name).cloned()).filter(|text| !text.trim().is_empty())
    }

    fn parsed<T: FromStr<Err: Display>>(&self, name: &str) -> Result<Option<T>, WrongSetting> {
        self.text(name)
            .map(|text| text.parse().map_err(|problem| WrongSetting(format!("{name} is \"{text}\": {problem}."))))
            .transpose()
    }

    /// At least one second.
    fn seconds(&self, name: &str, usual: u64) -> Result<Duration, WrongSetting> {
        Ok(Duration::from_secs(self.parsed(name)?.unwrap_or(usual).max(1)))
    }

    /// The setting, or the content of the file that `{name}_FILE` names.
    fn text_or_file(&self, name: &str) -> Result<Option<String>, WrongSetting> {
        let by_file = format!("{name}_FILE");
        match (self.text(name), self.text(&by_file)) {
            (Some(_), Some(_)) => Err(WrongSetting(format!("{name} and {by_file} are both set; set one of them."))),
            (Some(text), None) => Ok(Some(text)),
            (None, Some(path)) => std::fs::read_to_string(&path)
                .map(|text| Some(text.trim_end().to_owned()))
                .map_err(|problem| WrongSetting(format!("{by_file} is {path}, which cannot be read: {problem}."))),
            (None, None) => Ok(None),
        }
    }
}

fn database(given: &Given<'_>) -> Result<PgConnectOptions, WrongSetting> {
    let options = match (given.text("DATABASE_URL"), given.text("DB_HOST")) {
        (Some(url), _) => PgConnectOptions::from_str(&url)
            .map_err(|problem| WrongSetting(format!("DATABASE_URL cannot be used: {problem}.")))?,
        (None, Some(host)) => {
            let mut options = PgConnectOptions::new_without_pgpass()
                .host(&host)
                .port(given.parsed("DB_PORT")?.unwrap_or(5432))
                .username(&given.text("DB_USER").unwrap_or_else(|| "shalya".to_owned()))
                .database(&given.text("DB_NAME").unwrap_or_else(|| "shalya".to_owned()));
            if let Some(password) = given.text_or_file("DB_PASSWORD")? {
                options = options.password(&password);
            }
            options
        }
        (None, None) => {
            return Err(WrongSetting(
                "DATABASE_URL or DB_HOST must say where PostgreSQL is; neither is set.".to_owned(),
            ));
        }
    };
    Ok(options.application_name("shalya-central"))
}

fn encryption(given: &Given<'_>) -> Result<Option<Encryption>, WrongSetting> {
    match (given.text(CERTIFICATE), given.text(KEY)) {
        (Some(certificate), Some(key)) => Encryption::read(&certificate, &key).map(Some),
        (None, None) => Ok(None),
        (Some(_), None) => Err(WrongSetting(format!("{CERTIFICATE} is set and {KEY} is not; https needs both."))),
        (None, Some(_)) => Err(WrongSetting(format!("{KEY} is set and {CERTIFICATE} is not; https needs both."))),
    }
}

fn registries(given: &Given<'_>) -> Result<Vec<RegistrySettings>, WrongSetting> {
    let timeout = Duration::from_millis(given.parsed("SHALYA_REGISTRY_MS")?.unwrap_or(1500));
    let mut registries = Vec::new();
    for (kind, name) in [
        ("Patient", "SHALYA_PATIENT_REGISTRY"),
        ("Practitioner", "SHALYA_PRACTITIONER_REGISTRY"),
        ("Encounter", "SHALYA_ENCOUNTER_REGISTRY"),
        ("Organization", "SHALYA_ORGANIZATION_REGISTRY"),
    ] {
        let Some(base) = given.text(name) else { continue };
        let address = url::Url::parse(&base.replace("{hospital}", "x"))
            .map_err(|problem| WrongSetting(format!("{name} is \"{base}\": {problem}.")))?;
        if !matches!(address.scheme(), "http" | "https") {
            return Err(WrongSetting(format!("{name} is \"{base}\", which is neither http nor https.")));
        }
        registries.push(RegistrySettings { kind, base, timeout });
    }
    Ok(registries)
}

fn redis(given: &Given<'_>) -> Result<Option<String>, WrongSetting> {
    let port: u16 = given.parsed("REDIS_PORT")?.unwrap_or(6379);
    Ok(given.text("REDIS_URL").or_else(|| given.text("REDIS_HOST").map(|host| format!("redis://{host}:{port}"))))
}

fn secret(given: &Given<'_>) -> Result<Secret, WrongSetting> {
    let text = given.text_or_file("SHALYA_SECRET")?.ok_or_else(|| {
        WrongSetting(
            "SHALYA_SECRET or SHALYA_SECRET_FILE must give the secret of this service; neither is set.".to_owned(),
        )
    })?;
    if text.chars().count() < SHORTEST_SECRET {
        return Err(WrongSetting(format!("SHALYA_SECRET must have at least {SHORTEST_SECRET} characters.")));
    }
    Ok(Secret(Zeroizing::new(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    fn read(toml: &str, environment: &[(&str, &str)]) -> Result<Settings, WrongSetting> {
        Settings::read(toml, |name| {
            environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_deployment_of_service_md_is_enough_beside_the_secret() {
        let settings = read("", &[("DB_HOST", "postgresql-service"), ("SHALYA_SECRET", SECRET)]).unwrap();
        assert_eq!(settings.database.get_host(), "postgresql-service");
        assert_eq!(settings.database.get_port(), 5432);
        assert_eq!(settings.listen.port(), 8080);
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = format!(
            "database_url = \"postgres://a@one/x\"\nshalya_listen = \"127.0.0.1:1\"\nshalya_secret = \"{SECRET}\""
        );
        let settings = read(&file, &[("DATABASE_URL", "postgres://a@two/x")]).unwrap();
        assert_eq!(settings.database.get_host(), "two");
        assert_eq!(settings.listen.port(), 1);
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let good = [("DB_HOST", "h"), ("SHALYA_SECRET", SECRET)];
        for (toml, name, value) in [
            ("", "SHALYA_LISTEN", "everywhere"),
            ("", "DB_PORT", "70000"),
            ("", "REDIS_PORT", "x"),
            ("", "SHALYA_BODY_LIMIT_BYTES", "-1"),
            ("", "SHALYA_SECRET", "short"),
            ("", "DB_HOST", ""),
            ("", "SHALYA_SECRET", ""),
            ("", "DB_PASSWORD_FILE", "/no/such/file"),
            ("", "SHALYA_REQUESTS_PER_MINUTE", "many"),
            ("", "SHALYA_PATIENT_REGISTRY", "the one in Dhaka"),
            ("", "SHALYA_ENCOUNTER_REGISTRY", "ftp://host/x"),
            ("shalya_lisen = 1", "shalya_lisen", ""),
        ] {
            let mut environment: Vec<(&str, &str)> = good.iter().copied().filter(|(known, _)| *known != name).collect();
            environment.push((name, value));
            let WrongSetting(sentence) = read(toml, &environment).unwrap_err();
            assert!(sentence.contains(name), "{name}: {sentence}");
        }
    }
}
