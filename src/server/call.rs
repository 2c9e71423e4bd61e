//! What every server function calls: finds out who calls, runs the operation, logs a failure once and turns it into the
//! caller's error. Page rendering comes through here as well, so rights never hang on a router layer alone.

use super::{
    account::{devices, sessions},
    context::{Ctx, Guest, Member, sha256},
    error::{Doing, Error, Result},
    limits,
};
use crate::app::{
    account::wire::{Done, EntryForm, check_next},
    calendar::wire::EventForm,
    error::{ApiError, Code},
    letters::pages::wire::LetterForm,
};
use axum::http::{HeaderMap, header, request::Parts};
use leptos::prelude::use_context;
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;
use tokio::sync::OnceCell;
use tower_sessions::Session;

/// Where a refused form waits for its page.
const REFUSED: &str = "refused";

/// Who is at the other end of this request; the account is looked up once.
#[derive(Clone)]
pub struct Caller {
    pub session: Session,
    /// The address that limits count.
    pub address: String,
    /// What the program at the other end calls itself.
    pub agent: String,
    /// What an `Authorization: Bearer` or `X-Auth-Token` header carries; then the cookie counts for nothing.
    token: Option<String>,
    member: Arc<OnceCell<Option<Member>>>,
}

impl Caller {
    pub fn new(session: Session, address: String, headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let token = match text(header::AUTHORIZATION).split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Some(token.trim().to_owned()),
            // As the apps of nearby send it.
            _ => headers.get("x-auth-token").map(|token| token.to_str().unwrap_or_default().trim().to_owned()),
        };
        Self { session, address, agent: text(header::USER_AGENT).to_owned(), token, member: Arc::default() }
    }

    /// The account that is signed in, if any. A guest's is none.
    pub async fn member(&self, ctx: &Ctx) -> Result<Option<&Member>> {
        Ok(self.anyone(ctx).await?.filter(|member| !member.is_guest))
    }

    /// The account that is signed in, a guest's as well.
    pub async fn anyone(&self, ctx: &Ctx) -> Result<Option<&Member>> {
        let find = || async {
            match &self.token {
                Some(token) => devices::by_token(ctx, token).await,
                None => sessions::member(ctx, &self.session).await,
            }
        };
        Ok(self.member.get_or_try_init(find).await?.as_ref())
    }

    /// The account that is signed in by now, for connections that last: none if their session or token is over.
    pub async fn anew(&self, ctx: &Ctx) -> Result<Option<Member>> {
        match &self.token {
            Some(token) => devices::by_token(ctx, token).await,
            None => sessions::anew(ctx, &self.session).await,
        }
    }

    /// The name under which notices speak of the session or token of this call.
    pub fn public_hash(&self) -> Option<String> {
        match &self.token {
            Some(token) => Some(sha256(token)),
            None => sessions::public_hash(&self.session),
        }
    }

    /// The call proves itself by a token, not by a session.
    pub fn has_token(&self) -> bool {
        self.token.is_some()
    }
}

/// Runs an operation that needs no account.
pub async fn guest<T, Fut>(run: impl FnOnce(Ctx, Guest, Caller) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    let (ctx, caller) = here()?;
    run(ctx, Guest, caller).await.map_err(refuse)
}

/// Runs an operation of somebody who is signed in.
pub async fn member<T, Fut>(run: impl FnOnce(Ctx, Member) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    here_member(async |ctx, me, _| run(ctx, me).await).await
}

/// Runs an operation of somebody who is signed in, or here as a guest.
pub async fn visitor<T, Fut>(run: impl FnOnce(Ctx, Member) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    here_visitor(async |ctx, me, _| run(ctx, me).await).await
}

/// Runs an operation of somebody who is signed in or a guest, that writes. Who floods is held back.
pub async fn writer<T, Fut>(run: impl FnOnce(Ctx, Member, Caller) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    here_visitor(async |ctx, me, caller| {
        limits::write(&ctx, &me, &caller.address)?;
        run(ctx, me, caller).await
    })
    .await
}

/// Runs an operation of somebody who is signed in that others hear of at once, unless they do too much of it.
pub async fn member_writer<T, Fut>(run: impl FnOnce(Ctx, Member) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    here_member(async |ctx, me, caller| {
        limits::write(&ctx, &me, &caller.address)?;
        run(ctx, me).await
    })
    .await
}

/// Runs an operation of somebody who is signed in or a guest, that also concerns their session or address.
pub async fn here_visitor<T, Fut>(run: impl FnOnce(Ctx, Member, Caller) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    let (ctx, caller) = here()?;
    let me = caller.anyone(&ctx).await.map_err(refuse)?.cloned().ok_or(Code::NotSignedIn)?;
    run(ctx, me, caller).await.map_err(refuse)
}

/// Runs an operation of somebody who is signed in that also concerns the session or address it comes from.
pub async fn here_member<T, Fut>(run: impl FnOnce(Ctx, Member, Caller) -> Fut) -> Result<T, ApiError>
where
    Fut: Future<Output = Result<T>>,
{
    let (ctx, caller) = here()?;
    let me = caller.member(&ctx).await.map_err(refuse)?.cloned().ok_or(Code::NotSignedIn)?;
    run(ctx, me, caller).await.map_err(refuse)
}

/// Answers a form. A program gets the result as it is. A browser is sent on to where the result says; if the form was
/// refused, back to its page, which finds in the session what was typed and why it was refused.
pub async fn form<R: Refused>(result: Result<Done, ApiError>, page: &str, typed: R) -> Result<Done, ApiError> {
    if !use_context::<Parts>().is_some_and(|parts| wants_page(&parts.headers)) {
        return result;
    }
    let done = match result {
        Ok(done) => done,
        Err(error) => {
            let (_, caller) = here()?;
            let kept = caller.session.insert(REFUSED, typed.because(error.code)).await;
            kept.doing("keeping a form").map_err(refuse)?;
            let mark = if page.contains('?') { '&' } else { '?' };
            Done::to(format!("{page}{mark}refused=1"))
        }
    };
    leptos_axum::redirect(check_next(&done.to));
    Ok(done)
}

/// Answers a small form that has nothing to give back but why it was refused: a browser is sent on to `next`, or to its
/// page with the reason in the address.
pub fn answered(result: Result<(), ApiError>, page: &str, next: &str) -> Result<Done, ApiError> {
    // The page's address holds an id that may be anything.
    let next = check_next(if next.is_empty() { page } else { next });
    led(result.map(|()| Done::to(next)), next)
}

/// The same where a browser is sent on to what the result says, and stays on its page if the form was refused.
pub fn led(result: Result<Done, ApiError>, page: &str) -> Result<Done, ApiError> {
    if !use_context::<Parts>().is_some_and(|parts| wants_page(&parts.headers)) {
        return result;
    }
    let done = result.unwrap_or_else(|error| {
        let (path, place) = page.split_once('#').unwrap_or((page, ""));
        let mark = if path.contains('?') { '&' } else { '?' };
        let hash = if place.is_empty() { "" } else { "#" };
        Done::to(format!("{path}{mark}problem={}{hash}{place}", error.code.word()))
    });
    leptos_axum::redirect(check_next(&done.to));
    Ok(done)
}

/// A form that can come back to the one who filled it in.
pub trait Refused: Serialize + Send + Sync {
    /// The same with the reason.
    fn because(self, code: Code) -> Self;
}

impl Refused for EntryForm {
    /// Nobody has to be signed in for this one, so no more of it is kept than a real form can hold.
    fn because(self, code: Code) -> Self {
        let cut = |text: String| text.chars().take(300).collect();
        Self {
            login: cut(self.login),
            name: cut(self.name),
            user_name: cut(self.user_name),
            email: cut(self.email),
            next: cut(self.next),
            error: Some(code),
        }
    }
}

impl Refused for LetterForm {
    fn because(self, code: Code) -> Self {
        Self { error: Some(code), ..self }
    }
}

impl Refused for EventForm {
    fn because(self, code: Code) -> Self {
        Self { error: Some(code), ..self }
    }
}

/// The form that was refused just now, once.
pub async fn refused<T: DeserializeOwned>() -> Result<Option<T>, ApiError> {
    let (_, caller) = here()?;
    // Another form's leftovers do not fit this one: that is nothing, not an error.
    Ok(caller.session.remove(REFUSED).await.unwrap_or_default())
}

/// The error as the caller sees it; what broke on our side goes to the log, here and nowhere else.
pub fn refuse(error: Error) -> ApiError {
    let code = error.code();
    if !matches!(error, Error::Refused(_)) {
        tracing::error!(%error, "an operation failed");
    }
    code.into()
}

/// True if a browser opens a page or posts a plain form, so that the answer must be a page.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")))
}

fn here() -> Result<(Ctx, Caller), ApiError> {
    let ctx = use_context::<Ctx>().ok_or(Code::Internal)?;
    let caller = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Caller>().cloned());
    Ok((ctx, caller.ok_or(Code::Internal)?))
}
