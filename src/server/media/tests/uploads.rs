//! Uploads for letters: what is taken, who sees it, and what becomes of what nobody uses.

use super::encoded;
use crate::server::tests::{Answer, TestApp, User, send};
use image::ImageFormat;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::json;

const DAY: i64 = 86_400_000;

async fn post(user: &User, bytes: Vec<u8>, name: &str, mime: &str) -> Answer {
    let part = Part::bytes(bytes).file_name(name.to_owned()).mime_str(mime).expect("a type");
    send(user.request(Method::POST, "/media").multipart(Form::new().part("file", part))).await
}

pub async fn keep(user: &User, bytes: Vec<u8>) -> String {
    let answer = post(user, bytes, "../../etc/passwd", "text/html").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let body = answer.json();
    let id = body["id"].as_str().expect("an id").to_owned();
    assert_eq!(body["url"], format!("{}/media/{id}", user.url));
    id
}

/// A sound of so many bytes.
pub fn wav(length: usize) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    bytes.extend((bytes.len()..length).map(|index| u8::try_from(index % 251).unwrap_or_default()));
    bytes
}

async fn letter(from: &User, to: &User, field: &str, id: &str) -> Answer {
    let receivers = json!([format!("id{}", to.id)]).to_string();
    from.post_form(
        "/send",
        &[("message", "look"), ("receiver_ids", &receivers), (field, id), ("delivery_option", r#"{"type":"hour"}"#)],
    )
    .await
}

#[tokio::test]
async fn a_picture_is_seen_by_its_owner_and_by_who_has_its_letter() {
    let app = TestApp::start().await;
    let (anna, ben, carl) = (app.user("Anna").await, app.user("Ben").await, app.user("Carl").await);
    let mut bytes = encoded(3000, 1500, ImageFormat::Jpeg);
    bytes.extend_from_slice(b"<script>alert(1)</script>");
    let id = keep(&anna, bytes).await;
    let path = format!("/media/{id}");
    let seen = send(anna.request(Method::GET, &path)).await;
    assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, "image/jpeg"));
    assert_eq!(seen.header("x-content-type-options"), "nosniff");
    assert!(!seen.text.contains("<script>"));
    let size = async |path: &str| {
        let bytes = anna.request(Method::GET, path).send().await.expect("sent").bytes().await.expect("bytes");
        let picture = image::load_from_memory(&bytes).expect("a picture");
        (picture.width(), picture.height())
    };
    assert_eq!((size(&path).await, size(&format!("{path}?size=small")).await), ((2048, 1024), (640, 320)));
    for user in [&ben, &carl, &app.stranger()] {
        assert_eq!(user.get(&path).await.status, 404);
    }
    assert_eq!(letter(&carl, &ben, "photo_id", &id).await.code(), "medium_invalid", "somebody else's");
    assert_eq!(letter(&anna, &ben, "photo_id", &id).await.status, 200);
    assert_eq!(ben.get(&path).await.status, 404, "not before it arrives");
    app.pass(3_600_000);
    app.run_jobs().await;
    assert_eq!((ben.get(&path).await.status.as_u16(), carl.get(&path).await.status.as_u16()), (200, 404));
}

#[tokio::test]
async fn a_sound_is_served_by_ranges() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bytes = wav(300_000);
    let path = format!("/media/{}", keep(&anna, bytes.clone()).await);
    let get = async |range: &str| {
        let answer = anna.request(Method::GET, &path).header("range", range).send().await.expect("sent");
        let (status, range) = (answer.status().as_u16(), answer.headers().get("content-range").cloned());
        let length = answer.headers().get("content-length").cloned();
        let range = range.and_then(|range| range.to_str().ok().map(str::to_owned)).unwrap_or_default();
        let body = answer.bytes().await.expect("bytes");
        if status != 416 {
            assert_eq!(length.and_then(|length| length.to_str().ok()?.parse().ok()), Some(body.len()));
        }
        (status, range, body.to_vec())
    };
    assert_eq!(get("bytes=0-99").await, (206, "bytes 0-99/300000".into(), bytes[..100].to_vec()));
    assert_eq!(get("bytes=299990-").await, (206, "bytes 299990-299999/300000".into(), bytes[299_990..].to_vec()));
    assert_eq!(get("bytes=-10").await, (206, "bytes 299990-299999/300000".into(), bytes[299_990..].to_vec()));
    assert_eq!(get("bytes=100-999999").await.0, 206);
    assert_eq!(get("bytes=300000-").await.0, 416);
    assert_eq!(get("bytes=0-1,5-6").await, (200, String::new(), bytes.clone()), "several are answered whole");
    assert_eq!(get("lines=1-2").await.0, 200);
    let whole = send(anna.request(Method::GET, &path)).await;
    assert_eq!((whole.header("content-type"), whole.header("accept-ranges")), ("audio/wav", "bytes"));
}

#[tokio::test]
async fn what_is_none_of_these_is_refused() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    for bad in [
        b"".to_vec(),
        b"hello".to_vec(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(),
        b"<html><body>RIFF</body></html>".to_vec(),
        b"%PDF-1.4 %\xe2\xe3".to_vec(),
        b"PK\x03\x04 zip".to_vec(),
        b"\x7fELF\x02\x01\x01".to_vec(),
        b"\x89PNG\r\n\x1a\nnot really".to_vec(),
        b"BM\0\0\0\0 bitmap".to_vec(),
    ] {
        let answer = post(&anna, bad.clone(), "a.jpg", "image/jpeg").await;
        assert_eq!(answer.status, 400, "{:?} {}", String::from_utf8_lossy(&bad), answer.text);
    }
    let mut heavy = wav(100);
    heavy.resize(50 * 1024 * 1024 + 1, 0);
    assert_eq!(post(&anna, heavy, "a.wav", "audio/wav").await.status, 413);
    let mut picture = encoded(9, 9, ImageFormat::Png);
    picture.resize(10 * 1024 * 1024 + 1, 0);
    assert_eq!(post(&anna, picture, "a.png", "image/png").await.status, 413);
    assert_eq!(post(&app.stranger(), wav(100), "a.wav", "audio/wav").await.status, 401);
    let not_multipart = send(anna.request(Method::POST, "/media").body("x")).await;
    assert_eq!(not_multipart.status, 400);
    let no_file = Form::new().text("name", "x");
    assert_eq!(send(anna.request(Method::POST, "/media").multipart(no_file)).await.status, 400);
}

#[tokio::test]
async fn what_nothing_uses_is_removed_after_a_day() {
    let app = TestApp::start().await;
    let (anna, ben) = (app.user("Anna").await, app.user("Ben").await);
    let (used, unused) = (keep(&anna, wav(500)).await, keep(&anna, wav(600)).await);
    assert_eq!(letter(&anna, &ben, "sound_id", &used).await.status, 200);
    app.pass(DAY + 1);
    super::super::sweep(app.ctx.clone()).await.expect("swept");
    app.run_jobs().await;
    assert_eq!(anna.get(&format!("/media/{unused}")).await.status, 404);
    let kept = anna.request(Method::GET, &format!("/media/{used}")).send().await.expect("sent");
    assert_eq!(kept.status(), 200);
    let files = std::fs::read_dir(app.ctx.config.data_dir.join("media")).expect("a folder").count();
    assert_eq!(files, 1, "the bytes are gone as well");
}
