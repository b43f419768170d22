"""The day from which relative dates are told."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from shahryar import clock

REFERENCE: Final = "reference_day"
"""Key of a message's metadata that holds an ISO day; without it the day is today's in Tehran."""


def reference_day(metadata: Mapping[str, Any] | None) -> date:
    """The day that a message's metadata names, else today in Tehran."""
    named = (metadata or {}).get(REFERENCE)
    return date.fromisoformat(named) if named else clock.today()
