"""A place with a name, from the action's answer to the page and the terminal."""

from datetime import UTC, datetime

from bot.channels.terminal.messages import shown
from bot.channels.web.history import Entry
from bot.channels.web.views import view
from bot.dialogue import fold
from bot.messages import Outgoing

PLACE = {"location": [35.7, 51.4], "venue": ["دفتر پست", "خیابان زند"]}


def answered() -> Outgoing:
    """The reply as it comes back from the outbox."""
    [reply] = fold([{"text": "اینجاست", "custom": PLACE}])
    return Outgoing.from_json(reply.to_json())


def test_the_name_survives_the_outbox() -> None:
    assert (answered().location, answered().venue) == ((35.7, 51.4), ("دفتر پست", "خیابان زند"))
    assert Outgoing.from_json({"text": "اینجاست", "location": [35.7, 51.4]}).venue is None  # of an earlier version


def test_the_page_links_the_name_to_a_map() -> None:
    place = view(Entry(1, datetime(2026, 11, 22, tzinfo=UTC), answered()), "fa")["place"]
    assert place["label"] == "دفتر پست"
    assert place["link"].startswith("https://www.openstreetmap.org/?mlat=35.700000&mlon=51.400000")


def test_the_terminal_shows_it() -> None:
    assert shown([answered()]).endswith("📍 35.70000, 51.40000 دفتر پست")
