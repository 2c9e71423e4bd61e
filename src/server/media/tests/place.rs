//! Uploads in a bucket: a stand-in that speaks as much S3 as is asked of it.

use super::{
    encoded,
    uploads::{keep, wav},
};
use crate::server::tests::TestApp;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, RawQuery, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, post},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// Objects by key, and the parts of one that is still coming.
#[derive(Clone, Default)]
struct Bucket {
    objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    parts: Arc<Mutex<BTreeMap<u32, Bytes>>>,
}

impl Bucket {
    async fn open() -> (Self, String) {
        let bucket = Self::default();
        let router = Router::new()
            .route("/house/{*key}", any(answer))
            .route("/house", post(delete))
            .layer(DefaultBodyLimit::disable());
        let router = router.with_state(bucket.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("s3://key:secret@{}/house/uploads?tls=off", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        (bucket, url)
    }

    fn keys(&self) -> Vec<String> {
        self.objects.lock().expect("objects").keys().cloned().collect()
    }
}

/// Several at once, as XML.
async fn delete(State(bucket): State<Bucket>, body: String) -> String {
    let mut objects = bucket.objects.lock().expect("objects");
    let keys = body.split("<Key>").skip(1).filter_map(|rest| rest.split('<').next());
    let told = keys.map(|key| {
        objects.remove(key);
        format!("<Deleted><Key>{key}</Key></Deleted>")
    });
    format!("<DeleteResult>{}</DeleteResult>", told.collect::<String>())
}

async fn answer(
    State(bucket): State<Bucket>,
    method: Method,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let is_signed = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value.to_str().is_ok_and(|value| value.starts_with("AWS4-HMAC-SHA256 Credential=key/")));
    if !is_signed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let query = query.unwrap_or_default();
    let part = query.split('&').find_map(|pair| pair.strip_prefix("partNumber=")?.parse::<u32>().ok());
    let mut objects = bucket.objects.lock().expect("objects");
    let mut parts = bucket.parts.lock().expect("parts");
    match (method.as_str(), part) {
        ("POST", _) if query.starts_with("uploads") => format!(
            "<InitiateMultipartUploadResult><Bucket>house</Bucket><Key>{key}</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>"
        )
        .into_response(),
        ("POST", _) => {
            objects.insert(key, std::mem::take(&mut *parts).into_values().flatten().collect());
            "<CompleteMultipartUploadResult><ETag>\"1\"</ETag></CompleteMultipartUploadResult>".into_response()
        }
        ("PUT", Some(part)) => {
            parts.insert(part, body);
            [(header::ETAG, "\"1\"")].into_response()
        }
        ("PUT", None) => {
            objects.insert(key, body);
            [(header::ETAG, "\"1\"")].into_response()
        }
        ("DELETE", _) => {
            objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => match objects.get(&key) {
            None => StatusCode::NOT_FOUND.into_response(),
            Some(object) => whole_or_part(object, &headers),
        },
    }
}

fn whole_or_part(object: &Bytes, headers: &HeaderMap) -> Response {
    let modified = (header::LAST_MODIFIED, "Sun, 22 Nov 2026 10:00:00 GMT");
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok()?.strip_prefix("bytes="));
    let Some((from, to)) = range.and_then(|range| range.split_once('-')) else {
        return ([modified, (header::ETAG, "\"1\"")], object.clone()).into_response();
    };
    let size = object.len();
    let from: usize = from.parse().expect("a number");
    let to: usize = to.parse().map_or(size, |to: usize| (to + 1).min(size));
    let told = format!("bytes {from}-{}/{size}", to - 1);
    let head = [(header::CONTENT_RANGE, told.as_str()), modified, (header::ETAG, "\"1\"")];
    (StatusCode::PARTIAL_CONTENT, head, object.slice(from..to)).into_response()
}

#[tokio::test]
async fn uploads_lie_in_a_bucket_if_there_is_one() {
    let (bucket, url) = Bucket::open().await;
    let app = TestApp::start_with(|config| config.media_url = Some(url.into())).await;
    let anna = app.user("Anna").await;
    let id = keep(&anna, encoded(640, 480, image::ImageFormat::Png)).await;
    assert_eq!(bucket.keys(), [format!("uploads/{id}"), format!("uploads/{id}.small")]);
    let seen = anna.get(&format!("/media/{id}")).await;
    assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, "image/jpeg"));
    // A sound comes in pieces and goes out in parts.
    let sound = wav(12 * 1024 * 1024);
    let sound_id = keep(&anna, sound.clone()).await;
    let part = crate::server::tests::send(
        anna.request(reqwest::Method::GET, &format!("/media/{sound_id}")).header("range", "bytes=10-13"),
    )
    .await;
    assert_eq!((part.status.as_u16(), part.header("content-range")), (206, "bytes 10-13/12582912"));
    assert_eq!(bucket.objects.lock().expect("objects")[&format!("uploads/{sound_id}")].len(), sound.len());
    // What nobody used goes after a day, also there.
    app.pass(25 * 3_600_000);
    crate::server::media::sweep(app.ctx.clone()).await.expect("swept");
    app.run_jobs().await;
    assert_eq!(bucket.keys(), [""; 0]);
}

#[tokio::test]
async fn a_place_that_is_none_stops_the_start() {
    let config = |url: &str| {
        let folder = tempfile::tempdir().expect("a directory");
        let config = crate::server::config::Config {
            media_url: Some(url.to_owned().into()),
            data_dir: folder.path().into(),
            ..Default::default()
        };
        super::super::place::open(&config).map(drop)
    };
    for bad in ["nowhere", "ftp://host/x", "s3://host", "s3:///bucket"] {
        assert!(config(bad).is_err(), "{bad}");
    }
    let folder = tempfile::tempdir().expect("a directory");
    assert!(config(&format!("file://{}/deep/er", folder.path().display())).is_ok());
}
