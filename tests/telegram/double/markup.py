"""Keyboards as the server checks them."""

from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request
from .params import Params

CALLBACK_LIMIT = 64  # bytes
BUTTON_LIMIT = 100
_INLINE_KINDS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_PRIVATE_ONLY = {"request_contact": "phone number", "request_location": "location", "request_poll": "poll"}


def read_markup(params: Params, private: bool) -> dict[str, Any] | None:
    """The checked `reply_markup` of a call, or None.

    Raises:
        ApiError: 400 for callback data outside 1–64 bytes, empty titles, buttons of no kind, requests outside private chats.
    """
    markup = params.structure("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _inline(markup["inline_keyboard"])}
    if "keyboard" in markup:
        return {**markup, "keyboard": _reply(markup["keyboard"], private)}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise bad_request("can't parse reply markup JSON object")


def _inline(rows: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    kept = [row for row in rows if row]
    if sum(len(row) for row in kept) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    for row in kept:
        for button in row:
            _check_inline(button)
    return kept


def _check_inline(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text buttons must be non-empty")
    kinds = [kind for kind in _INLINE_KINDS if kind in button]
    if len(kinds) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if kinds == ["callback_data"] and not 1 <= len(str(button["callback_data"]).encode()) <= CALLBACK_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if kinds == ["url"]:
        _check_url(button["url"])


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or "")):
        return
    raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply(rows: list[list[Any]], private: bool) -> list[list[dict[str, Any]]]:
    kept = [[{"text": one} if isinstance(one, str) else one for one in row] for row in rows if row]
    if not kept:
        raise bad_request("can't parse reply keyboard markup: keyboard is empty")
    for button in (button for row in kept for button in row):
        if not str(button.get("text", "")).strip():
            raise bad_request("can't parse keyboard button: Text must be non-empty")
        for request, what in _PRIVATE_ONLY.items():
            if button.get(request) and not private:
                raise bad_request(f"{what} can be requested in private chats only")
    return kept
