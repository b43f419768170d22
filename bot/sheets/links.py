"""What the code on a sheet opens: the assistant on Telegram, or the web chat where there is no Telegram."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import segno
from telegram.helpers import create_deep_linked_url

from shahryar.errors import UsageError

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_QUIET: Final = 4  # modules left white around a code (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Links:
    """`bot`: user name, empty where Telegram is not served. `url`: address of the web chat, empty where nobody reaches it."""

    bot: str
    url: str

    def telegram(self, argument: str) -> str:
        """The deep link of an argument such as `s_passport`; empty without a bot."""
        return create_deep_linked_url(self.bot, argument) if self.bot else ""

    def web(self, argument: str) -> str:
        """The same for the web chat; empty without an address."""
        return f"{self.url}/?start={argument}" if self.url else ""


def links(bot: str, url: str) -> Links:
    """Links with a bot's name (with or without `@`) and a base address, either of which may be empty.

    Raises:
        UsageError: both are empty, the name is none of Telegram's, or the address is no http address.
    """
    bot, url = bot.removeprefix("@"), url.rstrip("/")
    if bot and not _NAME.fullmatch(bot):
        raise UsageError(f"{bot!r} is no user name of a bot; it has 4 to 32 letters, digits and _")
    if url and not _opens(url):
        raise UsageError(f"{url!r} is no address for a sheet; it is like https://shahryar.example")
    if not bot and not url:
        raise UsageError("a sheet needs what its code opens: give --bot or --url, or set SHAHRYAR_PUBLIC_URL")
    return Links(bot, url)


def _opens(url: str) -> bool:
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an IPv6 address, characters that no host has, a port that is none
        return False
    return whole and parts.scheme in ("http", "https") and not (parts.query or parts.fragment)


def code(address: str) -> str:
    """The QR code of an address as SVG without a size of its own; a quarter of it may be damaged and it is still read."""
    made = segno.make(address, error="q", micro=False)
    return made.svg_inline(border=_QUIET, omitsize=True, svgclass="code", lineclass=None)
