//! Flow logs: every ten minutes, each one writes an object to its bucket.
//!
//! There is no traffic in a simulated network, and the records say so.

use bytes::Bytes;

use super::store::{Content, Storage};
use crate::clock::Micros;
use crate::cloud::FlowLog;
use jiff::Timestamp;

/// How long a flow log collects before it writes.
const ROTATION: Micros = 600 * 1_000_000;
/// After a longer pause, the oldest objects are left out: those of a day are enough.
const MOST: Micros = 144;

impl Storage {
    /// Whether an interval has ended since the last time.
    pub(crate) fn has_to_log(&self, now: Micros) -> bool {
        now.div_euclid(ROTATION) > self.logged.div_euclid(ROTATION)
    }

    /// Writes the objects of all intervals that have ended.
    pub(crate) fn log(&mut self, logs: &[FlowLog], now: Micros) {
        let last = now.div_euclid(ROTATION);
        let first = self.logged.div_euclid(ROTATION).max(last - MOST);
        self.logged = now;
        for interval in first..last {
            let (start, end) = (interval * ROTATION, (interval + 1) * ROTATION);
            for log in logs.iter().filter(|log| log.since < end) {
                self.write(log, start.max(log.since), end);
            }
        }
    }

    fn write(&mut self, log: &FlowLog, start: Micros, end: Micros) {
        let (name, prefix) = log.bucket.split_once('/').unwrap_or((&log.bucket, ""));
        let Self { buckets, dice, .. } = self;
        let Some(bucket) = buckets.get_mut(name) else { return };
        let record = format!(
            "2 {} {} - - - - - - - {} {} - NODATA\n",
            crate::cloud::CONTRACT,
            log.interface,
            start / 1_000_000,
            end / 1_000_000
        );
        let at = Timestamp::from_microsecond(end).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ");
        let key = format!("{prefix}{}-{at}-{}.log", log.name, log.interface);
        let mut content = Content::new(Bytes::from(record));
        content.headers.insert("content-type".to_owned(), "text/plain".to_owned());
        bucket.add(dice, &key, Some(content), end);
    }
}
