"""Reading YAML: YAML 1.2's plain values by libyaml's fast parser, the same for every file of the project."""

import re
from collections.abc import Hashable
from typing import Any, Final

import yaml

YAMLError = yaml.YAMLError
_TAG: Final = "tag:yaml.org,2002:"


class _Loader(yaml.CSafeLoader):
    """PyYAML follows YAML 1.1, in which «no» and «on» are booleans, 12:30 is 750 and days become dates; here they are texts.

    Of a key that stands twice in a mapping it would silently keep the last value; here that is an error.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key.value} stands twice", key.start_mark)
            seen.add(str(key.value))
        content: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return content


def _number(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int:
    return int(node.value)


_Loader.yaml_implicit_resolvers = {}
for _name, _pattern, _first in (
    ("merge", r"<<\Z", "<"),
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("int", r"[-+]?[0-9]{1,30}\Z", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?\Z", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), list(_first))
_Loader.add_constructor(_TAG + "int", _number)


def parsed(text: str) -> Any:
    """The content of a YAML document: plain values, lists and mappings. Raises YAMLError with the place of what is wrong."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  (derived from the safe loader)
