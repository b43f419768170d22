"""A conditional random field that tags slots, for data whose slots are learnt and not ruled."""

import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from nlu.skeleton import skeleton
from nlu.text import TextToken

Span = tuple[int, int, str]
"""Start, end (raw characters) and entity."""

_OUTSIDE = "O"
_ITERATIONS = 60
_WINDOW = 2


class SlotTagger:
    """BIO tagger over our tokens. Made by `fit`."""

    def __init__(self, crf: Any) -> None:
        self._crf = crf

    @classmethod
    def fit(cls, messages: Sequence[Sequence[TextToken]], spans: Sequence[Iterable[Span]]) -> "SlotTagger":
        """Train by L-BFGS with elastic-net regularisation on tokens and their spans; deterministic."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from sklearn_crfsuite import CRF

            crf = CRF(algorithm="lbfgs", c1=0.1, c2=0.01, max_iterations=_ITERATIONS, all_possible_transitions=False)
            tags = [_tags(tokens, found) for tokens, found in zip(messages, spans, strict=True)]
            crf.fit([_describe(tokens) for tokens in messages], tags)
        return cls(crf)

    def tag(self, tokens: Sequence[TextToken]) -> frozenset[Span]:
        """Slots of one message."""
        tags = self._crf.predict_single(_describe(tokens)) if tokens else []
        return frozenset(_spans(tokens, tags))


def _tags(tokens: Sequence[TextToken], spans: Iterable[Span]) -> list[str]:
    tags = [_OUTSIDE] * len(tokens)
    for start, end, entity in spans:
        covered = [place for place, token in enumerate(tokens) if token.start < end and start < token.end]
        for order, place in enumerate(covered):
            tags[place] = f"{'I' if order else 'B'}-{entity}"
    return tags


def _spans(tokens: Sequence[TextToken], tags: Sequence[str]) -> Iterable[Span]:
    start = end = -1
    entity = ""
    for token, tag in zip(tokens, tags, strict=True):
        if tag.startswith("I-") and entity == tag[2:]:
            end = token.end
            continue
        if entity:
            yield start, end, entity
        start, end, entity = token.start, token.end, "" if tag == _OUTSIDE else tag[2:]
    if entity:
        yield start, end, entity


def _describe(tokens: Sequence[TextToken]) -> list[dict[str, Any]]:
    own = [_word(token) for token in tokens]
    described = []
    for place, word in enumerate(own):
        features: dict[str, Any] = {"bias": 1.0, **{f"0{key}": value for key, value in word.items()}}
        for step in range(-_WINDOW, _WINDOW + 1):
            if step and 0 <= place + step < len(own):
                features[f"{step}w"] = own[place + step]["w"]
                features[f"{step}s"] = own[place + step]["s"]
            elif step:
                features[f"{step}edge"] = True
        if place:
            features["-1w0w"] = f"{own[place - 1]['w']} {word['w']}"
        if place + 1 < len(own):
            features["0w1w"] = f"{word['w']} {own[place + 1]['w']}"
        described.append(features)
    return described


def _word(token: TextToken) -> dict[str, Any]:
    text = token.text
    return {
        "w": token.lemma,
        "t": text,
        "p2": text[:2],
        "p3": text[:3],
        "s": text[-2:],
        "s3": text[-3:],
        "b": skeleton(text),
        "digit": text[0].isdigit(),
        "latin": text.isascii(),
        "long": min(len(text), 8),
    }
