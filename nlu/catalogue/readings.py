"""Words of a catalogue that a word of a message may stand for."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.catalogue.index import MIN_FUZZY, Index, by_first_sound, edits_allowed, sound
from nlu.forms import forms
from nlu.skeleton import skeleton

EXACT, INFLECTED, MISSPELT = 1.0, 0.97, 0.9
DOUBTFUL = 0.7  # an ordinary word that may be a misspelling, or consonants only: never a phrase by itself
_SURE_SKELETON = 4
_MAX_FORMS = 4

Reading = tuple[str, float, int]
"""Word of the catalogue, how sure it is (0 … 1), and how many letters of the message's word belong to it."""


class Readings:
    """Looks words up in an index: as they stand, without clitics, by sound, with typing errors, by consonants."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._near = by_first_sound(word for word in index.vocabulary if len(word) >= MIN_FUZZY - 1)
        self._near_of_length: dict[tuple[str, int], list[str]] = {}
        self.of = lru_cache(maxsize=8192)(self._read)

    def pieces(self, word: str, prefix: str) -> tuple[Reading, ...]:
        """Readings of a word that follows `prefix`; also the word as a part of one written apart («گواهی نامه»)."""
        readings = self.of(word)
        if prefix and prefix + word in self._index.prefixes and all(text != word for text, _, _ in readings):
            return (*readings, (word, EXACT, len(word)))
        return readings

    def _read(self, word: str) -> tuple[Reading, ...]:
        vocabulary = self._index.vocabulary
        found = [
            (form, INFLECTED if place else EXACT, min(len(form), len(word)))
            for place, form in enumerate(forms(word))
            if form in vocabulary or (not place and form in self._index.prefixes)
        ][:_MAX_FORMS]
        if word.isascii():  # a Latin name of one record may be a Persian word of another («gaz»)
            return (*found, *self._latin(word))
        if any(text in vocabulary for text, _, _ in found):
            return tuple(found)
        guesses = self._alike(word) or self._misspelt(word)
        if word in self._index.ordinary_words:
            guesses = [(text, DOUBTFUL, letters) for text, _, letters in guesses]
        return (*found, *guesses[:_MAX_FORMS])

    def _alike(self, word: str) -> list[Reading]:
        sounds = self._index.by_sound
        stems = [form for form in forms(word)[:6] if len(form) > 3 and sound(form) in sounds]
        return [(sounds[sound(form)], MISSPELT, min(len(form), len(word))) for form in stems]

    def _misspelt(self, word: str) -> list[Reading]:
        limit = edits_allowed(len(word))
        if not limit or not word.isalpha():
            return []
        near = self._candidates(sound(word[0]), len(word))
        best = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=limit)
        return [(best[0], MISSPELT - 0.05 * best[1], len(word))] if best else []

    def _candidates(self, first: str, length: int) -> list[str]:
        """Words that so long a word can be a misspelling of: each edit changes the length by one at most."""
        found = self._near_of_length.get((first, length))
        if found is None:
            limit = edits_allowed(length)
            found = [word for word in self._near.get(first, ()) if abs(len(word) - length) <= limit]
            self._near_of_length[first, length] = found
        return found

    def _latin(self, word: str) -> list[Reading]:
        bones = skeleton(word)
        score = DOUBTFUL + 0.1 if len(bones) >= _SURE_SKELETON else DOUBTFUL
        return [(text, score, len(word)) for text in self._index.by_skeleton.get(bones, ())[:_MAX_FORMS]]
