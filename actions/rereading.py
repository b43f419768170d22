"""What a message means in its place: a sign, a button's title typed, the answer to what was asked last."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from actions import kinds, plainness, wishes
from actions.browse_words import as_browsing
from actions.choosing import BUTTON, FACET, TYPED, chosen
from actions.continuing import continued
from actions.facets import FACETS
from actions.offices import in_hand, other_places
from actions.offices.questions import as_follow_up
from actions.services.dialogue import lists

if TYPE_CHECKING:
    from actions.turn import Turn

GO_AHEAD: Final = "go_ahead"  # a wish that no rule of Rasa knows; see `actions.base.answers`
_TELLING = ("inform", "correct", "nlu_fallback", "out_of_scope")  # what a place alone is read as
_UNSEEN = re.compile(r"[\s\u200c\u0654\ufe0f\U0001f3fb-\U0001f3ff]")  # spaces, the small ye, colours of emoji


def reread(turn: "Turn") -> "Turn":
    """The turn as what came before it makes it to be understood."""
    known = _as_button(_as_sign(_as_opening(plainness.as_wish(turn))))
    followed = as_follow_up(known)
    return followed if followed is not known else continued(chosen(_as_place(_as_wish(as_browsing(known)))))


def _as_opening(turn: "Turn") -> "Turn":
    """«یه سؤال دیگه دارم»: the question itself is still to come."""
    said = set(kinds.tokens(turn.said))
    asking = set(lists()["question_words"])
    opens = bool(said & asking) and said <= asking | set(lists()["opening_words"])
    return replace(turn, intent=GO_AHEAD, confidence=1.0, entities={}) if opens else turn


def _as_sign(turn: "Turn") -> "Turn":
    """«👍» is a yes and «👎» a no; the classifier sees no word in either."""
    letters = set(_UNSEEN.sub("", turn.said))
    for intent, signs in lists()["signs"].items():
        if letters and letters <= set(signs):
            return replace(turn, intent=intent, confidence=1.0)
    return turn


def _as_button(turn: "Turn") -> "Turn":
    """A typed title of a button under the last reply is that button: in the form, and of the questions about a service."""
    wanted = _UNSEEN.sub("", turn.said)
    titled = [button for button in turn.last_buttons if wanted and _UNSEEN.sub("", button["title"]) == wanted]
    pressed = BUTTON.fullmatch(titled[0]["payload"]) if titled else None
    if pressed is None or (turn.form_open and pressed[1] != "inform"):
        return turn
    entities = json.loads(pressed[2])
    if turn.form_open:
        return replace(turn, said="", intent="inform", confidence=1.0, entities=entities)
    if pressed[1] not in FACETS or "service" not in entities or plainness.ENTITY in entities:
        return turn
    return replace(turn, said="", intent=TYPED, confidence=1.0, entities={**entities, FACET: pressed[1]})


def _as_wish(turn: "Turn") -> "Turn":
    """«آره» to the only reading that was offered is that wish; so is the name that was asked for, or a bare bill id.

    The slot `offer` says what was offered: `suggest:/intent{…}`, or `wish:intent` where something was still to be named.
    """
    offer = str(turn.slots.get("offer") or "")
    if turn.form_open:
        return turn
    if turn.intent == "affirm" and offer.startswith("suggest:/"):
        intent, brace, rest = offer.removeprefix("suggest:/").partition("{")
        entities = json.loads(brace + rest or "{}")
        if intent in wishes.TOPIC_OF:
            return replace(turn, said="", intent=intent, confidence=1.0, entities=entities)
    if other_places.looked_for(turn):
        return replace(turn, intent="find_office")
    if turn.intent == "inform":
        asked = offer.removeprefix("wish:") if offer.startswith("wish:") else ""
        wish = asked if wishes.completed(asked, turn.entities) else wishes.of_value(turn.entities)
        return replace(turn, intent=wish, confidence=1.0) if wish else turn
    return turn


def _as_place(turn: "Turn") -> "Turn":
    """«تبریز», or a place on the map, to «کدام شهر هستید؟» or after offices were shown: the search for one goes on."""
    kept = wishes.office_search(turn.slots)
    if turn.form_open or not kept or turn.intent not in _TELLING:
        return turn
    asked = wishes.awaiting_place(turn.slots)
    if asked and (kept.get("kind") or kept.get("service")) and other_places.strange(turn):
        turn = replace(turn, entities={"city": other_places.UNKNOWN})
    if not _goes_on(turn, kept, asked):
        return turn
    about = {"office": kept.get("kind"), "service": kept.get("service"), "district": kept.get("district")}
    told = {name: str(value) for name, value in about.items() if value and (asked or name != "district")}
    return replace(turn, intent=asked or "find_office", confidence=1.0, entities={**told, **turn.entities})


def _goes_on(turn: "Turn", kept: Mapping[str, Any], asked: str | None) -> bool:
    """The message tells a place for the search; one on the map only where the last reply wanted one."""
    if turn.location:
        customs = [(event.get("data") or {}).get("custom") or {} for event in turn.last_bot]
        just_shown = bool(in_hand.of(turn.slots).shown) and not kept.get("turns")
        return bool(asked) or just_shown or any(custom.get("request") == "location" for custom in customs)
    named = any(turn.entities.get(name) for name in ("city", "district"))
    return named and bool(asked or kept.get("kind") or kept.get("service"))
