"""API keys: only their SHA-256 is stored; a key is long and random, so a slow hash would protect nothing more."""

import hashlib
import hmac

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from city.models import ApiKey


def digest(key: str) -> str:
    """SHA-256 of a key in hexadecimal."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


async def register(session: AsyncSession, key: str, name: str) -> None:
    """Makes `key` valid; nothing happens when it is already known (a revoked key stays revoked)."""
    statement = insert(ApiKey).values(key_hash=digest(key), name=name)
    await session.execute(statement.on_conflict_do_nothing(index_elements=[ApiKey.key_hash]))


async def find(session: AsyncSession, key: str) -> int | None:
    """Row id of a valid key, else None. What is compared are digests, and that in constant time."""
    wanted = digest(key)
    query = select(ApiKey.id, ApiKey.key_hash).where(ApiKey.key_hash == wanted, ApiKey.revoked_at.is_(None))
    row = (await session.execute(query)).one_or_none()
    if row is None or not hmac.compare_digest(row.key_hash, wanted):
        return None
    found: int = row.id
    return found
