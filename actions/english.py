"""Whether a citizen writes English: who does, and is answered in Persian, is offered English under the answer."""

from typing import Final

from nlu.latin.english import ENGLISH
from nlu.text import tokenize

_MOST: Final = 0.5  # of the words; names and misspelt words are in no list


def is_english(text: str) -> bool:
    """The text is English; Persian in Latin letters («madarek passport») is not."""
    words = [token.text for token in tokenize(text) if token.text[0].isalpha()]
    known = sum(word in ENGLISH for word in words)
    return bool(words) and all(word.isascii() for word in words) and known > _MOST * len(words)
