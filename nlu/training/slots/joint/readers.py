"""How the network reads words in their order, as TensorFlow trains it: two ways, so that members of an ensemble differ."""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf  # type: ignore[import-untyped]

from nlu.training.slots.joint.network import REMEMBERED
from nlu.training.slots.joint.recipes import DIRECTIONS, Shape

Weights = Mapping[str, Any]


def sizes(shape: Shape) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Shapes of the weights by name: those with a bias, and those without."""
    words = 2 * shape.embedding
    if not shape.recurrent:
        return {"convolution": (shape.window, words, shape.reading)}, {}
    state = shape.reading // 2
    return (
        {name: (words, 4 * state) for name in DIRECTIONS},
        {f"{name}_state": (state, 4 * state) for name in DIRECTIONS},
    )


def read(weights: Weights, shape: Shape, words: Any, mask: Any) -> Any:
    """What each word means among the others, shape (messages, words, `shape.reading`).

    Args:
        weights: by the names of `sizes`, biases as `…_bias`.
        shape: which way of reading.
        words: embeddings, shape (messages, words, 2 * `shape.embedding`).
        mask: 1 where there is a word, shape (messages, words, 1).
    """
    if shape.recurrent:
        return tf.concat([_recur(weights, name, words, mask) for name in DIRECTIONS], -1) * mask
    convolved = tf.nn.conv1d(words, weights["convolution"], 1, "SAME") + weights["convolution_bias"]
    return tf.nn.relu(convolved) * mask


def _recur(weights: Weights, name: str, words: Any, mask: Any) -> Any:
    """Long short-term memory (Hochreiter and Schmidhuber 1997), which stands still where there is no word."""
    inputs = tf.matmul(words, weights[name]) + weights[f"{name}_bias"]
    kernel = weights[f"{name}_state"]
    state = memory = tf.zeros((words.shape[0], kernel.shape[0]))
    places = list(range(words.shape[1]))
    states = {}
    for place in places if name == DIRECTIONS[0] else reversed(places):
        taken, kept, shown, new = tf.split(inputs[:, place] + tf.matmul(state, kernel), 4, -1)
        after = tf.sigmoid(kept + REMEMBERED) * memory + tf.sigmoid(taken) * tf.tanh(new)
        here = mask[:, place]
        memory = here * after + (1.0 - here) * memory
        state = here * tf.sigmoid(shown) * tf.tanh(after) + (1.0 - here) * state
        states[place] = state
    return tf.stack([states[place] for place in places], 1)
