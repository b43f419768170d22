"""The public interface's own description, and whether an answer fits it."""

from typing import Any

from jsonschema import Draft202012Validator

from bot.channels.web.api.openapi import document

OPENAPI = document("https://city.example")


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """What a `$ref` of the description leads to."""
    found: Any = OPENAPI
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    assert isinstance(found, dict)
    return found


def closed(node: Any) -> Any:
    """The schema without room for properties that it does not name: what we answer is described in full."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    is_open = made.get("type") != "object" or "properties" not in made or "@graph" in made["properties"]
    return made if is_open else {**made, "additionalProperties": False}


def check(path: str, status: int, body: Any) -> None:
    """Checks an answer against the schema that the description promises for it."""
    answer = OPENAPI["paths"][path]["get"]["responses"][str(status)]
    answer = resolve(answer) if "$ref" in answer else answer
    (content,) = answer["content"].values()
    schema = closed({**content["schema"], "components": OPENAPI["components"]})
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(body)


def references(node: Any) -> list[dict[str, Any]]:
    """All `$ref`s of a part of the description."""
    if isinstance(node, list):
        return [found for item in node for found in references(item)]
    if not isinstance(node, dict):
        return []
    return ([node] if "$ref" in node else []) + [found for item in node.values() for found in references(item)]
