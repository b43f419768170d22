"""What `?start=…` opens: the deep link of a printed code, for those without Telegram."""

import asyncio
from dataclasses import dataclass

from actions.services.catalogue import catalogue
from actions.services.offices.directory import directory
from bot.commands import payload_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A link's argument, such as `s_passport`, its title and the payload that stands for it."""

    argument: str
    title: str
    payload: str


async def opened(argument: str, language: str) -> Opened | None:
    """What a link opens; None where there is no such service, problem or office."""
    # in a thread, since the first use of the catalogue reads its files
    return await asyncio.to_thread(_opened, argument, language) if argument else None


def _opened(argument: str, language: str) -> Opened | None:
    kind, _, name = argument.partition("_")
    known = catalogue()
    found = {"s": known.service, "c": known.category, "o": directory().get}.get(kind, _nothing)(name)
    payload = payload_of("start", argument)
    return Opened(argument, found.name.text(language), payload) if found and payload else None


def _nothing(_: str) -> None:
    return None
