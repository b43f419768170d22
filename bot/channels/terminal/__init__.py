"""The terminal as a channel: a person typing, lines from a pipe, or JSON lines from a program."""
