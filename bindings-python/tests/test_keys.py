"""The key store."""

from __future__ import annotations

import pickle
import secrets
import stat
import subprocess

import pytest
from ionos_sdk import InvalidRequestError, KeyStoreError, NotFoundError
from ionos_sdk.keys import AsyncKeyStore, KeyStore


@pytest.fixture
def store(tmp_path):
    return KeyStore(tmp_path / "ssh")


def test_a_key_pair_that_openssh_reads(store, tmp_path):
    info = store.generate("admin", comment="for tests")
    assert (info.name, info.algorithm, info.comment, info.encrypted) == ("admin", "ssh-ed25519", "for tests", False)
    assert stat.S_IMODE((tmp_path / "ssh").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "ssh" / "admin").stat().st_mode) == 0o600
    public = subprocess.run(["ssh-keygen", "-y", "-f", info.path], capture_output=True, text=True, check=True)
    assert public.stdout.split()[:2] == info.public_key.split()[:2]
    assert store.get("admin") == info
    assert store.list() == [info]


def test_an_encrypted_key_needs_its_passphrase(store):
    passphrase = secrets.token_urlsafe(16)
    assert store.generate("admin", passphrase=passphrase).encrypted
    with pytest.raises(KeyStoreError) as caught:
        store.private_key("admin")
    assert caught.value.kind == "PASSPHRASE_REQUIRED"
    wrong = secrets.token_urlsafe(16)
    with pytest.raises(KeyStoreError) as caught:
        store.private_key("admin", passphrase=wrong)
    assert caught.value.kind == "WRONG_PASSPHRASE"
    assert wrong not in str(caught.value)
    assert store.private_key("admin", passphrase=passphrase).expose_secret().startswith("-----BEGIN OPENSSH")


def test_private_keys_are_not_shown(store):
    store.generate("admin")
    key = store.private_key("admin")
    lines = key.expose_secret().splitlines()
    assert lines[0].startswith("-----BEGIN") and len(lines) > 3
    assert not any(line in repr(key) + str(key) for line in lines)
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_nothing_is_overwritten(store):
    first = store.generate("admin")
    with pytest.raises(KeyStoreError) as caught:
        store.generate("admin")
    assert caught.value.kind == "ALREADY_EXISTS"
    assert store.ensure("admin") == (first, False)
    assert store.ensure("other")[1] is True


def test_refusals(store, tmp_path):
    with pytest.raises(NotFoundError):
        store.get("nobody")
    with pytest.raises(InvalidRequestError):
        store.generate("../escape")
    (tmp_path / "ssh").chmod(0o755)
    with pytest.raises(KeyStoreError, match="chmod") as caught:
        KeyStore(tmp_path / "ssh")
    assert caught.value.kind == "WIDE_PERMISSIONS"


def test_who_has_which_key(store):
    info = store.generate("admin")
    assert store.assign("admin", fleet="web")
    assert not store.assign("admin", fleet="web")
    assert store.assign("admin", fleet="web", person="alex", generation=2)
    first, second = store.assignments()
    assert (first.fleet, first.person, first.generation, first.key) == ("web", None, 1, "admin")
    assert (second.person, second.generation, second.fingerprint) == ("alex", 2, info.fingerprint)
    other = store.generate("other")
    with pytest.raises(KeyStoreError) as caught:
        store.assign(other.name, fleet="web")
    assert caught.value.kind == "MISMATCH"
    assert store.unassign("admin", fleet="web")
    assert not store.unassign("admin", fleet="web")


async def test_the_same_in_asyncio(tmp_path):
    store = AsyncKeyStore(tmp_path / "ssh")
    info, created = await store.ensure("admin", comment="for tests")
    assert created and (await store.list()) == [info] and (await store.get("admin")) == info
    assert (await store.generate("second", passphrase=secrets.token_urlsafe(8))).encrypted
    assert "PRIVATE KEY" in (await store.private_key("admin")).expose_secret()
    assert await store.assign("admin", fleet="web")
    assert [a.key for a in await store.assignments()] == ["admin"]
    assert await store.unassign("admin", fleet="web")
    assert "ssh" in repr(store)
