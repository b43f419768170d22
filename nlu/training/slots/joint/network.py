"""A trained network, applied with NumPy alone: reading a message costs no TensorFlow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from nlu.intent.model import Floats, softmax
from nlu.text import TextToken
from nlu.training.slots.joint.encoding import MAX_WORDS, Message, Vocabulary

WORD_SCALE = 2.0
"""An embedding of a word counts this much more than that of one of its parts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model makes of a message.

    Attributes:
        intents: probabilities, shape (intents,).
        scores: how well each tag suits each word, shape (words, tags), logarithmic and not normalised.
        transitions: how well each tag follows another, shape (tags, tags).
    """

    intents: Floats
    scores: Floats
    transitions: Floats


@dataclass(frozen=True)
class Network:
    """Embeddings, a convolution, attention, and a conditional random field; weights by their names in `graph`."""

    vocabulary: Vocabulary
    weights: Mapping[str, Floats]
    _embedded: dict[tuple[str, str], Floats] = field(default_factory=dict)

    def read(self, message: Message) -> Reading:
        """Intent and tags of a message of at least one word; words after `MAX_WORDS` are not looked at."""
        own = np.stack([self._embed(token) for token in message[:MAX_WORDS]])
        seen = np.concatenate([self._convolve(own), own], axis=1)
        attention = softmax(self._dense("attention", seen)[:, 0])
        intents = softmax(self._dense("intent", np.concatenate([attention @ seen, seen.max(axis=0)])))
        bridge = np.tanh(self._dense("bridge", intents))
        informed = np.concatenate([seen, np.broadcast_to(bridge, (len(seen), len(bridge)))], axis=1)
        return Reading(intents, self._dense("tag", informed), self.weights["transitions"])

    def _embed(self, token: TextToken) -> Floats:
        key = (token.lemma, token.text)
        if key not in self._embedded:
            word = self.weights["words"][self.vocabulary.word(token)] * WORD_SCALE
            rows = self.vocabulary.parts_of(token)
            parts = self.weights["parts"][rows].sum(axis=0) / np.sqrt(np.float32(len(rows) + 1))
            self._embedded[key] = np.concatenate([word, parts])
        return self._embedded[key]

    def _convolve(self, words: Floats) -> Floats:
        kernel = self.weights["convolution"]  # (window, in, out)
        window = len(kernel)
        framed = np.pad(words, ((window // 2, window // 2), (0, 0)))
        seen = sum(framed[step : step + len(words)] @ kernel[step] for step in range(window))
        result: Floats = np.maximum(seen + self.weights["convolution_bias"], 0)
        return result

    def _dense(self, name: str, values: Floats) -> Floats:
        result: Floats = values @ self.weights[name] + self.weights[f"{name}_bias"]
        return result
