"""Reading YAML fast: libyaml's parser with YAML 1.2's idea of what is true."""

import re
from typing import Any

import yaml

YAMLError = yaml.YAMLError
_BOOLEAN = "tag:yaml.org,2002:bool"


class _Loader(yaml.CSafeLoader):
    """PyYAML follows YAML 1.1, in which the words «yes», «no», «on» and «off» are booleans; word lists hold them as words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF"))


def parsed(text: str) -> Any:
    """The content of a YAML document: plain values, lists and mappings. Raises YAMLError with the place of what is wrong."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  (derived from the safe loader)
