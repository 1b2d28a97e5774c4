//! Durations as the connector and its API write them: `30s`, `1h30m`, `1.5h`.

use std::time::Duration;

/// Reads a duration such as `1h30m`; `None` when it is not one or is negative.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let mut rest = text;
    let mut nanos: f64 = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, tail) = rest.split_at(digits);
        if number.is_empty() || !number.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let value: f64 = number.parse().ok()?;
        let end = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, next) = tail.split_at(end);
        nanos += value
            * match unit {
                "ns" => 1.0,
                "us" | "µs" | "μs" => 1e3,
                "ms" => 1e6,
                "s" => 1e9,
                "m" => 60e9,
                "h" => 3600e9,
                _ => return None,
            };
        rest = next;
    }
    // Above 292 years the connector's own type overflows.
    Duration::try_from_secs_f64(nanos / 1e9).ok().filter(|d| d.as_secs() < 9_223_372_036)
}

/// Writes whole seconds the way the connector reads them back.
pub(crate) fn write_seconds(seconds: u64) -> String {
    format!("{seconds}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_like_the_connector_does() {
        let seconds = |text| parse_duration(text).map(|d| d.as_secs_f64());
        assert_eq!(seconds("30s"), Some(30.0));
        assert_eq!(seconds("1h30m"), Some(5400.0));
        assert_eq!(seconds("1.5h"), Some(5400.0));
        assert_eq!(seconds("250ms"), Some(0.25));
        assert_eq!(seconds("0"), Some(0.0));
        for bad in ["", "30", "30 s", "s", "-5s", "30 apples", ".s", "1..5s", "9999999999h"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }
}
