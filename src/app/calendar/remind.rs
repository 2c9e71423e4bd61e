//! When to be reminded of an event.

use crate::app::{
    i18n::text,
    kit::{Icon, submit_on_change},
};
use leptos::prelude::*;

/// The choice: set at once where scripts run, with a button where not.
#[component]
pub fn Reminder(id: String, before: Option<i64>) -> impl IntoView {
    let t = &text().calendar;
    let form = NodeRef::<leptos::html::Form>::new();
    let submit = submit_on_change(form);
    let mut choices = vec![0, 10, 30, 60, 1440, 10080];
    if let Some(other) = before.filter(|minutes| !choices.contains(minutes)) {
        choices.push(other);
    }
    view! {
        <form class="row wrap remind" method="post" action="/api/calendar/remind" node_ref=form>
            <input type="hidden" name="id" value=id />
            <div class="field grow">
                <label for="minutes">{t.remind}</label>
                <div class="in">
                    <Icon name="bell" />
                    <select id="minutes" name="minutes" on:change=submit>
                        <option value="" selected=before.is_none()>
                            {t.remind_never}
                        </option>
                        {choices
                            .into_iter()
                            .map(|minutes| {
                                view! {
                                    <option value=minutes.to_string() selected=before == Some(minutes)>
                                        {(t.remind_before)(minutes)}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </div>
            </div>
            <noscript>
                <button class="btn">{text().common.apply}</button>
            </noscript>
        </form>
    }
}
