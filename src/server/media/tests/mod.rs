//! Profile pictures, good and bad, over HTTP.

mod place;
mod uploads;

use crate::server::tests::{Answer, TestApp, User, send};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use std::io::Cursor;

async fn upload(user: &User, bytes: Vec<u8>, name: &str, mime: &str) -> Answer {
    let part = Part::bytes(bytes).file_name(name.to_owned()).mime_str(mime).expect("a type");
    send(user.request(Method::POST, "/api/account/picture").multipart(Form::new().part("file", part))).await
}

pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = RgbaImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgba([200, 30, 30, 255]) } else { Rgba([30, 30, 200, 0]) }
    });
    let mut picture = DynamicImage::ImageRgba8(picture);
    if format == ImageFormat::Jpeg {
        picture = DynamicImage::ImageRgb8(picture.to_rgb8());
    }
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).expect("encoded");
    bytes
}

#[tokio::test]
async fn a_picture_is_made_anew_and_everybody_sees_it() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let bo = app.user("Bo").await;
    let mut last = String::new();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let mut bytes = encoded(900, 300, format);
        bytes.extend_from_slice(b"<script>alert(1)</script> PK\x03\x04 and more");
        let answer = upload(&anna, bytes, "me.png", "text/html").await;
        assert_eq!(answer.status, 200, "{format:?} {}", answer.text);
        let address = anna.get("/api/account/profile").await.json()["picture"].as_str().expect("it").to_owned();
        assert_ne!(address, last, "another address, because addresses never change");
        let shown = bo.request(Method::GET, &address).send().await.expect("an answer");
        assert_eq!(shown.status(), 200);
        assert_eq!(shown.headers()["content-type"], "image/jpeg");
        assert_eq!(shown.headers()["x-content-type-options"], "nosniff");
        assert_eq!(shown.headers()["content-security-policy"], "default-src 'none'; sandbox");
        let bytes = shown.bytes().await.expect("bytes");
        assert!(!bytes.windows(7).any(|part| part == b"<script"), "nothing hidden came along");
        let picture = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (512, 512));
        if !last.is_empty() {
            app.run_jobs().await;
            assert_eq!(bo.get(&last).await.status, 404, "the old one is gone");
        }
        last = address;
    }
    let documented = anna.get("/user").await.json()["profile_pic"].clone();
    assert_eq!(documented, format!("{}{last}", app.url), "an absolute address for the documented clients");
    assert!(anna.open("/calendar/month").await.text.contains(&last), "in the frame of the pages");
    assert_eq!(anna.post_form("/api/account/picture/remove", &[]).await.status, 200);
    assert_eq!(anna.get("/user").await.json()["profile_pic"], "");
    app.run_jobs().await;
    assert_eq!(anna.get(&last).await.status, 404);
    let files = std::fs::read_dir(app.ctx.config.data_dir.join("media")).expect("a folder").count();
    assert_eq!(files, 0, "and the bytes with them");
}

#[tokio::test]
async fn bombs_polyglots_and_what_is_no_picture_are_refused() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    let mut bomb = encoded(20, 20, ImageFormat::Png);
    // A header that claims 60,000 pixels each way.
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let mut cut = encoded(300, 300, ImageFormat::Jpeg);
    cut.truncate(60);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    for (bytes, what) in [
        (bomb, "a bomb"),
        (cut, "a cut one"),
        (svg, "SVG"),
        (Vec::new(), "nothing"),
        (b"GIF89a".to_vec(), "a bare header"),
        (b"%PDF-1.7 not a picture".to_vec(), "PDF"),
        (vec![0; 1000], "zeros"),
    ] {
        let answer = upload(&anna, bytes, "me.png", "image/png").await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "picture_invalid"), "{what}");
    }
    let wide = upload(&anna, encoded(12_001, 2, ImageFormat::Png), "me.png", "image/png").await;
    assert_eq!(wide.code(), "picture_invalid");
    // A strip is small on the wire and in memory, and must stay so while it is made a square.
    let strip = upload(&anna, encoded(12_000, 1, ImageFormat::Png), "me.png", "image/png").await;
    assert_eq!(strip.status, 200);
    anna.post_form("/api/account/picture/remove", &[]).await;
    let large = upload(&anna, vec![0xff; 10 * 1024 * 1024 + 70_000], "me.png", "image/png").await;
    assert_eq!((large.status.as_u16(), large.code().as_str()), (413, "too_large"));
    let no_file = Form::new().text("other", "x");
    let answer = send(anna.request(Method::POST, "/api/account/picture").multipart(no_file)).await;
    assert_eq!(answer.code(), "picture_invalid");
    let not_multipart = anna.post_form("/api/account/picture", &[("file", "x")]).await;
    assert_eq!(not_multipart.status, 400);
    assert_eq!(upload(&app.stranger(), encoded(9, 9, ImageFormat::Png), "a.png", "image/png").await.status, 401);
    assert_eq!(anna.get("/api/account/profile").await.json()["picture"], "");
    for id in ["unknown", "..%2F..%2Fsecret.key", "%2Fetc%2Fpasswd"] {
        assert_eq!(anna.get(&format!("/media/{id}")).await.status, 404, "{id}");
    }
}
