//! The few marks that a message can have: `**bold**`, `*italic*`, `` `code` `` and web addresses. Everything else is text.
//! A parser for the whole of Markdown would weigh more than the rest of the page, and most of it is unwanted here.

use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Bold(String),
    Italic(String),
    Code(String),
    Link(String),
}

/// What ends a sentence rather than an address.
const AFTER: [char; 11] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\''];

/// Takes a message apart. Marks do not nest; one without its end is text.
pub fn parse(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let found = match c {
            '`' => marked(rest, "`").map(|(inside, length)| (Piece::Code(inside), length)),
            '*' if rest.starts_with("**") => marked(rest, "**").map(|(inside, length)| (Piece::Bold(inside), length)),
            '*' => marked(rest, "*").map(|(inside, length)| (Piece::Italic(inside), length)),
            'h' if !before.is_alphanumeric() => link(rest).map(|length| (Piece::Link(rest[..length].into()), length)),
            _ => None,
        };
        let length = match found {
            Some((piece, length)) => {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(piece);
                length
            }
            None => {
                plain.push(c);
                c.len_utf8()
            }
        };
        before = rest[..length].chars().next_back().unwrap_or(' ');
        rest = &rest[length..];
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// What stands between two marks on one line, not empty and not beginning or ending with a space; and the whole length.
fn marked(text: &str, mark: &str) -> Option<(String, usize)> {
    let inner = &text[mark.len()..];
    let end = inner.find(mark)?;
    let inside = &inner[..end];
    let is_plain = mark == "`" || !inside.starts_with('*');
    let is_fit = !inside.is_empty() && inside.trim() == inside && !inside.contains('\n') && is_plain;
    is_fit.then(|| (inside.to_owned(), mark.len() * 2 + end))
}

/// Length of the web address that a text begins with.
fn link(text: &str) -> Option<usize> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    host.chars().next().filter(|c| c.is_alphanumeric())?;
    let end = text.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c)).unwrap_or(text.len());
    let mut address = &text[..end];
    while let Some(last) = address.chars().next_back().filter(|last| AFTER.contains(last)) {
        // An address may have brackets of its own.
        if last == ')' && address.matches('(').count() >= address.matches(')').count() {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    Some(address.len())
}

/// A message as it is shown.
#[component]
pub fn Rich(text: String) -> impl IntoView {
    parse(&text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Bold(text) => view! { <b>{text}</b> }.into_any(),
            Piece::Italic(text) => view! { <i>{text}</i> }.into_any(),
            Piece::Code(text) => view! { <code>{text}</code> }.into_any(),
            Piece::Link(address) => {
                let shown = address.clone();
                view! {
                    <a class="link" href=address rel="noreferrer nofollow external" target="_blank">
                        {shown}
                    </a>
                }
                .into_any()
            }
        })
        .collect_view()
}

/// The beginning of a message without its marks, on one line.
pub fn plain(text: &str) -> String {
    let words = parse(text).into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Bold(text) | Piece::Italic(text) | Piece::Code(text) | Piece::Link(text) => text,
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
