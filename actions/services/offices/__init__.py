"""Offices where services are got: their records, the search among them, and when they are open."""
