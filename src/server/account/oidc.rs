//! Signing in with Google or any OpenID provider: authorization code flow with state, nonce and PKCE.

use super::{names, sessions, store};
use crate::{
    app::{account::wire::check_name, error::Code, session::Look},
    server::{
        call::{self, Caller},
        context::Ctx,
        error::{Doing, Error, Result},
        limits,
    },
};
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreResponseType},
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use tower_sessions::Session;

/// What a session remembers while the browser is at the provider.
#[derive(Serialize, Deserialize)]
struct Journey {
    state: String,
    nonce: String,
    verifier: String,
}

/// What the provider said of itself is believed for so long.
const KNOWN_MS: i64 = 3_600_000;
/// It is asked for new keys this often at most.
const NEW_KEYS_MS: i64 = 60_000;
const JOURNEY: &str = "oidc";
/// An identity that waits for proof that the account with its address is the same person's.
const PENDING: &str = "oidc-link";

#[derive(Deserialize)]
pub struct Return {
    code: Option<String>,
    state: Option<String>,
}

/// Starts the sign-in at the provider, or leads to the sign-in page where none is configured.
#[utoipa::path(get, path = "/login", tag = "calendar", responses((status = 302, description = "To the provider, or to `/sign-in`.")))]
pub async fn login(State(ctx): State<Ctx>, Extension(caller): Extension<Caller>) -> Response {
    if ctx.config.google_client_id.is_none() {
        return found("/sign-in");
    }
    match depart(&ctx, &caller).await {
        Ok(url) => found(&url),
        Err(error) => refused(error),
    }
}

/// Where the provider sends the browser back to.
#[utoipa::path(get, path = "/login/callback", tag = "calendar", params(("code" = Option<String>, Query,), ("state" = Option<String>, Query,)),
    responses((status = 302, description = "To `/` signed in, or to `/sign-in` with what is missing.")))]
pub async fn callback(
    State(ctx): State<Ctx>,
    Extension(caller): Extension<Caller>,
    Extension(look): Extension<Look>,
    Query(back): Query<Return>,
) -> Response {
    match arrive(&ctx, &caller, &look, back).await {
        Ok(path) => found(path),
        Err(error) => refused(error),
    }
}

/// Signs out, for clients that navigate.
#[utoipa::path(get, path = "/logout", tag = "calendar", security(("session" = [])),
    responses((status = 302, description = "To `/`, signed out."), (status = 401, description = "Not signed in.", body = crate::app::error::ApiError)))]
pub async fn logout(State(ctx): State<Ctx>, Extension(caller): Extension<Caller>) -> Response {
    match super::leave(&ctx, &caller).await {
        Ok(_) => found("/"),
        Err(error) => call::refuse(error).into_response(),
    }
}

/// After a sign-in by password: adds the identity that waited for it, if it belongs to the same address.
pub async fn link_pending(ctx: &Ctx, session: &Session, account_id: &str) -> Result<()> {
    let pending: Option<(String, String, String)> = session.remove(PENDING).await.doing("reading a session")?;
    let Some((issuer, subject, owner)) = pending.filter(|(_, _, owner)| owner == account_id) else {
        return Ok(());
    };
    let now = ctx.clock.now();
    ctx.db
        .write(move |tx| Box::pin(async move { store::insert_identity(tx, &issuer, &subject, &owner, now).await }))
        .await
}

fn found(to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    *response.status_mut() = axum::http::StatusCode::FOUND;
    response
}

/// A journey that failed ends on the sign-in page, which says that it failed.
fn refused(error: Error) -> Response {
    if matches!(error, Error::Refused(_)) {
        tracing::info!(code = error.code().word(), "an OpenID sign-in was refused");
    } else {
        call::refuse(error);
        return found("/sign-in?problem=openid");
    }
    found(if error.code() == Code::Suspended { "/sign-in?problem=suspended" } else { "/sign-in?problem=openid" })
}

type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;

/// What the provider says of itself, and when it was asked.
#[derive(Default)]
pub struct Provider(Mutex<Option<(CoreProviderMetadata, i64)>>);

impl Provider {
    /// Asks the provider, unless it was asked lately.
    async fn metadata(&self, ctx: &Ctx, longest_ago: i64) -> Result<CoreProviderMetadata> {
        let now = ctx.clock.now();
        // Those who come meanwhile wait for the same answer.
        let mut known = self.0.lock().await;
        if let Some((metadata, _)) = known.as_ref().filter(|(_, asked_at)| now - asked_at < longest_ago) {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(ctx.config.oidc_issuer.clone()).doing("reading KITH_OIDC_ISSUER")?;
        let asked = CoreProviderMetadata::discover_async(issuer, &ctx.http).await;
        let metadata = asked.doing("asking the OpenID provider")?;
        *known = Some((metadata.clone(), now));
        Ok(metadata)
    }
}

async fn client(ctx: &Ctx, longest_ago: i64) -> Result<Client> {
    let metadata = ctx.oidc.metadata(ctx, longest_ago).await?;
    let id = ClientId::new(ctx.config.google_client_id.clone().unwrap_or_default());
    let secret =
        ctx.config.google_client_secret.as_ref().map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
    let back = RedirectUrl::new(format!("{}/login/callback", ctx.config.base_url)).doing("reading KITH_BASE_URL")?;
    Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(back))
}

async fn depart(ctx: &Ctx, caller: &Caller) -> Result<String> {
    limits::spend(ctx, [(limits::JOURNEYS_PER_ADDRESS, &caller.address)]).await?;
    let client = client(ctx, KNOWN_MS).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
    let (url, state, nonce) = client
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .add_scope(Scope::new("email".into()))
        .add_scope(Scope::new("profile".into()))
        .set_pkce_challenge(challenge)
        .url();
    let journey =
        Journey { state: state.secret().clone(), nonce: nonce.secret().clone(), verifier: verifier.secret().clone() };
    caller.session.insert(JOURNEY, journey).await.doing("writing a session")?;
    Ok(url.into())
}

async fn arrive(ctx: &Ctx, caller: &Caller, look: &Look, back: Return) -> Result<&'static str> {
    let journey: Option<Journey> = caller.session.remove(JOURNEY).await.doing("reading a session")?;
    let (Some(journey), Some(code), Some(state)) = (journey, back.code, back.state) else {
        return Err(Code::NotSignedIn.into());
    };
    if journey.state != state {
        return Err(Code::NotSignedIn.into());
    }
    let answer = client(ctx, KNOWN_MS)
        .await?
        .exchange_code(AuthorizationCode::new(code))
        .doing("building the code exchange")?
        .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier))
        .request_async(&ctx.http)
        .await
        .doing("exchanging the code")?;
    let token = answer.extra_fields().id_token().ok_or(Code::NotSignedIn)?;
    let nonce = Nonce::new(journey.nonce);
    let claims = match token.claims(&client(ctx, KNOWN_MS).await?.id_token_verifier(), &nonce) {
        // The provider may have new keys.
        Err(ClaimsVerificationError::SignatureVerification(_)) => {
            token.claims(&client(ctx, NEW_KEYS_MS).await?.id_token_verifier(), &nonce)
        }
        checked => checked,
    };
    enter(ctx, caller, look, claims.doing("checking the ID token")?).await
}

async fn enter(ctx: &Ctx, caller: &Caller, look: &Look, claims: &CoreIdTokenClaims) -> Result<&'static str> {
    let session = &caller.session;
    let (issuer, subject) = (claims.issuer().to_string(), claims.subject().to_string());
    let picture = claims.picture().and_then(|all| all.get(None)).map(|url| url.to_string()).unwrap_or_default();
    let email = claims.email().map(|email| email.to_string()).unwrap_or_default();
    let (known, owner) = {
        let mut conn = ctx.db.read().await?;
        let known = store::by_identity(&mut conn, &issuer, &subject).await?;
        if let Some(id) = &known {
            sessions::admit(&mut conn, id).await?;
        }
        (known, store::proven_owner(&mut conn, &super::email_key(&email)).await?)
    };
    if let Some(id) = known {
        let account_id = id.clone();
        ctx.db
            .write(move |tx| Box::pin(async move { store::update_foreign_picture(tx, &account_id, &picture).await }))
            .await?;
        sessions::enter(ctx, session, &caller.agent, &id).await?;
        return Ok("/");
    }
    if claims.email_verified() != Some(true) || email.is_empty() {
        return Err(Code::EmailInvalid.into());
    }
    if let Some(owner) = owner {
        // Only who can also sign in by password is that person for sure.
        session.insert(PENDING, (issuer, subject, owner)).await.doing("writing a session")?;
        return Ok("/sign-in?link=1");
    }
    let named = claims.name().and_then(|all| all.get(None)).map(|name| name.to_string()).unwrap_or_default();
    let local_part = email.split('@').next().unwrap_or_default().to_owned();
    let display_name = check_name(&named).unwrap_or_else(|_| names::proposal(&local_part));
    let row = store::NewRow {
        id: ctx.new_id(),
        display_name,
        user_name: String::new(),
        user_key: String::new(),
        email: Some(email),
        is_proven: true,
        password_hash: None,
        picture,
        language: look.language.code(),
        time_zone: "UTC".to_owned(),
        created_at: ctx.clock.now(),
    };
    let (id, now) = (row.id.clone(), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let id = row.id.clone();
                super::insert(tx, row, None).await?;
                store::insert_identity(tx, &issuer, &subject, &id, now).await
            })
        })
        .await?;
    sessions::enter(ctx, session, &caller.agent, &id).await?;
    Ok("/")
}
