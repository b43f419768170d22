"""What networks are trained on and how; free of TensorFlow, so that it can be handed to processes of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlu.training.slots.joint.encoding import Message, Vocabulary


@dataclass(frozen=True, slots=True)
class Shape:
    """Widths of an embedding and of the convolution's output, its window in words, and the share dropped in training."""

    embedding: int = 128
    convolution: int = 320
    window: int = 5
    dropout: float = 0.4


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one network is trained. `varied`: share of messages that are given other slot values in each epoch."""

    seed: int
    epochs: int = 16
    varied: float = 0.3
    smoothing: float = 0.1
    shape: Shape = Shape()


@dataclass(frozen=True)
class Lesson:
    """Training messages with their intents and the tag of each token."""

    vocabulary: Vocabulary
    messages: Sequence[Message]
    intents: Sequence[str]
    tags: Sequence[Sequence[str]]


RECIPES: Final = (
    Recipe(seed=1, varied=0.0, shape=Shape(dropout=0.5)),
    Recipe(seed=2),
    Recipe(seed=3, shape=Shape(window=3)),
    Recipe(seed=4, varied=0.0, shape=Shape(window=7, dropout=0.5)),
)
"""Members of an ensemble: it is better the more they differ."""
