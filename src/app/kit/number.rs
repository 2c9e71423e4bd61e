//! Numbers as people read them.

/// A whole number with its thousands apart, by the sign that a language sets between them.
pub fn number(n: i64, between: &str) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(between);
        }
        out.push(digit);
    }
    out
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::number;

    #[test]
    fn thousands_stand_apart() {
        let all = [0, 7, 999, 1_000, 12_345, 1_234_567, -1_000].map(|n| number(n, ","));
        assert_eq!(all, ["0", "7", "999", "1,000", "12,345", "1,234,567", "-1,000"]);
    }
}
