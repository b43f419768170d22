"""Offices for tests, as an operator's own files hold them."""

from typing import Any

from actions.services.offices.records import Office, office

SHIRAZ = (29.61, 52.53)
_WEEK = {day: ["08:00-14:00"] for day in ("saturday", "sunday", "monday", "tuesday", "wednesday")}


def made(identifier: str = "pishkhan-1", **changes: Any) -> Office:
    """A counter in Shiraz, open from Saturday to Wednesday from 8 to 14 and on Thursday till 12."""
    tree = {
        "id": identifier,
        "kind": "pishkhan",
        "name": {"fa": f"پیشخوان {identifier}", "en": f"Counter {identifier}"},
        "city": {"fa": "شیراز", "en": "Shiraz"},
        "district": 1,
        "address": "خیابان زند",
        "lat": SHIRAZ[0],
        "long": SHIRAZ[1],
        "phones": ["07132111111"],
        "hours": {**_WEEK, "thursday": ["08:00-12:00"], "friday": []},
        "closed_on_holidays": True,
        "source": {"title": "فهرست استانداری", "url": "https://example.org/", "accessed": "2026-11-01"},
        "sample": False,
        "verified": None,
        **changes,
    }
    return office(tree, "data/offices/test.yml")
