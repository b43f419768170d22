"""Answers to inline queries, beside the way of messages: no turn, no row, and never in anybody's way."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from telegram import Bot, InlineQuery, InlineQueryResultsButton
from telegram.error import TelegramError

from actions import popularity
from actions.services.catalogue import catalogue
from bot.channels.telegram.inline.cards import ASK, Page, page
from bot.channels.telegram.inline.search import search
from shahryar import clock
from shahryar.errors import ShahryarError
from shahryar.logs import get
from shahryar.texts import DEFAULT, say

log = get(__name__)
AT_ONCE = 8  # of the client's connections
MOST_WAITING = 200
CACHE_SECONDS = 300  # for which Telegram repeats an answer by itself
_MOST_REMEMBERED = 1000
_PERSIAN_LETTER = re.compile(r"[\u0621-\u06d3]")


class InlineAnswers:
    """Answers in tasks of its own. Of each person only the newest query waits: the older ones are typed over.

    Args:
        bot: the client.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._name = ""  # of the bot, once it is known
        self._taken: dict[str, None] = {}  # ids of queries, oldest first
        self._waiting: dict[int, InlineQuery] = {}  # by person, oldest first
        self._tasks: set[asyncio.Task[None]] = set()
        # One thread: to search takes milliseconds, and to read the catalogue at first seconds.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="inline")

    def take(self, query: InlineQuery) -> None:
        """Note a query to be answered and return at once; one that was taken before is dropped. Raises nothing."""
        if query.id in self._taken or query.from_user is None:  # a server may leave out what the library promises
            return
        _remember(self._taken, query.id)
        self._waiting.pop(query.from_user.id, None)
        if len(self._waiting) >= MOST_WAITING:
            log.debug("too many inline queries; the oldest is dropped")
            del self._waiting[next(iter(self._waiting))]
        self._waiting[query.from_user.id] = query
        self._start()

    def _start(self) -> None:
        if self._waiting and len(self._tasks) < AT_ONCE:
            task = asyncio.get_running_loop().create_task(self._work(), name="inline")
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:  # its message may hold what was typed
            log.error("answering an inline query broke", code="E612", reason=type(error).__name__)
        self._start()

    async def _work(self) -> None:
        while self._waiting:
            await self._answer(self._waiting.pop(next(iter(self._waiting))))

    async def _answer(self, query: InlineQuery) -> None:
        try:
            await self._send(query)
        except TelegramError as error:  # too late, most often; whoever types on asks anew
            log.info("an inline query was not answered", reason=type(error).__name__)
        except ShahryarError as error:
            log.error("an inline query was not answered", code=error.code, reason=error.message)

    async def _send(self, query: InlineQuery) -> None:
        shared = bool(_PERSIAN_LETTER.search(query.query))
        language = DEFAULT if shared else _language(query)
        name = await self._bot_name()
        await popularity.refresh()
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._thread, _page, query.query, query.offset, language, name)
        ask = InlineQueryResultsButton(say("inline.ask", language), start_parameter=ASK)
        await self._bot.answer_inline_query(
            query.id,
            answer.cards,
            cache_time=CACHE_SECONDS,
            # Telegram gives a cached answer to all who type the same, so that it must not depend on who asks
            is_personal=not shared,
            next_offset=answer.next_offset,
            button=ask if answer.empty_handed else None,
        )

    async def _bot_name(self) -> str:
        if not self._name:
            self._name = (await self._bot.get_me()).username or ""
        return self._name


def _page(query: str, offset: str, language: str, bot: str) -> Page:
    found = catalogue().named(search().find(query))
    return page(found, offset, language, bot, clock.today())


def _language(query: InlineQuery) -> str:
    return "en" if (query.from_user.language_code or "").startswith("en") else DEFAULT


def _remember(taken: dict[str, None], identifier: str) -> None:
    while len(taken) >= _MOST_REMEMBERED:
        del taken[next(iter(taken))]
    taken[identifier] = None
