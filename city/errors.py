"""The faults of GeoReport v2: a refusal may name several of them at once."""

from dataclasses import dataclass
from typing import TypeVar

from shahryar.errors import BadMessage

Value = TypeVar("Value")

# 403 before 404 before 400: the HTTP status is that of the gravest fault, and the order in the body follows it
_GRAVITY = {429: 0, 403: 1, 404: 2, 405: 3, 400: 4, 503: 5}


@dataclass(frozen=True)
class Fault:
    """One error of an answer: `code` is an HTTP status, `description` an English sentence for the client's maker."""

    code: int
    description: str


class Refused(BadMessage):
    """A request cannot be served; `faults` are rendered in the format that the client asked for."""

    code = "E710"

    def __init__(self, *faults: Fault) -> None:
        self.faults = sorted(faults, key=lambda fault: _GRAVITY[fault.code])
        super().__init__("; ".join(f"{fault.code} {fault.description}" for fault in self.faults))

    @property
    def status(self) -> int:
        """HTTP status of the answer: that of the gravest fault."""
        return self.faults[0].code


class Faults:
    """Collects the faults of one request, so that the client learns all of them at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, code: int, description: str) -> None:
        """Notes a fault and goes on."""
        self._found.append(Fault(code, description))

    def raise_any(self) -> None:
        """Raises Refused when something was noted."""
        if self._found:
            raise Refused(*self._found)

    def checked(self, value: Value | None) -> Value:
        """`value`, once nothing is at fault.

        Raises:
            Refused: something was noted.
            ValueError: the value is missing although nothing was noted, which is a mistake of the caller.
        """
        self.raise_any()
        if value is None:
            raise ValueError("a missing value must come with a fault")
        return value


def refuse(code: int, description: str) -> Refused:
    """A refusal with a single fault, to be raised by the caller."""
    return Refused(Fault(code, description))


class TooMany(Refused):
    """A caller is over its limit and may try again after `seconds`."""

    code = "E711"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(Fault(429, "Too many requests; slow down."))
