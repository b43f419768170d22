"""The description of the public interface: OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), kept by hand."""

from typing import Any, Final

from bot.channels.web.api import offices
from bot.channels.web.api.queries import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, MAX_QUERY

Tree = dict[str, Any]

_ABOUT: Final = (
    "Public services of Iran as this installation of Shahryar knows them. Read-only, without registration, open to scripts "
    "of any site. Each fact of a record restates one of its sources; `verified` is the day on which somebody compared "
    "the record with the pages of the authority, null where nobody has yet. The whole catalogue with the terms of "
    "CPSV-AP is at /catalogue.jsonld."
)


def document(base: str) -> Tree:
    """The OpenAPI document of the installation at an address."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shahryar: catalogue of public services", "version": "1", "description": _ABOUT},
        "servers": [{"url": base}],
        "paths": _PATHS,
        "components": {"schemas": _SCHEMAS, "responses": _RESPONSES, "headers": _HEADERS},
    }


def _schema(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(items: Tree) -> Tree:
    return {"type": "array", "items": items}


def _or_null(schema: Tree) -> Tree:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Tree) -> Tree:
    """An object all of whose properties are there; later versions may add some."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _get(
    summary: str, schema: Tree, *parameters: Tree, media_type: str = "application/json", missing: bool = False
) -> Tree:
    found = {
        "description": summary,
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
        "content": {media_type: {"schema": schema}},
    }
    responses = {"200": found, **{code: {"$ref": f"#/components/responses/{name}"} for code, name in _FAILURES.items()}}
    if missing:
        responses["404"] = {"$ref": "#/components/responses/NotFound"}
    operation: Tree = {"summary": summary, "responses": dict(sorted(responses.items()))}
    return {"get": operation | ({"parameters": list(parameters)} if parameters else {})}


def _query(name: str, description: str, **schema: Any) -> Tree:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_FAILURES: Final = {"304": "NotModified", "400": "BadParameter", "429": "TooFast", "503": "Unavailable"}
_ID: Final[Tree] = {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
_STRING: Final[Tree] = {"type": "string"}
_URL: Final[Tree] = {"type": "string", "format": "uri"}
_DAY: Final[Tree] = {"type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_COUNT: Final[Tree] = {"type": "integer", "minimum": 0}
_TEXT: Final = _schema("Text")
_WHEN: Final = _schema("When")

_SUMMARY: Final[dict[str, Tree]] = {
    "id": _ID,
    "name": _TEXT,
    "authority": {**_object(id=_ID, name=_TEXT), "description": "`id` is one of /api/v1/organisations."},
    "life_events": {**_list(_ID), "description": "Ids of /api/v1/life-events."},
    "href": _URL,
}
_SCHEMAS: Final[dict[str, Tree]] = {
    "Text": {
        "type": "object",
        "description": "A text in Persian and, where there is one, in English.",
        "required": ["fa"],
        "properties": {"fa": _STRING, "en": _STRING},
    },
    "When": {
        "type": "object",
        "description": "Circumstance to the options under which the item holds; all of them must. Empty: always.",
        "additionalProperties": _list(_ID),
    },
    "Link": _object(title=_STRING, url=_or_null(_URL)),
    "Source": {
        **_object(title=_STRING, url=_or_null(_URL), accessed=_DAY),
        "description": "A page that was read on the day `accessed`; the facts restate it.",
    },
    "ServiceSummary": _object(**_SUMMARY),
    "ServiceList": _object(
        total={**_COUNT, "description": "Services that fit, on all pages."},
        limit=_COUNT,
        offset=_COUNT,
        services=_list(_schema("ServiceSummary")),
    ),
    "Channel": _object(
        kind={"enum": ["office", "site", "app", "phone"]},
        name=_TEXT,
        url=_or_null(_URL),
        phone={"type": ["string", "null"]},
        office={"type": ["string", "null"], "description": "Kind of office."},
        note=_or_null(_TEXT),
    ),
    "Circumstance": {
        **_object(id=_ID, question=_TEXT, options=_list(_object(id=_ID, label=_TEXT))),
        "description": "A question whose answer decides which inputs, steps and costs hold.",
    },
    "Input": _object(name=_TEXT, condition=_or_null(_TEXT), when=_WHEN),
    "Step": _object(text=_TEXT, when=_WHEN),
    "Cost": _object(
        kind={"enum": ["fixed", "tariff", "free"]},
        description=_TEXT,
        amount_rials={"type": ["integer", "null"], "minimum": 1, "description": "As announced on the day `as_of`."},
        as_of=_DAY,
        see=_or_null(_schema("Link")),
        when=_WHEN,
    ),
    "Service": _object(
        **_SUMMARY,
        description=_TEXT,
        channels=_list(_schema("Channel")),
        circumstances=_list(_schema("Circumstance")),
        requirements=_list(_TEXT),
        inputs={**_list(_schema("Input")), "description": "Documents to bring."},
        steps=_list(_schema("Step")),
        costs=_list(_schema("Cost")),
        processing_time=_or_null(_TEXT),
        longest_time={
            "type": ["string", "null"],
            "pattern": "^P[1-9][0-9]*[DWMY]$",
            "description": "The longest usual processing time, ISO 8601; null where no length is known.",
        },
        outputs=_list(_TEXT),
        validity=_or_null(_TEXT),
        legal_resources=_list(_object(title=_TEXT, url=_or_null(_URL))),
        related=_list(_object(relation={"enum": ["needs", "follows", "replaces"]}, id=_ID, href=_URL)),
        sources=_list(_schema("Source")),
        verified={**_DAY, "description": "Day of the last comparison with the authority's pages; null: not yet."},
        valid_until={**_DAY, "description": "Day after which the record must be read again."},
    ),
    "LifeEvents": _object(life_events=_list(_object(id=_ID, name=_TEXT, services=_COUNT))),
    "Organisations": _object(
        organisations=_list(
            _object(
                id=_ID,
                name=_TEXT,
                url=_or_null(_URL),
                phone={"type": ["string", "null"], "description": "As dialled in Iran."},
                services=_COUNT,
                sources=_list(_schema("Source")),
            )
        ),
    ),
    **offices.schemas(_object, _list, {"string": _STRING, "text": _TEXT, "day": _DAY, "count": _COUNT}),
    "Graph": {
        "type": "object",
        "description": "JSON-LD 1.1 with the terms of CPSV-AP 3.2.0.",
        "required": ["@context", "@graph"],
        "properties": {
            "@context": {"type": "object"},
            "@graph": _list({"type": "object", "required": ["@id", "@type"]}),
        },
    },
    "Error": _object(error=_object(code=_STRING, message=_STRING)),
}


def _failure(description: str) -> Tree:
    return {"description": description, "content": {"application/json": {"schema": _schema("Error")}}}


_HEADERS: Final[dict[str, Tree]] = {
    "ETag": {"description": "Send it back as If-None-Match.", "schema": _STRING},
    "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}},
}
_RESPONSES: Final[dict[str, Tree]] = {
    "NotModified": {"description": "What the client has, by its If-None-Match, is still the answer."},
    "BadParameter": _failure("A parameter is unknown, given twice or has a bad value; the message says which."),
    "NotFound": _failure("There is nothing with this id."),
    "TooFast": {
        **_failure("Too many requests from this address."),
        "headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}},
    },
    "Unavailable": _failure("The catalogue cannot be read at the moment."),
}
_PATHS: Final[dict[str, Tree]] = {
    "/catalogue.jsonld": _get("The whole catalogue as linked data", _schema("Graph"), media_type="application/ld+json"),
    "/api/v1/services": _get(
        "Services, by id",
        _schema("ServiceList"),
        _query(
            "q",
            "Words that the name holds, Persian or English; Arabic letters, half-spaces and letter case do not matter.",
            type="string",
            maxLength=MAX_QUERY,
        ),
        _query("life_event", "Only services of this situation of life.", **_ID),
        _query("organisation", "Only services of this organisation.", **_ID),
        _query("limit", "Services on a page.", type="integer", minimum=1, maximum=MAX_LIMIT, default=DEFAULT_LIMIT),
        _query("offset", "Services before the page.", type="integer", minimum=0, maximum=MAX_OFFSET, default=0),
    ),
    "/api/v1/services/{id}": _get(
        "All that is recorded about a service",
        _schema("Service"),
        {"name": "id", "in": "path", "required": True, "schema": _ID},
        missing=True,
    ),
    "/api/v1/life-events": _get("Situations of life by which services are browsed", _schema("LifeEvents")),
    "/api/v1/organisations": _get("Organisations behind the services", _schema("Organisations")),
    "/api/v1/offices": _get(
        "Offices where services are got; invented samples are not among them",
        _schema("OfficeList"),
        *offices.parameters(_query),
    ),
    "/api/v1/openapi.json": _get("This description", {"type": "object"}),
}
