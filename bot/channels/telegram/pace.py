"""Telegram's rate limits, kept from our side: 30 messages a second overall, 1 a second in a chat, 20 a minute in a group."""

from aiolimiter import AsyncLimiter

_OVERALL_RATE = 29.4  # a second; just under 30, for the jitter of the way
_CHAT_PERIOD = 1.05  # seconds
_GROUP_PERIOD = 3.1
_LATENESS = 1.5  # capacity in messages: one at once, and half of an interval by which a timer may be late without loss
_MOST_CHATS = 5000


class Pace:
    """Waits until a message may go."""

    def __init__(self) -> None:
        self._overall = AsyncLimiter(_LATENESS, _LATENESS / _OVERALL_RATE)
        self._chats: dict[int, AsyncLimiter] = {}

    async def wait(self, chat: int) -> None:
        """Take one message's share of the limits of a chat, then of the whole."""
        await self._limiter(chat).acquire()
        await self._overall.acquire()

    async def arrived(self, chat: int) -> None:
        """Let a chat's period begin anew: a message that took long on its way may not be followed too closely."""
        self._chats[chat] = limiter = _of_chat(chat)
        await limiter.acquire()

    def _limiter(self, chat: int) -> AsyncLimiter:
        if chat not in self._chats:
            if len(self._chats) >= _MOST_CHATS:
                self._chats = {key: one for key, one in self._chats.items() if not one.has_capacity()}
            self._chats[chat] = _of_chat(chat)
        return self._chats[chat]


def _of_chat(chat: int) -> AsyncLimiter:
    return AsyncLimiter(1, _CHAT_PERIOD if chat > 0 else _GROUP_PERIOD)
