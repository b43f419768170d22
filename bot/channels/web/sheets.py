"""GET /sheets, /sheets/s/<service> and /sheets/o/<office>: pages with QR codes, for whoever prints them."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.web.identity import address_of, is_loopback
from bot.channels.web.limits import Buckets, Limits
from bot.channels.web.page import problem_page
from bot.channels.web.refusals import Refusal, malformed
from bot.sheets import listing, pages
from bot.sheets.links import Links, links
from shahryar import clock
from shahryar.errors import UsageError
from shahryar.formats import persian_digits
from shahryar.texts import DEFAULT, LANGUAGES, say

Name = Callable[[], Awaitable[str]]


async def no_bot() -> str:
    """The name of no bot: codes open the web chat."""
    return ""


class Sheets:
    """The handlers.

    Args:
        public_url: address of the web chat; empty: the one under which the sheet was asked for.
        limits: `address` is the rate for one address; whoever prints uses up nobody's messages.
        bot_name: the bot's user name, empty where there is none.
    """

    def __init__(self, public_url: str, limits: Limits, bot_name: Name) -> None:
        self._public_url = public_url
        self._buckets = Buckets(limits.address)
        self._bot_name = bot_name

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get("/sheets", self._index),
            web.get(r"/sheets/{kind:[so]}/{id:[a-z0-9-]{1,60}}", self._sheet),
        ]

    async def _index(self, request: web.Request) -> web.StreamResponse:
        wait = self._wait(request)
        if wait:
            return _too_fast(request, wait)
        language = _language(request)
        known = await self._links(request)
        host = urlsplit(known.url).hostname or ""
        warning = "" if known.bot or not (is_loopback(host) or host == "localhost") else say("sheets.local", language)
        groups = await asyncio.to_thread(listing.groups, _address(language), language)
        return _page(pages.index(groups, language, warning))

    async def _sheet(self, request: web.Request) -> web.StreamResponse:
        wait = self._wait(request)
        if wait:
            return _too_fast(request, wait)
        language = _language(request)
        argument = f"{request.match_info['kind']}_{request.match_info['id']}"
        sheet = await asyncio.to_thread(listing.sheet, argument, language)
        if sheet is None:
            raise Refusal("not_found", 404, "there is no sheet of that name")
        known = await self._links(request)
        return _page(await asyncio.to_thread(pages.page, sheet, known, language, clock.today()))

    def _wait(self, request: web.Request) -> int:
        return math.ceil(self._buckets.take(address_of(request)))

    async def _links(self, request: web.Request) -> Links:
        try:
            return links(await self._bot_name(), self._public_url or f"{request.scheme}://{request.host}")
        except UsageError as error:
            raise malformed(error.message) from error


def _language(request: web.Request) -> str:
    wanted = request.query.get("language", DEFAULT)
    return wanted if wanted in LANGUAGES else DEFAULT


def _address(language: str) -> listing.Address:
    query = "" if language == DEFAULT else f"?language={language}"
    return lambda argument: f"/sheets/{argument.replace('_', '/', 1)}{query}"


def _page(html: str) -> web.Response:
    return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": pages.policy()})


def _too_fast(request: web.Request, seconds: int) -> web.StreamResponse:
    response = problem_page(request, say("sheets.too_fast", seconds=persian_digits(seconds)), 429)
    response.headers["Retry-After"] = str(seconds)
    return response
