//! Asks Facebook whether a token is somebody's.

use crate::{
    app::error::Code,
    server::{
        config::Switch,
        context::Ctx,
        error::{Error, Result},
    },
};
use secrecy::ExposeSecret;
use serde_json::Value;

/// What Facebook says of the owner of a token that is for this program: their name. 403 if it is no such token, 503 if
/// Facebook does not answer.
pub async fn verify(ctx: &Ctx, token: &str, facebook_id: &str) -> Result<String> {
    let config = &ctx.config;
    let Some(app) = &config.facebook_app_id else { return Err(Code::TokenInvalid.into()) };
    if config.facebook_verify == Switch::Off {
        return Ok(String::new());
    }
    let secret =
        config.facebook_app_secret.as_ref().map(|secret| secret.expose_secret().to_owned()).unwrap_or_default();
    let base = config.facebook_graph_url.as_deref().unwrap_or("https://graph.facebook.com");
    let own = format!("{app}|{secret}");
    let query = [("input_token", token), ("access_token", own.as_str())];
    let checked = match get(ctx, &format!("{base}/debug_token"), &query).await {
        // Of a bad token of theirs it says that it is not valid; what it refuses is ours.
        Err(error) if error.code() == Code::TokenInvalid => {
            tracing::warn!("Facebook does not know this program: KITH_FACEBOOK_APP_ID and KITH_FACEBOOK_APP_SECRET");
            return Err(Code::Unavailable.into());
        }
        checked => checked?,
    };
    let data = &checked["data"];
    let is_theirs = data["is_valid"] == true && text(&data["app_id"]) == *app && text(&data["user_id"]) == facebook_id;
    if !is_theirs {
        return Err(Code::TokenInvalid.into());
    }
    let me = get(ctx, &format!("{base}/me"), &[("fields", "id,name"), ("access_token", token)]).await?;
    if text(&me["id"]) != facebook_id {
        return Err(Code::TokenInvalid.into());
    }
    Ok(text(&me["name"]))
}

/// Ids come as texts or as numbers.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string().replace("null", ""), str::to_owned)
}

async fn get(ctx: &Ctx, url: &str, query: &[(&str, &str)]) -> Result<Value> {
    let answer = ctx.http.get(url).query(query).send().await.map_err(away)?;
    match answer.status().as_u16() {
        200..=299 => answer.json().await.map_err(away),
        429 => Err(Code::Unavailable.into()),
        400..=499 => Err(Code::TokenInvalid.into()),
        _ => Err(Code::Unavailable.into()),
    }
}

/// The cause is told to the log without the address, which has the tokens in it.
fn away(error: reqwest::Error) -> Error {
    tracing::warn!(error = %error.without_url(), "Facebook could not be asked");
    Code::Unavailable.into()
}
