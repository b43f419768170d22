"""Puts the city server together."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from city import catalogue, page
from city.middleware import limit_address, log_requests, refusals
from city.open311.routes import routes
from city.rate import RateLimiter
from city.session import Sessions
from city.settings import Settings
from city.state import STATE, State
from shahryar.yamls import parsed

_OPENAPI = Path(__file__).parent / "openapi.yml"
_LONGEST_URL = 32 * 1024  # a thousand ids as a comma-separated list fit in


def utc_now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def create_app(settings: Settings, sessions: Sessions, now: Callable[[], datetime] = utc_now) -> web.Application:
    """The application, whose tables must have been migrated.

    Raises:
        DataError: the seed of the services is wrong.
    """
    app = web.Application(client_max_size=settings.max_body, middlewares=[log_requests, refusals, limit_address])
    app[STATE] = State(
        settings=settings,
        catalogue=catalogue.load(),
        sessions=sessions,
        limiter=RateLimiter(settings.rate_limit),
        openapi=parsed(_OPENAPI.read_text(encoding="utf-8")),
        now=now,
    )
    app.add_routes(
        [*routes(), web.get("/", page.show), web.get("/healthz", _health), web.get("/openapi.json", _openapi)]
    )
    return app


def create_runner(app: web.Application) -> web.AppRunner:
    """A runner of the application; requests under way get ten seconds to end when it stops.

    aiohttp's own access log is off: it writes query strings, which may hold API keys.
    """
    return web.AppRunner(app, access_log=None, shutdown_timeout=10, max_line_size=_LONGEST_URL)


async def _health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok", "instance": request.app[STATE].settings.instance})


async def _openapi(request: web.Request) -> web.Response:
    return web.json_response(request.app[STATE].openapi)
