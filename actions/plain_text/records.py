"""A record as plain language tells it: what a facet shows, shortened and in simple words, in the order in which it is shown."""

from collections.abc import Iterable
from dataclasses import replace

from actions.plain_text.glossary import glossary
from actions.plain_text.sentences import shorter
from actions.services.reading import Localised
from actions.services.records import Channel, Cost, Input, Service, Step


def plainly(service: Service, facet: str | None, language: str) -> Service:
    """The record with the texts of a facet (None: of the overview) in plain language; names, links and numbers stay.

    A text that the record itself gives in plain language wins. Each term is explained where it comes first.
    """
    told = _Teller(language)
    if facet == "ask_documents":
        return replace(service, inputs=tuple(map(told.input, service.inputs)))
    if facet == "ask_cost":
        return replace(service, costs=tuple(map(told.cost, service.costs)))
    if facet == "ask_duration":
        time, validity = told.maybe(service.processing_time), told.maybe(service.validity)
        return replace(service, processing_time=time, validity=validity)
    if facet == "ask_eligibility":
        return replace(service, requirements=tuple(map(told.text, service.requirements)))
    if facet == "ask_channel":
        return replace(service, channels=tuple(map(told.channel, service.channels)))
    if facet == "ask_legal_basis":
        return service
    description = service.plain_description or told.text(service.description)
    steps = service.steps[:1] if facet is None else service.steps
    return replace(service, description=description, steps=told.steps(steps))


class _Teller:
    """Tells the texts of one answer; `explained` are the terms whose meaning it has told."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._glossary = glossary(language)
        self._explained: set[str] = set()

    def text(self, text: Localised) -> Localised:
        """A text in plain language, for the language that is shown; it stands for both."""
        simple = self._simple(text.text(self._language))
        return Localised(simple, simple)

    def maybe(self, text: Localised | None) -> Localised | None:
        return self.text(text) if text else None

    def input(self, item: Input) -> Input:
        """A document, and as sentences of their own who must bring it."""
        parts = [item.name, item.condition] if item.condition else [item.name]
        whole = ". ".join(part.text(self._language) for part in parts)
        return replace(item, name=self.text(Localised(whole, whole)), condition=None)

    def cost(self, cost: Cost) -> Cost:
        return replace(cost, description=self.text(cost.description))

    def channel(self, channel: Channel) -> Channel:
        return replace(channel, note=self.maybe(channel.note))

    def steps(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        return tuple(replace(step, text=step.plain or self.text(step.text)) for step in steps)

    def _simple(self, text: str) -> str:
        return self._glossary.notes(shorter(self._glossary.simple(text), self._language), self._explained)
