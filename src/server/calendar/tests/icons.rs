//! `/load_icon/<name>`: an image for browsers, the documented tag for everybody else.

use crate::server::tests::{TestApp, harness};
use reqwest::Method;

const DOCUMENTED: [&str; 20] = [
    "bell", "burger", "cart", "coctail", "coffee", "confirm", "delete", "doughnut", "exit", "gamepad", "glasses",
    "heart", "music", "pin", "pizza", "plus", "present", "settings", "star", "trash",
];

#[tokio::test]
async fn every_icon_of_the_list_is_there_without_signing_in() {
    let app = TestApp::start().await;
    let nobody = app.stranger();
    let offered = crate::app::calendar::icons::ALL.map(|(name, _)| name);
    assert!(DOCUMENTED.iter().all(|name| offered.contains(name)));
    for name in offered {
        let image = harness::send(
            nobody.request(Method::GET, &format!("/load_icon/{name}.svg")).header("sec-fetch-dest", "image"),
        )
        .await;
        assert_eq!((image.status.as_u16(), image.header("content-type")), (200, "image/svg+xml"), "{name}");
        assert!(image.text.contains("viewBox") && !image.text.contains("<script"), "{name}");
    }
}

#[tokio::test]
async fn the_answer_depends_on_what_is_asked_for() {
    let app = TestApp::start().await;
    let nobody = app.stranger();
    let ask = |accept: &'static str| {
        harness::send(nobody.request(Method::GET, "/load_icon/bell.svg").header("accept", accept))
    };
    for accept in ["*/*", "text/html", "text/html,image/avif,*/*"] {
        let tag = ask(accept).await;
        assert!(tag.header("content-type").starts_with("text/html"), "{accept}");
        assert!(tag.text.starts_with("<img src=\"data:image/svg+xml;base64,"), "{}", tag.text);
        assert_eq!(tag.header("vary"), "accept, sec-fetch-dest");
    }
    assert_eq!(ask("image/avif,image/webp,image/*,*/*;q=0.8").await.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn unknown_names_and_paths_are_404() {
    let app = TestApp::start().await;
    for name in ["nothing.svg", "bell", "..%2f..%2fCargo.toml", "bell.svg%00"] {
        assert_eq!(app.stranger().get(&format!("/load_icon/{name}")).await.status, 404, "{name}");
    }
}
