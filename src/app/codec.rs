//! Encodings of answers that the framework lacks: no body at all, and "a list, or 204 when it is empty".

use leptos::server_fn::{
    ContentType,
    codec::{Encoding, FromRes, IntoRes},
    error::FromServerFnError,
    response::{ClientRes, TryRes},
};
use serde::{Serialize, de::DeserializeOwned};

/// 204 without a body.
pub struct NoContent;

impl ContentType for NoContent {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl Encoding for NoContent {
    const METHOD: http::Method = http::Method::POST;
}

impl<E, R> IntoRes<NoContent, R, E> for ()
where
    R: TryRes<E>,
    E: FromServerFnError + Send,
{
    async fn into_res(self) -> Result<R, E> {
        no_content();
        R::try_from_string(NoContent::CONTENT_TYPE, String::new())
    }
}

impl<E, R> FromRes<NoContent, R, E> for ()
where
    R: ClientRes<E> + Send,
    E: FromServerFnError,
{
    async fn from_res(_: R) -> Result<Self, E> {
        Ok(())
    }
}

/// A JSON array, or 204 without a body when there is nothing in it.
pub struct ListOrNoContent;

impl ContentType for ListOrNoContent {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl Encoding for ListOrNoContent {
    const METHOD: http::Method = http::Method::POST;
}

impl<E, R, T> IntoRes<ListOrNoContent, R, E> for Vec<T>
where
    R: TryRes<E>,
    T: Serialize + Send,
    E: FromServerFnError + Send,
{
    async fn into_res(self) -> Result<R, E> {
        if self.is_empty() {
            no_content();
            return R::try_from_string(ListOrNoContent::CONTENT_TYPE, String::new());
        }
        let body = serde_json::to_string(&self).unwrap_or_default();
        R::try_from_string(ListOrNoContent::CONTENT_TYPE, body)
    }
}

impl<E, R, T> FromRes<ListOrNoContent, R, E> for Vec<T>
where
    R: ClientRes<E> + Send,
    T: DeserializeOwned + Send,
    E: FromServerFnError,
{
    async fn from_res(res: R) -> Result<Self, E> {
        let body = res.try_into_string().await?;
        Ok(serde_json::from_str(&body).unwrap_or_default())
    }
}

fn no_content() {
    #[cfg(feature = "ssr")]
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NO_CONTENT);
    }
}
