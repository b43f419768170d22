"""What extractors find in a message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nlu.text import NormalisedText


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of raw text and the value it stands for."""

    entity: str
    start: int
    end: int
    value: str | int | float
    confidence: float = 1.0

    def overlaps(self, other: "Mention") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def as_entity(self, extractor: str) -> dict[str, Any]:
        """The form Rasa keeps in a message's `entities`."""
        return {
            "entity": self.entity,
            "start": self.start,
            "end": self.end,
            "value": self.value,
            "confidence_entity": self.confidence,
            "extractor": extractor,
        }


def mention_at(
    text: NormalisedText, entity: str, span: tuple[int, int], value: str | int | float, confidence: float = 1.0
) -> Mention:
    """A mention of a span of normalised text, in raw offsets."""
    start, end = text.raw_span(*span)
    return Mention(entity, start, end, value, confidence)


def without_overlaps(mentions: Iterable[Mention], taken: Iterable[Mention] = ()) -> list[Mention]:
    """Keep earlier mentions of the iterable over later ones that overlap them or anything in `taken`; by offset."""
    held = list(taken)
    kept: list[Mention] = []
    for mention in mentions:
        if not any(mention.overlaps(other) for other in held):
            kept.append(mention)
            held.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
