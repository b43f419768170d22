"""Training one network with TensorFlow; the same seed gives the same network."""

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]

from nlu.intent.model import Floats
from nlu.text import TextToken
from nlu.training.slots.joint.batches import Batch, Batches, Encoded
from nlu.training.slots.joint.encoding import MAX_PARTS, MAX_WORDS, NOTHING, filled
from nlu.training.slots.joint.graph import Graph
from nlu.training.slots.joint.recipes import Lesson, Recipe, Shape

_RATE, _EMBEDDING_RATE = 2e-3, 0.03
_CLIP = 5.0
_TINY = 1e-12
_SLOWER_FROM = 0.5  # of all epochs; from there on the rates fall in a line to a twentieth


def train(lesson: Lesson, recipe: Recipe, on_epoch: Callable[[], None] = lambda: None) -> dict[str, Floats]:
    """Weights of a network. Sets TensorFlow up for one thread and same results: run it in a process of its own."""
    _settle(recipe.seed)
    graph, messages = _prepare(lesson, recipe.shape)
    slow, fast = tf.keras.optimizers.legacy.Adam(_RATE), tf.keras.optimizers.legacy.Adagrad(_EMBEDDING_RATE, 1e-4)
    step = _step(graph, slow, fast, recipe)
    batches = Batches(messages, recipe.seed, recipe.varied)
    for epoch in range(recipe.epochs):
        share = _rate(epoch / recipe.epochs)
        slow.learning_rate, fast.learning_rate = _RATE * share, _EMBEDDING_RATE * share
        for batch in batches.epoch():
            step(*_tensors(batch))
        on_epoch()
    return graph.arrays()


def _settle(seed: int) -> None:
    if tf.config.threading.get_intra_op_parallelism_threads() != 1:
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()


def _rate(done: float) -> float:
    return 1.0 if done < _SLOWER_FROM else 1.0 - 1.9 * (done - _SLOWER_FROM)


def _prepare(lesson: Lesson, shape: Shape) -> tuple[Graph, list[Encoded]]:
    """The untrained graph and the messages as numbers."""
    vocabulary = lesson.vocabulary
    kinds: dict[tuple[str, str], int] = {}
    tokens: list[TextToken] = []
    encoded: list[Encoded] = []
    intents = {intent: row for row, intent in enumerate(vocabulary.intents)}
    tags = {tag: row for row, tag in enumerate(vocabulary.tags)}
    for message, intent, line in zip(lesson.messages, lesson.intents, lesson.tags, strict=True):
        for token in message:
            if kinds.setdefault((token.lemma, token.text), len(kinds) + 1) > len(tokens):
                tokens.append(token)
        own = [kinds[token.lemma, token.text] for token in message]
        encoded.append(Encoded(own[:MAX_WORDS], [tags[tag] for tag in line][:MAX_WORDS], intents[intent]))
    words = np.array([NOTHING, *(vocabulary.word(token) for token in tokens)], dtype=np.int32)
    parts = filled([[], *(vocabulary.parts_of(token) for token in tokens)], MAX_PARTS)
    return Graph(vocabulary, shape, words, parts), encoded


def _step(graph: Graph, slow: Any, fast: Any, recipe: Recipe) -> Callable[..., Any]:
    dense, embeddings = list(graph.dense.values()), list(graph.embeddings.values())

    @tf.function(autograph=False)  # plain Python loops over fixed lengths
    def step(kinds: Any, tags: Any, intents: Any) -> None:
        gradients = _gradients(graph, recipe, (kinds, tags, intents), [*dense, *embeddings])
        clipped, _ = tf.clip_by_global_norm(gradients[: len(dense)], _CLIP)
        slow.apply_gradients(zip(clipped, dense, strict=True))
        # Most embeddings have no part in a batch: Adagrad leaves those alone, Adam would go over all of them.
        fast.apply_gradients(zip(gradients[len(dense) :], embeddings, strict=True))

    return step  # type: ignore[no-any-return]


def _gradients(graph: Graph, recipe: Recipe, batch: tuple[Any, Any, Any], weights: list[Any]) -> list[Any]:
    with tf.GradientTape() as tape:
        loss, embedded = graph.loss(*batch, recipe.smoothing, recipe.agreement)
    gradients, slope = tape.gradient(loss, [weights, embedded])
    if not recipe.push:
        return list(gradients)
    kinds = batch[0]
    words = tf.cast(kinds != NOTHING, tf.float32)[..., None]
    first = slice(kinds.shape[0])  # of the two readings
    push = hardest(embedded[first] * words, slope[first] * words, recipe.push)
    with tf.GradientTape() as tape:
        loss = graph.pushed_loss(*batch, recipe.smoothing, push)
    return [_sum(own, pushed) for own, pushed in zip(gradients, tape.gradient(loss, weights), strict=True)]


def hardest(embedded: Any, slope: Any, share: float) -> Any:
    """What raises the loss most: `slope` of each message, brought to a `share` of the length of what is `embedded`.

    Both (messages, words, numbers), lengths over all words of a message (Miyato, Dai and Goodfellow, arXiv:1605.07725).
    """
    own, steep = (tf.sqrt(tf.reduce_sum(values * values, [1, 2], keepdims=True)) for values in (embedded, slope))
    return slope * share * own / (steep + _TINY)


def _sum(first: Any, second: Any) -> Any:
    """Of two gradients; those of embeddings stay rows and places."""
    if not isinstance(first, tf.IndexedSlices):
        return first + second
    values, rows = tf.concat([first.values, second.values], 0), tf.concat([first.indices, second.indices], 0)
    return tf.IndexedSlices(values, rows, first.dense_shape)


def _tensors(batch: Batch) -> tuple[Any, Any, Any]:
    return tf.constant(batch.kinds), tf.constant(batch.tags), tf.constant(batch.intents)
