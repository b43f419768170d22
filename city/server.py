"""The life of the city server: migrate, listen, serve until told to stop."""

import asyncio
import signal

from aiohttp import web

from city import keys
from city.app import create_app, create_runner
from city.migrate import migrate
from city.session import Sessions, make_engine, make_sessions, ping
from city.settings import Settings
from shahryar import logs
from shahryar.errors import ShahryarError

_log = logs.get("city")


class PortTaken(ShahryarError):
    """The server cannot listen at its address."""

    code = "E720"


async def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT; requests under way are finished first.

    Raises:
        StoreError: the database cannot be reached.
        PortTaken: somebody else listens at the address, or it is not ours.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    engine = make_engine(settings.database_url)
    try:
        await ping(engine)
        await migrate(engine)
        sessions = make_sessions(engine)
        await _register_key(settings, sessions)
        await _listen(settings, sessions, stop)
    finally:
        await engine.dispose()


async def _register_key(settings: Settings, sessions: Sessions) -> None:
    if settings.api_key is not None:
        async with sessions.begin() as session:
            await keys.register(session, settings.api_key, "SHAHRYAR_CITY_API_KEY")


async def _listen(settings: Settings, sessions: Sessions, stop: asyncio.Event) -> None:
    runner = create_runner(create_app(settings, sessions))
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as error:
            address = f"{settings.host}:{settings.port}"
            raise PortTaken(f"cannot listen at {address} ({error.strerror}); set SHAHRYAR_CITY_PORT") from error
        host, port = runner.addresses[0][:2]
        _log.info("serving", host=host, port=port)
        await stop.wait()
        _log.info("stopping")
    finally:
        await runner.cleanup()
