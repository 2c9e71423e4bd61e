//! Friendships, the requests for them, and blocks. Knows accounts.

mod pages;
mod requests;
mod store;
#[cfg(test)]
mod tests;

use super::{
    bus::{Audience, Effect, Notice},
    db::{Conn, Tx},
    error::Result,
};
use serde_json::json;

pub use pages::{Filter, blocked_page, list, person_page, requests_page, rows, search_page};
pub use requests::{Asked, ask, decline, reopen, sweep, take, withdraw};
pub use store::{
    Request, among, blocked_among, blockers, blocks_among, friends_among, ids, is_blocked, pair, received, request,
    request_ids,
};

/// Makes two people friends, who from now on hear of one another's presence. A request between them is answered by that.
pub async fn befriend(tx: &mut Tx, one: &str, other: &str, now: i64) -> Result<()> {
    store::delete_request(tx, one, other).await?;
    store::insert(tx, one, other, now).await?;
    store::insert(tx, other, one, now).await?;
    for (me, friend) in [(one, other), (other, one)] {
        tx.publish(changed(me, friend).with(Effect::Join(Audience::Circle(friend.to_owned()))));
    }
    Ok(())
}

/// Ends the friendship with somebody, if there is one. Their dialog stays.
pub async fn part(tx: &mut Tx, me: &str, other: &str) -> Result<()> {
    if store::delete(tx, me, other).await? {
        for (one, friend) in [(me, other), (other, me)] {
            tx.publish(changed(one, friend).with(Effect::Leave(Audience::Circle(friend.to_owned()))));
        }
    }
    Ok(())
}

/// Wants nothing more to do with somebody: friendship and requests between the two end, new ones come to nothing.
pub async fn block(tx: &mut Tx, me: &str, id: &str, now: i64) -> Result<()> {
    store::block(tx, me, id, now).await?;
    // First the request: who accepts it right now is waited for, and the friendship then ends as well.
    store::delete_request(tx, me, id).await?;
    part(tx, me, id).await?;
    tx.publish(changed(me, id));
    Ok(())
}

/// Takes a block back. What it ended stays ended.
pub async fn unblock(tx: &mut Tx, me: &str, id: &str) -> Result<()> {
    store::unblock(tx, me, id).await?;
    tx.publish(changed(me, id));
    Ok(())
}

/// Who may find each other and talk: not those of whom one has blocked the other.
pub async fn without_blocking(conn: &mut Conn, me: &str, ids: &[String]) -> Result<Vec<String>> {
    let blocking = store::blocking_among(conn, me, ids).await?;
    Ok(ids.iter().filter(|id| !blocking.contains(id)).cloned().collect())
}

/// Who of these people is apart from somebody: one of the two has blocked the other.
pub async fn apart(conn: &mut Conn, me: &str, ids: &[String]) -> Result<Vec<String>> {
    let mut apart = store::blocking_among(conn, me, ids).await?;
    apart.extend(store::blocked_among(conn, me, ids).await?);
    Ok(apart)
}

/// Something between these two is different now.
fn changed(account_id: &str, other: &str) -> Notice {
    Notice::new(Audience::Person(account_id.to_owned()), &json!({"kind": "friend", "id": other}))
}

/// The requests of this person are different now.
fn asked(account_id: &str) -> Notice {
    Notice::new(Audience::Person(account_id.to_owned()), &json!({"kind": "request"}))
}
