"""Encryption of personal columns: Fernet (AES-128-CBC, HMAC-SHA-256), keys rotated through MultiFernet."""

import json
import os
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from shahryar.errors import StoreError, UsageError
from shahryar.paths import home

_ring: MultiFernet | None = None


def configure(keys: str, folder: Path) -> MultiFernet:
    """Load the keys of this process.

    Args:
        keys: `SHAHRYAR_KEYS`: url-safe base64 Fernet keys, comma-separated, the first one encrypts, all decrypt.
            Empty: a key file in `folder` is used, and made at the first start.
        folder: the user's data folder.

    Raises:
        UsageError: a key is malformed.
        StoreError: the folder cannot be written.
    """
    global _ring
    try:
        names = [key for key in keys.split(",") if key.strip()] or [_key_file(folder)]
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written ({error.strerror}); choose another folder by SHAHRYAR_HOME"
        ) from error
    try:
        _ring = MultiFernet([Fernet(key.strip()) for key in names])
    except ValueError as error:
        raise UsageError("SHAHRYAR_KEYS holds a malformed key; docs/operations.md tells how to make one") from error
    return _ring


def _key_file(folder: Path) -> str:
    path = folder / "encryption.key"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"encryption.key.{os.getpid()}"
    if not path.exists():
        # Written whole and then linked, so that two first starts at once end with one key.
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its key is the one
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def ring() -> MultiFernet:
    """The keys of this process; those of the environment where `configure` was not called (inside `rasa run`)."""
    return _ring or configure(os.environ.get("SHAHRYAR_KEYS", ""), home())


def encrypt(data: bytes) -> bytes:
    """The data as a Fernet token."""
    return ring().encrypt(data)


def decrypt(token: bytes) -> bytes:
    """The data of a token. Raises StoreError where no key of ours made it."""
    try:
        return ring().decrypt(bytes(token))
    except InvalidToken as error:
        raise StoreError("stored data was encrypted with a key that is not in SHAHRYAR_KEYS; add that key") from error


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes, encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else decrypt(value)


class EncryptedJSON(TypeDecorator[dict[str, Any]]):
    """A JSON object, encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(decrypt(value))
