"""SSH key pairs in a directory that only its owner can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any, ClassVar

from ionos_sdk import _native
from ionos_sdk._model import Model, decode, unknown
from ionos_sdk._task import finish, finish_async

__all__ = ["Assignment", "AsyncKeyStore", "KeyInfo", "KeyStore", "PrivateKey"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KeyInfo(Model):
    """The public facts of a stored key. Holds no secret."""

    SNAKE: ClassVar[bool] = True
    name: str
    """The name of the key, which is the name of its file."""
    algorithm: str
    """The kind of the key pair, such as ``ssh-ed25519``."""
    fingerprint: str
    """SHA-256 of the public half as OpenSSH prints it."""
    public_key: str
    """The public half as one OpenSSH line, without a line break."""
    comment: str
    """The comment; empty when there is none, or when only decryption would show it."""
    created_at: str
    """When the private file was written, in RFC 3339."""
    encrypted: bool
    """Whether the private file is encrypted with a passphrase."""
    path: str
    """Absolute path of the private file."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Assignment(Model):
    """One key for one fleet, or for one person in it, in one generation."""

    SNAKE: ClassVar[bool] = True
    fleet: str
    """The servers that accept the key, under a name of your choice."""
    person: str | None = None
    """The person or service that uses the key; ``None`` for the key of the fleet itself."""
    generation: int
    """Counts up by one with each rotation, from 1."""
    key: str
    """The name of the key in its store."""
    fingerprint: str
    """SHA-256 of the public half as OpenSSH prints it."""
    public_key: str
    """The public half as one OpenSSH line."""
    assigned_at: str
    """When the assignment was made, in RFC 3339."""


class PrivateKey:
    """A private key in OpenSSH format. Nothing but :meth:`expose_secret` shows it, and it cannot be pickled."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def expose_secret(self) -> str:
        """Give the text, from ``-----BEGIN`` to ``-----END``. Keep it out of logs, arguments and requests."""
        return self._text

    def __repr__(self) -> str:
        return "PrivateKey([REDACTED])"

    def __reduce__(self) -> Any:
        raise TypeError("a private key cannot be pickled")


class _Store:
    __slots__ = ("_native", "_path")

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = fspath(path)
        self._native = _native.NativeKeyStore(self._path)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._path!r})"


# Inside the stores, `list` is their method.
_Assignments = list[Assignment]


def _assignments(text: str) -> _Assignments:
    return [decode(Assignment, assignment) for assignment in json.loads(text)]


def _flag(text: str) -> bool:
    flag: bool = json.loads(text)
    return flag


def _info(text: str) -> KeyInfo:
    return decode(KeyInfo, json.loads(text))


def _ensured(text: str) -> tuple[KeyInfo, bool]:
    info, created = json.loads(text)
    return decode(KeyInfo, info), created


class KeyStore(_Store):
    """A directory of key pairs, mode 0700, private files 0600.

    It is made when it is missing. A directory that others can read, that belongs to another user, or that is a
    symbolic link is refused with :class:`KeyStoreError`, whose text names the command that repairs it.
    """

    __slots__ = ()

    def generate(self, name: str, *, comment: str | None = None, passphrase: str | None = None) -> KeyInfo:
        """Make an ed25519 key pair. Never overwrites: raises :class:`KeyStoreError` ``ALREADY_EXISTS``."""
        return _info(finish(self._native.generate(name, comment, passphrase)))

    def ensure(self, name: str, *, comment: str | None = None, passphrase: str | None = None) -> tuple[KeyInfo, bool]:
        """Make a key pair unless it exists; the second value says whether this call made it."""
        return _ensured(finish(self._native.ensure(name, comment, passphrase)))

    def list(self) -> list[KeyInfo]:
        """Give all keys by name."""
        return [decode(KeyInfo, key) for key in json.loads(finish(self._native.list()))]

    def get(self, name: str) -> KeyInfo:
        """Give one key; raises :class:`NotFoundError`."""
        return _info(finish(self._native.get(name)))

    def private_key(self, name: str, *, passphrase: str | None = None) -> PrivateKey:
        """Read the private half, decrypted."""
        return PrivateKey(finish(self._native.private_key(name, passphrase)))

    def assign(self, key: str, *, fleet: str, person: str | None = None, generation: int = 1) -> bool:
        """Record which fleet, person and generation the key is for; ``False`` when that is recorded already."""
        return _flag(finish(self._native.assign(key, fleet, person, generation)))

    def unassign(self, key: str, *, fleet: str, person: str | None = None, generation: int = 1) -> bool:
        """Remove that record; ``False`` when there is none."""
        return _flag(finish(self._native.unassign(key, fleet, person, generation)))

    def assignments(self) -> _Assignments:
        """Give all records, ordered by fleet, person and generation."""
        return _assignments(finish(self._native.assignments()))


class AsyncKeyStore(_Store):
    """:class:`KeyStore` for asyncio: files and key derivation do not hold up the event loop."""

    __slots__ = ()

    async def generate(self, name: str, *, comment: str | None = None, passphrase: str | None = None) -> KeyInfo:
        """Make an ed25519 key pair. Never overwrites: raises :class:`KeyStoreError` ``ALREADY_EXISTS``."""
        return _info(await finish_async(self._native.generate(name, comment, passphrase)))

    async def ensure(
        self, name: str, *, comment: str | None = None, passphrase: str | None = None
    ) -> tuple[KeyInfo, bool]:
        """Make a key pair unless it exists; the second value says whether this call made it."""
        return _ensured(await finish_async(self._native.ensure(name, comment, passphrase)))

    async def list(self) -> list[KeyInfo]:
        """Give all keys by name."""
        return [decode(KeyInfo, key) for key in json.loads(await finish_async(self._native.list()))]

    async def get(self, name: str) -> KeyInfo:
        """Give one key; raises :class:`NotFoundError`."""
        return _info(await finish_async(self._native.get(name)))

    async def private_key(self, name: str, *, passphrase: str | None = None) -> PrivateKey:
        """Read the private half, decrypted."""
        return PrivateKey(await finish_async(self._native.private_key(name, passphrase)))

    async def assign(self, key: str, *, fleet: str, person: str | None = None, generation: int = 1) -> bool:
        """Record which fleet, person and generation the key is for; ``False`` when that is recorded already."""
        return _flag(await finish_async(self._native.assign(key, fleet, person, generation)))

    async def unassign(self, key: str, *, fleet: str, person: str | None = None, generation: int = 1) -> bool:
        """Remove that record; ``False`` when there is none."""
        return _flag(await finish_async(self._native.unassign(key, fleet, person, generation)))

    async def assignments(self) -> _Assignments:
        """Give all records, ordered by fleet, person and generation."""
        return _assignments(await finish_async(self._native.assignments()))
