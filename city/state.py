"""What every handler of one server shares."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from city.catalogue import Catalogue
from city.rate import RateLimiter
from city.session import Sessions
from city.settings import Settings


@dataclass(frozen=True)
class State:
    """Shared by all handlers; `now` gives the present in UTC and is a setting so that tests can move it."""

    settings: Settings
    catalogue: Catalogue
    sessions: Sessions
    limiter: RateLimiter
    openapi: dict[str, Any]
    now: Callable[[], datetime]


STATE = web.AppKey("state", State)
