//! Phone numbers of accounts: claimed, proven with a code, found by others. Numbers are digits that begin with the
//! country's code.

use super::store::phones as store;
use crate::{
    app::{error::Code, settings::wire::Phone},
    server::{
        config::Switch,
        context::{Ctx, Member, sha256},
        db::{Conn, Tx},
        error::Result,
        limits, sms,
    },
};
use phonenumber::{Mode, country};
pub use store::{PhoneRecord, country, findable, of, owners, proven, set_country};

/// A code is good for so long.
const CODE_MS: i64 = 86_400_000;

/// A number as people of a country write it (ISO 3166, two letters), as digits that begin with the country's code.
pub fn normalise(text: &str, home: &str) -> Option<String> {
    let home: Option<country::Id> = home.to_uppercase().parse().ok();
    // Phones of the letters apps write `00` for `+`.
    let text = text.trim();
    // A name with digits in it is no number.
    if text.starts_with(char::is_alphabetic) {
        return None;
    }
    let text = text.strip_prefix("00").map_or_else(|| text.to_owned(), |rest| format!("+{rest}"));
    let home = home.filter(|_| !text.starts_with('+'));
    let number = phonenumber::parse(home, text).ok()?.format().mode(Mode::E164).to_string();
    let digits = number.trim_start_matches('+');
    // Which numbers a country has given out changes faster than any list of them.
    let is_possible = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_possible.then(|| digits.to_owned())
}

/// A number as it is written in other countries: `+33 6 39 98 12 34`.
pub fn written(digits: &str) -> String {
    let number = phonenumber::parse(None, format!("+{digits}"));
    number.map_or_else(|_| format!("+{digits}"), |number| number.format().mode(Mode::International).to_string())
}

/// A country by its two letters, in lower case.
pub fn known_country(code: &str) -> Option<String> {
    let id: country::Id = code.trim().to_uppercase().parse().ok()?;
    Some(id.as_ref().to_lowercase())
}

/// Claims a number for an account and sends the code that proves it, unless it is proven already or needs no proof. A number
/// that somebody else has proven is taken.
pub async fn claim(ctx: &Ctx, account_id: &str, number: &str) -> Result<()> {
    // Counted first: the answer tells whether somebody has the number.
    limits::spend(ctx, [(limits::NUMBERS_PER_ACCOUNT, account_id)]).await?;
    if is_others(&mut ctx.db.read().await?, account_id, number).await? {
        return Err(Code::NumberTaken.into());
    }
    let both = format!("{number} {account_id}");
    limits::spend(ctx, [(limits::CODES_PER_NUMBER, both.as_str()), (limits::CODES_PER_NUMBER_OF_ALL, number)]).await?;
    let (job_ctx, id, number, now) = (ctx.clone(), account_id.to_owned(), number.to_owned(), ctx.clock.now());
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::claim(tx, &id, &number, now).await?;
                let is_proven =
                    store::of(tx, &id).await?.iter().any(|it| it.number == number && it.proven_at.is_some());
                if is_proven || job_ctx.config.phone_proof == Switch::Off {
                    return Ok(());
                }
                let code = code(&job_ctx, &id, &number, now);
                sms::queue(&job_ctx, tx, &format!("+{number}"), &format!("Kith: {code}")).await
            })
        })
        .await
}

/// Proves the number whose code this is; which it was. Unknown and wrong look alike.
pub async fn confirm(ctx: &Ctx, address: &str, account_id: &str, given: &str) -> Result<String> {
    let limits = [(limits::GUESSES_PER_ADDRESS, address), (limits::GUESSES_PER_ACCOUNT, account_id)];
    limits::spend(ctx, limits).await?;
    let open = store::of(&mut ctx.db.read().await?, account_id).await?;
    let since = ctx.clock.now() - CODE_MS;
    let fits = |it: &&PhoneRecord| {
        let code = code(ctx, account_id, &it.number, it.claimed_at);
        it.proven_at.is_none() && it.claimed_at > since && sha256(&code) == sha256(given.trim())
    };
    let number = open.iter().find(fits).map(|it| it.number.clone()).ok_or(Code::NumberCodeWrong)?;
    limits::give_back(ctx, limits).await?;
    Ok(number)
}

/// Counts a claimed number as proven. Fails if somebody else was faster.
pub async fn prove(tx: &mut Tx, account_id: &str, number: &str, now: i64) -> Result<()> {
    if is_others(tx, account_id, number).await? {
        return Err(Code::NumberTaken.into());
    }
    store::prove(tx, account_id, number, now)
        .await
        .map_err(|error| if error.is_duplicate() { Code::NumberTaken.into() } else { error })?;
    // Numbers without a country are read as those of the country that this one is from.
    let country = phonenumber::parse(None, format!("+{number}")).ok().and_then(|number| number.country().id());
    match country {
        Some(country) => store::set_country(tx, account_id, &country.as_ref().to_lowercase()).await,
        None => Ok(()),
    }
}

/// Gives a number up, claimed or proven.
pub async fn give_up(ctx: &Ctx, me: Member, number: &str) -> Result<()> {
    let country = country(&mut ctx.db.read().await?, &me.id).await?;
    let digits = normalise(number, &country).ok_or(Code::NumberInvalid)?;
    let is_gone = ctx.db.write(move |tx| Box::pin(async move { store::delete(tx, &me.id, &digits).await })).await?;
    if is_gone { Ok(()) } else { Err(Code::NumberInvalid.into()) }
}

/// The numbers of an account, newest first.
pub async fn list(ctx: &Ctx, me: &Member) -> Result<Vec<Phone>> {
    let rows = store::of(&mut ctx.db.read().await?, &me.id).await?;
    let since = ctx.clock.now() - CODE_MS;
    let shown = rows.into_iter().filter(|row| row.proven_at.is_some() || row.claimed_at > since);
    Ok(shown.map(|row| Phone { number: written(&row.number), is_proven: row.proven_at.is_some() }).collect())
}

/// A claim that waits, with its code, for those who pass it on where no text can be sent.
#[derive(Clone, Debug)]
pub struct OpenClaim {
    pub user_name: String,
    pub number: String,
    pub code: String,
}

pub async fn open_claims(ctx: &Ctx) -> Result<Vec<OpenClaim>> {
    let rows = store::open_claims(&mut ctx.db.read().await?, ctx.clock.now() - CODE_MS).await?;
    let claims = rows.into_iter().map(|(account_id, number, claimed_at, user_name)| OpenClaim {
        code: code(ctx, &account_id, &number, claimed_at),
        user_name,
        number,
    });
    Ok(claims.collect())
}

async fn is_others(conn: &mut Conn, account_id: &str, number: &str) -> Result<bool> {
    Ok(store::owners(conn, &[number.to_owned()]).await?.iter().any(|(_, owner)| owner != account_id))
}

/// Six digits that follow from who claimed which number when.
fn code(ctx: &Ctx, account_id: &str, number: &str, claimed_at: i64) -> String {
    let hash = ctx.keyed_hash("phone", &format!("{account_id} {number} {claimed_at}"));
    let number = u64::from_str_radix(&hash[..12], 16).unwrap_or_default() % 1_000_000;
    format!("{number:06}")
}

#[cfg(test)]
mod tests {
    use super::{known_country, normalise};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, home, number) in [
            ("0033 6 12 34 56 78", "us", "33612345678"),
            ("+33 (0)6 12 34 56 78", "de", "33612345678"),
            ("06 12 34 56 78", "fr", "33612345678"),
            ("06.12-34/56 78", "fr", "33612345678"),
            ("0151 2345678", "de", "491512345678"),
            ("(415) 555-2671", "US", "14155552671"),
            ("8 912 345-67-89", "ru", "79123456789"),
        ] {
            assert_eq!(normalise(text, home).as_deref(), Some(number), "{text} in {home}");
        }
        for text in ["", "12", "no number", "0033", "00336123456789012345", "(null)"] {
            assert_eq!(normalise(text, "fr"), None, "{text}");
        }
        assert_eq!(normalise("0612345678", "zz"), None);
        assert_eq!((known_country("FR").as_deref(), known_country("xx")), (Some("fr"), None));
    }

    proptest! {
        #[test]
        fn what_is_normal_stays_so(national in 100_000_000_u64..999_999_999) {
            if let Some(number) = normalise(&format!("0{national}"), "fr") {
                prop_assert_eq!(normalise(&format!("+{number}"), "us"), Some(number.clone()));
                prop_assert_eq!(normalise(&format!("00{number}"), "de"), Some(number));
            }
        }
    }
}
