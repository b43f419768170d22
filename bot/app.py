"""Composition root: the only place that knows which parts make up a process."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.channels.base import Sender, delivery_queue
from bot.settings import Settings
from bot.signals import Signals
from shahryar.errors import ModelError
from store import embedded, encryption, migrate, session

Senders = Mapping[str, Sender]


@dataclass(frozen=True, slots=True)
class Base:
    """What every process of ours has: the database and signals."""

    settings: Settings
    url: str
    signals: Signals


def database(settings: Settings) -> str:
    """PostgreSQL's address: the configured one, else the embedded server's, started or joined. Raises StoreError."""
    return settings.database_url or embedded.start(settings.folder)


@asynccontextmanager
async def base(settings: Settings) -> AsyncIterator[Base]:
    """Start or join PostgreSQL, migrate, and connect. Raises StoreError."""
    encryption.configure(settings.keys.get_secret_value(), settings.folder)
    url = database(settings)
    await migrate.upgrade(url)
    session.connect(url)
    signals = Signals(url)
    await signals.start()
    try:
        yield Base(settings, url, signals)
    finally:
        await signals.stop()
        await session.close()


def export(settings: Settings) -> None:
    """Hand to actions what data/backends.yml reads from the environment."""
    os.environ.setdefault("SHAHRYAR_CITY_URL", settings.city_address)
    os.environ["SHAHRYAR_CITY_API_KEY"] = settings.api_key()


@asynccontextmanager
async def worker(ground: Base, senders: Senders, model: Path | None, media_base: str) -> AsyncIterator[None]:
    """Run turns, deliveries and lodgings while the block lasts.

    Args:
        senders: of the channels that this process delivers to.
        model: needed for the embedded dialogue.
        media_base: base URL of the web port, under which a backend fetches pictures.
    """
    # Rasa takes seconds to import: only processes that run turns pay for it.
    from bot import work
    from bot.outbox import Outbox
    from bot.rasa import connect_dialogue, warm_up
    from bot.turns import Turns

    settings = ground.settings
    export(settings)
    dialogue = connect_dialogue(settings, model)
    await warm_up(settings)
    app = work.make_app(ground.url, Turns(dialogue), Outbox(senders, media_base))
    queues = [delivery_queue(channel) for channel in senders]
    async with AsyncExitStack() as stack:
        stack.push_async_callback(dialogue.close)
        await stack.enter_async_context(
            work.working(app, queues, settings.worker_concurrency, settings.worker_heartbeat)
        )
        yield


def trained_model(settings: Settings) -> Path | None:
    """The model for the present data, or the one that SHAHRYAR's data folder holds for them; None where there is none.

    A server dialogue needs none here.
    """
    from nlu.training import train

    return None if settings.dialogue != "embedded" else train.latest(settings.models)


def require_model(settings: Settings) -> Path | None:
    """As `trained_model`. Raises ModelError where one is needed and missing."""
    model = trained_model(settings)
    if model is None and settings.dialogue == "embedded":
        raise ModelError("no model for the present data; run `shahryar nlu train`")
    return model
