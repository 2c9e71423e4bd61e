//! Whether the process lives and whether it can work.

use crate::{app::error::Code, server::context::Ctx};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "The process lives.", body = String)))]
pub async fn healthz() -> &'static str {
    "ok"
}

/// The database answers too.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses(
    (status = 200, description = "The database answers.", body = String),
    (status = 503, description = "It does not.", body = crate::app::error::ApiError)))]
pub async fn readyz(State(ctx): State<Ctx>) -> Response {
    let answer = async {
        ctx.db.read().await?.one(sqlx::query_as::<_, (i64,)>("select count(*) from accounts where id = ''")).await
    };
    match answer.await {
        Ok(_) => "ready".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            Code::Unavailable.into_response()
        }
    }
}
