//! The laws of writing: a job is stored whole or not at all, whatever the others of its group do.

use crate::{
    app::error::Code,
    server::{
        bus::{Audience, Notice},
        error::Error,
        tests::TestApp,
    },
};
use sqlx::{query, query_as};

const INSERT: &str = "insert into limits (key, used, until) values ($1, 1, 1)";

async fn keys(app: &TestApp) -> Vec<String> {
    let sql = "select key from limits where until = 1 order by key";
    let rows: Vec<(String,)> = app.ctx.db.read().await.expect("conn").all(query_as(sql)).await.expect("rows");
    rows.into_iter().map(|row| row.0).collect()
}

#[tokio::test]
async fn failing_and_panicking_jobs_leave_nothing_and_disturb_nobody() {
    let app = TestApp::start().await;
    let db = &app.ctx.db;
    let mut live = app.ctx.bus.subscribe(vec![Audience::Person("anna".into())], None);
    let jobs = (0..60).map(|index| {
        let db = db.clone();
        tokio::spawn(async move {
            let stored = db.write(move |tx| {
                Box::pin(async move {
                    tx.execute(query(INSERT).bind(format!("{index:02}"))).await?;
                    tx.publish(Notice::new(Audience::Person("anna".into()), &index));
                    match index % 3 {
                        0 => Ok(()),
                        1 => Err(Error::from(Code::NotFound)),
                        _ => panic!("on purpose"),
                    }
                })
            });
            stored.await.is_ok()
        })
    });
    let answers = futures::future::join_all(jobs).await;
    for (index, stored) in answers.into_iter().enumerate() {
        assert_eq!(stored.expect("an answer"), index % 3 == 0, "{index}");
    }
    let expected: Vec<String> = (0..60).step_by(3).map(|index| format!("{index:02}")).collect();
    assert_eq!(keys(&app).await, expected);
    let patience = std::time::Duration::from_secs(20);
    for _ in 0..20 {
        let told = tokio::time::timeout(patience, live.deliveries.recv()).await;
        assert!(told.is_ok_and(|told| told.is_some()), "what was stored is told");
    }
    assert!(live.deliveries.try_recv().is_err(), "and nothing else");
}

#[tokio::test]
async fn a_refused_single_statement_fails_alone() {
    let app = TestApp::start().await;
    let writes = (0..40).map(|index| {
        let db = app.ctx.db.clone();
        tokio::spawn(async move { db.execute(query(INSERT).bind(format!("{:02}", index / 2))).await })
    });
    let answers = futures::future::join_all(writes).await;
    let stored = answers.iter().filter(|answer| matches!(answer, Ok(Ok(1)))).count();
    assert_eq!((stored, keys(&app).await.len()), (20, 20));
    assert!(
        answers.into_iter().filter_map(|answer| answer.expect("an answer").err()).all(|error| error.is_duplicate())
    );
}

#[tokio::test]
async fn a_job_goes_on_when_its_caller_goes_away() {
    let app = TestApp::start().await;
    let db = app.ctx.db.clone();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let (go, may_go) = tokio::sync::oneshot::channel::<()>();
    let caller = tokio::spawn(async move {
        db.write(move |tx| {
            Box::pin(async move {
                tx.execute(query(INSERT).bind("x")).await?;
                let _ = begun.send(());
                let _ = may_go.await;
                Ok(())
            })
        })
        .await
    });
    has_begun.await.expect("begun");
    caller.abort();
    go.send(()).expect("still there");
    // On SQLite this waits behind it; on PostgreSQL the row appears as soon as it commits.
    app.ctx.db.execute(query(INSERT).bind("y")).await.expect("written");
    while keys(&app).await.len() < 2 {
        tokio::task::yield_now().await;
    }
}

#[test]
fn placeholders_of_a_batch_count_on() {
    let mut sql = String::new();
    super::batch::renumber(&mut sql, "insert into t values ($1, $2) on conflict do update set a = $2", 20);
    assert_eq!(sql, "insert into t values ($21, $22) on conflict do update set a = $22");
}

#[test]
fn batches_are_powers_of_two() {
    assert_eq!([0, 1, 2, 3, 7, 8, 63, 64].map(super::batch::size), [0, 1, 2, 2, 4, 8, 32, 32]);
}
