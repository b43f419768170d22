"""What stands around a value in a correction or an addition: «آدرسش …ه نه …», «اینم بگو که …», «برگرد عقب»."""

import re
from collections.abc import Collection, Mapping, Sequence

from actions.report import checks
from actions.services.dialogue import lists

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"ش|م|ت|و|شه|شو|شم|مو|تو|ات|اتش|اتم|ها|های|هاش|اش|یش|esh|ash|o|am|et|et o")
_LEADING = 4  # words; «آدرسش …»
_IN_PLACE_OF = ("جای",)  # «خیابان بهار به جای خیابان سعدی»
_MARKS_END = re.compile(r"[،,؛;:.!؟?\n]\s*$")
_MARKS = re.compile(r"\s*[،,؛;:.!؟?\n]")


def tokens(text: str) -> list[re.Match[str]]:
    """Words with their places in the text; half-spaces part words here."""
    return list(_WORD.finditer(text.replace("\u200c", " ").lower()))


def step_of(word: str) -> str | None:
    """The step that a word names, possessive endings allowed («موضوعش»)."""
    return next((step for step, names in lists()["step_words"].items() if any(_is(word, name) for name in names)), None)


def steps_in(text: str) -> list[tuple[int, re.Match[str], str]]:
    """Words that name a step: index, word, step. «همون جا که …» and «یه جاش» name none."""
    found = tokens(text)
    pointing = lists()["pointing_words"]
    named = [(at, word, step) for at, word in enumerate(found) if (step := step_of(word[0]))]
    return [item for item in named if not (item[0] and _is_spot(item[1][0]) and found[item[0] - 1][0] in pointing)]


def _is_spot(word: str) -> bool:
    return word.startswith("جا")


def parts_named(text: str) -> set[str]:
    """Steps that the message is about by its own words: named near its beginning, or where a clause begins."""
    found = tokens(text)
    return {
        step
        for at, word, step in steps_in(text)
        if at < _LEADING or found[at - 1][0] in ("و", "هم") or _MARKS_END.search(text[: word.start()])
    }


def about(text: str, part: str) -> str:
    """What a message says of one step behind its name, up to the next step that it names, else before it.

    The whole text where it does not name the step.
    """
    named = steps_in(text)
    for index in range(len(named) - 1, -1, -1):
        _, word, step = named[index]
        end = next((other.start() for _, other, of in named[index + 1 :] if of != part), len(text))
        if step == part and word[0] not in _IN_PLACE_OF:
            return text[word.end() : end] if bare(text[word.end() : end]) else text[: word.start()]
    return text


def _is(word: str, name: str) -> bool:
    ending = word.removeprefix(name) if len(name) > 2 else ""
    return word == name or (ending != word and bool(_ENDINGS.fullmatch(ending)))


def bare(text: str) -> str:
    """The text without the words at its ends that only say that something is put right; empty where it says no more."""
    found = tokens(text)
    words = [word[0] for word in found]
    cues = {*lists()["correction_words"], *lists()["change_words"], *lists()["remove_words"]}
    ends = set(lists()["correction_ends"])
    address = {*lists()["address_words"]["streets"], *lists()["address_words"]["marks"]}

    def is_cue(at: int) -> bool:
        # «کوچه رو اشتباه نوشتم»: what is put right is named, not told anew.
        named = words[at].removesuffix("ش") in address and words[at + 1 : at + 2] and words[at + 1] in cues
        return words[at] in cues or step_of(words[at]) is not None or bool(named)

    first, last = 0, len(words) - 1
    while first <= last and is_cue(first):
        first += 1
    while last > first and (words[last] in ends or step_of(words[last])):
        last -= 1
    return text[found[first].start() : found[last].end()] if first <= last else ""


def meant(text: str, present: Collection[str]) -> str:
    """The side of a «نه» between two values that is meant («…ه نه …», «… نه، …»); the whole text where there is none.

    `present`: words of the value that is put right; a side made of them alone is the refused one.
    """
    sides = _sides(text)
    if len(sides) < 2:
        return sides[0][0] if sides else text
    other = [side for side in sides if not {word[0] for word in tokens(bare(side[0]))} <= set(present)]
    if len(other) == 1:
        return other[0][0]
    accepted = [side for side, refused in other or sides if not refused]
    return accepted[0] if accepted else sides[-1][0]


def _sides(text: str) -> list[tuple[str, bool]]:
    """What stands between denials, and whether the denial next to it refuses it: «نه …» after a value, «… نه،»."""
    verbs = lists()["denying_verbs"]
    denials = [word for word in tokens(text) if word[0] in (*lists()["denial_words"], *verbs)]
    by_verb = {word.start(): word[0] in verbs for word in denials}
    bounds = [0, *(place for word in denials for place in word.span()), len(text)]
    sides: list[tuple[str, bool]] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        side = text[start:end]
        if bare(side):
            after_verb = any(word.end() == start and by_verb[word.start()] for word in denials)
            after_mark = after_verb or bool(_MARKS.match(side)) or not sides
            denied = by_verb.get(end, False) or (
                end < len(text) and bool(_MARKS.match(text[_end_of_word(text, end) :]))
            )
            sides.append((side.strip(" ،,؛;:"), denied or not after_mark))
    return sides


def _end_of_word(text: str, start: int) -> int:
    word = _WORD.match(text, start)
    return word.end() if word else start


def addition(text: str, phrases: Sequence[str]) -> str | None:
    """What is to be added to the description; empty where only the wish is told, None where there is no such wish."""
    found = tokens(text)
    words = [word[0] for word in found]
    for at in range(len(words)):
        for phrase in sorted(phrases, key=len, reverse=True):
            end = at + len(wanted := checks.words(phrase))
            if words[at:end] == wanted:
                return _beside(text, found, at, end)
    return None


def _beside(text: str, found: Sequence[re.Match[str]], start: int, end: int) -> str:
    """The text after a phrase, that before it where nothing follows."""
    while end < len(found) and found[end][0] in ("که", "that", "ke"):
        end += 1
    after = text[found[end].start() :].strip() if end < len(found) else ""
    before = text[: found[start].start()].strip(" ،,؛;:-")
    return after if bare(after) else before if bare(before) else ""


def goes_back(text: str) -> bool:
    """«برگرد عقب», «سوال قبلی»: nothing else is said."""
    return _says_only(text, lists()["back_words"])


def waits(text: str) -> bool:
    """«یه لحظه صبر کنید»: nothing else is said."""
    return _says_only(text, lists()["wait_words"])


def _says_only(text: str, known: Mapping[str, Collection[str]]) -> bool:
    """One of `words` is said, and nothing but these and `around`."""
    found = {word[0] for word in tokens(text)}
    return bool(found.intersection(known["words"])) and found <= {*known["words"], *known["around"]}


def tells_deed(text: str) -> bool:
    """The text tells what happened or how it is («آب گرفته», «نمی‌سوزد»), beyond the way to a place («رد که شدی»)."""
    known = lists()["deed_words"]
    words = _joined([word[0] for word in tokens(text)])
    before = ["", *words]
    return any(
        (word in known["whole"] or word.startswith(tuple(known["stems"])))
        and word not in known["ways"]
        and previous not in known["before"]
        for previous, word in zip(before, words, strict=False)
    )


def _joined(words: Sequence[str]) -> list[str]:
    """«می», «ریزد» as one word."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in ("می", "نمی"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined
