"""Offices in words: distance, hours, services, where an entry comes from."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from actions import popularity
from actions.services.catalogue import catalogue
from actions.services.offices.directory import kinds_for
from actions.services.offices.holidays import Holiday
from actions.services.offices.opening import State, Today, closing_holiday, next_opening, on, today, week
from actions.services.offices.records import Hours, Office
from actions.services.records import Service
from shahryar.formats import TEHRAN, isolate, jalali, persian_digits
from shahryar.texts import say

_SERVICES_NAMED = 4
_CLOSE_METRES = 100
_WEEK_DAYS = 7


def number(value: object, language: str) -> str:
    """Digits of the language."""
    return str(value) if language == "en" else persian_digits(value).replace(".", "٫")


def distance(kilometres: float, language: str) -> str:
    """«حدود ۸۰۰ متر», «۲٫۳ کیلومتر»."""
    metres = round(kilometres * 1000 / _CLOSE_METRES) * _CLOSE_METRES
    if metres < _CLOSE_METRES:
        return say("offices.distance_close", language, metres=number(_CLOSE_METRES, language))
    if metres < 1000:
        return say("offices.distance_metres", language, metres=number(metres, language))
    far = round(kilometres, 1) if kilometres < 10 else round(kilometres)
    return say("offices.distance_kilometres", language, kilometres=number(f"{far:g}", language))


def clock(minute: int, language: str) -> str:
    """«۱۴», «۱۳:۳۰»; `14:00`."""
    hour, rest = divmod(minute, 60)
    if language == "en":
        return f"{hour:02d}:{rest:02d}"
    return persian_digits(f"{hour}:{rest:02d}" if rest else hour)


def ranges(hours: Hours, language: str) -> str:
    """«۸ تا ۱۲ و ۱۴ تا ۱۷»."""
    told = [
        say("offices.range", language, start=clock(start, language), end=clock(end, language)) for start, end in hours
    ]
    return say("offices.and", language).join(told)


def today_line(office: Office, now: datetime, language: str) -> str:
    """Whether it is open at this moment, till when, and when it opens next."""
    found = today(office, now)
    if found.hours:
        return _by_hours(found, language)
    if found.holiday is not None:
        told = _closed_for(found.holiday, "offices.today_holiday", language)
    else:
        told = say(f"offices.today_{found.state.value}", language)
    opens = next_opening(office, now) if found.state is not State.UNKNOWN else None
    if opens is None:
        return told
    day, minute = opens
    tomorrow = day == now.astimezone(TEHRAN).date() + timedelta(days=1)
    when = say("offices.tomorrow", language) if tomorrow else say(f"offices.day_{day.weekday()}", language)
    return told + say("offices.next_opening", language, day=when, time=clock(minute, language))


def _by_hours(found: Today, language: str) -> str:
    """How it stands on a day of which hours are left: open now, or closed until the first of them."""
    start, end = found.hours[0]
    told = say(f"offices.today_{found.state.value}", language, start=clock(start, language), end=clock(end, language))
    later = found.hours[1:]
    return told + say("offices.today_again", language, hours=ranges(later, language)) if later else told


def day_line(office: Office, day: date, language: str) -> str:
    """Whether it is open on another day."""
    found = on(office, day)
    if found.state is State.HOLIDAY and found.holiday is not None:
        told = _closed_for(found.holiday, "offices.week_holiday", language)
    elif found.hours:
        told = ranges(found.hours, language)
    else:
        told = say("offices.not_known" if found.state is State.UNKNOWN else "offices.closed", language)
    return f"{jalali(day, language)}: {told}"


def week_lines(office: Office, now: datetime, language: str) -> list[str]:
    """Hours of the week, days with the same hours together, and the official holidays of the next seven days."""
    if not office.hours:
        return [say("offices.week_not_known", language)]
    lines = []
    for (first, last), hours in week(office):
        names = [say(f"offices.day_{day}", language) for day in dict.fromkeys((first, last))]
        pair = (last - first) % _WEEK_DAYS == 1
        days = (say("offices.and" if pair else "offices.to", language)).join(names)
        none = "offices.not_known" if hours is None else "offices.closed"
        told = ranges(hours, language) if hours else say(none, language)
        lines.append(say("offices.week_line", language, days=days, hours=told))
    lines.append(say(f"offices.holidays_{'closed' if office.closed_on_holidays else 'open'}", language))
    start = now.astimezone(TEHRAN).date()
    for day in (start + timedelta(days=ahead) for ahead in range(_WEEK_DAYS)):
        found = closing_holiday(office, day)
        if found is not None:
            lines.append(f"• {jalali(day, language)}: {_closed_for(found, 'offices.week_holiday', language)}")
    return lines


def _closed_for(holiday: Holiday, key: str, language: str) -> str:
    return say(f"{key}_lunar" if holiday.lunar else key, language, title=holiday.title.text(language))


def phones(office: Office, language: str) -> str:
    """«تلفن ۰۲۱…», empty where none is recorded."""
    told = (isolate(number(phone, language)) for phone in office.phones)
    return say("offices.phones", language, phones=say("offices.and", language).join(told)) if office.phones else ""


def services_at(kind: str | None) -> list[Service]:
    """Services that are got at a kind of office, such as `police10`; those most asked for first, the others by id."""
    ranks = {service.id: rank for rank, service in enumerate(popularity.popular())}
    found = (service for service in catalogue().services.values() if kind in kinds_for(service.id)) if kind else ()
    return sorted(found, key=lambda service: (ranks.get(service.id, len(ranks)), service.id))


def services_of(office: Office) -> list[Service]:
    """Services that are got at an office."""
    return services_at(office.kind) if office.services is None else catalogue().named([*office.services])


def services_line(services: Sequence[Service], language: str) -> list[str]:
    """The first of them by name and how many more there are; no line where there is none."""
    if not services:
        return []
    names = [service.name.text(language) for service in services[:_SERVICES_NAMED]]
    told = (", " if language == "en" else "، ").join(names)
    more = len(services) - len(names)
    if more:
        told = say("offices.services_more", language, names=told, count=number(more, language))
    return [say("offices.services", language, names=told)]


def sources(offices: Sequence[Office], language: str) -> list[str]:
    """Where real entries come from, and what was not reviewed."""
    real = [office for office in offices if not office.sample]
    lines = []
    for office in real:
        day = office.verified or office.source.accessed
        key = "offices.source_verified" if office.verified else "offices.source"
        told = jalali(day, language) if day else "—"
        lines.append(say(key, language, title=office.source.title.text(language), day=told))
    if any(office.verified is None for office in real):
        lines.append(say("offices.unreviewed", language))
    return list(dict.fromkeys(lines))
