"""Slash commands as Telegram marks them, and the menu of commands that the bot announces."""

import re

from telegram import Bot, BotCommand, Message
from telegram.constants import MessageEntityType
from telegram.error import TelegramError

from shahryar.logs import get
from shahryar.texts import DEFAULT, LANGUAGES, say

log = get(__name__)
COMMANDS = ("start", "help", "cancel", "language", "plain", "privacy")
_ARGUMENT = re.compile(r"[A-Za-z0-9_-]{1,64}")


def command_of(message: Message) -> tuple[str, str] | None:
    """Name and deep-link argument of a message that is a command; None for any other text.

    `/start@our_bot s_passport` gives `("start", "s_passport")`. An argument that no deep link can carry is dropped.
    """
    first = message.entities[0] if message.entities else None
    if message.text is None or first is None or first.type != MessageEntityType.BOT_COMMAND or first.offset != 0:
        return None
    word, _, rest = message.text.partition(" ")
    name = word[1 : first.length].partition("@")[0].lower()
    argument = rest.strip()
    return name, argument if _ARGUMENT.fullmatch(argument) else ""


def menu(language: str) -> list[BotCommand]:
    """The commands with their descriptions in a language."""
    return [BotCommand(name, say(f"telegram.command_{name}", language)) for name in COMMANDS]


async def announce(bot: Bot) -> None:
    """Set menu and descriptions: Persian for everybody, other languages for clients that are set to them.

    A server that refuses (Bale knows fewer methods) is only logged: the bot works without a menu.
    """
    try:
        for language in LANGUAGES:
            code = None if language == DEFAULT else language
            await bot.set_my_commands(menu(language), language_code=code)
            await bot.set_my_description(say("telegram.description", language), language_code=code)
        await bot.set_my_commands(menu(DEFAULT), language_code=DEFAULT)
    except TelegramError as error:
        log.warning("the menu of commands was not set", code="E601", reason=type(error).__name__)
