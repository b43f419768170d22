"""Words of addresses that are written together or apart («چهار راه»), as one word."""

from typing import Final, NamedTuple

from nlu.entities.address.quarters import PAIRS
from nlu.text import NormalisedText, tokens_of

_COMPOUNDS: Final = """
    هزار+جریب پارک+وی سه+راه چهار+راه چار+راه بن+بست بزرگ+راه حد+فاصل رو+بروی روبه+روی روبه+رو رو+برو ازاد+راه زیر+گذر سه+راهی
    پایین+تر بالا+تر سوپر+مارکت کوچه+ی محله+ی طبقه+ی فلکه+ی جاده+ی مدرسه+ی ولی+عصر نازی+اباد جنت+اباد یوسف+اباد
    سعادت+اباد قاسم+اباد یافت+اباد وکیل+اباد معالی+اباد احمد+اباد تهران+پارس هفت+حوض چهار+باغ راه+اهن نقش+جهان مهد+کودک
    نیرو+هوایی نیروی+هوایی منتظر+قایم منتظری+قایم
    لاله+زار سید+خندان امیر+کبیر شیرینی+فروشی میوه+فروشی
"""
_QUARTERS: Final = frozenset(PAIRS)
_CLITICS: Final = ("ه", "م", "یم", "ست", "و", "رو")
_TWO_WORDS: Final = (
    *PAIRS,
    *((first, second) for first, _, second in (pair.partition("+") for pair in _COMPOUNDS.split())),
)
_PAIRS: Final = {pair: "".join(pair) for pair in _TWO_WORDS}


class Word(NamedTuple):
    """A word and its raw offsets; `ends[i]` is the raw end of letter i, and empty for a compound."""

    text: str
    start: int
    end: int
    ends: tuple[int, ...]


def _clitic_off(head: str, tail: str) -> str | None:
    """The second word of a quarter's name, without what hangs on it («نازی آباده»)."""
    stems = (tail.removesuffix(clitic) for clitic in _CLITICS if tail.endswith(clitic))
    return next((stem for stem in stems if (head, stem) in _QUARTERS), None)


def words_of(text: NormalisedText) -> list[Word]:
    """The tokens of a message, compounds that were written apart as one word."""
    found: list[Word] = []
    for token in tokens_of(text):
        joined = _PAIRS.get((found[-1].text, token.text)) if found else None
        if joined:
            found[-1] = Word(joined, found[-1].start, token.end, ())
        elif (stem := _clitic_off(found[-1].text, token.text) if found else None) and len(token.letter_ends) > len(
            stem
        ):
            found[-1] = Word(found[-1].text + stem, found[-1].start, token.letter_ends[len(stem) - 1], ())
        elif token.text in {"روی", "رو"} and [word.text for word in found[-2:]] == ["رو", "به"]:
            found[-2:] = [Word("روبروی", found[-2].start, token.end, ())]
        else:
            found.append(Word(token.text, token.start, token.end, token.letter_ends))
    return found
