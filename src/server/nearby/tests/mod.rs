//! Nearby through the real router, with a Facebook and a Firebase of the test's own.

mod cells;
mod consent;
mod documented;
mod pages;
mod places;

use crate::server::{
    config::{Config, Consent, Switch},
    tests::harness::{Answer, TestApp, User, send},
};
use axum::{Json, Router, extract::Query, routing::get};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashMap;

const MINUTE_MS: i64 = 60_000;

/// Tokens are `token of <id>`; those of a false app and broken ones are no good.
async fn graph() -> String {
    let debug = get(async |Query(query): Query<HashMap<String, String>>| {
        let token = query.get("input_token").cloned().unwrap_or_default();
        let own = query.get("access_token").is_some_and(|own| own == "app|secret");
        let id = token.strip_prefix("token of ").unwrap_or_default().to_owned();
        Json(json!({"data": {"is_valid": own && !id.is_empty(), "app_id": "app", "user_id": id}}))
    });
    let me = get(async |Query(query): Query<HashMap<String, String>>| {
        let token = query.get("access_token").cloned().unwrap_or_default();
        let id = token.strip_prefix("token of ").unwrap_or_default().to_owned();
        Json(json!({"id": id, "name": format!("Person {id}")}))
    });
    let router = Router::new().route("/debug_token", debug).route("/me", me);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn start_with(change: impl FnOnce(&mut Config)) -> TestApp {
    let graph = graph().await;
    TestApp::start_with(|config| {
        config.facebook_app_id = Some("app".into());
        config.facebook_app_secret = Some("secret".to_owned().into());
        config.facebook_graph_url = Some(graph);
        config.nearby_consent = Consent::Anyone;
        config.limits = Switch::Off;
        change(config);
    })
    .await
}

/// Somebody with a phone.
struct Phone {
    user: User,
    id: String,
    token: String,
}

impl Phone {
    async fn new(app: &TestApp, id: &str) -> Self {
        let user = app.stranger();
        let made = create(&user, id, &format!("token of {id}")).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let token = made.json()["token"].as_str().expect("a token").to_owned();
        Self { user, id: id.to_owned(), token }
    }

    async fn call(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.user.request(method.clone(), path).header("x-auth-token", &self.token);
        send(if method == Method::GET { request } else { request.form(form) }).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[]).await
    }

    async fn at(&self, latitude: &str, longitude: &str) -> Answer {
        self.call(Method::PUT, "/users/location", &[("latitude", latitude), ("longitude", longitude)]).await
    }

    async fn watch(&self, id: &str) -> Answer {
        self.call(Method::PUT, &format!("/users/monitor/{id}"), &[]).await
    }

    async fn update(&self) -> Value {
        let answer = self.get("/activity/update").await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }
}

async fn create(user: &User, id: &str, token: &str) -> Answer {
    let form = [("token_id", token), ("facebook_id", id), ("name", ""), ("gcm", &format!("phone-number-{id}"))];
    user.post_form("/users/create", &form).await
}

fn ask(config: &mut Config) {
    config.nearby_consent = Consent::Ask;
}

/// Anna watches Ben, who is half a kilometre north of her, and has not answered.
async fn two(app: &TestApp) -> (Phone, Phone) {
    let (anna, ben) = (Phone::new(app, "1").await, Phone::new(app, "2").await);
    assert_eq!(anna.watch("2").await.text, "{\"monitor\":\"success\"}");
    anna.get("/activity/start").await;
    anna.at("52.5200", "13.4050").await;
    ben.at("52.5250", "13.4050").await;
    (anna, ben)
}

impl Phone {
    async fn agree(&self, watcher: &str, body: &Value) -> u16 {
        let path = format!("/api/nearby/watchers/{watcher}");
        let request = self.user.request(Method::PUT, &path).header("x-auth-token", &self.token).json(body);
        send(request).await.status.as_u16()
    }

    async fn refuse(&self, watcher: &str) -> u16 {
        self.call(Method::DELETE, &format!("/api/nearby/watchers/{watcher}"), &[]).await.status.as_u16()
    }

    async fn nearest(&self) -> Value {
        self.update().await["user"].clone()
    }

    async fn watchers(&self) -> Value {
        self.get("/api/nearby/watchers").await.json()["watchers"].clone()
    }
}
