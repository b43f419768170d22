"""Plates of Iranian cars: two digits, a letter, three digits and the two of the region, as 12ب345-67.

The parts tell themselves apart by their lengths, so they are taken in any order that people write or the direction of the
script brings about («ایران ۶۷ ۱۲ب۳۴۵», «67-345ب12»), digits or words. Zeros are let pass: regions hold them, and that the
other parts never do is told by no source that binds. A plate without its region is none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from nlu.entities.number.words import ALL_UNITS, AND, parts_of
from nlu.entities.plate.letters import LETTERS, MEANINGS, RISKY, letter_of
from nlu.entities.runs import Fault
from nlu.mentions import Mention, mention_at
from nlu.text import NormalisedText, normalise

ENTITY = "plate"
_LEXEME = re.compile(r"[0-9]+|[^\W\d_]+|[^\s\u200c]")
_SPEAKS_OF_PLATES = re.compile(
    r"پلاک|پلا ک|ایران|ماشین|خودرو|خلافی|جریمه|پراید|موتور|pel[ae]k|plak|plate|mashin|khalafi|khodro|jarime|iran"
)
# The word over the region's digits, or what people say instead.
_COUNTRY: Final = frozenset({
    "ایران", "iran", "ir", "تهران", "مشهد", "اصفهان", "شیراز", "تبریز", "کرج", "اهواز", "قم", "رشت", "یزد", "کرمان",
    "همدان", "ارومیه",
    "اردبیل", "زنجان", "قزوین", "گرگان", "ساری", "سنندج", "کرمانشاه", "البرز", "فارس", "گیلان", "مازندران",
    "خوزستان", "tehran",
})  # fmt: skip
_SIGNS: Final = frozenset("-/|_.,،:()[]–\"'")
_SKIPPED: Final = frozenset({"کد", "منطقه", "حرف", "harf", "kod", "code"})
# n: two digits, N: three, F: five (three and the region), L: a letter, v: one that is more often a word, I: Iran,
# D: what the letter means, s: a word like «کد», -: a sign.
_DIRECT = r"n-*(?:s-*)?[Lv]-*(?:D-*)*N"
_TURNED = r"N-*(?:s-*)?[Lv]-*(?:D-*)*n"
_FORMS = re.compile(
    rf"(?P<after>(?:{_DIRECT}|{_TURNED})(?:-|s)*I?(?:-|s)*n)|(?P<glued>n-*[Lv]-*(?:D-*)*F)"
    rf"|(?P<before>I(?:-|s)*n-*(?:{_DIRECT}|{_TURNED}))|(?P<bare>n-*(?:{_TURNED}|{_DIRECT})(?!(?:-|s)*I?(?:-|s)*n))"
)
_WITHOUT_REGION = re.compile(rf"(?:{_DIRECT})|(?:{_TURNED})")


class _Item(NamedTuple):
    """A number (of the length its symbol tells), a letter or a sign, in offsets of the normalised text."""

    symbol: str
    start: int
    end: int
    value: str = ""


def find(text: NormalisedText) -> Iterator[Mention]:
    """Plates in a message, as two digits, the Persian letter («الف» for ا), three digits, a dash, the region: 12ب345-67."""
    items = _items(text.text)
    symbols = "".join(item.symbol for item in items)
    about = bool(symbols) and _SPEAKS_OF_PLATES.search(text.text) is not None
    for match in _FORMS.finditer(symbols):
        found = items[match.start() : match.end()]
        if _is_believable(found, str(match.lastgroup), about, text.text):
            yield mention_at(text, ENTITY, (found[0].start, found[-1].end), _value(found, str(match.lastgroup)))


def _is_believable(found: Sequence[_Item], form: str, about: bool, text: str) -> bool:
    if any(item.symbol in "nNF" and item.value[0] == "0" for item in found):
        return False
    spoken = any(item.symbol in "nN" and not text[item.start].isdecimal() for item in found)
    country = any(item.symbol == "I" for item in found)
    if (spoken or any(item.symbol == "v" for item in found)) and not (about or country):
        return _is_tight(found) and not spoken
    # «۱۰ ۳۴۵ ب ۱۲» may begin with another number.
    return form != "bare" or about or "-" in {item.symbol for item in found[:2]}


def _is_tight(found: Sequence[_Item]) -> bool:
    """Whether the letter touches both of its numbers: «12v345»."""
    letter = next(i for i, item in enumerate(found) if item.symbol in "Lv")
    return found[letter - 1].end == found[letter].start and found[letter + 1].start == found[letter].end


def _value(found: Sequence[_Item], form: str) -> str:
    numbers = [item for item in found if item.symbol in "nNF"]
    letter = next(item.value for item in found if item.symbol in "Lv")
    if form == "glued":
        return f"{numbers[0].value}{letter}{numbers[1].value[:3]}-{numbers[1].value[3:]}"
    region = numbers.pop(-1 if form == "after" else 0)
    pair, triple = sorted(numbers, key=lambda item: len(item.value))
    return f"{pair.value}{letter}{triple.value}-{region.value}"


def _items(text: str) -> list[_Item]:
    """The message as symbols; nothing where it can hold no plate."""
    if not any(char.isdecimal() for char in text) and not _COUNTRY_OR_PLATE.search(text):
        return []
    lexemes = list(_lexemes(text))
    items: list[_Item] = []
    position = 0
    while position < len(lexemes):
        count, item = _item(lexemes, position, items)
        items.append(item)
        position += count
    return items


def _lexemes(text: str) -> Iterator[tuple[str, int, int]]:
    """Words, digits and signs with their offsets, joined number words («پانصدوپنجاه») apart."""
    for match in _LEXEME.finditer(text):
        start = match.start()
        for part in parts_of(match[0]):
            yield part, start, start + len(part)
            start += len(part)


_COUNTRY_OR_PLATE = re.compile(r"ایران|پلاک|iran|pelak|plak")
_LENGTHS: Final = {2: "n", 3: "N", 5: "F"}


def _item(lexemes: Sequence[tuple[str, int, int]], position: int, items: Sequence[_Item]) -> tuple[int, _Item]:
    word, start, end = lexemes[position]
    if word[0] in "0123456789":
        return 1, _Item(_LENGTHS.get(len(word), "x"), start, end, word)
    after_number = _last_symbol(items) in ("n", "N")
    letter = letter_of(word)
    if letter and after_number and _number_follows(lexemes, position + 1):
        return 1, _Item("v" if word in RISKY else "L", start, end, letter)
    count, value = _spoken(lexemes, position)
    if count:
        return count, _Item(_LENGTHS.get(len(value), "x"), start, lexemes[position + count - 1][2], value)
    if letter and after_number:
        return 1, _Item("v" if word in RISKY else "L", start, end, letter)
    if word in _COUNTRY:
        return 1, _Item("I", start, end)
    if word in _SIGNS:
        return 1, _Item("-", start, end)
    if word in _SKIPPED:
        return 1, _Item("s", start, end)
    if word in MEANINGS or word in ("مثل", "مثله", "mesle") or _explains(items):
        return 1, _Item("D", start, end)
    return 1, _Item("x", start, end)


def _last_symbol(items: Sequence[_Item]) -> str:
    """What stands before, signs apart: a letter counts after a number only."""
    return next((item.symbol for item in reversed(items) if item.symbol not in "-s"), "")


def _number_follows(lexemes: Sequence[tuple[str, int, int]], position: int) -> bool:
    """Whether three digits or two are next, so that «به» or «یا» is a letter there, if anywhere."""
    word = lexemes[position][0] if position < len(lexemes) else ""
    return word[:1].isdecimal() or word in _SIGNS or ALL_UNITS.get(word, 0) >= 10


def _explains(items: Sequence[_Item]) -> bool:
    """«ب مثل بهار»: the word after «مثل»."""
    return len(items) > 1 and items[-1].symbol == "D" and items[-2].symbol in "Lv"


def _spoken(lexemes: Sequence[tuple[str, int, int]], position: int) -> tuple[int, str]:
    """Number of lexemes and digits of a number in words below a thousand («سیصد و چهل و پنج»)."""
    value, count, ceiling = 0, 0, 1000
    while position + count < len(lexemes):
        joined = count > 0 and lexemes[position + count][0] in AND and position + count + 1 < len(lexemes)
        unit = ALL_UNITS.get(lexemes[position + count + joined][0], ceiling)
        if unit >= ceiling or (count and not joined):
            break
        value, count, ceiling = value + unit, count + joined + 1, 100 if unit >= 100 else 10 if unit >= 20 else 0
    return count, str(value)


def parse(raw: str) -> str | None:
    """The first plate in a text."""
    found = next(find(normalise(raw)), None)
    return str(found.value) if found else None


def fault(raw: str) -> Fault | None:
    """«length» for a plate that lacks its region or a digit, «shape» for a letter that no plate has; None where one is right."""
    if parse(raw) is not None:
        return None
    text = normalise(raw).text
    if _WITHOUT_REGION.search("".join(item.symbol for item in _items(text))):
        return "length"
    match = re.search(r"(?<![0-9])([0-9]{1,3})[ \-]?([^\W\d_])[ \-]?([0-9]{1,5})(?![0-9])", text)
    if not match:
        return None
    return "length" if match[2] in LETTERS or match[2].isascii() else "shape"
