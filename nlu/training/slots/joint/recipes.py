"""What networks are trained on and how; free of TensorFlow, so that it can be handed to processes of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlu.training.slots.joint.encoding import Message, Vocabulary

DIRECTIONS: Final = ("forwards", "backwards")
"""In which a recurrent layer reads the words."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a network is made of.

    Attributes:
        embedding: numbers of a word, and as many of its parts.
        reading: numbers of a word among the others.
        recurrent: read by long short-term memory in both directions, not by a convolution.
        window: words that the convolution sees at once.
        dropout: share of numbers left out in training.
        slots: learn slots too; a network for intents alone learns these better.
    """

    embedding: int = 96
    reading: int = 320
    recurrent: bool = False
    window: int = 5
    dropout: float = 0.4
    slots: bool = True


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one network is trained.

    Attributes:
        seed: of all that is random.
        epochs: how often each message is learnt from.
        varied: share of messages that are given other slot values in each epoch.
        smoothing: share of the truth that is spread over all intents.
        agreement: what it costs to read a message differently with other numbers left out.
        push: how far embeddings are pushed to make a further reading harder, of their own length; 0 is no such reading.
        shape: what is trained.
    """

    seed: int
    epochs: int = 12
    varied: float = 0.3
    smoothing: float = 0.1
    agreement: float = 2.0
    push: float = 0.0
    shape: Shape = Shape()


@dataclass(frozen=True)
class Lesson:
    """Training messages with their intents and the tag of each token."""

    vocabulary: Vocabulary
    messages: Sequence[Message]
    intents: Sequence[str]
    tags: Sequence[Sequence[str]]


_PUSH: Final = 0.15
_RECURRENT: Final = Shape(reading=256, recurrent=True)

RECIPES: Final = (
    Recipe(seed=3, shape=_RECURRENT),
    Recipe(seed=1, push=_PUSH, shape=replace(_RECURRENT, slots=False)),
    Recipe(seed=5, push=_PUSH, shape=replace(_RECURRENT, slots=False)),
    Recipe(seed=2, agreement=1.0, push=_PUSH, shape=Shape(embedding=128, slots=False)),
    Recipe(seed=6, push=_PUSH, shape=Shape(window=3, slots=False)),
    Recipe(seed=4),
)
"""Members of an ensemble: it is better the more they differ. Those that take longest come first."""
