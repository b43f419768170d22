"""What the language model made of a message, as the plain values of a `Turn`."""

from collections.abc import Mapping
from typing import Any, Final

Span = tuple[str, int, int]
"""A value and where it is named: first character, first one after."""

_WEAK: Final = 0.45  # catalogue names that resemble the words less than this are no help to anybody
_CLASSIFIER: Final = "TopicClassifier"  # the extractor of what is only described


def entities(items: list[dict[str, Any]]) -> dict[str, str]:
    """The first of each kind; what is named beside the topic of the message (role `side`) only where there is no other."""
    found: dict[str, str] = {}
    for item in sorted(items, key=lambda item: item.get("role") == "side"):
        if item.get("value") is not None:
            found.setdefault(str(item.get("entity")), str(item["value"]))
    return found


def spans(items: list[dict[str, Any]], entity: str, margin: int) -> tuple[Span, ...]:
    """Values of one entity and where they are named, in characters of the text without its `margin`."""
    found = [item for item in items if item.get("entity") == entity and item.get("value") and "start" in item]
    places = [(str(item["value"]), int(item["start"]) - margin, int(item["end"]) - margin) for item in found]
    return tuple(sorted(places, key=lambda place: place[1]))


def described(items: list[dict[str, Any]]) -> str | None:
    """The service that the classifier of topics chose by itself."""
    chosen = (item for item in items if item.get("entity") == "service" and item.get("role") != "side")
    found = next(chosen, {})
    return str(found["value"]) if found.get("extractor") == _CLASSIFIER else None


def marked(items: list[dict[str, Any]], margin: int) -> tuple[Span, ...]:
    """Where anything is named, in characters of the text without its `margin`."""
    found = (item for item in items if "start" in item and "end" in item)
    return tuple((str(item["entity"]), int(item["start"]) - margin, int(item["end"]) - margin) for item in found)


def candidates(message: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Ids of a catalogue that the words resemble enough, best first. `key`: of the message, such as `service_candidates`."""
    return tuple(name for name, score in scores(message, key) if score >= _WEAK)


def scores(message: Mapping[str, Any], key: str) -> tuple[tuple[str, float], ...]:
    """All ids of a catalogue that may be meant, each with its score in 0…1, best first."""
    return tuple((str(item["id"]), float(item["score"])) for item in message.get(key) or [])


def ranking(items: list[dict[str, Any]]) -> tuple[tuple[str, float], ...]:
    """Intents with their confidence, best first, without the one that says that nothing was understood."""
    return tuple((str(item["name"]), float(item["confidence"])) for item in items if item["name"] != "nlu_fallback")
