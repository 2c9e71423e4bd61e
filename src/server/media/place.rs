//! Where uploads lie: a folder, or a bucket of a store that speaks S3.

use crate::server::{
    config::Config,
    error::{Doing, Error, Result},
};
use object_store::{ClientOptions, ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem, prefix::PrefixStore};
use reqwest::Url;
use secrecy::ExposeSecret;
use std::{path::Path, sync::Arc, time::Duration};

const DOING: &str = "opening KITH_MEDIA_URL";
/// A store that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);

/// Opens the configured place; without one a folder in the data directory.
pub fn open(config: &Config) -> Result<Arc<dyn ObjectStore>> {
    let Some(url) = &config.media_url else { return folder(&config.data_dir.join("media")) };
    let url = Url::parse(url.expose_secret()).doing(DOING)?;
    match url.scheme() {
        "file" => folder(&url.to_file_path().map_err(|()| wrong("the path must be absolute"))?),
        "s3" => bucket(&url),
        _ => Err(wrong("it begins with file: or s3:")),
    }
}

fn folder(path: &Path) -> Result<Arc<dyn ObjectStore>> {
    std::fs::create_dir_all(path).doing("making the media folder")?;
    Ok(Arc::new(LocalFileSystem::new_with_prefix(path).doing("opening the media folder")?))
}

/// `s3://key:secret@host/bucket/prefix?region=eu-central-1`, with `&tls=off` for a store on this machine.
fn bucket(url: &Url) -> Result<Arc<dyn ObjectStore>> {
    let host = url.host_str().ok_or_else(|| wrong("there is no host"))?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let asked = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let is_open = asked("tls").is_some_and(|tls| tls == "off");
    let mut path = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty());
    let bucket = path.next().ok_or_else(|| wrong("there is no bucket"))?;
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let store = AmazonS3Builder::new()
        .with_endpoint(format!("{}://{host}{port}", if is_open { "http" } else { "https" }))
        .with_client_options(patient().with_allow_http(is_open))
        .with_bucket_name(bucket)
        .with_region(asked("region").unwrap_or_else(|| "us-east-1".to_owned()))
        .with_access_key_id(plain(url.username()))
        .with_secret_access_key(plain(url.password().unwrap_or_default()))
        .build()
        .doing(DOING)?;
    let prefix: Vec<&str> = path.collect();
    Ok(match prefix.is_empty() {
        true => Arc::new(store),
        false => Arc::new(PrefixStore::new(store, prefix.join("/"))),
    })
}

/// A video to a slow phone takes its time; only silence ends it.
fn patient() -> ClientOptions {
    ClientOptions::new().with_timeout_disabled().with_read_timeout(SILENCE)
}

fn wrong(why: &'static str) -> Error {
    Error::Broken(DOING, why.into())
}
