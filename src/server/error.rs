//! Why an operation failed on the server: a code for the caller, or a cause for the log.

use crate::app::error::Code;
use std::error::Error as StdError;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure. `Refused` is the caller's to mend and is not logged; the others are ours, logged once with their cause,
/// and look like `Code::Internal` from outside.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", .0.word())]
    Refused(Code),
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    #[error("{0}: {1}")]
    Broken(&'static str, #[source] Box<dyn StdError + Send + Sync>),
}

impl Error {
    /// The code that the caller sees.
    pub fn code(&self) -> Code {
        match self {
            Error::Refused(code) => *code,
            Error::Database(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => Code::Unavailable,
            Error::Database(_) | Error::Broken(..) => Code::Internal,
        }
    }

    /// What was being done, without the cause, which may name people.
    pub fn doing(&self) -> &'static str {
        match self {
            Error::Refused(code) => code.word(),
            Error::Database(_) => "using the database",
            Error::Broken(what, _) => what,
        }
    }

    /// True if the database refused the row for what is in it: nothing is wrong with the database itself.
    pub fn is_constraint(&self) -> bool {
        let Error::Database(sqlx::Error::Database(cause)) = self else { return false };
        cause.is_unique_violation() || cause.is_foreign_key_violation() || cause.is_check_violation()
    }

    /// True if a unique index refused the row, which callers turn into a code of their own.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Error::Database(sqlx::Error::Database(cause)) if cause.is_unique_violation())
    }
}

impl From<sqlx::Error> for Error {
    /// Whoever looks for a text with a NUL in it finds nothing: SQLite says so, PostgreSQL takes no such text.
    fn from(error: sqlx::Error) -> Self {
        const UNTRANSLATABLE: &str = "22021";
        match &error {
            sqlx::Error::Database(cause) if cause.code().as_deref() == Some(UNTRANSLATABLE) => Code::Malformed.into(),
            _ => Error::Database(error),
        }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Error::Refused(code)
    }
}

/// Says what was being done when a foreign error came up.
pub trait Doing<T> {
    fn doing(self, what: &'static str) -> Result<T>;
}

impl<T, E: Into<Box<dyn StdError + Send + Sync>>> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: &'static str) -> Result<T> {
        self.map_err(|cause| Error::Broken(what, cause.into()))
    }
}
