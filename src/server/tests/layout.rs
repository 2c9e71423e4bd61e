//! The rules of the layout: who may name whom, how long a file is, and that it says what it holds.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Rust files end here; a longer one holds more than one job.
const LINES: usize = 400;

/// Which server features each feature may use.
const USES: [(&str, &[&str]); 12] = [
    ("account", &["media"]),
    ("media", &[]),
    ("friends", &["account"]),
    ("chats", &["account", "friends", "media"]),
    ("calendar", &["account", "friends", "chats"]),
    ("letters", &["account", "media", "friends"]),
    ("nearby", &["account", "friends"]),
    ("board", &["account"]),
    ("parting", &["account", "calendar", "friends", "letters", "nearby"]),
    ("settings", &["account"]),
    ("rooms", &["account", "chats"]),
    ("admin", &["account", "chats", "rooms"]),
];

/// Parts that know no feature. `http` mounts everything and `call` and `jobs` are given what they need to know.
const PLATFORM: [&str; 10] =
    ["db", "bus", "jobs", "mail", "push", "config", "error.rs", "limits.rs", "paging.rs", "sms.rs"];

fn files(folder: &str, suffix: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(suffix) {
                let text = fs::read_to_string(&path).expect("a text");
                found.push((path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("ours").to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs")
}

/// The code of a file without comments, where names count as uses.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn files_are_short_and_say_what_they_hold() {
    let rust = files("src", ".rs");
    assert!(rust.len() > 50, "the files were found");
    for (path, text) in &rust {
        assert!(text.lines().count() <= LINES, "{} has {} lines", path.display(), text.lines().count());
        assert!(text.starts_with("//! "), "{} does not say what it holds", path.display());
    }
    for (path, text) in files("style", ".css") {
        assert!(text.lines().count() <= LINES, "{} has {} lines", path.display(), text.lines().count());
    }
}

#[test]
fn the_application_names_the_server_only_in_its_api_files() {
    for (path, text) in files("src/app", ".rs") {
        let may = path.ends_with("api.rs") || is_test(&path);
        assert!(may || !code(&text).contains("crate::server"), "{} names crate::server", path.display());
    }
}

#[test]
fn shared_parts_of_the_application_know_no_feature() {
    let features = ["account", "calendar", "friends", "chats", "letters", "board", "nearby"];
    for folder in ["src/app/kit"] {
        for (path, text) in files(folder, ".rs") {
            for feature in features {
                let uses = code(&text).contains(&format!("app::{feature}"));
                assert!(!uses, "{} knows {feature}", path.display());
            }
        }
    }
}

#[test]
fn the_platform_knows_no_feature() {
    for part in PLATFORM {
        let rust = files("src/server", ".rs")
            .into_iter()
            .filter(|(path, _)| path.starts_with(format!("src/server/{part}")) && !is_test(path));
        for (path, text) in rust {
            for (feature, _) in USES {
                assert!(!names(&text, feature), "{} knows {feature}", path.display());
            }
        }
    }
}

#[test]
fn features_use_one_another_along_the_list_only() {
    for (feature, allowed) in USES {
        let rust = files("src/server", ".rs")
            .into_iter()
            .filter(|(path, _)| path.starts_with(format!("src/server/{feature}")) && !is_test(path));
        for (path, text) in rust {
            for (other, _) in USES {
                let may = other == feature || allowed.contains(&other);
                assert!(may || !names(&text, other), "{} uses {other}", path.display());
            }
        }
    }
}

#[test]
fn a_table_has_one_owner_and_sql_stands_in_stores() {
    let owners = [
        ("accounts", "account"),
        ("identities", "account"),
        ("sessions", "account"),
        ("proofs", "account"),
        ("tokens", "account"),
        ("media", "media"),
        ("feeds", "calendar"),
        ("friendships", "friends"),
        ("friend_requests", "friends"),
        ("blocks", "friends"),
        ("messages", "chats"),
        ("reactions", "chats"),
        ("outbox", "bus"),
        ("notices", "bus"),
        ("chats", "chats"),
        ("chat_members", "chats"),
        ("events", "calendar"),
        ("event_members", "calendar"),
        ("event_changes", "calendar"),
        ("event_invites", "calendar"),
        ("jobs", "jobs"),
        ("idempotency", "http"),
        ("room_sessions", "rooms"),
        ("phones", "account"),
        ("push_devices", "push"),
        ("letters", "letters"),
        ("letter_boxes", "letters"),
        ("letter_contacts", "letters"),
        ("letter_drafts", "letters"),
        ("letter_known", "letters"),
        ("media_readers", "media"),
        ("board_presses", "board"),
        ("board_counts", "board"),
        ("board_names", "board"),
        ("nearby_watches", "nearby"),
        ("nearby_positions", "nearby"),
        ("nearby_activities", "nearby"),
        ("nearby_sharing", "nearby"),
        ("nearby_subscribers", "nearby"),
        ("limits", "limits.rs"),
    ];
    let migrations = files("src/server/db/migrations", ".sql").into_iter().map(|(_, text)| text).collect::<String>();
    let tables = migrations.lines().filter_map(|line| line.strip_prefix("create table ")?.split(' ').next());
    for table in tables {
        assert!(owners.iter().any(|(owned, _)| *owned == table), "{table} has no owner in this test");
    }
    for (path, text) in files("src/server", ".rs").into_iter().filter(|(path, _)| !is_test(path)) {
        let code = code(&text);
        for (table, owner) in owners {
            let touches = ["from", "into", "update", "join"].iter().any(|verb| {
                code.match_indices(&format!("{verb} {table}")).any(|(at, found)| {
                    let next = code[at + found.len()..].chars().next();
                    !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
                })
            });
            let is_probe = path.ends_with("health.rs");
            assert!(
                !touches || is_probe || path.starts_with(format!("src/server/{owner}")),
                "{} touches {table}",
                path.display()
            );
        }
    }
}

#[test]
fn every_language_has_the_same_files() {
    let folder = |language: &str| {
        let rust = files(&format!("src/app/i18n/{language}"), ".rs");
        rust.into_iter().filter_map(|(path, _)| Some(path.file_name()?.to_owned())).collect::<Vec<_>>()
    };
    for language in ["fr", "ru", "de"] {
        assert_eq!(folder("en"), folder(language), "{language}");
    }
}

/// True if the code names this server feature, as a path or in an import.
fn names(text: &str, feature: &str) -> bool {
    let code = code(text);
    let word = |at: usize, length: usize| {
        let before = code[..at].chars().next_back();
        let after = code[at + length..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && after == Some(':')
    };
    code.contains(&format!("server::{feature}"))
        || code.contains(&format!("super::{feature}::"))
        || (code.contains("use crate::server") || code.contains("    server::{"))
            && code.match_indices(feature).any(|(at, found)| {
                word(at, found.len())
                    && code[at + found.len()..].starts_with("::")
                    && !code[..at].ends_with("app::")
                    && code[..at].lines().last().is_some_and(|line| line.contains("server"))
            })
}
