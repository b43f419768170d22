"""One engine a process and one transaction a turn: whatever runs inside a turn joins the turn's transaction."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from shahryar.errors import StoreError

IDLE = 10.0  # seconds after which a connection is asked before it is used
_engine: AsyncEngine | None = None
_current: ContextVar[AsyncConnection | None] = ContextVar("current_connection", default=None)


def sqlalchemy_url(url: str) -> str:
    """A PostgreSQL address in SQLAlchemy's form for psycopg 3; `postgresql://…` and `postgres://…` are accepted."""
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    raise StoreError("SHAHRYAR_DATABASE_URL must begin with postgresql://")


def connect(url: str, pool_size: int = 10) -> AsyncEngine:
    """Make the engine of this process. `url`: any PostgreSQL address; `pool_size`: connections kept open."""
    global _engine
    # the last used connection first: its statements are prepared, while the others may be closed
    options = {"pool_size": pool_size, "max_overflow": 20, "pool_recycle": 1800, "pool_use_lifo": True}
    _engine = create_async_engine(sqlalchemy_url(url), **options)
    _ask_after_idling(_engine)
    return _engine


def _ask_after_idling(made: AsyncEngine) -> None:
    """Ask a connection that lay idle whether it still lives, as after a restart of PostgreSQL; busy ones pay nothing."""
    pool, dialect = made.sync_engine.pool, made.dialect

    @event.listens_for(pool, "checkin")
    def note(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(pool, "checkout")
    def ask(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("used", time.monotonic()) > IDLE:
            try:
                dialect.do_ping(connection)
            except dialect.loaded_dbapi.Error as error:
                raise DisconnectionError("the connection was lost while it lay idle") from error


def engine() -> AsyncEngine:
    """The engine of this process. Raises StoreError before `connect`."""
    if _engine is None:
        raise StoreError("the store is not connected; start through the shahryar command")
    return _engine


async def close() -> None:
    """Close all connections of this process."""
    global _engine
    if _engine is not None:
        await _engine.dispose()
        _engine = None


@asynccontextmanager
async def transaction() -> AsyncIterator[AsyncConnection]:
    """A transaction that commits at the end; within another one of the same task it joins that one.

    Raises:
        StoreError: PostgreSQL cannot be reached.
    """
    joined = _current.get()
    if joined is not None:
        yield joined
        return
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine().begin())
        except OperationalError as error:
            raise StoreError(f"PostgreSQL cannot be reached: {str(error.orig).splitlines()[0]}") from error
        token = _current.set(connection)
        try:
            yield connection
        finally:
            _current.reset(token)


@asynccontextmanager
async def autocommit() -> AsyncIterator[AsyncConnection]:
    """A connection on which each statement commits by itself: one round trip instead of three for a single statement.

    Raises:
        StoreError: PostgreSQL cannot be reached.
    """
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine().connect())
        except OperationalError as error:
            raise StoreError(f"PostgreSQL cannot be reached: {str(error.orig).splitlines()[0]}") from error
        yield await connection.execution_options(isolation_level="AUTOCOMMIT")
