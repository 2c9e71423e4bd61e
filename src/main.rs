//! The command line: serve (the default), migrate, admin, demo, openapi.

#[cfg(feature = "ssr")]
mod command {
    use clap::{Parser, Subcommand};
    use kith::server::{
        self, account,
        config::Config,
        context::{Clock, Ctx},
        demo,
        error::{Doing, Error, Result},
    };
    use tokio::signal::unix::{SignalKind, signal};
    use tokio_util::sync::CancellationToken;

    /// Kith: calendar, chats, letters, board and nearby alerts for a circle of friends.
    #[derive(Parser)]
    #[command(version)]
    struct Cli {
        #[command(subcommand)]
        command: Option<Command>,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Serve pages and API (the default); brings the database up to date first.
        Serve,
        /// Bring the database up to date and stop.
        Migrate,
        /// Give or take the right to run this installation.
        #[command(subcommand)]
        Admin(Admin),
        /// Fill an empty database with a lively example circle to look at.
        Demo,
        /// Print the description of the API.
        Openapi,
    }

    #[derive(Subcommand)]
    enum Admin {
        Grant {
            name: String,
        },
        Revoke {
            name: String,
        },
        /// Codes of phone numbers that wait to be proven, to be passed on where no text is sent.
        Codes,
    }

    pub async fn run() -> Result<()> {
        let cli = Cli::parse();
        let config = Config::load()?;
        let filter = tracing_subscriber::EnvFilter::try_new(&config.log).doing("reading KITH_LOG")?;
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
        match cli.command.unwrap_or(Command::Serve) {
            Command::Serve => serve(open(config).await?).await,
            Command::Migrate => {
                open(config).await?.db.close().await;
                Ok(())
            }
            Command::Admin(Admin::Grant { name }) => set_admin(config, &name, true).await,
            Command::Admin(Admin::Revoke { name }) => set_admin(config, &name, false).await,
            Command::Admin(Admin::Codes) => codes(config).await,
            Command::Demo => {
                let ctx = open(config).await?;
                println!("{}", demo::fill(&ctx).await?);
                ctx.db.close().await;
                Ok(())
            }
            Command::Openapi => {
                println!("{}", server::http::document().to_pretty_json().doing("writing the description")?);
                Ok(())
            }
        }
    }

    async fn open(config: Config) -> Result<Ctx> {
        let ahead = i64::try_from(config.clock_ahead.as_millis()).unwrap_or_default();
        let clock = if ahead == 0 { Clock::System } else { Clock::Ahead(ahead) };
        let ctx = server::open(config, clock).await?;
        ctx.db.migrate().await?;
        Ok(ctx)
    }

    async fn serve(ctx: Ctx) -> Result<()> {
        let listener = tokio::net::TcpListener::bind(ctx.config.listen).await.doing("listening")?;
        println!("Kith is at {} (listening on {})", ctx.config.base_url, ctx.config.listen);
        let stop = CancellationToken::new();
        let (mut term, mut int) = (
            signal(SignalKind::terminate()).doing("waiting for signals")?,
            signal(SignalKind::interrupt()).doing("waiting for signals")?,
        );
        let signalled = stop.clone();
        let waiting = tokio::spawn(async move {
            tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
            signalled.cancel();
        });
        server::serve(ctx, listener, stop).await?;
        waiting.abort();
        Ok(())
    }

    async fn codes(config: Config) -> Result<()> {
        let ctx = open(config).await?;
        for claim in account::phones::open_claims(&ctx).await? {
            println!("{}\t+{}\t{}", claim.code, claim.number, claim.user_name);
        }
        ctx.db.close().await;
        Ok(())
    }

    async fn set_admin(config: Config, name: &str, is_admin: bool) -> Result<()> {
        let ctx = open(config).await?;
        let found = account::admin::set_by_login(&ctx, name, is_admin).await?;
        ctx.db.close().await;
        if found {
            Ok(())
        } else {
            Err(Error::Broken("looking for the account", format!("nobody is called {name:?}").into()))
        }
    }
}

#[cfg(feature = "ssr")]
#[tokio::main]
async fn main() -> std::process::ExitCode {
    match command::run().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// The browser's build has no program.
#[cfg(not(feature = "ssr"))]
fn main() {}
