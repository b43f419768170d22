"""A trained network, applied with NumPy alone: reading a message costs no TensorFlow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from nlu.intent.model import Floats, softmax
from nlu.text import TextToken
from nlu.training.slots.joint.encoding import MAX_WORDS, Message, Vocabulary
from nlu.training.slots.joint.recipes import DIRECTIONS

WORD_SCALE = 2.0
"""An embedding of a word counts this much more than that of one of its parts."""
REMEMBERED = 1.0
"""Added to the forget gate, which so begins open (Jozefowicz, Zaremba and Sutskever 2015)."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """How well tags suit words, logarithmic and not normalised.

    Attributes:
        scores: of each tag for each word, shape (words, tags).
        transitions: of each tag after another, shape (tags, tags).
    """

    scores: Floats
    transitions: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What a network makes of a message: probabilities (intents,), and tags where it has learnt slots."""

    intents: Floats
    tagging: Tagging | None


@dataclass(frozen=True)
class Network:
    """Embeddings, a convolution or recurrent layer, attention, and perhaps a conditional random field.

    Weights are called as in `graph` and `readers`.
    """

    vocabulary: Vocabulary
    weights: Mapping[str, Floats]
    _embedded: dict[tuple[str, str], Floats] = field(default_factory=dict)

    def read(self, message: Message) -> Reading:
        """Intent and tags of a message of at least one word; words after `MAX_WORDS` are not looked at."""
        own = np.stack([self._embed(token) for token in message[:MAX_WORDS]])
        seen = np.concatenate([in_context(self.weights, own), own], axis=1)
        attention = softmax(self._dense("attention", seen)[:, 0])
        intents = softmax(self._dense("intent", np.concatenate([attention @ seen, seen.max(axis=0)])))
        return Reading(intents, self._tag(seen, intents) if "tag" in self.weights else None)

    def _tag(self, seen: Floats, intents: Floats) -> Tagging:
        bridge = np.tanh(self._dense("bridge", intents))
        informed = np.concatenate([seen, np.broadcast_to(bridge, (len(seen), len(bridge)))], axis=1)
        return Tagging(self._dense("tag", informed), self.weights["transitions"])

    def _embed(self, token: TextToken) -> Floats:
        key = (token.lemma, token.text)
        if key not in self._embedded:
            word = self.weights["words"][self.vocabulary.word(token)] * WORD_SCALE
            rows = self.vocabulary.parts_of(token)
            parts = self.weights["parts"][rows].sum(axis=0) / np.sqrt(np.float32(len(rows) + 1))
            self._embedded[key] = np.concatenate([word, parts])
        return self._embedded[key]

    def _dense(self, name: str, values: Floats) -> Floats:
        return _dense(self.weights, name, values)


def in_context(weights: Mapping[str, Floats], words: Floats) -> Floats:
    """What `readers.read` computes, for one message: from (words, embedding) to (words, reading)."""
    if "convolution" in weights:
        return _convolve(weights, words)
    forwards, backwards = DIRECTIONS
    there, back = _remember(weights, forwards, words), _remember(weights, backwards, words[::-1])
    return np.concatenate([there, back[::-1]], axis=1)


def _convolve(weights: Mapping[str, Floats], words: Floats) -> Floats:
    kernel = weights["convolution"]  # (window, in, out)
    window = len(kernel)
    framed = np.pad(words, ((window // 2, window // 2), (0, 0)))
    seen = sum(framed[step : step + len(words)] @ kernel[step] for step in range(window))
    result: Floats = np.maximum(seen + weights["convolution_bias"], 0)
    return result


def _remember(weights: Mapping[str, Floats], name: str, words: Floats) -> Floats:
    """States of a long short-term memory after each word."""
    kernel = weights[f"{name}_state"]
    state = memory = np.zeros(len(kernel), dtype=np.float32)
    states = []
    for line in _dense(weights, name, words):
        taken, kept, shown, new = np.split(line + state @ kernel, 4)
        memory = _open(kept + REMEMBERED) * memory + _open(taken) * np.tanh(new)
        state = _open(shown) * np.tanh(memory)
        states.append(state)
    return np.stack(states)


def _dense(weights: Mapping[str, Floats], name: str, values: Floats) -> Floats:
    result: Floats = values @ weights[name] + weights[f"{name}_bias"]
    return result


def _open(gate: Floats) -> Floats:
    """The logistic function, in a form that does not overflow."""
    result: Floats = 0.5 + 0.5 * np.tanh(gate / 2)
    return result
