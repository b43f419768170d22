"""Answers from documents of organisations: a passage word for word with its source, or nothing at all.

No sentence of an answer is made up: where no passage fits well enough, the caller says what it says without documents.
"""

import re
from datetime import date
from typing import Final

from actions import emergency, facets, handoff, kinds
from actions.base import Buttons, Events, Speaker, answers_first
from actions.report.checks import is_question
from actions.services.documents.fitting import SURELY_ALIKE, Passage
from actions.services.documents.index import Index
from actions.services.documents.library import library
from actions.services.documents.reading import Document
from actions.services.documents.words import asks
from actions.services.organisations import organisations
from actions.services.records import Service
from actions.turn import Turn
from shahryar import clock
from shahryar.formats import isolate, jalali, persian_digits

# Wishes that nothing comes before, and what messages are taken for that wish for nothing that is known.
_FIRST: Final = {"emergency", "cancel", "restart", "affirm", "deny", "correct"}
_OPEN: Final = {"bot_identity", "nlu_fallback", "out_of_scope", "repeat", "smalltalk"}
_NAMED: Final = {
    "problem_category", "tracking_code", "bill_id", "payment_id", "plate", "address", "passage",
}  # fmt: skip
_OF_OFFICES: Final = {"find_office", "ask_opening_hours"}
_DOUBTFUL: Final = 0.6
_MORE: Final = 3  # passages that «another one» leads through
_UNHELPFUL: Final = "none"
_LATIN = re.compile(r"(?<![\w\u2066])[A-Za-z/@][\w./:@%?=&#+~\-]*[\w/]")


def answer(turn: Turn, speaker: Speaker) -> bool:
    """Quote the passage that answers the message; False, and nothing is said, where none surely does.

    Danger is never answered so, nor is a problem told for a report; within the report form only a question is.
    """
    if not turn.said or emergency.sure_danger(turn.said) or emergency.warned(turn):
        return False
    if turn.form_open and not is_question(turn.said):
        return False
    if turn.categories and not (is_question(turn.said) or asks(turn.said)):
        return False
    index = library().index()
    return _quote_best(index, [found.passage for found in index.answers(turn.said)], turn, speaker)


@answers_first
def answer_asked(turn: Turn, speaker: Speaker) -> bool:
    """Quote the passage whose own question is asked, whichever wish the message was taken for; False where there is none.

    A wish that the assistant fulfils itself, and that the passage only tells about, is better fulfilled than told about.
    """
    if not turn.said or turn.intent in _FIRST or emergency.sure_danger(turn.said) or emergency.warned(turn):
        return False
    question, known_wish = is_question(turn.said) or asks(turn.said), not _open(turn)
    if (turn.form_open or known_wish) and not question:
        return False
    index = library().index()
    found = index.alike(turn.said)
    if found is None or turn.intent in found.passage.part.does:
        return False
    owner = organisations().get(found.passage.document.organisation)
    about_us = owner is not None and owner.own and turn.intent != "inform"  # a bare name resembles many a question
    surely = found.surely(about_us=about_us, kindred=not known_wish)
    if not surely or (found.likeness < SURELY_ALIKE and _about_something_else(turn)):
        return False
    return _quote_best(index, [found.passage], turn, speaker)


def _open(turn: Turn) -> bool:
    """It may be about the assistant itself, is in doubt, or asks something of a service that nobody has named."""
    of_none = turn.intent in facets.FACETS and not (turn.entities.get("service") or turn.slots.get("service"))
    return turn.intent in _OPEN or turn.confidence < _DOUBTFUL or of_none


def _about_something_else(turn: Turn) -> bool:
    """A service, a report or a value is named, or something is asked as it is asked of a service («چقدر طول می‌کشد؟»)."""
    if turn.intent in facets.FACETS and (turn.focus.fresh or not kinds.foreign_beside(turn.said)):
        return True
    office = "office" in turn.entities and turn.intent in _OF_OFFICES and turn.confidence >= _DOUBTFUL
    service = "service" in turn.entities and not kinds.only_guessed(turn.said, turn.spans)
    return office or service or not _NAMED.isdisjoint(turn.entities)


def answer_missing(turn: Turn, speaker: Speaker, service: Service, facet: str) -> bool:
    """As `answer`, for a question about a service whose record lacks the answer.

    The passage must cover the service's name and the question, so that it is about both.
    """
    index = library().index()
    name = service.name.text(speaker.language)
    asked = turn.said if turn.said and turn.entities.get("service") else f"{_facet_word(facet, speaker)} {name}"
    if {one.word for one in index.asked(asked)} <= {one.word for one in index.asked(name)}:
        return False  # «کجا»: which passage answers it cannot be told by words
    return _quote_best(index, [found.passage for found in index.answers(asked, whole=True)], turn, speaker)


def another(turn: Turn, speaker: Speaker) -> Events:
    """What the buttons below a quotation do: the next passage, or a way on where none helped."""
    index = library().index()
    names = turn.entities["passage"].split(",")
    passages = [found for found in map(index.passage, names) if found is not None]
    if passages:
        _send(passages[0], passages[1:], turn, speaker)
    else:
        speaker.say("documents.unhelpful", [handoff.button(speaker), *speaker.menu()])
    return []


def _facet_word(facet: str, speaker: Speaker) -> str:
    return speaker.text(f"catalogue.button_{facet}")


def _quote_best(index: Index, passages: list[Passage], turn: Turn, speaker: Speaker) -> bool:
    if not passages:
        return False
    best = passages[0]
    after = None if best.part.question else index.passage(f"{best.document.id}#{best.number + 1}")
    others = [*passages[1:], *([after] if after and after not in passages else [])]
    _send(best, others[:_MORE], turn, speaker)
    return True


def _send(passage: Passage, others: list[Passage], turn: Turn, speaker: Speaker) -> None:
    buttons = [] if turn.form_open else _buttons(passage, others, speaker)
    speaker.send(quotation(passage, speaker, clock.today()), buttons)


def _buttons(passage: Passage, others: list[Passage], speaker: Speaker) -> Buttons:
    names = ",".join(other.id for other in others)
    more = [speaker.button("documents.button_more", "ask_service", passage=names)] if names else []
    return [
        *(speaker.button(f"intents.{wish}", wish) for wish in passage.part.does[:1] if wish != "help"),
        *more,
        speaker.button("documents.button_unhelpful", "ask_service", passage=_UNHELPFUL),
        *speaker.menu()[-1:],
    ]


def quotation(passage: Passage, speaker: Speaker, today: date) -> str:
    """The passage between quotation marks with title, organisation, day and address, and what limits its worth."""
    document, part = passage.document, passage.part
    text = f"{part.heading}\n{part.text}" if part.heading else part.text
    lines = [speaker.text("documents.quotation", text=_shown(text, document.language)), ""]
    lines.append(_source(document, speaker))
    lines += [isolate(document.url)] if document.url else []
    if document.sample:
        lines.append(speaker.text("documents.sample"))
    if document.valid_until is not None and document.valid_until < today:
        lines.append(_expired(document, speaker))
    return "\n".join(lines)


def _source(document: Document, speaker: Speaker) -> str:
    title = _shown(document.title, document.language)
    day = jalali(document.day, speaker.language)
    return speaker.text("documents.source", title=title, organisation=_organisation(document, speaker), day=day)


def _expired(document: Document, speaker: Speaker) -> str:
    day = jalali(document.valid_until or document.day, speaker.language)
    return speaker.text("documents.expired", day=day, organisation=_organisation(document, speaker))


def _organisation(document: Document, speaker: Speaker) -> str:
    found = organisations().get(document.organisation)
    return found.name.text(speaker.language) if found else document.organisation


def _shown(text: str, language: str) -> str:
    """The words as they stand; in Persian with Persian digits, and addresses and commands kept from being reordered."""
    if language == "en":
        return text
    pieces: list[str] = []
    position = 0
    for found in _LATIN.finditer(text):
        pieces += [persian_digits(text[position : found.start()]), isolate(found[0])]
        position = found.end()
    return "".join([*pieces, persian_digits(text[position:])])
