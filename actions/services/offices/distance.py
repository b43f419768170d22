"""How far apart two points are."""

from math import asin, cos, radians, sin, sqrt

from actions.services.offices.records import Point

_EARTH_KM = 6371.0088  # mean radius, IUGG


def kilometres(one: Point, other: Point) -> float:
    """Great-circle distance of two points in kilometres, by the haversine formula (R. W. Sinnott, Sky & Telescope 68, 1984)."""
    lat, long = radians(one[0]), radians(one[1])
    other_lat, other_long = radians(other[0]), radians(other[1])
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_long - long) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))
