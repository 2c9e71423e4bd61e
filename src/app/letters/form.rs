//! Form bodies as the letters apps send them: one encodes properly, the other not at all, with raw spaces, quotes, `&`,
//! `+` and `%` in its texts.

use serde::de::{Deserializer, Visitor};
use std::collections::HashMap;

/// The fields of a form, by name. What an app has nothing for arrives as `(null)` and counts as empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(HashMap<String, String>);

impl Form {
    /// Reads a body whose fields are known. In an unencoded one the fields up to `text` are found from the front, and
    /// those after it from the back: what lies between is the text, whatever is in it.
    pub fn read(body: &[u8], names: &[&str], text: &str) -> Self {
        let fields = if is_encoded(body) { decoded(body) } else { split(&String::from_utf8_lossy(body), names, text) };
        Self(fields)
    }

    /// A field, if it is there.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| if value == "(null)" { "" } else { value.as_str() })
    }

    /// The fields as an object that a struct can be read from.
    pub fn into_object(self) -> serde_json::Value {
        let fields = self.0.keys().filter_map(|name| Some((name.clone(), self.get(name)?.into())));
        serde_json::Value::Object(fields.collect())
    }
}

/// A body that a struct can be read from; the names of its fields are those of the form. `message` is free text.
pub struct Body<'a>(pub &'a [u8]);

impl<'de> Deserializer<'de> for Body<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        Form::read(self.0, &[], "").into_object().deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let form = Form::read(self.0, fields, "message");
        if form.0.values().any(|value| value.contains('\0')) {
            return Err(serde::de::Error::custom("no text has this character"));
        }
        form.into_object().deserialize_struct(name, fields, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// False if the body has bytes that no encoder leaves as they are.
fn is_encoded(body: &[u8]) -> bool {
    body.iter().all(|byte| byte.is_ascii_alphanumeric() || b"*-._~!'()+%&=;$/?".contains(byte))
}

fn decoded(body: &[u8]) -> HashMap<String, String> {
    let mut fields = HashMap::new();
    for pair in body.split(|byte| *byte == b'&') {
        let mut parts = pair.splitn(2, |byte| *byte == b'=');
        let name = unescaped(parts.next().unwrap_or_default());
        // The first of two fields with one name counts.
        fields.entry(name).or_insert_with(|| unescaped(parts.next().unwrap_or_default()));
    }
    fields
}

/// `+` is a space; a `%` without two digits stands for itself.
fn unescaped(text: &[u8]) -> String {
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_encoding::percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

fn split(body: &str, names: &[&str], text: &str) -> HashMap<String, String> {
    // From the front up to and with the text, then from the back.
    let first = |name: &str| marks(body, name).next();
    let text_at = first(text);
    let begins = |name: &str| match (first(name), text_at) {
        (Some(at), Some(text_at)) if name != text && at > text_at => marks(body, name).last(),
        (at, _) => at,
    };
    let mut found: Vec<(usize, &str)> = names.iter().filter_map(|name| Some((begins(name)?, *name))).collect();
    found.sort_unstable();
    let ends = found.iter().skip(1).map(|(at, _)| *at).chain([body.len() + 1]);
    let value = |at: usize, name: &str, end: usize| {
        let value = body.get(at + name.len() + 1..end - 1).unwrap_or_default();
        // Of a field that nobody knows nothing gets into the one before it.
        let is_free = name == text || value.trim_start().starts_with(['{', '[']);
        let unknown = if is_free { None } else { unknown_mark(value) };
        value[..unknown.unwrap_or(value.len())].to_owned()
    };
    found.iter().zip(ends).map(|((at, name), end)| ((*name).to_owned(), value(*at, name, end))).collect()
}

/// Where another field begins: `&`, a name, `=`.
fn unknown_mark(value: &str) -> Option<usize> {
    value.match_indices('&').map(|(at, _)| at).find(|at| {
        let rest = value[at + 1..].trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
        rest.starts_with('=') && rest.len() < value.len() - at - 1
    })
}

/// Where fields of this name begin.
fn marks<'a>(body: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let mark = format!("{name}=");
    let found: Vec<usize> = body.match_indices(&mark).map(|(at, _)| at).collect();
    found.into_iter().filter(|at| *at == 0 || body.as_bytes().get(at - 1) == Some(&b'&'))
}

#[cfg(test)]
mod tests {
    use super::Form;
    use proptest::prelude::*;

    const SEND: [&str; 6] = ["photo_id", "video_id", "sound_id", "receiver_ids", "message", "delivery_option"];

    impl Form {
        fn text(&self, name: &str) -> &str {
            self.get(name).unwrap_or_default()
        }
    }

    fn send(body: &str) -> Form {
        Form::read(body.as_bytes(), &SEND, "message")
    }

    #[test]
    fn encoded_bodies_are_decoded() {
        let form = send("photo_id=&receiver_ids=%5B%22id1%22%5D&message=a+b%26c%20%E2%9C%89%zz&delivery_option=%7B%7D");
        assert_eq!(form.text("message"), "a b&c ✉%zz");
        assert_eq!(form.text("receiver_ids"), r#"["id1"]"#);
        assert_eq!((form.get("photo_id"), form.get("video_id")), (Some(""), None));
    }

    #[test]
    fn raw_bodies_are_cut_at_their_fields() {
        let message = "Tom & Jerry = 100% + more &photo_id=x\n\"quoted\" ✉ &delivery_option=";
        let body = format!(
            "photo_id=(null)&receiver_ids=[\n  \"id1\"\n]&message={message}&delivery_option={{\"type\" : \"calendar\"}}"
        );
        let form = send(&body);
        assert_eq!(form.text("message"), message);
        assert_eq!(form.text("delivery_option"), r#"{"type" : "calendar"}"#);
        assert_eq!(form.get("photo_id"), Some(""));
        let login = Form::read(
            b"email=a+b@example.org&password=00ff&os=ios&reg_id=(null)",
            &["email", "password", "os", "reg_id"],
            "",
        );
        assert_eq!((login.text("email"), login.text("reg_id")), ("a+b@example.org", ""));
        let more = b"email=a@b.org&password=00ff&facebook_id=1&os=ios&reg_id=(null)&app_version=2.2";
        let login = Form::read(more, &["email", "password", "os", "reg_id"], "");
        assert_eq!(
            (login.text("password"), login.text("os"), login.text("reg_id")),
            ("00ff", "ios", ""),
            "no more than it"
        );
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_out_again(message in any::<String>()) {
            prop_assume!(message != "(null)");
            let raw = format!("photo_id=&receiver_ids=[\"id1\"]&message={message}&delivery_option={{}}");
            let read = send(&raw);
            prop_assert_eq!(read.text("message"), &message);
            let escaped: String = percent_encoding::utf8_percent_encode(&message, percent_encoding::NON_ALPHANUMERIC).collect();
            let read = send(&format!("message={escaped}&delivery_option=%7B%7D"));
            prop_assert_eq!(read.text("message"), &message);
        }

        #[test]
        fn no_body_breaks_it(body in any::<Vec<u8>>()) {
            Form::read(&body, &SEND, "message");
        }
    }
}
