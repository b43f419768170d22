"""A conditional random field over words (Lafferty, McCallum and Pereira 2001)."""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from nlu.intent.model import Floats
from nlu.text import TextToken
from nlu.training.slots.describe import Ranking, describe
from nlu.training.slots.gazetteer import Gazetteer, Tagged
from nlu.training.slots.tags import OUTSIDE, Span, best_path, spans_of, tags_of

_EPOCHS = 12
_REGULARISATION = 1.0

Message = Sequence[TextToken]


class SlotTagger:
    """Made by `fit`. `tags` are the columns of `scores`; `transitions`, shape (tags, tags), are logarithmic as those."""

    def __init__(
        self, gazetteer: Gazetteer, tags: Sequence[str], states: Mapping[str, Floats], transitions: Floats
    ) -> None:
        """Take a gazetteer, the tags, weights (tags,) of each feature, and weights of one tag after another."""
        self.tags, self.transitions = tags, transitions
        self._gazetteer, self._states = gazetteer, states

    @classmethod
    def fit(
        cls, messages: Sequence[Message], spans: Sequence[Iterable[Span]], rankings: Sequence[Ranking] | None = None
    ) -> "SlotTagger":
        """Train by stochastic gradient descent; deterministic.

        Args:
            messages: words of each message.
            spans: slots of each.
            rankings: likely intents of each, by a classifier that has not seen it.
        """
        lines = [tags_of(message, found) for message, found in zip(messages, spans, strict=True)]
        tagged = [_tagged(message, line) for message, line in zip(messages, lines, strict=True)]
        gazetteer = Gazetteer(tagged)
        features = [
            describe(message, gazetteer.describe([token.lemma for token in message], own), ranking)
            for message, own, ranking in zip(messages, tagged, rankings or [()] * len(messages), strict=True)
        ]
        tags = [OUTSIDE, *sorted({tag for line in lines for tag in line} - {OUTSIDE})]
        return cls(gazetteer, tags, *_weights(_train(features, lines), tags))

    def scores(self, message: Message, ranking: Ranking = ()) -> Floats:
        """How well each tag suits each word, shape (words, tags), logarithmic and not normalised."""
        known = self._gazetteer.describe([token.lemma for token in message])
        result = np.zeros((len(message), len(self.tags)), dtype=np.float32)
        for place, found in enumerate(describe(message, known, ranking)):
            for feature, value in found.items():
                if feature in self._states:
                    result[place] += self._states[feature] * np.float32(value)
        return result

    def tag(self, message: Message, ranking: Ranking = ()) -> frozenset[Span]:
        """Slots of one message."""
        if not message:
            return frozenset()
        path = best_path(self.scores(message, ranking), self.transitions)
        return spans_of(message, [self.tags[column] for column in path])


def _tagged(message: Message, tags: Sequence[str]) -> Tagged:
    return [(token.lemma, tag) for token, tag in zip(message, tags, strict=True)]


def _train(features: Sequence[Any], tags: Sequence[Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sklearn_crfsuite import CRF

        crf = CRF(algorithm="l2sgd", c2=_REGULARISATION, max_iterations=_EPOCHS)
        crf.fit(features, tags)
    return crf


def _weights(crf: Any, tags: Sequence[str]) -> tuple[dict[str, Floats], Floats]:
    """Weights of features and of transitions as arrays: the scores of several models can be added up."""
    columns = {tag: column for column, tag in enumerate(tags)}
    states: dict[str, Floats] = defaultdict(lambda: np.zeros(len(tags), dtype=np.float32))
    for (feature, tag), weight in crf.state_features_.items():
        states[feature][columns[tag]] = weight
    transitions = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for (before, after), weight in crf.transition_features_.items():
        transitions[columns[before], columns[after]] = weight
    return dict(states), transitions
