"""Waiting longer after each failure in a row."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Backoff:
    """Seconds to wait: `first`, doubled with each failure, at most `longest`; a success starts anew."""

    first: float = 1.0
    longest: float = 30.0
    _next: float = field(default=0.0, init=False)

    async def wait(self) -> None:
        """Sleep after a failure."""
        self._next = min(2 * self._next or self.first, self.longest)
        await asyncio.sleep(self._next)

    def reset(self) -> None:
        """Note a success."""
        self._next = 0.0
