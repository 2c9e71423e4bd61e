//! The queue's laws, on the database of the run.

use super::{Handlers, Settle, enqueue, run_due};
use crate::server::{
    context::Ctx,
    error::{Error, Result},
    tests::TestApp,
};
use std::sync::atomic::{AtomicUsize, Ordering};

static TRIES: AtomicUsize = AtomicUsize::new(0);

async fn fail(_: Ctx, _: String) -> Result<Option<Settle>> {
    TRIES.fetch_add(1, Ordering::SeqCst);
    Err(Error::Broken("testing", "on purpose".into()))
}

async fn chain(_: Ctx, depth: u32) -> Result<Option<Settle>> {
    if depth == 0 {
        return Ok(None);
    }
    let settle: Settle = Box::new(move |tx| {
        Box::pin(async move {
            super::store::insert(tx, &format!("chain-{depth}"), "chain", &(depth - 1).to_string(), 0, 0).await
        })
    });
    Ok(Some(settle))
}

async fn queue(app: &TestApp, kind: &'static str, payload: impl serde::Serialize + Send + Sync + 'static, due_at: i64) {
    let ctx = app.ctx.clone();
    let job = app.ctx.db.write(move |tx| Box::pin(async move { enqueue(&ctx, tx, kind, &payload, due_at).await }));
    job.await.expect("queued");
}

#[tokio::test]
async fn work_runs_when_due_and_once() {
    let app = TestApp::start().await;
    let handlers = Handlers::default().on("chain", chain);
    let now = app.ctx.clock.now();
    queue(&app, "chain", 0_u32, now + 1000).await;
    assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 0);
    app.pass(1000);
    assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 1);
    assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 0);
}

#[tokio::test]
async fn work_can_make_work_in_its_own_transaction() {
    let app = TestApp::start().await;
    let handlers = Handlers::default().on("chain", chain);
    queue(&app, "chain", 3_u32, 0).await;
    assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 4);
}

#[tokio::test]
async fn failing_work_is_tried_again_later_and_kept_in_the_end() {
    let app = TestApp::start().await;
    let handlers = Handlers::default().on("fail", fail);
    queue(&app, "fail", "x", 0).await;
    for tries in 1..=12 {
        assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 1, "try {tries}");
        assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 0, "waits after try {tries}");
        app.pass(6 * 3_600_000);
    }
    assert_eq!(run_due(&app.ctx, &handlers).await.expect("ran"), 0, "given up");
    assert_eq!(TRIES.load(Ordering::SeqCst), 12);
    let sql = "select error from jobs where failed_at is not null";
    let kept: Vec<(String,)> = app.ctx.db.read().await.expect("conn").all(sqlx::query_as(sql)).await.expect("rows");
    assert_eq!(kept, [("testing: on purpose".to_owned(),)]);
}

#[tokio::test]
async fn sweeps_remove_what_is_over_and_keep_the_rest() {
    let app = TestApp::start().await;
    let anna = app.user("Anna").await;
    app.stranger().post_form("/api/account/sign-in", &[("login", "x"), ("password", "y")]).await;
    let count = async || {
        let sql =
            "select (select count(*) from sessions), (select count(*) from proofs), (select count(*) from limits)";
        let mut conn = app.ctx.db.read().await.expect("conn");
        conn.one(sqlx::query_as::<_, (i64, i64, i64)>(sql)).await.expect("counts")
    };
    let handlers = crate::server::handlers();
    super::sweep(&app.ctx, &handlers).await;
    assert_eq!(count().await, (1, 1, 4), "nothing is over yet");
    app.pass(4 * 86_400_000);
    super::sweep(&app.ctx, &handlers).await;
    assert_eq!(count().await, (1, 0, 0));
    assert_eq!(anna.get("/user").await.status, 200, "who is signed in stays so");
}
