"""`/api/v1/offices`: real offices for other programs, by what is wanted and by distance. Samples are never among them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from actions.offices.wording import services_of
from actions.services.catalogue import catalogue
from actions.services.offices.directory import Directory, Wanted, directory
from actions.services.offices.records import KINDS, WEEKDAYS, Hours, Office, Point
from bot.channels.web.api.queries import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, bad, known_id, number, only
from bot.channels.web.api.views import View, day, text

PARAMETERS: Final = ("kind", "city", "district", "service", "lat", "long", "limit", "offset")
MAX_CITY: Final = 60  # characters
MAX_DISTRICT: Final = 99


@dataclass(frozen=True, slots=True)
class Query:
    """Which offices are asked for; with a place, those near it, nearest first."""

    wanted: Wanted
    place: Point | None
    limit: int
    offset: int


def answer(given: Mapping[str, str]) -> View:
    """A page of offices. Raises Refusal `bad_parameter` (400)."""
    query = read_query(given)
    found = _found(directory(), query)
    page = found[query.offset : query.offset + query.limit]
    return {
        "total": len(found),
        "limit": query.limit,
        "offset": query.offset,
        "offices": [view(office, far) for far, office in page],
    }


def read_query(given: Mapping[str, str]) -> Query:
    """The query of a request; an empty parameter counts as absent. Raises Refusal `bad_parameter` (400)."""
    only(given, PARAMETERS)
    city = given.get("city", "")
    if len(city) > MAX_CITY:
        raise bad(f"The parameter 'city' is longer than {MAX_CITY} characters.")
    kind = given.get("kind", "")
    if kind and kind not in KINDS:
        raise bad(f"The parameter 'kind' must be one of {', '.join(KINDS)}.")
    service = known_id(given, "service", catalogue().services, "/api/v1/services")
    district = number(given, "district", 0, 1, MAX_DISTRICT)
    return Query(
        Wanted(kind or None, service or None, city or None, district or None),
        _place(given),
        number(given, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        number(given, "offset", 0, 0, MAX_OFFSET),
    )


def view(office: Office, far: float | None) -> View:
    """One office; what is not recorded is null or an empty list. `far`: kilometres from the place asked about."""
    lat, long = office.point or (None, None)
    source = office.source
    return {
        "id": office.id,
        "kind": office.kind,
        "name": text(office.name),
        "city": text(office.city),
        "district": office.district,
        "address": text(office.address),
        "lat": lat,
        "long": long,
        "distance_km": round(far, 3) if far is not None else None,
        "phones": list(office.phones),
        "hours": {name: _hours(office.hours.get(index)) for index, name in enumerate(WEEKDAYS)},
        "closed_on_holidays": office.closed_on_holidays,
        "services": sorted(service.id for service in services_of(office)),  # not as often as they are asked for: ETag
        "source": {"title": source.title.fa, "url": source.url, "accessed": day(source.accessed)},
        "verified": day(office.verified),
    }


def schemas(of: Callable[..., View], listed: Callable[[View], View], parts: Mapping[str, View]) -> dict[str, View]:
    """Their schemas, made by the means of the description: `of` for objects, `listed` for lists, `parts` for values."""
    hours = {
        "type": ["array", "null"],
        "items": {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"},
        "description": "Tehran time; empty: closed that day; null: not known.",
    }
    degrees = {"type": ["number", "null"], "description": "Degrees, WGS 84."}
    office = of(
        id=parts["string"],
        kind={"enum": list(KINDS)},
        name=parts["text"],
        city=parts["text"],
        district={"type": ["integer", "null"]},
        address=parts["text"],
        lat=degrees,
        long=degrees,
        distance_km={"type": ["number", "null"], "description": "In a straight line from `lat`, `long` of the query."},
        phones=listed(parts["string"]),
        hours=of(**dict.fromkeys(WEEKDAYS, hours)),
        closed_on_holidays={"type": "boolean", "description": "Closed on Iran's official holidays."},
        services={**listed(parts["string"]), "description": "Ids of /api/v1/services."},
        source=of(title=parts["string"], url={"type": ["string", "null"]}, accessed=parts["day"]),
        verified=parts["day"],
    )
    count = parts["count"]
    page = of(total=count, limit=count, offset=count, offices=listed({"$ref": "#/components/schemas/Office"}))
    return {"Office": office, "OfficeList": page}


def parameters(query: Callable[..., View]) -> list[View]:
    """Their parameters, made by the description's `query`."""
    return [
        query("kind", "Only offices of this kind.", enum=list(KINDS)),
        query("city", "Only offices in this city, by its Persian name.", type="string", maxLength=MAX_CITY),
        query("district", "Only in this municipal district.", type="integer", minimum=1, maximum=MAX_DISTRICT),
        query("service", "Without a kind: only where this service is got.", type="string"),
        query("lat", "With `long`: only within fifty kilometres, nearest first.", type="number"),
        query("long", "See `lat`.", type="number"),
        query("limit", "Offices on a page.", type="integer", minimum=1, maximum=MAX_LIMIT, default=DEFAULT_LIMIT),
        query("offset", "Offices before the page.", type="integer", minimum=0, maximum=MAX_OFFSET, default=0),
    ]


def _found(known: Directory, query: Query) -> list[tuple[float | None, Office]]:
    matching = [office for office in known.find(query.wanted) if not office.sample]
    if query.place is None:
        return [(None, office) for office in matching]
    ids = {office.id for office in matching}
    return [(far, office) for far, office in known.near(query.place, query.wanted) if office.id in ids]


def _place(given: Mapping[str, str]) -> Point | None:
    lat, long = given.get("lat", ""), given.get("long", "")
    if not lat and not long:
        return None
    try:
        place = float(lat), float(long)
    except ValueError:
        place = (91.0, 0.0)
    if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
        raise bad("The parameters 'lat' and 'long' must be degrees, both of them.")
    return place


def _hours(hours: Hours | None) -> list[str] | None:
    if hours is None:
        return None
    clocks = [[f"{minute // 60:02d}:{minute % 60:02d}" for minute in part] for part in hours]
    return ["-".join(clock) for clock in clocks]
