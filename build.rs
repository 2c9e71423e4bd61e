//! Compiles the server anew when the site that it embeds has changed.

#[expect(clippy::disallowed_methods, reason = "a build script is told its inputs so")]
fn main() {
    println!("cargo:rerun-if-env-changed=SITE_DIR");
    if let Ok(site) = std::env::var("SITE_DIR") {
        println!("cargo:rerun-if-changed={site}");
    }
}
