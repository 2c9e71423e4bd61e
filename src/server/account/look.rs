//! How pages look for somebody: language and theme, kept in cookies and with the account.

use super::store;
use crate::{
    app::{
        account::wire::{Done, check_next},
        i18n::Language,
    },
    server::{call::Caller, context::Ctx, error::Result},
};

/// Sets the cookies of language and theme, and those of the account.
pub async fn choose_look(ctx: &Ctx, caller: &Caller, language: &str, theme: &str, next: &str) -> Result<Done> {
    let secure = if ctx.config.is_https() { "; Secure" } else { "" };
    let attributes = format!("; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}");
    let language = Language::parse(language).map(Language::code);
    let theme = ["light", "dark", "system"].into_iter().find(|known| *known == theme);
    if let Some(language) = language {
        set_cookie(&format!("kith_language={language}{attributes}"));
    }
    if let Some(theme) = theme {
        set_cookie(&format!("kith_theme={theme}{attributes}"));
    }
    if let (Some(me), true) = (caller.anyone(ctx).await?, language.is_some() || theme.is_some()) {
        ctx.db.execute(store::update_look(&me.id, language, theme)).await?;
    }
    Ok(Done::to(check_next(next)))
}

fn set_cookie(cookie: &str) {
    let response = leptos::prelude::use_context::<leptos_axum::ResponseOptions>();
    if let (Some(response), Ok(value)) = (response, cookie.parse()) {
        response.append_header(axum::http::header::SET_COOKIE, value);
    }
}
