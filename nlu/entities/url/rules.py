"""Links: with a scheme, with www, and bare domains under the top levels that are common here («sakha.epolice.ir», «t.me/x»)."""

import re
from collections.abc import Iterator

from nlu.mentions import Mention
from nlu.text import NormalisedText

ENTITY = "url"
_CHARS = r"a-z0-9\-._~:/?#\[\]@!$&'()*+,;=%"
_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_TOP = r"(?:ir|com|org|net|gov|edu|info|io|app|dev|biz|xyz|site|shop|online|academy|bank|land|tel|link|ly|tv|co\.uk|de|uk|eu|tr)"
_TAIL = rf"(?::[0-9]{{2,5}})?(?:[/?#][{_CHARS}]*)?"
_WITH_SCHEME = rf"(?<![a-z0-9])(?:https?|ftp)://(?:{_LABEL}\.){{0,7}}{_LABEL}{_TAIL}"
_MESSENGERS = r"(?:t|wa|telegram|bale|eitaa)\.me|goo\.gl"
_HOST = rf"www\.(?:{_LABEL}\.){{1,6}}[a-z]{{2,24}}|(?:{_LABEL}\.){{1,7}}{_TOP}|{_MESSENGERS}"
_BARE = rf"(?<![a-z0-9@.\-_/+%])(?:{_HOST})(?![a-z0-9\-@]|\.[a-z0-9]){_TAIL}"
_SHAPE = re.compile(f"{_WITH_SCHEME}|{_BARE}")
_PUNCTUATION = ".,;:!?'*_-"
_BRACKETS = {")": "(", "]": "["}


def find(text: NormalisedText) -> Iterator[Mention]:
    """Links in a message, as they were typed; punctuation and words of other scripts behind them are no part."""
    if "." not in text.text and "://" not in text.text:
        return
    for match in _SHAPE.finditer(text.text):
        link = _trimmed(match[0])
        start, end = text.raw_span(match.start(), match.start() + len(link))
        yield Mention(ENTITY, start, end, text.raw[start:end])


def _trimmed(link: str) -> str:
    while link[-1] in _PUNCTUATION or (
        link[-1] in _BRACKETS and link.count(_BRACKETS[link[-1]]) < link.count(link[-1])
    ):
        link = link[:-1]
    return link
