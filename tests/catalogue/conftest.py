"""The citizen's surroundings are those of the tests of the rules."""

from tests.rules.conftest import agent, city

__all__ = ["agent", "city"]
