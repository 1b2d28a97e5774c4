//! The key store: one directory, one file per key.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;

use crate::directory::{Content, Directory, Lock, PRIVATE_MODE, PUBLIC_MODE, staging_name};
use crate::error::{Error, ErrorKind, Result, shell_word};
use crate::key::{KeyInfo, KeySpec, PrivateKeyPem, check_comment, check_name};
use crate::openssh::{self, Generated, Public, Stored};

/// Largest key file that is read, in bytes. An RSA key of 16384 bits needs 13 000.
const KEY_LIMIT: u64 = 64 * 1024;

/// A directory of SSH keys that only its owner can enter.
///
/// Each key is a private file `<name>` (mode 0600, OpenSSH format) and its public half `<name>.pub` (0644). Modes and
/// owners are checked again at every call. The calls block for a few milliseconds, and for some tenths of a second
/// where a passphrase is involved. Any number of processes and threads may use one directory at the same time.
#[derive(Clone, Debug)]
pub struct KeyStore {
    path: PathBuf,
}

impl KeyStore {
    /// Opens the store, and creates the directory (and missing parents) with mode 0700 when there is none.
    /// Removes what a killed process left unfinished.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::WidePermissions`], [`ErrorKind::ForeignOwner`], [`ErrorKind::Symlink`] or
    /// [`ErrorKind::WrongFileType`] when the directory is not safe, with the command that repairs it;
    /// [`ErrorKind::AccessDenied`], [`ErrorKind::NoSpace`] or [`ErrorKind::Io`] when the system refuses.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let absolute = std::path::absolute(path).map_err(|e| Error::system("cannot resolve", path, e))?;
        // Taking the path apart drops trailing slashes, which would make the system follow a link.
        let path: PathBuf = absolute.components().collect();
        Directory::create(&path)?;
        let directory = Directory::open(&path)?;
        if !directory.leftovers()?.is_empty() {
            // A lock held by somebody else means a live writer: then these are no leftovers.
            if let Some(lock) = directory.try_lock()? {
                sweep(&directory, &lock)?;
            }
        }
        Ok(Self { path })
    }

    /// The absolute path of the directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Generates a key and stores it. Nothing that exists is ever overwritten, and a crash at any moment leaves
    /// either no key or a whole one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::AlreadyExists`] when the name is taken; [`ErrorKind::InvalidInput`] for a bad name, comment or
    /// passphrase; [`ErrorKind::AccessDenied`], [`ErrorKind::NoSpace`], [`ErrorKind::Locked`] or [`ErrorKind::Io`]
    /// when writing fails, and all that [`KeyStore::open`] can find wrong with the directory.
    pub fn generate(&self, spec: KeySpec) -> Result<KeyInfo> {
        check_spec(&spec)?;
        let directory = self.directory()?;
        // Before the costly part, and again under the lock.
        refuse_existing(&directory, &spec.name)?;
        let key = openssh::generate_ed25519(spec.comment_or_name(), spec.passphrase.as_ref())?;
        let lock = directory.lock()?;
        sweep(&directory, &lock)?;
        write(&directory, &lock, &spec.name, &key)?;
        drop(lock);
        find(&directory, &spec.name)
    }

    /// The key of that name, generated when there is none; the flag says whether it was. Several processes at once
    /// get the same key. The comment of an existing key is left alone, and its passphrase is not tried.
    ///
    /// # Errors
    ///
    /// As [`KeyStore::generate`] and [`KeyStore::get`], except that an existing key is no error (a public half alone
    /// is);
    /// [`ErrorKind::Mismatch`] when a passphrase was ordered and the existing key is not encrypted, or when its
    /// algorithm is another one.
    pub fn ensure(&self, spec: KeySpec) -> Result<(KeyInfo, bool)> {
        let taken = match self.generate(spec.clone()) {
            Ok(info) => return Ok((info, true)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => e,
            Err(e) => return Err(e),
        };
        let directory = self.directory()?;
        let info = match find(&directory, &spec.name) {
            // Only the public half is there: somebody else's, since ours never comes first.
            Err(e) if e.kind() == ErrorKind::NotFound => return Err(taken),
            found => found?,
        };
        check_matches(&spec, &info)?;
        let public_name = public_name(&spec.name);
        if !directory.exists(&public_name)? {
            let lock = directory.lock()?;
            sweep(&directory, &lock)?;
            let text = format!("{}\n", info.public_key);
            directory.stage(&lock, &public_name, text.as_bytes(), PUBLIC_MODE)?.publish_new()?;
            directory.sync()?;
        }
        Ok((info, false))
    }

    /// All keys, sorted by name. Subdirectories, the registry and names that begin with a dot are passed over.
    ///
    /// # Errors
    ///
    /// As [`KeyStore::get`], for the first file that is not a sound key; [`ErrorKind::InvalidInput`] when its name
    /// breaks the rules for names.
    pub fn list(&self) -> Result<Vec<KeyInfo>> {
        let directory = self.directory()?;
        let mut keys = Vec::new();
        for name in directory.names()? {
            if name.starts_with('.') || name.ends_with(".pub") || name.ends_with(".json") {
                continue;
            }
            if directory.is_directory(&name) {
                continue;
            }
            check_name(&name)?;
            keys.push(find(&directory, &name)?);
        }
        Ok(keys)
    }

    /// The public facts of one key. No passphrase is needed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is none; [`ErrorKind::Corrupt`] when the file is not a private key in
    /// OpenSSH format, or when the public half beside it belongs to another key; [`ErrorKind::WidePermissions`],
    /// [`ErrorKind::ForeignOwner`], [`ErrorKind::Symlink`] or [`ErrorKind::WrongFileType`] when it is not safe.
    pub fn get(&self, name: &str) -> Result<KeyInfo> {
        check_name(name)?;
        find(&self.directory()?, name)
    }

    /// The private key, decrypted. The passphrase of a key that is not encrypted is ignored.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::PassphraseRequired`], [`ErrorKind::WrongPassphrase`], and those of [`KeyStore::get`].
    pub fn private_key(&self, name: &str, passphrase: Option<&SecretString>) -> Result<PrivateKeyPem> {
        check_name(name)?;
        let directory = self.directory()?;
        let (stored, _) = read(&directory, name)?;
        stored.reveal(passphrase, &directory.path_of(name).display().to_string())
    }

    pub(crate) fn directory(&self) -> Result<Directory> {
        Directory::open(&self.path)
    }
}

/// Everything about an order that can be refused without looking at the disk.
fn check_spec(spec: &KeySpec) -> Result<()> {
    use secrecy::ExposeSecret;
    check_name(&spec.name)?;
    check_comment(spec.comment_or_name())?;
    if spec.passphrase.as_ref().is_some_and(|passphrase| passphrase.expose_secret().is_empty()) {
        let message = format!("the passphrase for the key {} is empty; give one, or order none", spec.name);
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    Ok(())
}

fn check_matches(spec: &KeySpec, info: &KeyInfo) -> Result<()> {
    let word = shell_word(&info.path);
    let message = if info.algorithm != crate::Algorithm::Ed25519 {
        format!(
            "{} exists and is {}, not ssh-ed25519; choose another name",
            info.path.display(),
            info.algorithm
        )
    } else if spec.passphrase.is_some() && !info.encrypted {
        format!(
            "{} exists without a passphrase; choose another name, or set one: ssh-keygen -p -f {word}",
            info.path.display()
        )
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Mismatch, message))
}

fn public_name(name: &str) -> String {
    format!("{name}.pub")
}

fn refuse_existing(directory: &Directory, name: &str) -> Result<()> {
    for taken in [name, &public_name(name)] {
        if directory.exists(taken)? {
            return Err(already_exists(directory, taken));
        }
    }
    Ok(())
}

fn already_exists(directory: &Directory, name: &str) -> Error {
    let message =
        format!("{} exists and is never overwritten; choose another name", directory.path_of(name).display());
    Error::new(ErrorKind::AlreadyExists, message)
}

/// Puts a new key on disk. The private half comes first: without it the public half means nothing.
fn write(directory: &Directory, lock: &Lock, name: &str, key: &Generated) -> Result<()> {
    refuse_existing(directory, name)?;
    let public_name = public_name(name);
    let public_text = format!("{}\n", key.public);
    let private = directory.stage(lock, name, key.private.as_bytes(), PRIVATE_MODE)?;
    let public = directory.stage(lock, &public_name, public_text.as_bytes(), PUBLIC_MODE)?;
    if !private.publish_new()? {
        return Err(already_exists(directory, name));
    }
    // Frees a place in the directory, so that a disk that was not full for the private half is not for the public one.
    drop(private);
    match directory.sync().and_then(|()| public.publish_new()) {
        Ok(_) => drop(public),
        Err(e) => {
            // The key is whole and perhaps already in use. Its public half stays staged, and the next sweep finishes it.
            public.keep();
            return Err(e);
        }
    }
    directory.sync()
}

/// Removes the staged files of a writer that was killed. When it died between the two halves of a key, the public
/// half is finished, because for an encrypted key it is the only readable copy of the comment.
fn sweep(directory: &Directory, lock: &Lock) -> Result<()> {
    for name in directory.leftovers()? {
        let staged = directory.adopt(lock, &name);
        if let Some(key_name) = name.strip_suffix(".pub")
            && !directory.exists(&name)?
            && let Ok((stored, _)) = read(directory, key_name)
            && read_public(directory, &staging_name(&name))?
                .is_some_and(|public| public.same_key(&stored.public()))
        {
            staged.publish_new()?;
            directory.sync()?;
        }
    }
    Ok(())
}

fn find(directory: &Directory, name: &str) -> Result<KeyInfo> {
    let (stored, content) = read(directory, name)?;
    let path = directory.path_of(name);
    let key = stored.public();
    let public_name = public_name(name);
    // A writer publishes the private half first, so the public half may still be staged, or published by now.
    let mut published = None;
    for candidate in [&public_name, &staging_name(&public_name), &public_name] {
        published = read_public(directory, candidate)?;
        if published.is_some() {
            break;
        }
    }
    let comment = match published {
        Some(public) if public.same_key(&key) => public.comment(),
        Some(_) => {
            let message = format!(
                "{}.pub is the public half of another key; write the right one: ssh-keygen -y -f {word} > {word}.pub",
                path.display(),
                word = shell_word(&path),
            );
            return Err(Error::new(ErrorKind::Corrupt, message));
        }
        None => stored.comment(),
    };
    let created_at = Timestamp::try_from(content.modified)
        .and_then(|time| Timestamp::from_second(time.as_second()))
        .map_err(|e| corrupt(&path, "has a time stamp out of range").with_source(e))?;
    Ok(KeyInfo {
        name: name.to_owned(),
        algorithm: key.algorithm(),
        fingerprint: key.fingerprint(),
        public_key: key.line(&comment)?,
        comment,
        created_at,
        encrypted: stored.encrypted(),
        path,
    })
}

fn read(directory: &Directory, name: &str) -> Result<(Stored, Content)> {
    let path = directory.path_of(name);
    let Some(content) = directory.read_private(name, KEY_LIMIT)? else {
        let message =
            format!("there is no key {}; list the keys of the store, or generate it", path.display());
        return Err(Error::new(ErrorKind::NotFound, message));
    };
    match Stored::parse(&content.bytes) {
        Some(stored) => Ok((stored, content)),
        None => Err(corrupt(&path, "is not a whole private key in OpenSSH format")),
    }
}

/// `None` when there is no such file.
fn read_public(directory: &Directory, name: &str) -> Result<Option<Public>> {
    let Some(content) = directory.read_public(name, KEY_LIMIT)? else { return Ok(None) };
    match std::str::from_utf8(&content.bytes).ok().and_then(Public::parse) {
        Some(public) => Ok(Some(public)),
        None => Err(corrupt(&directory.path_of(name), "is not a public key in OpenSSH format")),
    }
}

fn corrupt(path: &Path, fault: &str) -> Error {
    let message =
        format!("{} {fault}; restore it from a backup, or move it out of the store", path.display());
    Error::new(ErrorKind::Corrupt, message)
}
