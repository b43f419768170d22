"""Costs as lines: amounts with the day from which they are known, and never one of a past year as the present one."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from actions.facets.provenance import readable
from actions.services.circumstances import Circumstance, cases
from actions.services.freshness import of_past_year
from actions.services.records import Cost, Link, Service
from shahryar.formats import isolate, jalali, jalali_year, persian_digits, toman
from shahryar.texts import say


def cost_lines(service: Service, language: str, today: date) -> list[str]:
    """A bullet a cost; the page where the present tariff stands comes once below the costs that share it."""
    found: list[str] = []
    for page, costs in groupby(service.costs, key=lambda cost: cost.see):
        found += _of_page(page, list(costs), service.circumstances, language, today)
    return found


def link_text(link: Link, language: str) -> str:
    """A title, and its address on a line of its own; in English the address alone where the title is Persian."""
    title, url = link.title.text(language), isolate(readable(link.url)) if link.url else ""
    untranslated = language == "en" and link.title.en == link.title.fa
    return url if untranslated and url else f"{title}\n{url}".strip()


def _of_page(
    page: Link | None, costs: Iterable[Cost], circumstances: Sequence[Circumstance], language: str, today: date
) -> list[str]:
    told, past = [], False
    for cost in costs:
        past = past or of_past_year(cost.as_of, today)
        case, text = cases(cost.when, circumstances, language), _cost(cost, language, today)
        told.append(f"• {text if text.startswith(case) else case + text}")
    if page is None:
        return [*told, say("catalogue.ask_this_year", language)] if past else told
    key = "catalogue.see_this_year" if past else "catalogue.see"
    return [*told, say(key, language, link=link_text(page, language))]


def _cost(cost: Cost, language: str, today: date) -> str:
    text = cost.description.text(language)
    if cost.amount_rials is None or cost.as_of is None:
        return text
    amount = toman(cost.amount_rials, language)
    if of_past_year(cost.as_of, today):
        number = str(jalali_year(cost.as_of))
        year = number if language == "en" else persian_digits(number)
        return f"{text}\n{say('catalogue.amount_of_year', language, year=year, amount=amount)}"
    day = jalali(cost.as_of, language, weekday=False)
    return f"{amount} ({say('catalogue.as_of', language, day=day)}) — {text}"
