"""Failures to order: the next calls of a method time out, answer 500 or lose their connection."""

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What goes wrong."""

    TIMEOUT = "timeout"  # the answer never comes
    ERROR = "error"  # 500
    DROP = "drop"  # the connection is cut
    GATEWAY = "gateway"  # 502 with a page instead of JSON


@dataclass
class Failure:
    """One ordered failure; `after`: the call takes effect first."""

    kind: Kind
    after: bool = False


@dataclass
class Failures:
    """Ordered failures by method, first in first out; the method "*" stands for any."""

    ordered: dict[str, list[Failure]] = field(default_factory=dict)

    def order(self, method: str, kind: Kind, times: int = 1, after: bool = False) -> None:
        """Let the next `times` calls of `method` fail, before or after they took effect."""
        self.ordered.setdefault(method.lower(), []).extend(Failure(kind, after) for _ in range(times))

    def take(self, method: str) -> Failure | None:
        """The failure for this call, if one was ordered."""
        for name in (method.lower(), "*"):
            if self.ordered.get(name):
                return self.ordered[name].pop(0)
        return None
