"""Long lists under a message: pages of about equal length, so that the last one is never a leftover of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

MOST: Final = 10  # buttons of one page, those that lead on not counted
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`number` of `last` pages, from 1."""

    items: Sequence[T]
    number: int
    last: int


def page(items: Sequence[T], number: int) -> Page[T]:
    """A page of a list; the nearest one where there is none of that number."""
    last = max(1, -(-len(items) // MOST))
    number = min(max(number, 1), last)
    return Page(items[_start(items, number, last) : _start(items, number + 1, last)], number, last)


def page_of(items: Sequence[T], wanted: T) -> int:
    """The number of the page that holds an item; 1 where none does."""
    last = page(items, 1).last
    return next((number for number in range(1, last + 1) if wanted in page(items, number).items), 1)


def number(text: str | None) -> int:
    """A page's number as a button carries it; 1 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 4 else 1


def _start(items: Sequence[T], number: int, last: int) -> int:
    """Where a page begins; the first pages hold one more where the pages are not all equal."""
    each, more = divmod(len(items), last)
    return each * (number - 1) + min(number - 1, more)
