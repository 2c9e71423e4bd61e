//! The router: every page, operation and file of the program, and the order of the layers around them.

use super::{assets, docs, guard, guard::Rules, health, live, metrics, openapi, pages, verify};
use crate::{
    app::{App, error::Code},
    server::{
        account::{oidc, picture, sessions},
        board,
        calendar::{icons, ics},
        call,
        context::Ctx,
        media,
        nearby::documented as near,
        rooms,
    },
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, MatchedPath, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use std::sync::LazyLock;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
    cors::{AllowOrigin, CorsLayer},
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

#[derive(Clone, FromRef)]
struct Site {
    ctx: Ctx,
    leptos: LeptosOptions,
}

/// The pages, listed once per process: while the framework lists them it keeps all resources of the process from loading,
/// and a page that was being rendered meanwhile would wait for ever.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// Everything that Kith answers.
pub fn router(ctx: &Ctx) -> Router {
    let leptos = LeptosOptions::builder().output_name("kith").site_pkg_dir(assets::base()).build();
    let site = Site { ctx: ctx.clone(), leptos };
    let context = {
        let ctx = ctx.clone();
        move || provide_context(ctx.clone())
    };
    let page_site = site.clone();
    let guarded = Router::new()
        .route("/login", get(oidc::login))
        .route("/login/callback", get(oidc::callback))
        .route("/logout", get(oidc::logout))
        .route("/load_icon/{name}", get(icons::load))
        .route("/api/live", get(live::live))
        .route("/api/board/live", get(board::live::live))
        .route_service("/api/socket.io/", ctx.board.endpoint().service(ctx))
        .route("/users/create", post(near::create_user))
        .route("/users/location", put(near::report_location))
        .route("/users/monitor/{id}", put(near::monitor).delete(near::unmonitor))
        .route("/subscription/add", post(near::add_subscription))
        .route("/api/nearby/watchers/{id}", put(near::agree_to).delete(near::end_consent))
        .route("/api/openapi.json", get(openapi::serve))
        .route("/api/docs", get(docs::serve))
        .route("/api/loggedonly/poll", get(rooms::poll))
        .route("/api/verifyEmail/{user}/{token}", get(verify::verify))
        .route("/metrics", get(metrics::serve))
        .route("/media", post(media::upload).layer(DefaultBodyLimit::max(media::UPLOAD_MAX)))
        .route("/media/{id}", get(media::serve))
        .route("/api/calendar/export.ics", get(ics::export))
        .route("/api/calendar/feed/{id}/{secret}", get(ics::feed))
        .route("/api/calendar/import", post(ics::upload).layer(DefaultBodyLimit::disable()))
        .route("/api/account/picture", post(picture::upload).layer(DefaultBodyLimit::disable()))
        .leptos_routes_with_context(&site, ROUTES.clone(), context, move || crate::app::document(&page_site.leptos))
        .fallback(fallback)
        .layer(from_fn_with_state((ctx.clone(), Rules::read()), guard::guard))
        .layer(sessions::layer(ctx));
    let id = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/assets/{build}/{*name}", get(assets::asset))
        .route("/sw.js", get(async |request: Request| assets::fixed("sw.js", request.headers())))
        .route("/icon-192.png", get(async |request: Request| assets::fixed("icon-192.png", request.headers())))
        .route("/favicon.ico", get(async |request: Request| assets::fixed("favicon.svg", request.headers())))
        .merge(guarded)
        .layer(CatchPanicLayer::custom(pages::crashed))
        .layer(from_fn_with_state(ctx.clone(), metrics::measure))
        .layer(from_fn(pages::friendly))
        .layer(cors(ctx))
        .layer(from_fn(pages::secure))
        .layer(CompressionLayer::new().compress_when(compressing()))
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .with_state(site)
}

/// What is worth to be compressed: not what comes later, and not what is compressed already.
fn compressing() -> impl Predicate {
    let is_recording = NotForContentType::const_new("audio/").and(NotForContentType::const_new("video/"));
    DefaultPredicate::new().and(is_recording).and(is_whole)
}

/// Marks an answer whose body comes later: to compress each of many that wait would take memory for nothing.
#[derive(Clone, Copy, Debug)]
pub struct Trickle;

fn is_whole(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<Trickle>().is_none()
}

/// What the log says of a request: never what stands in its address, which can hold tokens and names.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str);
    tracing::info_span!("request", id, method = %request.method(), route)
}

/// An address that nothing answers to: the page that says so, or an error for programs.
async fn fallback(State(site): State<Site>, request: Request) -> Response {
    let asks_page = call::wants_page(request.headers());
    if request.uri().path().starts_with("/api/") || request.method() != Method::GET || !asks_page {
        return Code::NotFound.into_response();
    }
    let context = {
        let ctx = site.ctx.clone();
        move || provide_context(ctx.clone())
    };
    let render = leptos_axum::render_app_async_with_context(context, move || crate::app::document(&site.leptos));
    render(request).await.into_response()
}

fn cors(ctx: &Ctx) -> CorsLayer {
    let origins = ctx.config.cors_origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::CONTENT_TYPE,
            header::AUTHORIZATION,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("x-auth-token"),
        ])
        .expose_headers([HeaderName::from_static("auth")])
}
