//! Mails leave by real SMTP, to a sink that the tests start; and come again when the server was away.

use crate::server::tests::TestApp;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// An SMTP server (RFC 5321) that keeps what it gets, and refuses as long as it is told to.
#[derive(Clone, Default)]
struct Sink {
    mails: Arc<Mutex<Vec<String>>>,
    refuses: Arc<Mutex<bool>>,
}

impl Sink {
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let sink = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(sink.clone().talk(stream));
            }
        });
        url
    }

    async fn talk(self, mut stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 sink\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let refuses = *self.refuses.lock().expect("the switch");
            let answer: &[u8] = match line.split(' ').next().unwrap_or_default() {
                "MAIL" if refuses => b"451 later\r\n",
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut mail = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    self.mails.lock().expect("the mails").push(mail);
                    b"250 kept\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 ok\r\n",
            };
            write.write_all(answer).await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_mail_goes_out_by_smtp_once_the_server_takes_it() {
    let sink = Sink::default();
    let url = sink.start().await;
    let app = TestApp::start_with(|config| {
        config.smtp_url = Some(url.into());
        config.mail_from = Some("Our house <house@example.org>".into());
    })
    .await;
    app.user("Anna").await;
    *sink.refuses.lock().expect("the switch") = true;
    assert_eq!(app.run_jobs().await, 1);
    assert_eq!(sink.mails.lock().expect("the mails").len(), 0);
    *sink.refuses.lock().expect("the switch") = false;
    assert_eq!(app.run_jobs().await, 0, "not before its time");
    app.pass(10_000);
    assert_eq!(app.run_jobs().await, 1);
    app.pass(86_400_000);
    assert_eq!(app.run_jobs().await, 0, "once");
    let mails = sink.mails.lock().expect("the mails").clone();
    assert_eq!(mails.len(), 1);
    for part in [
        "From: \"Our house\" <house@example.org>",
        "To: anna@example.org",
        "Subject: Verify your e-mail for Kith",
        "verify?token",
    ] {
        assert!(mails[0].contains(part), "{part}: {}", mails[0]);
    }
}
