"""Checks a form that lodges a report."""

from typing import Any

from city import attributes
from city.catalogue import Catalogue, Service
from city.errors import Faults
from city.parsing import Form, coordinate, line, prose, web_address
from city.reports import Draft

PERSONAL = ("first_name", "last_name", "phone", "email", "device_id", "account_id")


def read(form: Form, catalogue: Catalogue, faults: Faults) -> Draft | None:
    """The report that a form holds; every fault of the form is noted, and then the result is of no use.

    None when the service is missing or unknown.
    """
    service = _service(form, catalogue, faults)
    columns = {
        **_location(form, faults),
        "description": prose(form.one("description"), "description", faults),
        "media_url": web_address(form.one("media_url"), "media_url", faults),
    }
    personal = {name: value for name in PERSONAL if (value := line(form.one(name), name, faults))}
    if service is None:
        return None
    columns["attributes"] = attributes.read(form, service, faults)
    return Draft(service, columns, personal)


def _service(form: Form, catalogue: Catalogue, faults: Faults) -> Service | None:
    code = form.one("service_code")
    if code is None:
        faults.add(400, "service_code was not given.")
        return None
    service = catalogue.get(code)
    if service is None:
        faults.add(404, "service_code is not known here.")
    return service


def _location(form: Form, faults: Faults) -> dict[str, Any]:
    lat, long = form.one("lat"), form.one("long")
    address, address_id = form.one("address_string"), form.one("address_id")
    if (lat is None) != (long is None):
        faults.add(400, "lat and long must be given together.")
    elif lat is None and address is None and address_id is None:
        faults.add(400, "A location was not given: lat and long, address_string or address_id.")
    return {
        "lat": coordinate(lat, "lat", 90, faults),
        "long": coordinate(long, "long", 180, faults),
        "address": line(address, "address_string", faults),
        "address_id": line(address_id, "address_id", faults),
    }
