"""How much one conversation and one address may send: token buckets in memory, and a cap on open streams."""

import asyncio
import math
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.channels.web.refusals import Refusal

MAX_BODY = 64 * 1024  # bytes: 4096 characters, each escaped in JSON, and the other fields
_REMEMBERED = 20_000  # buckets kept; the one unused for longest goes first


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket's size in messages (`burst`) and its refill in messages a second."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one process. Many citizens share an address behind a mobile carrier, so an address may do much more."""

    conversation: Rate = Rate(12, 0.5)
    address: Rate = Rate(200, 20)
    streams_per_conversation: int = 8
    streams: int = 2_000


class Buckets:
    """Token buckets by key. The token bucket: Turner, IEEE Communications Magazine 24(10), 1986."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take a token; returns 0.0, or the seconds after which there will be one."""
        now = self._clock()
        level, since = self._levels.pop(key, (self._rate.burst, now))
        level = min(self._rate.burst, level + (now - since) * self._rate.per_second)
        taken = level >= 1
        self._levels[key] = (level - 1 if taken else level, now)
        if len(self._levels) > _REMEMBERED:
            self._levels.popitem(last=False)
        return 0.0 if taken else (1 - level) / self._rate.per_second


class Throttle:
    """Both limits on sending."""

    def __init__(self, limits: Limits) -> None:
        self._conversations = Buckets(limits.conversation)
        self._addresses = Buckets(limits.address)

    def check(self, conversation: str, address: str) -> None:
        """Count one message. Raises Refusal `too_fast` (429) with the seconds to wait."""
        wait = max(self._addresses.take(address), self._conversations.take(conversation))
        if wait:
            raise Refusal("too_fast", 429, "more messages than the rate limit allows", seconds=math.ceil(wait))


@dataclass
class Streams:
    """Open event streams; `stop` ends them all when the server shuts down."""

    limits: Limits
    closing: bool = False
    _open: dict[str, dict[asyncio.Event, Callable[[], bool]]] = field(default_factory=lambda: defaultdict(dict))
    count: int = 0

    @contextmanager
    def entered(self, conversation: str, wake: asyncio.Event, alive: Callable[[], bool]) -> Iterator[None]:
        """Count a stream while it is open; one whose browser is gone (not `alive`) no longer counts, and is woken to end.

        Raises:
            Refusal: `too_many_pages` (429).
        """
        mine = self._open[conversation]
        living = 0
        for event, is_alive in mine.items():
            if is_alive():
                living += 1
            else:
                event.set()
        if self.count >= self.limits.streams or living >= self.limits.streams_per_conversation:
            raise Refusal("too_many_pages", 429, "more open event streams than allowed", seconds=30)
        mine[wake] = alive
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1
            del mine[wake]
            if not mine:
                self._open.pop(conversation, None)

    def stop(self) -> None:
        """Let every stream end now."""
        self.closing = True
        for events in self._open.values():
            for event in events:
                event.set()
