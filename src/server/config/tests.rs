//! Where settings come from, and what stops the start.

use super::{Config, Switch};
use secrecy::ExposeSecret;
use std::time::Duration;

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("kith.toml");
    if !file.is_empty() {
        std::fs::write(&path, file).expect("written");
    }
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_sources(&path, environment).map_err(|error| error.to_string())
}

#[test]
fn everything_is_optional_and_the_environment_wins() {
    let plain = read("", &[]).expect("defaults");
    assert_eq!((plain.listen.to_string().as_str(), plain.rooms.as_str()), ("127.0.0.1:8080", "Main"));
    let file = "listen = \"0.0.0.0:80\"\nbase_url = \"https://kith.example/\"\npoll_timeout = \"5s\"";
    let config = read(file, &[("listen", "127.0.0.1:81"), ("smtp_url", "smtp://a:b@c:25")]).expect("both");
    assert_eq!(config.listen.port(), 81);
    assert_eq!((config.base_url.as_str(), config.is_https()), ("https://kith.example", true));
    assert_eq!(config.poll_timeout, Duration::from_secs(5));
    assert_eq!(config.smtp_url.as_ref().map(|url| url.expose_secret().to_owned()).as_deref(), Some("smtp://a:b@c:25"));
    assert!(!format!("{config:?}").contains("a:b"), "secrets do not print");
}

#[test]
fn every_documented_name_is_accepted() {
    let names = [
        ("listen", "127.0.0.1:1"),
        ("base_url", "http://x"),
        ("database_url", "sqlite:x"),
        ("data_dir", "x"),
        ("secret_key", "x"),
        ("smtp_url", "x"),
        ("mail_from", "x"),
        ("google_client_id", "x"),
        ("google_client_secret", "x"),
        ("oidc_issuer", "x"),
        ("facebook_app_id", "x"),
        ("facebook_app_secret", "x"),
        ("facebook_graph_url", "x"),
        ("facebook_verify", "off"),
        ("sms_url", "x"),
        ("trusted_proxies", "127.0.0.1, ::1"),
        ("fcm_credentials", "x"),
        ("fcm_url", "x"),
        ("vapid_subject", "x"),
        ("rooms", "A,B"),
        ("poll_timeout", "29s"),
        ("inactivity_timeout", "60"),
        ("nearby_consent", "anyone"),
        ("phone_proof", "off"),
        ("cors_origins", "https://a, https://b"),
        ("media_url", "x"),
        ("limits", "off"),
        ("log", "debug"),
    ];
    let config = read("", &names).expect("all of them");
    assert_eq!((config.trusted_proxies.len(), config.cors_origins.len(), config.limits), (2, 2, Switch::Off));
    assert_eq!(config.inactivity_timeout, Duration::from_secs(60));
}

#[test]
fn unknown_names_and_wrong_values_stop_the_start() {
    for (name, value) in
        [("listne", "x"), ("listen", "here"), ("limits", "maybe"), ("trusted_proxies", "x"), ("poll_timeout", "soon")]
    {
        assert!(read("", &[(name, value)]).is_err(), "{name}={value}");
    }
    assert!(read("listne = \"x\"", &[]).is_err());
    assert!(read("listen = ", &[]).is_err());
}
