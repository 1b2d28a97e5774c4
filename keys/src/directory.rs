//! One directory with exact modes, and the few file operations that the store is made of.
//!
//! Every operation works relative to the open directory, so replacing the path meanwhile cannot redirect it. New
//! content is first written under a staging name (`.<name>.new`), flushed to disk, and then published under its real
//! name in one step.

use std::fs::{DirBuilder, File, Metadata, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result, shell_word};

/// Mode of the directory.
const DIRECTORY_MODE: u32 = 0o700;
/// Mode of private files, the registry and the lock.
pub(crate) const PRIVATE_MODE: u32 = 0o600;
/// Mode of public halves.
pub(crate) const PUBLIC_MODE: u32 = 0o644;
/// Rights of group and others.
const OTHERS: u32 = 0o077;
/// The file whose advisory lock orders all writers.
const LOCK: &str = ".lock";
/// How long a writer waits for the one before it, which needs a few milliseconds.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);
/// Ending of staging names.
const STAGED: &str = ".new";

/// The open directory of a store.
#[derive(Debug)]
pub(crate) struct Directory {
    handle: File,
    path: PathBuf,
}

/// The content of a file, wiped on drop.
pub(crate) struct Content {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) modified: SystemTime,
}

/// The right to write. Given back on drop, and by the system when the process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Directory {
    /// Makes the directory, and its parents if they are missing, with mode 0700. An existing one is left alone.
    pub(crate) fn create(path: &Path) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            return Ok(());
        }
        let failed = |e| Error::system("cannot create the directory", path, e);
        DirBuilder::new().recursive(true).mode(DIRECTORY_MODE).create(path).map_err(failed)?;
        match path.parent() {
            Some(parent) => File::open(parent).and_then(|parent| parent.sync_all()).map_err(failed),
            None => Ok(()),
        }
    }

    /// Opens the directory and checks that it is one, not through a link, ours, and closed to everybody else.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = match rustix::fs::openat(CWD, path, flags, Mode::empty()) {
            Ok(handle) => File::from(handle),
            Err(Errno::NOTDIR | Errno::LOOP | Errno::MLINK) if path.is_symlink() => {
                return Err(symlink(path));
            }
            Err(Errno::NOTDIR) if path.exists() => {
                let message =
                    format!("{} is not a directory; choose another path for the store", path.display());
                return Err(Error::new(ErrorKind::WrongFileType, message));
            }
            Err(e) => return Err(Error::system("cannot open the directory", path, e)),
        };
        let metadata = handle.metadata().map_err(|e| Error::system("cannot examine", path, e))?;
        check_closed(path, &metadata, DIRECTORY_MODE)?;
        Ok(Self { handle, path: path.to_owned() })
    }

    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Names of everything in the directory, sorted. A name that is not UTF-8 is shown with replacement characters.
    pub(crate) fn names(&self) -> Result<Vec<String>> {
        let failed = |e| Error::system("cannot list", &self.path, e);
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.handle).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Whether the name is taken, by whatever kind of file.
    pub(crate) fn exists(&self, name: &str) -> Result<bool> {
        match rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(_) => Ok(true),
            Err(Errno::NOENT) => Ok(false),
            Err(e) => Err(Error::system("cannot examine", &self.path_of(name), e)),
        }
    }

    /// Whether the name is a directory.
    pub(crate) fn is_directory(&self, name: &str) -> bool {
        rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)
            .is_ok_and(|found| rustix::fs::FileType::from_raw_mode(found.st_mode).is_dir())
    }

    /// Reads a file that only its owner may touch. `None` when there is none.
    pub(crate) fn read_private(&self, name: &str, limit: u64) -> Result<Option<Content>> {
        self.read(name, limit, |path, metadata| check_closed(path, metadata, PRIVATE_MODE))
    }

    /// Reads a file that others may read. `None` when there is none.
    pub(crate) fn read_public(&self, name: &str, limit: u64) -> Result<Option<Content>> {
        self.read(name, limit, |_, _| Ok(()))
    }

    fn read(
        &self,
        name: &str,
        limit: u64,
        check: impl FnOnce(&Path, &Metadata) -> Result<()>,
    ) -> Result<Option<Content>> {
        let path = self.path_of(name);
        let failed = |e: std::io::Error| Error::system("cannot read", &path, e);
        // Without NONBLOCK a named pipe in place of the file would block for ever.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::openat(&self.handle, name, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT) => return Ok(None),
            Err(Errno::LOOP | Errno::MLINK) => return Err(symlink(&path)),
            Err(e) => return Err(failed(e.into())),
        };
        let metadata = file.metadata().map_err(failed)?;
        if !metadata.is_file() {
            let message = format!("{} is not a plain file; move it out of the store", path.display());
            return Err(Error::new(ErrorKind::WrongFileType, message));
        }
        check(&path, &metadata)?;
        let size = usize::try_from(metadata.len().min(limit)).unwrap_or(0);
        let mut bytes = Zeroizing::new(Vec::with_capacity(size.saturating_add(64)));
        if metadata.len() <= limit {
            file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
        }
        if metadata.len() > limit || u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            let message = format!(
                "{} is larger than {limit} bytes, so it is no file of the store; move it away",
                path.display()
            );
            return Err(Error::new(ErrorKind::Corrupt, message));
        }
        Ok(Some(Content { bytes, modified: metadata.modified().map_err(failed)? }))
    }

    /// Waits up to ten seconds for the right to write.
    pub(crate) fn lock(&self) -> Result<Lock> {
        let start = Instant::now();
        loop {
            if let Some(lock) = self.try_lock()? {
                return Ok(lock);
            }
            if start.elapsed() > LOCK_PATIENCE {
                let message = format!(
                    "another process has been writing to {} for {} seconds; find it with `fuser {}`, let it finish, and run this again",
                    self.path.display(),
                    LOCK_PATIENCE.as_secs(),
                    shell_word(&self.path_of(LOCK)),
                );
                return Err(Error::new(ErrorKind::Locked, message));
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// `None` when somebody else is writing.
    pub(crate) fn try_lock(&self) -> Result<Option<Lock>> {
        let path = self.path_of(LOCK);
        let failed = |e: std::io::Error| Error::system("cannot lock", &path, e);
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(
            rustix::fs::openat(&self.handle, LOCK, flags, Mode::from_raw_mode(PRIVATE_MODE))
                .map_err(|e| failed(e.into()))?,
        );
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(failed(e)),
        }
    }

    /// Writes a new file under the staging name of `name` and flushes it to disk. Needs the lock.
    pub(crate) fn stage<'a>(
        &'a self,
        _: &Lock,
        name: &'a str,
        bytes: &[u8],
        mode: u32,
    ) -> Result<Staged<'a>> {
        let path = self.path_of(name);
        let failed = |e: std::io::Error| Error::system("cannot write", &path, e);
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle =
            rustix::fs::openat(&self.handle, staging_name(name), flags, Mode::from_raw_mode(PRIVATE_MODE))
                .map_err(|e| failed(e.into()))?;
        // From here on every way out, except a killed process, removes the staged file.
        let staged = Staged { directory: self, name };
        // The umask may have taken bits away.
        rustix::fs::fchmod(&handle, Mode::from_raw_mode(mode)).map_err(|e| failed(e.into()))?;
        let mut file = File::from(handle);
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(staged)
    }

    /// Names whose staged file a killed process left behind.
    pub(crate) fn leftovers(&self) -> Result<Vec<String>> {
        let name_of = |entry: &String| Some(entry.strip_prefix('.')?.strip_suffix(STAGED)?.to_owned());
        Ok(self.names()?.iter().filter_map(name_of).collect())
    }

    /// Takes over the staged file that a killed process left behind. Needs the lock.
    pub(crate) fn adopt<'a>(&'a self, _: &Lock, name: &'a str) -> Staged<'a> {
        Staged { directory: self, name }
    }

    /// Flushes the names in the directory to disk.
    pub(crate) fn sync(&self) -> Result<()> {
        self.handle.sync_all().map_err(|e| Error::system("cannot flush", &self.path, e))
    }
}

/// A complete file under its staging name, removed on drop.
#[derive(Debug)]
#[must_use = "a staged file is removed again unless it is published"]
pub(crate) struct Staged<'a> {
    directory: &'a Directory,
    name: &'a str,
}

impl Staged<'_> {
    /// Publishes the file unless the name is taken: `false` when it is. Never overwrites.
    pub(crate) fn publish_new(&self) -> Result<bool> {
        let handle = &self.directory.handle;
        match rustix::fs::linkat(handle, staging_name(self.name), handle, self.name, AtFlags::empty()) {
            Ok(()) => Ok(true),
            Err(Errno::EXIST) => Ok(false),
            Err(e) => Err(Error::system("cannot write", &self.directory.path_of(self.name), e)),
        }
    }

    /// Leaves the file under its staging name, for the next sweep.
    pub(crate) fn keep(self) {
        std::mem::forget(self);
    }

    /// Publishes the file in place of the one that has the name now.
    pub(crate) fn publish_over(&self) -> Result<()> {
        let handle = &self.directory.handle;
        rustix::fs::renameat(handle, staging_name(self.name), handle, self.name)
            .map_err(|e| Error::system("cannot replace", &self.directory.path_of(self.name), e))
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        // Nothing can be done about a failure here; the next writer tries again.
        let _ = rustix::fs::unlinkat(&self.directory.handle, staging_name(self.name), AtFlags::empty());
    }
}

pub(crate) fn staging_name(name: &str) -> String {
    format!(".{name}{STAGED}")
}

/// Refuses what belongs to somebody else or what somebody else may touch.
fn check_closed(path: &Path, metadata: &Metadata, wanted: u32) -> Result<()> {
    let us = rustix::process::geteuid().as_raw();
    if metadata.uid() != us {
        let message = format!(
            "{} belongs to user id {}, and this process runs as {us}; run it as the owner, or run: chown {us} {}",
            path.display(),
            metadata.uid(),
            shell_word(path),
        );
        return Err(Error::new(ErrorKind::ForeignOwner, message));
    }
    let mode = metadata.mode() & 0o7777;
    if mode & OTHERS != 0 {
        let message = format!(
            "{} has mode {mode:04o}, which lets other users in; run: chmod {wanted:o} {}",
            path.display(),
            shell_word(path),
        );
        return Err(Error::new(ErrorKind::WidePermissions, message));
    }
    Ok(())
}

fn symlink(path: &Path) -> Error {
    let message =
        format!("{} is a symbolic link, which a key store never follows; use the real path", path.display());
    Error::new(ErrorKind::Symlink, message)
}
