"""Dictionary-driven stemming: the stems that a word might have; which of them exist is for a dictionary to say."""

from functools import lru_cache

from nlu.lexicon import CLITICS

_MIN_STEM = 2


@lru_cache(maxsize=16384)
def forms(word: str) -> tuple[str, ...]:
    """The word itself, then what remains without one clitic, longest remainder last but one; «کوچمون» gives «کوچه» too.

    Args:
        word: a token's normalised text.
    """
    found = [word]
    if not word.isalpha() or word.isascii():
        return (word,)
    for clitic in CLITICS:
        if not word.endswith(clitic) or len(word) - len(clitic) < _MIN_STEM:
            continue
        stem = word[: -len(clitic)]
        for candidate in (stem, stem + "ه") if len(clitic) > 1 else (stem,):
            if candidate not in found:
                found.append(candidate)
        if len(stem) > _MIN_STEM + 1 and stem.endswith("ها"):
            found.append(stem[:-2])
    return tuple(found)
