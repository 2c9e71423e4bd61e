//! Calls to addresses that browsers name: only to the world outside. A name that leads into our own network is not called,
//! whoever subscribed with it.

use crate::server::error::{Doing, Result};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

/// A service that takes longer is tried again later.
const PATIENCE: Duration = Duration::from_secs(15);

/// A client that reaches names of public addresses only, and follows no redirects.
pub fn client() -> Result<reqwest::Client> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE);
    client.dns_resolver(Arc::new(Public)).build().doing("making a client for pushes")
}

struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if open.is_empty() {
                return Err("the name has no public address".into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

/// False for what is somebody's own: this machine, its network, and ranges that lead nowhere (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_benchmark = a == 198 && (18..20).contains(&b);
    let is_protocol = (a, b, c) == (192, 0, 0);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a == 0
        || a >= 224
        || is_shared
        || is_benchmark
        || is_protocol)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Global unicast is 2000::/3; in it are tunnels to IPv4 (6to4, Teredo) and what books use as an example.
    let [first, second, ..] = address.segments();
    let is_global = first & 0xe000 == 0x2000;
    let is_tunnel = first == 0x2002 || (first, second) == (0x2001, 0);
    is_global && !is_tunnel && (first, second) != (0x2001, 0x0db8)
}

#[cfg(test)]
mod tests {
    use super::{client, is_public};

    #[test]
    fn addresses_of_ones_own_network_are_told_apart() {
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(own.parse().expect("an address")), "{own}");
        }
        for open in ["9.9.9.9", "172.32.0.1", "100.128.0.1", "2620:fe::fe", "::ffff:9.9.9.9"] {
            assert!(is_public(open.parse().expect("an address")), "{open}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_not_called() {
        let answer = client().expect("a client").get("http://localhost:9/").send().await;
        let told = format!("{:?}", answer.expect_err("refused"));
        assert!(told.contains("no public address"), "{told}");
    }
}
