"""Features of each word for a conditional random field."""

from collections.abc import Sequence

from nlu.skeleton import skeleton
from nlu.text import TextToken

_WINDOW = 2
_LIKELY = 0.02
_READINGS = 3
_LONG = 8

Ranking = Sequence[tuple[str, float]]
"""Intents with their probabilities, best first."""


def describe(
    message: Sequence[TextToken], known: Sequence[Sequence[str]], ranking: Ranking = ()
) -> list[dict[str, float]]:
    """Weighted feature strings of each word: the word, its parts and neighbours, the gazetteer, and the likely intents.

    Args:
        message: words in order.
        known: what the gazetteer says of each.
        ranking: intents by a classifier that has not seen the message: slots depend on them.
    """
    own = [_word(token) for token in message]
    lemmas = [token.lemma for token in message]
    weights = {f"intent {intent}": share for intent, share in ranking[:_READINGS] if share > _LIKELY}
    described = []
    for place, word in enumerate(own):
        found = ["bias", *(f"0 {feature}" for feature in word)]
        found += _neighbours(own, place)
        for step in (-1, 0, 1):
            if 0 <= place + step < len(known):
                found += [f"{step} {feature}" for feature in known[place + step]]
        if ranking:
            found += _with_intent(lemmas, place, ranking[0][0])
        described.append({**dict.fromkeys(found, 1.0), **weights})
    return described


def _neighbours(own: Sequence[Sequence[str]], place: int) -> list[str]:
    """Words and endings of the neighbours, and pairs of words."""
    found = []
    for step in range(-_WINDOW, _WINDOW + 1):
        if step and 0 <= place + step < len(own):
            found += [f"{step} {own[place + step][0]}", f"{step} {own[place + step][1]}"]
        elif step:
            found.append(f"{step} edge")
    if place:
        found.append(f"pair {own[place - 1][0]} {own[place][0]}")
    if place + 1 < len(own):
        found.append(f"{own[place][0]} {own[place + 1][0]} pair")
    return found


def _with_intent(lemmas: Sequence[str], place: int, intent: str) -> list[str]:
    around = [(step, place + step) for step in (-1, 0, 1) if 0 <= place + step < len(lemmas)]
    return [f"{intent} {step} {lemmas[at]}" for step, at in around] + [f"{intent} first"]


def _word(token: TextToken) -> list[str]:
    """Lemma and ending first: neighbours are known by these two."""
    text = token.text
    return [
        f"lemma {token.lemma}",
        f"end {text[-2:]}",
        f"text {text}",
        *(f"begin {text[:length]}" for length in (1, 2, 3, 4)),
        *(f"end {text[-length:]}" for length in (1, 3, 4)),
        f"bones {skeleton(text)}",
        f"digit {text[0].isdigit()}",
        f"latin {text.isascii()}",
        f"long {min(len(text), _LONG)}",
    ]
