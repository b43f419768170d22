"""The new address in a correction («آدرسش میدون ولیعصره نه خیابون بهار», «پلاک ۷ نه ۵»)."""

import re
from collections.abc import Sequence

from actions.report import checks, phrases, places
from actions.report.draft import Draft
from actions.services.dialogue import lists

_IS = re.compile(r"\u200c?(?:ه|س|ست|است)(?:\s+(?:که|دیگه))?")
_NUMBER_IS = re.compile(r"(?<=\d)\u200c?(?:ه|س|ست)(?!\w)")
_OF_IT = re.compile(r"ش(?:\s+هم)?(?=\s+\d)")


def new_address(text: str, addresses: Sequence[str], present: str, *, named: bool) -> str | None:
    """The address that a correction brings, None where it brings none.

    Args:
        text: the message.
        addresses: what the model found to be addresses in it.
        present: the address that is put right, empty where there is none in words.
        named: the message says that it is the place that is put right.
    """
    known = _words(present) - set(lists()["address_words"]["streets"])
    told = _without_repetition(phrases.about(_OF_IT.sub("", text), "place"), present)
    told = _NUMBER_IS.sub("", phrases.bare(phrases.meant(told, known)))
    told = _without_problem(_without_copula(told, addresses))
    if not told or (_denied(text) and _words(told) <= _words(present)):
        return None  # «نبش کوچه لاله نه کوچه مریم» says again what is known
    if phrases.tells_deed(told):
        found = places.part_of(told, addresses)
        return found if found and (named or places.only_address(text, found)) else None
    if is_small(told) and present:
        return merged(present, told)
    if (
        places.part_of(told, addresses)
        or places.names_place(told)
        or (named and checks.is_address(told) and not phrases.steps_in(told))
    ):
        return told[: checks.MAX_ADDRESS]
    return None


def _without_repetition(text: str, present: str) -> str:
    """«نه خیابون بهار، میدون ولیعصر»: the refused address, told as it was, is left out where another one follows."""
    head, mark, rest = text.partition("،")
    named = phrases.bare(head)
    bare_name = not places.names_place(named) and _words(named) <= _words(present)  # «سعدی» of «خیابان سعدی، …»
    refused = present and mark and named and (bare_name or _same(named, present))
    return rest if refused and not is_small(phrases.bare(rest)) and places.names_place(rest) else text


def _same(text: str, other: str) -> bool:
    streets = set(lists()["address_words"]["streets"])
    return _words(text) - streets == _words(other) - streets


def _without_problem(text: str) -> str:
    """«چاله سر خیابان سعدی»: what is there is no part of where it is."""
    found = phrases.tokens(text)
    problems = {*lists()["address_words"]["stops"], *lists()["correction_words"]}
    start = next((word.start() for word in found if word[0] not in problems), 0)
    return text[start:] if places.names_place(text[start:]) else text


def _without_copula(text: str, addresses: Sequence[str]) -> str:
    """«میدون ولیعصره»: the «ه» at the end is «است», where the model knows the name without it."""
    for address in addresses:
        at = text.rfind(address)
        if at >= 0 and _IS.fullmatch(text[at + len(address) :]):
            return text[: at + len(address)]
    return text


def _denied(text: str) -> bool:
    return bool(_words(text).intersection([*lists()["denial_words"], *lists()["denying_verbs"]]))


def _words(text: str) -> set[str]:
    return {word[0] for word in phrases.tokens(text)}


def is_small(text: str) -> bool:
    """Only a part within a street («کوچهٔ هشتم», «پلاک ۷», «جلوی پلاک ۷»)."""
    words = [word[0] for word in phrases.tokens(_OF_IT.sub("", text))]
    known = lists()["address_words"]
    while words and words[0] in known["beside"]:
        words = words[1:]
    larger = {*known["streets"], *known["near"]} - set(known["small"])
    return bool(words) and words[0] in known["small"] and not larger.intersection(words)


def is_findable(text: str, addresses: Sequence[str]) -> bool:
    """Long enough to be found by, or a square or street that the model knows though its name is short («میدان شوش»)."""
    return checks.is_address(text) or (text in addresses and not is_small(text))


def with_detail(present: str, told: str) -> str:
    """An address that names no street of its own, given without a word of correction, belongs to the one in hand."""
    known = lists()["address_words"]
    own = bool(_words(told).intersection([*known["streets"], *known["english"]]) - set(known["small"]))
    return told if own or not present or told in present else f"{present}، {told}"[: checks.MAX_ADDRESS]


def move(draft: Draft, address: str) -> None:
    """Take an address; the one before it goes from the description too, or the crew would read both."""
    told = draft.description or ""
    before = str((draft.place or {}).get("address", "")) or places.address_in(told) or ""
    if before and before in told:
        draft.description = told.replace(before, address)[: checks.MAX_DESCRIPTION]
    draft.place, draft.typed = {"address": address[: checks.MAX_ADDRESS]}, "place"


def merged(present: str, part: str) -> str:
    """The present address with another alley, house number or floor in place of its own, or added to it."""
    for piece in filter(_kind, _pieces(_OF_IT.sub("", part))):
        old = next((other for other in _pieces(present) if _kind(other) == _kind(piece)), None)
        present = present.replace(old, piece, 1) if old else "، ".join(filter(None, [present, piece]))
    return present[: checks.MAX_ADDRESS]


def _kind(piece: str) -> str | None:
    words = phrases.tokens(piece)
    return words[0][0] if words and words[0][0] in lists()["address_words"]["small"] else None


def _pieces(address: str) -> list[str]:
    """An address parted before each word for a kind of place."""
    known = lists()["address_words"]
    heads = {*known["streets"], *known["marks"], *known["small"], *known["near"]}
    starts = [word.start() for word in phrases.tokens(address) if word[0] in heads]
    bounds = [*starts, len(address)]
    return [address[start:end].strip(" ،,؛;-") for start, end in zip(bounds, bounds[1:], strict=False)]
