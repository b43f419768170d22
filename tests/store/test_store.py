"""Transactions, lodgings, attachments, intake."""

import asyncio

import psycopg
import pytest
from sqlalchemy import create_engine, func, select, text

from bot import intake
from bot.messages import Button, Incoming, Kind, Outgoing
from bot.turns import send
from shahryar.codes import parse_code
from shahryar.errors import BadMessage, MessageTooLong, StoreError
from store import conversations, encryption, lodgings, session
from store.models import Base, Lodging, Update
from store.session import sqlalchemy_url

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def said(words: str, number: str = "1", conversation: str = "terminal:a") -> Incoming:
    return Incoming("terminal", number, conversation, Kind.TEXT, text=words)


async def count(table: type[Base]) -> int:
    async with session.transaction() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def lodge(form: str = "f1") -> str:
    async with session.transaction() as connection:
        await conversations.ensure(connection, "terminal:a")
        return await lodgings.create(
            connection,
            conversation="terminal:a",
            form_id=form,
            backend="city",
            category="pothole",
            details={"description": "چاله"},
        )


async def test_a_failed_transaction_leaves_nothing(store: str) -> None:
    with pytest.raises(RuntimeError):
        async with session.transaction() as connection:
            await conversations.ensure(connection, "terminal:a")
            raise RuntimeError("the process dies here")
    async with session.transaction() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM conversations")) == 0


async def test_an_inner_transaction_joins_the_outer_one(store: str) -> None:
    async with session.transaction() as outer, session.transaction() as inner:
        assert inner is outer


async def test_an_unreachable_server_is_one_clear_line() -> None:
    session.connect("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(StoreError, match="E200: PostgreSQL cannot be reached"):
        async with session.transaction():
            pass
    await session.close()


async def test_a_connection_lost_while_idle_is_made_anew(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with session.transaction() as connection:
        await connection.execute(text("SELECT 1"))
    with psycopg.connect(store, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    monkeypatch.setattr(session, "IDLE", 0.0)
    async with session.transaction() as connection:
        assert await connection.scalar(text("SELECT 7")) == 7


async def test_a_form_lodges_once_even_when_tried_at_once(store: str) -> None:
    codes = await asyncio.gather(*(lodge() for _ in range(8)))
    assert len(set(codes)) == 1
    assert parse_code(codes[0]) == codes[0]
    assert await count(Lodging) == 1
    async with session.transaction() as connection:
        jobs = await connection.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'lodge'"))
    assert jobs == 1


async def test_two_forms_have_two_codes_and_are_listed_newest_first(store: str) -> None:
    first, second = await lodge("f1"), await lodge("f2")
    async with session.transaction() as connection:
        listed = [case.code for case in await lodgings.of_conversation(connection, "terminal:a")]
        found = await lodgings.by_code(connection, first)
    assert listed == [second, first]
    assert found is not None and found.details == {"description": "چاله"}


async def test_personal_columns_are_unreadable_in_the_database(store: str) -> None:
    await intake.accept(said("کد ملی من ۱۲۳۴۵۶۷۸۹۱ است"))
    await lodge()
    async with session.transaction() as connection:
        rows = await connection.execute(text("SELECT incoming FROM updates UNION ALL SELECT details FROM lodgings"))
        stored = [bytes(row[0]) for row in rows]
    assert len(stored) == 2
    for data in stored:
        assert data.startswith(b"gAAAA")
        assert "۱۲۳".encode() not in data and "چاله".encode() not in data


async def test_a_redelivered_update_is_taken_once(store: str) -> None:
    first = await intake.accept(said("سلام"))
    again = await intake.accept(said("سلام"))
    assert first is not None and again is None
    assert await count(Update) == 1


async def test_redelivery_at_the_same_moment_is_taken_once(store: str) -> None:
    numbers = await asyncio.gather(*(intake.accept(said("سلام")) for _ in range(10)))
    assert len([number for number in numbers if number is not None]) == 1


async def test_a_message_that_is_too_long_is_refused_and_nothing_is_kept(store: str) -> None:
    with pytest.raises(MessageTooLong):
        await intake.accept(said("آ" * 4097))
    assert await count(Update) == 0


async def test_attachments_come_back_whole(store: str) -> None:
    name = await intake.attach("terminal:a", PNG)
    async with session.transaction() as connection:
        assert await conversations.attachment(connection, name) == ("image/png", PNG)
        assert await conversations.attachment(connection, "unknown") is None
    assert len(name) >= 32


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", PNG + b"0" * (10 * 1024 * 1024)])
async def test_what_is_no_picture_or_too_large_is_refused(store: str, data: bytes) -> None:
    with pytest.raises(BadMessage):
        await intake.attach("terminal:a", data)


async def test_only_offered_buttons_can_be_pressed(store: str) -> None:
    await intake.accept(said("سلام"))
    rows = [[Button("بله", "/affirm")], [Button("خیر", "/deny")]]
    async with session.transaction() as connection:
        await send(connection, "terminal:a", [Outgoing(text="؟", buttons=rows)])
        offered = await connection.scalar(text("SELECT max(id) FROM outgoing"))
    assert offered is not None
    assert await intake.offered("terminal:a", offered, 1) == ("خیر", "/deny")
    assert await intake.offered("terminal:a", offered, 2) is None
    assert await intake.offered("terminal:b", offered, 0) is None
    assert await intake.recent_button("terminal:a", "بله") == ("بله", "/affirm")
    assert await intake.recent_button("terminal:a", "/restart") is None


async def test_data_of_an_unknown_key_is_a_clear_error() -> None:
    from cryptography.fernet import Fernet

    foreign = Fernet(Fernet.generate_key()).encrypt(b"x")
    with pytest.raises(StoreError, match="SHAHRYAR_KEYS"):
        encryption.decrypt(foreign)


def test_models_and_migrations_agree(database: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    tables = set(Base.metadata.tables)
    options = {"include_name": lambda name, kind, parents: kind != "table" or name in tables}
    with create_engine(sqlalchemy_url(database)).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []
