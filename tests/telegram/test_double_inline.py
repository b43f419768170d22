"""answerInlineQuery within Telegram's limits, through the real Bot."""

from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from tests.telegram.conftest import real_bot
from tests.telegram.double import Double, Limits


def article(identifier: str = "a", title: str = "گذرنامه", text: str = "متن", **rest: Any) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(identifier, title, InputTextMessageContent(text), **rest)


def markup(**button: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("باز کردن", **button)]])


async def test_an_answer_within_the_limits_is_taken(double: Double, bot: Bot) -> None:
    asked = double.user(1).ask_inline("گذ" * 200, "40")
    update = (await bot.get_updates())[0]
    assert update.inline_query and update.inline_query.offset == "40" and len(update.inline_query.query) == 256
    results = [article(str(number), reply_markup=markup(url="https://t.me/a_bot")) for number in range(49)]
    results.append(article("ش" * 32, text="و" * 4096, description="سند سفر"))
    await bot.answer_inline_query(asked.query["id"], results, cache_time=0, next_offset="50")
    answer = await asked.wait_answer()
    assert (len(answer["results"]), answer["cache_time"], answer["is_personal"]) == (50, 0, False)
    assert answer["next_offset"] == "50" and answer["button"] is None


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([article(str(number)) for number in range(51)], "TOO_MUCH"),
        ([article("a"), article("a")], "DUPLICATE"),
        ([article("")], "ID_EMPTY"),
        ([article("ش" * 33)], "ID_INVALID"),
        ([article(title=" ")], "TITLE_EMPTY"),
        ([article(description=" ")], "DESCRIPTION_EMPTY"),
        ([article(text="")], "text is empty"),
        ([article(text="و" * 4097)], "too long"),
        ([article(reply_markup=markup(url="t.me"))], "URL"),
        ([article(reply_markup=markup(callback_data="ش" * 33))], "BUTTON_DATA_INVALID"),
    ],
)
async def test_results_beyond_the_limits_are_refused(
    double: Double, bot: Bot, results: list[InlineQueryResultArticle], why: str
) -> None:
    asked = double.user(1).ask_inline("گذرنامه")
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.answer_inline_query(asked.query["id"], results)
    assert asked.answer is None


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ({"cache_time": -1}, "cache_time"),
        ({"next_offset": "و" * 33}, "NEXT_OFFSET"),
        ({"button": InlineQueryResultsButton("", start_parameter="ask")}, "button"),
        ({"button": InlineQueryResultsButton("پرسیدن")}, "button"),
        ({"button": InlineQueryResultsButton("پرسیدن", start_parameter="با فاصله")}, "START_PARAM"),
    ],
)
async def test_the_rest_of_an_answer_is_checked(double: Double, bot: Bot, rest: dict[str, Any], why: str) -> None:
    asked = double.user(1).ask_inline("گذرنامه")
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.answer_inline_query(asked.query["id"], [article()], **rest)


async def test_only_a_living_query_is_answered_and_once(double: Double, bot: Bot) -> None:
    asked = double.user(1).ask_inline("گذرنامه")
    await bot.answer_inline_query(asked.query["id"], [article()])
    for identifier in (asked.query["id"], "77"):
        with pytest.raises(BadRequest, match="(?i)query is too old"):
            await bot.answer_inline_query(identifier, [article()])


async def test_a_query_grows_too_old() -> None:
    async with Double(limits=Limits(enabled=False), inline_lifetime=-1.0) as double, real_bot(double) as bot:
        with pytest.raises(BadRequest, match="(?i)query is too old"):
            await bot.answer_inline_query(double.user(1).ask_inline("گذرنامه").query["id"], [article()])


async def test_a_chosen_card_is_a_message_of_the_person(double: Double, bot: Bot) -> None:
    asked = double.user(1).ask_inline("گذرنامه")
    await bot.answer_inline_query(asked.query["id"], [article(reply_markup=markup(url="https://t.me/a_bot"))])
    group = double.group("خانواده")
    double.user(1).choose(asked, "a", group)
    message = (await bot.get_updates())[-1].message
    assert message and message.text == "متن" and message.chat.id == group.id and message.reply_markup
    assert message.via_bot and message.via_bot.id == bot.id
    with pytest.raises(LookupError):
        double.user(1).choose(asked, "b")
