//! The description of the API, made from the types and functions that serve it. A test holds it to be complete.

use super::{docs, health, live, metrics, verify};
use crate::{
    app::{
        account, admin, board, calendar, calendar::people, chats, error::ApiError, friends, letters, nearby, notices,
        settings,
    },
    server::{
        account::{oidc, picture},
        board::live as board_live,
        calendar::{icons, ics},
        media,
        nearby::documented as near,
        rooms,
    },
};
use axum::{
    body::Bytes,
    http::{Method, header},
    response::{IntoResponse, Response},
};
use std::sync::LazyLock;
use utoipa::{
    OpenApi,
    openapi::{
        PathItem, RefOr,
        path::Operation,
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Kith", description = "Calendar, chats, letters, board and nearby alerts of a circle of friends. Errors are `{\"error\",\"code\"}`. Posts may carry `Idempotency-Key`."),
    modifiers(&Cookie),
    components(schemas(ApiError)),
    paths(
        account::api::read_me,
        account::api::sign_in,
        account::api::sign_up,
        account::api::sign_out,
        account::api::resend_proof,
        account::api::verify_email,
        account::api::choose_look,
        account::api::refused_entry,
        settings::api::read_profile,
        settings::api::change_profile,
        settings::api::save_profile,
        settings::api::read_zones,
        settings::api::change_email,
        settings::api::change_password,
        settings::api::forgot_password,
        settings::api::reset_password,
        settings::api::make_token,
        settings::api::read_devices,
        settings::api::end_device,
        settings::api::sign_out_device,
        settings::api::sign_out_others,
        settings::api::read_push_key,
        settings::api::reach_by_push,
        settings::api::leave_alone,
        settings::api::read_phones,
        settings::api::claim_phone,
        settings::api::confirm_phone,
        settings::api::remove_phone,
        friends::api::read_friends,
        friends::api::read_friend,
        friends::api::delete_friend,
        friends::api::list_friends,
        friends::api::search_people,
        friends::api::read_person,
        friends::api::read_requests,
        friends::api::ask_friend,
        friends::api::answer_request,
        friends::api::withdraw_request,
        friends::api::remove_friend,
        friends::api::block_person,
        friends::api::unblock_person,
        friends::api::read_blocked,
        people::api::read_invites,
        people::api::send_invite,
        people::api::answer_invite,
        people::api::list_invites,
        people::api::invite_friends,
        people::api::list_invitable,
        people::api::answer_event,
        people::api::uninvite,
        people::api::grant_rights,
        people::api::expel_member,
        letters::api::sign_up_by_phone,
        letters::api::sign_in_by_phone,
        letters::api::claim_number,
        letters::api::confirm_number,
        letters::api::send_reset_mail,
        letters::api::define_password,
        letters::api::send_letter,
        letters::api::receive_all,
        letters::api::resend_letter,
        letters::api::send_choices,
        letters::api::count_future,
        letters::api::my_status,
        letters::api::block_contacts,
        letters::api::upload_contacts,
        letters::api::upload_book,
        letters::api::read_book,
        letters::api::hello,
        letters::pages::api::read_desk,
        letters::pages::api::read_inbox,
        letters::pages::api::open_letter,
        letters::pages::api::delete_letter,
        letters::pages::api::restore_letter,
        letters::pages::api::send_again,
        letters::pages::api::answer_stranger,
        letters::pages::api::read_sent,
        letters::pages::api::burn_letter,
        letters::pages::api::move_letter,
        letters::pages::api::read_desktop,
        letters::pages::api::find_receivers,
        letters::pages::api::save_draft,
        letters::pages::api::read_drafts,
        letters::pages::api::discard_draft,
        letters::pages::api::seal_letter,
        letters::pages::api::undo_seal,
        letters::pages::api::read_contacts,
        letters::pages::api::add_contact,
        letters::pages::api::remove_contact,
        board::api::read_version,
        board::api::latest_clicks,
        board::api::latest_events,
        board::api::latest_hours,
        board::api::board_users,
        board::api::online_users,
        board::api::current_stats,
        board::api::read_board,
        board::api::read_feed,
        board::api::read_statistics,
        board::api::read_names,
        board::api::press_button,
        board::api::press_by_form,
        board::api::set_off,
        board::api::set_off_by_form,
        board_live::live,
        near::create_user,
        nearby::api::read_token,
        near::report_location,
        near::monitor,
        near::unmonitor,
        nearby::api::start_activity,
        nearby::api::create_activity,
        nearby::api::read_update,
        nearby::api::disrupt_activity,
        nearby::api::stop_activity,
        near::add_subscription,
        near::agree_to,
        near::end_consent,
        nearby::api::read_nearby,
        nearby::api::read_watchers,
        nearby::api::read_past,
        nearby::api::report_position,
        nearby::api::start_by_form,
        nearby::api::stop_by_form,
        nearby::api::disrupt_by_form,
        nearby::api::share_position,
        nearby::api::hide_myself,
        nearby::api::watch_person,
        nearby::api::unwatch_person,
        nearby::api::answer_watcher,
        chats::rooms::api::register,
        chats::rooms::api::request_reset,
        chats::rooms::api::reset,
        chats::rooms::api::authorize,
        chats::rooms::api::visit,
        chats::rooms::api::login,
        chats::rooms::api::logout,
        chats::rooms::api::keep_alive,
        chats::rooms::api::join_chat,
        chats::rooms::api::leave_chat,
        chats::rooms::api::get_chats,
        chats::rooms::api::last_messages,
        chats::rooms::api::get_users,
        chats::rooms::api::post_room_message,
        chats::rooms::api::create_chat,
        chats::rooms::api::remove_chat,
        chats::rooms::api::list_rooms,
        chats::rooms::api::enter_room,
        chats::rooms::api::quit_room,
        chats::rooms::api::open_room,
        chats::rooms::api::close_room,
        account::api::visit,
        admin::api::list_kept_rooms,
        admin::api::list_holders,
        admin::api::act_on,
        admin::api::list_codes,
        rooms::poll::poll,
        verify::verify,
        chats::api::read_chats,
        chats::api::read_chat,
        chats::api::post_message,
        chats::api::change_message,
        chats::api::delete_message,
        chats::api::list_chats,
        chats::api::open_chat,
        chats::api::open_beside,
        chats::api::read_history,
        chats::api::send_message,
        chats::api::send_form,
        chats::api::edit_message,
        chats::api::erase_message,
        chats::api::react,
        chats::api::mark_read,
        chats::api::tell_typing,
        chats::api::open_dialog,
        notices::api::read_waiting,
        calendar::api::read_user,
        calendar::api::search_users,
        calendar::api::read_events,
        calendar::api::read_event,
        calendar::api::create_event,
        calendar::api::change_event,
        calendar::api::delete_event,
        calendar::api::leave_event,
        calendar::api::read_member,
        calendar::api::read_month,
        calendar::api::read_agenda,
        calendar::api::read_event_page,
        calendar::api::save_event,
        calendar::api::remove_event,
        calendar::api::quit_event,
        calendar::api::refused_event,
        calendar::api::read_week,
        calendar::api::search_events,
        calendar::api::read_bin,
        calendar::api::restore_event,
        calendar::api::move_event,
        calendar::api::read_feed,
        calendar::api::set_reminder,
        calendar::api::renew_feed,
        ics::export,
        ics::import::upload,
        ics::feed::feed,
        oidc::login,
        oidc::callback,
        oidc::logout,
        icons::load,
        picture::upload,
        settings::api::remove_picture,
        media::upload,
        media::serve,
        live::live,
        serve,
        docs::serve,
        metrics::serve,
        health::healthz,
        health::readyz,
    )
)]
struct Description;

struct Cookie;

impl utoipa::Modify for Cookie {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("kith")));
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("session", cookie);
        let bearer = utoipa::openapi::security::Http::new(utoipa::openapi::security::HttpAuthScheme::Bearer);
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        let header = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Auth-Token")));
        components.add_security_scheme("nearby", header);
        // Whatever a session may do, a token may.
        for item in description.paths.paths.values_mut() {
            for operation in [&mut item.get, &mut item.post, &mut item.put, &mut item.delete].into_iter().flatten() {
                if let Some(needs) = operation.security.as_mut().filter(|needs| !needs.is_empty()) {
                    needs.push(utoipa::openapi::SecurityRequirement::new("token", [""; 0]));
                }
            }
        }
    }
}

/// The whole description.
pub fn document() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// The description as a program can read it.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operation", responses((status = 200, description = "OpenAPI 3.1.", body = Object)))]
pub async fn serve() -> Response {
    static TEXT: LazyLock<Bytes> = LazyLock::new(|| serde_json::to_vec(&document()).unwrap_or_default().into());
    ([(header::CONTENT_TYPE, "application/json")], TEXT.clone()).into_response()
}

/// An operation, as far as the guard needs it.
pub struct Described {
    pub path: String,
    pub method: Method,
    pub needs: Needs,
    /// Content type of its body.
    pub body: Option<String>,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Needs {
    #[default]
    Nobody,
    /// Somebody who is signed in, or a guest.
    Visitor,
    Member,
    /// The same, where clients want to hear 403 of it.
    Token,
}

/// All described operations.
pub fn operations() -> Vec<Described> {
    let paths = document().paths.paths;
    paths
        .into_iter()
        .flat_map(|(path, item)| {
            methods(&item).map(|(method, operation)| describe(&path, method, operation)).collect::<Vec<_>>()
        })
        .collect()
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    let all = [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::DELETE, &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// Whom an operation serves: guests too if one of the ways that it names is theirs.
fn needs(operation: &Operation) -> Needs {
    let Some(ways) = operation.security.as_ref().filter(|ways| !ways.is_empty()) else { return Needs::Nobody };
    let names = serde_json::to_string(ways).unwrap_or_default();
    match () {
        () if names.contains("\"guest\"") => Needs::Visitor,
        () if names.contains("\"nearby\"") => Needs::Token,
        () => Needs::Member,
    }
}

fn describe(path: &str, method: Method, operation: &Operation) -> Described {
    Described {
        path: path.to_owned(),
        method,
        needs: needs(operation),
        body: match &operation.request_body {
            Some(RefOr::T(body)) => body.content.keys().next().cloned(),
            _ => None,
        },
    }
}
