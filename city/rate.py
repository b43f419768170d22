"""A limit on requests a minute for each caller."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CALLERS = 10_000  # the memory stays bounded however many addresses call


class RateLimiter:
    """The generic cell rate algorithm (ITU-T I.371): a caller may burst up to a minute's share, then goes at the even rate.

    Args:
        per_minute: requests a minute for one caller; 0 for no limit.
        clock: seconds, monotonic.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = 60.0 / per_minute if per_minute else 0.0
        self._clock = clock
        self._due: OrderedDict[str, float] = OrderedDict()

    def wait(self, caller: str) -> float:
        """Counts one request of `caller`; 0.0 when it may pass, else the seconds after which it may try again."""
        if not self._interval:
            return 0.0
        now = self._clock()
        due = max(self._due.get(caller, now), now)
        excess = due + self._interval - now - 60.0
        if excess > 1e-9:
            return excess
        self._due[caller] = due + self._interval
        self._due.move_to_end(caller)
        if len(self._due) > _MOST_CALLERS:
            self._due.popitem(last=False)
        return 0.0
