"""Features of messages for the benchmark's linear classifier: the project's own, and characters across words."""

from collections.abc import Sequence

from nlu.intent.features import features, words_of
from nlu.text import TextToken

_LENGTHS = (3, 4, 5, 6)


def document(message: Sequence[TextToken]) -> list[str]:
    """Feature strings of one message.

    Characters across words tell order and short words («را به»), which pay where one label has 200 examples and not 50.
    """
    text = f" {' '.join(token.text for token in message)} "
    grams = [f"x{text[i : i + n]}" for n in _LENGTHS for i in range(len(text) - n + 1)]
    return features(words_of(message)) + grams
