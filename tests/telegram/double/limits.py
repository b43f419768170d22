"""Flood limits: 30 messages a second overall, 1 a second in a chat, 20 a minute in a group."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import too_many


@dataclass
class Limits:
    """Sliding windows; a refused message does not count.

    Args:
        overall: messages in any second over all chats.
        chat: messages in any second in one chat.
        group: messages in any minute in one group.
        overall_burst, chat_burst, group_burst: how many more are tolerated in a window.
        slack: seconds by which a window may be short, for the jitter of the way.
        enabled: no limit at all when false.
        now: monotonic clock in seconds.
    """

    overall: int = 30
    chat: int = 1
    group: int = 20
    overall_burst: int = 0
    chat_burst: int = 0
    group_burst: int = 0
    slack: float = 0.05
    enabled: bool = True
    now: Callable[[], float] = time.monotonic
    _sent: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, chat_id: int, group: bool) -> None:
        """Count one message to a chat.

        Raises:
            ApiError: 429 with `retry_after` in whole seconds.
        """
        if not self.enabled:
            return
        windows = [
            ("all", self.overall + self.overall_burst, 1.0),
            (f"chat {chat_id}", self.chat + self.chat_burst, 1.0),
        ]
        if group:
            windows.append((f"group {chat_id}", self.group + self.group_burst, 60.0))
        now = self.now()
        wait = max(self._wait(name, count, period, now) for name, count, period in windows)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        for name, _, _ in windows:
            self._sent.setdefault(name, deque()).append(now)

    def _wait(self, name: str, count: int, period: float, now: float) -> float:
        sent = self._sent.setdefault(name, deque())
        while sent and sent[0] + period - self.slack <= now:
            sent.popleft()
        return sent[len(sent) - count] + period - now if len(sent) >= count else 0.0
