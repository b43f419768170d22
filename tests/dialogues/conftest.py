"""The citizen, the city and the trained model are those of the tests of the rules."""

from tests.rules.conftest import agent, citizen, city

__all__ = ["agent", "citizen", "city"]
