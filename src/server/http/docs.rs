//! The description of the API as a page: made here from the same value that programs read, with nothing from elsewhere.

use super::{assets, openapi};
use axum::{
    body::Bytes,
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use leptos::prelude::*;
use serde_json::Value;
use std::{collections::BTreeMap, sync::LazyLock};

/// An operation with its method and path.
type Operation = (String, String, Value);

/// The API for people to read.
#[utoipa::path(get, path = "/api/docs", tag = "operation", responses((status = 200, description = "A page.", content_type = "text/html")))]
pub async fn serve() -> Response {
    static PAGE: LazyLock<Bytes> = LazyLock::new(|| {
        let document = serde_json::to_value(openapi::document()).unwrap_or_default();
        format!("<!DOCTYPE html>{}", page(&document).to_html()).into()
    });
    let policy =
        HeaderValue::from_static("default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'");
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    (headers, Html(PAGE.clone())).into_response()
}

fn page(document: &Value) -> impl IntoView + use<> {
    let mut tags: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, operation) in entries(item) {
            let tag = text(&operation["tags"][0]).to_owned();
            tags.entry(tag).or_default().push((method.to_uppercase(), path.to_owned(), operation.clone()));
        }
    }
    let contents = tags.keys().map(|tag| view! { <li><a href=format!("#{tag}")>{tag.clone()}</a></li> }).collect_view();
    let sections = tags.into_iter().map(|(tag, operations)| {
        let operations = operations.into_iter().map(operation).collect_view();
        view! {
            <section id=tag.clone()>
                <h2>{tag.clone()}</h2>
                {operations}
            </section>
        }
    });
    let schemas = entries(&document["components"]["schemas"]).map(|(name, schema)| schema_section(name, schema));
    view! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>"Kith API"</title>
                <link rel="stylesheet" href=format!("/{}/kith.css", assets::base()) />
            </head>
            <body class="api">
                <main>
                    <h1>"Kith API"</h1>
                    <p>{text(&document["info"]["description"]).to_owned()}</p>
                    <p>
                        <a href="/api/openapi.json">"openapi.json"</a>
                    </p>
                    <ul>
                        {contents} <li>
                            <a href="#schemas">"schemas"</a>
                        </li>
                    </ul>
                    {sections.collect_view()}
                    <section id="schemas">
                        <h2>"schemas"</h2>
                        {schemas.collect_view()}
                    </section>
                </main>
            </body>
        </html>
    }
}

fn operation((method, path, operation): Operation) -> impl IntoView {
    let needs = !operation["security"].as_array().is_none_or(Vec::is_empty);
    let said = [text(&operation["summary"]), text(&operation["description"])].join(" ");
    let parameters = list(&operation["parameters"]).map(|parameter| {
        let name = text(&parameter["name"]).to_owned();
        let place = text(&parameter["in"]).to_owned();
        let required = if parameter["required"] == true { "required" } else { "optional" };
        let description = text(&parameter["description"]).to_owned();
        view! {
            <tr>
                <td>
                    <code>{name}</code>
                </td>
                <td>{format!("{place}, {required}")}</td>
                <td>{kind(&parameter["schema"])}</td>
                <td>{description}</td>
            </tr>
        }
    });
    let bodies = entries(&operation["requestBody"]["content"]).map(|(mime, body)| {
        view! {
            <p>"Body: " <code>{mime.to_owned()}</code> " " {kind(&body["schema"])}</p>
        }
    });
    let responses = entries(&operation["responses"]).map(|(status, response)| {
        let bodies = entries(&response["content"]).map(|(mime, body)| {
            view! {
                " "
                <code>{mime.to_owned()}</code>
                " "
                {kind(&body["schema"])}
            }
        });
        view! {
            <tr>
                <td>{status.to_owned()}</td>
                <td>{text(&response["description"]).to_owned()} {bodies.collect_view()}</td>
            </tr>
        }
    });
    view! {
        <article class="card">
            <h3>
                <code>{method}</code>
                " "
                <code>{path}</code>
            </h3>
            <p>{said} {needs.then_some(" Needs a session or a token.")}</p>
            <table class="tbl">{parameters.collect_view()}</table>
            {bodies.collect_view()}
            <table class="tbl">{responses.collect_view()}</table>
        </article>
    }
}

fn schema_section(name: &str, schema: &Value) -> impl IntoView + use<> {
    let required: Vec<String> = list(&schema["required"]).map(|name| text(name).to_owned()).collect();
    let fields = entries(&schema["properties"]).map(|(field, property)| {
        let is_required = required.iter().any(|name| name == field);
        view! {
            <tr>
                <td>
                    <code>{field.to_owned()}</code>
                    {is_required.then_some(" *")}
                </td>
                <td>{kind(property)}</td>
                <td>{text(&property["description"]).to_owned()}</td>
            </tr>
        }
    });
    let values = list(&schema["enum"]).map(|value| view! { <code>{value.to_string()}</code> " " });
    view! {
        <article class="card" id=format!("schema-{name}")>
            <h3>{name.to_owned()}</h3>
            <p>{text(&schema["description"]).to_owned()}</p>
            <p>{values.collect_view()}</p>
            <table class="tbl">{fields.collect_view()}</table>
        </article>
    }
}

/// What a schema is, with a link where it has a name.
fn kind(schema: &Value) -> AnyView {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return view! { <a href=format!("#schema-{name}")>{name.to_owned()}</a> }.into_any();
    }
    if let Some(items) = schema.get("items") {
        return view! { "list of " {kind(items)} }.into_any();
    }
    let choices: Vec<AnyView> =
        ["oneOf", "anyOf", "allOf"].iter().flat_map(|key| list(&schema[*key])).map(kind).collect();
    if !choices.is_empty() {
        return choices.into_iter().map(|choice| view! { {choice} " " }).collect_view().into_any();
    }
    match &schema["type"] {
        Value::Array(types) => types.iter().map(text).collect::<Vec<_>>().join(" or ").into_any(),
        other => text(other).to_owned().into_any(),
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
