"""Slots that are learnt and not ruled: a conditional random field here, networks that learn intents too in `joint`."""

from nlu.training.slots.tagger import SlotTagger
from nlu.training.slots.tags import Span

__all__ = ["SlotTagger", "Span"]
