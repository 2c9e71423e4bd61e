//! The only reader of the environment: typed settings from `KITH_*` variables and `kith.toml`, secrets wrapped.

use super::error::{Doing, Error, Result};
use secrecy::SecretString;
use serde::Deserialize;
use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// Settings as documented in the README. `kith.toml` has the names in lower case without the prefix; the environment
/// wins; an unknown name stops the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub listen: SocketAddr,
    pub base_url: String,
    pub database_url: Option<SecretString>,
    pub data_dir: PathBuf,
    pub secret_key: Option<SecretString>,
    pub smtp_url: Option<SecretString>,
    pub mail_from: Option<String>,
    pub google_client_id: Option<String>,
    pub google_client_secret: Option<SecretString>,
    pub oidc_issuer: String,
    pub facebook_app_id: Option<String>,
    pub facebook_app_secret: Option<SecretString>,
    pub facebook_graph_url: Option<String>,
    pub facebook_verify: Switch,
    pub sms_url: Option<SecretString>,
    #[serde(deserialize_with = "addresses")]
    pub trusted_proxies: Vec<IpAddr>,
    pub fcm_credentials: Option<PathBuf>,
    pub fcm_url: Option<String>,
    pub vapid_subject: Option<String>,
    pub rooms: String,
    #[serde(deserialize_with = "seconds")]
    pub poll_timeout: Duration,
    #[serde(deserialize_with = "seconds")]
    pub inactivity_timeout: Duration,
    pub nearby_consent: Consent,
    pub phone_proof: Switch,
    #[serde(deserialize_with = "words")]
    pub cors_origins: Vec<String>,
    pub media_url: Option<SecretString>,
    pub letter_choices: Option<PathBuf>,
    pub limits: Switch,
    #[serde(deserialize_with = "span")]
    pub clock_ahead: Duration,
    pub log: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    Ask,
    Anyone,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: "http://localhost:8080".into(),
            database_url: None,
            data_dir: "data".into(),
            secret_key: None,
            smtp_url: None,
            mail_from: None,
            google_client_id: None,
            google_client_secret: None,
            oidc_issuer: "https://accounts.google.com".into(),
            facebook_app_id: None,
            facebook_app_secret: None,
            facebook_graph_url: None,
            facebook_verify: Switch::On,
            sms_url: None,
            trusted_proxies: Vec::new(),
            fcm_credentials: None,
            fcm_url: None,
            vapid_subject: None,
            rooms: "Main".into(),
            poll_timeout: Duration::from_secs(29),
            inactivity_timeout: Duration::from_secs(60),
            nearby_consent: Consent::Ask,
            phone_proof: Switch::On,
            cors_origins: Vec::new(),
            media_url: None,
            letter_choices: None,
            limits: Switch::On,
            clock_ahead: Duration::ZERO,
            log: "info".into(),
        }
    }
}

impl Config {
    /// Reads `kith.toml` in the working directory, then `KITH_*` of the environment over it.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn load() -> Result<Self> {
        let environment = std::env::vars().filter_map(|(name, value)| {
            let name = name.strip_prefix("KITH_")?;
            Some((name.to_lowercase(), value))
        });
        Self::from_sources(Path::new("kith.toml"), environment)
    }

    /// The same from given sources.
    pub fn from_sources(file: &Path, environment: impl Iterator<Item = (String, String)>) -> Result<Self> {
        let mut table: toml::Table = match std::fs::read_to_string(file) {
            Ok(text) => text.parse().doing("reading kith.toml")?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => toml::Table::new(),
            Err(error) => return Err(Error::Broken("reading kith.toml", error.into())),
        };
        for (name, value) in environment {
            table.insert(name, toml::Value::String(value));
        }
        let mut config: Self = table.try_into().doing("reading the configuration")?;
        config.base_url = config.base_url.trim_end_matches('/').to_owned();
        Ok(config)
    }

    /// True if people reach Kith by https, so that cookies must not travel otherwise.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https:")
    }
}

/// `366d`, `90s`, `1h 30m`.
fn span<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    let wrong = |_| serde::de::Error::custom(format!("{text:?} is not like 366d"));
    let span: jiff::Span = text.parse().map_err(wrong)?;
    let duration = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).map_err(wrong)?;
    Duration::try_from(duration).map_err(wrong)
}

fn seconds<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    let digits = text.strip_suffix('s').unwrap_or(&text);
    let seconds: u64 = digits.parse().map_err(|_| serde::de::Error::custom(format!("{text:?} is not like 29s")))?;
    Ok(Duration::from_secs(seconds))
}

fn words<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(from)?;
    Ok(text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

fn addresses<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<IpAddr>, D::Error> {
    let parse = |word: String| word.parse().map_err(|_| serde::de::Error::custom(format!("{word:?} is no address")));
    words(from)?.into_iter().map(parse).collect()
}

#[cfg(test)]
mod tests;
