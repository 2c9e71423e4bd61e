//! The marks of messages, and that nothing is lost or made of them.

use super::markdown::{Piece, parse, plain};
use proptest::prelude::*;

fn text(text: &str) -> Piece {
    Piece::Text(text.into())
}

#[test]
fn marks_are_read_and_everything_else_is_text() {
    assert_eq!(parse("a **b** c"), [text("a "), Piece::Bold("b".into()), text(" c")]);
    assert_eq!(parse("*a*`b`"), [Piece::Italic("a".into()), Piece::Code("b".into())]);
    for plain in ["2 * 3 * 4", "**", "** a **", "a*", "`", "``", "<b>x</b>", "**a\nb**", "[x](javascript:1)"] {
        assert_eq!(parse(plain), [text(plain)], "{plain}");
    }
    assert_eq!(parse("`**a**`"), [Piece::Code("**a**".into())]);
}

#[test]
fn addresses_are_links_without_what_ends_the_sentence() {
    let link = |address: &str| Piece::Link(address.into());
    assert_eq!(parse("see https://a.example/b?c=1."), [text("see "), link("https://a.example/b?c=1"), text(".")]);
    assert_eq!(parse("(http://a.example)"), [text("("), link("http://a.example"), text(")")]);
    assert_eq!(parse("https://a.example/x_(y)"), [link("https://a.example/x_(y)")]);
    assert_eq!(parse("<https://a.example>"), [text("<"), link("https://a.example"), text(">")]);
    for plain in ["https://", "http:// x", "javascript:alert(1)", "xhttps://a.example", "https:///x", "ftp://a.example"]
    {
        assert_eq!(parse(plain), [text(plain)], "{plain}");
    }
}

#[test]
fn a_line_of_a_list_has_no_marks() {
    assert_eq!(plain("**a**\n  b `c`"), "a b c");
}

proptest! {
    #[test]
    fn nothing_is_lost(message in "\\PC{0,80}|[*`h:/ a.\\n]{0,60}|(https?://|\\*\\*|[*`() a]){0,20}") {
        let kept: usize = parse(&message).iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Link(text) => text.len(),
            Piece::Bold(text) => text.len() + 4,
            Piece::Italic(text) | Piece::Code(text) => text.len() + 2,
        }).sum();
        prop_assert_eq!(kept, message.len());
    }
}
