"""answerInlineQuery, as far as articles go."""

import re
import time
from typing import Any

from .errors import bad_request
from .formatting import read_text
from .markup import read_markup
from .params import Params
from .registry import method
from .world import World

MOST_RESULTS = 50
ID_LIMIT = 64  # bytes, of a result's id and of an offset
DEFAULT_CACHE = 300


@method("answerInlineQuery")
async def answer_inline_query(world: World, params: Params) -> bool:
    """Answer an inline query while it lives."""
    asked = world.asked.get(params.text("inline_query_id"))
    if asked is None or asked.answer is not None or time.monotonic() - asked.asked_at > world.inline_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    cache_time = params.integer("cache_time", DEFAULT_CACHE)
    if cache_time is None or cache_time < 0:
        raise bad_request("invalid cache_time specified")
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > ID_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    asked.answer = {
        "results": _results(params),
        "cache_time": cache_time,
        "is_personal": params.flag("is_personal"),
        "next_offset": next_offset,
        "button": _button(params),
    }
    asked.answered.set()
    return True


def _results(params: Params) -> list[dict[str, Any]]:
    results = params.structure("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results: expected an Array")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_result(one) for one in results]
    if len({one["id"] for one in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    return checked


def _result(result: dict[str, Any]) -> dict[str, Any]:
    """The result with `content`, the message that it becomes when it is chosen."""
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result (this double knows articles only)")
    identifier = str(result.get("id", ""))
    if not identifier:
        raise bad_request("RESULT_ID_EMPTY")
    if len(identifier.encode()) > ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if "description" in result and not str(result["description"]).strip():
        raise bad_request("ARTICLE_DESCRIPTION_EMPTY")  # stricter than Telegram, where such a line is just blank
    written = result.get("input_message_content")
    if not isinstance(written, dict) or "message_text" not in written:
        raise bad_request("SEND_MESSAGE_TYPE_INVALID")
    content = read_text(Params({**written, "text": written["message_text"]}))
    markup = read_markup(Params({"reply_markup": result.get("reply_markup")}), private=False)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return {**result, "content": content | ({"reply_markup": markup} if markup else {})}


def _button(params: Params) -> dict[str, Any] | None:
    """The button above the results."""
    button = params.structure("button")
    if button is None:
        return None
    if not str(button.get("text", "")).strip() or ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("can't parse inline query results button")
    if "start_parameter" in button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
    return dict(button)
