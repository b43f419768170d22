"""The project's own pipeline for data with intents and slots: what the benchmark trains and asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from nlu.intent import fitting, model
from nlu.intent.calibration import HeldOut, temperature
from nlu.intent.model import Floats
from nlu.text import TextToken
from nlu.training.bench_features import document
from nlu.training.slots.describe import Ranking
from nlu.training.slots.joint.encoding import learn
from nlu.training.slots.joint.ensemble import Training
from nlu.training.slots.joint.network import Network
from nlu.training.slots.joint.recipes import RECIPES, Lesson
from nlu.training.slots.tagger import SlotTagger
from nlu.training.slots.tags import Span, best_path, spans_of, tags_of

Message = Sequence[TextToken]
Progress = Callable[[str, float], None]
"""Told the stage's English name and the share that is done, 0 … 1."""

_ENOUGH: Final = 1000  # examples; with fewer, networks learn too little to be asked
_FOLDS: Final = 4
_RANKED: Final = 3
_NETWORKS_SHARE: Final = 0.7  # of the say about the intent; the linear classifier has the rest
_TAGGER_SHARE: Final = 1 / 3  # of the say about the slots; the networks have the rest


@dataclass(frozen=True)
class Pipeline:
    """A linear classifier, a tagger that is told its ranking, and networks for intents, some for slots too. Made by `fit`."""

    classifier: model.LinearModel
    tagger: SlotTagger
    networks: Sequence[Network]

    def answer(self, message: Message) -> tuple[str, frozenset[Span]]:
        """Intent and slots of one message."""
        ranking = self.classifier.rank(document(message))
        if not message:
            return ranking[0][0], frozenset()
        readings = [network.read(message) for network in self.networks]
        scores, transitions = self.tagger.scores(message, ranking[:_RANKED]), self.tagger.transitions
        if not readings:
            return ranking[0][0], self._slots(message, scores, transitions)
        # A product of experts: the scores of random fields over the same tags add up to those of one.
        taggings = [reading.tagging for reading in readings if reading.tagging]
        share = (1 - _TAGGER_SHARE) / len(taggings)
        scores, transitions = scores * _TAGGER_SHARE, transitions * _TAGGER_SHARE
        for tagging in taggings:
            scores[: len(tagging.scores)] += share * tagging.scores
            transitions = transitions + share * tagging.transitions
        # A mean of probabilities and not of logarithms: no member can veto what the others are sure of.
        intents = np.mean([reading.intents for reading in readings], axis=0)
        return self._intent(dict(ranking), intents), self._slots(message, scores, transitions)

    def _intent(self, linear: dict[str, float], networks: Floats) -> str:
        names = self.networks[0].vocabulary.intents
        own = np.array([linear[name] for name in names])
        return names[int(np.argmax(_NETWORKS_SHARE * networks + (1 - _NETWORKS_SHARE) * own))]

    def _slots(self, message: Message, scores: Floats, transitions: Floats) -> frozenset[Span]:
        return spans_of(message, [self.tagger.tags[column] for column in best_path(scores, transitions)])


def fit(
    messages: Sequence[Message], intents: Sequence[str], spans: Sequence[frozenset[Span]], on_progress: Progress
) -> tuple[Pipeline, float]:
    """Train on messages with their intents and slots; deterministic. Returns the CPU time taken besides, in seconds.

    Networks are trained in processes of their own on all cores while this one trains the rest.
    """
    tags = [tags_of(message, found) for message, found in zip(messages, spans, strict=True)]
    lesson = Lesson(learn(messages, intents, tags), messages, intents, tags)
    recipes = RECIPES if len(messages) >= _ENOUGH else ()
    steps = _Steps(len(recipes) + 2, on_progress)
    with Training(lesson, recipes, lambda: steps.done("networks")) as training:
        classifier, rankings = _linear(messages, intents)
        steps.done("intents")
        tagger = SlotTagger.fit(messages, spans, rankings)
        steps.done("slots")
        trained = training.wait()
    return Pipeline(classifier, tagger, trained.networks), trained.seconds


class _Steps:
    """Counts what is done, for whoever watches."""

    def __init__(self, steps: int, on_progress: Progress) -> None:
        self._steps, self._done, self._report = steps, 0, on_progress

    def done(self, stage: str) -> None:
        """One more step is done."""
        self._done += 1
        self._report(stage, self._done / self._steps)


def _linear(messages: Sequence[Message], intents: Sequence[str]) -> tuple[model.LinearModel, list[Ranking]]:
    """The classifier, and rankings of the training messages by classifiers that had not seen them (Wolpert 1992)."""
    documents = [document(message) for message in messages]
    names = sorted(set(intents))
    folds = _folds(documents)
    margins = np.full((len(documents), len(names)), -1.0, dtype=np.float32)
    for fold in range(_FOLDS):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if len({intents[i] for i in seen}) < 2:
            continue
        part = fitting.fit([documents[i] for i in seen], [intents[i] for i in seen])
        columns = [names.index(label) for label in part.labels]
        for place in unseen:
            margins[place, columns] = part.margins(documents[place])
    truth = np.array([names.index(intent) for intent in intents], dtype=np.int64)
    factor = temperature(HeldOut(margins, truth, names))
    classifier = replace(fitting.fit(documents, intents), temperature=factor)
    return classifier, [_ranking(line, names) for line in model.softmax(margins * np.float32(factor))]


def _folds(documents: Sequence[Sequence[str]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The same message twice is in one fold."""
    dealt: dict[tuple[str, ...], int] = {}
    return np.array([dealt.setdefault(tuple(document), len(dealt) % _FOLDS) for document in documents], dtype=np.int64)


def _ranking(probabilities: Floats, names: Sequence[str]) -> Ranking:
    best = np.argsort(-probabilities, kind="stable")[:_RANKED]
    return [(names[column], float(probabilities[column])) for column in best]
