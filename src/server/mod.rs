//! What only the server has. `run` puts it together; each feature folder holds its operations, its SQL and its tests.

pub mod account;
pub mod admin;
pub mod board;
pub mod bus;
pub mod calendar;
pub mod call;
pub mod chats;
pub mod config;
pub mod context;
pub mod db;
pub mod demo;
pub mod error;
pub mod friends;
pub mod http;
pub mod jobs;
pub mod letters;
mod limits;
pub mod mail;
mod media;
pub mod metrics;
pub mod nearby;
mod paging;
pub mod parting;
mod presence;
pub mod push;
pub mod rooms;
mod sms;
#[cfg(test)]
mod tests;

use config::Config;
use context::{Clock, Ctx, Rng};
use db::{AfterCommit, Db};
use error::{Doing, Result};
use secrecy::ExposeSecret;
use std::{os::unix::fs::DirBuilderExt, path::Path, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    sync::{Notify, Semaphore},
};
use tokio_util::sync::CancellationToken;

/// Telling everybody of something is mostly small allocations of many threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Requests in flight may take this long to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(25);
/// Servers elsewhere have so long to answer; less than a job's lease.
const ELSEWHERE: Duration = Duration::from_secs(20);

/// Opens everything that operations need. The schema is as it was; `Db::migrate` brings it up to date.
pub async fn open(config: Config, clock: Clock) -> Result<Ctx> {
    // Two TLS libraries of our dependencies' dependencies bring a provider each; this one is meant. It fails only if
    // it was done before.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    // Nobody else on the machine may read mails and database.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data_dir)
        .doing("making the data directory")?;
    let rng = Rng;
    let jobs = Arc::new(Notify::new());
    let url = database_url(&config);
    let bus = bus::Bus::new(db::Engine::of(&url)?, context::hex(&rng.bytes::<6>()));
    let db = Db::open(&url, AfterCommit { bus: bus.clone(), jobs: jobs.clone() }).await?;
    let choices = letters::Choices::load(config.letter_choices.as_deref())?;
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let secret = secret(&config, rng)?;
    Ok(Ctx {
        push: Arc::new(push::Services::new(&config, &secret)?),
        secret: Arc::new(secret),
        mailer: Arc::new(mail::Mailer::new(&config)?),
        media: media::place::open(&config)?,
        config: Arc::new(config),
        presence: presence::Presence::new(context::hex(&rng.bytes::<6>())),
        db,
        clock,
        rng,
        bus,
        jobs,
        rooms: rooms::Sessions::default(),
        board: board::Board::default(),
        positions: nearby::Positions::default(),
        choices: Arc::new(choices),
        http: http_client()?,
        oidc: Arc::default(),
        floods: Arc::default(),
        hashing: Arc::new(Semaphore::new(cores)),
        decoding: Arc::new(Semaphore::new(1)),
        metrics: metrics::Metrics::new().doing("making the metrics")?,
    })
}

fn http_client() -> Result<reqwest::Client> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(ELSEWHERE);
    client.build().doing("making an HTTP client")
}

/// All kinds of work that can wait in the queue.
pub fn handlers() -> jobs::Handlers {
    jobs::Handlers::default()
        .on(mail::JOB, mail::deliver)
        .on(calendar::ERASE_JOB, calendar::erase)
        .on(calendar::reminders::REMIND_JOB, calendar::reminders::remind)
        .on(media::ERASE_JOB, media::erase)
        .on(sms::JOB, sms::deliver)
        .on(push::JOB, push::deliver)
        .feeding(letters::next_due, letters::deliver_due)
        .feeding(nearby::next_due, nearby::run_due)
        .sweeping(account::sweep)
        .sweeping(friends::sweep)
        .sweeping(media::sweep)
        .sweeping(letters::sweep)
        .sweeping(board::sweep)
        .sweeping(nearby::sweep)
        .sweeping(jobs::forget_failed)
        .sweeping(rooms::pages::sweep_guests)
        .sweeping(limits::sweep)
        .sweeping(http::sweep)
        .sweeping(bus::sweep)
}

/// Serves until the token is cancelled; then finishes what was begun, sends live clients away to come back, and closes.
pub async fn serve(ctx: Ctx, listener: TcpListener, stop: CancellationToken) -> Result<()> {
    start(&ctx, &stop).await?;
    let worker = tokio::spawn(jobs::work(ctx.clone(), Arc::new(handlers()), stop.clone()));
    let (signal, bus) = (stop.clone(), ctx.bus.clone());
    let server = http::serve(listener, http::router(&ctx), http::PATIENCE, async move {
        signal.cancelled().await;
        tracing::info!("stopping: finishing requests");
        bus.shut_down();
    });
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = server => {}
        () = overdue => tracing::warn!("some requests did not finish in time"),
    }
    // A job that does not end, such as a mail to a server that hangs, is tried again after the restart.
    match tokio::time::timeout(GRACE, worker).await {
        Ok(ended) => ended.doing("stopping the job queue")?,
        Err(_) => tracing::warn!("a job did not finish in time"),
    }
    if tokio::time::timeout(GRACE, ctx.board.finish()).await.is_err() {
        tracing::error!("the last presses of the board were not stored in time");
    }
    if let Err(error) = nearby::write_positions(&ctx).await {
        tracing::warn!(%error, "the last positions could not be written");
    }
    ctx.db.close().await;
    Ok(())
}

/// The configured database, or a file in the data directory.
fn database_url(config: &Config) -> String {
    match &config.database_url {
        Some(url) => with_mode(url.expose_secret()),
        None => format!("sqlite:{}?mode=rwc", config.data_dir.join("kith.db").display()),
    }
}

/// Begins what runs beside the requests: hearing other processes, and telling them who is here.
pub async fn start(ctx: &Ctx, stop: &CancellationToken) -> Result<()> {
    ctx.bus.start(ctx, &database_url(&ctx.config), stop.clone()).await?;
    ctx.presence.start(ctx.bus.clone(), stop.clone());
    board::start(ctx, stop.clone()).await?;
    nearby::start_positions(ctx, stop.clone());
    rooms::start(ctx, stop.clone()).await
}

/// A SQLite file that is not there yet is made, unless the URL says how to open it.
fn with_mode(url: &str) -> String {
    if url.starts_with("sqlite:") && !url.contains('?') { format!("{url}?mode=rwc") } else { url.to_owned() }
}

/// The configured key, or one that is made once and kept in the data directory.
fn secret(config: &Config, rng: Rng) -> Result<[u8; 32]> {
    use sha2::Digest;
    let text = match &config.secret_key {
        Some(key) => key.expose_secret().to_owned(),
        None => kept_key(&config.data_dir.join("secret.key"), rng)?,
    };
    if text.trim().len() < 16 {
        return Err(error::Error::Broken("reading the secret key", "it is shorter than 16 characters".into()));
    }
    Ok(sha2::Sha256::digest(text.as_bytes()).into())
}

fn kept_key(file: &Path, rng: Rng) -> Result<String> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    match std::fs::read_to_string(file) {
        Ok(key) => Ok(key),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = rng.token();
            let mut options = std::fs::OpenOptions::new();
            // Whole or not at all.
            let half = file.with_extension("new");
            let options = options.write(true).create(true).truncate(true).mode(0o600);
            let mut written = options.open(&half).doing("making the secret key")?;
            written.write_all(key.as_bytes()).and_then(|()| written.sync_all()).doing("writing the secret key")?;
            std::fs::rename(&half, file).doing("writing the secret key")?;
            Ok(key)
        }
        Err(error) => Err(error::Error::Broken("reading the secret key", error.into())),
    }
}
