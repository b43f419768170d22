"""The question that decides which documents, steps and costs hold, instead of a list of everything with its ifs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rasa_sdk.events import SlotSet

from actions import kinds
from actions.base import Buttons, Events, Speaker, answers, payload
from actions.choosing import UNDECIDED
from actions.contrasts import without_names
from actions.services.catalogue import catalogue
from actions.services.circumstances import (
    ANY,
    Asked,
    Circumstance,
    Conditional,
    When,
    as_text,
    holding,
    labelled,
    matching,
    of_text,
    undecided,
)
from actions.services.dialogue import lists
from actions.services.reading import Localised
from actions.services.records import Service
from actions.turn import Turn

SLOT: Final = "circumstances"
_AGAIN: Final = "again"
_DOCUMENTS: Final = "ask_documents"
_CONDITIONAL: Final = {_DOCUMENTS: "inputs", "ask_service": "steps", "ask_cost": "costs"}


def choices(turn: Turn, service: Service) -> dict[str, str]:
    """Circumstance → option, as far as they are known: chosen before for this service, by a button, or said in the question."""
    if turn.entities.get("circumstance") == _AGAIN:
        return {}
    kept = turn.slots.get(SLOT) or {}
    known: dict[str, str] = dict(kept.get("choices", {})) if kept.get("service") == service.id else {}
    beside = without_names(turn)  # «کارت» of «کارت پایان خدمت» tells no case
    for circumstance in service.circumstances:
        said = matching(circumstance, beside, lists()["option_words"]) or _by_name(circumstance, turn, service)
        if said is not None:
            known[circumstance.id] = said
    return known | of_text(turn.entities.get("circumstance"))


def _by_name(circumstance: Circumstance, turn: Turn, service: Service) -> str | None:
    """The option that the service's name tells as it was said: «المثنی کارت سوخت», «کارت آمایش»."""
    said = [word for _, start, end in turn.spans for word in kinds.tokens(turn.said[start:end])]
    caseless = set(lists()["caseless_words"])
    plain = {*caseless, *kinds.tokens(service.name.fa), *kinds.tokens(service.name.en)}
    told = set(kinds.kinds_in(service.name.fa))
    own = [word for word in said if word not in plain and told.isdisjoint(kinds.kinds_in(word))]
    whole = labelled(circumstance, said) if caseless.isdisjoint(said) else None
    return matching(circumstance, " ".join(own), lists()["option_words"]) or whole


def tells(service: Service, facet: str | None, said: str) -> bool:
    """Whether words choose among what a facet hangs on («برای بچه‌ام چی؟» of the documents)."""
    own = _deciding(service, facet) if facet else set()
    return any(
        asked.id in own and matching(asked, said, lists()["option_words"]) is not None
        for asked in service.circumstances
    )


def kept(service: Service, known: Mapping[str, str]) -> Events:
    """Events that keep the choices for what is asked next about the service."""
    return [SlotSet(SLOT, {"service": service.id, "choices": dict(known)} if known else None)]


def open_question(service: Service, facet: str | None, known: Mapping[str, str]) -> Circumstance | None:
    """What must be asked before the facet is answered, None where nothing."""
    return undecided(_items(service, facet), service.circumstances, known)


def ask(
    circumstance: Circumstance,
    service: Service,
    facet: str,
    speaker: Speaker,
    before: Buttons,
    key: str = "catalogue.deciding",
) -> Events:
    """Ask it with a button an option, and one for those who want everything; `before`: buttons that go first."""
    language = speaker.language
    options = [(option.label.text(language), option.id) for option in circumstance.options]
    every = (speaker.text("catalogue.button_any"), ANY)
    buttons = [
        {"title": title, "payload": payload(facet, service=service.id, circumstance=as_text(circumstance.id, option))}
        for title, option in [*options, every]
    ]
    name = service.name.text(language)
    speaker.say(key, [*before, *buttons], name=name, question=circumstance.question.text(language))
    return [SlotSet("offer", Asked(facet, circumstance.id).as_offer())]


@answers(UNDECIDED)
def ask_again(turn: Turn, speaker: Speaker) -> Events:
    """The open question once more after a short answer that is none of its options («همسرم»)."""
    asked, service = Asked.of(turn.slots.get("offer")), catalogue().service(turn.entities.get("service"))
    circumstances = service.circumstances if service and asked else ()
    circumstance = next((found for found in circumstances if asked and found.id == asked.circumstance), None)
    if service is None or asked is None or circumstance is None:
        return []
    ask(circumstance, service, asked.facet, speaker, [], "catalogue.deciding_again")
    return [SlotSet("offer", replace(asked, again=True).as_offer())]


def narrowed(service: Service, facet: str, known: Mapping[str, str]) -> Service:
    """The record with only what may hold under the choices; what was decided is no condition any more.

    Where the facet hangs on the choices, the record's name tells them.
    """
    told = {name: known[name] for name in _deciding(service, facet) & known.keys()}
    inputs = tuple(
        replace(item, condition=None) if item.when and all(known.get(name, ANY) != ANY for name in item.when) else item
        for item in holding(service.inputs, known)
    )
    return replace(
        service,
        name=Localised(_named(service, told, "fa"), _named(service, told, "en")),
        inputs=inputs,
        steps=tuple(replace(step, when=_open(step.when, known)) for step in holding(service.steps, known)),
        costs=tuple(replace(cost, when=_open(cost.when, known)) for cost in holding(service.costs, known)),
    )


def titled(service: Service, known: Mapping[str, str]) -> Service:
    """The record with the choices in its name, for one who asked nothing of it yet."""
    return replace(service, name=narrowed(service, _DOCUMENTS, known).name)


def _open(when: When, known: Mapping[str, str]) -> When:
    """The circumstances that were not decided: of those an answer tells for which case something holds."""
    return {name: options for name, options in when.items() if known.get(name, ANY) == ANY}


def again(service: Service, facet: str | None, known: Mapping[str, str], speaker: Speaker) -> Buttons:
    """A button to choose anew, where something was chosen."""
    asked = facet or _DOCUMENTS  # by which one who only named the service is told cases
    if not _deciding(service, asked) & known.keys():
        return []
    return [speaker.button("catalogue.button_other_case", asked, service=service.id, circumstance=_AGAIN)]


def documents_of_each(service: Service, known: Mapping[str, str], speaker: Speaker) -> Buttons:
    """A button an option for the documents of one who only named the service; none where it is known which hold."""
    circumstance = open_question(service, _DOCUMENTS, known)
    if circumstance is None:
        return []
    return [
        {
            "title": speaker.text("catalogue.button_documents_of", label=option.label.text(speaker.language)),
            "payload": payload(_DOCUMENTS, service=service.id, circumstance=as_text(circumstance.id, option.id)),
        }
        for option in circumstance.options
    ]


def _items(service: Service, facet: str | None) -> Sequence[Conditional]:
    items: Sequence[Conditional] = getattr(service, _CONDITIONAL[facet]) if facet in _CONDITIONAL else ()
    return items


def _deciding(service: Service, facet: str) -> set[str]:
    """Circumstances on which the facet hangs."""
    return {name for item in _items(service, facet) for name in item.when}


def _named(service: Service, known: Mapping[str, str], language: str) -> str:
    labels = [
        option.label.text(language)
        for circumstance in service.circumstances
        for option in circumstance.options
        if known.get(circumstance.id) == option.id
    ]
    name, together = service.name.text(language), (", " if language == "en" else "، ").join(labels)
    if not labels:
        return name
    return f"{name}، {together}" if "(" in together else f"{name} ({together})"
