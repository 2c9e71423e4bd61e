//! Signing in at an OpenID provider: a real one, small, started by the tests, with signed tokens and PKCE.

use super::token;
use crate::server::tests::{PASSWORD, TestApp, User};
use axum::{
    Form, Json, Router,
    extract::State,
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    Audience, EmptyAdditionalClaims, EmptyAdditionalProviderMetadata, EmptyExtraTokenFields, EndUserEmail, EndUserName,
    IssuerUrl, JsonWebKeyId, JsonWebKeySetUrl, LocalizedClaim, Nonce, PrivateSigningKey, ResponseTypes, StandardClaims,
    SubjectIdentifier, TokenUrl,
    core::{
        CoreIdToken, CoreIdTokenClaims, CoreIdTokenFields, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
        CoreProviderMetadata, CoreResponseType, CoreRsaPrivateSigningKey, CoreSubjectIdentifierType, CoreTokenResponse,
        CoreTokenType,
    },
};
use sha2::Digest;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Signs the tests' tokens and nothing else.
const KEY: &str = include_str!("provider-key.pem");

#[derive(Clone)]
struct Provider {
    url: String,
    state: Arc<Mutex<Expected>>,
}

/// What the provider knows of the person and of the journey under way.
#[derive(Clone, Default)]
struct Expected {
    subject: String,
    email: String,
    is_verified: bool,
    nonce: String,
    challenge: String,
    /// Signs for somebody else's application.
    audience: String,
}

impl Provider {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let provider = Self { url, state: Arc::default() };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(async || Json(CoreJsonWebKeySet::new(vec![key().as_verification_key()]))))
            .route("/token", post(exchange))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        provider
    }

    fn app(&self) -> impl Future<Output = TestApp> {
        let issuer = self.url.clone();
        TestApp::start_with(|config| {
            config.google_client_id = Some("kith".into());
            config.google_client_secret = Some("secret".into());
            config.oidc_issuer = issuer;
        })
    }

    fn person(&self, subject: &str, email: &str, is_verified: bool) {
        let person = Expected {
            subject: subject.into(),
            email: email.into(),
            is_verified,
            audience: "kith".into(),
            ..Expected::default()
        };
        *self.state.lock().expect("the state") = person;
    }

    /// What the person's consent does: remembers the journey, and says where the browser goes back to.
    fn consent(&self, location: &str) -> String {
        let query: HashMap<String, String> = serde_urlencoded(location);
        assert!(location.starts_with(&self.url), "{location}");
        assert_eq!((query["response_type"].as_str(), query["client_id"].as_str()), ("code", "kith"));
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["scope"], "openid email profile");
        assert!(query["redirect_uri"].ends_with("/login/callback"));
        let mut state = self.state.lock().expect("the state");
        state.nonce.clone_from(&query["nonce"]);
        state.challenge.clone_from(&query["code_challenge"]);
        format!("/login/callback?code=right&state={}", query["state"])
    }

    /// The whole way of a browser; where it ends.
    async fn sign_in(&self, user: &User) -> String {
        let login = user.get("/login").await;
        assert_eq!(login.status, 302);
        let back = user.get(&self.consent(login.header("location"))).await;
        assert_eq!(back.status, 302);
        back.header("location").to_owned()
    }
}

fn serde_urlencoded(location: &str) -> HashMap<String, String> {
    let url = reqwest::Url::parse(location).expect("a URL");
    url.query_pairs().into_owned().collect()
}

fn key() -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(KEY, Some(JsonWebKeyId::new("test".into()))).expect("a key")
}

async fn metadata(State(provider): State<Provider>) -> Json<CoreProviderMetadata> {
    let url = |path: &str| format!("{}{path}", provider.url);
    let metadata = CoreProviderMetadata::new(
        IssuerUrl::new(provider.url.clone()).expect("a URL"),
        openidconnect::AuthUrl::new(url("/authorize")).expect("a URL"),
        JsonWebKeySetUrl::new(url("/jwks")).expect("a URL"),
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256],
        EmptyAdditionalProviderMetadata {},
    );
    Json(metadata.set_token_endpoint(Some(TokenUrl::new(url("/token")).expect("a URL"))))
}

async fn exchange(
    State(provider): State<Provider>,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<CoreTokenResponse>, axum::http::StatusCode> {
    let state = provider.state.lock().expect("the state").clone();
    let challenge = URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(form["code_verifier"].as_bytes()));
    if form["code"] != "right" || challenge != state.challenge {
        return Err(axum::http::StatusCode::BAD_REQUEST);
    }
    let standard = StandardClaims::new(SubjectIdentifier::new(state.subject))
        .set_email(Some(EndUserEmail::new(state.email)))
        .set_email_verified(Some(state.is_verified))
        .set_name(Some(LocalizedClaim::from(EndUserName::new("Nina at work".into()))));
    // Tokens are checked against the real clock.
    let now = jiff_now();
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(provider.url.clone()).expect("a URL"),
        vec![Audience::new(state.audience)],
        now + std::time::Duration::from_secs(300),
        now,
        standard,
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(state.nonce)));
    let access = openidconnect::AccessToken::new("access".into());
    let id = CoreIdToken::new(claims, &key(), CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, Some(&access), None)
        .expect("signed");
    let fields = CoreIdTokenFields::new(Some(id), EmptyExtraTokenFields {});
    Ok(Json(CoreTokenResponse::new(access, CoreTokenType::Bearer, fields)))
}

#[expect(clippy::disallowed_methods, reason = "the library checks tokens against the system's clock")]
fn jiff_now() -> chrono::DateTime<chrono::Utc> {
    std::time::SystemTime::now().into()
}

#[tokio::test]
async fn a_verified_identity_makes_an_account_once() {
    let provider = Provider::start().await;
    let app = provider.app().await;
    provider.person("g-1", "nina@example.org", true);
    let nina = app.stranger();
    assert_eq!(provider.sign_in(&nina).await, "/");
    let user = nina.get("/user").await.json();
    assert_eq!((user["name"].as_str(), user["google_id"].as_str()), (Some("Nina at work"), Some("g-1")));
    assert_eq!(nina.get("/api/account/me").await.json()["email_verified"], true);
    let again = app.stranger();
    assert_eq!(provider.sign_in(&again).await, "/");
    assert_eq!(again.get("/user").await.json()["id"], user["id"]);
}

#[tokio::test]
async fn an_unverified_address_or_a_tampered_journey_opens_nothing() {
    let provider = Provider::start().await;
    let app = provider.app().await;
    provider.person("g-1", "nina@example.org", false);
    let nina = app.stranger();
    assert_eq!(provider.sign_in(&nina).await, "/sign-in?problem=openid");
    assert_eq!(nina.get("/user").await.status, 401);

    provider.person("g-1", "nina@example.org", true);
    let login = nina.get("/login").await;
    let back = provider.consent(login.header("location"));
    let other = app.stranger();
    assert_eq!(other.get(&back).await.header("location"), "/sign-in?problem=openid", "another browser");
    let forged = back.replace("state=", "state=x");
    assert_eq!(nina.get(&forged).await.header("location"), "/sign-in?problem=openid", "another state");
    assert_eq!(nina.get(&back).await.header("location"), "/sign-in?problem=openid", "a journey ends once");
    assert_eq!(nina.get("/login/callback?error=access_denied").await.header("location"), "/sign-in?problem=openid");

    for tamper in [
        (|state: &mut Expected| state.nonce = "other".into()) as fn(&mut Expected),
        |state| state.audience = "other".into(),
        |state| state.challenge = "other".into(),
    ] {
        let login = nina.get("/login").await;
        let back = provider.consent(login.header("location"));
        tamper(&mut provider.state.lock().expect("the state"));
        assert_eq!(nina.get(&back).await.header("location"), "/sign-in?problem=openid");
        provider.person("g-1", "nina@example.org", true);
    }
    assert_eq!(nina.get("/user").await.status, 401);
}

#[tokio::test]
async fn an_identity_is_linked_to_an_existing_account_only_after_its_password() {
    let provider = Provider::start().await;
    let app = provider.app().await;
    let owner = app.user("Nina").await;
    let proof = token(&app.mails().await);
    owner.post_form("/api/account/verify", &[("token", &proof)]).await;
    provider.person("g-1", "nina@example.org", true);
    let browser = app.stranger();
    assert_eq!(provider.sign_in(&browser).await, "/sign-in?link=1");
    assert_eq!(browser.get("/user").await.status, 401, "the address alone opens nothing");
    let login = [("login", "Nina"), ("password", PASSWORD)];
    assert_eq!(browser.post_form("/api/account/sign-in", &login).await.status, 200);
    let later = app.stranger();
    assert_eq!(provider.sign_in(&later).await, "/");
    assert_eq!(later.get("/user").await.json()["id"], owner.id.as_str());
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_no_500() {
    let app = TestApp::start_with(|config| {
        config.google_client_id = Some("kith".into());
        config.oidc_issuer = "http://127.0.0.1:9".into();
    })
    .await;
    let login = app.stranger().get("/login").await;
    assert_eq!((login.status.as_u16(), login.header("location")), (302, "/sign-in?problem=openid"));
    assert!(app.stranger().open("/sign-in?problem=openid").await.text.contains("didn’t work"));
}
