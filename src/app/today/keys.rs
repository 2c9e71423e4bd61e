//! The shortcuts, for whoever asks with `?`.

use crate::app::i18n::text;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::LazyRoute;

pub struct KeysRoute;

impl LazyRoute for KeysRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_: Self) -> AnyView {
        let t = &text().today;
        let everywhere = [
            (vec!["g", "t"], t.key_today),
            (vec!["g", "c"], t.key_calendar),
            (vec!["g", "m"], t.key_messages),
            (vec!["g", "l"], t.key_letters),
            (vec!["g", "b"], t.key_board),
            (vec!["g", "n"], t.key_nearby),
            (vec!["g", "p"], t.key_people),
            (vec!["g", "s"], t.key_settings),
            (vec!["/"], t.key_search),
            (vec!["n"], t.key_new),
            (vec!["?"], t.key_help),
            (vec!["Esc"], t.key_close),
        ];
        let calendar = [
            (vec!["← ↑ ↓ →"], t.key_days),
            (vec!["Enter"], t.key_enter),
            (vec!["PgUp / PgDn"], t.key_months),
            (vec!["t"], t.key_now),
            (vec!["1 / 2 / 3"], t.key_views),
        ];
        let event = [
            (vec!["Alt + ← / →"], t.key_move_day),
            (vec!["Alt + ↑ / ↓"], t.key_move_week),
            (vec!["Alt + Shift + ↑ / ↓"], t.key_resize),
        ];
        let chat = [
            (vec!["↑"], t.key_edit_last),
            (vec!["r"], t.key_reply),
            (vec!["Esc"], t.key_leave_edit),
            (vec!["Alt + ↑ / ↓"], t.key_next_chat),
        ];
        let board = [(vec!["1 – 6"], t.key_press)];
        view! {
            <Title text=t.keys_title />
            <main class="sheet" id="main" tabindex="-1">
                <header class="top">
                    <div class="ttl">
                        <h1>{t.keys_title}</h1>
                    </div>
                </header>
                <div class="page" tabindex="0">
                    <div class="narrow stack gap5">
                        <p class="muted">{t.keys_lead}</p>
                        <Keys title=t.keys_everywhere keys=everywhere.into() />
                        <Keys title=t.keys_calendar keys=calendar.into() />
                        <Keys title=t.keys_event keys=event.into() />
                        <Keys title=t.keys_chat keys=chat.into() />
                        <Keys title=t.keys_board keys=board.into() />
                    </div>
                </div>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Keys(title: &'static str, keys: Vec<(Vec<&'static str>, &'static str)>) -> impl IntoView {
    let then = format!(" {} ", text().today.then);
    let row = move |(keys, does): (Vec<&'static str>, &'static str)| {
        let keys = keys.into_iter().enumerate().map(|(index, key)| {
            view! {
                {(index > 0).then(|| then.clone())}
                <kbd>{key}</kbd>
            }
        });
        view! {
            <dt>{keys.collect_view()}</dt>
            <dd>{does}</dd>
        }
    };
    view! {
        <section class="card">
            <h2>{title}</h2>
            <dl class="keys">{keys.into_iter().map(row).collect_view()}</dl>
        </section>
    }
}
