"""See rules.py and corpus.yml."""
