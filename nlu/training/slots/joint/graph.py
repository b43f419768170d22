"""The network as TensorFlow trains it: intents and slots from one reading of the words.

Slots are told the intent (as in Liu and Lane, arXiv:1609.01454) and judged as a whole by a linear-chain conditional random
field (Lafferty, McCallum and Pereira 2001). Each message is read twice at a time, with other numbers left out, and both readings
shall agree about the intent (R-Drop: Liang et al., arXiv:2106.14448). A third reading may be made harder, by a push to the
embeddings in the direction that hurts most (Miyato, Dai and Goodfellow, arXiv:1605.07725).
"""

from typing import Any

import tensorflow as tf  # type: ignore[import-untyped]

from nlu.training.slots.joint import readers
from nlu.training.slots.joint.encoding import NOTHING, UNKNOWN, Integers, Vocabulary
from nlu.training.slots.joint.network import WORD_SCALE
from nlu.training.slots.joint.recipes import Shape

_BRIDGE = 64  # numbers in which the tags are told the intent
_HIDDEN_AT_LEAST = (
    0.05  # even a frequent word is unknown this often, so that its parts and neighbours are learnt from too
)
_HIDDEN_ONCE = 0.45  # a word of frequency f is unknown with c / (c + f) more
_MASK = -1e9


class Graph(tf.Module):
    """Weights and what is computed from them; names of weights are those that `Network` asks for."""

    def __init__(self, vocabulary: Vocabulary, shape: Shape, kinds: Integers, parts: Integers) -> None:
        """Make random weights.

        Args:
            vocabulary: sizes of inputs and outputs.
            shape: sizes in between.
            kinds: row of the word of each kind of token, shape (kinds,); kind 0 is no token.
            parts: rows of its parts, shape (kinds, parts), filled up with 0.
        """
        super().__init__()
        width, seen = shape.embedding, 2 * shape.embedding + shape.reading
        intents, tags = len(vocabulary.intents), len(vocabulary.tags)
        self._shape = shape
        self._kinds, self._parts = tf.constant(kinds), tf.constant(parts)
        self._hidden = tf.constant(_HIDDEN_ONCE / (_HIDDEN_ONCE + vocabulary.counts) + _HIDDEN_AT_LEAST)
        uniform = tf.random_uniform_initializer(-0.1, 0.1)
        self.embeddings = {
            "words": tf.Variable(uniform((len(vocabulary.counts), width))),
            "parts": tf.Variable(uniform((len(vocabulary.parts) + 1, width))),
        }
        sizes, without_bias = readers.sizes(shape)
        sizes |= {"attention": (seen, 1), "intent": (2 * seen, intents)}
        if shape.slots:
            sizes |= {"bridge": (intents, _BRIDGE), "tag": (seen + _BRIDGE, tags)}
        glorot = tf.keras.initializers.GlorotUniform  # one of each weight's own: one for all would make them alike
        self.dense = {name: tf.Variable(glorot()(size)) for name, size in (sizes | without_bias).items()}
        self.dense |= {f"{name}_bias": tf.Variable(tf.zeros(size[-1])) for name, size in sizes.items()}
        if shape.slots:
            self.dense["transitions"] = tf.Variable(tf.zeros((tags, tags)))

    def arrays(self) -> dict[str, Any]:
        """All weights as NumPy arrays by name."""
        return {name: variable.numpy() for name, variable in (self.embeddings | self.dense).items()}

    def loss(self, kinds: Any, tags: Any, intents: Any, smoothing: float, agreement: float) -> tuple[Any, Any]:
        """Mean loss of a batch, and the embeddings of both readings (2 * messages, words, numbers).

        Cross entropy of the intents, smoothed; negative log-likelihood of the tags; and `agreement` times how far apart the
        two readings of each message are (Kullback and Leibler 1951, from both sides).
        """
        kinds, tags, intents = (tf.concat([values, values], 0) for values in (kinds, tags, intents))
        wrong, scores, embedded = self._wrong(kinds, tags, intents, smoothing)
        first, second = tf.split(tf.nn.log_softmax(scores), 2)
        apart = tf.reduce_sum((tf.exp(first) - tf.exp(second)) * (first - second), -1) / 2.0
        return tf.reduce_mean(wrong) + agreement * tf.reduce_mean(apart), embedded

    def pushed_loss(self, kinds: Any, tags: Any, intents: Any, smoothing: float, push: Any) -> Any:
        """Mean loss of one more reading, with `push` (messages, words, numbers) added to the embeddings."""
        return tf.reduce_mean(self._wrong(kinds, tags, intents, smoothing, push)[0])

    def _wrong(self, kinds: Any, tags: Any, intents: Any, smoothing: float, push: Any = None) -> tuple[Any, Any, Any]:
        """What each message costs, scores of the intents, and the embeddings."""
        mask = tf.cast(kinds != NOTHING, tf.float32)
        seen, scores, embedded = self._read(kinds, mask[..., None], push)
        classes = scores.shape[-1]
        truth = tf.one_hot(intents, classes) * (1.0 - smoothing) + smoothing / classes
        wrong = tf.nn.softmax_cross_entropy_with_logits(truth, scores)
        if self._shape.slots:
            wrong += self._surprise(self._tag(seen, scores), tags, mask)
        return wrong, scores, embedded

    def _read(self, kinds: Any, mask: Any, push: Any) -> tuple[Any, Any, Any]:
        """What each word means, shape (messages, words, numbers), scores of the intents, and the embeddings."""
        embedded = self._embed(kinds) if push is None else self._embed(kinds) + push
        read = readers.read(self.dense, self._shape, self._drop(embedded) * mask, mask)
        seen = tf.concat([self._drop(read), self._drop(embedded)], -1)
        attention = tf.nn.softmax(self._layer("attention", seen) + _MASK * (1.0 - mask), 1)
        pooled = [tf.reduce_sum(attention * seen, 1), tf.reduce_max(seen + _MASK * (1.0 - mask), 1)]
        return seen, self._layer("intent", self._drop(tf.concat(pooled, -1))), embedded

    def _tag(self, seen: Any, intents: Any) -> Any:
        bridge = tf.tanh(self._layer("bridge", tf.nn.softmax(intents)))
        told = tf.repeat(bridge[:, None, :], seen.shape[1], 1)
        return self._layer("tag", tf.concat([seen, told], -1))

    def _embed(self, kinds: Any) -> Any:
        words = tf.gather(self._kinds, kinds)
        hidden = tf.random.uniform(words.shape) < tf.gather(self._hidden, words)
        words = tf.where(hidden & (words > UNKNOWN), UNKNOWN, words)
        own, places = tf.unique(tf.reshape(kinds, [-1]))  # the parts of a word are put together once a batch
        rows = tf.gather(self._parts, own)
        known = tf.cast(rows != NOTHING, tf.float32)
        parts = tf.squeeze(tf.matmul(known[:, None, :], tf.gather(self.embeddings["parts"], rows)), 1)
        parts /= tf.sqrt(tf.reduce_sum(known, 1, keepdims=True) + 1.0)
        parts = tf.gather(parts, tf.reshape(places, words.shape))
        return tf.concat([tf.gather(self.embeddings["words"], words) * WORD_SCALE, parts], -1)

    def _surprise(self, scores: Any, tags: Any, mask: Any) -> Any:
        """Negative log-likelihood of each message's tags, by the forward algorithm."""
        transitions = self.dense["transitions"]
        steps = tf.gather_nd(transitions, tf.stack([tags[:, :-1], tags[:, 1:]], -1)) * mask[:, 1:]
        own = tf.reduce_sum(tf.gather(scores, tags, batch_dims=2) * mask, 1) + tf.reduce_sum(steps, 1)
        factors = tf.exp(transitions)
        state = scores[:, 0]
        for place in range(1, scores.shape[1]):
            highest = tf.stop_gradient(tf.reduce_max(state, 1, keepdims=True))
            after = tf.math.log(tf.matmul(tf.exp(state - highest), factors) + 1e-30) + highest + scores[:, place]
            kept = mask[:, place : place + 1]
            state = after * kept + state * (1.0 - kept)
        return tf.reduce_logsumexp(state, 1) - own

    def _layer(self, name: str, values: Any) -> Any:
        return tf.matmul(values, self.dense[name]) + self.dense[f"{name}_bias"]

    def _drop(self, values: Any) -> Any:
        return tf.nn.dropout(values, self._shape.dropout)
