"""Training examples as the classifiers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nlu.intent.fitting import Space, space


@dataclass(frozen=True, eq=False)
class Examples:
    """Feature lists with their labels.

    Attributes:
        documents: feature strings of each example.
        labels: the label of each.
        written: whether a person wrote the example; false for copies.
    """

    documents: Sequence[Sequence[str]]
    labels: Sequence[str]
    written: Sequence[bool]

    @cached_property
    def space(self) -> Space:
        """The examples as weighted features; several components ask for the same."""
        return space(self.documents)
