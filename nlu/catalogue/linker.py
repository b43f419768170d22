"""Linking: which records of a catalogue a message names, and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlu.catalogue.index import HINT, Index
from nlu.catalogue.readings import DOUBTFUL, EXACT, Readings
from nlu.forms import forms
from nlu.mentions import Mention
from nlu.text import TextToken, tokenize

_GAPPED = 0.8
_WEAK = 0.1
# «گذرنامه چند سال اعتبار دارد؟» asks about validity; only told of a document does the word mean that it runs out.
_ASKED_CUES = {"اعتبار": frozenset({"چند", "چقدر", "چنده", "مدت"})}
_NOT = frozenset({"نه", "ن"})
_MEANT = frozenset({"منظورم", "منظور", "مقصودم", "یعنی", "گفتم", "میگم", "manzooram", "manzuram"})
_NEGATORS = _NOT | {"نبود"}
_SLACK = 5  # foreign words allowed between those of a phrase
_TOP = 3


@dataclass(frozen=True, slots=True)
class _Match:
    first: int  # tokens
    last: int
    length: int  # letters of the phrase
    identifiers: tuple[str, ...]
    score: float
    end: int  # raw offset


@dataclass(frozen=True, slots=True)
class Linked:
    """Mentions in order, and (id, score) of the best three records, named or only hinted at."""

    mentions: list[Mention]
    candidates: list[tuple[str, float]]


class Linker:
    """Finds records by exact, half-space-free, inflected, like-sounding, misspelt and interrupted names, longest first."""

    def __init__(self, index: Index, entity: str) -> None:
        self._index = index
        self._entity = entity
        self._readings = Readings(index)

    def __reduce__(self) -> tuple[type["Linker"], tuple[Index, str]]:
        """Only what it was made of goes to another process."""
        return Linker, (self._index, self._entity)

    def link(self, tokens: Sequence[TextToken]) -> Linked:
        """Link the tokens of one message. Ids are taken from the index; scores lie in 0 … 1."""
        matches = [match for start in range(len(tokens)) for match in self._phrases_from(tokens, start)]
        matches += self._gapped(tokens)
        chosen: list[_Match] = []
        for match in sorted(matches, key=lambda m: (-m.length * m.score, m.first)):
            if all(match.last < other.first or other.last < match.first for other in chosen):
                chosen.append(match)
        strong = [match for match in chosen if match.score > _WEAK]
        chosen = sorted(strong or chosen, key=lambda match: match.first)
        chosen = _without_rejected(tokens, chosen)
        said = [token for position, token in enumerate(tokens) if not _negated(tokens, position)]
        words = {
            form
            for token in said
            for form in (*forms(token.text), *(text for text, _, _ in self._readings.of(token.text)))
        }
        joined = "".join(token.text for token in said)
        named = [(self._choose(match, words, joined), match) for match in chosen]
        mentions = [
            Mention(self._entity, tokens[match.first].start, match.end, identifier, _confidence(match.score))
            for identifier, match in named
        ]
        return Linked(mentions, self._candidates(mentions, named, tokens))

    def _phrases_from(self, tokens: Sequence[TextToken], start: int) -> Iterable[_Match]:
        stack: list[tuple[int, str, float]] = [(start, "", EXACT)]
        while stack:
            position, prefix, score = stack.pop()
            for text, quality, letters in self._readings.pieces(tokens[position].text, prefix):
                joined = prefix + text
                worst = min(score, quality)
                identifiers = self._index.phrases.get(joined)
                if identifiers and (worst > DOUBTFUL or position > start):
                    end = tokens[position].letter_ends[letters - 1]
                    sure = worst * _WEAK if joined in self._index.weak_phrases else worst
                    yield _Match(start, position, len(joined), tuple(identifiers), sure, end)
                if position + 1 < len(tokens) and joined in self._index.prefixes:
                    stack.append((position + 1, joined, worst))

    def _gapped(self, tokens: Sequence[TextToken]) -> Iterable[_Match]:
        """Phrases of two words and more whose words all stand near each other, in any order, with others between."""
        places: dict[str, list[tuple[int, float]]] = {}
        for position, token in enumerate(tokens):
            if _negated(tokens, position):
                continue
            for text, quality, _ in self._readings.of(token.text):
                places.setdefault(text, []).append((position, quality))
        for word in places:
            for parts in self._index.by_rarest_word.get(word, ()):
                if any(part not in places for part in parts):
                    continue
                found = _tightest([places[part] for part in parts])
                if found and found[1] - found[0] + 1 <= len(parts) + _SLACK:
                    first, last, quality = found
                    owners = tuple(self._index.words[" ".join(parts)])
                    spread = 0.02 * (last - first + 1 - len(parts))
                    length = sum(map(len, parts))
                    weak = "".join(parts) in self._index.weak_phrases
                    score = (min(quality, _GAPPED) - spread) * (_WEAK if weak else 1.0)
                    yield _Match(first, last, length, owners, score, tokens[last].end)

    def _choose(self, match: _Match, words: set[str], joined: str) -> str:
        """One id of a match: the group's member with most cues in the message, else the one named, else the default."""
        index = self._index
        named = match.identifiers
        groups = [index.groups[identifier] for identifier in named if identifier in index.groups]
        members = list(dict.fromkeys([*named, *(member for group in groups for member in index.members[group])]))
        if len(members) == 1:
            return members[0]

        def rank(identifier: str) -> tuple[int, bool, bool]:
            cues = index.cues.get(identifier, ())
            hits = sum(
                (cue in words or (len(cue) > 4 and cue in joined)) and words.isdisjoint(_ASKED_CUES.get(cue, ()))
                for cue in cues
            )
            # A name of its own («تمدید گذرنامه») outweighs one stray cue of a sibling.
            own = identifier in named and len(named) == 1 and identifier not in index.defaults
            return hits + 2 * own, identifier in index.defaults, identifier in named

        return max(members, key=rank)

    def _candidates(
        self, mentions: Sequence[Mention], named: Sequence[tuple[str, _Match]], tokens: Sequence[TextToken]
    ) -> list[tuple[str, float]]:
        scores: dict[str, float] = {}
        for mention in mentions:
            scores[str(mention.value)] = max(scores.get(str(mention.value), 0.0), mention.confidence)
        for identifier, match in named:
            siblings = self._index.members.get(self._index.groups.get(identifier, ""), [])
            for sibling in (*match.identifiers, *siblings):
                scores.setdefault(sibling, round(_confidence(match.score) * 0.6, 3))
        if len(scores) < _TOP:
            for identifier, score in self._hinted(tokens).items():
                scores.setdefault(identifier, score)
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_TOP]

    def _hinted(self, tokens: Sequence[TextToken]) -> dict[str, float]:
        """Records of phrases of which a good part is said: weight of the words present over that of the phrase."""
        index = self._index
        said = {text for token in tokens for text, _, _ in self._readings.of(token.text)}
        hinted = {parts for word in said for parts in index.hints.get(word, ())}
        scores: dict[str, float] = {}
        for parts in hinted:
            share = sum(index.weights[word] for word in parts if word in said) / index.full_weights[parts]
            if share >= HINT:
                for identifier in index.words[" ".join(parts)]:
                    scores[identifier] = max(scores.get(identifier, 0.0), round(0.5 * share, 3))
        return scores


def link(linkers: Mapping[str, Linker], text: str) -> dict[str, Linked]:
    """Entity → what its linker found in a raw text."""
    tokens = tokenize(text)
    return {entity: linker.link(tokens) for entity, linker in linkers.items()}


def link_all(linkers: Mapping[str, Linker], texts: Sequence[str]) -> list[dict[str, Linked]]:
    """As `link`, of many texts."""
    return [link(linkers, text) for text in texts]


def _confidence(score: float) -> float:
    """Weak names rank last among matches, but one that stands alone is as good as a misspelt one."""
    return round(score if score > _WEAK else DOUBTFUL, 3)


def _negated(tokens: Sequence[TextToken], position: int) -> bool:
    return position + 1 < len(tokens) and tokens[position + 1].text in _NEGATORS


def _tightest(places: Sequence[Sequence[tuple[int, float]]]) -> tuple[int, int, float] | None:
    """Narrowest window that holds one place of each word, no place used twice: first, last, worst quality."""
    best: tuple[int, int, float] | None = None
    for anchor, quality in places[0]:
        used, worst = [anchor], quality
        for options in places[1:]:
            free = [option for option in options if option[0] not in used]
            if not free:
                break
            position, other = min(free, key=lambda option: abs(option[0] - anchor))
            used.append(position)
            worst = min(worst, other)
        else:
            window = (min(used), max(used), worst)
            if best is None or window[1] - window[0] < best[1] - best[0]:
                best = window
    return best


def _without_rejected(tokens: Sequence[TextToken], matches: list[_Match]) -> list[_Match]:
    """«گذرنامه نه، گواهینامه» names the licence: where several are named, those beside «نه» go; «منظورم» holds its own."""

    def rejected(match: _Match) -> bool:
        after = tokens[match.last + 1].text if match.last + 1 < len(tokens) else ""
        before = tokens[match.first - 1].text if match.first > 1 else ""
        meant = any(token.text in _MEANT for token in tokens[max(0, match.first - _SLACK) : match.first])
        return before in _NOT or (after in _NOT and not meant)

    kept = [match for match in matches if not rejected(match)]
    return kept if kept and len(matches) > 1 else matches
