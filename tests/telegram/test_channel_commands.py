"""Commands, the menu, and the client on other servers."""

import pytest
from telegram import Bot

from bot.channels.telegram.client import client
from bot.channels.telegram.commands import COMMANDS, announce, menu
from bot.channels.telegram.incoming import Reader
from bot.messages import Kind
from shahryar.errors import UsageError
from tests.telegram.double import Double
from tests.telegram.double import Kind as Failure
from tests.telegram.fakes import MemoryIntake


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/start", "start", ""),
        ("/start s_passport", "start", "s_passport"),
        ("/start c_street-light", "start", "c_street-light"),
        ("/Start@shahryar_test_bot s_passport", "start", "s_passport"),
        ("/start با فاصله و فارسی", "start", ""),
        ("/start " + "x" * 65, "start", ""),
        ("/help", "help", ""),
        ("/cancel همین حالا", "cancel", ""),
        ("/anything", "anything", ""),
    ],
)
async def test_commands(double: Double, bot: Bot, text: str, command: str, argument: str) -> None:
    double.user(7).say(text)
    incoming = await Reader(bot, MemoryIntake()).read((await bot.get_updates())[0])
    assert incoming is not None
    assert (incoming.kind, incoming.command, incoming.argument) == (Kind.COMMAND, command, argument)
    assert incoming.text == ""


@pytest.mark.parametrize("text", ["لطفاً /help", "/سلام", "/", "// start", '/inform{"x": 1}x'])
async def test_other_texts_with_a_slash(double: Double, bot: Bot, text: str) -> None:
    double.user(7).say(text)
    incoming = await Reader(bot, MemoryIntake()).read((await bot.get_updates())[0])
    assert incoming is not None
    assert incoming.kind is (Kind.COMMAND if text.startswith("/inform") else Kind.TEXT)
    assert incoming.payload == ""


async def test_menu_in_both_languages(double: Double, bot: Bot) -> None:
    await announce(bot)
    assert [one.command for one in await bot.get_my_commands()] == list(COMMANDS)
    persian, english = menu("fa"), menu("en")
    assert list(await bot.get_my_commands(language_code="fa")) == persian == list(await bot.get_my_commands())
    assert list(await bot.get_my_commands(language_code="en")) == english
    assert (await bot.get_my_description()).description != (await bot.get_my_description("en")).description != ""


async def test_a_server_without_menus_is_borne(double: Double, bot: Bot) -> None:
    double.fail("setMyCommands", Failure.ERROR)
    await announce(bot)
    assert double.world.commands == {}


async def test_the_client_speaks_to_any_server(double: Double) -> None:
    message = double.user(7).send_document(b"%PDF", "a.pdf", "application/pdf")
    async with client(double.token, f"{double.root}/") as bot:
        assert (await bot.get_me()).is_bot
        file = await bot.get_file(message["document"]["file_id"])
        assert bytes(await file.download_as_bytearray()) == b"%PDF"


@pytest.mark.parametrize(
    ("token", "url", "name"), [("", "https://example.org", "TOKEN"), ("1:a", "example.org", "TELEGRAM_BASE_URL")]
)
async def test_bad_settings(token: str, url: str, name: str) -> None:
    with pytest.raises(UsageError, match=name):
        async with client(token, url):
            raise AssertionError("the client must not start")
