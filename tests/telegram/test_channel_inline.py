"""Inline queries by webhook and by polling: cards at once, nothing kept, nobody delayed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs
from telegram import Bot

from actions.services.catalogue import catalogue
from actions.services.dialogue import lists
from bot.channels.telegram.backoff import Backoff
from bot.channels.telegram.inline import answers
from bot.channels.telegram.inline.answers import MOST_WAITING
from bot.channels.telegram.inline.cards import NOTHING, PAGE, page
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.receiver import Receiver
from bot.channels.telegram.webhook import PATH, SECRET_HEADER, Webhook
from bot.messages import Kind
from shahryar import texts
from tests.telegram.double import Asked, Double
from tests.telegram.double import Kind as Failure
from tests.telegram.fakes import MemoryIntake, no_lock

SECRET = "a-secret_of-the-tests-1"


@pytest.fixture
def intake() -> MemoryIntake:
    return MemoryIntake()


@asynccontextmanager
async def hooked(bot: Bot, intake: MemoryIntake) -> AsyncIterator[str]:
    webhook = Webhook(bot, Receiver(bot, intake), SECRET)
    application = web.Application()
    application.add_routes(webhook.routes())
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    await webhook.register(url)
    try:
        yield url
    finally:
        await runner.cleanup()


@asynccontextmanager
async def polled(bot: Bot, intake: MemoryIntake) -> AsyncIterator[str]:
    task = asyncio.create_task(Poller(bot, Receiver(bot, intake), no_lock, 20, Backoff(0.01, 0.05)).run())
    try:
        yield ""
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass
class Served:
    """A bot at work."""

    double: Double
    intake: MemoryIntake
    url: str

    async def cards(self, query: str, offset: str = "", language: str = "fa") -> dict[str, object]:
        asked = self.double.user(7, language=language).ask_inline(query, offset)
        return await asked.wait_answer(60)

    async def ids(self, query: str, offset: str = "") -> list[str]:
        return identifiers(await self.cards(query, offset))

    def answered(self) -> int:
        return sum(call.method == "answerInlineQuery" for call in self.double.calls)

    async def post(self, update_id: int, query: object) -> int:
        body = {"update_id": update_id, "inline_query": query}
        headers = {SECRET_HEADER: SECRET}
        async with aiohttp.ClientSession() as session, session.post(self.url, json=body, headers=headers) as response:
            return response.status


def identifiers(answer: dict[str, object]) -> list[str]:
    return [card["id"] for card in answer["results"]]


@pytest.fixture(params=[hooked, polled])
async def served(
    request: pytest.FixtureRequest, double: Double, bot: Bot, intake: MemoryIntake
) -> AsyncIterator[Served]:
    async with request.param(bot, intake) as url:
        yield Served(double, intake, url)


@pytest.fixture
async def webhook(double: Double, bot: Bot, intake: MemoryIntake) -> AsyncIterator[Served]:
    async with hooked(bot, intake) as url:
        yield Served(double, intake, url)


@pytest.fixture
async def polling(double: Double, bot: Bot, intake: MemoryIntake) -> AsyncIterator[Served]:
    async with polled(bot, intake):
        yield Served(double, intake, "")


async def test_a_card_tells_of_the_service_and_opens_the_assistant(served: Served) -> None:
    answer = await served.cards("گذرن")
    card = answer["results"][0]
    assert (card["id"], card["title"]) == ("passport", "صدور گذرنامه")
    assert card["description"].startswith("سند سفر")
    assert card["content"]["text"].startswith("صدور گذرنامه:") and "\nمنبع: " in card["content"]["text"]
    assert card["input_message_content"]["link_preview_options"] == {"is_disabled": True}
    button = card["content"]["reply_markup"]["inline_keyboard"][0][0]
    assert button["url"] == "https://t.me/shahryar_test_bot?start=s_passport"
    assert answer["is_personal"] is False and 60 <= answer["cache_time"] <= 3600 and answer["button"] is None


async def test_nothing_of_a_query_is_kept(served: Served) -> None:
    await served.cards("گذرنامه")
    await served.double.wait_acknowledged()
    assert served.intake.accepted == [] and "inline_query" in served.double.world.queue.allowed
    assert not any(call.method.startswith("send") for call in served.double.calls)


@pytest.mark.parametrize("query", ["gozarname", "gozarn", "گذرنامة", "پاسپورت", "گزرنامه", "  گذر نامه "])
async def test_however_it_is_written(polling: Served, query: str) -> None:
    assert (await polling.ids(query))[0] == "passport"


async def test_arabic_letters_find_the_national_card(webhook: Served) -> None:
    assert (await webhook.ids("كارت ملي"))[0] == "national-card"


async def test_an_empty_query_offers_the_popular_services(served: Served) -> None:
    assert await served.ids("") == lists()["popular_services"]


async def test_where_nothing_is_found_the_assistant_is_offered(served: Served) -> None:
    answer = await served.cards("بوق بزن")
    [card] = answer["results"]
    assert card["id"] == NOTHING and "پیدا نکردم" in card["title"]
    assert card["content"]["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("shahryar_test_bot?start=ask")
    assert answer["button"] == {"text": "پرسیدن از شهریار", "start_parameter": "ask"}


async def test_many_cards_come_in_pages(served: Served) -> None:
    found, offset, sizes = [], "", []
    while True:
        answer = await served.cards("ک", offset)
        found += identifiers(answer)
        sizes.append(len(answer["results"]))
        offset = answer["next_offset"]
        if not offset:
            break
    assert len(sizes) >= 2 and set(sizes[:-1]) == {PAGE} and 0 < sizes[-1] <= PAGE
    assert len(set(found)) == len(found) == sum(sizes)


@pytest.mark.parametrize("offset", ["-20", "x", "۲۰", "9999", "99999", "1" * 64])
async def test_an_offset_that_was_never_given_has_no_cards(webhook: Served, offset: str) -> None:
    answer = await webhook.cards("گذرنامه", offset)
    assert (answer["results"], answer["next_offset"]) == ([], "")


@pytest.mark.parametrize(
    ("language", "query", "title", "personal"),
    [
        ("en", "passport", "Passport issuance", True),
        ("en-GB", "", "Passport issuance", True),
        ("fa", "passport", "صدور گذرنامه", True),
        ("de", "passport", "صدور گذرنامه", True),
        ("en", "گذرنامه", "صدور گذرنامه", False),
    ],
)
async def test_only_an_answer_that_is_the_same_for_all_is_shared(
    webhook: Served, language: str, query: str, title: str, personal: bool
) -> None:
    answer = await webhook.cards(query, language=language)
    assert (answer["results"][0]["title"], answer["is_personal"]) == (title, personal)


async def test_a_flood_does_not_delay_a_message(served: Served) -> None:
    flood = 2 * MOST_WAITING
    served.double.fail("answerInlineQuery", Failure.TIMEOUT, times=flood)
    asked = [served.double.user(1000 + number).ask_inline("گذرنامه") for number in range(flood)]
    served.double.user(7).say("سلام")
    await served.double.wait_acknowledged(60)
    assert served.intake.texts == ["سلام"]
    assert [one for one in asked if one.answer] == []
    assert len(served.double.failures.ordered["answerinlinequery"]) > flood // 2  # most were not even tried yet


async def test_of_one_who_types_the_newest_query_is_answered(polling: Served) -> None:
    word = "گذرنامه"
    asked = [polling.double.user(7).ask_inline(word[:length]) for length in range(1, len(word) + 1)]
    assert identifiers(await asked[-1].wait_answer(60))[0] == "passport"
    assert polling.answered() <= 2


async def test_a_repetition_is_answered_once(webhook: Served) -> None:
    await webhook.cards("گذرنامه")
    asked = Asked({"id": "5", "from": webhook.double.user(8).info, "query": "گذرنامه", "offset": ""}, 0.0)
    webhook.double.world.inline_lifetime = float("inf")
    webhook.double.world.asked["5"] = asked
    assert [await webhook.post(1, asked.query) for _ in range(3)] == [200, 200, 200]
    await asked.wait_answer()
    await webhook.cards("گذرنامه")
    assert webhook.answered() == 3


async def test_what_telegram_refuses_or_fails_at_harms_no_later_query(served: Served) -> None:
    served.double.fail("getMe", Failure.ERROR)
    served.double.fail("answerInlineQuery", Failure.GATEWAY, times=2)
    with capture_logs() as logs:
        served.double.world.inline_lifetime = -1.0
        for person in range(4):
            served.double.user(person + 20).ask_inline("گذرنامهٔ محرمانه")
        await served.double.wait_acknowledged()
        while sum(one["event"] == "an inline query was not answered" for one in logs) < 4:
            await asyncio.sleep(0.01)
    assert "محرمانه" not in str(logs)
    served.double.world.inline_lifetime = 60.0
    assert (await served.ids("گذرنامه"))[0] == "passport"


@pytest.mark.parametrize("query", [5, [], {}, {"id": "1"}, {"id": "1", "from": {"id": 1}, "query": "گ", "offset": ""}])
async def test_a_malformed_query_is_refused(webhook: Served, query: object) -> None:
    assert await webhook.post(1, query) == 400
    assert (await webhook.ids("گذرنامه"))[0] == "passport"


@pytest.mark.parametrize("wrong", [{"from": None}, {"query": None}, {"query": 7}, {"offset": None}, {"offset": {}}])
async def test_a_query_of_wrong_kinds_is_dropped(webhook: Served, wrong: dict[str, object]) -> None:
    query = {"id": "1", "from": webhook.double.user(8).info, "query": "گذرنامهٔ محرمانه", "offset": ""}
    with capture_logs() as logs:
        assert await webhook.post(1, query | wrong) == 200
        assert (await webhook.ids("گذرنامه"))[0] == "passport"
    assert "محرمانه" not in str(logs)


async def test_what_breaks_an_answer_is_told_without_words(webhook: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(query: str, *_rest: str) -> None:
        raise ValueError(query)

    with capture_logs() as logs, monkeypatch.context() as patch:
        patch.setattr(answers, "_page", broken)
        webhook.double.user(8).ask_inline("محرمانه")
        while not any(one["event"] == "answering an inline query broke" for one in logs):
            await asyncio.sleep(0.01)
    assert "محرمانه" not in str(logs) and "ValueError" in str(logs)
    assert (await webhook.ids("گذرنامه"))[0] == "passport"


async def test_a_card_sent_to_the_bot_itself_opens_the_service(served: Served) -> None:
    citizen = served.double.user(7)
    asked = citizen.ask_inline("گذرنامه")
    await asked.wait_answer(60)
    citizen.choose(asked, "passport", served.double.group("خانواده"))
    citizen.choose(asked, "passport")
    await served.double.wait_acknowledged()
    assert [(one.kind, one.command, one.argument) for one in served.intake.accepted] == [
        (Kind.COMMAND, "start", "s_passport")
    ]


@pytest.mark.parametrize("language", texts.LANGUAGES)
async def test_every_card_is_within_telegrams_limits(double: Double, bot: Bot, language: str) -> None:
    services, offset = list(catalogue().services.values()), ""
    for _ in range(0, len(services), PAGE):
        asked = double.user(7).ask_inline("")
        found = page(services, offset, language, "shahryar_test_bot", date(2026, 11, 22))
        await bot.answer_inline_query(asked.query["id"], found.cards, next_offset=found.next_offset)
        offset = found.next_offset
    assert offset == ""


def test_texts_have_the_same_keys() -> None:
    ours = [{key for key in texts.catalogue(one) if key.startswith("inline.")} for one in texts.LANGUAGES]
    assert ours[0] == ours[1] and len(ours[0]) >= 5
