//! The OpenSSH formats. The only file that knows the `ssh-key` crate.

use secrecy::{ExposeSecret, SecretString};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{Cipher, HashAlg, Kdf, LineEnding, PrivateKey, PublicKey};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result};
use crate::key::{Algorithm, PrivateKeyPem};

/// Rounds of bcrypt-pbkdf for new keys, as many as `ssh-keygen` has used since OpenSSH 9.4.
const ROUNDS: u32 = 24;
/// A file that asks for more rounds than this would block for minutes.
const MOST_ROUNDS: u32 = 10_000;

/// A new key pair in the two texts that go to disk.
pub(crate) struct Generated {
    pub(crate) private: Zeroizing<String>,
    pub(crate) public: String,
}

/// Makes an Ed25519 key from the operating system's randomness.
pub(crate) fn generate_ed25519(comment: &str, passphrase: Option<&SecretString>) -> Result<Generated> {
    let mut seed = Zeroizing::new([0_u8; 32]);
    random(seed.as_mut_slice())?;
    let plain = PrivateKey::new(KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed)), comment)
        .map_err(unexpected)?;
    let public = line(plain.public_key().clone(), comment)?;
    let private = match passphrase {
        None => plain.to_openssh(LineEnding::LF),
        Some(passphrase) => {
            let mut salt = vec![0_u8; 16];
            random(&mut salt)?;
            let mut check = [0_u8; 4];
            random(&mut check)?;
            let kdf = Kdf::Bcrypt { salt, rounds: ROUNDS };
            plain
                .encrypt_with(Cipher::Aes256Ctr, kdf, u32::from_be_bytes(check), passphrase.expose_secret())
                .and_then(|encrypted| encrypted.to_openssh(LineEnding::LF))
        }
    };
    Ok(Generated { private: private.map_err(unexpected)?, public })
}

/// A private file as it is on disk: the public half is readable, the private half perhaps encrypted.
pub(crate) struct Stored(PrivateKey);

impl Stored {
    /// `None` when the bytes are not one whole private key in OpenSSH format.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let key = PrivateKey::from_openssh(bytes).ok()?;
        match key.kdf() {
            Kdf::Bcrypt { rounds, .. } if !(1..=MOST_ROUNDS).contains(rounds) => None,
            _ => Some(Self(key)),
        }
    }

    pub(crate) fn encrypted(&self) -> bool {
        self.0.is_encrypted()
    }

    /// The comment inside the file; empty when it is encrypted.
    pub(crate) fn comment(&self) -> String {
        printable(self.0.comment().as_str_lossy())
    }

    pub(crate) fn public(&self) -> Public {
        Public(self.0.public_key().clone())
    }

    /// The private key without encryption. `place` names the file in errors.
    pub(crate) fn reveal(&self, passphrase: Option<&SecretString>, place: &str) -> Result<PrivateKeyPem> {
        let pem = match (self.encrypted(), passphrase) {
            (false, _) => self.0.to_openssh(LineEnding::LF),
            (true, None) => {
                let message = format!("the key {place} is encrypted; give its passphrase");
                return Err(Error::new(ErrorKind::PassphraseRequired, message));
            }
            (true, Some(passphrase)) => {
                let key = self.0.decrypt(passphrase.expose_secret()).map_err(|e| {
                    let message = format!(
                        "the passphrase does not open the key {place}; give the right one, or restore the file if it is damaged"
                    );
                    Error::new(ErrorKind::WrongPassphrase, message).with_source(e)
                })?;
                key.to_openssh(LineEnding::LF)
            }
        };
        pem.map(PrivateKeyPem::new).map_err(unexpected)
    }
}

/// The public half of a key.
#[derive(PartialEq, Eq)]
pub(crate) struct Public(PublicKey);

impl Public {
    /// `None` when the text is not one public key in OpenSSH format.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        PublicKey::from_openssh(text.trim_end()).ok().map(Self)
    }

    pub(crate) fn same_key(&self, other: &Self) -> bool {
        self.0.key_data() == other.0.key_data()
    }

    pub(crate) fn comment(&self) -> String {
        printable(self.0.comment().as_str_lossy())
    }

    pub(crate) fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self.0.algorithm() {
            ssh_key::Algorithm::Ed25519 => Algorithm::Ed25519,
            other => Algorithm::Other(other.to_string()),
        }
    }

    /// One line with the given comment, without a line break.
    pub(crate) fn line(&self, comment: &str) -> Result<String> {
        line(self.0.clone(), comment)
    }
}

fn line(mut key: PublicKey, comment: &str) -> Result<String> {
    key.set_comment(comment);
    key.to_openssh().map(|text| text.trim_end().to_owned()).map_err(unexpected)
}

/// A comment that cannot add a line to a file of keys.
fn printable(comment: &str) -> String {
    comment.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

fn random(buffer: &mut [u8]) -> Result<()> {
    getrandom::fill(buffer).map_err(|e| {
        let message =
            format!("the operating system gave no random bytes: {e}; check that getrandom(2) is permitted");
        Error::new(ErrorKind::Io, message).with_source(e)
    })
}

fn unexpected(cause: ssh_key::Error) -> Error {
    Error::new(
        ErrorKind::Io,
        format!("the key could not be put into OpenSSH format: {cause}; please report this"),
    )
    .with_source(cause)
}
