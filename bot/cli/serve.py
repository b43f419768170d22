"""One process a part: worker, web, telegram, city, actions."""

import asyncio
import os
import sys

from bot import app
from bot.settings import load


def worker() -> None:
    """Run turns, deliveries and lodgings until stopped."""
    from bot import serving

    asyncio.run(serving.run_worker(load()))


def web() -> None:
    """Serve the web chat and, where one is set, Telegram's webhook."""
    from bot import serving

    asyncio.run(serving.run_web(load()))


def telegram() -> None:
    """Fetch updates from Telegram (polling) until stopped; replies are sent by the workers."""
    from bot import serving

    asyncio.run(serving.run_telegram(load()))


def city() -> None:
    """Serve the reference city (Open311 GeoReport v2) with a PostgreSQL schema of its own."""
    from bot.city import environment
    from store import embedded

    settings = load()
    # The city replaces this process; the server that it uses must not end with it.
    url = settings.database_url or embedded.start(settings.folder, keep=True)
    os.environ.update(environment(settings, url, settings.city_port))
    os.execv(sys.executable, [sys.executable, "-m", "city"])  # noqa: S606  (our own interpreter, fixed arguments)


def actions() -> None:
    """Serve the actions to a `rasa run` server. Bind it to loopback or a private network: it has no authentication."""
    from actions.services import server
    from store import encryption, session

    settings = load()
    app.export(settings)
    encryption.configure(settings.keys.get_secret_value(), settings.folder)
    session.connect(app.database(settings))
    server.run(settings.actions_host, settings.actions_port, settings.actions_token.get_secret_value())
