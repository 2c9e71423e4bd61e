//! The lines of a log: messages, what happened between them, and where days and the unread begin.

use super::{outbox::Progress, wire::MessageRow};
use jiff::civil::Date;
use std::sync::Arc;

/// A line of the log.
#[derive(Clone)]
pub enum Line {
    Day(Date),
    /// Above the first message that was unread when the chat was opened.
    New,
    Message {
        message: Arc<MessageRow>,
        /// The first of several by one author.
        is_first: bool,
        progress: Option<Progress>,
    },
    Happened(Arc<MessageRow>),
}

impl Line {
    /// Different whenever the line looks different.
    pub fn key(&self) -> String {
        match self {
            Line::Day(day) => day.to_string(),
            Line::New => "new".into(),
            Line::Message { message, is_first, progress } => {
                format!("{}{:p}{is_first}{progress:?}", message.id, Arc::as_ptr(message))
            }
            Line::Happened(message) => message.id.clone(),
        }
    }
}
