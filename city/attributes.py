"""Checks the answers to a service's questions: `attribute[CODE]=value`, `attribute[CODE][]=value` for lists."""

import re
from typing import Any

from city.catalogue import Attribute, Service
from city.errors import Faults
from city.parsing import Form, line, moment, number, prose

_NAME = re.compile(r"attribute\[([^\[\]]+)\](\[\])?")


def read(form: Form, service: Service, faults: Faults) -> dict[str, Any]:
    """Accepted answers by code: a string, a number, or a list of keys; faults are noted for the others."""
    given = _given(form, faults)
    known = {attribute.code: attribute for attribute in service.attributes if attribute.variable}
    for code in given.keys() - known.keys():
        faults.add(400, f"attribute[{code}] is not asked for by {service.code}.")
    answers = {}
    for code, attribute in known.items():
        if code in given:
            answers[code] = _answer(attribute, given[code], faults)
        elif attribute.required:
            faults.add(400, f"attribute[{code}] is required by {service.code}.")
    return answers


def _given(form: Form, faults: Faults) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, value in form.starting("attribute["):
        match = _NAME.fullmatch(name)
        if match is None:
            faults.add(400, "An attribute must be named attribute[CODE] or attribute[CODE][].")
        else:
            given.setdefault(match[1], []).append(value)
    return given


def _answer(attribute: Attribute, values: list[str], faults: Faults) -> Any:
    name = f"attribute[{attribute.code}]"
    if attribute.values and not set(values) <= attribute.values.keys():
        faults.add(400, f"{name} must be among: {', '.join(attribute.values)}.")
    if attribute.datatype == "multivaluelist":
        return list(dict.fromkeys(values))
    if len(values) > 1:
        faults.add(400, f"{name} takes a single value.")
    return _single(attribute.datatype, values[0], name, faults)


def _single(datatype: str, value: str, name: str, faults: Faults) -> Any:
    if datatype == "number":
        return number(value, name, faults)
    if datatype == "datetime":
        when = moment(value, name, faults)
        return when.isoformat() if when else None
    if datatype == "text":
        return prose(value, name, faults)
    return line(value, name, faults)
