//! The seeded source of ids and durations. It can be saved and goes on where it was.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The spread of durations: the standard deviation of their logarithm. With it, seven of eight servers take from 60
/// to 90 s.
const SPREAD: f64 = 0.13;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "u64", into = "u64")]
pub(crate) struct Dice(fastrand::Rng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// An id in the usual form of a version 4 UUID.
    pub(crate) fn id(&mut self) -> String {
        uuid::Builder::from_random_bytes(self.0.u128(..).to_le_bytes()).into_uuid().to_string()
    }

    /// 32 hexadecimal digits, as Cloudflare names zones and records.
    pub(crate) fn hex(&mut self) -> String {
        format!("{:032x}", self.0.u128(..))
    }

    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0.u32(..limit.max(1))
    }

    /// A number from 0 up to 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        self.0.f64()
    }

    /// How long work takes whose median is known: log-normal around it.
    pub(crate) fn duration(&mut self, median: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.0.f64()).ln()).sqrt();
        let angle = std::f64::consts::TAU * self.0.f64();
        median * (SPREAD * radius * angle.cos()).exp()
    }
}

impl From<u64> for Dice {
    fn from(seed: u64) -> Self {
        Self::new(seed)
    }
}

impl From<Dice> for u64 {
    fn from(dice: Dice) -> Self {
        dice.0.get_seed()
    }
}

/// A value nobody can guess, for tokens. Never taken from the seed.
pub(crate) fn unguessable() -> [u8; 32] {
    let mut bytes = [0; 32];
    let (left, right) = bytes.split_at_mut(16);
    left.copy_from_slice(Uuid::new_v4().as_bytes());
    right.copy_from_slice(Uuid::new_v4().as_bytes());
    bytes
}
