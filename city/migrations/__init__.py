"""Alembic scripts of the schema `city`."""
