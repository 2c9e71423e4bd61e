//! Encodings that the framework lacks. Of answers: no body at all, and "a list, or 204 when it is empty". Of calls: JSON
//! whatever the content type says, with keys in any case.

use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, FormatType,
    codec::{Encoding, FromRes, IntoRes, Post, Put},
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

/// 200 without a body.
pub struct Empty;

impl ContentType for Empty {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl Encoding for Empty {
    const METHOD: http::Method = http::Method::POST;
}

impl<E, R> IntoRes<Empty, R, E> for ()
where
    R: TryRes<E>,
    E: FromServerFnError + Send,
{
    async fn into_res(self) -> Result<R, E> {
        R::try_from_string(Empty::CONTENT_TYPE, String::new())
    }
}

impl<E, R> FromRes<Empty, R, E> for ()
where
    R: ClientRes<E> + Send,
    E: FromServerFnError,
{
    async fn from_res(_: R) -> Result<Self, E> {
        Ok(())
    }
}

/// A JSON object whatever its content type says. Its keys are read in lower case.
pub struct LooseEncoding;

/// A body that nobody looks at.
pub struct IgnoredEncoding;

pub type Loose = Post<LooseEncoding>;
pub type Ignored = Post<IgnoredEncoding>;
pub type IgnoredPut = Put<IgnoredEncoding>;

impl ContentType for LooseEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for LooseEncoding {
    const FORMAT_TYPE: leptos::server_fn::Format = leptos::server_fn::Format::Text;
}

impl<T: Serialize> Encodes<T> for LooseEncoding {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for LooseEncoding {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&bytes)?;
        let object = object.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect();
        serde_json::from_value(serde_json::Value::Object(object))
    }
}

/// A form as the letters apps send it, encoded or not, whatever its content type says.
pub struct RawFormEncoding;

pub type RawForm = Post<RawFormEncoding>;

impl ContentType for RawFormEncoding {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl FormatType for RawFormEncoding {
    const FORMAT_TYPE: leptos::server_fn::Format = leptos::server_fn::Format::Text;
}

impl<T: Serialize> Encodes<T> for RawFormEncoding {
    type Error = serde_json::Error;

    /// Only phones send these forms; the pages have their own.
    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

#[cfg(feature = "ssr")]
impl<T: DeserializeOwned> Decodes<T> for RawFormEncoding {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        T::deserialize(super::letters::form::Body(&bytes))
    }
}

#[cfg(not(feature = "ssr"))]
impl<T: DeserializeOwned> Decodes<T> for RawFormEncoding {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_slice(&bytes)
    }
}

/// 200 with a bare text.
pub struct Plain;

impl ContentType for Plain {
    const CONTENT_TYPE: &'static str = "text/plain";
}

impl Encoding for Plain {
    const METHOD: http::Method = http::Method::POST;
}

impl<E, R> IntoRes<Plain, R, E> for String
where
    R: TryRes<E>,
    E: FromServerFnError + Send,
{
    async fn into_res(self) -> Result<R, E> {
        R::try_from_string(Plain::CONTENT_TYPE, self)
    }
}

impl<E, R> FromRes<Plain, R, E> for String
where
    R: ClientRes<E> + Send,
    E: FromServerFnError,
{
    async fn from_res(res: R) -> Result<Self, E> {
        res.try_into_string().await
    }
}

impl ContentType for IgnoredEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for IgnoredEncoding {
    const FORMAT_TYPE: leptos::server_fn::Format = leptos::server_fn::Format::Text;
}

impl<T: Serialize> Encodes<T> for IgnoredEncoding {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for IgnoredEncoding {
    type Error = serde_json::Error;

    fn decode(_: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str("{}")
    }
}

fn no_content() {
    #[cfg(feature = "ssr")]
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NO_CONTENT);
    }
}
