"""Kinds of value: one folder each, `rules.py` beside `corpus.yml`, the examples (negatives too) that prove the rules."""
