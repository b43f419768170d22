"""Cards of services, as Telegram shows them above the field in which somebody types."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlsplit

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.helpers import create_deep_linked_url

from actions.facets import overview
from actions.services.records import Service
from bot.channels.telegram.outgoing import TEXT_LIMIT
from bot.texts.splitting import split
from shahryar.texts import say

PAGE = 20
NOTHING = "nothing"  # id of the card that says so
ASK = "ask"  # what the deep link carries that opens the assistant without a service
_DESCRIPTION = 160  # characters; clients show about two lines
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_OFFSET = re.compile(r"[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """Cards of one answer; `next_offset` asks for those after them and is empty with the last."""

    cards: list[InlineQueryResultArticle]
    next_offset: str = ""

    @property
    def empty_handed(self) -> bool:
        """Nothing was found."""
        return [card.id for card in self.cards] == [NOTHING]


def page(found: Sequence[Service], offset: str, language: str, bot: str, today: date) -> Page:
    """The page of what was found that begins at an offset; the card that says so where nothing was.

    Args:
        offset: empty or a `next_offset` of before; any other gives an empty page, so that a client does not begin anew.
        bot: user name of the bot, for the links.
        today: Tehran's day, for records that are out of date.
    """
    if not found:
        return Page([_nothing(language, bot)])
    if offset and not _OFFSET.fullmatch(offset):
        return Page([])
    first = int(offset or 0)
    last = first + PAGE
    cards = [_card(service, language, bot, today) for service in found[first:last]]
    return Page(cards, str(last) if last < len(found) else "")


def chosen(message: Message) -> str:
    """What the link under a card's message carries, such as `s_passport`; empty where there is none."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    links = [button.url for row in rows for button in row if button.url]
    return parse_qs(urlsplit(links[0]).query).get("start", [""])[0] if links else ""


def _card(service: Service, language: str, bot: str, today: date) -> InlineQueryResultArticle:
    about = service.description.text(language) or service.authority.text(language)
    return InlineQueryResultArticle(
        service.id,
        service.name.text(language),
        _message(overview(service, language, today)),
        _button("inline.open", f"s_{service.id}", language, bot),
        description=_short(about),
    )


def _nothing(language: str, bot: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        NOTHING,
        say("inline.nothing", language),
        _message(say("inline.invitation", language)),
        _button("inline.ask", ASK, language, bot),
        description=say("inline.nothing_hint", language),
    )


def _message(text: str) -> InputTextMessageContent:
    """Plain, as all our texts: what an organisation wrote is never markup."""
    return InputTextMessageContent(split(text, TEXT_LIMIT)[0], link_preview_options=_NO_PREVIEW)


def _button(key: str, argument: str, language: str, bot: str) -> InlineKeyboardMarkup:
    link = create_deep_linked_url(bot, argument)
    return InlineKeyboardMarkup([[InlineKeyboardButton(say(key, language), url=link)]])


def _short(text: str) -> str:
    pieces = split(text.replace("\n", " "), _DESCRIPTION)
    return pieces[0] if len(pieces) == 1 else f"{pieces[0]} …"
