"""What the request handlers share, held by the aiohttp application."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.channels.base import Intake
from bot.channels.web.limits import Streams, Throttle
from bot.channels.web.metrics import Metrics


class Signals(Protocol):
    """Wakes who waits for a conversation; `bot.signals.Signals` is the real one."""

    def watch(self, conversation: str) -> AbstractAsyncContextManager[asyncio.Event]:
        """An event that is set at each signal of the conversation; the caller clears it."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """Collaborators and settings of one web application; see `bot.channels.web.app.make_app`."""

    intake: Intake
    signals: Signals
    secret: str
    secure: bool
    throttle: Throttle
    streams: Streams
    metrics: Metrics
    reply_wait: float
    worker_grace: float


SITE = web.AppKey("site", Site)


def site_of(request: web.Request) -> Site:
    """The site that a request belongs to."""
    return request.config_dict[SITE]
